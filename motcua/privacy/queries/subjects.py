"""What an erasure is about, found for somebody who may propose it, and what hinders it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from motcua.catalogue import queries as catalogue
from motcua.dossiers import queries as dossiers
from motcua.dossiers.queries import Kept
from motcua.dossiers.types import KIND
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.parties import queries as parties
from motcua.parties.types import STREAM, PersonUnknown
from motcua.privacy import rules
from motcua.privacy.rules import Holding
from motcua.privacy.types import PROPOSE, Ground, NoSuchSubject, Subject


def subject_for(actor: Actor, text: str, *, at: datetime) -> Subject:
    """Find what is to be erased by a dossier's code, or a person by number or telephone; by number a look is noted.

    A person is the whole province's: who looks after one unit only does not find any. Raises NoSuchSubject.
    """
    text = text.strip()
    found = dossiers.kept(text) if text else None
    if found is not None:
        return _dossier(actor, found)
    ids = parties.ids_by_number_or_phone(actor, text, at=at) if text and access.is_everywhere(actor, PROPOSE) else []
    if len(ids) != 1:
        raise NoSuchSubject
    return Subject(STREAM, ids[0], "", None)


def subject_of(actor: Actor, kind: str, subject: UUID, *, at: datetime) -> Subject:
    """Return a subject by kind and id. Raises NoSuchSubject, also for who may not propose about it."""
    if kind == KIND:
        found = dossiers.kept_by_id(subject)
        if found is None:
            raise NoSuchSubject
        return _dossier(actor, found)
    if kind != STREAM or not access.is_everywhere(actor, PROPOSE) or subject not in parties.persons([subject]):
        raise NoSuchSubject
    del at
    return Subject(STREAM, subject, "", None)


def hindrance(subject: Subject, ground: Ground, on: date) -> str:
    """Say why a subject cannot be erased on a ground and day; empty where nothing hinders."""
    if subject.kind == KIND:
        found = dossiers.kept_by_id(subject.id)
        if found is None:
            raise NoSuchSubject
        return rules.hindrance_of_dossier(holding_of(found, on), ground, on)
    known = parties.persons([subject.id])
    if not known:
        raise PersonUnknown
    held = [holding_of(kept, on) for kept in dossiers.kept_of_person(subject.id)]
    return rules.hindrance_of_person(subject.id, held, ground, on)


def holding_of(kept: Kept, on: date) -> Holding:
    """Return a dossier as the rules know it: with the day until which its procedure wants it kept."""
    ended = kept.ended_at.date() if kept.ended_at else None
    years, until, _is_assumed = catalogue.keeping_of(catalogue.version(kept.procedure), ended, on)
    return Holding(
        number=kept.number,
        owner=kept.owner,
        is_open=kept.is_open,
        is_erased=kept.erased_at is not None,
        is_for_ever=years is None,
        kept_until=until,
    )


def _dossier(actor: Actor, kept: Kept) -> Subject:
    if not access.judge(actor, PROPOSE, kept.unit, kept.field):
        raise NoSuchSubject
    return Subject(KIND, kept.id, kept.number, kept.unit, kept.field)
