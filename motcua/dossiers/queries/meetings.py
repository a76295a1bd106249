"""The councils and checks on the spot of one dossier, with what was said about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.dossiers.deeds import keeps_minutes
from motcua.dossiers.record import Record
from motcua.dossiers.rules import meets_at, step_of
from motcua.dossiers.services.meet import is_invited, unsealed
from motcua.dossiers.services.refuse import REASON
from motcua.dossiers.types import Conclusion, Meeting, MeetingKind, State
from motcua.identity import queries as identity
from motcua.kernel.actor import Actor
from motcua.kernel.keys import unseal
from motcua.kernel.moments import local
from motcua.kernel.statements import rows
from motcua.organisation import queries as organisation


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting as a page or a print shows it: who comes, what came of it, and what this actor may do."""

    id: UUID
    kind: MeetingKind
    starts_at: datetime
    called_at: datetime
    unit: UUID
    place: str
    about: str
    people: tuple[str, ...]
    called_off_at: datetime | None
    recorded_at: datetime | None
    lacks_minutes: bool
    conclusion: Conclusion | None
    found: str
    signers: tuple[str, ...]
    file: UUID | None
    may_change: bool
    applicant: bool


def meetings_of(actor: Actor, record: Record, at: datetime) -> tuple[MeetingLine, ...]:
    """Return the dossier's meetings, the latest first; one statement more where there are some."""
    if not record.life.meetings:
        return ()
    recorded = {row["meeting_id"]: row for row in rows(MINUTES, [record.id])}
    written = {UUID(row["id"]): unsealed(row) for row in record.rows["meetings"]}
    return tuple(
        _line(actor, record, meeting, said=written[meeting.id], minutes=recorded.get(meeting.id), now=local(at))
        for meeting in reversed(record.life.meetings)
    )


def meeting_line(actor: Actor, record: Record, meeting: UUID, at: datetime) -> MeetingLine | None:
    """Return one of them; None where there is no such meeting."""
    return next((line for line in meetings_of(actor, record, at) if line.id == meeting), None)


def meeting_missing(record: Record) -> MeetingKind | None:
    """Return what the process wants at the present step and nobody has called yet: a council or a check on the spot."""
    if record.standing.state is not State.PROCESSING:
        return None
    kind = meets_at(step_of(record.life.route, record.standing.step))
    called = any(
        meeting.kind is kind and meeting.step == record.standing.step and meeting.called_off_at is None
        for meeting in record.life.meetings
    )
    return None if called else kind


def written_about_meetings(record: Record) -> dict[str, tuple[str, UUID | None]]:
    """Return what people wrote about meetings, by the id of its row: the matter, why it was moved, what was found."""
    if not record.life.meetings:
        return {}
    texts: dict[str, tuple[str, UUID | None]] = {}
    for row in record.rows["meetings"]:
        texts[row["id"]] = (unsealed(row)["about"], None)
    for row in rows("select id, reason from dossiers_meeting_change where dossier_id = %s", [record.id]):
        texts[str(row["id"])] = (unseal(row["reason"], REASON), None)
    for row in rows(MINUTES, [record.id]):
        texts[str(row["id"])] = (unsealed(row)["found"], row["file_id"])
    return texts


MINUTES = "select id, meeting_id, conclusion, said, file_id from dossiers_minutes where dossier_id = %s"


def _line(
    actor: Actor,
    record: Record,
    meeting: Meeting,
    *,
    said: dict[str, str],
    minutes: dict[str, Any] | None,
    now: datetime,
) -> MeetingLine:
    known = unsealed(minutes) if minutes else {"found": "", "signers": ""}
    guests = tuple(line.strip() for line in said["guests"].splitlines() if line.strip())
    invited = (_("Người nộp hồ sơ"),) if is_invited(said) else ()
    return MeetingLine(
        id=meeting.id,
        kind=meeting.kind,
        starts_at=local(meeting.starts_at),
        called_at=local(meeting.at),
        unit=meeting.by_unit or record.unit,
        place=said["place"],
        about=said["about"],
        applicant=is_invited(said),
        people=(*(post_words(post, meeting.at) for post in meeting.posts), *guests, *invited),
        called_off_at=meeting.called_off_at,
        recorded_at=local(meeting.recorded_at) if meeting.recorded_at else None,
        lacks_minutes=meeting.lacks_minutes(now),
        conclusion=Conclusion(minutes["conclusion"]) if minutes else None,
        found=known["found"],
        signers=tuple(line.strip() for line in known["signers"].splitlines() if line.strip()),
        file=minutes["file_id"] if minutes else None,
        may_change=meeting.is_open and keeps_minutes(actor, record, meeting),
    )


def post_words(post: UUID, at: datetime) -> str:
    """Return a post with who holds it: «Nông Thị Hạnh, Công chức Tư pháp - hộ tịch»."""
    names = ", ".join(official.name for official in identity.holders(post, at))
    return ", ".join(filter(None, (names, organisation.post(post).name)))
