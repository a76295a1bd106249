"""How long a dossier stayed at each step that is done."""

from django.db import models


class Stay(models.Model):
    """A step that is done, named by the move that ended it: office time in minutes without waits, and what it had been given.

    Computed from the rows of the way (``timekeeping.py``), never the source of anything; what boards narrow by stands in it too.
    """

    pk = models.CompositePrimaryKey("dossier_id", "seq")
    dossier_id = models.UUIDField()
    seq = models.IntegerField()
    step = models.SmallIntegerField()
    role = models.TextField()
    unit_id = models.UUIDField()
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    minutes = models.IntegerField()
    allotted = models.IntegerField(null=True)
    is_late = models.BooleanField(null=True)
    procedure_id = models.UUIDField()
    receiving_unit_id = models.UUIDField()
    competent_unit_id = models.UUIDField()
    field = models.TextField()

    class Meta:
        db_table = "dossiers_stay"
        indexes = [models.Index(fields=["ended_at", "dossier_id", "seq"], name="dossiers_stay_by_end")]
