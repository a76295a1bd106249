"""How a paper became a file."""

from django.db import models

from motcua.dossiers.models.dossier import Paper
from motcua.dossiers.models.way import Row


class Scan(Row):
    """A paper's file, signed for by who scanned it or took an earlier one; the newest row of a paper counts.

    ``origin_id`` names the earlier paper whose bytes are used again (with the person's consent, sealed), and then
    ``way`` is «reused»; else a telephone, the office scanner or an upload.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="+")
    file_id = models.UUIDField()
    sha256 = models.BinaryField()
    way = models.TextField()
    origin_id = models.UUIDField(null=True)
    consent = models.BinaryField(null=True)

    class Meta:
        db_table = "dossiers_scan"
        constraints = [
            models.CheckConstraint(
                name="dossiers_reuse_has_consent",
                condition=models.Q(way="reused", origin_id__isnull=False, consent__isnull=False)
                | (~models.Q(way="reused") & models.Q(origin_id__isnull=True, consent__isnull=True)),
            ),
        ]
        indexes = [models.Index(fields=["paper"], name="dossiers_scan_of_paper")]
