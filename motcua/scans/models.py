"""A telephone at work, its pictures, the parts of a picture on its way; what an office scanner left."""

from __future__ import annotations

from django.db import models


class Sitting(models.Model):
    """A clerk opened a telephone for one paper. The token is kept as a hash, and sealed for the screen with the QR."""

    id = models.UUIDField(primary_key=True)
    token_hash = models.BinaryField(unique=True)
    token = models.BinaryField()
    owner_kind = models.TextField()
    owner_id = models.UUIDField()
    part_id = models.UUIDField()
    account = models.UUIDField()
    post = models.UUIDField(null=True)
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    file_id = models.UUIDField(null=True)

    class Meta:
        db_table = "scans_sitting"
        constraints = [
            models.CheckConstraint(
                name="scans_finished_is_closed",
                condition=models.Q(file_id__isnull=True) | models.Q(closed_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["owner_kind", "owner_id"], name="scans_of_owner")]


class Picture(models.Model):
    """One picture of a sitting; removed ones stay, out of the order."""

    id = models.UUIDField(primary_key=True)
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="pictures")
    place = models.IntegerField()
    size = models.BigIntegerField()
    sha256 = models.BinaryField(null=True)
    received = models.BigIntegerField(default=0)
    file_id = models.UUIDField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "scans_picture"
        constraints = [
            models.CheckConstraint(
                name="scans_picture_size",
                condition=models.Q(size__gt=0, received__gte=0) & models.Q(received__lte=models.F("size")),
            ),
        ]


class Piece(models.Model):
    """Bytes of a picture that is still coming, sealed; they go when it is whole."""

    id = models.UUIDField(primary_key=True)
    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="pieces")
    offset = models.BigIntegerField()
    content = models.BinaryField()

    class Meta:
        db_table = "scans_piece"
        constraints = [models.UniqueConstraint(fields=["picture", "offset"], name="scans_piece_once")]


class Found(models.Model):
    """A file of an office scanner's folder, once by its bytes; then attached by somebody, or discarded with a reason."""

    id = models.UUIDField(primary_key=True)
    unit_id = models.UUIDField()
    source_sha256 = models.BinaryField()
    name = models.TextField()
    file_id = models.UUIDField()
    found_at = models.DateTimeField()
    owner_kind = models.TextField(default="")
    owner_id = models.UUIDField(null=True)
    part_id = models.UUIDField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)
    reason = models.BinaryField(null=True)

    class Meta:
        db_table = "scans_found"
        constraints = [models.UniqueConstraint(fields=["unit_id", "source_sha256"], name="scans_found_once")]
        indexes = [
            models.Index(fields=["unit_id", "found_at"], name="scans_waiting", condition=models.Q(settled_at=None)),
        ]
