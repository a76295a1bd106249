"""The parts without pages: the sealer by itself; readers, couriers, senders of messages, jobs and watches together.

Each holds a lock as long as it lives, so that there is one of each and ``/khoe`` can say whether it is alive.
A thread that fails ends its process: the supervisor starts it again.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from motcua.database.locks import FileLock
from motcua.website.serving.home import here
from motcua.website.serving.lifeline import die_with_parent

PARTS = ("sealer", "worker")
#: Seconds in which a process that was told to stop must have ended by itself.
GRACE = 15.0


def run(words: Sequence[str]) -> int:
    """Work until told to stop: ``motcua work sealer``, ``motcua work worker``, or both in one process."""
    if not set(words) <= set(PARTS):
        print("Dùng: motcua work [sealer] [worker]", file=sys.stderr)
        return 2
    parts = list(words) or list(PARTS)
    if os.environ.get("MOTCUA_PART"):
        die_with_parent()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.website.settings")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_received: stop.set())
    locks = [_only_one(part) for part in parts]
    if "worker" in parts:  # The sealer needs no Django, and 60 MB less.
        import django

        django.setup(set_prefix=False)
    status = _run_all([thread for part in parts for thread in _threads(part)], stop)
    for lock in locks:
        lock.close()
    return status


def lock_of(part: str) -> Path:
    """Return the lock that a part holds as long as it lives."""
    return here().run / f"{part}.lock"


def _only_one(part: str) -> FileLock:
    lock_of(part).parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(lock_of(part))
    lock.take()
    return lock


def _threads(part: str) -> list[Callable[[threading.Event], None]]:
    from motcua.ledger import commands as ledger

    if part == "sealer":
        return [ledger.run_sealer]
    from motcua.notices import commands as notices
    from motcua.postal import commands as postal
    from motcua.website.serving import jobs, watches

    messages = [notices.run_emails, notices.run_sms, postal.run_post]
    return [ledger.run_readers, ledger.run_couriers, *messages, jobs.run, watches.run]


def _run_all(works: Sequence[Callable[[threading.Event], None]], stop: threading.Event) -> int:
    """Run each work in a thread of its own until told to stop, or until one of them fails."""
    failures: list[BaseException] = []

    def guarded(work: Callable[[threading.Event], None]) -> None:
        try:
            work(stop)
        except BaseException as problem:  # noqa: BLE001 - whatever it was, the process must end and say why
            failures.append(problem)
            sys.excepthook(type(problem), problem, problem.__traceback__)
        finally:
            stop.set()

    threads = [threading.Thread(target=guarded, args=[work], name=work.__module__, daemon=True) for work in works]
    for thread in threads:
        thread.start()
    while not stop.wait(1.0):
        pass
    deadline = time.monotonic() + GRACE
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    return 1 if failures else 0
