"""Directions of leaders, and what came of each."""

from django.db import models


class Direction(models.Model):
    """A direction to a unit, or to a post of the giver's own; its text is sealed.

    ``answered_at`` is empty while an answer is waited for, also again after more time was given.
    """

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    by_account = models.UUIDField()
    by_post = models.UUIDField(null=True)
    unit_id = models.UUIDField()
    to_unit = models.UUIDField()
    to_post = models.UUIDField(null=True)
    dossier_id = models.UUIDField(null=True)
    label = models.TextField()
    text = models.BinaryField()
    due_on = models.DateField()
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    revision = models.IntegerField(default=1)

    class Meta:
        db_table = "steering_direction"
        indexes = [
            models.Index(fields=["unit_id", "due_on", "id"], name="steering_direction_given"),
            models.Index(fields=["to_unit", "due_on", "id"], name="steering_direction_received"),
            models.Index(
                fields=["dossier_id"],
                condition=models.Q(dossier_id__isnull=False),
                name="steering_direction_of_dossier",
            ),
        ]


class DirectionStep(models.Model):
    """An answer, an extension, or the closing; what was said is sealed."""

    id = models.UUIDField(primary_key=True)
    direction = models.ForeignKey(Direction, on_delete=models.CASCADE, related_name="+")
    kind = models.TextField()
    at = models.DateTimeField()
    by_account = models.UUIDField()
    by_post = models.UUIDField(null=True)
    by_unit = models.UUIDField(null=True)
    text = models.BinaryField()
    due_on = models.DateField(null=True)

    class Meta:
        db_table = "steering_direction_step"
        constraints = [
            models.UniqueConstraint(
                fields=["direction"], condition=models.Q(kind="closed"), name="steering_direction_closed_once"
            )
        ]
