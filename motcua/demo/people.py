"""Who holds which post from when to when: every seat of every unit alive in the demo's time. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID

from motcua.demo import names

#: In office since then, unless the unit is younger.
LONG_AGO = date(2018, 1, 1)


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat of a post in a unit, and how long both exist."""

    post: UUID
    unit: UUID
    unit_code: str
    unit_name: str
    section: str
    title: str
    role: str
    number: int
    valid_from: date | None
    valid_to: date | None

    @property
    def likeness(self) -> tuple[str, str, int]:
        """What the same seat of a successor has in common with it."""
        return self.section, self.title, self.number


@dataclass(frozen=True, slots=True)
class Held:
    """A person holds a seat from one day to another, both inclusive."""

    seat: Seat
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Person:
    """An invented official: account name, name, seats one after the other."""

    username: str
    name: str
    seats: tuple[Held, ...]


def officials(
    seats: Iterable[Seat], heirs: Mapping[UUID, Sequence[UUID]], seed: str, begin: date = LONG_AGO
) -> list[Person]:
    """Fill every seat; who served in a unit that was merged serves on in the successor while a like seat is free.

    ``heirs`` names the successors of each unit that ended; whose unit is older is in office since ``begin``.
    """
    seats = sorted(seats, key=lambda seat: (seat.valid_to is None, seat.unit_code, *seat.likeness))
    free = {(seat.unit, *seat.likeness): seat for seat in seats}
    people, taken = [], set()
    known: dict[str, int] = {}
    for seat in seats:
        if (seat.unit, *seat.likeness) not in free:
            continue
        rng = Random(f"{seed}|{seat.unit_code}|{seat.likeness}")  # noqa: S311 - nothing secret: the same seed, the same people
        held = [Held(free.pop((seat.unit, *seat.likeness)), max(begin, seat.valid_from or begin), seat.valid_to)]
        if seat.valid_to is not None:
            for heir in heirs.get(seat.unit, ()):
                following = free.get((heir, *seat.likeness))
                if following and following.valid_from == seat.valid_to + timedelta(days=1):
                    held.append(Held(following, following.valid_from, following.valid_to))
                    del free[(heir, *seat.likeness)]
                    break
        who = _somebody(rng, taken, held[-1].seat.unit)
        people.append(Person(_username(who, held[-1].seat.unit_name, known), who.full, tuple(held)))
    return people


def _somebody(rng: Random, taken: set[tuple[UUID, str]], unit: UUID) -> names.Name:
    """Invent a name that nobody else in the unit has."""
    while True:
        who = names.name(rng)
        if (unit, who.full) not in taken:
            taken.add((unit, who.full))
            return who


def _username(who: names.Name, unit_name: str, known: dict[str, int]) -> str:
    place = names.plain(unit_name)
    for long in ("uybannhandan", "ubnd", "thitran", "phuong", "huyen", "thanhpho", "xa"):
        place = place.removeprefix(long)
    stem = f"{names.plain(who.given)}.{names.plain(who.family)}.{place}"
    known[stem] = known.get(stem, 0) + 1
    return stem if known[stem] == 1 else f"{stem}{known[stem]}"
