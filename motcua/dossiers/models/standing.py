"""Where each dossier stands: one row for speed, written in each act's transaction, recomputable from the life."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Coalesce

from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.types import State

OPEN = models.Q(closed_at__isnull=True)
#: What a list is narrowed by lies in its index: a count of 200,000 dossiers then reads no row.
NARROWED_BY = ("procedure_id", "received_at", "state", "channel", "on_time")


class Standing(models.Model):
    """State, due moment and holder of one dossier; ``revision`` gives the ledger's seq and guards against twins."""

    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, primary_key=True, related_name="standing")
    revision = models.IntegerField()
    state = models.SmallIntegerField(choices=[(s.value, s.name) for s in State])
    step = models.SmallIntegerField()
    unit_id = models.UUIDField()
    role = models.TextField()
    section = models.TextField()
    post_id = models.UUIDField(null=True)
    desk = models.UUIDField()
    units = ArrayField(models.UUIDField())
    passed_by = ArrayField(models.UUIDField())
    receiving_unit_id = models.UUIDField()
    competent_unit_id = models.UUIDField()
    field = models.TextField()
    original_due_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    late_at = models.DateTimeField(null=True)
    provisional = models.BooleanField()
    paused_since = models.DateTimeField(null=True)
    days_left = models.TextField()
    finished_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    on_time = models.BooleanField(null=True)
    index_on_time = models.BooleanField(null=True)
    payment = models.TextField()
    custody = models.TextField()
    sync = models.TextField()
    changed_at = models.DateTimeField()
    procedure_id = models.UUIDField()
    channel = models.SmallIntegerField()
    received_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "dossiers_standing"
        indexes = [
            models.Index(fields=["desk", "late_at", "dossier"], condition=OPEN, name="dossiers_desk_open"),
            models.Index(fields=["late_at", "dossier"], condition=OPEN, name="dossiers_open_by_due"),
            models.Index(
                fields=["receiving_unit_id", "late_at", "dossier"], condition=OPEN, name="dossiers_open_by_receiver"
            ),
            models.Index(
                fields=["competent_unit_id", "late_at", "dossier"],
                condition=OPEN & ~models.Q(competent_unit_id=models.F("receiving_unit_id")),
                name="dossiers_open_by_competent",
            ),
            models.Index(fields=["receiving_unit_id", "dossier"], include=NARROWED_BY, name="dossiers_by_receiver"),
            models.Index(fields=["competent_unit_id", "dossier"], name="dossiers_by_competent"),
            models.Index(
                fields=["competent_unit_id", "dossier"],
                include=["receiving_unit_id", *NARROWED_BY],
                condition=~models.Q(competent_unit_id=models.F("receiving_unit_id")),
                name="dossiers_passed_to_competent",
            ),
            models.Index(
                fields=["unit_id", "dossier"],
                condition=~models.Q(unit_id=models.F("receiving_unit_id"))
                & ~models.Q(unit_id=models.F("competent_unit_id")),
                name="dossiers_elsewhere",
            ),
            models.Index(
                fields=["procedure_id", "dossier"],
                include=["receiving_unit_id", "received_at", "state", "channel", "on_time"],
                name="dossiers_by_procedure",
            ),
            models.Index(
                fields=["received_at", "dossier"],
                include=["receiving_unit_id", "procedure_id", "state", "channel", "on_time"],
                name="dossiers_by_day",
            ),
            GinIndex(fields=["units"], condition=OPEN, fastupdate=False, name="dossiers_open_by_units"),
            models.Index(Coalesce("finished_at", "closed_at"), name="dossiers_by_end"),
        ]


class SearchWords(models.Model):
    """The words by which a dossier's people are found; written by a ledger reader, off the counter's path."""

    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, primary_key=True, related_name="+")
    words = models.TextField()

    class Meta:
        db_table = "dossiers_search"
