"""The steps that are done, kept as rows with the time that each took; written by a ledger reader, off the counter's path.

A row is computed from its dossier's life alone (``stays.py``), so whatever an act changes of a life is put right by computing it anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import orjson

from motcua.catalogue import queries as catalogue
from motcua.dossiers.record import LIFE_TABLES, life_of
from motcua.dossiers.stays import Timing, stays_of
from motcua.dossiers.types import KIND, Life
from motcua.dossiers.writing import as_json
from motcua.kernel.statements import rows, run
from motcua.ledger.sockets import Reader
from motcua.ledger.types import Entry
from motcua.organisation import queries as organisation

#: What of a life says how long it stayed where; the rest is not read.
TABLES = ("moves", "tasks", "pauses", "endings", "recounts", "origins")


def _list(name: str) -> str:
    table, order = LIFE_TABLES[name].split(" order by ")
    return f"(select json_agg(x order by x.{order}) from {table} x where x.dossier_id = d.id) as {name}"


LIVES = (
    f"select row_to_json(d) as dossier, {', '.join(map(_list, TABLES))} from dossiers_dossier d "
    "where d.id = any(%s) and d.code is not null"
)
COLUMNS = (
    *("step", "role", "unit_id", "begun_at", "ended_at", "minutes", "allotted", "is_late"),
    *("procedure_id", "receiving_unit_id", "competent_unit_id", "field"),
)
KEEP = f"""
with made as (select * from jsonb_populate_recordset(null::dossiers_stay, %(made)s::jsonb)),
gone as (
  delete from dossiers_stay s where s.dossier_id = any(%(dossiers)s)
  and not exists (select from made m where m.dossier_id = s.dossier_id and m.seq = s.seq)
)
insert into dossiers_stay as s select * from made
on conflict (dossier_id, seq) do update set {", ".join(f"{name} = excluded.{name}" for name in COLUMNS)}
where ({", ".join(f"s.{name}" for name in COLUMNS)}) is distinct from ({", ".join(f"excluded.{name}" for name in COLUMNS)})
"""

GOES_ON = """
select s.dossier_id from dossiers_standing s join unnest(%s::uuid[], %s::int[]) as read (dossier, seq) on read.dossier = s.dossier_id
where s.revision > read.seq
"""


def stay_rows(dossier: UUID, procedure: UUID, life: Life) -> list[dict[str, Any]]:
    """Turn the steps of a life that are done into rows; pure but for the calendar."""
    field = catalogue.version(procedure).field
    return [
        {
            "dossier_id": dossier,
            "seq": stay.seq,
            "step": stay.step,
            "role": stay.role,
            "unit_id": stay.unit,
            "begun_at": stay.begun_at,
            "ended_at": stay.ended_at,
            "minutes": stay.minutes,
            "allotted": stay.allotted,
            "is_late": None if stay.timing is None else stay.timing is Timing.LATE,
            "procedure_id": procedure,
            "receiving_unit_id": life.unit,
            "competent_unit_id": life.competent_unit,
            "field": field,
        }
        for stay in stays_of(life, organisation.calendar_of(life.terms.calendar))
    ]


def keep_time(dossiers: Sequence[UUID]) -> None:
    """Compute anew how long these dossiers stayed at each step; two statements, safe to run twice."""
    made = [row for found in rows(LIVES, [list(dossiers)]) for row in _rows_of(found)]
    run(KEEP, {"made": as_json(made), "dossiers": list(dossiers)})


def _rows_of(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    read = {name: orjson.loads(value) if isinstance(value, str) else value for name, value in found.items()}
    facts = read["dossier"]
    life = life_of(facts, {name: read.get(name) or [] for name in LIFE_TABLES})
    return stay_rows(UUID(facts["id"]), UUID(facts["procedure_id"]), life)


def read(entries: Sequence[Entry]) -> None:
    """Compute anew the dossiers of these lines; one that has a later line is left to that line.

    So a reader that begins with the first line of a province computes each dossier once.
    """
    last = {entry.stream: entry.seq for entry in entries}
    later = {row["dossier_id"] for row in rows(GOES_ON, [list(last), list(last.values())])}
    keep_time(sorted(last.keys() - later))


READER = Reader("dossiers.times", frozenset({KIND}), read)
