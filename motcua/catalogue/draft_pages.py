"""Drafts of new procedures in words and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.catalogue import pages, queries
from motcua.catalogue.rules import USUAL_STEPS, counted_hours
from motcua.catalogue.types import Draft, OwnDraft, ProcedureVersion, Process
from motcua.identity import queries as identity
from motcua.kernel.actor import Actor
from motcua.organisation import queries as organisation
from motcua.ui import words
from motcua.ui.types import Cell, Column, Table


def table(drafts: Sequence[Draft], on: date) -> Table | None:
    """Return the open drafts with what each still lacks; None where there are none."""
    if not drafts:
        return None
    rows = [
        (
            Cell(one.version.name, reverse("catalogue:draft", args=[one.id]), sub=one.version.code),
            Cell(_lacking(one, on)),
            Cell(words.moment_short(one.changed_at), sub=_names(one.writers)),
        )
        for one in drafts
    ]
    return Table(_("Dự thảo"), (Column(_("Thủ tục")), Column(_("Còn thiếu")), Column(_("Sửa lần cuối"))), rows)


def overview(draft: Draft, actor: Actor, at: datetime) -> dict[str, Any]:
    """Return everything of a draft's page: its parts, what blocks it, hints, who wrote it, whether this actor publishes."""
    found = queries.faults(draft.version, at.date())
    return {
        "draft": draft,
        "procedure": draft.version,
        "parts": _parts(draft),
        "blocking": [fault.sentence for fault in found if fault.blocks],
        "hints": [fault.sentence for fault in found if not fault.blocks],
        "writers": _names(draft.writers),
        "may_publish": queries.may_publish(actor),
        "own": OwnDraft().sentence if queries.needs_another(actor, draft, at.date()) else "",
    }


def _parts(draft: Draft) -> Table:
    version = draft.version
    steps = reverse("catalogue:draft-steps", args=[draft.id])
    lines = [
        (_("Nội dung, nơi nhận, thời hạn"), "catalogue:draft-particulars", _words_of(version)),
        (
            _("Giấy tờ"),
            "catalogue:draft-papers",
            _("%(count)s giấy tờ") % {"count": len(version.groups)} if version.groups else _("chưa ghi"),
        ),
        (_("Phí, lệ phí"), "catalogue:draft-fees", pages.fee_words(version) if version.fees else _("chưa ghi")),
    ]
    rows = [(Cell(name, reverse(address, args=[draft.id])), Cell(said)) for name, address, said in lines]
    by_level = {process.level: len(process.steps) for process in version.processes}
    rows += [
        (
            Cell(_("Quy trình: %(level)s") % {"level": _(pages.COUNTERS[level])}, f"{steps}?cap={level}"),
            Cell(_("%(count)s bước") % {"count": by_level[level]} if level in by_level else _("chưa ghi")),
        )
        for level in version.receive_levels
    ]
    return Table(_("Các phần"), (Column(_("Phần")), Column(_("Đã ghi"))), rows)


def _words_of(version: ProcedureVersion) -> str:
    where = "; ".join(pages.received_at(version)) if version.receive_levels else _("chưa ghi nơi nhận")
    return ", ".join((version.field or _("chưa ghi lĩnh vực"), where, pages.limit_words(version)))


def _lacking(draft: Draft, on: date) -> str:
    count = sum(fault.blocks for fault in queries.faults(draft.version, on))
    return _("%(count)s phần bắt buộc") % {"count": count} if count else _("đủ để công bố")


def _names(accounts: Sequence[UUID]) -> str:
    return ", ".join(sorted(identity.names(accounts).values()))


def departments(on: date) -> list[tuple[str, str]]:
    """Return the departments that may decide, by their codes."""
    return [
        (unit.code, organisation.short_name(unit.id)) for unit in organisation.units(on) if unit.level == "department"
    ]


def with_usual_steps(version: ProcedureVersion, level: str) -> ProcedureVersion:
    """Return a version that has steps for a level: its own, else the usual ones to begin with."""
    if any(process.level == level for process in version.processes):
        return version
    usual = Process(id=UUID(int=0), level=level, steps=USUAL_STEPS, hours=counted_hours(USUAL_STEPS))
    return replace(version, processes=(*version.processes, usual))
