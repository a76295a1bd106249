"""Contents and the files that refer to them."""

from __future__ import annotations

from django.db import models

from motcua.files.types import ScanState


class Content(models.Model):
    """Bytes, addressed by their SHA-256; the bytes themselves lie in the storage."""

    sha256 = models.BinaryField(primary_key=True)
    size = models.BigIntegerField()
    kind = models.TextField()
    scan = models.TextField(
        default=ScanState.UNSCANNED.value, choices=[(state.value, state.value) for state in ScanState]
    )
    scanned_at = models.DateTimeField(null=True)
    scanned_by = models.TextField(default="")
    #: What looking inside found (``types.Finding``), empty for nothing; not looked into before ``inspected_at``.
    finding = models.TextField(default="")
    inspected_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="files_content_size", condition=models.Q(size__gt=0)),
            models.CheckConstraint(
                name="files_content_scan", condition=models.Q(scan__in=[state.value for state in ScanState])
            ),
        ]
        indexes = [
            models.Index(fields=["sha256"], name="files_unscanned", condition=models.Q(scan="unscanned")),
        ]

    def __str__(self) -> str:
        return bytes(self.sha256).hex()


class File(models.Model):
    """One file of one owner."""

    id = models.UUIDField(primary_key=True)
    content = models.ForeignKey(Content, on_delete=models.PROTECT, related_name="files", db_column="sha256")
    owner_kind = models.TextField()
    owner_id = models.UUIDField()
    name = models.TextField()
    stored_by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["owner_kind", "owner_id", "id"], name="files_of_owner")]

    def __str__(self) -> str:
        return self.name
