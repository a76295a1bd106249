"""The register of a unit's year: its closing, and what was printed of it."""

from django.db import models


class BookEdition(models.Model):
    """One printing of a register: lines as they stood ``at`` that moment, bound into a PDF and a sheet by a job.

    ``frozen_id`` names the edition of the closing whose lines it repeats; without it the lines are its own.
    """

    id = models.UUIDField(primary_key=True)
    unit_id = models.UUIDField()
    year = models.SmallIntegerField()
    field = models.TextField()
    last = models.IntegerField()
    template = models.SmallIntegerField()
    renderer = models.TextField()
    is_closing = models.BooleanField()
    frozen = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    by_account = models.UUIDField()
    by_post = models.UUIDField(null=True)
    copied = models.IntegerField()
    laid_out = models.IntegerField()
    pages = models.IntegerField(null=True)
    pdf_id = models.UUIDField(null=True)
    sheet_id = models.UUIDField(null=True)
    finished_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "dossiers_book_edition"
        indexes = [models.Index(fields=["unit_id", "year", "at"], name="dossiers_book_editions")]


class BookPart(models.Model):
    """Some hundred lines of an edition, copied at one moment and sealed: never changed, so that the print is the same."""

    id = models.UUIDField(primary_key=True)
    edition = models.ForeignKey(BookEdition, on_delete=models.CASCADE, related_name="parts")
    number = models.SmallIntegerField()
    first = models.IntegerField()
    last = models.IntegerField()
    count = models.IntegerField()
    lines = models.BinaryField()

    class Meta:
        db_table = "dossiers_book_part"
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="dossiers_book_part_once")]


class BookClosing(models.Model):
    """The register of a year was closed: by whom, up to which number, and the edition that froze its lines."""

    id = models.UUIDField(primary_key=True)
    unit_id = models.UUIDField()
    year = models.SmallIntegerField()
    last = models.IntegerField()
    cancelled = models.IntegerField()
    open = models.IntegerField()
    edition = models.OneToOneField(BookEdition, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by_account = models.UUIDField()
    by_post = models.UUIDField(null=True)

    class Meta:
        db_table = "dossiers_book_closing"
        constraints = [models.UniqueConstraint(fields=["unit_id", "year"], name="dossiers_book_closed_once")]
