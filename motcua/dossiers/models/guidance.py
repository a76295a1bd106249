"""Guidance that was given without a dossier."""

from django.db import models


class Guidance(models.Model):
    """Somebody asked and was told; the words are sealed, and who asked is not kept."""

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    by_account = models.UUIDField()
    by_post = models.UUIDField(null=True)
    unit_id = models.UUIDField()
    channel = models.TextField()
    procedure = models.TextField()
    said = models.BinaryField()

    class Meta:
        db_table = "dossiers_guidance"
        indexes = [models.Index(fields=["unit_id", "-at"], name="dossiers_guidance_of_unit")]
