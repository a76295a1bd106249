"""Parcels, and what the post says of them."""

from django.db import models

from motcua.postal.models.bag import Bag
from motcua.postal.types import Fate, Order


class Parcel(models.Model):
    """Something of an owner (kind and id) that goes out by post; to whom is sealed.

    ``reference`` is ours, by which the post's system knows it however often it is asked; ``fate`` is what
    ``rules.fate_of`` makes of the rows; ``collects`` what the post takes from the receiver for us, in VND.
    """

    id = models.UUIDField(primary_key=True)
    owner_kind = models.TextField()
    owner_id = models.UUIDField()
    label = models.TextField()
    unit_id = models.UUIDField()
    what = models.TextField()
    reference = models.TextField()
    receiver = models.BinaryField()
    made_at = models.DateTimeField()
    by_account = models.UUIDField()
    by_post = models.UUIDField(null=True)
    fate = models.TextField()
    fate_at = models.DateTimeField()
    asking = models.TextField()
    asking_words = models.BinaryField(null=True)
    tracking = models.TextField()
    tries = models.SmallIntegerField(default=0)
    not_before = models.DateTimeField()
    bag = models.ForeignKey(Bag, null=True, on_delete=models.PROTECT, related_name="parcels")
    handed_at = models.DateTimeField(null=True)
    back_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    collects = models.BigIntegerField(default=0, db_default=0)
    revision = models.IntegerField(default=1)

    class Meta:
        db_table = "postal_parcel"
        constraints = [
            models.UniqueConstraint(fields=["reference"], name="postal_reference_once"),
            models.CheckConstraint(condition=models.Q(collects__gte=0), name="postal_parcel_collects"),
            models.CheckConstraint(
                condition=models.Q(fate__in=[each.value for each in Fate]), name="postal_parcel_fate"
            ),
            models.CheckConstraint(
                condition=models.Q(asking__in=[each.value for each in Order]), name="postal_parcel_order"
            ),
        ]
        indexes = [
            models.Index(fields=["owner_id"], name="postal_parcel_of"),
            models.Index(fields=["unit_id", "-made_at", "-id"], name="postal_parcel_list"),
            models.Index(fields=["unit_id", "fate", "asking"], name="postal_parcel_by_fate"),
            models.Index(
                fields=["not_before"],
                name="postal_parcel_to_order",
                condition=models.Q(asking__in=["waiting", "asked", "cancelling"]),
            ),
            models.Index(
                fields=["unit_id"],
                name="postal_parcel_in_doubt",
                condition=models.Q(fate="ready", asking__in=["refused", "unknown"]),
            ),
        ]


class Event(models.Model):
    """A message of the post, kept once however often it comes; ``doubt`` while it waits for a person."""

    id = models.UUIDField(primary_key=True)
    key = models.TextField()
    parcel = models.ForeignKey(Parcel, null=True, on_delete=models.PROTECT, related_name="events")
    reference = models.TextField()
    code = models.TextField()
    means = models.TextField(null=True)
    at = models.DateTimeField()
    words = models.BinaryField(null=True)
    came_at = models.DateTimeField()
    doubt = models.TextField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)

    class Meta:
        db_table = "postal_event"
        constraints = [models.UniqueConstraint(fields=["key"], name="postal_event_once")]
        indexes = [
            models.Index(fields=["parcel", "at"], name="postal_event_of"),
            models.Index(
                fields=["came_at"],
                name="postal_event_parked",
                condition=models.Q(doubt__isnull=False, decided_at__isnull=True),
            ),
        ]


class Mark(models.Model):
    """Up to where the post's messages have been read."""

    stream = models.TextField(primary_key=True)
    mark = models.TextField()

    class Meta:
        db_table = "postal_mark"
