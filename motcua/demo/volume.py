"""A large volume of lives: who comes to which counter on which day, over ten years. Pure.

The same seed and number give the same lives, unit by unit: nobody's life depends on another unit's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from motcua.clocks.calendar import Calendar
from motcua.demo import crowd, mishaps
from motcua.demo.lives import Life, Place, World, tell

ONE_DAY = timedelta(days=1)
#: In the last days before units or procedures change nothing begins that would not be done by then.
ENDING = timedelta(days=60)
#: Of a hundred dossiers so many are received in communes, districts, the provincial centre.
LEVELS: Mapping[str, int] = {"commune": 70, "district": 18, "service_centre": 12}
#: How busy the months are: before and after Tết little, much when school and building begin and the year ends.
MONTHS = (0.85, 0.6, 1.05, 1.1, 1.1, 1.05, 1.1, 1.2, 1.1, 1.0, 1.0, 1.05)
#: Mondays are full.
WEEKDAYS = (1.3, 1.1, 1.0, 0.95, 0.85, 0.7, 0.7)
#: Every year some more come; in April 2020 nearly nobody did.
GROWTH, QUIET = 1.05, (date(2020, 4, 1), date(2020, 4, 22), 0.35)
#: Of so many inhabitants who come one is a firm.
FIRMS = 25


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch of days in which neither units nor procedures change: the province as it is then."""

    world: World
    begins: date
    ends: date


@dataclass(frozen=True, slots=True)
class Stay:
    """A unit in one spell: how many dossiers it gets on each working day, and where its people's serial numbers begin."""

    spell: Spell
    days: tuple[tuple[date, int], ...]
    people: int
    firms: int

    @property
    def number(self) -> int:
        """How many dossiers it receives."""
        return sum(count for _day, count in self.days)


@dataclass(frozen=True, slots=True)
class Counter:
    """What one receiving unit gets, in each spell that it lives through."""

    code: str
    stays: tuple[Stay, ...]

    @property
    def number(self) -> int:
        """How many dossiers it receives."""
        return sum(stay.number for stay in self.stays)


def told_in_bulk(world: World) -> World:
    """Return a world in which only happens what can be made into rows in bulk: files are not among it."""
    return replace(world, befalls=mishaps.IN_BULK, files=False, rates=True)


def counters(spells: Sequence[Spell], number: int) -> list[Counter]:
    """Spread so many dossiers over the units by inhabitants, and over the days by season; the fullest first."""
    weights = _weights(spells)
    whole = sum(weight for _code, _spell, days in weights for _day, weight in days)
    before, given, people, firms = 0.0, 0, 0, 0
    found: dict[str, list[Stay]] = {}
    for code, spell, days in weights:
        counts = []
        for day, weight in days:
            before += weight
            count = round(number * before / whole) - given
            given += count
            counts.append((day, count))
        stay = Stay(spell, tuple((day, count) for day, count in counts if count), people, firms)
        if stay.number:
            found.setdefault(code, []).append(stay)
            people, firms = people + _pool(stay), firms + _firms(stay)
    return sorted(
        (Counter(code, tuple(stays)) for code, stays in found.items()), key=lambda one: (-one.number, one.code)
    )


def _weights(spells: Sequence[Spell]) -> list[tuple[str, Spell, list[tuple[date, float]]]]:
    """Return how much comes to each unit on each day of each spell, unit by unit."""
    found = []
    for spell in spells:
        people: dict[str, int] = {}
        for place in spell.world.places:
            people[place.level] = people.get(place.level, 0) + place.people
        shared = sum(LEVELS[level] for level in people)
        busy = [(day, _busy(spell.world.calendar, day)) for day in _days(spell.begins, spell.ends)]
        for place in spell.world.places:
            share = LEVELS[place.level] / shared * place.people / people[place.level]
            found.append((place.code, spell, [(day, share * weight) for day, weight in busy if weight]))
    return sorted(found, key=lambda one: (one[0], one[1].begins))


def _pool(stay: Stay) -> int:
    return int(stay.number / crowd.TIMES) + 1


def _firms(stay: Stay) -> int:
    return _pool(stay) // FIRMS + 1


def _days(begins: date, ends: date) -> Iterator[date]:
    while begins <= ends:
        yield begins
        begins += ONE_DAY


def _busy(calendar: Calendar, day: date) -> float:
    if not calendar.sessions_on(day):
        return 0
    since, until, share = QUIET
    usual = MONTHS[day.month - 1] * WEEKDAYS[day.weekday()] * GROWTH ** (day.year - 2016)
    return usual * share if since <= day <= until else usual


def lives_of(counter: Counter, *, seed: str, last: date) -> Iterator[tuple[date, list[Life]]]:
    """Return the lives of a unit day by day, in the order of reception; on the day after ``last`` some are still open."""
    number = 0
    for stay in counter.stays:
        may_last = stay.spell.ends == last
        ending = stay.spell.ends - (timedelta() if may_last else ENDING)
        usual = [(day, count) for day, count in stay.days if day <= ending]
        for day, count in usual:
            lives = _told(counter, stay, seed, day, range(number, number + count), may_last=may_last)
            if len(lives) < count:
                raise AssertionError(f"no life begins in {counter.code} on {day}")
            yield day, _in_order(lives)
            number += count
        before_end = [(day, count) for day, count in stay.days if day > ending]
        yield from _before_an_end(counter, stay, seed, before_end, number)
        number += sum(count for _day, count in before_end)


def _before_an_end(
    counter: Counter, stay: Stay, seed: str, days: Sequence[tuple[date, int]], number: int
) -> list[tuple[date, list[Life]]]:
    """Return the lives of the last days before units or procedures change.

    Whoever's matter would not be done by then came some days earlier.
    """
    found, early = list[tuple[date, list[Life]]](), list[int]()
    end = number + sum(count for _day, count in days)
    for day, count in reversed(days):
        turns = [*range(end - count, end), *early]
        end -= count
        lives = _told(counter, stay, seed, day, turns, may_last=False)
        early = sorted(set(turns) - {life.number for life in lives})
        found.insert(0, (day, _in_order(lives)))
    if early:
        raise AssertionError(f"nothing that begins in {counter.code} from {days[0][0]} on is done by {days[-1][0]}")
    return found


def _told(counter: Counter, stay: Stay, seed: str, day: date, turns: Iterable[int], *, may_last: bool) -> list[Life]:
    world, own = stay.spell.world, own_seed(counter, seed)
    place = world.place(counter.code)
    lives = [tell(world, seed=own, number=turn, place=place, day=day, may_last=may_last) for turn in turns]
    return [replace(life, owner=_owner(stay, place, seed, life)) for life in lives if life]


def _in_order(lives: Sequence[Life]) -> list[Life]:
    return sorted(lives, key=lambda life: (life.acts[0].at, life.number))


def own_seed(counter: Counter, seed: str) -> str:
    """Return the seed of one unit's lives."""
    return f"{seed}|{counter.code}"


def _owner(stay: Stay, place: Place, seed: str, life: Life) -> Mapping[str, str]:
    """Return who comes: one of the unit's own people, the same whenever he comes again."""
    # The key's last bits are as good as dice, and cost nothing.
    luck = (life.id.int & 0xFFFFFFFF) / 0x100000000
    is_firm = life.owner["kind"] == "organisation"
    serial = stay.firms + int(luck * _firms(stay)) if is_firm else stay.people + int(luck * _pool(stay))
    turn = serial * 0x9E3779B1 % 0x100000000 / 0x100000000 * place.people
    home = str(stay.spell.world.communes[_home(place, turn)])
    return (crowd.organisation if is_firm else crowd.citizen)(seed, serial, home)


def _home(place: Place, turn: float) -> str:
    """Return the commune in which somebody lives, of all who come here the ``turn``-th."""
    for code, people in place.communes.items():
        turn -= people
        if turn < 0:
            return code
    return code


class Keys:
    """Keys of an act's rows: UUIDs version 7 of its moment, the same for the same life."""

    def begin(self, life: UUID, place: int, at: datetime) -> None:
        """Begin the act that stands at this place of a life."""
        mixed = life.int ^ (place + 1) * 0x9E3779B97F4A7C15F39CC0605CEDC834
        self._low = 2 << 62 | mixed & (1 << 62) - 1
        self._high = int(at.timestamp() * 1000) << 80 | 7 << 76
        self._count = 0

    def __call__(self) -> UUID:
        """Return the next key."""
        self._count += 1
        return UUID(int=self._high | self._count << 64 | self._low)


def until(world: World, day: date) -> World:
    """Return a world whose told lives end before a day."""
    return replace(world, day=day)
