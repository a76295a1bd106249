"""Texts with places in braces, «{ma_ho_so}», that are filled when the text is used."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

PLACE = re.compile(r"\{([^{}]*)\}")


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put the values into a text's places; a place that is not known stays as it stands."""
    return PLACE.sub(lambda place: values.get(place[1], place[0]), text)


def places_in(text: str) -> frozenset[str]:
    """Return the names of a text's places."""
    return frozenset(PLACE.findall(text))


def places_fault(text: str, known: Collection[str]) -> str:
    """Say what is wrong with a text's places: one that is not known, a brace alone; empty where nothing is."""
    known = [f"{{{name}}}" for name in known]
    if unknown := next((name for name in PLACE.findall(text) if f"{{{name}}}" not in known), None):
        return _("Không có chỗ điền {%(name)s}. Dùng: %(known)s.") % {"name": unknown, "known": ", ".join(known)}
    if re.search(r"[{}]", PLACE.sub("", text)):
        return _("Dấu ngoặc nhọn phải đi thành cặp quanh tên chỗ điền, như %(place)s.") % {"place": known[0]}
    return ""
