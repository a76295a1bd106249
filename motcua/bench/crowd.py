"""Clients that send in windows: processes of their own, told by pipes what to send and for how long."""

from __future__ import annotations

import json
import multiprocessing
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Protocol, Self

PROCESSES = 2
DONE = (b"HTTP/1.1 200 ", b"HTTP/1.1 201 ")
WAIT_SECONDS = 30
#: Each client numbers its people in a range of its own.
RANGE = 10_000_000


@dataclass
class Tally:
    """What a window did: acknowledged, failed, and how long each answer took (seconds)."""

    done: int = 0
    errors: int = 0
    waits: list[float] = field(default_factory=list)
    seconds: float = 0.0
    first_error: str = ""

    @property
    def rate(self) -> float:
        """Acknowledged a second."""
        return self.done / self.seconds if self.seconds else 0.0

    def add(self, other: Tally) -> None:
        """Take another client's tally into this one."""
        self.done += other.done
        self.errors += other.errors
        self.waits += other.waits
        self.seconds = max(self.seconds, other.seconds)
        self.first_error = self.first_error or other.first_error


class Client(Protocol):
    """One who sends: what it sends is made before the window begins, whichever way it goes."""

    def __init__(self, number: int, port: int, cast: Any) -> None:
        """Take a number of one's own, the server's port, and who acts."""

    def prepare(self, way: str, seconds: float, *, one_unit: bool) -> None:
        """Make as much as a window of this way can need."""

    def sender(self, way: str) -> Callable[[], None]:
        """Return what sends one, raising StopIteration when nothing is left."""


class Caller:
    """One keep-alive HTTP connection.

    It reads no more of HTTP than the bench needs: two cores carry both sides, and what it costs the server lacks.
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self.requests: list[bytes] = []
        self._line: socket.socket | None = None

    def load(self, requests: Sequence[bytes]) -> None:
        """Take the requests of a window, in the order in which they go; begin it with a fresh connection."""
        self._close()
        self.requests = [*reversed(requests)]

    def send(self) -> None:
        """Send one and wait for its whole answer; raises RuntimeError unless it was done."""
        if not self.requests:
            raise StopIteration
        self.ask(self.requests.pop())

    def ask(self, request: bytes) -> bytes:
        """Send one request and return its whole answer; raises RuntimeError unless it was done."""
        if self._line is None:
            self._line = socket.create_connection(("127.0.0.1", self.port), timeout=WAIT_SECONDS)
            self._line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            self._line.sendall(request)
            answer = self._answer(self._line)
        except OSError:
            self._close()
            raise
        if not answer.startswith(DONE):
            raise RuntimeError(answer[-600:].decode(errors="replace"))
        return answer

    @staticmethod
    def _answer(line: socket.socket) -> bytes:
        read = b""
        while (end := read.find(b"\r\n\r\n")) < 0:
            read += _more(line)
        head = read[:end].lower()
        length = int(head.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
        while len(read) < end + 4 + length:
            read += _more(line)
        return read

    def _close(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


def _more(line: socket.socket) -> bytes:
    part = line.recv(65_536)
    if not part:
        message = "the server closed the connection in the middle of an answer"
        raise ConnectionError(message)
    return part


def request(method: str, path: str, token: str, body: Any = None, *, key: str = "") -> bytes:
    """Return one request as it goes over the line."""
    content = b"" if body is None else json.dumps(body).encode()
    head = [
        f"{method} /api/v1{path} HTTP/1.1",
        "Host: 127.0.0.1",
        f"Authorization: Bearer {token}",
        "Content-Type: application/json",
        f"Content-Length: {len(content)}",
        *([f"Idempotency-Key: {key}"] if key else []),
    ]
    return "\r\n".join((*head, "", "")).encode() + content


class Crowd:
    """Ten clients in two processes, so that their own work does not wait for one interpreter.

    ``kind`` names the clients' class as «module:class»; ``cast`` is what they are told of who acts, and can be pickled.
    """

    def __init__(self, clients: int, port: int, cast: Any, kind: str) -> None:
        context = multiprocessing.get_context("spawn")
        self.ends: list[Connection] = []
        self.processes = []
        for index in range(PROCESSES):
            here, there = context.Pipe()
            share = clients // PROCESSES
            own = {"end": there, "numbers": range(index * share + 1, (index + 1) * share + 1)}
            process = context.Process(
                target=_serve, kwargs=own | {"port": port, "cast": cast, "kind": kind}, daemon=True
            )
            process.start()
            self.ends.append(here)
            self.processes.append(process)
        self.warm_done = self.warm_errors = 0
        self._warm = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        for end in self.ends:
            end.send(None)
        for process in self.processes:
            process.join(timeout=20)

    def window(self, way: str, seconds: float, *, one_unit: bool = False) -> Tally:
        """Let all clients send one way for so many seconds, and add up what they did."""
        for end in self.ends:
            end.send(("prepare", way, seconds, one_unit))
        for end in self.ends:
            end.recv()
        for end in self.ends:
            end.send(("go", way, seconds, one_unit))
        total = Tally()
        for end in self.ends:
            total.add(end.recv())
        if total.first_error:
            print(f"{way}: {total.first_error}", flush=True)
        if not self._warm:
            self._warm, self.warm_done, self.warm_errors = True, total.done, total.errors
        return total


def _serve(*, end: Connection, numbers: Sequence[int], port: int, cast: Any, kind: str) -> None:
    """Be one of the processes."""
    import django

    django.setup()
    module, _, name = kind.partition(":")
    made: type[Client] = getattr(import_module(module), name)
    own = [made(number, port, cast) for number in numbers]
    while (order := end.recv()) is not None:
        step, way, seconds, one_unit = order
        if step == "prepare":
            for client in own:
                client.prepare(way, seconds, one_unit=one_unit)
            end.send("ready")
            continue
        tallies = [Tally() for _client in own]
        threads = [
            threading.Thread(target=_window, args=(client.sender(way), seconds, tally))
            for client, tally in zip(own, tallies, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        total = Tally()
        for tally in tallies:
            total.add(tally)
        end.send(total)


def _window(send: Callable[[], None], seconds: float, tally: Tally) -> None:
    began = time.perf_counter()
    until = began + seconds
    while (now := time.perf_counter()) < until:
        try:
            send()
        except StopIteration:
            break
        except Exception as problem:  # noqa: BLE001  every failure is counted and the first one told
            tally.errors += 1
            tally.first_error = tally.first_error or repr(problem)
            continue
        tally.done += 1
        tally.waits.append(time.perf_counter() - now)
    tally.seconds = time.perf_counter() - began
