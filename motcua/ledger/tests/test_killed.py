"""Writers, sealer, reader and database are killed: no acknowledged line is missing, none is read twice."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from uuid import UUID

import psycopg
import pytest

from motcua.ledger import verifying
from motcua.ledger.tests import parts
from motcua.ledger.tests.world import connect

SECONDS = 300


class Part:
    """One of our programs, started again whenever it is killed."""

    def __init__(self, environment, *words):
        self.command = [sys.executable, parts.__file__, *map(str, words)]
        self.environment = {**environment, "PYTHONWARNINGS": "ignore"}
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.command, env=self.environment, stderr=subprocess.DEVNULL)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def is_done(self):
        return self.process.poll() is not None


@contextmanager
def running(*programs):
    try:
        yield
    finally:
        for program in programs:
            program.kill()


def play(database, folder, acts, kills, *, writers=4, everything=False):
    """Let writers act while parts are killed in the middle of their work; return the ids that were acknowledged."""
    environment, chance = database.environment(), random.Random(acts)
    files, enough = [folder / f"writer-{i}" for i in range(writers)], folder / "enough"
    sealer, reader = Part(environment, "seal"), Part(environment, "read")
    pens = [Part(environment, "write", file, enough) for file in files]
    victims = [sealer, reader, *([pens[0], database] if everything else [])] * kills
    chance.shuffle(victims)
    work = {sealer: "ledger_batch", reader: "trial_seen", pens[0]: "ledger_entry", database: "ledger_entry"}
    with running(sealer, reader, *pens):
        for victim in victims:
            wait_for_more(database, work[victim], chance.randrange(1, 40) if victim is not sealer else 1)
            if victim is database:
                os.kill(database.cluster.pid, signal.SIGKILL)
                database.cluster.start()
            else:
                victim.kill()
                victim.start()
        wait_until(lambda: count(database, "ledger_entry") > acts * 1.5)
        enough.touch()
        wait_until(lambda: all(pen.is_done() for pen in pens))
        wait_until(lambda: count(database, "trial_seen") >= count(database, "ledger_entry"))
    return [UUID(line) for file in files for line in file.read_text().split()]


def wait_for_more(database, table, more):
    """Wait until a part has done some more of its work, so that it is killed while it works."""
    before = count(database, table)
    wait_until(lambda: count(database, table) >= before + more)


def wait_until(condition):
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def count(database, table):
    """How many rows a table has; a database that is just coming back has none yet."""
    try:
        with connect(database.address()) as connection:
            return connection.execute(f"select count(*) from {table}").fetchone()[0]
    except psycopg.OperationalError:
        return 0


def check(database, acknowledged):
    with connect(database.address()) as connection:
        written = {row[0] for row in connection.execute("select id from ledger_entry")}
        seen = connection.execute("select entry, stream, seq from trial_seen order by place").fetchall()
    assert len(set(acknowledged)) == len(acknowledged)
    assert set(acknowledged) <= written
    assert len(seen) == len({row[0] for row in seen}) == len(written)
    assert {row[0] for row in seen} == written
    last = {}
    for _, stream, seq in seen:
        assert seq == last.get(stream, 0) + 1, "a stream's lines came out of order"
        last[stream] = seq
    verdict = verifying.verify(database.address())
    assert (verdict.fault, verdict.lines, verdict.unsealed) == (None, len(written), 0)


@pytest.fixture
def database(fresh_db):
    with connect(fresh_db.address("owner")) as owner:
        owner.execute(parts.STATE)
    return fresh_db


def test_killing_sealer_and_reader_loses_nothing_and_doubles_nothing(database, tmp_path):
    acknowledged = play(database, tmp_path, acts=300, kills=2)
    assert len(acknowledged) >= 300
    check(database, acknowledged)


@pytest.mark.long
def test_killing_every_part_five_times_loses_nothing_and_doubles_nothing(database, tmp_path):
    acknowledged = play(database, tmp_path, acts=2_400, kills=5, everything=True)
    assert len(acknowledged) >= 2_400
    check(database, acknowledged)
