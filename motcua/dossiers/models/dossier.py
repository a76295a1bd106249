"""A dossier: what was handed in, where, by whom, and the rules in force on that day."""

from django.db import models

from motcua.dossiers.types import Channel


class Dossier(models.Model):
    """One dossier. Its code never changes; its state is not here but in ``Standing``.

    What was brought over from another system stands in no register of ours: it has neither prefix nor book nor ordinal.

    Units, posts, accounts and versions are named without a database constraint: such rows are never
    deleted, and a checked reference to a unit's row locks it for every reception in that unit.
    """

    id = models.UUIDField(primary_key=True)
    filing_number = models.TextField(null=True)
    code = models.TextField(null=True)
    prefix = models.TextField(null=True)
    day = models.DateField(null=True)
    day_number = models.IntegerField(null=True)
    code_assumed = models.BooleanField()
    book_year = models.SmallIntegerField(null=True)
    book = models.SmallIntegerField(null=True)
    ordinal = models.IntegerField(null=True)
    unit_id = models.UUIDField()
    competent_unit_id = models.UUIDField()
    commune_id = models.UUIDField(null=True)
    procedure_id = models.UUIDField()
    process_id = models.UUIDField()
    case_label = models.TextField()
    channel = models.SmallIntegerField(choices=[(c.value, c.name) for c in Channel])
    via_agent = models.BooleanField()
    owner_id = models.UUIDField()
    owner_name = models.TextField()
    submitter_id = models.UUIDField(null=True)
    submitter_name = models.TextField()
    authorisation = models.TextField()
    filed_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    starts_at = models.DateTimeField(null=True)
    received_by = models.UUIDField(null=True)
    received_post = models.UUIDField(null=True)
    sets = models.SmallIntegerField()
    delivery = models.TextField()
    delivery_address = models.BinaryField(null=True)
    fee = models.BigIntegerField()
    terms = models.JSONField()
    token = models.TextField()
    receipt_id = models.UUIDField(null=True)

    class Meta:
        db_table = "dossiers_dossier"
        constraints = [
            models.UniqueConstraint(fields=["code"], name="dossiers_code_once"),
            models.UniqueConstraint(fields=["filing_number"], name="dossiers_filing_number_once"),
            models.UniqueConstraint(fields=["token"], name="dossiers_token_once"),
            models.UniqueConstraint(fields=["prefix", "day", "day_number"], name="dossiers_number_once_a_day"),
            models.UniqueConstraint(fields=["unit_id", "book_year", "ordinal"], name="dossiers_ordinal_once_a_year"),
            models.CheckConstraint(
                condition=models.Q(code__isnull=True)
                | models.Q(received_at__isnull=False)
                & (models.Q(ordinal__isnull=False) | models.Q(book_year__isnull=True)),
                name="dossiers_code_means_received",
            ),
        ]
        indexes = [
            models.Index(fields=["owner_id"], name="dossiers_owner"),
            models.Index(fields=["day", "day_number"], name="dossiers_day"),
            models.Index(
                fields=["submitter_id"], name="dossiers_submitter", condition=models.Q(submitter_id__isnull=False)
            ),
        ]


class Paper(models.Model):
    """A paper that was handed in, in how many originals, certified copies and copies, with its scan."""

    id = models.UUIDField(primary_key=True)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="papers")
    position = models.SmallIntegerField()
    paper_id = models.UUIDField(null=True)
    name = models.TextField()
    originals = models.SmallIntegerField()
    certified = models.SmallIntegerField()
    copies = models.SmallIntegerField()
    scan_id = models.UUIDField(null=True)
    received_at = models.DateTimeField()

    class Meta:
        db_table = "dossiers_paper"


class DayCounter(models.Model):
    """The last number drawn for one printed prefix on one day."""

    prefix = models.TextField()
    day = models.DateField()
    last = models.IntegerField()

    class Meta:
        db_table = "dossiers_day_counter"
        constraints = [models.UniqueConstraint(fields=["prefix", "day"], name="dossiers_day_counter_once")]


class BookCounter(models.Model):
    """The last ordinal of a unit's register in one year; a second book goes on counting.

    ``closed_last`` is the last number of a book that has been closed: the database itself then draws no more from it.
    """

    unit_id = models.UUIDField()
    year = models.SmallIntegerField()
    book = models.SmallIntegerField()
    last = models.IntegerField()
    closed_last = models.IntegerField(null=True)

    class Meta:
        db_table = "dossiers_book_counter"
        constraints = [
            models.UniqueConstraint(fields=["unit_id", "year"], name="dossiers_book_counter_once"),
            models.CheckConstraint(
                condition=models.Q(closed_last__isnull=True) | models.Q(last__lte=models.F("closed_last")),
                name="dossiers_book_is_closed",
            ),
        ]
