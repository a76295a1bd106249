"""Open dossiers that another calendar would make due at another moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from motcua.dossiers.record import WHOLE, Record, record_of
from motcua.dossiers.rules import standing_of
from motcua.dossiers.types import Life, Standing
from motcua.kernel.moments import local
from motcua.kernel.statements import rows
from motcua.organisation import queries as organisation
from motcua.organisation.types import CalendarChange

BATCH = 500
FIRST = UUID(int=0)
#: A day changes no moment that lies before it; a clock that stands has no moment yet.
WITHIN = (
    "d.received_at is not null and s.closed_at is null and s.finished_at is null "
    "and (s.due_at is null or s.provisional or s.late_at >= %(first_day)s::date)"
)


def to_recount(change: CalendarChange, at: datetime) -> Iterator[tuple[Record, Life, Standing]]:
    """Yield each open dossier whose moments differ by the new calendars, with the life and standing it would have."""
    owners: dict[UUID, UUID | None] = {}
    after = FIRST
    while batch := _batch(change, after):
        for record in batch:
            after = record.id
            if record.unit not in owners:
                owners[record.unit] = organisation.calendar_owner(record.unit, local(at).date())
            number, calendar = change.calendars[owners[record.unit]]
            life = replace(record.life, terms=replace(record.life.terms, calendar=number))
            standing = standing_of(life, calendar)
            if _moments(standing) != _moments(record.standing):
                yield record, life, standing


def _batch(change: CalendarChange, after: UUID) -> list[Record]:
    values = {"first_day": change.first_day, "after": after, "most": BATCH}
    sql = f"{WHOLE} where d.id > %(after)s and {WITHIN} order by d.id limit %(most)s"
    return [record_of(found) for found in rows(sql, values)]


def _moments(standing: Standing) -> tuple[object, ...]:
    return (
        standing.original_due_at,
        standing.due_at,
        standing.late_at,
        standing.provisional,
        standing.days_left,
    )
