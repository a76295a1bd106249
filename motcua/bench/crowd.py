"""Clients that send in windows: processes of their own, told by pipes what to send and for how long."""

from __future__ import annotations

import http.client
import itertools
import json
import multiprocessing
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Self

from motcua.bench import stage

PROCESSES = 2
CREATED = 201
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
    connections: list[http.client.HTTPConnection | None] = [None] * clients
    while (order := end.recv()) is not None:
        step, way, seconds, one_unit = order
        if step == "prepare":
            for client in range(clients):
                if way != "api":
                    plain[client].prepare(numbers[client], seconds, one_unit=one_unit)
            end.send("ready")
            continue
        tallies = [Tally() for _client in range(clients)]
        threads = [
            threading.Thread(
                target=_window,
                args=(
                    _sender(way, client, plain[client], connections, port, tokens, numbers[client], one_unit=one_unit),
                    seconds,
                    tallies[client],
                ),
            )
            for client in range(clients)
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


def _sender(  # noqa: PLR0917  what one client needs, in the order it is made
    way: str,
    client: int,
    plain: Any,
    connections: list[http.client.HTTPConnection | None],
    port: int,
    tokens: list[str],
    numbers: itertools.count[int],
    *,
    one_unit: bool,
) -> Callable[[], None]:
    if way == "statements":
        return plain.by_statements  # type: ignore[no-any-return]
    if way == "one_statement":
        return plain.by_one_statement  # type: ignore[no-any-return]
    if (idle := connections[client]) is not None:
        idle.close()  # the server closes connections that were idle between windows
    connection = connections[client] = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def send() -> None:
        number = next(numbers)
        token = tokens[0] if one_unit else tokens[number % len(tokens)]
        headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "Idempotency-Key": f"k{number}",
        }
        try:
            connection.request("POST", "/api/v1/dossiers", json.dumps(stage.body(number)), headers)
            answer = connection.getresponse()
            content = answer.read()
        except OSError:
            connection.close()
            raise
        if answer.status != CREATED:
            message = f"{answer.status} {content[:300].decode()}"
            raise RuntimeError(message)

    return send
