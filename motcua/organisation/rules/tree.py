"""The units of a province in time, whole and in memory."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from motcua.organisation.rules import names
from motcua.organisation.types import (
    HeirUndecided,
    Level,
    Link,
    NoHeir,
    Post,
    PostUnknown,
    Prefix,
    Scheme,
    Unit,
    UnitUnknown,
    within,
)

#: A fact with its period.
Dated = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Code:
    """An e-identifier of a unit in a period."""

    scheme: Scheme
    text: str
    assumed: bool
    valid_from: date | None
    valid_to: date | None


@dataclass(slots=True)
class Tree:
    """Every unit with its names, parents, codes, links and posts in time; ``units`` carry the latest of them.

    What the functions answer stands at their namesakes in ``queries``.
    """

    units: dict[UUID, Unit]
    names: dict[UUID, list[tuple[str, date | None, date | None]]] = field(default_factory=dict)
    parents: dict[UUID, list[tuple[UUID, date | None, date | None]]] = field(default_factory=dict)
    codes: dict[UUID, list[Code]] = field(default_factory=dict)
    links: dict[UUID, list[Link]] = field(default_factory=dict)
    posts: dict[UUID, Post] = field(default_factory=dict)
    periods_of_posts: dict[UUID, Dated] = field(default_factory=dict)
    _by_code: dict[str, UUID] = field(default_factory=dict)
    _days: dict[date, _Day] = field(default_factory=dict)
    _posts_of: dict[UUID, list[Post]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self._by_code = {unit.code: unit.id for unit in self.units.values()}
        for post in self.posts.values():
            self._posts_of[post.unit_id].append(post)

    def unit(self, unit_id: UUID) -> Unit:
        """Return a unit. Raises UnitUnknown."""
        try:
            return self.units[unit_id]
        except KeyError:
            raise UnitUnknown from None

    def unit_by_code(self, code: str) -> Unit:
        """Return a unit by the profile's code. Raises UnitUnknown."""
        try:
            return self.units[self._by_code[code]]
        except KeyError:
            raise UnitUnknown from None

    def alive(self, on: date, level: Level | None = None) -> tuple[Unit, ...]:
        """Return the units alive on a day."""
        return tuple(unit for unit in self._day(on).units if level is None or unit.level == level)

    def children(self, unit_id: UUID, on: date) -> tuple[Unit, ...]:
        """Return the units directly below."""
        return tuple(self._day(on).children.get(unit_id, ()))

    def subtree(self, unit_id: UUID, on: date) -> frozenset[UUID]:
        """Return the unit and all below."""
        found, rest = {unit_id}, [unit_id]
        while rest:
            below = [child.id for child in self._day(on).children.get(rest.pop(), ()) if child.id not in found]
            found.update(below)
            rest += below
        return frozenset(found)

    def subtree_within(self, unit_id: UUID, since: date, until: date) -> frozenset[UUID]:
        """Return the unit and all that were below it on some day of a period."""
        days = {since, until} | {
            begin
            for periods in self.parents.values()
            for _parent, begin, _end in periods
            if begin and since < begin < until
        }
        return frozenset[UUID]().union(*(self.subtree(unit_id, day) for day in days))

    def stands_for(self, unit_id: UUID, on: date) -> UUID:
        """Return the one unit alive that day that took this unit's place, itself where there is not exactly one."""
        try:
            return self.competent_now(unit_id, on)
        except (NoHeir, HeirUndecided):
            return unit_id

    def subtree_then(self, unit_id: UUID, on: date) -> frozenset[UUID]:
        """Return the unit and all below it on a day, with all in whose place those came."""
        below = self.subtree(unit_id, on)
        return below | {
            before for before in self.units if (heirs := self.heirs(before, on)) and below.issuperset(heirs)
        }

    def parent(self, unit_id: UUID, on: date | None) -> UUID | None:
        """Return the parent on a day; the latest when the day says nothing."""
        periods = self.parents.get(unit_id, [])
        for parent, begin, end in periods:
            if on is not None and within(begin, on, end):
                return parent
        return periods[-1][0] if periods else None

    def name(self, unit_id: UUID, on: date | None) -> str:
        """Return the published name on a day; the latest when the day says nothing."""
        for name, begin, end in self.names.get(unit_id, []):
            if on is not None and within(begin, on, end):
                return name
        return self.unit(unit_id).name

    def above(self, unit_id: UUID, level: Level, on: date | None) -> UUID | None:
        """Return the unit itself or the nearest one above it of a level."""
        seen: UUID | None = unit_id
        while seen is not None and self.unit(seen).level != level:
            seen = self.parent(seen, on)
        return seen

    def root(self, unit_id: UUID, on: date | None) -> UUID:
        """Return the topmost unit above."""
        seen = unit_id
        while (parent := self.parent(seen, on)) is not None:
            seen = parent
        return seen

    def short_name(self, unit_id: UUID, on: date | None = None) -> str:
        """Return «UBND xã Quảng Khê»."""
        return names.short_name(self.name(unit_id, on), self.unit(unit_id).level)

    def full_name(self, unit_id: UUID, on: date | None = None) -> str:
        """Return «UBND xã Quảng Khê, huyện Ba Bể»."""
        unit, above = self.unit(unit_id), ""
        if unit.level == "commune":
            district = self.above(unit_id, "district", on) or self.root(unit_id, on)
            above = self.short_name(district, on) if district != unit_id else ""
        elif unit.level != "province":
            province = self.above(unit_id, "province", on)
            above = self.short_name(province, on) if province else ""
        return names.full_name(self.name(unit_id, on), unit.level, above)

    def place(self, unit_id: UUID, on: date | None = None) -> str:
        """Return the place that prints name; a department stands in its province."""
        unit = self.unit(unit_id)
        standing = unit_id if unit.level in {"commune", "district", "province"} else self.root(unit_id, on)
        return names.place(self.name(standing, on))

    def heirs(self, unit_id: UUID, on: date) -> tuple[UUID, ...]:
        """Return the units alive that day that took the unit's place; the unit itself while it lives."""
        return tuple(dict.fromkeys(self._heirs(unit_id, on)))

    def _heirs(self, unit_id: UUID, on: date) -> list[UUID]:
        unit = self.unit(unit_id)
        if unit.valid_to is None or on <= unit.valid_to:
            return [unit_id]
        links = [link for link in self.links.get(unit_id, []) if link.on <= on and link.successor_id]
        return [heir for link in links if link.successor_id for heir in self._heirs(link.successor_id, on)]

    def competent_now(self, unit_id: UUID, on: date) -> UUID:
        """Return the one unit alive that day that took this unit's place. Raises NoHeir, HeirUndecided."""
        unit = self.unit(unit_id)
        if unit.valid_to is None or on <= unit.valid_to:
            return unit_id
        nexts = {link.successor_id for link in self.links.get(unit_id, []) if link.on <= on and link.successor_id}
        heirs = self.heirs(unit_id, on)
        if not heirs:
            raise NoHeir(self.short_name(unit_id))
        if len(heirs) > 1 or any(not self.heirs(part, on) for part in nexts):
            raise HeirUndecided(self.short_name(unit_id), heirs)
        return self.competent_now(nexts.pop(), on) if len(nexts) == 1 else heirs[0]

    def prefix(self, unit_id: UUID, on: date, scheme: Scheme) -> Prefix:
        """Return the code of a generation in force on a day. Raises UnitUnknown."""
        self.unit(unit_id)
        for code in self.codes.get(unit_id, []):
            if code.scheme == scheme and within(code.valid_from, on, code.valid_to):
                return Prefix(code.text, code.scheme, code.assumed)
        raise UnitUnknown

    def bearer(self, identifier: str, on: date) -> UUID | None:
        """Return the unit that bore an e-identifier on a day, else the only one that ever bore it."""
        borne = [(unit, code) for unit, codes in self.codes.items() for code in codes if code.text == identifier]
        then = {unit for unit, code in borne if within(code.valid_from, on, code.valid_to)}
        ever = then if len(then) == 1 else {unit for unit, _code in borne}
        return ever.pop() if len(ever) == 1 else None

    def post(self, post_id: UUID) -> Post:
        """Return a post. Raises PostUnknown."""
        try:
            return self.posts[post_id]
        except KeyError:
            raise PostUnknown from None

    def posts_of(self, unit_id: UUID, on: date) -> tuple[Post, ...]:
        """Return a unit's posts on a day."""
        unit = self.unit(unit_id)
        if not unit.is_alive(on):
            return ()
        return tuple(
            post for post in self._posts_of.get(unit_id, ()) if _covers(self.periods_of_posts.get(post.id), on)
        )

    def _day(self, on: date) -> _Day:
        day = self._days.get(on)
        if day is None:
            if len(self._days) > 64:  # noqa: PLR2004  a report may ask for many days; a few are kept
                self._days.clear()
            day = self._days[on] = self._make_day(on)
        return day

    def _make_day(self, on: date) -> _Day:
        units = [
            replace(unit, name=self.name(unit.id, on), parent_id=self.parent(unit.id, on))
            for unit in self.units.values()
            if unit.is_alive(on)
        ]
        children: dict[UUID, list[Unit]] = defaultdict(list)
        for unit in units:
            if unit.parent_id:
                children[unit.parent_id].append(unit)
        return _Day(tuple(units), dict(children))


@dataclass(frozen=True, slots=True)
class _Day:
    units: tuple[Unit, ...]
    children: dict[UUID, list[Unit]]


def _covers(period: Dated | None, on: date) -> bool:
    return period is None or within(period[0], on, period[1])
