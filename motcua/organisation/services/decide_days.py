"""Decide about proposed calendar days, and carry the decision out."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from motcua.kernel.access import require
from motcua.kernel.act import act
from motcua.ledger import services as ledger
from motcua.organisation import queries
from motcua.organisation.models import CalendarDecision, CalendarDraft, CalendarVersion
from motcua.organisation.queries.drafts import change_of, draft
from motcua.organisation.rules.calendars import content_of
from motcua.organisation.services.orders import signed
from motcua.organisation.services.revision import raise_revision
from motcua.organisation.sockets import promises
from motcua.organisation.types import CALENDAR_STREAM, CALENDARS, AlreadyDecided, Verdict

if TYPE_CHECKING:
    from motcua.kernel.actor import Actor

#: So many dossiers are counted anew in one act; a transaction must stay short, the ledger's sealer waits for it.
AT_ONCE = 500


@act
def decide_days(*, actor: Actor, at: datetime, draft_id: UUID, verdict: Verdict) -> int:
    """Take proposed days into force from today on, or drop them; return how many open promises were counted anew.

    RECOUNT: open dossiers that would be due at another moment are counted by the new calendar, the first ``AT_ONCE`` of
    them now (``recount_on`` does the rest); KEEP: what was promised stays, only what is received from now on goes by it.
    Spec 5.2.6. Raises NotAllowed, DraftUnknown, AlreadyDecided.
    """
    require(actor, CALENDARS, queries.province(at.date()))
    row = CalendarDraft.objects.select_for_update().filter(id=draft_id).first()
    found = draft(draft_id)
    change = None if verdict is Verdict.DROP else change_of(found)
    if row is None or found.verdict is not None:
        raise AlreadyDecided
    touched = sum(plug.moved(change, at=at, most=0).count for plug in promises) if change else 0
    CalendarDecision.objects.create(draft=row, verdict=verdict, touched=touched, **signed(actor, at))
    if change is not None:
        number = CalendarVersion.objects.count()
        for unit, (_old, calendar) in change.calendars.items():
            number += 1
            CalendarVersion.objects.create(
                number=number, unit_id=unit, content=content_of(calendar), valid_from=at.date(), draft_id=draft_id
            )
        raise_revision()
    ledger.write(
        actor, "organisation.calendar.decided", kind=CALENDAR_STREAM, stream=draft_id, seq=2, at=at,
        verdict=str(verdict), touched=touched,
    )  # fmt: skip
    return _recount(draft_id, actor, at) if verdict is Verdict.RECOUNT else 0


@act
def recount_on(*, actor: Actor, at: datetime, draft_id: UUID) -> int:
    """Count the next open promises by the calendar that was decided; return how many. Twice without effect.

    Raises NotAllowed, DraftUnknown.
    """
    require(actor, CALENDARS, queries.province(at.date()))
    if draft(draft_id).verdict is not Verdict.RECOUNT:
        return 0
    return _recount(draft_id, actor, at)


def _recount(draft_id: UUID, actor: Actor, at: datetime) -> int:
    change = change_of(draft(draft_id))
    if change is None:
        return 0
    return sum(plug.recount(change, actor=actor, at=at, most=AT_ONCE) for plug in promises)
