"""Proposed calendar days: each with what it would change and what became of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from motcua.kernel.statements import rows
from motcua.organisation.models import CalendarDraft, CalendarVersion
from motcua.organisation.rules.calendars import calendar_from, first_difference, with_days
from motcua.organisation.types import CalendarChange, DraftUnknown, Verdict


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposal: its days as plain values, who proposed it when, and what was decided."""

    id: UUID
    days: tuple[dict[str, Any], ...]
    until_year: int | None
    paper: str
    at: datetime
    by_account: UUID
    verdict: Verdict | None
    decided_at: datetime | None
    decided_by: UUID | None
    touched: int


DRAFTS = """
select d.id, d.days::text as days, d.until_year, d.paper, d.at, d.by_account, e.verdict, e.at as decided_at, e.by_account as decided_by,
  coalesce(e.touched, 0) as touched
from organisation_calendar_draft d left join organisation_calendar_decision e on e.draft_id = d.id
"""


def drafts(most: int = 50) -> tuple[Draft, ...]:
    """Return the proposals, newest first."""
    return tuple(_draft(found) for found in rows(f"{DRAFTS} order by d.at desc, d.id desc limit %s", [most]))


def draft(draft_id: UUID) -> Draft:
    """Return one proposal. Raises DraftUnknown."""
    for found in rows(f"{DRAFTS} where d.id = %s", [draft_id]):
        return _draft(found)
    raise DraftUnknown


def _draft(found: dict[str, Any]) -> Draft:
    verdict = Verdict(found["verdict"]) if found["verdict"] else None
    return Draft(**{**found, "days": tuple(json.loads(found["days"])), "verdict": verdict})


def decided_days() -> list[tuple[list[dict[str, Any]], int | None]]:
    """Return the days of the proposals that were taken, in the order of their decisions."""
    taken = CalendarDraft.objects.filter(calendardecision__verdict__in=(Verdict.RECOUNT, Verdict.KEEP))
    return [(one.days, one.until_year) for one in taken.order_by("calendardecision__at", "id")]


def newest_calendars() -> dict[UUID | None, CalendarVersion]:
    """Return the newest calendar of everybody (None) and of each unit that has its own."""
    return {version.unit_id: version for version in CalendarVersion.objects.order_by("number")}


def change_of(found: Draft) -> CalendarChange | None:
    """Return what a proposal would make of each calendar, or made of it; None where it makes no difference."""
    made = CalendarVersion.objects.filter(draft_id=found.id).order_by("number")
    if found.verdict in {Verdict.RECOUNT, Verdict.KEEP}:
        calendars = {one.unit_id: (one.number, calendar_from(one.content)) for one in made}
        first = min(date.fromisoformat(day["on"]) for day in found.days)
        return CalendarChange(found.id, first, calendars) if calendars else None
    new = {
        unit: (old.content, with_days(old.content, [(list(found.days), found.until_year)]))
        for unit, old in newest_calendars().items()
    }
    firsts = [day for old, content in new.values() if (day := first_difference(old, content))]
    if not firsts:
        return None
    return CalendarChange(
        found.id, min(firsts), {unit: (0, calendar_from(content)) for unit, (_old, content) in new.items()}
    )
