"""Narrative reports: drafts, and what was issued."""

from django.db import models


class Narrative(models.Model):
    """A report of a unit and a period; issued, its texts are filled and its figures, digest and print are frozen."""

    id = models.UUIDField(primary_key=True)
    unit_id = models.UUIDField()
    since = models.DateField()
    until = models.DateField()
    ordinal = models.SmallIntegerField()
    template = models.TextField()
    texts = models.JSONField()
    figures = models.JSONField(default=dict)
    revision = models.IntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_account = models.UUIDField()
    issued_at = models.DateTimeField(null=True)
    issued_account = models.UUIDField(null=True)
    digest = models.TextField(default="")
    print_id = models.UUIDField(null=True)

    class Meta:
        db_table = "supervision_narrative"
        constraints = [
            models.UniqueConstraint(
                fields=["unit_id", "since", "until", "ordinal"], name="supervision_narrative_in_order"
            ),
            models.UniqueConstraint(
                fields=["unit_id", "since", "until"],
                condition=models.Q(issued_at=None),
                name="supervision_one_draft",
            ),
            models.CheckConstraint(
                condition=models.Q(issued_at=None, digest="", print_id=None)
                | models.Q(issued_at__isnull=False, print_id__isnull=False) & ~models.Q(digest=""),
                name="supervision_issued_whole",
            ),
        ]
