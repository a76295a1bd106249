"""A whole installation as a newcomer starts it, in a folder of its own, and the means to shoot at it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import psycopg

from motcua.database import addresses
from motcua.database.runner import Cluster

MOTCUA = str(Path(sys.executable).with_name("motcua"))

#: The application's transactions are short by force; on a machine busy with other tests it may think longer than that.
PATIENCE = "-c idle_in_transaction_session_timeout=30s -c statement_timeout=30s"
#: Makes clerks' tokens for so many communes; run with the installation's own environment.
TOKENS = """
import json, os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.website.settings"
import django; django.setup()
from motcua.identity import queries, services
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.organisation import queries as organisation
at, tokens = moments.now(), []
for unit in organisation.units(at.date(), "commune")[: int(sys.argv[1])]:
    post = organisation.posts(unit.id, at.date(), role="counter")[0]
    account = queries.holders(post.id, at)[0].account
    tokens.append(services.issue_token(actor=SYSTEM, at=at, account=account, post=post.id, label="faults").raw)
print(json.dumps(tokens))
"""


class Installation:
    """A running demo: its parts by name, its database, its commands."""

    def __init__(self, home: Path, dossiers: int) -> None:
        self.home, self.dossiers, self.port = home, dossiers, free_port()
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("MOTCUA_", "DATABASE_"))
        }
        self.environment |= {"MOTCUA_HOME": str(home), "PGOPTIONS": PATIENCE}
        self.process: subprocess.Popen[bytes] | None = None
        self.said = home.parent / f"{home.name}.said"

    def start(self, *words: str) -> None:
        """Start it and wait until every part is well."""
        command = [MOTCUA, "serve", "--demo", f"--dossiers={self.dossiers}", f"--port={self.port}", *words]
        with self.said.open("ab") as said:
            self.process = subprocess.Popen(command, env=self.environment, stdout=said, stderr=said)
        self.waits_until_well(240)

    def leads(self) -> bool:
        """Whether the process that was started says that it leads: one that was killed leaves parts that answer for a moment."""
        state = self.home / "run" / "serve.json"
        return self.process is None or (state.is_file() and self.pid("supervisor") == self.process.pid)

    def stop(self) -> int:
        """Ask the supervisor to stop, and wait."""
        if self.process is None:
            return 0
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(90)

    def health(self) -> dict[str, object]:
        """Return what «/khoe» says; nothing while nobody answers."""
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/khoe", timeout=3) as answer:
                return json.load(answer)
        except HTTPError as answer:
            return json.loads(answer.read() or b"{}")
        except (OSError, ValueError):
            return {}

    def waits_until_well(self, seconds: float = 120) -> None:
        deadline = time.monotonic() + seconds
        while not (self.leads() and self.health().get("well")):
            assert self.process is None or self.process.poll() is None, self.said.read_text()[-3000:]
            assert time.monotonic() < deadline, f"never well: {self.health()}\n{self.told()}"
            time.sleep(0.1)

    def told(self) -> str:
        return "\n".join(
            f"== {log.name}\n{log.read_text()[-1500:]}" for log in sorted((self.home / "logs").glob("*.log"))
        )

    def pid(self, part: str) -> int:
        """Return the process of a part: web, sealer, worker, database or one of the web's own workers."""
        if part == "database":
            where = addresses_folder(self.home) / "cluster" / "postmaster.pid"
            return int(where.read_text().split()[0])
        state = json.loads((self.home / "run" / "serve.json").read_text())
        if part == "supervisor":
            return int(state["pid"])
        if part == "a web worker":
            return child_of(state["parts"]["web"]["pid"])
        return int(state["parts"][part]["pid"])

    def shoot(self, part: str) -> None:
        """Kill a part without a word."""
        os.kill(self.pid(part), signal.SIGKILL)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command of ours on this installation."""
        return subprocess.run([MOTCUA, *words], env=self.environment, capture_output=True, text=True, check=False)

    @contextmanager
    def database(self):
        """Keep the database server up for the length of a block, whoever else leaves it."""
        with Cluster(self.home / "database") as cluster:
            yield cluster

    def tokens(self, count: int) -> list[str]:
        shift = json.loads((self.home / "demo" / "clock.json").read_text())["shift"]
        environment = self.environment | {
            "MOTCUA_KEYS": str(self.home / "keys.json"),
            "MOTCUA_CLOCK_SHIFT": str(shift),
            "MOTCUA_DEMO": "1",
        }
        done = subprocess.run(
            [sys.executable, "-c", TOKENS, str(count)], env=environment, capture_output=True, text=True, check=True
        )
        return json.loads(done.stdout.splitlines()[-1])

    def rows(self, sql: str) -> list[tuple]:
        """Ask the database directly."""
        address = addresses.read(addresses_folder(self.home), "application")
        with psycopg.connect(**address.parameters(), autocommit=True) as connection:
            return connection.execute(sql).fetchall()


def addresses_folder(home: Path) -> Path:
    return Cluster(home / "database").folder


def child_of(pid: int) -> int:
    """Return a process's oldest child."""
    return children_of(pid)[0]


def children_of(pid: int) -> list[int]:
    """Return a process's children, the oldest first, read from /proc: no program of another package is needed."""
    found = []
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            # After the name, which may hold spaces and brackets: state, parent, …, the 22nd is when it began.
            facts = each.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(facts[1]) == pid:
            found.append((int(facts[19]), int(each.parent.name)))
    return [child for _began, child in sorted(found)]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def installation(folder: Path, dossiers: int = 20):
    """Run a demo for the length of a test, and leave nothing running."""
    running = Installation(folder / "Một cửa", dossiers)
    try:
        running.start()
        yield running
    finally:
        if running.process is not None and running.process.poll() is None:
            running.stop()
        running.run("stop")
        running.run("database", "stop")
