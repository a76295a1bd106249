"""The province's settings over the API: each with its value in force, and another value from a day on."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from pydantic import Field

from motcua.kernel.access import require
from motcua.organisation import services
from motcua.organisation.queries.setting_lines import SettingLine, setting_line, setting_lines
from motcua.organisation.types import SETTINGS
from motcua.ui.bodies import Day, Strict, Words, problems

router = Router(tags=["Thiết lập"])


class SettingOut(Schema):
    """A setting in force; ``value`` as a program reads it, ``words`` as people do, ``since`` where a screen changed it.

    ``coming_change`` is what ``undo_setting`` takes until that day.
    """

    key: str
    label: str
    kind: str
    value: bool | int | str | list[str] | None
    words: str
    since: date | None
    coming: date | None
    coming_change: UUID | None
    basis: str


class SettingsOut(Schema):
    """Every setting, in the order of the page."""

    settings: list[SettingOut]


class SettingIn(Strict):
    """Another value as it is typed («yes», «30», «A»), or several, from a day on, with the reason."""

    value: Words | Annotated[list[Words], Field(max_length=50)]
    valid_from: Day
    reason: Words


@router.get("/settings", response={200: SettingsOut, **problems(403)}, operation_id="settings")
def settings(request: HttpRequest) -> dict[str, Any]:
    """Thiết lập của tỉnh đang dùng."""
    actor, on = request.actor, request.moment.date()  # type: ignore[attr-defined]
    require(actor, SETTINGS)
    return {"settings": [_setting(line) for line in setting_lines(on)]}


@router.get("/settings/{key}", response={200: SettingOut, **problems(403, 404)}, operation_id="setting")
def setting(request: HttpRequest, key: str) -> dict[str, Any]:
    """Một thiết lập."""
    actor, on = request.actor, request.moment.date()  # type: ignore[attr-defined]
    require(actor, SETTINGS)
    return _setting(setting_line(key, on))


@router.post("/settings/{key}", response={201: SettingOut, **problems(403, 404, 409)}, operation_id="change_setting")
def change(request: HttpRequest, key: str, payload: SettingIn) -> Any:
    """Đặt giá trị khác từ một ngày."""
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]
    services.change_setting(actor=actor, at=at, key=key, **payload.model_dump())
    return Status(201, _setting(setting_line(key, at.date())))


@router.post(
    "/setting-changes/{change}/undoing", response={204: None, **problems(403, 404, 409)}, operation_id="undo_setting"
)
def undo(request: HttpRequest, change: UUID) -> Any:
    """Huỷ thay đổi chưa đến ngày áp dụng."""
    services.undo_setting(actor=request.actor, at=request.moment, change_id=change)  # type: ignore[attr-defined]
    return Status(204, None)


def _setting(line: SettingLine) -> dict[str, Any]:
    kind = line.setting
    return {
        "key": kind.key,
        "label": _(kind.label),
        "kind": kind.kind,
        "value": line.value,
        "words": line.words,
        "since": line.since.valid_from if line.since else None,
        "coming": line.coming.valid_from if line.coming else None,
        "coming_change": line.coming.id if line.coming else None,
        "basis": kind.basis,
    }
