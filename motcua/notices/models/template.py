"""Texts of messages in versions."""

from django.db import models


class Template(models.Model):
    """A text of one kind and channel from a day on; of several in force the highest number counts. Taken back before its day it never was."""

    id = models.UUIDField(primary_key=True)
    kind = models.TextField()
    channel = models.TextField()
    number = models.IntegerField()
    subject = models.TextField()
    body = models.TextField()
    valid_from = models.DateField()
    source = models.TextField()
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notices_template"
        constraints = [models.UniqueConstraint(fields=["kind", "channel", "number"], name="notices_template_once")]
