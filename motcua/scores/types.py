"""Words of scores: indicators, terms, what was measured, and the acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from django.utils.translation import gettext_lazy as _

#: Stream kind in the ledger.
FROZEN = "scores.frozen_term"
LOOK, OFFICIALS = "dossiers.look", "scores.officials"
ACTS: tuple[tuple[str, object], ...] = ((OFFICIALS, _("Xem điểm của công chức trong đơn vị")),)
ROLES: dict[str, frozenset[str]] = {"leader": frozenset({OFFICIALS})}


class Indicator(IntEnum):
    """The nine indicators of TT 01/2018 Đ13, by their number there."""

    TIME = 1
    PARTS = 2
    CONTACTS = 3
    BODIES = 4
    COUNTER = 5
    PUBLICATION = 6
    ATTITUDE = 7
    FEEDBACK = 8
    ONLINE = 9


#: What an official is scored by; an agency by all nine (TT 01/2018 Đ15.2).
OF_OFFICIALS = (Indicator.TIME, Indicator.PARTS, Indicator.CONTACTS, Indicator.BODIES, Indicator.ATTITUDE)
OF_AGENCIES = tuple(Indicator)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many dossiers have two points, one and none."""

    two: int
    one: int
    none: int

    @property
    def dossiers(self) -> int:
        """How many were scored."""
        return self.two + self.one + self.none


@dataclass(frozen=True, slots=True)
class Term:
    """A quarter, or without one the year."""

    year: int
    quarter: int | None = None

    @property
    def quarters(self) -> tuple[int, ...]:
        """The quarter, or those of the year."""
        return (self.quarter,) if self.quarter else (1, 2, 3, 4)

    @property
    def since(self) -> date:
        """The first day."""
        return date(self.year, 3 * self.quarter - 2 if self.quarter else 1, 1)

    @property
    def until(self) -> date:
        """The last day."""
        return self.after.since - timedelta(days=1)

    @property
    def after(self) -> Term:
        """The term that follows."""
        if self.quarter in {None, 4}:
            return Term(self.year + 1, 1 if self.quarter else None)
        return Term(self.year, (self.quarter or 0) + 1)

    @property
    def before(self) -> Term:
        """The term that went before."""
        if self.quarter in {None, 1}:
            return Term(self.year - 1, 4 if self.quarter else None)
        return Term(self.year, (self.quarter or 0) - 1)


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a year."""

    year: int
    month: int

    @property
    def since(self) -> date:
        """The first day."""
        return date(self.year, self.month, 1)

    @property
    def until(self) -> date:
        """The last day."""
        return self.after.since - timedelta(days=1)

    @property
    def after(self) -> Month:
        """The month that follows."""
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def before(self) -> Month:
        """The month that went before."""
        return month_of(self.since - timedelta(days=1))

    def __str__(self) -> str:
        """Write it as an address does: «2020-05»."""
        return f"{self.year:04d}-{self.month:02d}"


def month_of(day: date) -> Month:
    """Return the month in which a day lies."""
    return Month(day.year, day.month)
