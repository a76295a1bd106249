"""Bags and their minutes, what came in them, and what the post announced."""

from django.db import models


class Counter(models.Model):
    """The last number of a unit's minutes in a year, one row a way."""

    unit_id = models.UUIDField()
    year = models.SmallIntegerField()
    way = models.TextField()
    last = models.IntegerField()

    class Meta:
        db_table = "postal_counter"
        constraints = [models.UniqueConstraint(fields=["unit_id", "year", "way"], name="postal_counter_once")]


class Bag(models.Model):
    """A bag that came from the post, or goes to it. Signed, it is the minutes (QĐ 45/2016 Đ7.4); the postman's name is sealed."""

    id = models.UUIDField(primary_key=True)
    unit_id = models.UUIDField()
    way = models.TextField()
    year = models.SmallIntegerField()
    ordinal = models.IntegerField()
    list_number = models.TextField()
    opened_at = models.DateTimeField()
    by_account = models.UUIDField()
    by_post = models.UUIDField(null=True)
    signed_at = models.DateTimeField(null=True)
    signed_account = models.UUIDField(null=True)
    postman = models.BinaryField(null=True)
    print_id = models.UUIDField(null=True)

    class Meta:
        db_table = "postal_bag"
        constraints = [
            models.UniqueConstraint(fields=["unit_id", "year", "way", "ordinal"], name="postal_bag_number_once"),
            models.CheckConstraint(condition=models.Q(way__in=["in", "out"]), name="postal_bag_way"),
        ]
        indexes = [models.Index(fields=["unit_id", "-opened_at"], name="postal_bag_of_unit")]


class Arrival(models.Model):
    """What came in a bag, or should have. Its id becomes the dossier's that is received from it."""

    id = models.UUIDField(primary_key=True)
    bag = models.ForeignKey(Bag, on_delete=models.PROTECT, related_name="arrivals")
    position = models.SmallIntegerField()
    tracking = models.TextField()
    sender = models.BinaryField()
    about = models.BinaryField()
    told = models.BinaryField(null=True)
    verdict = models.TextField(null=True)
    note = models.BinaryField(null=True)

    class Meta:
        db_table = "postal_arrival"
        constraints = [models.UniqueConstraint(fields=["bag", "position"], name="postal_arrival_in_order")]


class Announced(models.Model):
    """A list that the post announced to a unit; ``bag_id`` where somebody has taken it over."""

    id = models.UUIDField(primary_key=True)
    unit_id = models.UUIDField()
    number = models.TextField()
    at = models.DateTimeField()
    lines = models.BinaryField()
    bag_id = models.UUIDField(null=True)

    class Meta:
        db_table = "postal_announced"
        constraints = [models.UniqueConstraint(fields=["number"], name="postal_announced_once")]
