"""The province's own sentences on printed forms: filled for a print, and tried on one that is only thought of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings as django_settings
from django.utils.translation import gettext as _

from motcua.organisation.queries.codes import settings
from motcua.organisation.queries.shelf import settings_from, settings_in_time
from motcua.organisation.queries.units import short_name
from motcua.organisation.rules.settings import PRINTED, SettingKind
from motcua.prints import queries as prints
from motcua.prints.types import FILLED
from motcua.ui.places import fill, places_in


def form_texts(form: str, on: date, *, unit: UUID, person: str) -> dict[str, str]:
    """Return the province's own sentences on a form in force on a day, by place, filled; empty where it has none.

    A sentence with a place for which the settings hold nothing is left out: the form's usual words stand there.
    ``unit`` is whose counter people go to, ``person`` who signs. From memory: receiving asks every time.
    """
    found = settings(on)
    texts: Mapping[str, str] = found.prints.get("texts", {}).get(form, {})
    if not any(texts.values()):
        return {}
    values = _values(found.contact) | {"đơn vị": short_name(unit), "người phụ trách": person}
    return {
        place: fill(text, values)
        for place, text in texts.items()
        if text and all(values[name] for name in places_in(text))
    }


def previewed(setting: SettingKind, text: str | None, valid_from: date) -> bytes:
    """Return a picture (PNG) of the form as it would look on a day with this sentence and those of that day."""
    number, content = _to_come(setting, text, valid_from)[-1]
    form, _place = _form_of(setting)
    return prints.preview(
        form, _on_sample(form, content), form_set=str(settings_from(number, content).prints["form_set"])
    )


def print_fault(setting: SettingKind, text: str | None, valid_from: date) -> str:
    """Say why a sentence cannot be printed from a day on: a place that has nothing, a sheet that outgrows itself; else empty."""
    if setting.kind != "sentence" or text is None:
        return ""
    contents = [content for _number, content in _to_come(setting, text, valid_from)]
    values = _values(contents[-1]["contact"])
    if bare := next((name for name in FILLED if name in places_in(text) and not values.get(name, "-")), None):
        return _("Chỗ {%(place)s} chưa có gì để điền: đặt ở Thiết lập của tỉnh, mục Tên gọi và liên hệ.") % {
            "place": bare
        }
    form, _place = _form_of(setting)
    if any(prints.outgrows(form, _on_sample(form, content)) for content in contents):
        return _("Lời này làm giấy sang thêm một trang. Viết ngắn hơn, ở đây hoặc ở chỗ khác của cùng mẫu.")
    return ""


def _form_of(setting: SettingKind) -> tuple[str, str]:
    form, place = setting.key.removeprefix(f"{PRINTED}.").split(".")
    return form, place


def _to_come(setting: SettingKind, text: str | None, valid_from: date) -> list[tuple[int, dict[str, Any]]]:
    """Return number and settings of every period from a day on with this sentence, the last first."""
    periods = settings_in_time(besides=[(setting.key, text, valid_from)])
    return [(number, content) for since, number, content in periods if since is not None and since >= valid_from]


def _on_sample(form: str, content: Mapping[str, Any]) -> dict[str, str]:
    texts: Mapping[str, str] = content["prints"].get("texts", {}).get(form, {})
    values = {**FILLED, **{name: value for name, value in _values(content["contact"]).items() if value}}
    return {place: fill(text, values) for place, text in texts.items() if text}


def _values(contact: Mapping[str, str]) -> dict[str, str]:
    """Return what the province's own settings put into the places."""
    return {
        "điện thoại": contact.get("hotline", ""),
        "thư điện tử": contact.get("email", ""),
        "địa chỉ": contact.get("address", ""),
        "trang tra cứu": f"{django_settings.PUBLIC_URL.split('//')[-1]}/tra-cuu",
    }
