"""A dossier read whole in one statement: its facts, its life and its standing."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache, cached_property
from typing import Any
from uuid import UUID

import orjson
from django.db import connection

from motcua.catalogue import queries as catalogue
from motcua.catalogue.types import ProcedureVersion
from motcua.clocks.limits import Limit, LimitKind
from motcua.clocks.options import Options, options_from
from motcua.clocks.pauses import Pause, Policy
from motcua.dossiers.charging import is_chargeable
from motcua.dossiers.routes import route_of
from motcua.dossiers.types import (
    KIND,
    Channel,
    Custody,
    Life,
    Meeting,
    MeetingKind,
    Move,
    MoveKind,
    Origin,
    Original,
    OriginalEnd,
    Outcome,
    Payment,
    Promise,
    ResultKind,
    Role,
    Standing,
    State,
    Sync,
    Task,
    TaskKind,
    Terms,
)
from motcua.kernel.moments import TZ
from motcua.payments import queries as payments
from motcua.postal import queries as postal

#: The rows of a life, each table with the order in which it is read.
LIFE_TABLES = {
    "moves": "dossiers_move order by seq",
    "tasks": "dossiers_task order by at, x.id",  # those sent at once, as they were sent
    "meetings": "dossiers_meeting order by starts_at",
    "pauses": "dossiers_pause order by at",
    "supplements": "dossiers_supplement order by ordinal",
    "results": "dossiers_result order by version",
    "refusals": "dossiers_refusal order by at",
    "deliveries": "dossiers_delivery order by at",
    "withdrawals": "dossiers_withdrawal order by at",
    "endings": "dossiers_ending order by at",
    "apologies": "dossiers_apology order by ordinal",
    "allowances": "dossiers_allowance order by at",
    "incidents": "dossiers_incident order by at",
    "corrections": "dossiers_correction order by ordinal",
    "repairs": "dossiers_result_repair order by version",
    "recounts": "dossiers_recount order by at",
    "originals": "dossiers_original order by at",
    "origins": "dossiers_origin order by at",
    "erasures": "dossiers_erasure order by at",
}


def _lists() -> str:
    lists = []
    for name, source in LIFE_TABLES.items():
        table, order = source.split(" order by ")
        rows = f"select json_agg(x order by x.{order}) from {table} x where x.dossier_id = d.id"
        lists.append(f"({rows}) as {name}")
    return ", ".join(lists)


WHOLE = (
    f"select row_to_json(d) as dossier, row_to_json(s) as standing, {_lists()}, payments_of('{KIND}', d.id) as money, "
    f"postal_of('{KIND}', d.id) as parcels "
    "from dossiers_dossier d join dossiers_standing s on s.dossier_id = d.id"
)


@dataclass(frozen=True)
class Record:
    """One dossier as it stands: ``facts`` is its row, ``rows`` the rows of its life by table."""

    id: UUID
    number: str
    facts: Mapping[str, Any]
    rows: Mapping[str, list[dict[str, Any]]]
    life: Life
    standing: Standing
    revision: int
    #: What ``payments_of()`` gave.
    money: Mapping[str, Any] = dataclasses.field(default_factory=lambda: {"dues": None})
    #: What the act that made this record drew: a receipt's number.
    drawn: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    def proofs(self) -> dict[int, str]:
        """Return the proofs of relief from fees that were seen, by the line's position."""
        return payments.proofs_from(self.money)

    @property
    def has_code(self) -> bool:
        """Whether it was officially received."""
        return self.facts["code"] is not None

    @property
    def origin(self) -> Origin | None:
        """Where it was brought over from; None where it was received here."""
        found = next(iter(self.rows["origins"]), None)
        return Origin(UUID(found["run_id"]), found["line"], moment_of(found["at"])) if found else None

    @property
    def unit(self) -> UUID:
        """The unit that received it."""
        return self.life.unit

    @property
    def field(self) -> str:
        """The field of its procedure: rights may be narrowed to it."""
        return self.procedure.field

    @cached_property
    def procedure(self) -> ProcedureVersion:
        """The version of the procedure that was in force at reception."""
        return catalogue.version(UUID(self.facts["procedure_id"]))

    @property
    def owner(self) -> UUID:
        """The person the dossier is about."""
        return UUID(self.facts["owner_id"])


def load(*, number: str | None = None, dossier_id: UUID | None = None, lock: bool = False) -> Record | None:
    """Read one dossier by its code, its filing number or its id; ``lock`` keeps twins waiting until this act ends.

    An act of one statement holds no lock between reading and writing: there the revision tells twins apart.
    """
    where, value = ("d.id = %s", dossier_id) if dossier_id else ("(d.code = %s or d.filing_number = %s)", number)
    sql = f"{WHOLE} where {where}" + (" for update of s" if lock and connection.in_atomic_block else "")
    with connection.cursor() as cursor:
        cursor.execute(sql, [value] if dossier_id else [value, value])
        found = cursor.fetchone()
        if found is None:
            return None
        names = [column[0] for column in cursor.description]
    return record_of(dict(zip(names, found, strict=True)))


def record_of(found: dict[str, Any]) -> Record:
    """Build the record from one row of ``WHOLE``."""
    read = {name: orjson.loads(value) if isinstance(value, str) else value for name, value in found.items()}
    facts, standing = read["dossier"], read["standing"]
    rows = {name: read[name] or [] for name in LIFE_TABLES}
    life = life_of(facts, rows)
    return Record(
        id=UUID(facts["id"]),
        number=facts["code"] or facts["filing_number"],
        facts=facts,
        rows=rows,
        life=replace(life, money=payments.money_from(read["money"]), parcels=postal.parcels_from(read.get("parcels"))),
        standing=standing_from(standing),
        revision=standing["revision"],
        money=read["money"],
    )


def hexed(text: str) -> bytes:
    """Read bytes as JSON gives them: two figures a byte after a short mark."""
    return bytes.fromhex(text[2:])


def life_of(facts: Mapping[str, Any], rows: Mapping[str, list[dict[str, Any]]]) -> Life:
    """Build a life from a dossier's row and the rows of its way; values are as JSON gives them."""
    unit, competent = UUID(facts["unit_id"]), UUID(facts["competent_unit_id"])
    outcome = rows["results"][0] if rows["results"] else None
    return Life(
        received_at=moment(facts["received_at"]),
        starts_at=moment(facts["starts_at"]),
        unit=unit,
        competent_unit=competent,
        terms=_terms(facts, rows),
        route=route_of(
            UUID(facts["procedure_id"]), UUID(facts["process_id"]), unit, competent, _id(facts["commune_id"])
        ),
        has_code=facts["code"] is not None,
        has_receipt=facts["receipt_id"] is not None,
        fee=facts["fee"],
        chargeable=facts["fee"] > 0 or is_chargeable(catalogue.version(UUID(facts["procedure_id"]))),
        came_by_post=facts["channel"] == Channel.POST,
        goes_by_post=facts["delivery"] == "post",
        moves=tuple(_move(row) for row in rows["moves"]),
        tasks=tuple(_task(row) for row in rows["tasks"]),
        meetings=tuple(_meeting(row) for row in rows["meetings"]),
        pauses=tuple(
            Pause(moment_of(row["at"]), moment(row["ended_at"]), row["reason"], Policy(row["policy"]))
            for row in rows["pauses"]
        ),
        supplements=sum(
            1
            for row in rows["supplements"]
            if facts["code"] and moment_of(row["at"]) >= moment_of(facts["received_at"])
        ),
        refused_at=moment(rows["refusals"][0]["at"]) if rows["refusals"] else None,
        outcome=Outcome(moment_of(outcome["at"]), ResultKind(outcome["kind"]), rows["results"][-1]["version"])
        if outcome
        else None,
        returned_at=moment(rows["deliveries"][0]["at"]) if rows["deliveries"] else None,
        withdrawn_at=moment(rows["withdrawals"][0]["at"]) if rows["withdrawals"] else None,
        cancelled_at=_ended(rows, "cancelled"),
        stopped_at=_ended(rows, "stopped"),
        extensions=tuple(date.fromisoformat(row["until"]) for row in rows["apologies"]),
        allowances=len(rows["allowances"]),
        incidents=sum(1 for row in rows["incidents"] if row["closed_at"] is None),
        originals=tuple(_original(row) for row in rows["originals"]),
        promise=_promise(rows["origins"]),
        erased_at=moment(rows["erasures"][0]["at"]) if rows["erasures"] else None,
    )


def _promise(origins: list[dict[str, Any]]) -> Promise | None:
    if not origins:
        return None
    found = origins[0]
    left = None if found["days_left"] is None else Decimal(str(found["days_left"]))
    return Promise(moment_of(found["at"]), moment(found["due_at"]), left)


def _terms(facts: Mapping[str, Any], rows: Mapping[str, list[dict[str, Any]]]) -> Terms:
    """Return the terms frozen at reception; only a recorded decision puts another calendar in their place."""
    terms = terms_from(facts["terms"])
    return replace(terms, calendar=rows["recounts"][-1]["calendar"]) if rows["recounts"] else terms


def _task(row: Mapping[str, Any]) -> Task:
    return Task(
        id=UUID(row["id"]),
        kind=TaskKind(row["kind"]),
        at=moment_of(row["at"]),
        by_unit=_id(row["by_unit"]),
        unit=_id(row["unit_id"]),
        agency=row["agency"],
        step=row["step"],
        desk=_id(row["desk"]),
        due_at=moment(row["due_at"]),
        late_at=moment(row["late_at"]),
        answered_at=moment(row["answered_at"]),
        recalled_at=moment(row["recalled_at"]),
    )


def _original(row: Mapping[str, Any]) -> Original:
    return Original(
        id=UUID(row["id"]),
        paper=UUID(row["paper_id"]),
        name=row["name"],
        count=row["count"],
        unit=UUID(row["unit_id"]),
        post=_id(row["post_id"]),
        place=row["place"],
        at=moment_of(row["at"]),
        ended_at=moment(row["ended_at"]),
        end=OriginalEnd(row["end_kind"]) if row["end_kind"] else None,
    )


def _meeting(row: Mapping[str, Any]) -> Meeting:
    return Meeting(
        id=UUID(row["id"]),
        kind=MeetingKind(row["kind"]),
        at=moment_of(row["at"]),
        by_unit=_id(row["by_unit"]),
        by_post=_id(row["by_post"]),
        step=row["step"],
        starts_at=moment_of(row["starts_at"]),
        posts=tuple(UUID(post) for post in row["posts"]),
        called_off_at=moment(row["called_off_at"]),
        recorded_at=moment(row["recorded_at"]),
    )


def _ended(rows: Mapping[str, list[dict[str, Any]]], kind: str) -> datetime | None:
    return next((moment_of(row["at"]) for row in rows["endings"] if row["kind"] == kind), None)


def _move(row: Mapping[str, Any]) -> Move:
    return Move(
        seq=row["seq"],
        kind=MoveKind(row["kind"]),
        at=moment_of(row["at"]),
        step=row["step"],
        unit=UUID(row["unit_id"]),
        role=Role(row["role"]),
        section=row["section"],
        post=_id(row["post_id"]),
        by_account=_id(row["by_account"]),
        by_post=_id(row["by_post"]),
        by_unit=_id(row["by_unit"]),
    )


def standing_from(row: Mapping[str, Any]) -> Standing:
    """Build a standing from its row."""
    return Standing(
        state=State(row["state"]),
        step=row["step"],
        unit=UUID(row["unit_id"]),
        role=row["role"],
        section=row["section"],
        post=_id(row["post_id"]),
        desk=UUID(row["desk"]),
        units=tuple(UUID(unit) for unit in row["units"]),
        passed_by=tuple(UUID(post) for post in row["passed_by"]),
        original_due_at=moment(row["original_due_at"]),
        due_at=moment(row["due_at"]),
        late_at=moment(row["late_at"]),
        provisional=row["provisional"],
        paused_since=moment(row["paused_since"]),
        days_left=row["days_left"],
        finished_at=moment(row["finished_at"]),
        closed_at=moment(row["closed_at"]),
        on_time=row["on_time"],
        index_on_time=row["index_on_time"],
        payment=Payment(row["payment"]),
        custody=Custody(row["custody"]),
        sync=Sync(row["sync"]),
    )


def standing_row(
    standing: Standing, *, facts: Mapping[str, Any], life: Life, field: str, revision: int, at: datetime
) -> dict[str, Any]:
    """Turn a standing into its row; ``facts`` is the dossier's, of which the row repeats what lists are narrowed by."""
    return {
        "dossier_id": facts["id"],
        "revision": revision,
        "state": int(standing.state),
        "step": standing.step,
        "unit_id": standing.unit,
        "role": standing.role,
        "section": standing.section,
        "post_id": standing.post,
        "desk": standing.desk,
        "units": list(standing.units),
        "passed_by": list(standing.passed_by),
        "receiving_unit_id": life.unit,
        "competent_unit_id": life.competent_unit,
        "field": field,
        "original_due_at": standing.original_due_at,
        "due_at": standing.due_at,
        "late_at": standing.late_at,
        "provisional": standing.provisional,
        "paused_since": standing.paused_since,
        "days_left": standing.days_left,
        "finished_at": standing.finished_at,
        "closed_at": standing.closed_at,
        "on_time": standing.on_time,
        "index_on_time": standing.index_on_time,
        "payment": standing.payment,
        "custody": standing.custody,
        "sync": standing.sync,
        "changed_at": at,
        "procedure_id": facts["procedure_id"],
        "channel": facts["channel"],
        "received_at": facts["received_at"],
    }


def terms_row(terms: Terms) -> dict[str, Any]:
    """Turn frozen terms into what the dossier's row keeps."""
    return {
        "limit": {"kind": terms.limit.kind, "amount": str(terms.limit.amount)},
        "options": terms.options.as_facts(),
        "pauses": dict(terms.pauses),
        "calendar": terms.calendar,
        "max_supplements": terms.max_supplements,
        "regulation": terms.regulation,
    }


def terms_from(row: Mapping[str, Any]) -> Terms:
    """Read frozen terms."""
    return Terms(
        limit=Limit(LimitKind(row["limit"]["kind"]), Decimal(row["limit"]["amount"])),
        options=_options(tuple(row["options"].items())),
        pauses=row["pauses"],
        calendar=row["calendar"],
        max_supplements=row["max_supplements"],
        regulation=row["regulation"],
    )


def moment(text: str | None) -> datetime | None:
    """Read a moment as JSON gives it, on the province's clock."""
    return moment_of(text) if text else None


def moment_of(text: str) -> datetime:
    """Read a moment that is there."""
    return datetime.fromisoformat(text).astimezone(TZ)


def day_of(text: str | None) -> date | None:
    """Read a day as JSON gives it."""
    return date.fromisoformat(text) if text else None


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None


# The frozen options of all dossiers are the few that the profile ever had.
@cache
def _options(values: tuple[tuple[str, object], ...]) -> Options:
    return options_from(dict(values))
