"""A client that takes dossiers from the counter to the signature, over the API or past it."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from inspect import unwrap
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection, transaction

from motcua.bench import stage
from motcua.bench.crowd import RANGE, Caller, request
from motcua.catalogue import queries as catalogue
from motcua.database import addresses
from motcua.dossiers import services
from motcua.dossiers.services import piecemeal
from motcua.identity import queries as identity
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM

#: What is done with a dossier, by whom: the path's last word, the role, the service.
STEPS: tuple[tuple[str, str, Callable[..., Any]], ...] = (
    ("hand-over", "counter", services.hand_over),
    ("take-up", "specialist", services.take_up),
    ("proposal", "specialist", services.propose),
    ("approval", "leader", services.approve),
)
ROLES = ("counter", "specialist", "leader")
#: More steps than any client can take in a second.
MOST_BY_API, MOST_PER_SECOND = 120, 240
#: More receipts than any client can print in a second.
MOST_PRINTED = 25

Statement = tuple[str, Any]


class Walker:
    """A client that takes dossiers from the counter to the signature; ``cast`` has the tokens of each unit's people."""

    def __init__(self, number: int, port: int, cast: Sequence[Mapping[str, str]]) -> None:
        self.numbers = itertools.count(number * RANGE)
        self.cast, self.caller = cast, Caller(port)
        self.plain: psycopg.Connection[Any] | None = None
        self.steps: list[list[Statement]] = []

    def prepare(self, way: str, seconds: float, *, one_unit: bool) -> None:
        """Receive as many dossiers as a window can need steps, and make what sends them."""
        most = MOST_BY_API if way == "api" else MOST_PER_SECOND
        people = self.cast[:1] if one_unit else self.cast
        received = []
        for number in itertools.islice(self.numbers, math.ceil(seconds * most / len(STEPS))):
            tokens = people[number % len(people)]
            received.append((tokens, received_by(tokens, number)))
        if way == "api":
            self.caller.load(
                [
                    request("POST", f"/dossiers/{code}/{word}", tokens[role], {})
                    for tokens, code in received
                    for word, role, _service in STEPS
                ]
            )
            return
        if self.plain is None:
            self.plain = psycopg.connect(**addresses.current().parameters(), autocommit=True, prepare_threshold=1)  # type: ignore[arg-type]
        made = [step for tokens, code in received for step in statements_of(tokens, code)]
        self.steps = [step[-1:] if way == "one_statement" else step for step in reversed(made)]

    def sender(self, way: str) -> Callable[[], None]:
        """Return what takes one step this way."""
        return self.caller.send if way == "api" else self._by_plain

    def _by_plain(self) -> None:
        if not self.steps:
            raise StopIteration
        assert self.plain is not None, "prepared before"
        with self.plain.transaction():
            for sql, values in self.steps.pop():
                if self.plain.execute(sql, values).fetchone() is None:
                    message = "a step found the dossier elsewhere"
                    raise RuntimeError(message)


def received_by(tokens: Mapping[str, str], number: int) -> str:
    """Receive a dossier in the clerk's unit by one plain statement; return its code."""
    at, unit = moments.now(), _actor(tokens["counter"]).unit
    version = catalogue.in_force(stage.PROCEDURE, at.date())
    assert isinstance(unit, UUID), "a clerk sits in a unit"
    values = piecemeal.values_of(actor=SYSTEM, at=at, unit=unit, procedure=version.id, body=stage.body(number))
    with connection.cursor() as cursor:
        cursor.execute(piecemeal.ONE, values)
        cursor.execute("select code from dossiers_dossier where id = %s", [values["dossier_id"]])
        return str(cursor.fetchone()[0])


def statements_of(tokens: Mapping[str, str], code: str) -> list[list[Statement]]:
    """Return what each step of a dossier sends, the writing statement last; nothing stays written."""
    found: list[list[Statement]] = []

    def keep(execute: Callable[..., Any], sql: str, values: Any, many: bool, context: Mapping[str, Any]) -> Any:  # noqa: FBT001  Django's
        if not sql.startswith(("SAVEPOINT", "RELEASE")):
            found[-1].append((sql, values))
        return execute(sql, values, many, context)

    with transaction.atomic():
        for _word, role, service in STEPS:
            found.append([])
            with connection.execute_wrapper(keep):
                # The act itself insists on being committed; what it wraps does not.
                unwrap(service)(actor=_actor(tokens[role]), at=moments.now(), number=code)
        transaction.set_rollback(True)
    return found


def _actor(token: str) -> Any:
    found = identity.actor_of_token(token)
    assert found is not None, "issued on this stage"
    return found.actor


def round_trips(tokens: Mapping[str, str]) -> int:
    """Return the statements of the longest step over the API in this process, BEGIN and COMMIT included."""
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, most = Client(SERVER_NAME="127.0.0.1"), 0
    for number in range(stage.RECEIVED_TO_COUNT):
        code = received_by(tokens, 999_000_000 + number)
        most = 0
        for word, role, _service in STEPS:
            headers = {"Authorization": f"Bearer {tokens[role]}"}
            with CaptureQueriesContext(connection) as seen:
                answer = client.post(f"/api/v1/dossiers/{code}/{word}", "{}", "application/json", headers=headers)
            if answer.status_code != 200:  # noqa: PLR2004  done
                raise RuntimeError(answer.content.decode())
            most = max(most, len(seen))
    return most


class Reader:
    """A client that fetches receipts, each of a dossier that was just received and never printed."""

    def __init__(self, number: int, port: int, cast: Sequence[Mapping[str, str]]) -> None:
        self.numbers = itertools.count(number * RANGE)
        self.cast, self.caller = cast, Caller(port)

    def prepare(self, way: str, seconds: float, *, one_unit: bool) -> None:
        """Receive as many dossiers as a window can print receipts."""
        del way, one_unit  # there is one way, and the unit makes no difference
        wanted = []
        for number in itertools.islice(self.numbers, math.ceil(seconds * MOST_PRINTED)):
            tokens = self.cast[number % len(self.cast)]
            wanted.append(request("GET", f"/dossiers/{received_by(tokens, number)}/receipt", tokens["counter"]))
        self.caller.load(wanted)

    def sender(self, way: str) -> Callable[[], None]:
        """Return what fetches one."""
        del way
        return self.caller.send
