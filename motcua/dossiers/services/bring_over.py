"""Bring dossiers over from another system as they stand there, and take a whole run of them back."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.catalogue import queries as catalogue
from motcua.clocks.pauses import Pause, Policy
from motcua.dossiers import months
from motcua.dossiers.charging import is_chargeable
from motcua.dossiers.reading import words_of
from motcua.dossiers.record import standing_row, terms_row
from motcua.dossiers.routes import route_of
from motcua.dossiers.rules import parts_of_code, place_for, return_step, standing_of
from motcua.dossiers.services.note import TEXT
from motcua.dossiers.services.receiving import TOKEN_BYTES, move_row, paper_row
from motcua.dossiers.services.refuse import REASON
from motcua.dossiers.services.return_result import seal_recipient
from motcua.dossiers.services.supplement import seal_asked
from motcua.dossiers.types import (
    KIND,
    Channel,
    Holder,
    Life,
    Move,
    MoveKind,
    OldDossier,
    Outcome,
    PaperIn,
    Person,
    Promise,
    ProofKind,
    ResultKind,
    Role,
    State,
    Terms,
)
from motcua.dossiers.writing import as_json, by, moved_by
from motcua.files import services as files
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.keys import seal
from motcua.kernel.statements import copy_in, rows, run
from motcua.ledger.services import check_facts
from motcua.ledger.services.bulk import copy_lines
from motcua.ledger.types import check_verb, node
from motcua.organisation import queries as organisation
from motcua.parties import services as people
from motcua.parties.services.bulk import take_all

#: Why its clock stands, of a dossier in this state.
WAITS = {State.SUPPLEMENT: "supplement", State.PAYMENT: "payment"}
#: A dossier in these states lies at the counter that received it.
_BACK = frozenset({State.STOPPED, State.FINISHED, State.RETURNED})
#: The counters never draw again what another system has drawn.
DRAWN_ELSEWHERE = """
insert into dossiers_day_counter as c (prefix, day, last)
select prefix, day, max(number) from unnest(%s::text[], %s::date[], %s::int[]) as drawn (prefix, day, number)
group by prefix, day order by prefix, day
on conflict (prefix, day) do update set last = greatest(c.last, excluded.last)
"""
UNTOUCHED = """
select o.dossier_id, o.line, o.revision, d.code, d.owner_id from dossiers_origin o join dossiers_dossier d on d.id = o.dossier_id
join dossiers_standing s on s.dossier_id = o.dossier_id
where o.run_id = %s and s.revision = o.revision order by o.line limit %s for update of s
"""
#: What a dossier that was brought over, and nothing more, consists of.
PARTS = (
    *("dossiers_move", "dossiers_pause", "dossiers_supplement", "dossiers_result", "dossiers_delivery"),
    *("dossiers_withdrawal", "dossiers_ending", "dossiers_note", "dossiers_paper", "dossiers_search"),
    *("dossiers_standing", "dossiers_origin", "dossiers_stay"),
)


@act
def bring_over(*, actor: Actor, at: datetime, origin: UUID, dossiers: Sequence[OldDossier]) -> int:
    """Write dossiers as another system left them, with their old codes; return how many.

    ``origin`` is the run that brings them, ``at`` the business moment. A promise stays as it was given; the clock goes on
    by our calendar. No number of ours is drawn, no receipt printed, nobody is told. Every sentence of a history becomes
    a line of the ledger. Codes are known to be new: a unique violation loses the whole transaction.
    """
    codes = [parts_of_code(old.code) or ("", old.received_at.date(), 0) for old in dossiers]
    run(DRAWN_ELSEWHERE, [[code[0] for code in codes], [code[1] for code in codes], [code[2] for code in codes]])
    owners = take_all([old.owner for old in dossiers], at=at)
    by_table: dict[str, list[dict[str, Any]]] = {}
    lines: list[dict[str, Any]] = []
    for old, owner in zip(dossiers, owners, strict=True):
        scans = [
            (name, files.keep(actor=actor, at=at, owner_kind=KIND, owner_id=old.id, name=name, received=received).id)
            for name, received in old.scans
        ]
        made, told = _rows(old, owner, scans, actor=actor, at=at, origin=origin)
        for table, new in made.items():
            by_table.setdefault(table, []).extend(new)
        lines += told
    for table, new in by_table.items():
        copy_in(table, new)
    copy_lines(lines)
    return len(dossiers)


@act
def take_back(*, actor: Actor, at: datetime, origin: UUID, most: int, born: Collection[datetime]) -> int:
    """Take at most so many dossiers of a run away again, on which nobody has worked; return how many.

    Their scans go with them, and their persons who were recorded at one of the moments ``born`` and are nobody else's. Their
    lines in the ledger stay, and each gets one that says that it was taken back.
    """
    found = rows(UNTOUCHED, [origin, most])
    ids = [one["dossier_id"] for one in found]
    touched = months.touched_by(ids)
    files.take_away(actor=actor, at=at, owner_kind=KIND, owners=ids)
    for table in PARTS:
        run(f"delete from {table} where dossier_id = any(%s)", [ids])
    run("delete from dossiers_dossier where id = any(%s)", [ids])
    months.count_anew(touched)
    copy_lines(
        [
            _line(
                "dossiers.taken_back", one["dossier_id"], one["revision"] + 1, actor, at, run=origin, code=one["code"]
            )
            for one in found
        ]
    )
    people.forget({one["owner_id"] for one in found}, made_at=born)
    return len(found)


def _rows(
    old: OldDossier, owner: UUID, scans: Sequence[tuple[str, UUID]], *, actor: Actor, at: datetime, origin: UUID
) -> tuple[dict[str, list[dict[str, Any]]], list[dict[str, Any]]]:
    """Turn an old dossier into its rows by table, and the lines of its history."""
    version = catalogue.version(old.procedure)
    life = _life(old, actor, at)
    made: dict[str, list[dict[str, Any]]] = {"dossiers_dossier": [_dossier_row(old, owner, life)]}
    made["dossiers_move"] = [move_row(actor, old.id, move) for move in life.moves]
    made |= _outcome_rows(old, actor) | _waiting_rows(old, life, actor)
    notes = [by(actor, old.id, when) | {"text": seal(text, TEXT), "file_id": None} for when, text in old.story]
    if notes:
        made["dossiers_note"] = notes
    if scans:
        papers = [PaperIn(place, name, copies=1, scan=file) for place, (name, file) in enumerate(scans, start=1)]
        made["dossiers_paper"] = [paper_row(old.id, paper, old.received_at) for paper in papers]
    revision = len(notes) + 2
    standing = standing_of(life, organisation.calendar_of(life.terms.calendar))
    made["dossiers_standing"] = [
        standing_row(
            standing, facts=made["dossiers_dossier"][0], life=life, field=version.field, revision=revision, at=at
        )
    ]
    made["dossiers_search"] = [{"dossier_id": old.id, "words": words_of(old.owner.name, old.submitter_name)}]
    made["dossiers_origin"] = [
        {
            "dossier_id": old.id,
            "run_id": origin,
            "line": old.line,
            "digest": old.digest,
            "at": at,
            "due_at": old.due_at,
            "days_left": old.left,
            "revision": revision,
        }
    ]
    first = {"code": old.code, "unit": old.received_unit} | ({"due": old.due_at} if old.due_at else {})
    lines = [_line("dossiers.received_before", old.id, 1, actor, old.received_at, **first)]
    for seq, note in enumerate(notes, start=2):
        lines.append(_line("dossiers.told_before", old.id, seq, actor, note["at"], note=note["id"]))
    brought = {"run": origin, "line": old.line, "digest": old.digest.hex(), "state": int(old.state)}
    return made, [*lines, _line("dossiers.brought_over", old.id, revision, actor, at, **brought)]


def _life(old: OldDossier, actor: Actor, at: datetime) -> Life:
    version = catalogue.version(old.procedure)
    settings = organisation.settings(old.received_at.date())
    route = route_of(version.id, old.process, old.unit, old.competent_unit, None)
    waits = WAITS.get(old.state)
    done = old.state in {State.FINISHED, State.RETURNED}
    return Life(
        received_at=old.received_at,
        starts_at=old.received_at,
        unit=old.unit,
        competent_unit=old.competent_unit,
        terms=Terms(
            version.limit,
            settings.options,
            settings.pauses,
            organisation.calendar_version(old.unit, at.date()),
            settings.options.max_supplements,
            settings.regulation_profile,
        ),
        route=route,
        has_receipt=False,
        fee=old.owed,
        chargeable=old.owed > 0 or is_chargeable(version),
        came_by_post=old.channel is Channel.POST,
        moves=tuple(moved_by(actor, move) for move in _moves(old, route)),
        pauses=(Pause(old.paused_since, None, waits, _policy(old, settings.pauses, waits)),)
        if waits and old.paused_since
        else (),
        supplements=int(old.state is State.SUPPLEMENT),
        outcome=Outcome(old.finished_at, ResultKind.GRANTED) if done and old.finished_at else None,
        returned_at=old.ended_at if old.state is State.RETURNED else None,
        withdrawn_at=old.ended_at if old.state is State.WITHDRAWN else None,
        stopped_at=old.finished_at if old.state is State.STOPPED else None,
        promise=Promise(at, old.due_at, old.left),
    )


def _policy(old: OldDossier, pauses: Mapping[str, str], reason: str) -> Policy:
    """Return what the wait does to the clock: days that the other system had counted stay, else what the province sets."""
    return Policy.SUSPEND_RESUME if old.left is not None else Policy(pauses.get(reason, Policy.RESTART))


def _moves(old: OldDossier, route: tuple[Any, ...]) -> tuple[Move, ...]:
    first = Move(1, MoveKind.RECEIVED, old.received_at, route[0].no, old.unit, Role.COUNTER)
    if old.state in _BACK:
        back = return_step(route)
        return first, Move(
            2, MoveKind.BROUGHT_OVER, old.finished_at or old.received_at, back.no, old.unit, Role.COUNTER
        )
    holder = old.holder or Holder(old.unit)
    stays = old.state in {State.RECEIVED, State.WITHDRAWN} or (
        old.state is not State.PROCESSING and holder.role is Role.COUNTER
    )
    step = place_for(route, holder)
    if stays or step is None:
        return (first,)
    when = old.held_since or old.received_at
    return first, Move(2, MoveKind.BROUGHT_OVER, when, step.no, holder.unit, holder.role, holder.section, holder.post)


def _dossier_row(old: OldDossier, owner: UUID, life: Life) -> dict[str, Any]:
    return {
        "id": old.id,
        "filing_number": None,
        "code": old.code,
        "prefix": None,
        "day": drawn[1] if (drawn := parts_of_code(old.code)) else None,
        "day_number": None,
        "code_assumed": False,
        "book_year": None,
        "book": None,
        "ordinal": None,
        "unit_id": old.unit,
        "competent_unit_id": old.competent_unit,
        "commune_id": None,
        "procedure_id": old.procedure,
        "process_id": old.process,
        "case_label": "",
        "channel": int(old.channel),
        "via_agent": False,
        "owner_id": owner,
        "owner_name": old.owner.name,
        "submitter_id": None,
        "submitter_name": old.submitter_name,
        "authorisation": "",
        "filed_at": old.received_at,
        "received_at": old.received_at,
        "starts_at": old.received_at,
        "received_by": None,
        "received_post": None,
        "sets": 1,
        "delivery": "counter",
        "delivery_address": None,
        "fee": old.owed,
        "terms": as_json(terms_row(life.terms)),
        "token": secrets.token_urlsafe(TOKEN_BYTES),
        "receipt_id": None,
    }


def _outcome_rows(old: OldDossier, actor: Actor) -> dict[str, list[dict[str, Any]]]:
    """Return how it ended there: result, hand-over, withdrawal, stop."""
    made: dict[str, list[dict[str, Any]]] = {}
    if old.state in {State.FINISHED, State.RETURNED} and old.finished_at:
        result = {"version": 1, "kind": ResultKind.GRANTED, "number": old.result_number, "file_id": None}
        signed = {"signed_on": old.finished_at.date()}
        made["dossiers_result"] = [by(actor, old.id, old.finished_at) | result | signed]
    if old.state is State.STOPPED and old.finished_at:
        reason = {"kind": "stopped", "reason": seal("", REASON), "print_id": None}
        made["dossiers_ending"] = [by(actor, old.id, old.finished_at) | reason]
    if old.state is State.RETURNED and old.ended_at:
        recipient = seal_recipient(Person(old.submitter_name or old.owner.name, ProofKind.RECEIPT))
        handed = {"recipient": recipient, "proof": ProofKind.RECEIPT, "relation": "self", "told": None}
        made["dossiers_delivery"] = [by(actor, old.id, old.ended_at) | handed]
    if old.state is State.WITHDRAWN and old.ended_at:
        made["dossiers_withdrawal"] = [by(actor, old.id, old.ended_at) | {"reason": seal("", REASON)}]
    return made


def _waiting_rows(old: OldDossier, life: Life, actor: Actor) -> dict[str, list[dict[str, Any]]]:
    made: dict[str, list[dict[str, Any]]] = {}
    for pause in life.pauses:
        row = {"ended_at": None, "reason": pause.reason, "policy": pause.policy}
        made["dossiers_pause"] = [by(actor, old.id, pause.begins_at) | row]
        if old.state is State.SUPPLEMENT:
            papers = [PaperIn(1, old.asked)] if old.asked else []
            asked = {"ordinal": 1, "asked": seal_asked(papers, ""), "answered_at": None, "print_id": None}
            made["dossiers_supplement"] = [by(actor, old.id, pause.begins_at) | asked]
    return made


def _line(verb: str, dossier: UUID, seq: int, actor: Actor, at: datetime, **facts: object) -> dict[str, Any]:
    return {
        "line": new_id(),
        "node": node(),
        "kind": KIND,
        "stream": dossier,
        "seq": seq,
        "verb": check_verb(verb),
        "account": actor.account,
        "post": actor.post,
        "unit": actor.unit,
        "at": at,
        "facts": check_facts(facts),
    }
