"""The ledger's verbs of this module."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.ledger.types import Verb
from motcua.privacy.types import GROUNDS, Ground


def _words(facts: Mapping[str, Any]) -> dict[str, object]:
    words: dict[str, object] = dict(facts)
    if facts.get("ground"):
        words["ground"] = GROUNDS[Ground(facts["ground"])]
    return words


VERBS = (
    Verb("privacy.proposed", _("Đề nghị xoá dữ liệu cá nhân (%(subjects)s): %(ground)s."), None, _words),
    Verb("privacy.approved", _("Duyệt xoá dữ liệu cá nhân."), None),
    Verb("privacy.declined", _("Không duyệt xoá dữ liệu cá nhân."), None),
    Verb("privacy.given", _("Đưa cho một người mọi dữ liệu đang giữ về họ."), None),
    Verb("privacy.looks_told", _("Cho một người biết ai đã xem dữ liệu của họ."), None),
    Verb("privacy.carried_out", _("Đã xoá dữ liệu cá nhân (%(subjects)s)."), None),
)
