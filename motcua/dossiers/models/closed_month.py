"""Months that are over, counted once: a row for each, and its figures told apart as finely as a board asks."""

from django.db import models


class ClosedMonth(models.Model):
    """A month whose figures are rolled up; ``digest`` is that of the line in the ledger that sealed them last."""

    id = models.UUIDField(primary_key=True)
    month = models.DateField(unique=True)
    revision = models.IntegerField()
    digest = models.TextField()
    changed = models.BooleanField()
    #: The machine's moment at which the counting began; what was written well before it is counted.
    counted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "dossiers_closed_month"


class MonthFigures(models.Model):
    """The figures of a closed month for one counter, one competent unit and one version of a procedure."""

    pk = models.CompositePrimaryKey("month", "procedure_id", "receiving_unit_id", "competent_unit_id")
    month = models.DateField()
    procedure_id = models.UUIDField()
    receiving_unit_id = models.UUIDField()
    competent_unit_id = models.UUIDField()
    field = models.TextField()
    carried = models.IntegerField()
    received = models.IntegerField()
    online = models.IntegerField()
    at_counter = models.IntegerField()
    by_post = models.IntegerField()
    solved = models.IntegerField()
    early = models.IntegerField()
    on_time = models.IntegerField()
    late = models.IntegerField()
    undecided = models.IntegerField()
    open = models.IntegerField()
    open_in_time = models.IntegerField()
    near = models.IntegerField()
    open_late = models.IntegerField()
    waiting = models.IntegerField()
    to_return = models.IntegerField()

    class Meta:
        db_table = "dossiers_month_figures"
