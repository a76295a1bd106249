"""Receptions over the API, and the same rows by plain psycopg: a trip for each statement (S), or one in BEGIN/COMMIT (C)."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import psycopg

from motcua.bench import stage
from motcua.bench.crowd import RANGE, Caller, request
from motcua.catalogue import queries as catalogue
from motcua.database import addresses
from motcua.dossiers.services import piecemeal
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.organisation import queries as organisation

#: More than any client can send in a second.
MOST_BY_API, MOST_PER_SECOND = 400, 300


class Receiver:
    """A client that receives, over the API or past it; ``tokens`` are of clerks in as many units."""

    def __init__(self, number: int, port: int, tokens: Sequence[str]) -> None:
        self.numbers = itertools.count(number * RANGE)
        self.tokens = tokens
        self.caller, self.plain = Caller(port), Plain()

    def prepare(self, way: str, seconds: float, *, one_unit: bool) -> None:
        """Make as many receptions as a window can need."""
        if way != "api":
            self.plain.prepare(self.numbers, seconds, one_unit=one_unit)
            return
        wanted = itertools.islice(self.numbers, int(seconds * MOST_BY_API))
        self.caller.load([self._request(number, one_unit=one_unit) for number in wanted])

    def _request(self, number: int, *, one_unit: bool) -> bytes:
        token = self.tokens[0 if one_unit else number % len(self.tokens)]
        return request("POST", "/dossiers", token, stage.body(number), key=f"k{number}")

    def sender(self, way: str) -> Callable[[], None]:
        """Return what sends one reception this way."""
        return {
            "api": self.caller.send,
            "statements": self.plain.by_statements,
            "one_statement": self.plain.by_one_statement,
        }[way]


class Plain:
    """One client with one lasting connection; its rows are made before the window begins."""

    def __init__(self) -> None:
        self.connection: psycopg.Connection[Any] | None = None
        self.rows: list[dict[str, Any]] = []

    def prepare(self, numbers: itertools.count[int], seconds: float, *, one_unit: bool) -> None:
        """Make the rows of as many receptions as a window can need."""
        if self.connection is None:
            self.connection = psycopg.connect(**addresses.current().parameters(), autocommit=True, prepare_threshold=1)  # type: ignore[arg-type]
        wanted = int(seconds * MOST_PER_SECOND)
        self.rows = [_values(number, one_unit=one_unit) for number in itertools.islice(numbers, wanted)]

    def by_statements(self) -> None:
        """Send one reception a statement at a time; the next statement takes what the one before it drew."""
        values = self._next()
        assert self.connection is not None, "prepared before"
        with self.connection.transaction():
            for sql in piecemeal.STATEMENTS:
                found = self.connection.execute(sql, values)
                if found.description:
                    drawn = found.fetchone()
                    assert drawn is not None, "every statement that answers has a row"
                    values |= {column.name: value for column, value in zip(found.description, drawn, strict=True)}

    def by_one_statement(self) -> None:
        """Send one reception as one statement between BEGIN and COMMIT."""
        values = self._next()
        assert self.connection is not None, "prepared before"
        with self.connection.transaction():
            self.connection.execute(piecemeal.ONE, values).fetchone()

    def _next(self) -> dict[str, Any]:
        if not self.rows:
            raise StopIteration
        return self.rows.pop()


def _values(number: int, *, one_unit: bool) -> dict[str, Any]:
    at = moments.now()
    units = organisation.units(at.date(), "commune")[: stage.UNITS]
    version = catalogue.in_force(stage.PROCEDURE, at.date())
    unit = units[0] if one_unit else units[number % len(units)]
    return piecemeal.values_of(actor=SYSTEM, at=at, unit=unit.id, procedure=version.id, body=stage.body(number))
