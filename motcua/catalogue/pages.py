"""Procedures in words and tables, ready to be shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from motcua.catalogue import queries
from motcua.catalogue.queries import LevelList
from motcua.catalogue.rules import kept_years, online_mode, step_name
from motcua.catalogue.types import (
    COMPETENT_COMMUNE,
    OUTSIDE,
    RECEIVING_COUNTER,
    Case,
    Exemption,
    OnlineMode,
    OnlineScale,
    Paper,
    ProcedureVersion,
    Process,
    Step,
)
from motcua.clocks.limits import describe_limit, say_amount
from motcua.kernel.money import dong
from motcua.organisation import queries as organisation
from motcua.ui import parts, words
from motcua.ui.flow import Box, Flow
from motcua.ui.types import Cell, Column, Fact, Tab, Table

FULL = 100
LEVELS = {
    "commune": gettext_noop("UBND xã, phường, thị trấn"),
    "district": gettext_noop("UBND huyện, thành phố"),
    "province": gettext_noop("UBND tỉnh"),
    "department": gettext_noop("Sở, ban, ngành của tỉnh"),
}
COUNTERS = {
    "commune": gettext_noop("Bộ phận một cửa của xã, phường, thị trấn"),
    "district": gettext_noop("Bộ phận một cửa của huyện, thành phố"),
    "province": gettext_noop("Trung tâm Phục vụ hành chính công tỉnh"),
}
ROLES = {
    "counter": gettext_noop("Công chức một cửa"),
    "specialist": gettext_noop("Công chức chuyên môn"),
    "section_head": gettext_noop("Lãnh đạo phòng"),
    "leader": gettext_noop("Lãnh đạo cơ quan"),
    "document_clerk": gettext_noop("Văn thư"),
}
ONLINE_MODES = {
    OnlineMode.INFORMATION: gettext_lazy("cung cấp thông tin trực tuyến"),
    OnlineMode.PARTIAL: gettext_lazy("trực tuyến một phần"),
    OnlineMode.FULL: gettext_lazy("trực tuyến toàn trình"),
}
PLACES = {
    RECEIVING_COUNTER: gettext_noop("nơi nhận hồ sơ"),
    COMPETENT_COMMUNE: gettext_noop("xã, phường, thị trấn nơi cư trú của chủ hồ sơ"),
    OUTSIDE: gettext_noop("cơ quan ngoài hệ thống, ghi nhận tại nơi nhận hồ sơ"),
    "": gettext_noop("cơ quan giải quyết"),
}


def fields(counts: Iterable[tuple[str, int]]) -> Table:
    """Return the fields with how many procedures each has."""
    address = reverse("catalogue:procedures")
    rows = [
        (
            Cell(field or _("Chưa xếp lĩnh vực"), f"{address}?{urlencode({'linh-vuc': field})}" if field else ""),
            Cell(str(count)),
        )
        for field, count in counts
    ]
    return Table(_("Lĩnh vực"), (Column(_("Lĩnh vực")), Column(_("Số thủ tục"), "number")), rows)


def found(versions: Iterable[ProcedureVersion]) -> Table:
    """Return the procedures of a list."""
    rows = [
        (
            Cell(_named(version)),
            Cell(limit_words(version)),
            Cell("; ".join(received_at(version))),
        )
        for version in versions
    ]
    return Table(_("Thủ tục"), (Column(_("Thủ tục")), Column(_("Thời hạn")), Column(_("Nộp tại"))), rows)


def procedure(version: ProcedureVersion, *, on: date, is_current: bool) -> dict[str, Any]:
    """Return everything of a procedure's page."""
    return {
        "procedure": version,
        "when": "" if is_current else _when(version, on),
        "facts": _facts(version, on),
        "exemptions": _exemptions(version),
        "cases": [(_case_words(case, version), _papers(case)) for case in version.cases],
        "processes": [
            (_process_words(process, version), flow_of(process), _steps(process)) for process in version.processes
        ],
        "doubts": queries.doubts(version),
        "later_law": version.has_later_law,
    }


def _named(version: ProcedureVersion) -> SafeString:
    """Return the link to a procedure with its code and field beneath."""
    link = format_html('<a href="{}">{}</a>', reverse("catalogue:procedure", args=[version.code]), version.name)
    return _with_beneath(link, f"{version.code} · {version.field}")


def _with_beneath(text: str, beneath: str) -> SafeString:
    return format_html("{}{}", text, _under(beneath))


def _under(text: str) -> SafeString:
    """Return a quiet line beneath, in both frames; nothing for nothing."""
    return format_html('<br><span class="mc-quiet mc-small">{}</span>', text) if text else SafeString("")


def limit_words(version: ProcedureVersion) -> str:
    """Say the limit: «5 ngày làm việc», or that nobody has set one."""
    return describe_limit(version.limit) if version.has_limit else _("chưa công bố")


def received_at(version: ProcedureVersion) -> list[str]:
    """Say where it is handed in."""
    return [_(COUNTERS[level]) for level in version.receive_levels] or [_("chưa xác định")]


def decided_by(version: ProcedureVersion) -> list[str]:
    """Say who decides."""
    if version.decide_unit:
        return [organisation.short_name(organisation.unit_by_code(version.decide_unit).id)]
    return [_(LEVELS[level]) for level in version.decide_levels] or [_("chưa xác định")]


def fee_words(version: ProcedureVersion) -> str:
    """Say the fee: one amount, several by case, free, or not known."""
    amounts = [dong(line.amount) + (f" ({line.note})" if line.note else "") for line in version.fees if line.amount]
    if amounts:
        several = _(" (tuỳ trường hợp)") if len(amounts) > 1 else ""
        return "; ".join(amounts) + several
    return _("không thu") if version.fee == 0 else _("theo mức của tỉnh")


def exemption_words(line: Exemption) -> str:
    """Say who pays less: «Hộ nghèo: miễn»."""
    if line.amount is not None:
        return _("%(who)s: giảm %(amount)s") % {"who": line.who, "amount": dong(line.amount)}
    if line.percent == FULL:
        return _("%(who)s: miễn") % {"who": line.who}
    return _("%(who)s: giảm %(percent)s%%") % {"who": line.who, "percent": line.percent}


def _exemptions(version: ProcedureVersion) -> Table | None:
    rows = [(Cell(exemption_words(line), sub=line.basis), Cell(line.proof)) for line in version.exemptions]
    return (
        Table(_("Miễn, giảm phí"), (Column(_("Ai được miễn, giảm")), Column(_("Giấy chứng minh"))), rows)
        if rows
        else None
    )


def _when(version: ProcedureVersion, on: date) -> str:
    if version.valid_from > on:
        return _("Thủ tục này chưa áp dụng: bản công bố có hiệu lực từ ngày %(day)s.") % {
            "day": words.day(version.valid_from)
        }
    assert version.valid_to is not None, "an open version that has begun is in force"
    return _("Thủ tục này không còn áp dụng, hết hiệu lực sau ngày %(day)s.") % {"day": words.day(version.valid_to)}


def online_fact(version: ProcedureVersion, on: date) -> Fact:
    """Say how far it can be done online, in the scale of the day; what only follows from the older level is assumed."""
    if queries.online_scale(on) is OnlineScale.MODES or (version.online_mode and not version.online_level):
        mode, follows = online_mode(version)
        return Fact(_("Dịch vụ công trực tuyến"), str(ONLINE_MODES[mode]) if mode else _("chưa biết"), assumed=follows)
    level = f"{version.online_level}" if version.online_level else _("chưa biết")
    return Fact(_("Mức độ trực tuyến"), level, assumed="online_level" in version.assumed)


def keeping_fact(version: ProcedureVersion, on: date) -> Fact:
    """Say how long its dossiers are kept; what is only usual in the province is assumed."""
    years, assumed = kept_years(version, queries.usual_keeping(on))
    said = _("vĩnh viễn") if years is None else _("%(years)s năm từ ngày có kết quả") % {"years": years}
    return Fact(_("Lưu hồ sơ"), said, assumed=assumed)


def _facts(version: ProcedureVersion, on: date) -> list[Fact]:
    assumed = version.assumed
    elsewhere = _("ngoài bộ phận một cửa (lưu động, tại chỗ); hồ sơ vẫn theo dõi trên hệ thống")
    return [
        Fact(_("Mã thủ tục"), version.code),
        Fact(_("Lĩnh vực"), version.field),
        Fact(_("Nộp tại"), "; ".join(received_at(version)), assumed="receiving_level" in assumed),
        Fact(_("Cách nhận"), elsewhere if version.received_elsewhere else ""),
        Fact(_("Làm trọn tại một cửa"), _("có") if version.wholly_at_counter else ""),
        Fact(_("Cơ quan giải quyết"), "; ".join(decided_by(version)), assumed="competent_level" in assumed),
        Fact(_("Thời hạn giải quyết"), limit_words(version), assumed="limit" in assumed),
        Fact(_("Về thời hạn"), _said(version.limit_note)),
        Fact(_("Phí, lệ phí"), fee_words(version)),
        Fact(_("Về phí"), version.fee_note),
        Fact(_("Đối tượng thực hiện"), version.subjects),
        Fact(_("Cách thức thực hiện"), version.method),
        Fact(_("Số bộ hồ sơ"), str(version.sets or "")),
        Fact(_("Yêu cầu, điều kiện"), version.conditions),
        Fact(_("Kết quả"), version.result.replace(" | ", "; ") or _("chưa ghi"), assumed="result" in assumed),
        online_fact(version, on),
        Fact(_("Vì sao chưa làm trọn trực tuyến"), version.online_reason),
        keeping_fact(version, on),
        Fact(_("Cơ quan phối hợp"), version.linked_agencies.replace(" > ", ", ")),
        Fact(_("Căn cứ pháp lý"), "; ".join(version.legal_basis)),
        Fact(_("Quyết định công bố"), version.published_by),
        Fact(
            _("Bản công bố"),
            _("số %(number)s, dùng từ ngày %(day)s") % {"number": version.number, "day": words.day(version.valid_from)},
        ),
    ]


def _said(note: str) -> str:
    """Return what a source says of the limit, without what its compilers noted behind it."""
    return note.partition(" | ")[0]


def _case_words(case: Case, version: ProcedureVersion) -> str:
    if case.label:
        return case.name
    return _("Giấy tờ chung") if len(version.cases) > 1 else _("Giấy tờ cần nộp")


def _papers(case: Case) -> Table:
    rows = [
        (Cell(str(number)), Cell(_paper(paper)), Cell(paper_counts(paper)))
        for number, paper in enumerate(case.papers, start=1)
    ]
    columns = (Column(_("Số"), "number"), Column(_("Tên giấy tờ")), Column(_("Số bản")))
    return Table(case.name or _("Giấy tờ"), columns, rows)


def _paper(paper: Paper) -> SafeString:
    """Return the full name with what must be said of it."""
    notes = [paper.form_code, paper.note, "" if paper.required == "yes" else _("nộp khi thuộc trường hợp")]
    if "later_law" in paper.assumed:
        notes.append(_("theo quy định ban hành sau"))
    beneath = "; ".join(note for note in notes if note)
    return format_html(
        "{}{}{}",
        paper.name,
        format_html(" {}", parts.assumed(_("Số bản của giấy tờ là giả định.")))
        if "paper_count" in paper.assumed
        else "",
        _under(beneath),
    )


def paper_counts(paper: Paper) -> str:
    """Say how many of what are wanted."""
    counted = [
        (paper.originals, _("%(count)s bản chính")),
        (paper.certified, _("%(count)s bản sao chứng thực")),
        (paper.copies, _("%(count)s bản chụp")),
    ]
    said = [sentence % {"count": count} for count, sentence in counted if count]
    return ", ".join(said) or (_("xuất trình") if paper.kind == "present" else "–")


def _process_words(process: Process, version: ProcedureVersion) -> SafeString:
    """Return the heading of a process: for which counter where there are several, and what is doubtful of it."""
    where = _(COUNTERS[process.level]) if len(version.processes) > 1 else ""
    marks = [parts.assumed()] if process.assumed else []
    over = parts.sign("late", _("quá thời hạn")) if process.exceeds_limit else ""
    return format_html("{} {} {}", where, format_html_join("", "{}", ((mark,) for mark in marks)), over)


def _steps(process: Process) -> Table:
    rows = [
        (
            Cell(str(step.no)),
            Cell(_with_beneath(step.name, _beneath(step))),
            Cell(place_of(step)),
            Cell(_hours(step.hours)),
        )
        for step in process.steps
    ]
    columns = (
        Column(_("Bước"), "number"),
        Column(_("Việc")),
        Column(_("Nơi làm")),
        Column(_("Giờ làm việc"), "number"),
    )
    total = _("Các bước, tổng %(hours)s giờ làm việc") % {"hours": say_amount(process.hours)}
    return Table(total, columns, rows)


def flow_of(process: Process) -> Flow:
    """Return a process as a picture: a lane for each agency with its hours, steps of one group in one column."""
    places = list(dict.fromkeys(_agency(step) for step in process.steps))
    columns, after = _order(process.steps)
    boxes = [
        Box(
            str(step.no),
            str(_(step_name(step.action_code))),
            _("%(hours)s giờ") % {"hours": say_amount(step.hours)} if step.hours else "",
            places.index(_agency(step)),
            columns[step.no],
            tuple(map(str, after[step.no])),
        )
        for step in process.steps
    ]
    lanes = [(place, _lane_hours(process, place)) for place in places]
    said = "; ".join(f"{name}: {hours}" if hours else name for name, hours in lanes)
    return Flow(lanes, boxes, _("Quy trình qua %(agencies)s.") % {"agencies": said})


def _order(steps: Sequence[Step]) -> tuple[dict[int, int], dict[int, tuple[int, ...]]]:
    """Return each step's column, and after which steps it comes: those it needs, else whatever ends what stands before."""
    columns: dict[int, int] = {}
    after: dict[int, tuple[int, ...]] = {}
    before: tuple[int, ...] = ()
    for _group, several in groupby(steps, key=lambda step: step.parallel_group or step.no):
        here = tuple(several)
        start = max(columns.values(), default=-1) + 1
        for step in here:
            columns[step.no] = max((columns[no] + 1 for no in step.needs), default=start)
            after[step.no] = step.needs or before
        needed = {no for step in here for no in step.needs}
        before = tuple(step.no for step in here if step.no not in needed)
    return columns, after


def _agency(step: Step) -> str:
    """Return whose lane a step stands in: of an agency outside the system by its own name."""
    place = step.agency if step.unit == OUTSIDE and step.agency else place_of(step)
    return place[:1].upper() + place[1:]


def _lane_hours(process: Process, place: str) -> str:
    hours = sum((step.hours or Decimal(0) for step in process.steps if _agency(step) == place), Decimal(0))
    return _("%(hours)s giờ") % {"hours": say_amount(hours)} if hours else ""


def _beneath(step: Step) -> str:
    beside = _("làm song song, nhóm %(group)s") % {"group": step.parallel_group} if step.parallel_group else ""
    return "; ".join(part for part in (_(ROLES[step.role]), beside, needs_words(step)) if part)


def needs_words(step: Step) -> str:
    """Say which steps' results a step needs first; empty where it needs none."""
    needs = ", ".join(map(str, step.needs))
    return _("cần kết quả bước %(steps)s") % {"steps": needs} if needs else ""


def place_of(step: Step) -> str:
    """Say where a step is done."""
    if step.unit in PLACES:
        return _(PLACES[step.unit])
    return organisation.short_name(organisation.unit_by_code(step.unit).id)


def hours_words(step: Step) -> str:
    """Say how long a step takes."""
    return _("%(hours)s giờ") % {"hours": _hours(step.hours)}


def _hours(hours: Decimal | None) -> str:
    return "–" if hours is None else say_amount(hours)


def level_page(lists: Sequence[LevelList], wanted: str) -> dict[str, Any]:
    """Return the lists of one level: at the counter, elsewhere, and the share done wholly at the counter."""
    shown = next((one for one in lists if one.level == wanted), lists[0])
    address = reverse("catalogue:lists")
    tabs = [
        Tab(_(COUNTERS[one.level]), f"{address}?cap={one.level}", len(one.at_counter), is_current=one is shown)
        for one in lists
    ]
    words = _(
        "%(count)s trong %(all)s thủ tục (%(share)s%%) làm trọn tại một cửa; mức cần đạt là %(goal)s%% (TT 01/2018, Điều 6)."
    )
    told = {"count": len(shown.wholly), "all": len(shown.at_counter), "share": shown.share, "goal": shown.goal}
    return {
        "tabs": tabs,
        "share": words % told,
        "at_counter": _listed(_("Nhận tại bộ phận một cửa"), shown.at_counter),
        "elsewhere": _listed(_("Nhận ngoài bộ phận một cửa, vẫn theo dõi"), shown.elsewhere),
    }


def _listed(title: str, versions: Sequence[ProcedureVersion]) -> Table | None:
    rows = [
        (Cell(_named(one)), Cell(limit_words(one)), Cell(_("có") if one.wholly_at_counter else "–")) for one in versions
    ]
    columns = (Column(_("Thủ tục")), Column(_("Thời hạn")), Column(_("Làm trọn tại một cửa")))
    return Table(title, columns, rows) if rows else None
