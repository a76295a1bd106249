"""Receipts by the hundred thousand: numbers are drawn in the order of the acts, rows are written by COPY."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from motcua.kernel.statements import copy_in, rows, run
from motcua.payments.types import BookRanOut
from motcua.prints.services.bulk import copy_prints

BOOKS = "select * from payments_book where unit_id = %s order by year, book"
KNOWN = "select id from payments_book where id = any(%s)"
COUNT_ON = (
    "update payments_book b set last = u.last from unnest(%s::uuid[], %s::int[]) as u(id, last) where b.id = u.id"
)
CLOSED = "select account, closed_on from payments_till_lock where unit_id = %s"
LOCK = """
insert into payments_till_lock (unit_id, account, closed_on) select unit_id, account, '0001-01-01'
from unnest(%s::uuid[], %s::uuid[]) as t(unit_id, account) on conflict do nothing
"""
ONE_DAY = timedelta(days=1)


@dataclass(slots=True)
class Taken:
    """An act of money that is still to be written: what it drew, and its rows."""

    drawn: dict[str, Any]
    receipts: list[dict[str, Any]] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)
    prints: list[dict[str, Any]] = field(default_factory=list)
    cancellations: list[dict[str, Any]] = field(default_factory=list)


class Tills:
    """Tills and books of units in which nobody else takes money meanwhile."""

    def __init__(self, *, from_nothing: bool = False) -> None:
        """Know no book yet: a unit's are read when it first takes money.

        ``from_nothing``: each begins at one, whatever it says: whoever takes money begins anew with what broke off.
        """
        self._from_nothing = from_nothing
        self._books: dict[UUID, list[dict[str, Any]]] = {}
        self._closed: dict[UUID, dict[UUID, date]] = {}
        self._moved: dict[UUID, dict[str, Any]] = {}
        self._new: dict[UUID, dict[str, Any]] = {}
        self._locks: set[tuple[UUID, UUID]] = set()

    def take(self, taking: Mapping[str, Any]) -> Taken:
        """Draw a receipt's number, as ``payments_take()`` does, from the values that ``services.taking`` makes.

        Refuses with BookRanOut.
        """
        receipt = taking["receipt"]
        book = self._draw(receipt)
        numbers = {name: book[name] for name in ("book", "year", "serial")} | {"number": book["last"]}
        receipt = receipt | numbers | {"till_on": self._till_day(receipt["unit_id"], receipt)}
        drawn = {
            **numbers,
            "receipt": str(receipt["id"]),
            "amount": receipt["amount"],
            "till": receipt["till_on"].isoformat(),
        }
        filled = {
            "id": receipt["print_id"],
            "form": "fee_receipt",
            "version": taking["template"],
            "renderer": taking["renderer"],
            "owner_kind": receipt["owner_kind"],
            "owner_id": receipt["owner_id"],
            "person_id": taking["person"],
            "inputs": taking["inputs"],
            "drawn": numbers,
            "kept_at": receipt["at"],
        }
        return Taken(drawn, [receipt], list(taking["lines"]), [filled])

    def cancel(self, cancelling: Mapping[str, Any], taken: Taken) -> Taken:
        """Write the counter-entry of a receipt that was taken here, as ``payments_cancel()`` does."""
        (receipt,) = taken.receipts
        till = self._till_day(receipt["unit_id"], cancelling)
        said = {name: value for name, value in taken.drawn.items() if name != "serial"}
        return Taken(said | {"till": till.isoformat()}, cancellations=[{**cancelling, "till_on": till}])

    def write(self, acts: Iterable[Taken]) -> None:
        """Write acts and where the books stand now, as a part of the caller's transaction."""
        acts = list(acts)
        known = {one["id"]: self._new.pop(one["id"]) for one in rows(KNOWN, [list(self._new)])}
        copy_in("payments_book", list(self._new.values()))
        self._moved |= known
        if self._moved:
            run(COUNT_ON, [list(self._moved), [book["last"] for book in self._moved.values()]])
        if self._locks:
            units, accounts = zip(*sorted(self._locks), strict=True)
            run(LOCK, [list(units), list(accounts)])
        self._new, self._moved, self._locks = {}, {}, set()
        copy_in("payments_receipt", [row for act in acts for row in act.receipts])
        copy_in("payments_receipt_line", [row for act in acts for row in act.lines])
        copy_in("payments_cancellation", [row for act in acts for row in act.cancellations])
        copy_prints([row for act in acts for row in act.prints])

    def _draw(self, receipt: Mapping[str, Any]) -> dict[str, Any]:
        """Count on in the open book of the year, or open its first: it continues the last one's serial and length."""
        unit, year = receipt["unit_id"], receipt["year"]
        if unit not in self._books:
            self._books[unit] = [] if self._from_nothing else rows(BOOKS, [unit])
        books = self._books[unit]
        of_year = [book for book in books if book["year"] == year]
        if not of_year:
            books.append(self._opened(receipt, books[-1] if books else None))
            books.sort(key=lambda book: (book["year"], book["book"]))
            of_year = [book for book in books if book["year"] == year]
        book = of_year[-1]
        if book["closed_at"] is not None or (book["until"] is not None and book["last"] >= book["until"]):
            raise BookRanOut
        book["last"] += 1
        if book["id"] not in self._new:
            self._moved[book["id"]] = book
        return book

    def _opened(self, receipt: Mapping[str, Any], last: Mapping[str, Any] | None) -> dict[str, Any]:
        book = {
            "id": uuid5(receipt["unit_id"], f"receipts of {receipt['year']}"),
            "unit_id": receipt["unit_id"],
            "year": receipt["year"],
            "book": 1,
            "serial": last["serial"] if last else "",
            "first": 1,
            "last": 0,
            "until": last["until"] - last["first"] + 1 if last and last["until"] is not None else None,
            "opened_at": receipt["at"],
            "closed_at": None,
            "by_account": receipt["by_account"],
            "by_post": receipt["by_post"],
        }
        self._new[book["id"]] = book
        return book

    def _till_day(self, unit: UUID, entry: Mapping[str, Any]) -> date:
        """Return the till's day: the act's own, or the one after the last that was closed."""
        if unit not in self._closed:
            self._closed[unit] = {row["account"]: row["closed_on"] for row in rows(CLOSED, [unit])}
        account: UUID = entry["by_account"]
        self._locks.add((unit, account))
        closed = self._closed[unit].get(account)
        day: date = entry["till_on"]
        return day if closed is None else max(day, closed + ONE_DAY)
