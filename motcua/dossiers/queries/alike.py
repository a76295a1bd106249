"""Has this person the same procedure open, or done lately? The clerk is told while receiving, and decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from motcua.catalogue import queries as catalogue
from motcua.catalogue.types import ProcedureVersion
from motcua.dossiers import speech
from motcua.dossiers.deeds import LOOK
from motcua.dossiers.routes import route_of
from motcua.dossiers.rules import step_of
from motcua.dossiers.types import State
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.kernel.refusal import Invalid
from motcua.kernel.statements import rows
from motcua.organisation import queries as organisation
from motcua.organisation.queries.orders import scope_reached
from motcua.parties import queries as parties

MOST = 5
#: What was never received, was taken back or cancelled is no second time.
NO_SECOND_TIME = (State.REFUSED_AT_INTAKE, State.WITHDRAWN, State.CANCELLED)


@dataclass(frozen=True, slots=True)
class Alike:
    """A dossier of the same person and procedure: its number, when it came, where it stands."""

    number: str
    owner: str
    on: date
    state: str


def alike(
    actor: Actor,
    version: ProcedureVersion,
    owner: Mapping[str, str],
    *,
    at: datetime,
    but: UUID | None = None,
) -> tuple[Alike, ...]:
    """Return the same person's dossiers of the same procedure that are open, or ended within the settings' days.

    The same person by number, or by name and birth; what the actor may not see is left out. Two statements; never part
    of a reception itself. Nothing while the person cannot be read yet.
    """
    try:
        fields = parties.clean_person(owner, at.date())
    except Invalid:
        return ()
    if not fields.number and not fields.birth:
        return ()
    people = parties.ids_of_same(fields)
    if not people:
        return ()
    scope = scope_reached(actor, LOOK)
    found = rows(
        """select d.id, coalesce(d.code, d.filing_number) as number, d.owner_name, d.filed_at, d.procedure_id, d.process_id,
          d.unit_id, d.competent_unit_id, d.commune_id, s.state, s.step, s.role, s.post_id
          from dossiers_dossier d join dossiers_standing s on s.dossier_id = d.id
          where d.owner_id = any(%(people)s) and s.state <> all(%(never)s)
            and (s.closed_at is null or s.closed_at >= %(since)s) and (%(everywhere)s or s.units && %(units)s)
          order by d.id desc limit 50""",
        {
            "people": people,
            "never": [int(state) for state in NO_SECOND_TIME],
            "since": at - timedelta(days=organisation.settings(at.date()).duplicate_days),
            "everywhere": scope.units is None,
            "units": list(scope.units or ()),
        },
    )
    return tuple(_told(row) for row in found if row["id"] != but and _code_of(row) == version.code)[:MOST]


def _code_of(row: Mapping[str, Any]) -> str:
    return catalogue.version(row["procedure_id"]).code


def _told(row: Mapping[str, Any]) -> Alike:
    ids = (row["procedure_id"], row["process_id"], row["unit_id"], row["competent_unit_id"], row["commune_id"])
    step = step_of(route_of(*ids), row["step"])
    state = State(row["state"])
    return Alike(
        number=row["number"],
        owner=row["owner_name"],
        on=local(row["filed_at"]).date(),
        state=speech.waiting_for(state, row["role"], step.action, taken=row["post_id"] is not None),
    )
