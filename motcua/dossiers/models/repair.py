"""What repairs, excuses and ends on a bad day: each a row with who, when and why."""

from django.db import models

from motcua.dossiers.models.way import Row


class Correction(Row):
    """A mistyped dossier was put right: the old values and the reason are sealed; the receipt came out in a new version."""

    ordinal = models.SmallIntegerField()
    fields = models.JSONField()
    before = models.BinaryField()
    reason = models.BinaryField()
    #: None where another body gave the receipt.
    print_id = models.UUIDField(null=True)

    class Meta:
        db_table = "dossiers_correction"
        constraints = [models.UniqueConstraint(fields=["dossier", "ordinal"], name="dossiers_correction_in_order")]


class Ending(Row):
    """The office ended it without a result: a reception by mistake cancelled, or the work stopped; the reason is sealed."""

    kind = models.TextField()
    reason = models.BinaryField()
    print_id = models.UUIDField(null=True)

    class Meta:
        db_table = "dossiers_ending"
        constraints = [models.UniqueConstraint(fields=["dossier"], name="dossiers_one_ending")]


class Apology(Row):
    """An apology with a new appointment (Mẫu 04): until when, what had been promised, who is liable; the cause is sealed."""

    ordinal = models.SmallIntegerField()
    until = models.DateField()
    promised_at = models.DateTimeField()
    liable_unit = models.UUIDField()
    cause = models.BinaryField()
    print_id = models.UUIDField()

    class Meta:
        db_table = "dossiers_apology"
        constraints = [models.UniqueConstraint(fields=["dossier", "ordinal"], name="dossiers_apology_in_order")]


class Allowance(Row):
    """A leader allowed papers to be asked for once more than the law's number; the reason is sealed."""

    reason = models.BinaryField()

    class Meta:
        db_table = "dossiers_allowance"


class ResultRepair(Row):
    """A wrong result was corrected, replaced or annulled by the result of this version; the reason is sealed."""

    version = models.SmallIntegerField()
    kind = models.TextField()
    reason = models.BinaryField()

    class Meta:
        db_table = "dossiers_result_repair"
        constraints = [models.UniqueConstraint(fields=["dossier", "version"], name="dossiers_repair_once_a_version")]


class Incident(Row):
    """Papers were lost or damaged: which, and how it ended, are sealed; the liable unit is named."""

    kind = models.TextField()
    what = models.BinaryField()
    liable_unit = models.UUIDField()
    print_id = models.UUIDField()
    closed_at = models.DateTimeField(null=True)
    closing = models.BinaryField(null=True)

    class Meta:
        db_table = "dossiers_incident"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=models.Q(closed_at__isnull=True), name="dossiers_one_open_incident"
            ),
        ]
