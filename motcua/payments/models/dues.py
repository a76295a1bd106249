"""What an owner owes, as a clerk set it; the newest row counts, older ones are history."""

from django.db import models


class OfOwner(models.Model):
    """A row about an owner (kind and id): when, and by whom for which post in which unit."""

    id = models.UUIDField(primary_key=True)
    owner_kind = models.TextField()
    owner_id = models.UUIDField()
    at = models.DateTimeField()
    by_account = models.UUIDField()
    by_post = models.UUIDField(null=True)
    by_unit = models.UUIDField(null=True)

    class Meta:
        abstract = True


class Dues(OfOwner):
    """The fee lines of an owner were set, the so-manieth time."""

    seq = models.IntegerField()
    total = models.BigIntegerField()

    class Meta:
        db_table = "payments_dues"
        constraints = [
            models.UniqueConstraint(fields=["owner_id", "seq"], name="payments_dues_in_order"),
            models.CheckConstraint(condition=models.Q(total__gte=0), name="payments_dues_total"),
        ]


class DueLine(models.Model):
    """One line of what is owed: price times quantity less the relief; the proof that was seen is sealed."""

    id = models.UUIDField(primary_key=True)
    dues = models.ForeignKey(Dues, on_delete=models.CASCADE, related_name="lines")
    position = models.SmallIntegerField()
    name = models.TextField()
    kind = models.TextField()
    price = models.BigIntegerField()
    quantity = models.IntegerField()
    relief = models.TextField()
    percent = models.SmallIntegerField()
    basis = models.TextField()
    proof = models.BinaryField(null=True)
    amount = models.BigIntegerField()
    assumed = models.BooleanField()

    class Meta:
        db_table = "payments_due_line"
        constraints = [
            models.UniqueConstraint(fields=["dues", "position"], name="payments_due_line_once"),
            models.CheckConstraint(
                condition=models.Q(amount__gte=0, price__gte=0, quantity__gte=1), name="payments_due_line_amounts"
            ),
        ]


class Allowance(OfOwner):
    """A leader allowed the result to go out although so much was unpaid; the reason is sealed."""

    amount = models.BigIntegerField()
    reason = models.BinaryField()

    class Meta:
        db_table = "payments_allowance"
        indexes = [models.Index(fields=["owner_id"], name="payments_allowance_of")]
