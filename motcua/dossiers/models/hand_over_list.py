"""Lists with which papers are carried between counter and agency."""

from django.db import models

from motcua.dossiers.models.dossier import Dossier


class ListCounter(models.Model):
    """The last number of a unit's lists in a year."""

    unit_id = models.UUIDField()
    year = models.SmallIntegerField()
    last = models.IntegerField()

    class Meta:
        db_table = "dossiers_list_counter"
        constraints = [models.UniqueConstraint(fields=["unit_id", "year"], name="dossiers_list_counter_once")]


class HandOverList(models.Model):
    """A list that was handed over with its papers, and confirmed by whoever took them; the carrier's name is sealed."""

    id = models.UUIDField(primary_key=True)
    unit_id = models.UUIDField()
    office = models.TextField()
    to_unit_id = models.UUIDField()
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
    revision = models.IntegerField()

    class Meta:
        db_table = "dossiers_list"
        constraints = [models.UniqueConstraint(fields=["unit_id", "year", "ordinal"], name="dossiers_list_number_once")]
        indexes = [
            models.Index(fields=["unit_id", "-handed_at"], name="dossiers_list_from"),
            models.Index(fields=["to_unit_id", "-handed_at"], name="dossiers_list_to"),
        ]


class ListLine(models.Model):
    """A dossier on a list, by the move after which its papers were carried; notes are sealed."""

    id = models.UUIDField(primary_key=True)
    list = models.ForeignKey(HandOverList, on_delete=models.PROTECT, related_name="lines")
    position = models.SmallIntegerField()
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    move = models.IntegerField()
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
                condition=models.Q(verdict__isnull=True) | ~models.Q(verdict__in=["missing", "extra"]),
                name="dossiers_listed_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["list"],
                condition=models.Q(verdict__in=["missing", "damaged", "extra"], settled_at__isnull=True),
                name="dossiers_list_differences",
            )
        ]
