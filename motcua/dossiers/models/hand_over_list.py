"""Lists with which papers are carried between counter and agency."""

from django.db import models

from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.models.original import Original


class ListCounter(models.Model):
    """The last number of a unit's lists in a year."""

    unit_id = models.UUIDField()
    year = models.SmallIntegerField()
    last = models.IntegerField()

    class Meta:
        db_table = "dossiers_list_counter"
        constraints = [models.UniqueConstraint(fields=["unit_id", "year"], name="dossiers_list_counter_once")]


class HandOverList(models.Model):
    """A list that was handed over with its papers, and confirmed by whoever took them; names of people are sealed.

    ``unit_id`` drew it up. Out to an agency outside the system ``to_unit_id`` is null and ``to_office`` its name; back
    from there ``office`` is its name; ``signer`` signed for it at ``confirmed_at``.
    """

    id = models.UUIDField(primary_key=True)
    way = models.TextField(default="between")
    unit_id = models.UUIDField()
    office = models.TextField()
    to_unit_id = models.UUIDField(null=True)
    to_office = models.TextField()
    year = models.SmallIntegerField()
    ordinal = models.IntegerField()
    handed_at = models.DateTimeField()
    by_account = models.UUIDField()
    by_post = models.UUIDField(null=True)
    carrier = models.BinaryField()
    print_id = models.UUIDField()
    confirmed_at = models.DateTimeField(null=True)
    confirmed_account = models.UUIDField(null=True)
    confirmed_post = models.UUIDField(null=True)
    signer = models.BinaryField(null=True)
    revision = models.IntegerField()

    class Meta:
        db_table = "dossiers_list"
        constraints = [models.UniqueConstraint(fields=["unit_id", "year", "ordinal"], name="dossiers_list_number_once")]
        indexes = [
            models.Index(fields=["unit_id", "-handed_at"], name="dossiers_list_from"),
            models.Index(fields=["to_unit_id", "-handed_at"], name="dossiers_list_to"),
        ]


class ListLine(models.Model):
    """A dossier on a list, by the move after which its papers were carried; notes are sealed.

    For an agency outside the system it is by what that was asked for, ``task_id``: ``move`` is 0 out, 1 back.
    """

    id = models.UUIDField(primary_key=True)
    list = models.ForeignKey(HandOverList, on_delete=models.PROTECT, related_name="lines")
    position = models.SmallIntegerField()
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    move = models.IntegerField()
    task_id = models.UUIDField(null=True)
    verdict = models.TextField(null=True)
    note = models.BinaryField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_account = models.UUIDField(null=True)
    settlement = models.BinaryField(null=True)

    class Meta:
        db_table = "dossiers_list_line"
        constraints = [
            models.UniqueConstraint(fields=["list", "position"], name="dossiers_list_line_in_order"),
            # What did not arrive goes with another list.
            models.UniqueConstraint(
                fields=["dossier", "move"],
                condition=models.Q(task_id__isnull=True)
                & (models.Q(verdict__isnull=True) | ~models.Q(verdict__in=["missing", "extra"])),
                name="dossiers_listed_once",
            ),
            models.UniqueConstraint(
                fields=["task_id", "move"],
                condition=models.Q(task_id__isnull=False)
                & (models.Q(verdict__isnull=True) | ~models.Q(verdict__in=["missing", "extra"])),
                name="dossiers_task_listed_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["list"],
                condition=models.Q(verdict__in=["missing", "damaged", "extra"], settled_at__isnull=True),
                name="dossiers_list_differences",
            )
        ]


class ListOriginal(models.Model):
    """An original that goes with the papers of a line; whether it came is known when the list is confirmed."""

    id = models.UUIDField(primary_key=True)
    line = models.ForeignKey(ListLine, on_delete=models.PROTECT, related_name="originals")
    original = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="+")
    came = models.BooleanField(null=True)

    class Meta:
        db_table = "dossiers_list_original"
        constraints = [models.UniqueConstraint(fields=["line", "original"], name="dossiers_list_original_once")]
