"""Where an official gets e-mail, and which mornings were told."""

from django.db import models


class Mailbox(models.Model):
    """An official's address, sealed, and whether the summary of the morning is wanted."""

    account_id = models.UUIDField(primary_key=True)
    address = models.BinaryField()
    morning = models.BooleanField()
    at = models.DateTimeField()
    revision = models.IntegerField()

    class Meta:
        db_table = "steering_mailbox"


class Morning(models.Model):
    """The morning of a head's post was looked at: told, or there was nothing to tell."""

    id = models.UUIDField(primary_key=True)
    account_id = models.UUIDField()
    post_id = models.UUIDField()
    day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        db_table = "steering_morning"
        constraints = [models.UniqueConstraint(fields=["account_id", "post_id", "day"], name="steering_morning_once")]
