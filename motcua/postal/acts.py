"""The acts of this module, in words, and the roles that have them by default; and its verbs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from motcua.ledger.types import Verb
from motcua.organisation import queries as organisation
from motcua.postal.types import DECIDE, LOOK, WORK, What

ACTS: tuple[tuple[str, str], ...] = (
    (LOOK, "Xem bưu gửi và biên bản giao nhận với bưu điện"),
    (WORK, "Giao nhận với bưu điện, lập bưu gửi"),
    (DECIDE, "Quyết định tin của bưu điện chưa rõ"),
)
ROLES: Mapping[str, frozenset[str]] = {
    "counter": frozenset({LOOK, WORK, DECIDE}),
    "leader": frozenset({LOOK}),
    "postal": frozenset({LOOK, WORK}),
}


def _words(facts: Mapping[str, Any]) -> dict[str, object]:
    words: dict[str, object] = dict(facts)
    if facts.get("unit"):
        words["unit"] = organisation.short_name(UUID(str(facts["unit"])))
    if facts.get("what"):
        words["what"] = What(facts["what"]).words
    if facts.get("signed"):
        signed = datetime.fromisoformat(str(facts["signed"]))
        words["signed"] = f"{signed:%H:%M} {signed.day}/{signed.month}/{signed.year}"
    return words


_SENTENCES: tuple[tuple[str, object], ...] = (
    ("postal.bag_opened", _("Mở túi bưu điện, biên bản số %(number)s, %(unit)s: %(count)s bưu gửi.")),
    (
        "postal.bag_signed",
        _("Ký biên bản số %(number)s với bưu điện lúc %(signed)s, %(unit)s: có %(count)s, khác %(differences)s."),
    ),
    ("postal.parcels_handed", _("Giao bưu điện %(count)s bưu gửi, biên bản số %(number)s, %(unit)s.")),
    ("postal.parcel_made", _("Lập bưu gửi: %(what)s.")),
    ("postal.ordered", _("Bưu điện nhận đơn, đã có mã bưu gửi.")),
    ("postal.order_failed", _("Bưu điện từ chối đơn, hoặc chưa rõ đã nhận chưa; chờ người xem.")),
    ("postal.order_repeated", _("Cho báo lại bưu điện, giữ số đơn cũ.")),
    ("postal.tracking_noted", _("Ghi mã bưu gửi theo giấy của bưu điện.")),
    ("postal.handed_over", _("Giao bưu điện: %(what)s.")),
    ("postal.moved", _("Bưu điện báo đang chuyển.")),
    ("postal.delivery_failed", _("Bưu điện báo phát chưa được.")),
    ("postal.delivered", _("Bưu điện báo đã phát: %(what)s.")),
    ("postal.returning", _("Bưu điện báo không phát được, chuyển hoàn.")),
    ("postal.taken_back", _("Nhận lại bưu gửi không phát được: %(what)s.")),
    ("postal.cancelled", _("Không gửi nữa, giữ lại ở quầy: %(what)s.")),
    ("postal.message_noted", _("Ghi tay tin của bưu điện.")),
    ("postal.message_settled", _("Quyết định một tin chưa rõ của bưu điện.")),
)
VERBS = tuple(Verb(code, sentence, None, _words) for code, sentence in _SENTENCES)
