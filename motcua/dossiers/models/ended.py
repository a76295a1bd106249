"""How many dossiers have ended: rows that add up, by all that a list is narrowed by beside days and words."""

from django.db import models


class Ended(models.Model):
    """So many dossiers more, or fewer, that have ended alike; triggers of the standing write a row for each, the night adds them up."""

    id = models.BigAutoField(primary_key=True)
    receiving_unit_id = models.UUIDField()
    competent_unit_id = models.UUIDField()
    unit_id = models.UUIDField()
    procedure_id = models.UUIDField()
    channel = models.SmallIntegerField()
    state = models.SmallIntegerField()
    on_time = models.BooleanField(null=True)
    number = models.IntegerField()

    class Meta:
        db_table = "dossiers_ended"
        indexes = [
            models.Index(fields=["receiving_unit_id"], name="dossiers_ended_by_receiver"),
            models.Index(fields=["competent_unit_id"], name="dossiers_ended_by_competent"),
            models.Index(fields=["unit_id"], name="dossiers_ended_by_unit"),
        ]
