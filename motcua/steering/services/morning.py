"""Tell heads in the morning of a working day what is late, due today, and waits for them; once, and nothing where there is nothing."""

from __future__ import annotations

from datetime import datetime, time
from uuid import UUID

import structlog
from django.conf import settings
from django.utils.translation import gettext as _

from motcua.identity import queries as identity
from motcua.identity.types import AccountUnknown, SeatUnknown
from motcua.kernel import access, alarms, statements
from motcua.kernel.act import act, not_an_act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.moments import local
from motcua.organisation import queries as organisation
from motcua.steering import queries
from motcua.steering.letters import mail, page_of
from motcua.steering.types import MAILBOX, REMIND
from motcua.ui import words

log = structlog.get_logger("motcua.steering")

#: Whoever was not told by then, because nothing ran, is not told that day.
NOON = time(12)
CLAIM = """
insert into steering_morning (id, account_id, post_id, day, at) values (%s, %s, %s, %s, %s)
on conflict (account_id, post_id, day) do nothing returning id"""


@not_an_act("a batch whose letters stand or fall one by one; each is an act")
def send_mornings(*, actor: Actor, at: datetime) -> int:
    """Tell every head who wants it, between the set hour and noon; return how many letters are new."""
    if not settings.MORNING <= local(at).time() < NOON:
        return 0
    sent, failed = 0, 0
    for account in queries.wants_morning():
        try:
            for seat in identity.seats(account, at):
                if seat.acting_for is None:
                    sent += send_morning(actor=actor, at=at, account=account, post=seat.post)
        except Exception:
            log.exception("steering.morning_failed", account=str(account))
            failed += 1
    if failed:
        sentence = _(
            "Chưa gửi được thư buổi sáng cho %(count)s người. Xem nhật ký chạy của tiến trình worker; năm phút sau máy gửi lại."
        )
        alarms.ring("steering.morning", sentence % {"count": failed}, heads=failed)
    return sent


@act
def send_morning(*, actor: Actor, at: datetime, account: UUID, post: UUID) -> int:
    """Tell one head for one post, once a working day; return 1 where a letter was made.

    Nothing for whoever heads no unit, on a day off, and where there is nothing to tell.
    """
    del actor
    try:
        head = identity.actor_for(account, post, at)
    except (AccountUnknown, SeatUnknown):
        return 0
    day = local(at).date()
    if head.unit is None or not access.judge(head, REMIND, head.unit):
        return 0
    if not organisation.calendar(head.unit, day).beyond().is_working_day(day):
        return 0
    claimed = statements.row(CLAIM, [new_id(), account, post, day, at])
    if claimed is None:
        return 0
    figures = queries.morning_figures(head, at)
    if figures.is_empty:
        return 0
    return mail(
        "morning",
        [account],
        cause=claimed["id"],
        about=MAILBOX,
        label=words.day(day),
        unit=head.unit,
        at=at,
        values={
            "don_vi": organisation.short_name(head.unit),
            "ngay": words.day(day),
            "qua_han": str(figures.late),
            "hom_nay": str(figures.due_today),
            "cho_ky": str(figures.at_my_desk),
            "xem_qua_han": page_of("steering:draft"),
            "xem_hom_nay": page_of("steering:today"),
            "xem_cho_ky": page_of("dossiers:desk"),
        },
    )
