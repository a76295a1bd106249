"""Codes and places in the register, drawn in memory for whoever receives by the hundred thousand."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from motcua.dossiers.books import BookIsClosed
from motcua.kernel.statements import rows, run

DAYS = "select day, last from dossiers_day_counter where prefix = %s"
BOOKS = "select year, book, last, closed_last from dossiers_book_counter where unit_id = %s"
COUNT_DAYS = """
insert into dossiers_day_counter (prefix, day, last) select * from unnest(%s::text[], %s::date[], %s::int[])
on conflict (prefix, day) do update set last = excluded.last
"""
COUNT_BOOKS = """
insert into dossiers_book_counter (unit_id, year, book, last) select * from unnest(%s::uuid[], %s::int[], %s::int[], %s::int[])
on conflict (unit_id, year) do update set last = excluded.last
"""
#: From here on a code has a fifth digit.
FOUR_DIGITS = 10_000


class Numbers:
    """The counters of units in which nobody else receives meanwhile: they count on from where they stand."""

    def __init__(self, *, from_nothing: bool = False) -> None:
        """Know no counter yet: a prefix's and a unit's are read when they are first drawn from.

        ``from_nothing``: each begins at one, whatever it says: whoever draws begins anew with what broke off.
        """
        self._from_nothing = from_nothing
        self._days: dict[str, dict[date, int]] = {}
        self._books: dict[UUID, dict[int, dict[str, Any]]] = {}
        self._moved_days: set[tuple[str, date]] = set()
        self._moved_books: set[tuple[UUID, int]] = set()

    def draw(self, prefix: str, stem: str, day: date, unit: UUID, year: int) -> dict[str, Any]:
        """Draw a code, the day's number, book and ordinal, as the receiving statement does. Refuses with BookIsClosed."""
        if prefix not in self._days:
            self._days[prefix] = {row["day"]: row["last"] for row in self._read(DAYS, prefix)}
        if unit not in self._books:
            self._books[unit] = {row["year"]: row for row in self._read(BOOKS, unit)}
        number = self._days[prefix][day] = self._days[prefix].get(day, 0) + 1
        book = self._books[unit].setdefault(year, {"book": 1, "last": 0, "closed_last": None})
        book["last"] += 1
        if book["closed_last"] is not None and book["last"] > book["closed_last"]:
            raise BookIsClosed(year)
        self._moved_days.add((prefix, day))
        self._moved_books.add((unit, year))
        code = f"{stem}{number:04}" if number < FOUR_DIGITS else f"{stem}{number}"
        return {"code": code, "day_number": number, "book": book["book"], "ordinal": book["last"]}

    def _read(self, sql: str, whose: object) -> list[dict[str, Any]]:
        return [] if self._from_nothing else rows(sql, [whose])

    def write(self) -> None:
        """Write where the counters stand now, as a part of the caller's transaction."""
        days = sorted(self._moved_days)
        lasts = [self._days[prefix][day] for prefix, day in days]
        run(COUNT_DAYS, [[prefix for prefix, _day in days], [day for _prefix, day in days], lasts])
        books = sorted(self._moved_books)
        found = [self._books[unit][year] for unit, year in books]
        run(
            COUNT_BOOKS,
            [
                [unit for unit, _year in books],
                [year for _unit, year in books],
                [book["book"] for book in found],
                [book["last"] for book in found],
            ],
        )
        self._moved_days, self._moved_books = set(), set()
