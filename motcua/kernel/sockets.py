"""Sockets: how a lower module gets answers that only upper modules know.

A lower module declares a socket; upper modules plug in from their ``plugs.py`` while the
application starts. From then on the set of plugs is fixed and ordered by key.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Iterator


class SocketProblem(Exception):
    """A plug was refused: it came too late, does not fit, or its place is taken."""


class TooLate(SocketProblem):
    """The application is ready and the sockets are closed."""


class WrongShape(SocketProblem):
    """The plug does not fit the socket's protocol."""


class Taken(SocketProblem):
    """Another plug already has this key."""


class Empty(SocketProblem):
    """A single socket was asked and nobody had plugged in."""


@runtime_checkable
class Plug(Protocol):
    """What every plug has: a key, unique in its socket, by which plugs are ordered."""

    @property
    def key(self) -> str:
        """The plug's name."""
        ...


P = TypeVar("P", bound=Plug)

#: Every socket of the application, by name: `motcua sockets` prints it.
registry: dict[str, Socket[Plug]] = {}


class Socket(Generic[P]):
    """A named place in a lower module where upper modules plug in.

    ``shape`` is the runtime-checkable Protocol that every plug must fit.
    """

    def __init__(self, name: str, shape: type[P], *, single: bool = False) -> None:
        """Declare the socket; ``single`` allows one plug only."""
        self.name, self.shape, self.single = name, shape, single
        self._plugs: dict[str, P] = {}
        self._closed = False
        registry[name] = self  # type: ignore[assignment]

    def plug(self, plug: P) -> P:
        """Plug in. Refuses with TooLate, WrongShape or Taken."""
        if self._closed:
            message = f"{self.name} is closed; plug in from plugs.py"
            raise TooLate(message)
        if not isinstance(plug, self.shape):
            message = f"{plug!r} does not fit {self.name}"
            raise WrongShape(message)
        if plug.key in self._plugs or (self.single and self._plugs):
            message = f"{self.name} already has «{plug.key}»"
            raise Taken(message)
        self._plugs[plug.key] = plug
        return plug

    def close(self) -> None:
        """Fix the set of plugs; the website calls this when every module is ready."""
        self._closed = True
        self._plugs = dict(sorted(self._plugs.items()))

    def only(self) -> P:
        """Return the plug of a single socket. Raises Empty when nobody plugged in."""
        for plug in self._plugs.values():
            return plug
        message = f"nobody answers at {self.name}"
        raise Empty(message)

    @contextmanager
    def instead(self, *plugs: P) -> Iterator[None]:
        """Replace the plugs within one test."""
        kept = self._plugs
        self._plugs = {plug.key: plug for plug in plugs}
        try:
            yield
        finally:
            self._plugs = kept

    def __getitem__(self, key: str) -> P:
        return self._plugs[key]

    def __contains__(self, key: object) -> bool:
        return key in self._plugs

    def __iter__(self) -> Iterator[P]:
        return iter(list(self._plugs.values()) if self._closed else [self._plugs[k] for k in sorted(self._plugs)])

    def __len__(self) -> int:
        return len(self._plugs)


def close_all() -> None:
    """Close every socket: the application is ready."""
    for socket in registry.values():
        socket.close()
