"""``make soak``: sixteen users of an office's mix for some minutes, while everything that can fails; then all is counted.

Killed with -9, one after the other: the web's parent, one of its workers, sealer, worker, database. Besides: the database
is stopped and comes back, the disk of the stored files is full (no process of the web may write a byte into a file), the
disk stands still (every process of the database for some seconds), the business clock jumps. Loopback only.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import json
import os
import random
import resource
import signal
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.clients import CREATED, body
from tests.faults.running import Installation, children_of, installation

USERS, MINUTES = 16, 30
#: Out of a hundred deeds of an office; the rest receives.
READ_LIST, READ_DOSSIER, READ_PUBLIC, SEND_FILE = 30, 35, 10, 5
#: Seconds that a fault is left to itself, that a full disk and one that stands still last, that everything must be well after.
BETWEEN, FULL, STILL, WELL = 3.0, 4.0, 3.0, 180.0
#: By how much the clock jumps ahead.
JUMP = 2 * 3600
PUBLIC = ("/", "/tra-cuu", "/dang-nhap")
PAPER = b"%%PDF-1.4\n%%%s\n%%%%EOF\n"


@dataclass
class Seen:
    """What the users saw: dossiers acknowledged by their own id, steps acknowledged, refusals, failures without a sentence."""

    codes: dict[str, str] = field(default_factory=dict)
    handed: set[str] = field(default_factory=set)
    answers: Counter[int] = field(default_factory=Counter)
    unanswered: int = 0
    speechless: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


class Users:
    """Threads that work until told to stop; what must be done is sent again with the same key until it is answered."""

    def __init__(self, port: int, tokens: list[str], count: int) -> None:
        self.port, self.tokens, self.seen = port, tokens, Seen()
        self._numbers, self._stop, self._give_up = itertools.count(1), threading.Event(), float("inf")
        self._threads = [threading.Thread(target=self._work, args=(index,)) for index in range(count)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *problem):
        self._stop.set()
        self._give_up = time.monotonic() + (WELL if problem == (None, None, None) else 0)
        for thread in self._threads:
            thread.join()

    def _work(self, index: int) -> None:
        user = _User(self, self.tokens[index % len(self.tokens)], random.Random(index))
        while not self._stop.is_set():
            user.does_something()
        user.connection.close()

    def next_number(self) -> int:
        return next(self._numbers)

    def insists(self) -> bool:
        return time.monotonic() < self._give_up


class _User:
    """A clerk at a counter: reads lists and dossiers, receives, hands over."""

    def __init__(self, users: Users, token: str, chance: random.Random) -> None:
        self.users, self.token, self.chance, self.codes = users, token, chance, []
        self.connection = http.client.HTTPConnection("127.0.0.1", users.port, timeout=20)

    def does_something(self) -> None:
        deed = self.chance.randrange(100)
        if deed < READ_LIST:
            self.asks("GET", "/api/v1/dossiers")
        elif deed < READ_LIST + READ_DOSSIER and self.codes:
            self.asks("GET", f"/api/v1/dossiers/{self.chance.choice(self.codes)}")
        elif deed < READ_LIST + READ_DOSSIER + READ_PUBLIC:
            self.asks("GET", self.chance.choice(PUBLIC))
        elif deed < READ_LIST + READ_DOSSIER + READ_PUBLIC + SEND_FILE:
            self.stores_a_file()
        else:
            self.receives_and_hands_over()

    def stores_a_file(self) -> None:
        place = f"/api/v1/dossier-files?dossier={uuid.uuid4()}&name=to-khai.pdf"
        self.asks("POST", place, PAPER % uuid.uuid4().hex.encode(), {"Content-Type": "application/pdf"})

    def receives_and_hands_over(self) -> None:
        dossier = str(uuid.uuid4())
        text = json.dumps(body(dossier, self.users.next_number()))
        answer = self.insists("POST", "/api/v1/dossiers", text, dossier)
        if answer is None or answer[0] != CREATED:
            return
        code = json.loads(answer[1])["code"]
        self.users.seen.codes[dossier] = code
        self.codes.append(code)
        answer = self.insists("POST", f"/api/v1/dossiers/{code}/hand-over", "{}", str(uuid.uuid4()))
        if answer is not None and answer[0] < 400:
            self.users.seen.handed.add(dossier)

    def insists(self, method: str, path: str, text: str, key: str) -> tuple[int, bytes] | None:
        """Send the same again until it is answered by something that settles it; None when it is given up."""
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        while self.users.insists():
            answer = self.asks(method, path, text.encode(), headers)
            if answer is not None and answer[0] < 500 and answer[0] != 429:
                if answer[0] >= 400:
                    self.users.seen.refused.append(f"{answer[0]} {path} {answer[1][:200]!r}")
                return answer
            time.sleep(0.2)
        return None

    def asks(
        self, method: str, path: str, content: bytes = b"", headers: dict[str, str] | None = None
    ) -> tuple[int, bytes] | None:
        seen = self.users.seen
        try:
            self.connection.request(method, path, content, {"Authorization": f"Bearer {self.token}", **(headers or {})})
            answer = self.connection.getresponse()
            told = answer.read()
        except (OSError, http.client.HTTPException):
            seen.unanswered += 1
            self.connection.close()
            time.sleep(0.1)
            return None
        seen.answers[answer.status] += 1
        if answer.status >= 500 and not has_sentence(told):
            seen.speechless.append(f"{answer.status} {path} {told[:120]!r}")
        return answer.status, told


def has_sentence(told: bytes) -> bool:
    """Whether a failure says something to a person: problem details with a detail, or a page with a heading."""
    with suppress(ValueError):
        return bool(json.loads(told).get("detail"))
    return b"<h1" in told


def kills(part: str):
    def strike(running: Installation) -> None:
        running.shoot(part)

    return f"kill -9: {part}", strike


def restarts_database(running: Installation) -> None:
    os.kill(running.pid("database"), signal.SIGINT)


def fills_the_disk(running: Installation) -> None:
    """Let no process of the web write into a file for some seconds: every write answers as a full disk does."""
    parent = running.pid("web")
    pids = [parent, *children_of(parent)]
    before = {}
    for pid in pids:
        with suppress(ProcessLookupError):
            before[pid] = resource.prlimit(pid, resource.RLIMIT_FSIZE)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, before[pid][1]))
    time.sleep(FULL)
    for pid, limits in before.items():
        with suppress(ProcessLookupError):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)


def holds_the_disk(running: Installation) -> None:
    """Let every process of the database stand still for some seconds, as they do behind a disk that does not answer."""
    pids = children_of(running.pid("database"))
    for number in (signal.SIGSTOP, signal.SIGCONT):
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, number)
        if number is signal.SIGSTOP:
            time.sleep(STILL)


def moves_the_clock(running: Installation) -> None:
    """Let the business clock jump ahead, as it does when somebody sets it: the house is started again with it."""
    clock = running.home / "demo" / "clock.json"
    running.stop()
    facts = json.loads(clock.read_text())
    clock.write_text(json.dumps({**facts, "shift": facts["shift"] + JUMP}))
    running.start()


FAULTS = (
    kills("web"),
    kills("a web worker"),
    ("the disk of the files is full", fills_the_disk),
    kills("sealer"),
    kills("worker"),
    ("the disk stands still", holds_the_disk),
    kills("database"),
    ("the database is restarted", restarts_database),
    ("the clock jumps ahead", moves_the_clock),
)


def soak(running: Installation, minutes: float, users: int = USERS) -> dict[str, object]:
    """Work and break for so many minutes, at least until every fault has come once; then count. Returns the figures."""
    began, struck = time.monotonic(), Counter()
    with Users(running.port, running.tokens(12), users) as working:
        for name, strike in itertools.cycle(FAULTS):
            if time.monotonic() - began > minutes * 60 and len(struck) == len(FAULTS):
                break
            time.sleep(BETWEEN)
            strike(running)
            struck[name] += 1
            running.waits_until_well(WELL)
    seconds = time.monotonic() - began
    running.waits_until_well(WELL)
    return figures(running, working.seen, seconds, struck)


def figures(running: Installation, seen: Seen, seconds: float, struck: Counter[str]) -> dict[str, object]:
    """Count what was acknowledged against what is there, and run every check of the house."""
    waits_until_sealed(running)
    rows = {
        str(key): code for key, code in running.rows("select id, code from dossiers_dossier where code is not null")
    }
    lines = Counter(
        (str(stream), verb)
        for stream, verb in running.rows(
            "select stream_id, verb from ledger_entry where verb in ('dossiers.received', 'dossiers.handed_over')"
        )
    )
    done = {key for key, verb in lines if verb == "dossiers.handed_over"}
    twice = [key for key, code in Counter(rows.values()).items() if code > 1]
    wanted = [("ledger", "verify")] + [
        (word,) for word in running.run("help", "--commands").stdout.split() if word.startswith("check_")
    ]
    checks = {" ".join(words): running.run(*words) for words in wanted}
    return {
        "seconds": round(seconds),
        "requests": sum(seen.answers.values()),
        "requests_per_s": round(sum(seen.answers.values()) / seconds, 1),
        "received": len(seen.codes),
        "handed_over": len(seen.handed),
        "answers": {str(status): count for status, count in sorted(seen.answers.items())},
        "unanswered": seen.unanswered,
        "faults": dict(struck),
        "lost": sorted(key for key, code in seen.codes.items() if rows.get(key) != code) + sorted(seen.handed - done),
        "doubled": twice + [" ".join(key) for key, count in lines.items() if count > 1 and key[0] in seen.codes],
        "refused": seen.refused[:20],
        "without_sentence": seen.speechless[:20],
        "checks": {name: done.returncode for name, done in checks.items()},
        "said": {name: (done.stdout + done.stderr)[-600:] for name, done in checks.items() if done.returncode},
    }


def waits_until_sealed(running: Installation, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    behind = "select (select count(*) from ledger_entry) - (select coalesce(sum(count), 0) from ledger_batch)"
    while running.rows(behind) != [(0,)] and time.monotonic() < deadline:
        time.sleep(0.2)


def is_well(found: dict[str, object]) -> bool:
    """Whether nothing acknowledged is lost, nothing doubled, every check clean, every failure spoke."""
    bad = ("lost", "doubled", "refused", "without_sentence")
    return not any(found[name] for name in bad) and not any(found["checks"].values())


def main() -> int:
    parser = argparse.ArgumentParser(prog="make soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=MINUTES)
    parser.add_argument("--users", type=int, default=USERS)
    parser.add_argument("--json", action="store_true")
    read = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="motcua-soak-") as folder:
        Path(folder).chmod(0o711)
        with installation(Path(folder)) as running:
            found = soak(running, read.minutes, read.users)
    if read.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        for name, value in found.items():
            print(f"{name:<18} {value}")
    return 0 if is_well(found) else 1


if __name__ == "__main__":
    sys.exit(main())
