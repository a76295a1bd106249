"""Who does not want to be told by a channel."""

from django.db import models


class Declined(models.Model):
    """A person declines a channel, until the wish ends; what the law says must be told is told all the same."""

    id = models.UUIDField(primary_key=True)
    person_id = models.UUIDField()
    channel = models.TextField()
    at = models.DateTimeField()
    by_account = models.UUIDField()
    by_post = models.UUIDField(null=True)
    by_unit = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notices_declined"
        constraints = [
            models.UniqueConstraint(
                fields=["person_id", "channel"],
                condition=models.Q(ended_at__isnull=True),
                name="notices_declined_once",
            )
        ]
