"""The province's settings: what is in force, from where, and another value from a day on."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.kernel.access import require
from motcua.kernel.refusal import Refusal
from motcua.organisation import queries, services
from motcua.organisation.forms import Setting
from motcua.organisation.queries.form_texts import previewed
from motcua.organisation.queries.setting_lines import (
    SettingLine,
    SettingVersion,
    choices_of,
    setting_line,
    setting_lines,
)
from motcua.organisation.rules.settings import ONE_WAY, in_words, read_value
from motcua.organisation.services.change_setting import check_setting
from motcua.organisation.types import SETTINGS
from motcua.organisation.views.deciding import Decision, decide, may, name_of
from motcua.ui import words
from motcua.ui.acting import HttpRequest, having, sent, today
from motcua.ui.types import Cell, Column, Table


@having(SETTINGS)
@require_safe
def settings(request: HttpRequest) -> HttpResponse:
    """List the settings in force, where each comes from and what is to come; sentences on forms have a page of their own."""
    lines = [line for line in setting_lines(today(request)) if line.setting.kind != "sentence"]
    groups = [_table(group, list(some)) for group, some in groupby(lines, key=lambda line: line.setting.group)]
    fixed = Table(
        _("Bản này chỉ có một cách"),
        [Column(_("Điều")), Column(_("Đang là")), Column(_("Vì sao chưa chọn được"))],
        [[Cell(_(one.label)), Cell(_(one.value)), Cell(_(one.why))] for one in ONE_WAY],
    )
    return render(request, "organisation/settings.html", {"groups": groups, "fixed": fixed})


@having(SETTINGS)
@require_safe
def form_texts(request: HttpRequest) -> HttpResponse:
    """List the sentences on printed forms that the province may word itself, as they are and will be."""
    lines = [line for line in setting_lines(today(request)) if line.setting.kind == "sentence"]
    return render(request, "organisation/form_texts.html", {"texts": _table(lines[0].setting.group, lines)})


def _table(group: str, lines: list[SettingLine]) -> Table:
    rows = [
        [
            Cell(
                _(line.setting.label),
                url=reverse("organisation:setting", args=[line.setting.key]),
                sub=line.setting.basis,
            ),
            Cell(line.words, sub=_coming(line)),
            Cell(_source(line)),
        ]
        for line in lines
    ]
    return Table(_(group), [Column(_(group)), Column(_("Đang dùng")), Column(_("Từ đâu"))], rows)


def _source(line: SettingLine) -> str:
    if line.setting.kind == "sentence" and line.value is None:
        return _("lời thường của mẫu")
    if line.since is None:
        return _("thư mục dữ liệu của tỉnh") if line.value is not None else _("chưa đặt")
    return _("màn hình này, từ %(day)s") % {"day": words.day(line.since.valid_from)}


def _coming(line: SettingLine) -> str:
    if line.coming is None:
        return ""
    return _("từ %(day)s: %(value)s") % {"day": words.day(line.coming.valid_from), "value": line.coming.words}


@having(SETTINGS)
@require_http_methods(["GET", "POST"])
def setting(request: HttpRequest, key: str) -> HttpResponse:
    """Show a setting with every version; give it another value from a day on."""
    on = today(request)
    line = setting_line(key, on)
    allowed = choices_of(line.setting)
    form = Setting(sent(request), line.setting, allowed, line.value, on)
    printed = line.setting.kind == "sentence"

    def preview(given: dict[str, Any]) -> list[str]:
        value = check_setting(key=key, at=request.moment, **given)
        values = {
            "day": words.weekday_day(given["valid_from"]),
            "label": _(line.setting.label),
            "new": in_words(line.setting, value, allowed),
            "old": line.words,
        }
        if printed:
            return [
                _("Từ %(day)s, «%(label)s» in: «%(new)s», thay cho «%(old)s».") % values,
                _(
                    "Giấy lập từ ngày ấy mang lời này; giấy đã lập giữ lời cũ, in lại cũng vậy. Huỷ được trước ngày áp dụng."
                ),
            ]
        return [
            _("Từ %(day)s, «%(label)s» là: %(new)s (đang là: %(old)s).") % values,
            _("Hồ sơ nhận trước ngày ấy giữ thiết lập của ngày nhận. Huỷ được trước ngày áp dụng."),
        ]

    def picture(given: dict[str, Any]) -> bytes:
        value, _fault = read_value(line.setting, given["value"], allowed)
        return previewed(line.setting, value, given["valid_from"])

    def act(given: dict[str, Any]) -> str:
        services.change_setting(actor=request.actor, at=request.moment, key=key, **given)
        return reverse("organisation:setting", args=[key])

    hindrance = may(
        lambda: require(
            request.actor,
            SETTINGS,
            queries.province(on),
            sentence=_("Thiết lập là của cả tỉnh, chỉ người quản trị toàn tỉnh đổi được."),
        )
    )
    shown = f"«{line.words}»" if printed else line.words
    lead = _("Đang dùng: %(value)s. Nguồn: %(source)s.") % {"value": shown, "source": _source(line)}
    decision = Decision(
        _(line.setting.label),
        (reverse("organisation:form-texts"), _("Lời in trên giấy"))
        if printed
        else (reverse("organisation:settings"), _("Thiết lập của tỉnh")),
        _("Dùng lời này") if printed else _("Đặt giá trị này"),
        _("Đã ghi. Thiết lập đổi từ ngày đã chọn."),
        preview,
        act,
        picture=picture if printed else None,
        lead=lead,
        hindrance=hindrance,
        more={"versions": [_version(one, on) for one in line.versions], "may_undo": not hindrance},
    )
    return decide(request, form, decision)


def _version(one: SettingVersion, on: Any) -> dict[str, Any]:
    return {
        "id": one.id,
        "sentence": _("Từ %(day)s: %(value)s. %(reason)s")
        % {"day": words.day(one.valid_from), "value": one.words, "reason": one.reason},
        "who": _("%(at)s, %(who)s") % {"at": words.moment_short(one.at), "who": name_of(one.by_account)},
        "undone": _("đã huỷ %(at)s, %(who)s") % {"at": words.moment_short(one.undone_at), "who": name_of(one.undone_by)}
        if one.undone_at
        else "",
        "is_open": one.is_open(on),
    }


@having(SETTINGS)
@require_POST
def undoing(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """Take a change back before its day."""
    try:
        key = services.undo_setting(actor=request.actor, at=request.moment, change_id=change_id)
    except Refusal as refusal:
        if refusal.status == 404:  # noqa: PLR2004  not found stays not found
            raise
        messages.error(request, refusal.sentence)
        return redirect("organisation:settings")
    messages.success(request, _("Đã huỷ thay đổi; cả hai còn trong lịch sử."))
    return redirect("organisation:setting", key)
