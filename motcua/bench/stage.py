"""The stage of a bench: a scratch cluster, a home of its own, the province loaded, a server as installed."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from motcua.database.runner import Cluster
from motcua.kernel import keys
from motcua.kernel.moments import SHIFT_VARIABLE, TZ, machine_now

#: A quiet working day of the profile: the calendar's years are known, the communes are those of 2020.
DAY = datetime(2020, 5, 11, 8, 30, tzinfo=TZ)
WAIT_SECONDS = 60
#: Cấp Giấy xác nhận tình trạng hôn nhân: three working days, received by every commune.
PROCEDURE = "1.004873"
UNITS = 40
#: Receptions sent to count round trips: one that fills the memory, as on a running server, and the counted one.
RECEIVED_TO_COUNT = 2
#: The command of this environment: what is measured runs as it is installed.
MOTCUA = str(Path(sys.executable).with_name("motcua"))
#: How «motcua prepare» says that all is ready but the demo's life: the bench brings its own.
DEMO_NOT_LOADED = 64


def use(cluster: Cluster, home: Path) -> None:
    """Point this process, and those it starts, at the cluster and the home."""
    os.environ |= {
        "DATABASE_URL": cluster.address("application").url(),
        "DATABASE_OWNER_URL": cluster.address("owner").url(),
        "MOTCUA_HOME": str(home),
        keys.FILE_VARIABLE: str(home / "keys.json"),
        "MOTCUA_POOL": "0",
        "MOTCUA_DEMO": "1",
        "MOTCUA_HOSTS": "127.0.0.1",
        SHIFT_VARIABLE: str((DAY - machine_now()).total_seconds()),
    }
    keys.make_file(home / "keys.json")


def prepare() -> None:
    """Migrate as the owner, collect static files, load the province; then work as the application."""
    motcua("prepare", fine=(0, DEMO_NOT_LOADED))
    motcua("profile", "load")
    import django

    django.setup()


def motcua(*words: str, fine: tuple[int, ...] = (0,)) -> None:
    """Run a command of this environment. Raises RuntimeError with what it said."""
    command = [MOTCUA, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  our own program
    if done.returncode not in fine:
        message = f"motcua {' '.join(words)} failed:\n{done.stdout}{done.stderr}"
        raise RuntimeError(message)


def counters(count: int) -> list[str]:
    """Make a clerk with a token at the counter of so many communes; return the tokens."""
    return [tokens["counter"] for tokens in people(count, ("counter",))]


def people(count: int, roles: Sequence[str]) -> list[dict[str, str]]:
    """Make somebody with a token for each role in so many communes; return the tokens by role."""
    from motcua.identity import services as identity
    from motcua.kernel import moments
    from motcua.kernel.actor import SYSTEM
    from motcua.organisation import queries as organisation

    at = moments.now()
    since = (at - timedelta(days=400)).date()
    found: list[dict[str, str]] = []
    for unit in organisation.units(at.date(), "commune")[:count]:
        found.append({})
        for role in roles:
            post = organisation.posts(unit.id, at.date(), role=role)[0]
            name = f"{role}{len(found)}"
            account = identity.create_account(actor=SYSTEM, at=at, username=name, name="Công chức Một cửa")
            identity.appoint(actor=SYSTEM, at=at, account=account, post=post.id, roles={role}, valid_from=since)
            issued = identity.issue_token(actor=SYSTEM, at=at, account=account, post=post.id, label="bench")
            found[-1][role] = issued.raw
    return found


@contextmanager
def server(*, workers: int = 2, threads: int = 3) -> Iterator[int]:
    """Serve as installed, with sealer and readers beside; yield the port."""
    from django.conf import settings

    port = _free_port()
    web = [
        MOTCUA,
        "web",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--workers",
        str(workers),
        "--threads",
        str(threads),
    ]
    work = [MOTCUA, "work"]
    # A line a request: into a file, as an installed server's journal, and not over the figures.
    log = (settings.HOME / "server.log").open("ab")
    started = [subprocess.Popen(command, stderr=log) for command in (web, work)]  # noqa: S603  our own programs
    try:
        _wait_for(f"http://127.0.0.1:{port}/khoe")
        yield port
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(timeout=WAIT_SECONDS)
        log.close()


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310  our own server
                return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def body(number: int) -> dict[str, Any]:
    """Return a reception with a person and three papers; every person is another one, all invented."""
    return {
        "procedure": PROCEDURE,
        "owner": {
            "name": f"Hoàng Văn {_word(number)}",
            "birth": str(1940 + number % 60),
            "number": f"{95_000_000_000 + number:012d}",
            "phone": f"09{number % 100_000_000:08d}",
            "address": f"Thôn {number % 20 + 1}, xã Quảng Khê, huyện Ba Bể",
        },
        "papers": [
            {"name": "Tờ khai cấp giấy xác nhận tình trạng hôn nhân", "originals": 1},
            {"name": "Giấy tờ chứng minh nơi cư trú", "copies": 1},
            {"name": "Trích lục ghi chú ly hôn", "certified": 1},
        ],
    }


def _word(number: int) -> str:
    middle = (
        "An",
        "Bình",
        "Cường",
        "Dũng",
        "Giang",
        "Hà",
        "Khánh",
        "Lâm",
        "Minh",
        "Nam",
        "Phúc",
        "Quý",
        "Sơn",
        "Thắng",
        "Vinh",
    )
    return f"{middle[number % len(middle)]} {middle[number // len(middle) % len(middle)]}"


def round_trips(token: str) -> int:
    """Count the statements of one reception over the API in this process, BEGIN and COMMIT included."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from motcua.kernel.ids import new_id

    client = Client(SERVER_NAME="127.0.0.1")
    for number in range(RECEIVED_TO_COUNT):
        with CaptureQueriesContext(connection) as seen:
            answer = client.post(
                "/api/v1/dossiers",
                json.dumps(body(999_000_000 + number)),
                content_type="application/json",
                headers={"Authorization": f"Bearer {token}", "Idempotency-Key": str(new_id())},
            )
        if answer.status_code != 201:  # noqa: PLR2004  created
            raise RuntimeError(answer.content.decode())
    return len(seen)
