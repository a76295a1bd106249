"""Apologise for a delay and give a new appointment (Mẫu 04; NĐ 61/2018 Đ19.9)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.clocks.deadlines import check_may_extend
from motcua.clocks.refusals import CalendarEnds
from motcua.dossiers import printing
from motcua.dossiers.deeds import begin
from motcua.dossiers.record import Record
from motcua.dossiers.rules import in_time_until, standing_of
from motcua.dossiers.services.refuse import REASON
from motcua.dossiers.speech import due_of
from motcua.dossiers.types import Deed
from motcua.dossiers.writing import Change, by, put
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.keys import seal
from motcua.kernel.refusal import Invalid
from motcua.organisation import queries as organisation
from motcua.parties import queries as parties


@act
def apologise(
    *,
    actor: Actor,
    at: datetime,
    number: str,
    until: date | None,
    cause: str,
    liable: UUID | None = None,
    revision: int | None = None,
) -> Record:
    """Apologise for a delay and promise the result for a later day: the slip is kept for print, the due moment moves.

    ``until`` is the new day (of the province's calendar; the next working day where the office is closed), ``liable`` the
    unit that answers for the delay, by default the one where the dossier lies. The first promise stays what it was.
    Once only, by the profile's number. It should come a working day before the promise; later it is possible, and the
    slip and the line say that it came late. Refuses with Invalid (a sentence for each field), and as ``deeds.begin`` does.
    """
    wrong = {}
    if until is None:
        wrong["until"] = _("Ghi ngày hẹn mới, ví dụ 20/5/2020.")
    if not cause.strip():
        wrong["cause"] = _("Ghi lý do chậm, để người nộp hiểu vì sao phải chờ.")
    if wrong or until is None:
        raise Invalid(wrong)
    record = begin(actor, number, Deed.APOLOGISE, revision=revision)
    unit = _liable(record, liable)
    life, options = record.life, record.life.terms.options
    promised_at = record.standing.due_at
    assert promised_at is not None, "the deed is offered only where something is promised"
    _check_later(record, until, at)
    check_may_extend(due_of(promised_at, record.standing.late_at), until, already=len(life.extensions), options=options)
    person = parties.person_for(actor, record.owner, at=at)
    slip = printing.apology(
        actor=actor,
        at=at,
        record=record,
        person=person,
        excuse=excuse_of(record, until, at),
        cause=cause,
        liable=unit,
    )
    kept = printing.keep(slip)
    change = apologising(record, actor=actor, at=at, until=until, cause=cause, liable=unit, kept=kept)
    return put(record, change, actor=actor, at=at)


def excuse_of(record: Record, until: date, at: datetime) -> printing.Excuse:
    """Return the new promise, and whether it is given in time."""
    life, promised_at = record.life, record.standing.due_at
    assert promised_at is not None, "the deed is offered only where something is promised"
    calendar = organisation.calendar_of(life.terms.calendar)
    standing = standing_of(replace(life, extensions=(*life.extensions, until)), calendar)
    by_day = in_time_until(promised_at, calendar)
    return printing.Excuse(standing.due_at, by_day, late=by_day is not None and at.date() > by_day)


def apologising(
    record: Record, *, actor: Actor, at: datetime, until: date, cause: str, liable: UUID, kept: UUID
) -> Change:
    """Return what an apology makes of a dossier; ``kept`` is the print of the slip."""
    life, promised_at = record.life, record.standing.due_at
    row = by(actor, record.id, at) | {
        "ordinal": len(life.extensions) + 1,
        "until": until,
        "promised_at": promised_at,
        "liable_unit": liable,
        "cause": seal(cause.strip(), REASON),
        "print_id": kept,
    }
    return Change(
        life=replace(life, extensions=(*life.extensions, until)),
        verb="dossiers.apologised_late" if excuse_of(record, until, at).late else "dossiers.apologised",
        rows={"dossiers_apology": [row]},
        facts={"apology": row["id"], "unit": liable, "promised": promised_at, "print": kept},
        with_due=True,
    )


def _liable(record: Record, liable: UUID | None) -> UUID:
    unit = liable or record.standing.unit
    if unit not in record.standing.units:
        raise Invalid({"liable": _("Chọn một trong các cơ quan đã giữ hồ sơ này.")})
    return unit


def _check_later(record: Record, until: date, at: datetime) -> None:
    """Refuse a day that is over, one that is not later than the promise, and one beyond the known calendar."""
    promised = record.standing.due_at
    assert promised is not None, "the deed is offered only where something is promised"
    if until < at.date():
        raise Invalid({"until": _("Ngày hẹn mới không thể ở trong quá khứ.")})
    if until <= promised.date():
        day = f"{promised.day}/{promised.month}/{promised.year}"
        raise Invalid({"until": _("Ngày hẹn mới phải sau ngày đã hẹn (%(day)s).") % {"day": day}})
    try:
        organisation.calendar_of(record.life.terms.calendar).sessions_on(until)
    except CalendarEnds as problem:
        raise Invalid({"until": problem.sentence}) from problem
