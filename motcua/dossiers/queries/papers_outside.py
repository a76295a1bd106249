"""Papers that an agency outside the system is asked to work with: what may go there, what is to come back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from motcua.catalogue import queries as catalogue
from motcua.dossiers.carrying import BACK, COUNTER, GOES, MOST, RETURNS, Leg, ListWay, Place
from motcua.kernel.moments import local
from motcua.kernel.statements import rows

#: A line counts until its papers are known to be missing and that is settled.
_STANDS = "(l.verdict is null or l.verdict not in ('missing', 'extra') or l.settled_at is null)"
_ASKED = """select t.id as task, t.at, t.agency, t.dossier_id, coalesce(d.code, d.filing_number) as number, d.owner_name,
  d.procedure_id, s.role, s.section, {move} as move
from dossiers_task t join dossiers_dossier d on d.id = t.dossier_id join dossiers_standing s on s.dossier_id = t.dossier_id
where t.unit_id is null and t.by_unit = %(unit)s"""
OUTSIDE = f"""
({_ASKED.format(move=GOES)} and t.answered_at is null and t.recalled_at is null and t.at >= %(since)s and s.closed_at is null
  and not exists (select from dossiers_list_line l where l.task_id = t.id and l.move = {GOES} and {_STANDS})
  order by t.at, t.id limit %(most)s)
union all
({_ASKED.format(move=RETURNS)}
  and exists (select from dossiers_list_line l where l.task_id = t.id and l.move = {GOES} and l.verdict in ('here', 'damaged'))
  and not exists (select from dossiers_list_line l where l.task_id = t.id and l.move = {RETURNS} and {_STANDS})
  order by t.at, t.id limit %(most)s)
"""


def outside_legs(unit: UUID, now: datetime) -> tuple[Leg, ...]:
    """Return what this unit asked agencies outside the system for: papers that may go there, then those to come back.

    Who was asked twice about a dossier gets its papers once.
    """
    found = rows(OUTSIDE, {"unit": unit, "since": now - timedelta(days=BACK), "most": MOST})
    legs = {(leg.key, leg.dossier): leg for leg in (_leg(one, unit) for one in reversed(found))}
    return tuple(reversed(legs.values()))


def _leg(found: dict[str, Any], unit: UUID) -> Leg:
    here = Place(unit, COUNTER if found["role"] == COUNTER else found["section"])
    there = Place(None, found["agency"])
    goes = found["move"] == GOES
    return Leg(
        found["dossier_id"],
        found["number"],
        found["owner_name"],
        catalogue.version(found["procedure_id"]).short_name,
        found["move"],
        local(found["at"]),
        None,
        here if goes else there,
        there if goes else here,
        way=ListWay.OUT if goes else ListWay.BACK,
        task=found["task"],
    )
