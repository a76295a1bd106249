"""The acts of this module, in words, and the roles that have them by default; and its verbs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from motcua.kernel.money import dong
from motcua.ledger.types import Verb
from motcua.organisation import queries as organisation
from motcua.payments.types import ALLOW, CANCEL, CLOSE, LOOK, OPEN, SETTLE, TAKE

ACTS: tuple[tuple[str, str], ...] = (
    (TAKE, "Ghi khoản phải nộp, thu phí, cấp biên lai"),
    (CANCEL, "Huỷ biên lai"),
    (LOOK, "Xem quỹ trong ngày và đối soát"),
    (CLOSE, "Chốt quỹ trong ngày"),
    (SETTLE, "Lập bảng đối soát quý"),
    (ALLOW, "Cho trả kết quả trước khi nộp phí"),
    (OPEN, "Mở quyển biên lai"),
)
ROLES: Mapping[str, frozenset[str]] = {
    "counter": frozenset({TAKE, CANCEL, LOOK, CLOSE, SETTLE, OPEN}),
    "leader": frozenset({LOOK, SETTLE, ALLOW, OPEN}),
}


def _words(facts: Mapping[str, Any]) -> dict[str, object]:
    words: dict[str, object] = dict(facts)
    for name in ("cash", "transfer", "counted", "difference", "total"):
        if name in facts:
            words[name] = dong(int(facts[name]))
    if facts.get("unit"):
        words["unit"] = organisation.short_name(UUID(str(facts["unit"])))
    if "serial" in facts:
        words["serial"] = facts["serial"] or _("không có")
        words["until"] = facts["until"] or _("hết năm")
    return words


VERBS = (
    Verb(
        "payments.till_closed",
        _("Chốt quỹ ngày %(on)s, %(unit)s: tiền mặt %(cash)s, đếm được %(counted)s, chênh %(difference)s."),
        None,
        _words,
    ),
    Verb(
        "payments.settled",
        _("Lập bảng đối soát quý %(quarter)s/%(year)s, %(unit)s, lần thứ %(version)s: %(total)s."),
        None,
        _words,
    ),
    Verb(
        "payments.book_opened",
        _(
            "Mở quyển biên lai %(book)s/%(year)s, %(unit)s, ký hiệu %(serial)s, từ số %(first)s đến %(until)s; "
            "quyển trước còn %(unused)s số không dùng."
        ),
        None,
        _words,
    ),
)
