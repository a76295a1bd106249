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


def play(database, folder, acts, kills, *, writers=4, database_too=False):
    """Let writers act while parts are killed; return the ids that were acknowledged."""
    environment, chance = database.environment(), random.Random(acts)
    files = [folder / f"writer-{i}" for i in range(writers)]
    sealer, reader = Part(environment, "seal"), Part(environment, "read")
    pens = [Part(environment, "write", file, acts // writers) for file in files]
    victims = [sealer, reader, *([pens[0], "database"] if database_too else [])] * kills
    chance.shuffle(victims)
    deadline = time.monotonic() + SECONDS
    with running(sealer, reader, *pens):
        while victims or not all(pen.is_done() for pen in pens):
            assert time.monotonic() < deadline
            time.sleep(chance.uniform(0.1, 0.6))
            victim = victims.pop() if victims else None
            if victim == "database":
                os.kill(database.cluster.pid, signal.SIGKILL)
                database.cluster.start()
            elif victim is not None:
                victim.kill()
                victim.start()
        while not has_read_everything(database):
            assert time.monotonic() < deadline
            time.sleep(0.1)
    return [UUID(line) for file in files for line in file.read_text().split()]


def has_read_everything(database):
    try:
        with connect(database.address()) as connection:
            return connection.execute(
                "select (select count(*) from ledger_entry) <= (select count(*) from trial_seen)"
            ).fetchone()[0]
    except psycopg.OperationalError:
        return False


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
    assert len(acknowledged) == 300
    check(database, acknowledged)


@pytest.mark.long
def test_killing_every_part_five_times_loses_nothing_and_doubles_nothing(database, tmp_path):
    acknowledged = play(database, tmp_path, acts=2_400, kills=5, database_too=True)
    assert len(acknowledged) >= 2_400
    check(database, acknowledged)
