"""The narrative report: its items with their usual words by the day they hold from, and the figures that fill them (TT 01/2018 Đ11).

The items are the circular's; the words are ours, with places that are filled from the records, and anybody may change them in
a draft. What nothing is collected for is said.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

import orjson
from django.utils.translation import gettext as _

from motcua.catalogue import queries as catalogue
from motcua.dossiers.queries import By, Figure, Period, Side
from motcua.kernel.actor import Actor
from motcua.organisation import queries as organisation
from motcua.organisation.queries.orders import units_reached
from motcua.ratings import queries as ratings
from motcua.ratings.types import Satisfaction
from motcua.supervision import cuts, pages
from motcua.supervision.cuts import Asked
from motcua.supervision.levels import level_of, units_meant
from motcua.supervision.periods import Span, period_of
from motcua.supervision.reports import day_of
from motcua.ui import words

SPANS = (Span.MONTH, Span.QUARTER, Span.YEAR)


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the report: its title, and its usual words with places."""

    key: str
    title: str
    usual: str


@dataclass(frozen=True, slots=True)
class NarrativeTemplate:
    """The items that a regulation asks for, from a day on."""

    name: str
    since: date
    basis: str
    items: tuple[Item, ...]


TEMPLATES = (
    NarrativeTemplate(
        "tt01_2018",
        date(2019, 1, 6),
        "Thông tư 01/2018/TT-VPCP, Điều 11",
        (
            Item(
                "implementation",
                "Tình hình triển khai cơ chế một cửa, một cửa liên thông",
                "{don_vi} thực hiện {thu_tuc} thủ tục hành chính tại Bộ phận Một cửa, trong đó {muc_3} thủ tục cung cấp trực tuyến "
                "mức độ 3, {muc_4} thủ tục mức độ 4.",
            ),
            Item(
                "handling",
                "Kết quả tiếp nhận, giải quyết thủ tục hành chính",
                "{tu_den}: kỳ trước chuyển sang {ky_truoc} hồ sơ; tiếp nhận {tiep_nhan} hồ sơ, trong đó trực tuyến {truc_tuyen}, "
                "tại quầy {tai_quay}, qua bưu chính {buu_chinh}.\n"
                "Đã giải quyết {da_giai_quyet} hồ sơ: trước hạn {truoc_han}, đúng hạn {dung_han}, quá hạn {qua_han}, rút hoặc dừng "
                "{rut_dung}. Đang giải quyết {dang_giai_quyet} hồ sơ: trong hạn {dang_trong_han}, quá hạn {dang_qua_han}.\n"
                "Tỉ lệ giải quyết không quá hạn: {ti_le}.",
            ),
            Item(
                "publication",
                "Công khai thủ tục hành chính",
                "{thu_tuc} thủ tục được công khai tại nơi tiếp nhận và trên trang tra cứu; {con_gia_dinh} thủ tục còn phần chưa được "
                "xác nhận.",
            ),
            Item(
                "evaluation",
                "Đánh giá việc giải quyết thủ tục hành chính",
                "Theo thời hạn giải quyết: {ti_le} hồ sơ có kết quả không quá hạn. Ý kiến đánh giá của người dân: {danh_gia}.",
            ),
            Item(
                "linking",
                "Đề xuất nhóm thủ tục thực hiện liên thông",
                "{lien_thong} thủ tục đang cần cơ quan khác phối hợp. Đề xuất: không có.",
            ),
        ),
    ),
)
_FIGURES = {
    "ky_truoc": Figure.CARRIED,
    "tiep_nhan": Figure.RECEIVED,
    "truc_tuyen": Figure.ONLINE,
    "tai_quay": Figure.AT_COUNTER,
    "buu_chinh": Figure.BY_POST,
    "da_giai_quyet": Figure.SOLVED,
    "truoc_han": Figure.EARLY,
    "dung_han": Figure.ON_TIME,
    "qua_han": Figure.LATE,
    "rut_dung": Figure.UNDECIDED,
    "dang_giai_quyet": Figure.OPEN,
    "dang_trong_han": Figure.OPEN_IN_TIME,
    "dang_qua_han": Figure.OPEN_LATE,
}
PLACES = (
    "don_vi", "tu_den", *_FIGURES, "ti_le", "thu_tuc", "muc_2", "muc_3", "muc_4", "con_gia_dinh", "lien_thong", "danh_gia",
)  # fmt: skip


def template_on(on: date) -> NarrativeTemplate:
    """Return the template that holds on a day; the first one before any."""
    return next((each for each in reversed(TEMPLATES) if each.since <= on), TEMPLATES[0])


def template_named(name: str) -> NarrativeTemplate:
    """Return the template that a report was begun with."""
    return next(each for each in TEMPLATES if each.name == name)


def question(unit: UUID, span: Span, on: date) -> Asked:
    """Return what a report asks: a unit with those below it, as deciding agency, in the period of a day."""
    return Asked(span if span in SPANS else Span.QUARTER, on, unit, Side.COMPETENT, By.FIELD)


def span_of(period: Period) -> Span:
    """Return how long a report's period is."""
    return next((span for span in SPANS if period_of(span, period.since) == period), Span.QUARTER)


def figures_of(actor: Actor, unit: UUID, period: Period, now: datetime) -> dict[str, str]:
    """Return what fills the places, from the records as they are now and as far as this actor may look."""
    on = day_of(period, now)
    asked = question(unit, span_of(period), period.since)
    counted = cuts.total(cuts.figures(actor, asked, now))
    units = units_meant(actor, asked, now)
    procedures = {version.code: version for each in units for version in catalogue.answered_for(each, on)}.values()
    return {
        "don_vi": organisation.short_name(unit),
        "tu_den": pages.days_words(replace(period, until=on)).capitalize(),
        **{place: str(counted[figure]) for place, figure in _FIGURES.items()},
        "ti_le": pages.share_words(counted),
        "thu_tuc": str(len(procedures)),
        **{f"muc_{level}": str(sum(level_of(each) == level for each in procedures)) for level in (2, 3, 4)},
        "con_gia_dinh": str(sum(bool(each.assumed) for each in procedures)),
        "lien_thong": str(sum(bool(each.linked_agencies) for each in procedures)),
        "danh_gia": _rated(_counted(actor, asked), period, now),
    }


def _counted(actor: Actor, asked: Asked) -> frozenset[UUID]:
    """Return the units whose dossiers are counted, as far as this actor may look: also of those that are gone since."""
    units, reached = asked.cut.units or frozenset[UUID](), units_reached(actor, cuts.LOOK)
    return units if reached is None else units & reached


def _rated(units: Collection[UUID], period: Period, now: datetime) -> str:
    """Say how many were satisfied, from the ratings of a period's quarters that are over; a month has none of its own."""
    quarters = {Span.QUARTER: ((period.since.month + 2) // 3,), Span.YEAR: (1, 2, 3, 4)}.get(span_of(period), ())
    found = ratings.together(units, period.since.year, quarters, now).values()
    count = sum(each.count for each in found)
    if not count:
        return _("chưa có dữ liệu")
    content = count - sum(each.overall[Satisfaction.NOT] for each in found)
    words = {"share": 100 * content // count, "count": count}
    return _("%(share)s%% hài lòng hoặc rất hài lòng, trong %(count)s phiếu của các quý đã hết") % words


def usual_texts(template: NarrativeTemplate) -> dict[str, str]:
    """Return the items' usual words by key."""
    return {item.key: item.usual for item in template.items}


def title_of(period: Period) -> str:
    """Say what a report is about: «quý 2/2020»."""
    return pages.span_words(span_of(period), period)


def saved_words(at: datetime) -> str:
    """Say when it was saved."""
    return words.moment(at)


def digest_of(unit: UUID, period: Period, template: str, texts: Mapping[str, str], figures: Mapping[str, str]) -> str:
    """Return the SHA-256 of what a report says, 64 hexadecimal digits: the same words and figures give the same."""
    said = {
        "unit": str(unit),
        "since": period.since.isoformat(),
        "until": period.until.isoformat(),
        "template": template,
        "texts": dict(texts),
        "figures": dict(figures),
    }
    return hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()
