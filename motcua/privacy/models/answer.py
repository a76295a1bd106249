"""What a person was told of the own data."""

from django.db import models


class Answer(models.Model):
    """Somebody gave a person everything that is held, or who looked; on what proof and why is sealed."""

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    by_account = models.UUIDField()
    by_post = models.UUIDField(null=True)
    by_unit = models.UUIDField(null=True)
    person_id = models.UUIDField()
    what = models.TextField()
    reason = models.BinaryField()

    class Meta:
        db_table = "privacy_answer"
        indexes = [models.Index(fields=["person_id"], name="privacy_answer_to")]
