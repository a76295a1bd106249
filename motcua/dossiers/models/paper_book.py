"""Codes on paper: a block that was drawn beforehand, and what became of each of its codes."""

from django.db import models


class PaperBook(models.Model):
    """A block of codes drawn for a unit, from the counters that reception draws from; ``revision`` gives the ledger's seq."""

    id = models.UUIDField(primary_key=True)
    unit_id = models.UUIDField()
    prefix = models.TextField()
    code_assumed = models.BooleanField()
    day = models.DateField()
    size = models.SmallIntegerField()
    drawn_at = models.DateTimeField()
    by_account = models.UUIDField()
    by_post = models.UUIDField(null=True)
    revision = models.IntegerField()
    closed_at = models.DateTimeField(null=True)
    closed_account = models.UUIDField(null=True)
    closed_post = models.UUIDField(null=True)

    class Meta:
        db_table = "dossiers_paper_book"
        indexes = [models.Index(fields=["unit_id", "-drawn_at"], name="dossiers_paper_book_by_unit")]


class PaperCode(models.Model):
    """A code of a block: entered as a dossier, or returned or spoilt with a sealed reason; never both, never twice."""

    id = models.UUIDField(primary_key=True)
    book = models.ForeignKey(PaperBook, on_delete=models.PROTECT, related_name="codes")
    number = models.SmallIntegerField()
    code = models.TextField()
    day_number = models.IntegerField()
    dossier_id = models.UUIDField(null=True)
    ended = models.TextField(null=True)
    reason = models.BinaryField(null=True)
    at = models.DateTimeField(null=True)
    by_account = models.UUIDField(null=True)
    by_post = models.UUIDField(null=True)

    class Meta:
        db_table = "dossiers_paper_code"
        constraints = [
            models.UniqueConstraint(fields=["code"], name="dossiers_paper_code_once"),
            models.UniqueConstraint(fields=["dossier_id"], name="dossiers_paper_code_of_one_dossier"),
            models.UniqueConstraint(fields=["book", "number"], name="dossiers_paper_code_in_order"),
            models.CheckConstraint(
                condition=models.Q(dossier_id__isnull=True) | models.Q(ended__isnull=True),
                name="dossiers_paper_code_ends_once",
            ),
            models.CheckConstraint(
                condition=models.Q(ended__isnull=True) | models.Q(reason__isnull=False),
                name="dossiers_paper_code_ends_with_reason",
            ),
        ]
