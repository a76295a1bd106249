"""Councils and checks on the spot about a dossier, and their minutes."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from motcua.dossiers.models.way import Row

OPEN = models.Q(called_off_at__isnull=True, recorded_at__isnull=True)


class Meeting(Row):
    """A council or a check was called: when it begins now, which posts of the unit take part.

    ``said`` is sealed: where, about what, who else comes, whether the applicant does. The two last moments say how it ended.
    """

    kind = models.TextField()
    step = models.SmallIntegerField()
    starts_at = models.DateTimeField()
    posts = ArrayField(models.UUIDField())
    said = models.BinaryField()
    called_off_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "dossiers_meeting"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(called_off_at__isnull=True) | models.Q(recorded_at__isnull=True),
                name="dossiers_meeting_ends_once",
            ),
        ]
        indexes = [models.Index(fields=["by_unit", "starts_at"], condition=OPEN, name="dossiers_meeting_ahead")]


class MeetingChange(Row):
    """It was moved, or called off: what it had been before and why, sealed."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    kind = models.TextField()
    reason = models.BinaryField()
    was_at = models.DateTimeField()
    was_said = models.BinaryField()

    class Meta:
        db_table = "dossiers_meeting_change"


class Minutes(Row):
    """What was found and who signed, sealed; the conclusion; the scan of the signed paper where there is one."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="+")
    conclusion = models.TextField()
    said = models.BinaryField()
    file_id = models.UUIDField(null=True)

    class Meta:
        db_table = "dossiers_minutes"
