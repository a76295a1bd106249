"""Words of steering: whoever holds a dossier, and the verbs of the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.ledger.types import Verb
from motcua.organisation import queries as organisation
from motcua.steering.types import Direction
from motcua.ui import words as said


def holder_words(unit: UUID, post: UUID | None) -> str:
    """Say who holds a dossier: «Công chức Tư pháp – Hộ tịch, UBND xã Quảng Khê», or the unit alone."""
    name = organisation.short_name(unit)
    return f"{organisation.post(post).name}, {name}" if post else name


def state_words(direction: Direction, on: date) -> str:
    """Say how a direction stands on a day: closed, answered, overdue, or until when an answer is waited for."""
    if direction.closed_at is not None:
        return gettext("đã đóng ngày %(day)s") % {"day": said.day(direction.closed_at)}
    if direction.answered_at is not None:
        return gettext("đã trả lời ngày %(day)s, chờ đóng") % {"day": said.day(direction.answered_at)}
    day = {"day": said.day(direction.due_on)}
    return (
        gettext("quá hạn trả lời %(day)s") % day if direction.is_overdue(on) else gettext("hạn trả lời %(day)s") % day
    )


def _words(facts: Mapping[str, Any]) -> dict[str, object]:
    words: dict[str, object] = dict(facts)
    if facts.get("to_unit"):
        post = facts.get("to_post")
        words["to"] = holder_words(UUID(str(facts["to_unit"])), UUID(str(post)) if post else None)
    return words


def _told(facts: Mapping[str, Any]) -> dict[str, object]:
    year, month = str(facts["month"]).split("-")
    return {
        "month": f"{int(month)}/{year}",
        "unit": organisation.short_name(UUID(str(facts["unit"]))),
        "to": organisation.short_name(UUID(str(facts["to_unit"]))),
    }


VERBS = (
    Verb(
        "steering.reminded",
        _("Gửi văn bản đôn đốc số %(number)s/%(year)s đến %(to)s: %(dossiers)s hồ sơ."),
        None,
        _words,
    ),
    Verb("steering.directed", _("Cho ý kiến chỉ đạo %(to)s, hạn trả lời %(due)s."), None, _words),
    Verb("steering.direction_answered", _("Trả lời ý kiến chỉ đạo."), None),
    Verb("steering.direction_extended", _("Gia hạn ý kiến chỉ đạo đến %(due)s."), None, _words),
    Verb("steering.direction_closed", _("Đóng ý kiến chỉ đạo."), None),
    Verb("steering.mailbox_set", _("Ghi địa chỉ nhận thư của mình."), None),
    Verb(
        "steering.lender_told",
        _("Thông báo tháng %(month)s cho %(to)s về người biệt phái tại %(unit)s."),
        None,
        _told,
    ),
    Verb("steering.reminder_answered", _("Trả lời văn bản đôn đốc số %(number)s/%(year)s về một hồ sơ."), None, _words),
)
