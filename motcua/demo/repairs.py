"""Plays what goes wrong on an ordinary day: slips, questions to others, losses, apologies, each by somebody who may."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from motcua.demo import cast
from motcua.demo.acts import Act
from motcua.demo.lives import Life
from motcua.demo.mishaps import ASKED
from motcua.dossiers.types import Conclusion, Correction, LossKind, MeetingKind, ResultChange
from motcua.kernel.actor import Actor
from motcua.organisation import queries as organisation

#: An answer of another agency is asked for within so many days.
ANSWER_WITHIN = timedelta(days=5)
#: Who comes to a check on the spot besides the specialist and the applicant, who is told of it.
GUESTS = "Trưởng thôn"


def mistyped(owner: Mapping[str, str]) -> Mapping[str, str]:
    """Return an owner as he was typed in haste: the name's last letter is missing."""
    return {**owner, "name": owner["name"][:-1]}


def _correct(by: Any, record: Any, life: Life, act: Act, turn: int) -> Any:
    return by.correct(
        actor=_counter(life, act, turn),
        at=act.at,
        number=record.number,
        correction=Correction(owner=life.owner),
        reason=act.words,
    )


def correct_papers(by: Any, record: Any, life: Life, act: Act, turn: int, *, papers: Sequence[Any]) -> Any:
    """Put right the last paper's copies: one more than was written."""
    last = papers[-1]
    return by.correct(
        actor=_counter(life, act, turn),
        at=act.at,
        number=record.number,
        correction=Correction(papers={last.id: (last.originals, last.certified, last.copies + 1)}),
        reason=act.words,
    )


def _cancel_reception(by: Any, record: Any, life: Life, act: Act, turn: int) -> Any:
    return by.cancel_reception(actor=_counter(life, act, turn), at=act.at, number=record.number, reason=act.words)


def _stop(by: Any, record: Any, life: Life, act: Act, turn: int) -> Any:
    del life
    return by.stop(actor=_leader(record, act, turn), at=act.at, number=record.number, reason=act.words)


def _allow_supplement(by: Any, record: Any, life: Life, act: Act, turn: int) -> Any:
    del life
    return by.allow_supplement(actor=_leader(record, act, turn), at=act.at, number=record.number, reason=act.words)


def _apologise(by: Any, record: Any, life: Life, act: Act, turn: int) -> Any:
    done = next(each.at for each in reversed(life.acts) if each.deed in {"approve", "register_result"})
    return by.apologise(
        actor=_leader(record, act, turn), at=act.at, number=record.number, until=done.date(), cause=act.words
    )


def _change_result(by: Any, record: Any, life: Life, act: Act, turn: int) -> Any:
    return by.change_result(
        actor=_leader(record, act, turn),
        at=act.at,
        number=record.number,
        change=ResultChange.CORRECTED,
        reason=act.words,
        result_number=f"{life.number + 1:03}a/{act.at:%Y}/THU",
    )


def _call_check(by: Any, record: Any, life: Life, act: Act, turn: int) -> Any:
    actor = cast.holder_of(record.standing.post, act.at, turn)
    return by.call_meeting(
        actor=actor,
        at=act.at,
        number=record.number,
        kind=MeetingKind.CHECK,
        starts_at=act.then,
        place=life.owner.get("address") or organisation.full_name(record.unit),
        about=act.words,
        posts=[record.standing.post],
        guests=GUESTS,
        applicant=True,
    )


def _move_check(by: Any, record: Any, life: Life, act: Act, turn: int) -> Any:
    del life
    return by.move_meeting(
        actor=cast.holder_of(record.standing.post, act.at, turn),
        at=act.at,
        number=record.number,
        meeting=_open_meeting(record).id,
        starts_at=act.then,
        reason=act.words,
    )


def _call_off_check(by: Any, record: Any, life: Life, act: Act, turn: int) -> Any:
    del life
    return by.call_off_meeting(
        actor=cast.holder_of(record.standing.post, act.at, turn),
        at=act.at,
        number=record.number,
        meeting=_open_meeting(record).id,
        reason=act.words,
    )


def _open_meeting(record: Any) -> Any:
    return next(each for each in record.life.meetings if each.is_open)


def _record_minutes(by: Any, record: Any, life: Life, act: Act, turn: int) -> Any:
    del life
    meeting = _open_meeting(record)
    actor = cast.holder_of(record.standing.post, act.at, turn)
    return by.record_minutes(
        actor=actor,
        at=act.at,
        number=record.number,
        meeting=meeting.id,
        found=act.words,
        conclusion=Conclusion.FAVOURABLE,
        signers=f"{actor.name}\nChủ hồ sơ\n{GUESTS}",
    )


def _report_loss(by: Any, record: Any, life: Life, act: Act, turn: int) -> Any:
    return by.report_loss(
        actor=_counter(life, act, turn), at=act.at, number=record.number, kind=LossKind.LOST, what=act.words
    )


def _close_incident(by: Any, record: Any, life: Life, act: Act, turn: int) -> Any:
    return by.close_incident(actor=_counter(life, act, turn), at=act.at, number=record.number, closing=act.words)


def _ask_outside(by: Any, record: Any, life: Life, act: Act, turn: int) -> Any:
    del life
    return _ask(by, record, act, turn, agency=ASKED)


def _ask_stage(by: Any, record: Any, life: Life, act: Act, turn: int) -> Any:
    return _ask(by, record, act, turn, unit=UUID(life.asks))


def _ask(by: Any, record: Any, act: Act, turn: int, **whom: Any) -> Any:
    return by.ask_opinion(
        actor=cast.holder_of(record.standing.post, act.at, turn),
        at=act.at,
        number=record.number,
        question=act.words,
        answer_by=(act.at + ANSWER_WITHIN).date(),
        **whom,
    )


def _answer_outside(by: Any, record: Any, life: Life, act: Act, turn: int) -> Any:
    del life
    task = next(each for each in record.life.tasks if each.is_open and each.unit is None)
    actor = cast.holder_of(record.standing.post, act.at, turn)
    return by.answer_task(actor=actor, at=act.at, number=record.number, task=task.id, answer=act.words)


def _reassign(by: Any, record: Any, life: Life, act: Act, turn: int) -> Any:
    del life
    here = record.standing
    staff = organisation.posts(here.unit, act.at.date(), role="specialist", section=here.section)
    others = [post.id for post in staff if post.id != here.post]
    heads = organisation.posts(here.unit, act.at.date(), role="section_head", section=here.section)
    heads = heads or organisation.posts(here.unit, act.at.date(), role="leader")
    return by.reassign(
        actor=cast.holder_of(heads[0].id, act.at, turn),
        at=act.at,
        number=record.number,
        post=others[turn % len(others)],
        reason=act.words,
    )


def _counter(life: Life, act: Act, turn: int) -> Actor:
    return cast.counter_of(life.offer.unit, act.at, turn)


def _leader(record: Any, act: Act, turn: int) -> Actor:
    """Return a leader of the unit that decides."""
    unit = record.life.competent_unit
    return cast.worker_at(unit, "leader", "", act.at, field=record.field, turn=turn)


DEEDS: Mapping[str, Callable[[Any, Any, Life, Act, int], Any]] = {
    "correct": _correct,
    "cancel_reception": _cancel_reception,
    "stop": _stop,
    "allow_supplement": _allow_supplement,
    "apologise": _apologise,
    "change_result": _change_result,
    "report_loss": _report_loss,
    "close_incident": _close_incident,
    "ask_outside": _ask_outside,
    "ask_stage": _ask_stage,
    "answer_outside": _answer_outside,
    "reassign": _reassign,
    "call_check": _call_check,
    "call_check_ahead": _call_check,
    "move_check": _move_check,
    "call_off_check": _call_off_check,
    "record_minutes": _record_minutes,
}
