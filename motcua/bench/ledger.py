"""``motcua bench ledger``: what the history costs its writers, how soon it is sealed, how fast it is read and verified.

Four writers work on a scratch cluster as durable as the real one, in alternating windows with and without a ledger line;
the real sealer runs beside them. Then the history is filled up, read by one reader and verified by the real command.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg.types.json import Jsonb
from tqdm import tqdm

from motcua.database import numbers
from motcua.database.runner import Cluster, scratch
from motcua.kernel import keys
from motcua.kernel.ids import new_id
from motcua.kernel.moments import TZ
from motcua.ledger.sockets import Reader, readers
from motcua.ledger.types import Entry

AT = datetime(2020, 5, 11, 8, 30, tzinfo=TZ)
WRITERS = 4
STREAMS = 200
WINDOW_SECONDS = 2.5
WINDOWS = 6
FILL_AT_ONCE = 10_000

STATE = "create table bench_state (id uuid primary key, revision int not null default 0, due timestamptz, step text)"
UPDATE = "update bench_state set revision = revision + 1, due = %s, step = %s where id = %s returning revision"
WRITE = "select ledger_write(%s, 1::smallint, 'dossiers.dossier', %s, %s, 'dossiers.received', %s, %s, %s, %s, %s)"
FILL = """
select count(ledger_write(i, 1::smallint, 'dossiers.dossier', i, 1, 'dossiers.received', i, i, i, %s, %s))
from unnest(%s::uuid[]) as i
"""
FACTS = {"due": "2020-05-18T17:00:00+07:00", "procedure": "1.004873", "papers": 3, "person": str(new_id())}


def run(words: Sequence[str]) -> int:
    """Run the bench; print one JSON object as the last output with ``--json``."""
    parser = argparse.ArgumentParser(prog="motcua bench ledger")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--lines", type=int, default=400_000, help="số dòng để đọc và kiểm tra")
    read = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as home, scratch() as cluster:
        _move_in(cluster, Path(home))
        figures = _measure(cluster, read.lines)
    print(json.dumps(figures) if read.json else "\n".join(f"{name:24} {figure}" for name, figure in figures.items()))
    return 0 if figures["ok"] else 1


def _move_in(cluster: Cluster, home: Path) -> None:
    """Point this process, and those it starts, at the cluster, and make the ledger's tables there."""
    os.environ |= {
        "DATABASE_URL": cluster.address().url(),
        "DATABASE_OWNER_URL": cluster.address("owner").url(),
        "MOTCUA_HOME": str(home),
        keys.FILE_VARIABLE: str(home / "keys.json"),
        "MOTCUA_POOL": "0",
    }
    keys.make_file(home / "keys.json")
    subprocess.run(_motcua("migrate", "ledger", "--verbosity", "0"), check=True)  # noqa: S603 - our own program
    with psycopg.connect(**cluster.address("owner").parameters()) as owner:  # type: ignore[arg-type]
        owner.execute(STATE)
        owner.execute(
            f"insert into bench_state (id) select gen_random_uuid() from generate_series(1, {STREAMS})".encode()
        )


def _measure(cluster: Cluster, lines: int) -> dict[str, Any]:
    import django

    django.setup()
    from motcua.ledger import queries

    with _sealer():
        without, with_line = _write_in_windows()
        _wait_until_sealed()
        lags = queries.sealing_lags(newest=200_000)
    _fill(cluster, lines)
    sealed, seal_seconds = _timed(_seal)
    read, read_seconds = _timed(_read)
    verdict = _verify()
    return {
        "lag_p50_ms": round(lags.half * 1000, 1),
        "lag_p95_ms": round(lags.most * 1000, 1),
        "lag_max_ms": round(lags.worst * 1000, 1),
        "written_per_s": round(with_line),
        "state_only_per_s": round(without),
        "writer_ratio": round(with_line / without, 3),
        "sealed_lines_per_s": round(sealed / seal_seconds),
        "reader_lines_per_s": round(read / read_seconds),
        "verify_lines_per_s": round(verdict["lines"] / verdict["seconds"]),
        "bytes_per_line": round(queries.bytes_a_line()),
        "lines": verdict["lines"],
        "ok": verdict["ok"] and read == verdict["lines"] and verdict["unsealed"] == 0,
    }


def _write_in_windows() -> tuple[float, float]:
    """Return how many acts a second four writers do without and with a ledger line, in alternating windows."""
    done = {False: 0, True: 0}
    with multiprocessing.get_context("spawn").Pool(WRITERS) as pool:
        pool.map(_window, [(False, 0.2)] * WRITERS)
        for window in tqdm(range(WINDOWS), desc="ghi", file=sys.stderr, disable=None):
            with_line = bool(window % 2)
            done[with_line] += sum(pool.map(_window, [(with_line, WINDOW_SECONDS)] * WRITERS, chunksize=1))
    return tuple(done[kind] / (WINDOWS / 2 * WINDOW_SECONDS) for kind in (False, True))  # type: ignore[return-value]


def _window(order: tuple[bool, float]) -> int:
    """Be one writer for some seconds; answer how many acts were committed."""
    with_line, seconds = order
    numbers.register()
    chance, done = random.Random(), 0  # noqa: S311 - no secret
    with psycopg.connect(os.environ["DATABASE_URL"], prepare_threshold=0) as connection:
        streams = [row[0] for row in connection.execute("select id from bench_state order by id")]
        connection.commit()
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            stream = chance.choice(streams)
            row = connection.execute(UPDATE, [AT, "examine", stream]).fetchone()
            if with_line and row:
                facts = Jsonb(FACTS)
                connection.execute(WRITE, [new_id(), stream, row[0], stream, stream, stream, AT, facts])
            connection.commit()
            done += 1
    return done


@contextmanager
def _sealer() -> Iterator[None]:
    process = subprocess.Popen(_motcua("ledger", "sealer"))  # noqa: S603 - our own program
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _wait_until_sealed() -> None:
    from motcua.ledger import queries

    while queries.sealing_lag():
        time.sleep(0.05)


def _fill(cluster: Cluster, lines: int) -> None:
    with psycopg.connect(**cluster.address().parameters(), autocommit=True) as connection:  # type: ignore[arg-type]
        for _ in tqdm(range(0, lines, FILL_AT_ONCE), desc="thêm dòng", file=sys.stderr, disable=None):
            connection.execute(FILL, [AT, Jsonb(FACTS), [new_id() for _ in range(FILL_AT_ONCE)]])


def _seal() -> int:
    done = subprocess.run(_motcua("ledger", "seal", "--json"), check=True, capture_output=True)  # noqa: S603 - our own program
    return int(json.loads(done.stdout)["sealed"])


def _read() -> int:
    from motcua.ledger import services

    count = 0

    def take(entries: Sequence[Entry]) -> None:
        nonlocal count
        count += len(entries)

    with readers.instead(Reader("bench", None, take)):
        services.catch_up()
    return count


def _verify() -> dict[str, Any]:
    done = subprocess.run(_motcua("ledger", "verify", "--json"), check=False, capture_output=True)  # noqa: S603 - our own program
    verdict: dict[str, Any] = json.loads(done.stdout)
    return verdict


def _timed(work: Any) -> tuple[int, float]:
    began = time.perf_counter()
    return work(), time.perf_counter() - began


def _motcua(*words: str) -> list[str]:
    return [sys.executable, "-c", "from motcua.website.command import main; main()", *words]
