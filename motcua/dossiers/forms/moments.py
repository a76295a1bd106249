"""Days and times as people type them: «11/5/2020», «08:30»."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from django.utils.translation import gettext as _

from motcua.kernel.moments import TZ
from motcua.kernel.refusal import Invalid
from motcua.ui.inputs import day_typed

_CLOCK = re.compile(r"(\d{1,2})(?:[:hg.](\d{2})?)?")


def read_day(text: str, field: str) -> date | None:
    """Read «11/5/2020» (or «2020-05-11»); nothing is None. Refuses with Invalid for the field."""
    text = text.strip()
    if not text:
        return None
    day = day_typed(text)
    if day is None:
        raise Invalid({field: _("Ngày ghi như 11/5/2020.")})
    return day


def read_clock(text: str, field: str) -> time | None:
    """Read «08:30», «8h30» or «8»; nothing is None. Refuses with Invalid for the field."""
    text = text.strip()
    if not text:
        return None
    found = _CLOCK.fullmatch(text)
    try:
        return time(int(found[1]), int(found[2] or 0)) if found else time.fromisoformat(text)
    except ValueError as problem:
        raise Invalid({field: _("Giờ ghi như 08:30.")}) from problem


def read_moment(day: str, clock: str, field: str, sentence: str = "") -> datetime | None:
    """Read a day with its time as one business moment; one without the other is refused with Invalid, in ``sentence``."""
    on, at = read_day(day, field), read_clock(clock, field)
    if on is None and at is None:
        return None
    if on is None or at is None:
        raise Invalid({field: sentence or _("Ghi cả ngày và giờ ký biên bản bàn giao với bưu điện.")})
    return datetime.combine(on, at, TZ)
