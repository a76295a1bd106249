"""Councils and checks on the spot: call, move, call off, record what came of it (NĐ 61/2018 Đ19.3; spec E05)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.clocks.dates import say_moment
from motcua.dossiers.deeds import begin, open_meeting
from motcua.dossiers.record import Record
from motcua.dossiers.rules import wait_for_minutes
from motcua.dossiers.services.refuse import REASON
from motcua.dossiers.types import Conclusion, Deed, Life, Meeting, MeetingKind
from motcua.dossiers.writing import Change, by, put
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.keys import seal, unseal
from motcua.kernel.moments import local
from motcua.kernel.refusal import Invalid
from motcua.organisation import queries as organisation

WORDS = "dossiers.meeting"
LONGEST, LONGEST_PLACE = 4000, 300


@act
def call_meeting(
    *,
    actor: Actor,
    at: datetime,
    number: str,
    kind: MeetingKind,
    starts_at: datetime | None,
    place: str,
    about: str,
    posts: Sequence[UUID] = (),
    guests: str = "",
    applicant: bool = False,
    revision: int | None = None,
) -> Record:
    """Call a council or a check on the spot about a dossier; the clock runs on.

    ``posts`` are those of the unit where the dossier lies, ``guests`` everybody else, a line each (another agency, a neighbour).
    ``applicant``: whoever handed it in is to be there or lets others in; they are told the day, the hour and the place by e-mail
    or SMS, also when it is moved or called off. Refuses with Invalid (no time or one gone by, no place, no matter, nobody who
    comes, a post of another unit), and as ``deeds.begin`` does.
    """
    wrong = _wrong_time(at, starts_at) | _wrong_place(place)
    if not about.strip() or len(about) > LONGEST:
        wrong["about"] = _("Ghi họp, kiểm tra về việc gì, không quá %(most)s chữ.") % {"most": LONGEST}
    if not posts and not guests.strip() and not applicant:
        wrong["posts"] = _("Chọn người dự, hoặc ghi tên người dự bên ngoài.")
    if len(guests) > LONGEST:
        wrong["guests"] = _("Không quá %(most)s chữ.") % {"most": LONGEST}
    if wrong:
        raise Invalid(wrong)
    assert starts_at is not None, "checked above"
    record = begin(actor, number, Deed.CALL_MEETING, revision=revision)
    known = {post.id for post in organisation.posts(record.standing.unit, at.date())}
    if not known.issuperset(posts):
        raise Invalid({"posts": _("Chỉ chọn người của đơn vị đang giữ hồ sơ; người khác ghi ở ô bên dưới.")})
    change = calling(
        record,
        actor=actor,
        at=at,
        kind=kind,
        starts_at=starts_at,
        posts=posts,
        said={"place": place, "about": about, "guests": guests},
        applicant=applicant,
    )
    return put(record, change, actor=actor, at=at)


def calling(
    record: Record,
    *,
    actor: Actor,
    at: datetime,
    kind: MeetingKind,
    starts_at: datetime,
    posts: Sequence[UUID],
    said: Mapping[str, str],
    applicant: bool,
) -> Change:
    """Return what calling a meeting makes of a dossier; ``said`` is its place, what it is about, and who else comes."""
    row = by(actor, record.id, at) | {
        "kind": kind,
        "step": record.standing.step,
        "starts_at": starts_at,
        "posts": list(dict.fromkeys(posts)),
        "said": _sealed(**said, applicant=applicant),
        "called_off_at": None,
        "recorded_at": None,
    }
    row["by_unit"] = row["by_unit"] or record.standing.unit
    called = Meeting(
        row["id"], kind, at, row["by_unit"], actor.post, record.standing.step, starts_at, tuple(row["posts"])
    )
    return Change(
        life=replace(record.life, meetings=(*record.life.meetings, called)),
        verb=f"dossiers.{kind}_called",
        rows={"dossiers_meeting": [row]},
        facts={"meeting": called.id, "starts": starts_at, "invited": applicant},
    )


@act
def move_meeting(
    *,
    actor: Actor,
    at: datetime,
    number: str,
    meeting: UUID,
    starts_at: datetime | None,
    reason: str,
    place: str = "",
) -> Record:
    """Move a meeting to another time, perhaps another place (empty: the same); what it had been stays with the reason.

    Refuses with Invalid (no time or one gone by, no reason), and as ``deeds.open_meeting`` does.
    """
    wrong = _wrong_time(at, starts_at) | _wrong_reason(reason) | (_wrong_place(place) if place.strip() else {})
    if wrong:
        raise Invalid(wrong)
    assert starts_at is not None, "checked above"
    record, found = open_meeting(actor, number, meeting)
    change = moving(record, found, actor=actor, at=at, starts_at=starts_at, reason=reason, place=place)
    return put(record, change, actor=actor, at=at)


def moving(
    record: Record, found: Meeting, *, actor: Actor, at: datetime, starts_at: datetime, reason: str, place: str = ""
) -> Change:
    """Return what moving a meeting makes of a dossier."""
    said = _said(record, found)
    now = _sealed(
        place=place.strip() or said["place"], about=said["about"], guests=said["guests"], applicant=is_invited(said)
    )
    return _change(
        record,
        replace(found, starts_at=starts_at),
        actor=actor,
        at=at,
        done="moved",
        reason=reason,
        was=found,
        columns={"starts_at": starts_at, "said": now},
    )


@act
def call_off_meeting(*, actor: Actor, at: datetime, number: str, meeting: UUID, reason: str) -> Record:
    """Call a meeting off. Refuses with Invalid without a reason, and as ``deeds.open_meeting`` does."""
    if wrong := _wrong_reason(reason):
        raise Invalid(wrong)
    record, found = open_meeting(actor, number, meeting)
    return put(record, calling_off(record, found, actor=actor, at=at, reason=reason), actor=actor, at=at)


def calling_off(record: Record, found: Meeting, *, actor: Actor, at: datetime, reason: str) -> Change:
    """Return what calling a meeting off makes of a dossier."""
    return _change(
        record,
        replace(found, called_off_at=at),
        actor=actor,
        at=at,
        done="called_off",
        reason=reason,
        was=found,
        columns={"called_off_at": at},
    )


@act
def record_minutes(
    *,
    actor: Actor,
    at: datetime,
    number: str,
    meeting: UUID,
    found: str,
    conclusion: Conclusion | None,
    signers: str,
    file: UUID | None = None,
) -> Record:
    """Record what a meeting found, its conclusion and who signed, a line each; ``file`` is the scan, stored before.

    At a step that the process does not count, the time from the call to the minutes is taken from the clock. Refuses with
    Invalid (nothing found, no conclusion, nobody signed, not begun yet), and as ``deeds.open_meeting`` does.
    """
    wrong = {}
    if not found.strip() or len(found) > LONGEST:
        wrong["found"] = _("Ghi đã thấy gì, bàn gì, không quá %(most)s chữ.") % {"most": LONGEST}
    if conclusion is None:
        wrong["conclusion"] = _("Chọn kết luận của biên bản.")
    if not signers.strip() or len(signers) > LONGEST:
        wrong["signers"] = _("Ghi ai đã ký biên bản, mỗi người một dòng.")
    if wrong:
        raise Invalid(wrong)
    assert conclusion is not None, "checked above"
    record, held = open_meeting(actor, number, meeting)
    if held.starts_at > at:
        raise Invalid({"found": _("Chưa đến giờ họp, kiểm tra (%(time)s). Dời lịch trước, nếu đã làm sớm hơn.")
                       % {"time": say_moment(local(held.starts_at))}})  # fmt: skip
    change = recording(record, held, actor=actor, at=at, found=found, conclusion=conclusion, signers=signers, file=file)
    return put(record, change, actor=actor, at=at)


def recording(
    record: Record,
    held: Meeting,
    *,
    actor: Actor,
    at: datetime,
    found: str,
    conclusion: Conclusion,
    signers: str,
    file: UUID | None = None,
) -> Change:
    """Return what a meeting's minutes make of a dossier."""
    said = {"found": found.strip(), "signers": signers.strip()}
    row = by(actor, record.id, at) | {
        "meeting_id": held.id,
        "conclusion": conclusion,
        "said": seal(json.dumps(said, ensure_ascii=False), WORDS),
        "file_id": file,
    }
    rows: dict[str, list[Any]] = {"dossiers_minutes": [row]}
    life = _with(record.life, replace(held, recorded_at=at))
    if waited := wait_for_minutes(record.life, held, at):
        pause = {"ended_at": at, "reason": waited.reason, "policy": waited.policy}
        rows["dossiers_pause"] = [by(actor, record.id, held.at) | pause]
        life = replace(life, pauses=tuple(sorted((*life.pauses, waited), key=lambda pause: pause.begins_at)))
    return Change(
        life=life,
        verb=f"dossiers.{held.kind}_recorded",
        rows=rows,
        updates={"dossiers_meeting": [{"id": held.id, "recorded_at": at}]},
        facts={"minutes": row["id"], "of": held.id, "conclusion": conclusion},
    )


def unsealed(row: Mapping[str, Any], name: str = "said") -> dict[str, str]:
    """Return the words of a meeting's or of its minutes' row."""
    sealed = row[name]
    words: dict[str, str] = json.loads(unseal(bytes.fromhex(sealed[2:]) if isinstance(sealed, str) else sealed, WORDS))
    return words


def is_invited(said: Mapping[str, str]) -> bool:
    """Whether the words of a meeting's row say that the applicant is to be there."""
    return bool(said.get("applicant"))


def _said(record: Record, meeting: Meeting) -> dict[str, str]:
    return unsealed(next(row for row in record.rows["meetings"] if row["id"] == str(meeting.id)))


def _sealed(*, place: str, about: str, guests: str, applicant: bool) -> bytes:
    said = {"place": place.strip(), "about": about.strip(), "guests": guests.strip()}
    said |= {"applicant": "yes"} if applicant else {}
    return seal(json.dumps(said, ensure_ascii=False), WORDS)


def _change(
    record: Record,
    now: Meeting,
    *,
    actor: Actor,
    at: datetime,
    done: str,
    reason: str,
    was: Meeting,
    columns: dict[str, Any],
) -> Change:
    row = by(actor, record.id, at) | {
        "meeting_id": was.id,
        "kind": done,
        "reason": seal(reason.strip(), REASON),
        "was_at": was.starts_at,
        "was_said": bytes.fromhex(next(r for r in record.rows["meetings"] if r["id"] == str(was.id))["said"][2:]),
    }
    return Change(
        life=_with(record.life, now),
        verb=f"dossiers.{was.kind}_{done}",
        rows={"dossiers_meeting_change": [row]},
        updates={"dossiers_meeting": [{"id": was.id, **columns}]},
        facts={
            "change": row["id"],
            "of": was.id,
            "starts": now.starts_at,
            "invited": is_invited(_said(record, was)),
        },
    )


def _with(life: Life, meeting: Meeting) -> Life:
    return replace(life, meetings=tuple(meeting if each.id == meeting.id else each for each in life.meetings))


def _wrong_time(at: datetime, starts_at: datetime | None) -> dict[str, str]:
    if starts_at is None:
        return {"day": _("Ghi ngày và giờ, ví dụ 15/5/2020, 08:30.")}
    if starts_at <= at:
        return {"day": _("Giờ họp, kiểm tra phải sau lúc này (%(now)s).") % {"now": say_moment(local(at))}}
    return {}


def _wrong_place(place: str) -> dict[str, str]:
    if not place.strip() or len(place) > LONGEST_PLACE:
        return {"place": _("Ghi nơi họp, kiểm tra, không quá %(most)s chữ.") % {"most": LONGEST_PLACE}}
    return {}


def _wrong_reason(reason: str) -> dict[str, str]:
    if not reason.strip() or len(reason) > LONGEST:
        return {"reason": _("Ghi lý do, để người dự và người xem hồ sơ hiểu.")}
    return {}
