"""What the counters of each level receive, what is received elsewhere yet tracked, what is done wholly at a counter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from motcua.catalogue.queries.procedures import everything_in_force
from motcua.catalogue.types import ProcedureVersion

#: Of a level's procedures so many percent are to be done wholly at its counter (TT 01/2018 Đ6).
GOALS = {"commune": 100, "district": 50, "province": 20}
_FULL = 100


@dataclass(frozen=True, slots=True)
class LevelList:
    """The procedures of one level on a day; ``goal`` is in percent."""

    level: str
    at_counter: tuple[ProcedureVersion, ...]
    elsewhere: tuple[ProcedureVersion, ...]
    goal: int

    @property
    def wholly(self) -> tuple[ProcedureVersion, ...]:
        """What is done wholly at the counter, from receipt to result."""
        return tuple(version for version in self.at_counter if version.wholly_at_counter)

    @property
    def share(self) -> int:
        """How many percent of what the counter receives is done wholly there, rounded down."""
        return len(self.wholly) * _FULL // len(self.at_counter) if self.at_counter else 0


def level_lists(on: date) -> tuple[LevelList, ...]:
    """Return the lists of each level on a day, in force that day, by field and name (NĐ 61/2018 Đ14.5; TT 01/2018 Đ3, Đ4)."""
    current = everything_in_force(on)
    return tuple(
        LevelList(
            level,
            tuple(one for one in current if level in one.receive_levels and not one.received_elsewhere),
            tuple(one for one in current if level in one.receive_levels and one.received_elsewhere),
            goal,
        )
        for level, goal in GOALS.items()
    )
