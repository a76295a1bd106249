"""A dossier counted by another calendar than the one it froze."""

from django.db import models

from motcua.dossiers.models.way import Row


class Recount(Row):
    """By a recorded decision about the calendar its moments are counted by that calendar; what had been promised stands here."""

    decision_id = models.UUIDField()
    calendar = models.IntegerField()
    old_due_at = models.DateTimeField(null=True)
    new_due_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "dossiers_recount"
        constraints = [
            models.UniqueConstraint(fields=["dossier", "decision_id"], name="dossiers_one_recount_a_decision")
        ]
