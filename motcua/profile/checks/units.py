"""units.csv, reorganisation.csv, population.csv: who exists when, under whom, and what became of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from motcua.clocks.dates import say_day
from motcua.clocks.folder.findings import Finding, doubt, fault
from motcua.clocks.folder.reader import ProfileFolder
from motcua.clocks.folder.rows import LinkRow, UnitRow
from motcua.clocks.speech import _
from motcua.profile.checks.common import by_code, first_day, last_day, repeated, unknown

UNITS, LINKS, POPULATION = "units.csv", "reorganisation.csv", "population.csv"

#: Identifiers of QCVN 102:2016, and of QĐ 20/2020/QĐ-TTg (level-1 code first, at most 35 characters).
LEGACY_EID = re.compile(r"\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}")
QD20_EID = re.compile(r"(?=.{3,35}$)[A-Z]\d{2}(?:\.[A-Z0-9]+)*")

#: Which level may stand under which.
PARENT_LEVELS = {
    "department": {"province", "department"},
    "service_centre": {"province", "department"},
    "district": {"province"},
    "commune": {"district", "province"},
    "province": set(),
}

#: Changes after which the predecessor may live on: only a part of it left.
PARTIAL = {"merge_part", "split_part"}
ENDS_WITHOUT_HEIR = {"abolish"}


def check_units(folder: ProfileFolder) -> Iterator[Finding]:
    """Check codes, periods, parents and identifiers of units, and that the province itself is one."""
    units = by_code(folder.units)
    yield from repeated(folder.units, lambda row: row.code, UNITS, "code")
    yield from unknown(folder.units, lambda row: row.parent_code, units, UNITS, "parent_code", where=UNITS)
    yield from unknown(folder.units, lambda row: row.successor_code, units, UNITS, "successor_code", where=UNITS)
    for unit in folder.units:
        if first_day(unit) > last_day(unit):
            yield fault("period", _("Ngày hết hiệu lực trước ngày có hiệu lực."), UNITS, unit.line, "valid_to")
        if unit.eid_code and not (LEGACY_EID.fullmatch(unit.eid_code) or QD20_EID.fullmatch(unit.eid_code)):
            sentence = _("«%(code)s» không đúng dạng mã định danh (QCVN 102:2016 hoặc QĐ 20/2020/QĐ-TTg).")
            yield fault("eid", sentence % {"code": unit.eid_code}, UNITS, unit.line, "eid_code")
        yield from _parent(unit, units)
    yield from _same_code_at_once(folder, "gso_code")
    yield from _same_code_at_once(folder, "eid_code")
    yield from _province(folder, units)


def check_links(folder: ProfileFolder) -> Iterator[Finding]:
    """Check that predecessors end and successors begin on the day of a reorganisation."""
    units = by_code(folder.units)
    yield from repeated(
        folder.links,
        lambda row: (row.predecessor_code, row.successor_code, row.on),
        LINKS,
        "predecessor_code",
    )
    yield from unknown(folder.links, lambda row: row.predecessor_code, units, LINKS, "predecessor_code", where=UNITS)
    yield from unknown(folder.links, lambda row: row.successor_code, units, LINKS, "successor_code", where=UNITS)
    for link in folder.links:
        yield from _link(link, units)
    linked = {(link.predecessor_code, link.successor_code) for link in folder.links}
    for unit in folder.units:
        if unit.successor_code in units and (unit.code, unit.successor_code) not in linked:
            sentence = _("%(code)s có đơn vị kế thừa %(heir)s nhưng reorganisation.csv không có dòng nối hai đơn vị.")
            words = {"code": unit.code, "heir": unit.successor_code}
            yield doubt("link", sentence % words, UNITS, unit.line, "successor_code")


def check_population(folder: ProfileFolder) -> Iterator[Finding]:
    """Check that inhabitants belong to known units and add up."""
    units = by_code(folder.units)
    yield from repeated(folder.population, lambda row: row.code, POPULATION, "code")
    yield from unknown(folder.population, lambda row: row.code, units, POPULATION, "code", where=UNITS)
    for row in folder.population:
        if row.urban is not None and row.rural is not None and row.urban + row.rural != row.inhabitants:
            sentence = _("Thành thị %(urban)s + nông thôn %(rural)s không bằng tổng số %(all)s.")
            words = {"urban": row.urban, "rural": row.rural, "all": row.inhabitants}
            yield doubt("sum", sentence % words, POPULATION, row.line, "population_2019_04_01")
        unit = units.get(row.code)
        if unit and row.gso_code and unit.gso_code and row.gso_code != unit.gso_code:
            sentence = _("Mã thống kê %(here)s khác mã %(there)s của đơn vị này trong units.csv.")
            codes = {"here": row.gso_code, "there": unit.gso_code}
            yield doubt("gso", sentence % codes, POPULATION, row.line, "gso_code")


def _parent(unit: UnitRow, units: dict[str, UnitRow]) -> Iterator[Finding]:
    parent = units.get(unit.parent_code or "")
    if parent is None:
        if unit.parent_code is None and unit.level != "province":
            yield fault(
                "parent", _("Chỉ đơn vị cấp tỉnh mới không có đơn vị cấp trên."), UNITS, unit.line, "parent_code"
            )
        return
    if _in_a_circle(unit, units):
        yield fault("parent", _("Các đơn vị cấp trên nối thành vòng."), UNITS, unit.line, "parent_code")
        return
    if parent.level not in PARENT_LEVELS[unit.level]:
        sentence = _("Đơn vị cấp %(level)s không thể trực thuộc %(parent)s (%(parent_level)s).")
        words = {"level": unit.level, "parent": parent.code, "parent_level": parent.level}
        yield fault("parent", sentence % words, UNITS, unit.line, "parent_code")
    early = unit.valid_from is not None and unit.valid_from < first_day(parent)
    if early or last_day(unit) > last_day(parent):
        sentence = _("Đơn vị cấp trên %(parent)s không tồn tại suốt thời gian của đơn vị này (%(from)s - %(to)s).")
        words = {"parent": parent.code, "from": _open(parent.valid_from), "to": _open(parent.valid_to)}
        yield fault("parent-not-alive", sentence % words, UNITS, unit.line, "parent_code")


def _in_a_circle(unit: UnitRow, units: dict[str, UnitRow]) -> bool:
    seen = {unit.code}
    above = units.get(unit.parent_code or "")
    while above is not None:
        if above.code in seen:
            return True
        seen.add(above.code)
        above = units.get(above.parent_code or "")
    return False


def _same_code_at_once(folder: ProfileFolder, column: str) -> Iterator[Finding]:
    """Name units that share a code at the same time; it may only pass from one to the next."""
    holders: dict[str, list[UnitRow]] = defaultdict(list)
    for unit in folder.units:
        code = getattr(unit, column)
        if code:
            holders[code].append(unit)
    for code, sharing in holders.items():
        for one, other in combinations(sharing, 2):
            if one.code != other.code and first_day(one) <= last_day(other) and first_day(other) <= last_day(one):
                sentence = _(
                    "Mã %(code)s cùng lúc thuộc %(one)s (dòng %(line)s) và %(other)s: hai thời gian chồng nhau."
                )
                words = {"code": code, "one": one.code, "line": one.line, "other": other.code}
                yield fault("overlap", sentence % words, UNITS, other.line, column)


def _province(folder: ProfileFolder, units: dict[str, UnitRow]) -> Iterator[Finding]:
    settings = folder.settings
    if settings is None or not units:
        return
    province = units.get(settings.unit)
    if province is None or province.level != "province" or not province.alive_on(settings.day):
        sentence = _("unit = «%(unit)s» phải là đơn vị cấp tỉnh trong units.csv, tồn tại vào ngày %(day)s.")
        words = {"unit": settings.unit, "day": say_day(settings.day)}
        yield fault("province", sentence % words, "profile.toml", None, "unit")
    for code in settings.unit_weeks:
        if code not in units:
            sentence = _("Không có mã «%(code)s» trong %(where)s.") % {"code": code, "where": UNITS}
            yield fault("unknown-code", sentence, "profile.toml", None, "unit_sessions")


def _link(link: LinkRow, units: dict[str, UnitRow]) -> Iterator[Finding]:
    before, after = units.get(link.predecessor_code), units.get(link.successor_code or "")
    if link.predecessor_code == link.successor_code:
        yield fault("link", _("Một đơn vị không thể kế thừa chính nó."), LINKS, link.line, "successor_code")
        return
    if link.successor_code is None and link.change_type not in ENDS_WITHOUT_HEIR:
        sentence = _("Thiếu đơn vị kế thừa; chỉ «abolish» (giải thể) mới để trống.")
        yield fault("link", sentence, LINKS, link.line, "successor_code")
    eve = link.on - timedelta(days=1)
    if before is not None and not before.alive_on(eve):
        sentence = _("Đơn vị %(code)s không tồn tại vào ngày %(day)s, trước khi sắp xếp.")
        yield fault("link", sentence % {"code": before.code, "day": say_day(eve)}, LINKS, link.line, "predecessor_code")
    if before is not None and before.alive_on(link.on) and link.change_type not in PARTIAL:
        sentence = _("Đơn vị %(code)s vẫn còn sau ngày sắp xếp %(day)s.")
        yield fault("link", sentence % {"code": before.code, "day": say_day(link.on)}, LINKS, link.line, "date")
    if after is not None and not after.alive_on(link.on):
        sentence = _("Đơn vị kế thừa %(code)s không tồn tại vào ngày %(day)s.")
        yield fault(
            "link", sentence % {"code": after.code, "day": say_day(link.on)}, LINKS, link.line, "successor_code"
        )


def _open(day: date | None) -> str:
    return say_day(day) if day else "…"
