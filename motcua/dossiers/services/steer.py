"""Write into a dossier's history what a head did about it from outside: a reminder, a direction, their answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from motcua.dossiers import record as records
from motcua.dossiers.deeds import is_visible
from motcua.dossiers.record import Record
from motcua.dossiers.types import NoSuchDossier
from motcua.dossiers.writing import Change, put
from motcua.kernel.act import act
from motcua.kernel.actor import Actor

Steering = Literal[
    "dossiers.reminded", "dossiers.reminder_answered", "dossiers.directed", "dossiers.direction_answered"
]


@act
def steer(*, actor: Actor, at: datetime, number: str, verb: Steering, **facts: UUID | date | int) -> Record:
    """Write that a letter or a direction about the dossier was sent, or answered; nothing else changes. ``facts`` are the verb's.

    A letter may be answered when the dossier has been returned. Refuses with NoSuchDossier, also for whoever may not see it.
    """
    record = records.load(number=number, lock=True)
    if record is None or not is_visible(actor, record):
        raise NoSuchDossier
    return put(
        record,
        Change(life=record.life, verb=verb, facts=facts),
        actor=actor,
        at=at,
    )
