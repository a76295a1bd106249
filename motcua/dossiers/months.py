"""Figures of months that are over: counted once by the conditions of the board, and anew where an act touched them.

A month and not a day, because a commune has two or three dossiers of a procedure a month: rows of days would be as many as dossiers.
Only acts on a dossier change what its month says of it, so a ledger reader counts anew what such an act touched: the counter's figures
of that procedure, in each closed month that the dossier belongs to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from motcua.dossiers.figures import BELONGS, COLUMNS, WHERE, Period
from motcua.dossiers.types import KIND
from motcua.kernel import moments
from motcua.kernel.moments import TZ, local
from motcua.kernel.statements import be_patient, row, rows, run
from motcua.ledger.sockets import Reader
from motcua.ledger.types import Entry

KEYS = "month, procedure_id, receiving_unit_id, competent_unit_id, field"


def _of_month(condition: str) -> str:
    """Return a condition whose period is that of a row ``m`` (month, since, until); its end is the moment of lateness."""
    for name, column in (("since", "m.since"), ("until", "m.until"), ("now", "m.until"), ("near", "m.until")):
        condition = condition.replace(f"%({name})s", column)
    return condition


_COUNTS = ", ".join(f"count(*) filter (where {_of_month(WHERE[figure])})" for figure in COLUMNS)
_MONTHS = """
select month, month::timestamp at time zone %(zone)s as since, (month + interval '1 month')::timestamp at time zone %(zone)s as until
from unnest(%(months)s::date[]) month
"""
COUNT = f"""
insert into dossiers_month_figures ({KEYS}, {", ".join(COLUMNS.values())})
select m.month, s.procedure_id, s.receiving_unit_id, s.competent_unit_id, s.field, {_COUNTS}
from ({_MONTHS}) m join dossiers_standing s on true join dossiers_dossier d on d.id = s.dossier_id
where {_of_month(BELONGS)} """
PAIRS = """
and (s.receiving_unit_id, s.procedure_id) in (select * from unnest(%(units)s::uuid[], %(procedures)s::uuid[]))
"""
FORGET = "delete from dossiers_month_figures where month = any(%(months)s)"
FORGET_PAIRS = f"{FORGET} and (receiving_unit_id, procedure_id) in (select * from unnest(%(units)s::uuid[], %(procedures)s::uuid[]))"
DIGEST = """
select encode(sha256(convert_to(coalesce(string_agg(f::text, ';' order by procedure_id, receiving_unit_id, competent_unit_id), ''), 'UTF8')), 'hex')
as digest from dossiers_month_figures f where month = %s
"""
MAY_LACK = "select month from dossiers_closed_month where counted_at is null or counted_at < %s order by month"
#: Longer than any transaction lasts that writes an act: until then a line may be written and not yet seen.
LONGEST = timedelta(hours=1)
# The first by the index of days: for «min» of every dossier a million are read.
FIRST = """
select (s.received_at at time zone %s)::date as day from dossiers_standing s join dossiers_dossier d on d.id = s.dossier_id
where d.code is not null order by s.received_at limit 1
"""
IS_HELD = """
select exists (select from pg_locks where relation = 'dossiers_closed_month'::regclass and mode = 'ShareRowExclusiveLock'
  and database = (select oid from pg_database where datname = current_database())) as answer
"""
TOUCHED = """
select distinct s.receiving_unit_id as unit, s.procedure_id as procedure, (s.received_at at time zone %s)::date as since
from dossiers_standing s join dossiers_dossier d on d.id = s.dossier_id where s.dossier_id = any(%s) and d.code is not null
"""


@dataclass(frozen=True, slots=True)
class Touched:
    """What an act may have changed of closed months: a counter's figures of a procedure, from a month on."""

    unit: UUID
    procedure: UUID
    since: date


def first_of(day: date) -> date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def next_month(month: date) -> date:
    """Return the first day of the month after."""
    return first_of(month + timedelta(days=31))


def months_of(period: Period) -> list[date]:
    """Return the first days of the whole months with which a period begins; none where it begins within one."""
    found, month = [], period.since
    while month.day == 1 and next_month(month) <= period.until + timedelta(days=1):
        found.append(month)
        month = next_month(month)
    return found


def closed_months(*, written: datetime | None = None) -> list[date]:
    """Return the months that are rolled up, the earliest first; of those only what may lack a line written at that moment."""
    if written is None:
        return [found["month"] for found in rows("select month from dossiers_closed_month order by month")]
    return [found["month"] for found in rows(MAY_LACK, [written + LONGEST])]


def months_to_close(at: datetime) -> list[date]:
    """Return the first days of the months that are over and not closed yet, the earliest first."""
    found = row(FIRST, [TZ.key])
    if found is None or found["day"] is None:
        return []
    closed, month, these = set(closed_months()), first_of(found["day"]), []
    while next_month(month) <= local(at).date():
        if month not in closed:
            these.append(month)
        month = next_month(month)
    return these


def hold() -> None:
    """Let nobody else count months until this transaction ends: an act is then counted by the closing or by the reader."""
    run("lock table dossiers_closed_month in share row exclusive mode")


def is_held() -> bool:
    """Return whether somebody counts months now: what he writes is not to be seen yet."""
    found = row(IS_HELD)
    return bool(found and found["answer"])


def count_month(month: date) -> None:
    """Count a month from its dossiers; what stood there of it before is forgotten."""
    values = {"months": [month], "zone": TZ.key}
    be_patient()
    run(FORGET, values)
    run(f"{COUNT} group by 1, 2, 3, 4, 5", values)


def digest_of(month: date) -> str:
    """Return the SHA-256 of a month's figures, 64 hexadecimal digits."""
    found = row(DIGEST, [month])
    return str(found["digest"]) if found else ""


def touched_by(dossiers: Sequence[UUID]) -> list[Touched]:
    """Return of which counters and procedures these dossiers are, and since when; nothing of what never had a code."""
    found = rows(TOUCHED, [TZ.key, list(dossiers)])
    return [Touched(one["unit"], one["procedure"], first_of(one["since"])) for one in found]


def count_anew(touched: Sequence[Touched], *, written: datetime | None = None) -> None:
    """Count anew the closed months of these counters and procedures, from the month in which each begins.

    ``written``: when the newest of these acts was written by the machine's clock; months that were counted well after it have it.
    """
    # A month that is being closed is over; what began in the one that runs touches none, and waits for no closing.
    past = [one for one in touched if one.since < first_of(local(moments.now()).date())]
    if not past:
        return
    hold()
    since = min(one.since for one in past)
    months = [month for month in closed_months(written=written) if month >= since]
    if not months:
        return
    pairs = sorted({(one.unit, one.procedure) for one in past})
    values = {
        "months": months,
        "zone": TZ.key,
        "units": [unit for unit, _procedure in pairs],
        "procedures": [procedure for _unit, procedure in pairs],
    }
    run(FORGET_PAIRS, values)
    run(f"{COUNT} {PAIRS} group by 1, 2, 3, 4, 5", values)
    run("update dossiers_closed_month set changed = true where month = any(%s) and not changed", [months])


def read(entries: Sequence[Entry]) -> None:
    """Count anew what these lines touched of closed months; safe to run twice."""
    written = max(entry.recorded_at for entry in entries)
    # In this order: a closing that begins after the question counts these acts, for they are committed; one that ends before is seen.
    if is_held() or closed_months(written=written):
        count_anew(touched_by(sorted({entry.stream for entry in entries})), written=written)


READER = Reader("dossiers.months", frozenset({KIND}), read)
