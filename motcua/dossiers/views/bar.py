"""A dossier's time bar: received, pauses, now, due, in marks with words."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.clocks.limits import describe_limit
from motcua.clocks.pauses import Pause as Stop
from motcua.clocks.pauses import Policy
from motcua.dossiers.record import Record
from motcua.dossiers.rules import excuse_by
from motcua.dossiers.types import Channel, State
from motcua.kernel.moments import local
from motcua.organisation import queries as organisation
from motcua.ui import words
from motcua.ui.timebar import Mark, Pause, TimeBar
from motcua.ui.types import Signal


def bar_of(record: Record, at: datetime, signal: str) -> TimeBar | None:
    """Return the time bar of a received dossier; one that was only filed has no clock."""
    life, standing = record.life, record.standing
    if life.received_at is None:
        return None
    received = local(life.received_at)
    pauses = tuple(_pause(stop, describe_limit(life.terms.limit)) for stop in life.pauses if stop.begins_at >= received)
    due = local(standing.due_at) if standing.due_at else None
    first = local(standing.original_due_at) if standing.original_due_at else None
    ended = _ended(record)
    excuse = _excuse(record, at)
    marks = {
        "received": Mark(
            received, _("Tiếp nhận %(day)s") % {"day": words.short_day(received)}, _came(record, received)
        ),
        "now": Mark(local(at), _("Bây giờ")),
        "due": Mark(due, _("Hẹn trả %(day)s") % {"day": words.short_day(due)}, words.clock(due)) if due else None,
    }
    return TimeBar(
        **marks,
        signal=Signal(signal),
        sentence=_sentence(marks, pauses, ended, excuse),
        pauses=pauses,
        ended=ended,
        was_due=(first,) if first and due and first != due else (),
        excuse=excuse,
    )


def _pause(stop: Stop, limit: str) -> Pause:
    begins, ends = local(stop.begins_at), local(stop.ends_at) if stop.ends_at else None
    if stop.reason == "meeting":
        said = _("Chờ biên bản từ %(day)s") % {"day": words.short_day(begins)}
    elif ends is None:
        said = _("Chờ bổ sung từ %(day)s") % {"day": words.short_day(begins)}
    elif ends.date() == begins.date():
        said = _("Chờ bổ sung %(day)s") % {"day": words.short_day(begins)}
    else:
        days = {"first": words.short_day(begins), "last": words.short_day(ends)}
        said = _("Chờ bổ sung %(first)s–%(last)s") % days
    restarts = stop.policy is Policy.RESTART and stop.ends_at is not None
    return Pause(begins, ends, said, _("rồi tính lại từ đầu, %(limit)s") % {"limit": limit} if restarts else "")


def _came(record: Record, received: datetime) -> str:
    clock = {"clock": words.clock(received)}
    if record.facts["channel"] == Channel.POST:
        return _("%(clock)s qua bưu điện") % clock
    return _("%(clock)s tại quầy") % clock


def _ended(record: Record) -> Mark | None:
    life, state = record.life, record.standing.state
    if life.withdrawn_at:
        on = local(life.withdrawn_at)
        return Mark(on, _("Rút %(day)s") % {"day": words.short_day(on)})
    if life.cancelled_at:
        on = local(life.cancelled_at)
        return Mark(on, _("Huỷ %(day)s") % {"day": words.short_day(on)})
    if life.stopped_at:
        on = local(life.stopped_at)
        return Mark(on, _("Dừng %(day)s") % {"day": words.short_day(on)})
    if life.outcome and state in {State.FINISHED, State.RETURNED}:
        on = local(life.outcome.at)
        return Mark(on, _("Có kết quả %(day)s") % {"day": words.short_day(on)})
    return None


def _excuse(record: Record, at: datetime) -> Mark | None:
    """Return until when an apology is in time: while the work runs and none was made (NĐ 61/2018 Đ19.9)."""
    calendar = organisation.calendar_of(record.life.terms.calendar)
    by_day = excuse_by(record.life, record.standing, calendar)
    if by_day is None or local(at).date() > by_day:
        return None
    return Mark(
        local(calendar.closes_at(by_day)), _("Báo chậm trước hết %(day)s") % {"day": f"{by_day.day}/{by_day.month}"}
    )


def _sentence(marks: dict[str, Mark | None], pauses: tuple[Pause, ...], ended: Mark | None, excuse: Mark | None) -> str:
    received, due = marks["received"], marks["due"]
    said = [
        f"{received.words} {received.detail}" if received else "",
        *(f"{p.words} {p.detail}".strip() for p in pauses),
    ]
    said += [ended.words] if ended else []
    said += [f"{due.words} {due.detail}"] if due else []
    said += [excuse.words] if excuse else []
    return "; ".join(filter(None, said))
