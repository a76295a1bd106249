"""Clients that send in windows: processes of their own, told by pipes what to send and for how long."""

from __future__ import annotations

import itertools
import json
import multiprocessing
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self

from motcua.bench import stage

PROCESSES = 2
#: More than any client can send in a second.
MOST_PER_SECOND = 400
CREATED = b"HTTP/1.1 201 "
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


class Caller:
    """One keep-alive client: its requests are made before the window begins, as the rows of the other ways are.

    It reads no more of HTTP than the bench needs: two cores carry both sides, and what it costs the server lacks.
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self.requests: list[bytes] = []
        self._line: socket.socket | None = None

    def prepare(self, numbers: itertools.count[int], seconds: float, tokens: Sequence[str], *, one_unit: bool) -> None:
        """Make as many requests as a window can need; begin the window with a fresh connection."""
        self._close()
        wanted = int(seconds * MOST_PER_SECOND)
        self.requests = [
            _request(number, tokens[0] if one_unit else tokens[number % len(tokens)])
            for number in itertools.islice(numbers, wanted)
        ]

    def send(self) -> None:
        """Send one and wait for its whole answer; raises RuntimeError unless it was created."""
        if not self.requests:
            raise StopIteration
        if self._line is None:
            self._line = socket.create_connection(("127.0.0.1", self.port), timeout=WAIT_SECONDS)
            self._line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            self._line.sendall(self.requests.pop())
            answer = self._answer(self._line)
        except OSError:
            self._close()
            raise
        if not answer.startswith(CREATED):
            raise RuntimeError(answer[-600:].decode(errors="replace"))

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


def _request(number: int, token: str) -> bytes:
    body = json.dumps(stage.body(number)).encode()
    head = (
        "POST /api/v1/dossiers HTTP/1.1",
        "Host: 127.0.0.1",
        f"Authorization: Bearer {token}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        f"Idempotency-Key: k{number}",
    )
    return "\r\n".join((*head, "", "")).encode() + body


class Crowd:
    """Ten clients in two processes, so that their own work does not wait for one interpreter."""

    def __init__(self, clients: int, port: int, tokens: Sequence[str]) -> None:
        context = multiprocessing.get_context("spawn")
        self.ends: list[Connection] = []
        self.processes = []
        for index in range(PROCESSES):
            here, there = context.Pipe()
            arguments = (there, index, clients // PROCESSES, port, list(tokens))
            process = context.Process(target=_serve, args=arguments, daemon=True)
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


def _serve(end: Connection, index: int, clients: int, port: int, tokens: list[str]) -> None:
    """Be one of the processes."""
    import django

    django.setup()
    from motcua.bench.plain import Plain

    numbers = [itertools.count((index * clients + client + 1) * RANGE) for client in range(clients)]
    plain = [Plain() for _client in range(clients)]
    callers = [Caller(port) for _client in range(clients)]
    while (order := end.recv()) is not None:
        step, way, seconds, one_unit = order
        if step == "prepare":
            for client in range(clients):
                if way == "api":
                    callers[client].prepare(numbers[client], seconds, tokens, one_unit=one_unit)
                else:
                    plain[client].prepare(numbers[client], seconds, one_unit=one_unit)
            end.send("ready")
            continue
        ways = {
            "api": [caller.send for caller in callers],
            "statements": [one.by_statements for one in plain],
            "one_statement": [one.by_one_statement for one in plain],
        }
        tallies = [Tally() for _client in range(clients)]
        threads = [
            threading.Thread(target=_window, args=(send, seconds, tally))
            for send, tally in zip(ways[way], tallies, strict=True)
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
