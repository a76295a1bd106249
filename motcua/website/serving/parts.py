"""One part of the running application: a child process that is started again when it dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from motcua.website.serving.home import LOG_BYTES, Home

#: Seconds to wait before a part is started again, doubled from one failure to the next.
SHORTEST, LONGEST = 0.2, 30.0
#: A part that has lived so long has recovered.
STEADY_SECONDS = 60.0
#: How a child finds the command without a script or a module to run.
ENTRY = "import sys; from motcua.website.command import run; sys.exit(run(sys.argv[1:]))"


def command(*words: str) -> list[str]:
    """Return how to run ``motcua`` with these words in a process of its own."""
    return [sys.executable, "-c", ENTRY, *words]


@dataclass(slots=True)
class Part:
    """A child with its name, its command line and what it needs in its environment."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    failures: int = 0
    restarts: int = -1
    due_at: float = 0.0

    @property
    def pid(self) -> int | None:
        """The child's process id while it lives."""
        return self.process.pid if self.process and self.process.returncode is None else None

    def start(self, home: Home, *, lock: int) -> None:
        """Start the child in a process group of its own; whatever comes of it holds the parts' lock."""
        with home.log(self.name).open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own command
                self.command,
                env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=[lock],
            )
        self.started_at = time.monotonic()
        self.restarts += 1

    def has_died(self, home: Home) -> bool:
        """Notice a death, sweep up what the child left behind, and set the moment of the next start."""
        if self.process is None or self.process.poll() is None:
            return False
        home.note(f"{self.name}: tiến trình {self.process.pid} đã dừng ({how(self.process.returncode)})")
        kill_group(self.process.pid, signal.SIGKILL)
        lived = time.monotonic() - self.started_at
        self.failures = 0 if lived > STEADY_SECONDS else self.failures + 1
        self.due_at = time.monotonic() + min(SHORTEST * 2 ** max(0, self.failures - 1), LONGEST)
        self.process = None
        return True

    def shorten_log(self, home: Home) -> None:
        """Keep a long log's text aside and begin it anew; the child appends, so it never notices."""
        path = home.logs / f"{self.name}.log"
        if path.exists() and path.stat().st_size > LOG_BYTES:
            path.with_suffix(".old.log").write_bytes(path.read_bytes())
            os.truncate(path, 0)

    def facts(self) -> dict[str, Any]:
        """Return what ``motcua status`` shows."""
        return {"pid": self.pid, "restarts": max(0, self.restarts)}


def how(status: int) -> str:
    """Say in words how a process ended."""
    return f"tín hiệu {signal.Signals(-status).name}" if status < 0 else f"mã {status}"


def kill_group(leader: int, with_signal: signal.Signals) -> None:
    """Send a signal to a child and all that it started."""
    try:
        os.killpg(leader, with_signal)
    except (ProcessLookupError, PermissionError):
        return


def stop_all(parts: Sequence[Part], seconds: float, home: Home) -> None:
    """Ask all parts to end, wait for them, and end those that do not."""
    living = [part for part in parts if part.process and part.process.poll() is None]
    for part in living:
        kill_group(part.process.pid, signal.SIGTERM)  # type: ignore[union-attr] - it lives
    deadline = time.monotonic() + seconds
    for part in living:
        assert part.process is not None
        try:
            part.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            home.note(f"{part.name}: không chịu dừng, bị ngắt")
        kill_group(part.process.pid, signal.SIGKILL)
        part.process.wait()
