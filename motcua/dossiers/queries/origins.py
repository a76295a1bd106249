"""Where dossiers came from that were brought over from another system."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from motcua.dossiers.routes import route_of
from motcua.dossiers.rules import parts_of_code as parts_of_code  # noqa: PLC0414 - asked by whoever reads a file
from motcua.dossiers.rules import place_for as place_for  # noqa: PLC0414 - as above
from motcua.dossiers.types import RouteStep
from motcua.kernel.statements import rows

WORKED_ON = """
select d.code from dossiers_origin o join dossiers_dossier d on d.id = o.dossier_id
join dossiers_standing s on s.dossier_id = o.dossier_id where o.run_id = %s and s.revision <> o.revision order by o.line
"""
NAMED = """
select owner_id as person from dossiers_dossier where owner_id = any(%(persons)s)
union select submitter_id from dossiers_dossier where submitter_id = any(%(persons)s)
"""


def known_codes(codes: Collection[str]) -> dict[str, bytes | None]:
    """Return which of these codes there are, each with the digest of the line that it came from, None for one of ours."""
    found = rows(
        "select d.code, o.digest from dossiers_dossier d left join dossiers_origin o on o.dossier_id = d.id where d.code = any(%s)",
        [list(codes)],
    )
    return {one["code"]: bytes(one["digest"]) if one["digest"] else None for one in found}


def worked_on(origin: UUID) -> tuple[str, ...]:
    """Return the codes of a run's dossiers on which somebody has worked since."""
    return tuple(one["code"] for one in rows(WORKED_ON, [origin]))


def named_in_dossiers(persons: Collection[UUID]) -> frozenset[UUID]:
    """Return those of these persons whom a dossier is of, or who handed one in: a plain fact, before they are forgotten."""
    given = {"persons": list(persons)}
    return frozenset(one["person"] for one in rows(NAMED, given))


def route_for(procedure: UUID, process: UUID, unit: UUID, competent: UUID) -> tuple[RouteStep, ...]:
    """Return the steps of a process for the unit that received and the one that decides: facts of the catalogue."""
    return route_of(procedure, process, unit, competent, None)
