"""Monthly words to agencies about the officials whom they lent to a one-stop desk."""

from django.db import models


class Notice(models.Model):
    """A month of a term at a desk was told to the agency that lent the official: the figures, and the print."""

    id = models.UUIDField(primary_key=True)
    appointment_id = models.UUIDField()
    month = models.DateField()
    account_id = models.UUIDField()
    post_id = models.UUIDField()
    unit_id = models.UUIDField()
    to_unit = models.UUIDField()
    figures = models.JSONField()
    print_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        db_table = "steering_notice"
        constraints = [models.UniqueConstraint(fields=["appointment_id", "month"], name="steering_notice_once")]
        indexes = [
            models.Index(fields=["unit_id", "-month"], name="steering_notice_sent"),
            models.Index(fields=["to_unit", "-month"], name="steering_notice_received"),
        ]
