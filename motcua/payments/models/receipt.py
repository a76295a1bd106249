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
    serial = models.TextField(default="", db_default="")
    number = models.IntegerField()
    method = models.TextField(choices=METHODS)
    amount = models.BigIntegerField()
    reference = models.BinaryField(null=True)
    print_id = models.UUIDField()
    till_on = models.DateField()

    class Meta:
        db_table = "payments_receipt"
        constraints = [
            models.UniqueConstraint(
                fields=["unit_id", "year", "serial", "number"], name="payments_number_once_a_serial"
            ),
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
    """A unit's book of receipts in a year: its serial, from which number to which, and the last that was drawn.

    ``until`` is empty where it never runs out; the first of a year is opened by the first receipt, later ones by an act.
    """

    id = models.UUIDField(primary_key=True)
    unit_id = models.UUIDField()
    year = models.SmallIntegerField()
    book = models.SmallIntegerField()
    serial = models.TextField()
    first = models.IntegerField()
    last = models.IntegerField()
    until = models.IntegerField(null=True)
    opened_at = models.DateTimeField()
    by_account = models.UUIDField()
    by_post = models.UUIDField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "payments_book"
        constraints = [
            models.UniqueConstraint(fields=["unit_id", "year", "book"], name="payments_book_in_order"),
            models.UniqueConstraint(
                fields=["unit_id", "year"], condition=models.Q(closed_at=None), name="payments_one_book_open"
            ),
            models.UniqueConstraint(fields=["unit_id", "year", "serial", "first"], name="payments_book_begins_once"),
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first") - 1)
                & (models.Q(until=None) | models.Q(until__gte=models.F("last"))),
                name="payments_book_numbers",
            ),
        ]
