"""Reference data in memory, by version.

Hot paths read units, calendars and procedures from memory. A shelf asks the database for its revision
at most once a second and loads again only when it has changed.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

#: All shelves, so that a test that changes its database can forget what it held.
shelves: list[Shelf[object]] = []


class Shelf(Generic[T]):
    """One immutable value loaded whole, kept until its revision changes."""

    def __init__(self, load: Callable[[], T], revision: Callable[[], object], *, every: float = 1.0) -> None:
        """Take how to load the value, how to ask its revision, and how many seconds an answer holds."""
        self._load, self._revision, self._every = load, revision, every
        self._lock = threading.Lock()
        self._seen: object = None
        self._asked = 0.0
        self._value: T | None = None
        shelves.append(self)  # type: ignore[arg-type]

    def get(self) -> T:
        """Return the value as of at most ``every`` seconds ago."""
        value = self._value
        if value is not None and time.monotonic() - self._asked < self._every:
            return value
        with self._lock:
            if self._value is None or time.monotonic() - self._asked >= self._every:
                revision = self._revision()
                if self._value is None or revision != self._seen:
                    self._value = self._load()
                    self._seen = revision
                self._asked = time.monotonic()
            return self._value

    def forget(self) -> None:
        """Load anew at the next question: this process has just changed what lies behind."""
        with self._lock:
            self._value, self._asked = None, 0.0


def forget_all() -> None:
    """Forget every shelf; tests call it when they change databases."""
    for shelf in shelves:
        shelf.forget()
