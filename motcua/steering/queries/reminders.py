"""Letters of reminder: those that a unit sent or was sent, one whole, how many wait for my answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson

from motcua.kernel import access, moments
from motcua.kernel.actor import Actor
from motcua.kernel.counts import NOUGHT, Count
from motcua.kernel.keys import unseal
from motcua.kernel.moments import local
from motcua.kernel.statements import row, rows
from motcua.organisation import queries as organisation
from motcua.organisation.queries.orders import units_reached
from motcua.steering.sealing import REASON
from motcua.steering.types import LOOK, REMIND, NoSuchReminder, Reminded, Reminder

#: So many letters a list shows, the unanswered and then the newest first.
MOST = 100
LETTERS = """
select r.*, (select json_agg(d order by d.label) from steering_reminded d where d.reminder_id = r.id) as dossiers
from steering_reminder r where {}
order by exists (select from steering_reminded d where d.reminder_id = r.id and d.answered_at is null) desc, r.id desc limit {}"""
WAITING = """
select count(*) as count from steering_reminder r where r.to_unit = any(%(units)s) and (r.to_post is null or r.to_post = %(post)s)
  and exists (select from steering_reminded d where d.reminder_id = r.id and d.answered_at is null)"""


def reminders(actor: Actor) -> tuple[Reminder, ...]:
    """Return the letters that units of the actor's sent or were sent, the unanswered and then the newest first, at most ``MOST``; one statement."""
    reached = units_reached(actor, LOOK)
    if reached is None:
        return tuple(map(_reminder, rows(LETTERS.format("true", MOST))))
    units = sorted(reached)
    return tuple(
        map(_reminder, rows(LETTERS.format("r.unit_id = any(%s) or r.to_unit = any(%s)", MOST), [units, units]))
    )


def reminder_for(actor: Actor, reminder: UUID | None) -> Reminder:
    """Return one letter. Raises NoSuchReminder, also for whoever may not look in either of its units."""
    found = rows(LETTERS.format("r.id = %s", 1), [reminder])
    letter = _reminder(found[0]) if found else None
    if letter is None or not any(access.judge(actor, LOOK, unit) for unit in (letter.unit, letter.to_unit)):
        raise NoSuchReminder
    return letter


def may_answer(actor: Actor, letter: Reminder) -> bool:
    """Whether this actor may answer: the post it was sent to, anybody of the unit where it went to the common desk, the head."""
    if letter.to_unit not in _stood_for(actor) or not access.judge(actor, LOOK, letter.to_unit):
        return False
    return letter.to_post in {None, actor.post} or access.judge(actor, REMIND, letter.to_unit)


def waiting(actor: Actor) -> Count:
    """Count the letters that wait for the actor's answer."""
    return Count(WAITING, {"units": sorted(_stood_for(actor)), "post": actor.post}) if actor.unit else NOUGHT


def _stood_for(actor: Actor) -> frozenset[UUID]:
    """Return the actor's unit, with those in whose place it stands today: their letters are its own to answer."""
    return organisation.with_predecessors(frozenset({actor.unit} if actor.unit else ()), moments.today())


def reminder_units(reminder: UUID) -> tuple[UUID, ...]:
    """Return the two units of a letter: whose print it is; none where there is no such letter."""
    found = row("select unit_id, to_unit from steering_reminder where id = %s", [reminder])
    return (found["unit_id"], found["to_unit"]) if found else ()


def _reminder(found: Mapping[str, Any]) -> Reminder:
    return Reminder(
        id=found["id"],
        at=local(found["at"]),
        unit=found["unit_id"],
        number=found["number"],
        year=found["year"],
        to_unit=found["to_unit"],
        to_post=found["to_post"],
        answer_by=found["answer_by"],
        print_id=found["print_id"],
        dossiers=tuple(
            map(_reminded, orjson.loads(found["dossiers"]) if isinstance(found["dossiers"], str) else found["dossiers"])
        ),
    )


def _reminded(found: Mapping[str, Any]) -> Reminded:
    return Reminded(
        dossier=UUID(found["dossier_id"]),
        number=found["label"],
        due_at=local(datetime.fromisoformat(found["due_at"])),
        answered_at=local(datetime.fromisoformat(found["answered_at"])) if found["answered_at"] else None,
        answered_by=UUID(found["answered_account"]) if found["answered_account"] else None,
        reason=unseal(bytes.fromhex(found["reason"][2:]), REASON) if found["reason"] else "",
        promised_on=date.fromisoformat(found["promised_on"]) if found["promised_on"] else None,
    )
