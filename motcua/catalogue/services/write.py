"""Versions as rows."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from motcua.catalogue.models import ExemptionRow, FeeRow, PaperRow, ProcedureRow, ProcessRow, StepRow, VersionRow
from motcua.catalogue.queries.shelf import shelf
from motcua.catalogue.types import ProcedureVersion
from motcua.kernel.statements import run

_SAME = (
    "name",
    "short_name",
    "field",
    "limit_note",
    "decide_unit",
    "fee_note",
    "result",
    "online_level",
    "linked_agencies",
    "published_by",
    "subjects",
    "method",
    "sets",
    "conditions",
    "received_elsewhere",
    "wholly_at_counter",
    "online_mode",
    "online_reason",
    "keeping",
)
_PAPER = (
    "position",
    "case_label",
    "is_case",
    "name",
    "short_name",
    "kind",
    "required",
    "originals",
    "certified",
    "copies",
    "scan",
    "form_code",
    "note",
)
_STEP = ("no", "role", "action_code", "name", "hours", "counts", "parallel_group", "unit", "agency", "needs")


class Rows:
    """The rows of several versions, written together."""

    def __init__(self) -> None:
        self.procedures: list[ProcedureRow] = []
        self.versions: list[VersionRow] = []
        self.papers: list[PaperRow] = []
        self.fees: list[FeeRow] = []
        self.exemptions: list[ExemptionRow] = []
        self.processes: list[ProcessRow] = []
        self.steps: list[StepRow] = []

    def add(self, procedure: ProcedureRow, version: ProcedureVersion, *, source: str, folder_mark: str) -> VersionRow:
        """Turn a version into rows with ids of their own."""
        row = VersionRow(
            procedure=procedure,
            number=version.number,
            valid_from=version.valid_from,
            valid_to=version.valid_to,
            limit_kind=version.limit.kind.value,
            limit_amount=version.limit.amount,
            receive_levels=list(version.receive_levels),
            decide_levels=list(version.decide_levels),
            legal_basis=list(version.legal_basis),
            assumed=sorted(version.assumed),
            source=source,
            folder_mark=folder_mark,
            **{name: getattr(version, name) for name in _SAME},
        )
        self.versions.append(row)
        self.papers += [
            PaperRow(version=row, assumed=sorted(paper.assumed), **{name: getattr(paper, name) for name in _PAPER})
            for paper in version.groups
        ]
        self.fees += [
            FeeRow(version=row, position=place, amount=line.amount, note=line.note)
            for place, line in enumerate(version.fees, start=1)
        ]
        self.exemptions += [
            ExemptionRow(version=row, position=place, **asdict(line))
            for place, line in enumerate(version.exemptions, start=1)
        ]
        for place, process in enumerate(version.processes, start=1):
            kept = ProcessRow(
                version=row,
                place=place,
                level=process.level,
                hours=process.hours,
                source_id=process.source_id,
                variant=process.variant,
                exceeds_limit=process.exceeds_limit,
                assumed=sorted(process.assumed),
            )
            self.processes.append(kept)
            self.steps += [
                StepRow(process=kept, **{name: getattr(step, name) for name in _STEP}) for step in process.steps
            ]
        return row

    def save(self) -> None:
        """Write everything."""
        ProcedureRow.objects.bulk_create(self.procedures)
        VersionRow.objects.bulk_create(self.versions)
        PaperRow.objects.bulk_create(self.papers)
        FeeRow.objects.bulk_create(self.fees)
        ExemptionRow.objects.bulk_create(self.exemptions)
        ProcessRow.objects.bulk_create(self.processes)
        StepRow.objects.bulk_create(self.steps)


def end_before(version: VersionRow, day: date) -> None:
    """End a version on the day before; one that begins later still is superseded and never in force."""
    version.valid_to = day - timedelta(days=1)
    version.save(update_fields=["valid_to"])


def make_room(procedure: ProcedureRow, day: date) -> None:
    """End every version of a procedure that would still be in force on a day or after it."""
    for version in VersionRow.objects.filter(procedure=procedure).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    ):
        end_before(version, day)


def raise_revision() -> None:
    """Tell every process that what it holds in memory is no longer current."""
    run(
        "INSERT INTO catalogue_revision (id, number) VALUES (1, 1)"
        " ON CONFLICT (id) DO UPDATE SET number = catalogue_revision.number + 1"
    )
    shelf.forget()
    transaction.on_commit(shelf.forget)
