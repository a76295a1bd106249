"""Receipts: numbered without gaps in a unit's book of the year; never deleted, cancelled by a counter-entry."""

from django.db import models

from motcua.payments.models.dues import OfOwner
from motcua.payments.types import Method

METHODS = [(method.value, method.name) for method in Method]


class Receipt(OfOwner):
    """Money came in. ``till_on`` is the day of the cashier's till that it belongs to."""

    subject = models.TextField()
    unit_id = models.UUIDField()
    competent_unit_id = models.UUIDField()
    year = models.SmallIntegerField()
    book = models.SmallIntegerField()
    number = models.IntegerField()
    method = models.TextField(choices=METHODS)
    amount = models.BigIntegerField()
    reference = models.BinaryField(null=True)
    print_id = models.UUIDField()
    till_on = models.DateField()

    class Meta:
        db_table = "payments_receipt"
        constraints = [
            models.UniqueConstraint(fields=["unit_id", "year", "number"], name="payments_number_once_a_year"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="payments_receipt_amount"),
        ]
        indexes = [
            models.Index(fields=["owner_id"], name="payments_receipt_of"),
            models.Index(fields=["unit_id", "till_on"], name="payments_receipt_till"),
        ]


class ReceiptLine(models.Model):
    """What a receipt was for; ``quantity`` is 0 where only a remainder was taken."""

    id = models.UUIDField(primary_key=True)
    receipt = models.ForeignKey(Receipt, on_delete=models.CASCADE, related_name="lines")
    position = models.SmallIntegerField()
    name = models.TextField()
    kind = models.TextField()
    price = models.BigIntegerField()
    quantity = models.IntegerField()
    amount = models.BigIntegerField()

    class Meta:
        db_table = "payments_receipt_line"
        constraints = [
            models.UniqueConstraint(fields=["receipt", "position"], name="payments_receipt_line_once"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="payments_receipt_line_amount"),
        ]


class Cancellation(models.Model):
    """The counter-entry of a receipt: the money goes back, out of the till of whoever gives it; the reason is sealed."""

    id = models.UUIDField(primary_key=True)
    receipt = models.OneToOneField(Receipt, on_delete=models.PROTECT, related_name="cancellation")
    reason = models.BinaryField()
    at = models.DateTimeField()
    by_account = models.UUIDField()
    by_post = models.UUIDField(null=True)
    by_unit = models.UUIDField(null=True)
    till_on = models.DateField()

    class Meta:
        db_table = "payments_cancellation"
        indexes = [models.Index(fields=["till_on"], name="payments_cancellation_till")]


class Book(models.Model):
    """The last number drawn in a unit's book of the year; a second book goes on counting."""

    unit_id = models.UUIDField()
    year = models.SmallIntegerField()
    book = models.SmallIntegerField()
    last = models.IntegerField()

    class Meta:
        db_table = "payments_book"
        constraints = [models.UniqueConstraint(fields=["unit_id", "year"], name="payments_book_once")]
