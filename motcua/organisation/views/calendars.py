"""The working calendar: what it knows, proposed days, what they would move, and the decision."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.clocks.calendar import Calendar, DayKind
from motcua.gate.services import uploading
from motcua.kernel.access import judge, require
from motcua.kernel.refusal import Refusal
from motcua.organisation import queries, services
from motcua.organisation.forms import Proposing
from motcua.organisation.queries.drafts import Draft, change_of, draft, drafts
from motcua.organisation.rules.calendars import DAY_KINDS
from motcua.organisation.rules.proposing import COLUMNS, days_of
from motcua.organisation.sockets import promises
from motcua.organisation.types import CALENDARS, MovedPromise, Verdict
from motcua.organisation.views.deciding import may, name_of
from motcua.ui import spreadsheet, words
from motcua.ui.acting import HttpRequest, having, put, today
from motcua.ui.types import Cell, Column, Fact, Tab, Table

MOST_SHOWN = 200
MOST = 4 * 2**20


@having(CALENDARS)
@require_safe
def calendars(request: HttpRequest) -> HttpResponse:
    """Show the calendar in force of a year, and the proposals."""
    on = today(request)
    province = queries.province(on)
    calendar, number = queries.calendar(province, on), queries.calendar_version(province, on)
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else on.year  # noqa: PLR2004  digits of a year
    context = {
        "number": number,
        "ends_on": calendar.ends_on,
        "may_decide": judge(request.actor, CALENDARS, province),
        "years": [
            Tab(str(one), f"?nam={one}", is_current=one == year)
            for one in range(max(calendar.begins_on.year, on.year - 2), calendar.ends_on.year + 1)
        ],
        "days": _days(calendar, year),
        "drafts": [
            {
                "url": reverse("organisation:calendar-draft", args=[one.id]),
                "words": _("%(count)s ngày, %(paper)s") % {"count": len(one.days), "paper": one.paper},
                "state": _state(one),
            }
            for one in drafts()
        ],
    }
    return render(request, "organisation/calendars.html", context)


def _days(calendar: Calendar, year: int) -> Table:
    kinds = {DayKind.OFF: _("nghỉ"), DayKind.WORK: _("làm bù"), DayKind.HALF: _("làm nửa ngày")}
    rows = [
        [
            Cell(words.weekday_day(day)),
            Cell(kinds[override.kind]),
            Cell(
                override.name,
                sub=_("đổi với %(day)s") % {"day": words.day(override.swap_with)} if override.swap_with else "",
            ),
        ]
        for day, override in sorted(calendar.overrides.items())
        if day.year == year
    ]
    caption = _("Ngày khác thường năm %(year)s") % {"year": year}
    return Table(caption, [Column(_("Ngày")), Column(_("Là ngày")), Column(_("Tên gọi"))], rows)


def _state(one: Draft) -> str:
    if one.verdict is None:
        return _("chờ quyết định")
    said = {"at": words.moment_short(one.decided_at) if one.decided_at else "", "who": name_of(one.decided_by)}
    return {
        Verdict.RECOUNT: _("đã dùng, tính lại ngày hẹn; %(at)s, %(who)s"),
        Verdict.KEEP: _("đã dùng, giữ ngày đã hẹn; %(at)s, %(who)s"),
        Verdict.DROP: _("đã bỏ; %(at)s, %(who)s"),
    }[one.verdict] % said


@uploading(most=MOST)
@having(CALENDARS)
@require_http_methods(["GET", "POST"])
def proposing(request: HttpRequest) -> HttpResponse:
    """Propose days, from a file or typed."""
    province = queries.province(today(request))
    hindrance = may(lambda: require(request.actor, CALENDARS, province, sentence=_whose()))
    form = Proposing(request.POST, request.FILES) if request.method == "POST" else Proposing()
    if form.is_bound and form.is_valid() and not hindrance:
        made = _propose(request, form)
        if made is not None:
            return redirect("organisation:calendar-draft", made)
    status = 403 if hindrance and form.is_bound else 422 if form.errors else 200
    kinds = [Fact(code, _(said)) for code, said in DAY_KINDS.items()]
    context = {
        "form": form,
        "rows": form.rows(),
        "hindrance": hindrance,
        "kinds": kinds,
        "ends_on": queries.calendar_ends(today(request)),
    }
    return render(request, "organisation/calendar_proposing.html", context, status=status)


def _whose() -> str:
    return _("Lịch làm việc là của cả tỉnh, chỉ người quản trị toàn tỉnh sửa được.")


def _propose(request: HttpRequest, form: Proposing) -> UUID | None:
    try:
        lines = _lines(form)
        days, wrong = days_of(lines, spreadsheet.day_of)
        for number, sentence in wrong.items():
            if form.cleaned_data["file"]:
                form.add_error("file", _("Dòng %(number)s: %(sentence)s") % {"number": number, "sentence": sentence})
            else:
                form.add_error(f"date{number}", sentence)
        if wrong:
            return None
        return services.propose_days(
            actor=request.actor, at=request.moment, days=days, until_year=form.cleaned_data["until_year"],
            paper=form.cleaned_data["paper"],
        )  # fmt: skip
    except Refusal as refusal:
        put(form, refusal)
        return None


def _lines(form: Proposing) -> list[tuple[int, dict[str, str]]]:
    file = form.cleaned_data["file"]
    if not file:
        return form.lines()
    rows = spreadsheet.read(file.read(spreadsheet.MOST_BYTES + 1))
    heading = [cell.strip().lower() for cell in rows[0][1]] if rows else []
    if "date" not in heading or "kind" not in heading:
        form.add_error(
            "file",
            _("Dòng đầu phải có cột date và kind. Các cột được đọc: %(columns)s.") % {"columns": ", ".join(COLUMNS)},
        )
        return []
    return [(number, dict(zip(heading, cells, strict=False))) for number, cells in rows[1:]]


@having(CALENDARS)
@require_http_methods(["GET", "POST"])
def calendar_draft(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Show what proposed days would move, and take the decision; afterwards what is still to be counted anew."""
    found = draft(proposal_id)
    province = queries.province(today(request))
    refusal = ""
    if request.method == "POST":
        require(request.actor, CALENDARS, province, sentence=_whose())
        try:
            said = _decided(request, found)
        except Refusal as problem:
            refusal = problem.sentence
        else:
            messages.success(request, said)
            return redirect("organisation:calendar-draft", proposal_id)
    change = change_of(found)
    waiting = found.verdict in {None, Verdict.RECOUNT}
    moved = [plug.moved(change, at=request.moment, most=MOST_SHOWN) for plug in promises] if change and waiting else []
    count = sum(one.count for one in moved)
    context = {
        "draft": found,
        "state": _state(found),
        "who": name_of(found.by_account),
        "days": _proposed(found),
        "count": count,
        "more": count - sum(len(one.lines) for one in moved),
        "moved": _moved([line for one in moved for line in one.lines]),
        "may_decide": judge(request.actor, CALENDARS, province),
        "whose": _whose(),
        "refusal": refusal,
    }
    return render(request, "organisation/calendar_draft.html", context, status=409 if refusal else 200)


def _decided(request: HttpRequest, found: Draft) -> str:
    word = request.POST.get("quyet-dinh", "")
    if word == "tiep":
        count = services.recount_on(actor=request.actor, at=request.moment, draft_id=found.id)
        return _("Đã tính lại thêm %(count)s hồ sơ.") % {"count": count}
    verdict = Verdict(word) if word in set(Verdict) else Verdict.DROP
    if word not in set(Verdict):
        raise Refusal(_("Chọn một trong ba cách: tính lại, giữ nguyên, hoặc bỏ dự thảo."))
    count = services.decide_days(actor=request.actor, at=request.moment, draft_id=found.id, verdict=verdict)
    return {
        Verdict.RECOUNT: _("Lịch mới có hiệu lực từ hôm nay. Đã tính lại ngày hẹn của %(count)s hồ sơ."),
        Verdict.KEEP: _("Lịch mới có hiệu lực từ hôm nay. Hồ sơ đã nhận giữ ngày đã hẹn."),
        Verdict.DROP: _("Đã bỏ dự thảo. Lịch không đổi."),
    }[verdict] % {"count": count}


def _proposed(found: Draft) -> Table:
    rows: list[list[Cell]] = []
    for day in found.days:
        swap = day["swap_with"]
        sub = (
            _("đổi với %(day)s") % {"day": words.day(date.fromisoformat(swap))} if swap else ", ".join(day["sessions"])
        )
        rows.append(
            [
                Cell(words.weekday_day(date.fromisoformat(day["on"]))),
                Cell(_(DAY_KINDS[day["kind"]]), sub=sub),
                Cell(day["name"]),
            ]
        )
    return Table(_("Ngày được đề xuất"), [Column(_("Ngày")), Column(_("Là ngày")), Column(_("Tên gọi"))], rows)


def _moved(lines: list[MovedPromise]) -> Table:
    def said(moment: Any) -> str:
        return words.moment(moment) if moment else _("đang tạm dừng")

    rows = [
        [
            Cell(line.label, url=line.url, sub=queries.short_name(line.unit)),
            Cell(said(line.old)),
            Cell(said(line.new)),
        ]
        for line in lines
    ]
    columns = [Column(_("Hồ sơ"), "code"), Column(_("Đang hẹn")), Column(_("Sẽ hẹn"))]
    return Table(_("Hồ sơ đang giải quyết sẽ đổi ngày hẹn"), columns, rows)
