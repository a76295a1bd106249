"""Loads the demo: people, then lives; twice it changes nothing, and broken off it goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from motcua.demo import carrying, chain, counters, filling, people, play, postmen, surveying, tills, volume
from motcua.demo.lives import MORNING, USUAL, Life, World, plan
from motcua.dossiers.services.bulk import number_of_dossiers
from motcua.dossiers.types import KIND
from motcua.identity import queries as identity
from motcua.identity import services as identity_services
from motcua.identity.types import AccountUnknown, NewAppointment, NewPerson
from motcua.kernel.actor import SYSTEM
from motcua.kernel.moments import TZ
from motcua.ledger import queries as ledger

SEED = "Một cửa 11/5/2020"
#: Of the 5,000 dossiers of the usual demo so many are of the years before, from this day on.
HISTORY, HISTORY_BEGINS = 3_800, date(2018, 1, 2)
#: People in one transaction: short enough for whoever waits.
AT_ONCE = 200
#: Where somebody administers the whole province; two, since what one changes the other must look at.
ADMINISTRATION = frozenset({"BK-STTTT", "BK-VPUB"})
#: Who sees the whole province: those who lead it, and its office.
SUPERVISION = frozenset({("BK", "leader"), ("BK", "section_head"), ("BK-VPUB", "leader")})

Progress = Callable[[str, int], Callable[[], None]]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the demo holds: the province and its lives."""

    world: World
    lives: Sequence[Life]


def load(progress: Progress, *, number: int = USUAL, history: int = 0, seed: str = SEED) -> Loaded:
    """Bring in what is missing of people and lives. ``progress`` takes a word and a count, and answers a tick.

    ``history``: so many dossiers of the years before, which ended before the first of these lives begins.
    """
    since, day = surveying.days()
    begin = HISTORY_BEGINS if history else since
    chain.publish_once(begin, datetime.combine(begin, MORNING, TZ))
    world = surveying.survey(since, day)
    bring_people(begin, day, progress, seed)
    bring_history(begin, since, progress, seed, history)
    counters.lend(world)
    counters.empower(world)
    lives = [*plan(world, seed=seed, number=number), *counters.decided_lives(world, seed)]
    tick = progress("hồ sơ", play.number_of_acts(lives))
    first = min(lives, key=lambda life: (life.acts[0].at, life.number))
    play.play(lives, seed=seed, on_act=tick, afresh=not ledger.stream(KIND, first.id))
    postmen.bring_this_morning(world, seed)
    tills.close_past(world, progress)
    carrying.carry_papers(world, seed)
    counters.guide(world, seed)
    return Loaded(world, lives)


def end_of(lives: Sequence[Life]) -> tuple[UUID, int]:
    """Return the life with the last act in time, and how long its history is then: acts are played in that order."""
    last = max(lives, key=lambda life: (life.acts[-1].at, life.number, len(life.acts)))
    return last.id, sum(play.LINES.get(act.deed, 1) for act in last.acts)


def bring_history(begin: date, since: date, progress: Progress, seed: str, number: int) -> None:
    """Fill in so many dossiers of the years before a day, in one transaction, unless they are there."""
    if not number or number_of_dossiers():
        return
    tick = progress("hồ sơ cũ", 1)
    last = since - surveying.ONE_DAY
    spells = [spell for spell in filling.spells(begin, last) if spell.ends > spell.begins]
    # Nothing of the past is still open, as on the last day of a stretch that ends with a merger.
    filling.fill_at_once(volume.counters(spells, number), seed=seed, last=since)
    tick()


def bring_people(since: date, day: date, progress: Progress, seed: str) -> None:
    """Fill every seat of every unit alive between two days."""
    begin = min(since, people.LONG_AGO)
    officials = people.officials(surveying.seats(since, day), surveying.heirs(since, day), seed, begin)
    missing = [person for person in officials if not _is_known(person.username)]
    if not missing:
        return
    tick = progress("cán bộ", len(missing))
    at = datetime.combine(since, MORNING, TZ)
    for start in range(0, len(missing), AT_ONCE):
        chunk = missing[start : start + AT_ONCE]
        identity_services.create_people(actor=SYSTEM, at=at, rows=[_new(person) for person in chunk], is_demo=True)
        for _person in chunk:
            tick()


def _is_known(username: str) -> bool:
    try:
        identity.account_named(username)
    except AccountUnknown:
        return False
    return True


def _new(person: people.Person) -> NewPerson:
    appointments = [
        NewAppointment(
            post=held.seat.post,
            unit=held.seat.unit,
            roles=frozenset({held.seat.role}),
            valid_from=held.valid_from,
            valid_to=held.valid_to,
        )
        for held in person.seats
    ]
    last = person.seats[-1]
    if last.seat.unit_code in ADMINISTRATION and last.seat.role == "section_head" and last.seat.section == "Văn phòng":
        appointments.append(
            NewAppointment(
                post=last.seat.post,
                unit=last.seat.unit,
                roles=frozenset({"administrator"}),
                valid_from=last.valid_from,
                valid_to=last.valid_to,
                reach="everywhere",
            )
        )
    if (last.seat.unit_code, last.seat.role) in SUPERVISION:
        appointments.append(
            NewAppointment(
                post=last.seat.post,
                unit=last.seat.unit,
                roles=frozenset({"supervisor"}),
                valid_from=last.valid_from,
                valid_to=last.valid_to,
                reach="everywhere",
            )
        )
    return NewPerson(username=person.username, name=person.name, appointments=tuple(appointments))
