"""Words of steering: whoever holds a dossier, and the verbs of the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from motcua.ledger.types import Verb
from motcua.organisation import queries as organisation


def holder_words(unit: UUID, post: UUID | None) -> str:
    """Say who holds a dossier: «Công chức Tư pháp – Hộ tịch, UBND xã Quảng Khê», or the unit alone."""
    name = organisation.short_name(unit)
    return f"{organisation.post(post).name}, {name}" if post else name


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
    Verb("steering.mailbox_set", _("Ghi địa chỉ nhận thư của mình."), None),
    Verb(
        "steering.lender_told",
        _("Thông báo tháng %(month)s cho %(to)s về người biệt phái tại %(unit)s."),
        None,
        _told,
    ),
    Verb("steering.reminder_answered", _("Trả lời văn bản đôn đốc số %(number)s/%(year)s về một hồ sơ."), None, _words),
)
