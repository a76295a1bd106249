"""What an administrator decided about units and posts, and what was taken back."""

from django.db import models

from motcua.kernel.ids import new_id
from motcua.organisation.models.unit import UnitRow
from motcua.organisation.types import OrderKind


class Signed(models.Model):
    """When it was done, and by whom for which post in which unit."""

    at = models.DateTimeField()
    by_account = models.UUIDField()
    by_post = models.UUIDField(null=True)
    by_unit = models.UUIDField(null=True)

    class Meta:
        abstract = True


class OrderRow(Signed):
    """A decision about a unit or one of its posts, in force from a day on; ``before`` is what undoing needs."""

    id = models.UUIDField(primary_key=True, default=new_id)
    unit = models.ForeignKey(UnitRow, on_delete=models.PROTECT)
    post_id = models.UUIDField(null=True)
    kind = models.TextField()
    valid_from = models.DateField()
    paper = models.TextField()
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        db_table = "organisation_order"
        constraints = [models.CheckConstraint(name="organisation_order_kind", condition=models.Q(kind__in=OrderKind))]


class OrderUndone(Signed):
    """A decision was taken back before its day came."""

    order = models.OneToOneField(OrderRow, on_delete=models.PROTECT, primary_key=True)

    class Meta:
        db_table = "organisation_order_undone"
