"""Tills: one a cashier and unit; a closed day takes no more entries."""

from django.db import models


class TillLock(models.Model):
    """The day up to which a cashier's till is closed; its row is held by whoever writes into the till or closes it."""

    unit_id = models.UUIDField()
    account = models.UUIDField()
    closed_on = models.DateField()

    class Meta:
        db_table = "payments_till_lock"
        constraints = [models.UniqueConstraint(fields=["unit_id", "account"], name="payments_till_lock_once")]


class Closing(models.Model):
    """A till of one day was closed: the sums of its entries, the notes counted, and why they differ (sealed)."""

    id = models.UUIDField(primary_key=True)
    unit_id = models.UUIDField()
    account = models.UUIDField()
    on = models.DateField()
    entries = models.IntegerField()
    cash = models.BigIntegerField()
    transfer = models.BigIntegerField()
    counted = models.BigIntegerField()
    notes = models.JSONField()
    explanation = models.BinaryField(null=True)
    at = models.DateTimeField()
    by_post = models.UUIDField(null=True)

    class Meta:
        db_table = "payments_closing"
        constraints = [models.UniqueConstraint(fields=["unit_id", "account", "on"], name="payments_closed_once")]


class Settlement(models.Model):
    """A quarter's settlement was drawn up and printed; drawn up again, it is the next version."""

    id = models.UUIDField(primary_key=True)
    unit_id = models.UUIDField()
    year = models.SmallIntegerField()
    quarter = models.SmallIntegerField()
    version = models.SmallIntegerField()
    total = models.BigIntegerField()
    print_id = models.UUIDField()
    at = models.DateTimeField()
    by_account = models.UUIDField()
    by_post = models.UUIDField(null=True)

    class Meta:
        db_table = "payments_settlement"
        constraints = [
            models.UniqueConstraint(fields=["unit_id", "year", "quarter", "version"], name="payments_settled_in_order")
        ]
