"""Originals of the citizen's that the office keeps, and where they came to lie."""

from django.db import models

from motcua.dossiers.models.dossier import Paper
from motcua.dossiers.models.way import Row


class Original(Row):
    """The office keeps an original: where it lies now and with whom; who took it back is sealed.

    ``post_id`` is null where nobody keeps it in person: it lies with the unit.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="+")
    name = models.TextField()
    count = models.SmallIntegerField()
    unit_id = models.UUIDField()
    post_id = models.UUIDField(null=True)
    place = models.TextField()
    ended_at = models.DateTimeField(null=True)
    end_kind = models.TextField(null=True)
    ended_account = models.UUIDField(null=True)
    ended_post = models.UUIDField(null=True)
    recipient = models.BinaryField(null=True)
    proof = models.TextField()
    #: The receipt that was issued anew and names it; None where it was kept away from the counter.
    print_id = models.UUIDField(null=True)

    class Meta:
        db_table = "dossiers_original"
        constraints = [
            models.UniqueConstraint(
                fields=["paper"], condition=models.Q(ended_at__isnull=True), name="dossiers_original_kept_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True, end_kind__isnull=True)
                | models.Q(ended_at__isnull=False, end_kind__isnull=False),
                name="dossiers_original_ends_somehow",
            ),
            models.CheckConstraint(condition=models.Q(count__gte=1), name="dossiers_original_is_one_at_least"),
        ]
        indexes = [
            models.Index(
                fields=["unit_id", "id"], condition=models.Q(ended_at__isnull=True), name="dossiers_original_by_unit"
            ),
            models.Index(
                fields=["post_id"], condition=models.Q(ended_at__isnull=True), name="dossiers_original_by_post"
            ),
        ]


class OriginalPlace(Row):
    """An original came to lie somewhere: the first time when it was taken in."""

    original = models.ForeignKey(Original, on_delete=models.CASCADE, related_name="+")
    unit_id = models.UUIDField()
    post_id = models.UUIDField(null=True)
    place = models.TextField()

    class Meta:
        db_table = "dossiers_original_place"
