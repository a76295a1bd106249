"""Letters of reminder, the dossiers on each, and the numbers that a unit has drawn."""

from django.db import models


class Counter(models.Model):
    """The last number that a unit drew in a year; its row is held while the next one is drawn."""

    unit_id = models.UUIDField()
    year = models.SmallIntegerField()
    last = models.IntegerField()

    class Meta:
        db_table = "steering_counter"
        constraints = [models.UniqueConstraint(fields=["unit_id", "year"], name="steering_counter_once")]


class Reminder(models.Model):
    """A letter to a post, or to the common desk of a unit; what it says stands sealed in its print."""

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    by_account = models.UUIDField()
    by_post = models.UUIDField(null=True)
    unit_id = models.UUIDField()
    year = models.SmallIntegerField()
    number = models.IntegerField()
    to_unit = models.UUIDField()
    to_post = models.UUIDField(null=True)
    answer_by = models.DateField()
    print_id = models.UUIDField()
    revision = models.IntegerField(default=1)

    class Meta:
        db_table = "steering_reminder"
        constraints = [models.UniqueConstraint(fields=["unit_id", "year", "number"], name="steering_reminder_in_order")]
        indexes = [
            models.Index(fields=["unit_id", "-id"], name="steering_reminder_sent"),
            models.Index(fields=["to_unit", "-id"], name="steering_reminder_received"),
        ]


class Reminded(models.Model):
    """A late dossier on a letter, and its holder's answer; the reason is sealed."""

    id = models.UUIDField(primary_key=True)
    reminder = models.ForeignKey(Reminder, on_delete=models.CASCADE, related_name="+")
    dossier_id = models.UUIDField()
    label = models.TextField()
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_account = models.UUIDField(null=True)
    answered_post = models.UUIDField(null=True)
    reason = models.BinaryField(null=True)
    promised_on = models.DateField(null=True)

    class Meta:
        db_table = "steering_reminded"
        constraints = [models.UniqueConstraint(fields=["reminder", "dossier_id"], name="steering_reminded_once")]
