"""The parent of all parts: starts them, starts again what dies, the database too, and stops all cleanly.

Killed itself at any moment it leaves nothing in the way of the next start: its lock goes with it, its children
notice and end, and what should still be there is swept up by the next supervisor.
"""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import Any, Self
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import psycopg

from motcua.database.locks import FileLock, is_held
from motcua.database.runner import Cluster, ServerProblem
from motcua.kernel import moments
from motcua.website.serving.home import Home, write_closed
from motcua.website.serving.parts import LONGEST, SHORTEST, Part, kill_group, stop_all

TICK = 0.1
DATABASE_EVERY = 1.0
LOGS_EVERY = 60.0
STOP_SECONDS = 20.0
READY_SECONDS = 90.0
#: Before it has ever answered, a part that dies so often will not be cured by one more try.
HOPELESS = 4


class CannotServe(Exception):
    """It cannot start; the message says what to do."""


class Supervisor:
    """Keeps the parts alive until it is told to stop."""

    def __init__(self, home: Home, cluster: Cluster | None, *, url: str, health: str, demo: bool) -> None:
        """Take the home, our own database server if there is one, and where people and we ourselves reach the pages."""
        self.home, self.cluster, self.url, self.health, self.demo = home, cluster, url, health, demo
        self.parts: list[Part] = []
        self.stopping = False
        self._lock = FileLock(home.run / "serve.lock")
        self._children = FileLock(home.run / "parts.lock")
        self._began = moments.machine_now()
        self._database_due = self._logs_due = 0.0
        self._database_failures = 0

    def __enter__(self) -> Self:
        if not self._lock.try_to_take():
            raise CannotServe(already_running(self.home))
        sweep(self.home)
        self._children.take(shared=True)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            # Set even where a shell's «&» had us ignore it.
            signal.signal(number, self._told_to_stop)
        self._write_state()
        return self

    def __exit__(self, *problem: object) -> None:
        stop_all(self.parts, STOP_SECONDS, self.home)
        if self.cluster is not None:
            self.cluster.leave()
        state_file(self.home).unlink(missing_ok=True)
        self.home.note("đã dừng")
        self._children.close()
        self._lock.close()

    def run(self, parts: Sequence[Part], on_ready: Callable[[], None]) -> None:
        """Start the parts, say when they are ready, and keep them alive until told to stop. Raises CannotServe."""
        self.parts = list(parts)
        for part in self.parts:
            part.start(self.home, lock=self._children.descriptor)
        self._write_state()
        ready, deadline = False, time.monotonic() + READY_SECONDS
        while not self.stopping:
            self._look_after_parts()
            self._look_after_database()
            if not ready:
                if ready := self._answers():
                    self.home.note(f"sẵn sàng ở {self.url}")
                    on_ready()
                elif time.monotonic() > deadline or any(part.failures >= HOPELESS for part in self.parts):
                    raise CannotServe(self._why_not())
            time.sleep(TICK)

    def wait_for(self, process: Any) -> int:
        """Wait for a program that prepares something; end it when told to stop."""
        while process.poll() is None:
            if self.stopping:
                process.terminate()
            time.sleep(TICK / 2)
        return int(process.returncode)

    def _told_to_stop(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        if self.stopping:  # Asked twice: at once.
            for part in self.parts:
                if part.process:
                    kill_group(part.process.pid, signal.SIGKILL)
        self.stopping = True

    def _look_after_parts(self) -> None:
        changed = False
        for part in self.parts:
            changed |= part.has_died(self.home)
            if part.process is None and time.monotonic() >= part.due_at and not self.stopping:
                part.start(self.home, lock=self._children.descriptor)
                self.home.note(f"{part.name}: chạy lại, tiến trình {part.pid}")
                changed = True
        if changed:
            self._write_state()
        if time.monotonic() >= self._logs_due:
            self._logs_due = time.monotonic() + LOGS_EVERY
            for part in self.parts:
                part.shorten_log(self.home)

    def _look_after_database(self) -> None:
        if self.cluster is None or time.monotonic() < self._database_due:
            return
        self._database_due = time.monotonic() + DATABASE_EVERY
        if self.cluster.is_running():
            self._database_failures = 0
            return
        try:
            self.cluster.start()
        except (ServerProblem, OSError, psycopg.Error) as problem:
            self._database_failures += 1
            self._database_due += min(SHORTEST * 2**self._database_failures, LONGEST)
            self.home.note(f"cơ sở dữ liệu: chưa chạy lại được: {problem}")
        else:
            self.home.note(f"cơ sở dữ liệu: chạy lại, tiến trình {self.cluster.pid}")

    def _answers(self) -> bool:
        try:
            with urlopen(self.health, timeout=1):  # noqa: S310 - our own address
                return True
        except HTTPError:
            return True
        except (URLError, OSError):
            return False

    def _why_not(self) -> str:
        worst = max(self.parts, key=lambda part: part.failures)
        log = self.home.logs / f"{worst.name}.log"
        last = log.read_text(errors="replace").strip().splitlines()[-5:] if log.exists() else []
        return "\n".join([f"Phần «{worst.name}» không khởi động được. Những dòng cuối của {log}:", *last])

    def _write_state(self) -> None:
        facts = {
            "pid": os.getpid(),
            "url": self.url,
            "health": self.health,
            "demo": self.demo,
            "began_at": self._began.isoformat(timespec="seconds"),
            "parts": {part.name: part.facts() for part in self.parts},
        }
        write_closed(state_file(self.home), json.dumps(facts, indent=1))


def state_file(home: Home) -> Path:
    """Return where the supervisor writes who is running."""
    return home.run / "serve.json"


def state(home: Home) -> dict[str, Any] | None:
    """Return who is running; None when nobody is."""
    if not is_held(home.run / "serve.lock"):
        return None
    try:
        found: dict[str, Any] = json.loads(state_file(home).read_text())
    except (FileNotFoundError, ValueError):
        return {"pid": None, "url": "", "health": "", "demo": False, "began_at": "", "parts": {}}
    return found


def already_running(home: Home) -> str:
    """Say that it runs already, and where."""
    found = state(home) or {}
    return f"Một cửa đang chạy ở {found.get('url') or home.folder}. Gõ «motcua stop» để dừng rồi chạy lại."


def sweep(home: Home, seconds: float = 5.0) -> None:
    """See that no child of a supervisor that was killed is left. Raises CannotServe if one will not go.

    Children end with their parent by themselves; this waits for them, and ends those that hang.
    """
    lock = home.run / "parts.lock"
    for how_long, last in ((seconds, None), (seconds, signal.SIGKILL)):
        if last is not None:
            for pid in _left_over(home):
                kill_group(pid, last)
        deadline = time.monotonic() + how_long
        while is_held(lock):
            if time.monotonic() > deadline:
                break
            time.sleep(TICK)
        else:
            return
    raise CannotServe(f"Còn tiến trình cũ giữ {lock}. Xem «ps aux | grep motcua», dừng nó rồi chạy lại.")


def _left_over(home: Home) -> list[int]:
    """Return the leaders of groups that the last supervisor started, if they are still the same processes."""
    try:
        pids = [part["pid"] for part in json.loads(state_file(home).read_text())["parts"].values() if part["pid"]]
    except (FileNotFoundError, ValueError, KeyError):
        return []
    return [pid for pid in pids if _holds(pid, home.run / "parts.lock")]


def _holds(pid: int, lock: Path) -> bool:
    """Whether a process has our lock's file open: a recycled pid has not."""
    try:
        return any(link.samefile(lock) for link in Path(f"/proc/{pid}/fd").iterdir() if link.exists())
    except OSError:
        return False
