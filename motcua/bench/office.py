"""Users of an office, each without pause: pages and acts in the proportion of a working day."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any

from motcua.bench import stage
from motcua.bench.crowd import RANGE, Caller, request

#: Of a hundred requests: an official opens the desk and dossiers, takes steps, searches; citizens ask; heads look at lists and the board.
SHARES: Mapping[str, int] = {
    "specialist": 24,
    "dossier": 24,
    "head": 10,
    "head_filtered": 5,
    "province": 1,
    "search": 8,
    "lookup": 12,
    "board": 1,
    "act": 15,
}
#: What follows a reception: the path's last word, who does it, and with what; as many dossiers end as begin.
STEPS: Sequence[tuple[str, str, Mapping[str, Any]]] = (
    ("hand-over", "counter", {}),
    ("take-up", "specialist", {}),
    ("proposal", "specialist", {}),
    ("approval", "leader", {}),
    ("delivery", "counter", {"recipient": {"name": "Người nhận thử"}, "told": "Gọi điện"}),
)


class User:
    """One of the sixteen; ``cast`` has the pages by row as (path, cookie), and the tokens of those who act."""

    def __init__(self, number: int, port: int, cast: Mapping[str, Any]) -> None:
        self.number, self.caller, self.cast = number, Caller(port), cast
        self.chance = Random(number)  # noqa: S311  a bench's choice
        self.received = itertools.count(number * RANGE)
        self.codes: list[tuple[str, int]] = []

    def prepare(self, way: str, seconds: float, *, one_unit: bool) -> None:
        """Nothing is made beforehand: what is asked next depends on what was answered."""

    def sender(self, way: str) -> Callable[[], None]:
        """Return what sends one request."""
        del way  # there is one
        return self._one

    def _one(self) -> None:
        row = self.chance.choices(list(SHARES), list(SHARES.values()))[0]
        if row == "act":
            self._act()
        else:
            self.caller.ask(
                page(*self.chance.choice(self.cast["views"][row]), network=self.chance.randrange(1, 250_000))
            )

    def _act(self) -> None:
        """Take the next step of a dossier received before, or receive another one."""
        tokens = self.cast["tokens"]
        if not self.codes:
            number = next(self.received)
            answer = self.caller.ask(
                request("POST", "/dossiers", tokens["counter"], stage.body(number), key=f"bench-{number:032d}")
            )
            self.codes.append((json.loads(answer.split(b"\r\n\r\n", 1)[1])["code"], 0))
            return
        code, step = self.codes.pop()
        word, role, content = STEPS[step]
        self.caller.ask(request("POST", f"/dossiers/{code}/{word}", tokens[role], content))
        if step + 1 < len(STEPS):
            self.codes.append((code, step + 1))


def page(path: str, cookie: str, *, network: int = 1) -> bytes:
    """Return the request of a page as it goes over the line, from one of many networks."""
    return "\r\n".join(
        (
            f"GET {path} HTTP/1.1",
            "Host: 127.0.0.1",
            f"X-Forwarded-For: 10.{network >> 16 & 255}.{network >> 8 & 255}.{network & 255}",
            *([f"Cookie: {cookie}"] if cookie else []),
            "",
            "",
        )
    ).encode()
