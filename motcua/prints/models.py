"""What was printed."""

from django.db import models


class Print(models.Model):
    """One filled form: its frozen, sealed inputs and what is needed to give the same bytes again."""

    id = models.UUIDField(primary_key=True)
    form = models.TextField()
    version = models.SmallIntegerField()
    renderer = models.TextField()
    owner_kind = models.TextField()
    owner_id = models.UUIDField()
    person_id = models.UUIDField(null=True)
    inputs = models.BinaryField()
    drawn = models.JSONField(null=True)
    kept_at = models.DateTimeField()
    sha256 = models.BinaryField(null=True)

    class Meta:
        db_table = "prints_print"
        indexes = [
            models.Index(fields=["owner_id"], name="prints_owner"),
            models.Index(fields=["person_id"], name="prints_person", condition=models.Q(person_id__isnull=False)),
        ]
