"""Scores of a term that is over, as they were when they were frozen."""

from django.db import models


class FrozenTerm(models.Model):
    """The cards of all agencies for a quarter, or for a year (quarter 0), with the digest of what they say."""

    id = models.UUIDField(primary_key=True)
    year = models.SmallIntegerField()
    quarter = models.SmallIntegerField()
    cards = models.JSONField()
    digest = models.TextField()
    at = models.DateTimeField()

    class Meta:
        db_table = "scores_frozen_term"
        constraints = [
            models.UniqueConstraint(fields=["year", "quarter"], name="scores_frozen_once"),
            models.CheckConstraint(condition=models.Q(quarter__gte=0, quarter__lte=4), name="scores_frozen_quarter"),
        ]
