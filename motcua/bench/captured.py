"""What a page asks the database: its statements, caught from one request and sent again past the house."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import psycopg
from django.db import connection

from motcua.database import addresses
from motcua.kernel.ids import new_id

#: A statement, its values, and whether the page has it prepared.
Statement = tuple[str, Any, bool]
OK = 200
LOOK = "ledger_look("


def statements_of(path: str, cookie: str) -> list[Statement]:
    """Return what one page asks, BEGIN and COMMIT left out; asked twice, so that memory is warm."""
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1", HTTP_COOKIE=cookie, HTTP_X_FORWARDED_FOR="203.0.113.1")
    found: list[Statement] = []

    def keep(execute: Callable[..., Any], sql: str, values: Any, many: bool, context: Mapping[str, Any]) -> Any:  # noqa: FBT001  Django's
        if not sql.startswith(("SAVEPOINT", "RELEASE")):
            is_prepared = connection.connection.prepare_threshold is not None
            found.extend((sql, each, is_prepared) for each in (values if many else [values]))
        return execute(sql, values, many, context)

    for _time in range(2):
        found.clear()
        with connection.execute_wrapper(keep):
            answer = client.get(path)
        if answer.status_code != OK:
            message = f"{path} answered {answer.status_code}"
            raise RuntimeError(message)
    return found


class Plain:
    """A connection without the house: the same role, the same settings."""

    def __init__(self) -> None:
        self.line = psycopg.connect(
            **addresses.current().parameters(),  # type: ignore[arg-type]
            autocommit=True,
            prepare_threshold=1,
            cursor_factory=psycopg.Cursor,
        )

    def seconds(self, statements: Sequence[Statement]) -> float:
        """Send a page's statements one after the other and read every row; what they write is taken back."""
        with self.line.transaction(force_rollback=True), self.line.cursor() as cursor:
            began = time.perf_counter()
            for sql, values, is_prepared in statements:
                cursor.execute(sql, _anew(sql, values), prepare=None if is_prepared else False)
                if cursor.description:
                    cursor.fetchall()
            return time.perf_counter() - began


def _anew(sql: str, values: Any) -> Any:
    """Give a look that goes into the history a key of its own: the page's is there already."""
    if LOOK not in sql:
        return values
    return {**values, "id": new_id()} if isinstance(values, dict) else [new_id(), *values[1:]]
