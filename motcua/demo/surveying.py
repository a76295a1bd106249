"""The province as it was loaded, as plain values: where people can go with what, on which ways, and who works there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from uuid import UUID

from motcua.catalogue import queries as catalogue
from motcua.catalogue.types import COMPETENT_COMMUNE, CompetentUnknown, ProcedureVersion, Process, Step
from motcua.demo.lives import Offer, Place, World
from motcua.demo.people import Seat
from motcua.demo.ways import NoWay, Stop, walk
from motcua.organisation import queries as organisation
from motcua.organisation.types import Unit
from motcua.postal import queries as postal
from motcua.profile import queries as profile

RECEIVING_LEVELS = ("commune", "district", "service_centre")
SECTION_ROLES = frozenset({"specialist", "section_head"})
ONE_DAY = timedelta(days=1)
#: Where the story of the desk is told; elsewhere the largest commune takes its place.
STAGE = "Xã Quảng Khê"
#: Procedures that firms and cooperatives ask for.
FIRMS = ("hợp tác xã", "công ty", "vận tải", "làng nghề", "liên kết")


def survey(since: date, day: date) -> World:
    """Describe the province on a day and since another."""
    units, people = _units(since, day), _inhabitants(day)
    surveyed = [_place(unit, day, people) for unit in units if unit.level in RECEIVING_LEVELS]
    offers = {place.unit: _offers(place, day) for place in surveyed}
    places = tuple(place for place in surveyed if offers[place.unit])
    settings = organisation.settings(day)
    stage = _stage([place for place in places if place.level == "commune" and _lasts(place, day)])
    district = organisation.district_of(stage.unit, day)
    signing = next((place for place in places if place.unit == district), stage)
    return World(
        day=day,
        since=since,
        calendar=organisation.calendar(stage.unit, day),
        options=settings.options,
        supplement_policy=settings.pauses.get("supplement", "RESTART"),
        places=places,
        offers=offers,
        communes={unit.code: unit.id for unit in units if unit.level == "commune"},
        stage=stage.code,
        signing=signing.code,
        fare=postal.post_rules(day).fare,
    )


def seats(since: date, day: date) -> list[Seat]:
    """Return every seat of every unit alive at some time between two days."""
    found = []
    for unit in _units(since, day):
        on = _seen(unit, day)
        for post in organisation.posts(unit.id, on):
            found += [
                Seat(
                    post=post.id,
                    unit=unit.id,
                    unit_code=unit.code,
                    unit_name=organisation.short_name(unit.id, on),
                    section=post.section or "",
                    title=post.name,
                    role=post.role,
                    number=number,
                    valid_from=unit.valid_from,
                    valid_to=unit.valid_to,
                )
                for number in range(1, post.seats + 1)
            ]
    return found


def heirs(since: date, day: date) -> Mapping[UUID, tuple[UUID, ...]]:
    """Return the successors on a day of the units that ended before it."""
    return {
        unit.id: organisation.heirs(unit.id, day)
        for unit in _units(since, day)
        if unit.valid_to is not None and unit.valid_to < day
    }


def days() -> tuple[date, date]:
    """Return the day on which the demo's lives begin, and the demo's own."""
    found = profile.settings()
    return found.since or found.day.replace(year=found.day.year - 1), found.day


def spells(since: date, last: date) -> list[tuple[date, date]]:
    """Return the stretches between two days, both inclusive, in which neither units nor procedures change."""
    starts = {since}
    starts |= {unit.valid_from for unit in _units(since, last) if unit.valid_from is not None}
    starts |= {unit.valid_to + ONE_DAY for unit in _units(since, last) if unit.valid_to is not None}
    starts |= {version.valid_from for known in catalogue.every_procedure() for version in known}
    begins = sorted(start for start in starts if since <= start <= last)
    return [(start, following - ONE_DAY) for start, following in pairwise([*begins, last + ONE_DAY])]


def _units(since: date, day: date) -> list[Unit]:
    """Return all units alive at some time between two days, in the order of their codes."""
    found, on = {}, since
    while on <= day:
        alive = organisation.units(on)
        found |= {unit.id: unit for unit in alive}
        later = [unit.valid_to + ONE_DAY for unit in alive if unit.valid_to is not None]
        on = min(later, default=day + ONE_DAY)
    found |= {unit.id: unit for unit in organisation.units(day)}
    return sorted(found.values(), key=lambda unit: unit.code)


def _seen(unit: Unit, day: date) -> date:
    """Return a day on which the unit is alive, the demo's own if it can be."""
    return day if unit.valid_to is None or day <= unit.valid_to else unit.valid_to


def _inhabitants(day: date) -> dict[UUID, dict[str, int]]:
    """Return for each commune of any time the people of 2019 who belong to it, those of its predecessors included."""
    found: dict[UUID, dict[str, int]] = {}
    for row in profile.folder().population:
        unit = organisation.unit_by_code(row.code)
        found.setdefault(unit.id, {})[row.code] = row.inhabitants
        if unit.valid_to is not None and unit.valid_to < day:
            later = organisation.heirs(unit.id, day)
            for heir in later[:1]:
                own = found.setdefault(heir, {})
                code = organisation.unit(heir).code
                own[code] = own.get(code, 0) + row.inhabitants
    return found


def _place(unit: Unit, day: date, people: Mapping[UUID, Mapping[str, int]]) -> Place:
    """Describe a receiving unit: its own people, those of its communes, or everybody."""
    home = [unit] if unit.level == "commune" else organisation.units(day, "commune")
    if unit.level == "district":
        home = [each for each in home if organisation.district_of(each.id, day) == unit.id]
    communes = {code: number for each in home for code, number in people.get(each.id, {}).items()}
    return Place(unit.id, unit.code, unit.level, unit.valid_from, unit.valid_to, communes or {home[0].code: 1})


def _offers(place: Place, day: date) -> tuple[Offer, ...]:
    on = day if _lasts(place, day) else place.valid_to
    assert on is not None, "what does not last has an end"
    found = []
    for version in sorted(catalogue.receivable(place.unit, on), key=lambda version: version.code):
        process = catalogue.process_for(version, receiving=place.unit, on=on)
        if place.level != "commune" and _goes_to_a_commune(version, process):
            continue
        try:
            offer = _offer(version, process, place, on)
            way = walk(offer.stops)
        except (NoWay, CompetentUnknown):
            continue
        if any(advance.deed in {"take_up", "assign"} for advance in way):
            found.append(offer)
    return tuple(found)


def _goes_to_a_commune(version: ProcedureVersion, process: Process) -> bool:
    """Whether a step depends on where the owner lives: the way is then known only with the owner."""
    return version.decide_levels == ("commune",) or any(step.unit == COMPETENT_COMMUNE for step in process.steps)


def _offer(version: ProcedureVersion, process: Process, place: Place, on: date) -> Offer:
    competent = catalogue.competent_unit(version, receiving=place.unit, commune=None, on=on)
    name = version.name.lower()
    return Offer(
        unit=place.unit,
        procedure=version.id,
        code=version.code,
        field=version.field,
        limit=version.limit,
        cases=tuple(case.label for case in version.cases if version.papers(case.label)),
        stops=tuple(
            replace(
                _stop(step.role, step.action_code, _unit(version, step, place.unit, competent), on),
                parallel=step.parallel_group,
            )
            for step in sorted(process.steps, key=lambda step: step.no)
        ),
        for_organisations=any(word in name for word in FIRMS),
        fee=version.fee or 0,
    )


def _unit(version: ProcedureVersion, step: Step, receiving: UUID, competent: UUID) -> UUID:
    """Return where a step is done; what is done outside the system lies with the counter."""
    if step.role == "counter" and not step.unit:
        return receiving
    return catalogue.unit_of_step(version, step, receiving=receiving, competent=competent) or receiving


@cache
def _stop(role: str, action: str, unit: UUID, on: date) -> Stop:
    staff = organisation.posts(unit, on, role=role)
    sections = tuple(sorted({post.section or "" for post in staff})) if role in SECTION_ROLES else ()
    heads = {post.section or "" for post in organisation.posts(unit, on, role="section_head")}
    headed = role == "specialist" and heads.issuperset(sections)
    seats = Counter(post.section or "" for post in staff)
    return Stop(
        role=str(role),
        action=action,
        unit=unit,
        sections=sections,
        staffed=bool(staff),
        headed=headed,
        hands=min(seats.values(), default=0),
    )


def _lasts(place: Place, day: date) -> bool:
    return place.valid_to is None or day <= place.valid_to


def _stage(communes: Sequence[Place]) -> Place:
    named = [place for place in communes if organisation.unit(place.unit).name == STAGE]
    return named[0] if named else max(communes, key=lambda place: place.people)
