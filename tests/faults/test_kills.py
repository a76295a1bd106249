"""kill -9 of every part while ten clients work: nothing acknowledged is lost, nothing is doubled."""

import json
import os
import signal
import time

import pytest

from tests.faults.clients import Clients
from tests.faults.running import installation

PARTS = ["web", "a web worker", "sealer", "worker", "database"]


def shoot_at_all(running, rounds, between):
    with Clients(running.port, running.tokens(12)) as clients:
        clients.waits_for(between)
        for _round in range(rounds):
            for part in PARTS:
                running.shoot(part)
                clients.waits_for(between)
    return clients


def check_everything(running, clients):
    running.waits_until_well()
    assert clients.refused == []
    assert clients.sent == set(clients.codes), "everything sent was answered in the end"

    dossiers = {
        str(key): code for key, code in running.rows("select id, code from dossiers_dossier where code is not null")
    }
    assert {key: dossiers.get(key) for key in clients.codes} == clients.codes
    assert len(set(dossiers.values())) == len(dossiers)
    gaps = running.rows(
        "select prefix, day from dossiers_dossier where code is not null group by prefix, day"
        " having max(day_number) <> count(*) or count(distinct day_number) <> count(*)"
    )
    assert gaps == []
    lines = running.rows("select stream_id from ledger_entry where verb = 'dossiers.received'")
    assert sorted(str(line) for (line,) in lines) == sorted({str(line) for (line,) in lines})
    assert set(clients.codes) <= {str(line) for (line,) in lines}

    waits_until_sealed(running)
    verified = running.run("ledger", "verify", "--json")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert json.loads(verified.stdout.splitlines()[-1])["lines"] >= len(clients.codes)
    standing = running.run("check", "standing")
    assert standing.returncode == 0, standing.stdout + standing.stderr


def waits_until_sealed(running):
    deadline = time.monotonic() + 30
    while running.rows(
        "select (select count(*) from ledger_entry) - (select coalesce(sum(count), 0) from ledger_batch)"
    ) != [(0,)]:
        assert time.monotonic() < deadline, "not everything was sealed"
        time.sleep(0.2)


def test_every_part_is_killed_once_and_a_second_start_doubles_nothing(tmp_path):
    with installation(tmp_path) as running:
        clients = shoot_at_all(running, rounds=1, between=40)
        check_everything(running, clients)
        before = counts(running)

        os.kill(running.pid("supervisor"), signal.SIGKILL)
        running.process.wait()
        running.start()

        assert counts(running) == before
        assert running.stop() == 0


def counts(running):
    waits_until_sealed(running)
    return running.rows(
        "select (select count(*) from dossiers_dossier), (select count(*) from identity_account),"
        " (select count(*) from ledger_entry)"
    )


@pytest.mark.long
def test_every_part_is_killed_five_times_while_two_thousand_are_received(tmp_path):
    with installation(tmp_path) as running:
        clients = shoot_at_all(running, rounds=5, between=80)
        check_everything(running, clients)

        assert len(clients.codes) >= 2000
