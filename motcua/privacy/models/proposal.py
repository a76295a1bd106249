"""A proposal to erase, its subjects, and how it was decided."""

from django.db import models


class Proposal(models.Model):
    """Who proposes what on which ground; reason and answer are sealed, ``paper`` and ``decision`` name the documents.

    ``unit_id`` is null where the whole province decides: about a person.
    """

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    by_account = models.UUIDField()
    by_post = models.UUIDField(null=True)
    unit_id = models.UUIDField(null=True)
    ground = models.TextField()
    reason = models.BinaryField()
    paper = models.TextField()
    decided_at = models.DateTimeField(null=True)
    decided_account = models.UUIDField(null=True)
    decided_post = models.UUIDField(null=True)
    is_approved = models.BooleanField(default=False)
    answer = models.BinaryField(null=True)
    decision = models.TextField(default="")
    done_at = models.DateTimeField(null=True)
    revision = models.IntegerField(default=1)

    class Meta:
        db_table = "privacy_proposal"
        indexes = [models.Index(fields=["unit_id", "-id"], name="privacy_proposal_of_unit")]


class Line(models.Model):
    """One subject of a proposal; ``ended_at`` says when it was erased, or that the proposal was declined."""

    id = models.UUIDField(primary_key=True)
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="+")
    subject_kind = models.TextField()
    subject_id = models.UUIDField()
    label = models.TextField()
    ended_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "privacy_line"
        constraints = [
            models.UniqueConstraint(
                fields=["subject_id"], condition=models.Q(ended_at__isnull=True), name="privacy_proposed_once"
            )
        ]
        indexes = [models.Index(fields=["subject_id"], name="privacy_line_of_subject")]
