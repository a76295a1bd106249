"""No number is drawn twice and none is lost: forty writers at one counter, some of them killed."""

import os
import re
import signal
import subprocess
import sys

import pytest

from motcua.dossiers import services
from motcua.dossiers.queries.standing import recomputed
from motcua.dossiers.tests.one_stop import COMMUNE, DAY, OneStop, at, stored, unit_named
from motcua.dossiers.types import AlreadyReceived
from motcua.kernel.statements import row, rows, run
from motcua.ledger import queries as ledger
from motcua.organisation import queries as organisation

LEGACY = r"^\d{3}\.\d{2}\.\d{2}\.[A-Y]\d{2}-\d{6}-\d{4,}$"
QD20 = r"^(?=[^-]{3,35}-)[A-Y]\d{2}(?:\.[0-9A-Z]+)*-\d{6}-\d{4,}$"


def writer(database, threads, each):
    command = [sys.executable, "-m", "motcua.dossiers.tests.writer", str(threads), str(each)]
    return subprocess.Popen(command, env=database.environment(), stdout=subprocess.PIPE, text=True)


def check_numbers(acknowledged):
    unit = unit_named(COMMUNE).id
    found = rows(
        "select id, code, day_number, ordinal from dossiers_dossier where unit_id = %s and day = %s order by day_number",
        [unit, DAY],
    )
    assert len(acknowledged) == len(set(acknowledged))
    assert set(acknowledged) <= {one["code"] for one in found}
    assert [one["day_number"] for one in found] == list(range(1, len(found) + 1))
    assert sorted(one["ordinal"] for one in found) == list(range(1, len(found) + 1))
    received = [
        entry.verb
        for one in found
        for entry in ledger.stream("dossiers.dossier", one["id"])
        if entry.verb == "dossiers.received"
    ]
    assert len(received) == len(found)
    assert [one for checked in recomputed() for one in checked.differences] == []


def kill_in_the_middle(processes, victims, after_lines):
    codes = []
    for process in processes[:victims]:
        codes += [process.stdout.readline().strip() for _line in range(after_lines)]
        os.kill(process.pid, signal.SIGKILL)
    for process in processes:
        rest, _errors = process.communicate(timeout=240)
        codes += [line for line in rest.splitlines() if re.fullmatch(LEGACY, line)]
    return codes


def test_forty_writers_at_one_counter_of_whom_half_are_killed(province_db):
    processes = [writer(province_db, 10, 12) for _process in range(4)]

    acknowledged = kill_in_the_middle(processes, victims=2, after_lines=20)

    assert len(acknowledged) >= 2 * 10 * 12 + 2 * 20
    check_numbers(acknowledged)


@pytest.mark.long
def test_a_thousand_dossiers_at_two_counters_of_one_unit_on_one_day(province_db):
    before = row("select count(*) as count from dossiers_dossier")["count"]
    processes = [writer(province_db, 1, 500) for _process in range(2)]

    acknowledged = kill_in_the_middle(processes, victims=0, after_lines=0)

    assert len(acknowledged) == 1000
    assert row("select count(*) as count from dossiers_dossier")["count"] == before + 1000


def test_the_code_follows_the_generation_in_force_on_the_day(province_db):
    stop = OneStop.open()

    old = stop.receives(when="2020-09-14 09:00").code
    new = stop.receives(when="2020-09-15 09:00").code

    assert re.match(LEGACY, old)
    assert re.match(QD20, new)
    assert old.startswith("9")
    assert new.startswith("H03.X")
    assert stored(new).facts["code_assumed"] is True


def test_beyond_9999_a_fifth_digit_follows(province_db):
    stop = OneStop.open()
    prefix = organisation.code_prefix(stop.unit.id, at("2020-06-01 09:00").date()).text
    run("insert into dossiers_day_counter (prefix, day, last) values (%s, '2020-06-01', 9998)", [prefix])

    codes = [stop.receives(when="2020-06-01 09:00").code for _dossier in range(3)]

    assert [code.rsplit("-", 1)[1] for code in codes] == ["9999", "10000", "10001"]


def test_the_register_counts_on_through_the_year_and_begins_anew_in_the_next(province_db):
    stop = OneStop.open()

    december = [stop.receives(when="2020-12-30 09:00"), stop.receives(when="2020-12-31 09:00")]
    january = stop.receives(when="2021-01-04 09:00")

    assert december[1].ordinal == december[0].ordinal + 1
    assert (january.ordinal, january.book) == (1, 1)


def test_a_statement_that_fails_draws_no_number(province_db):
    stop = OneStop.open()
    reception = stop.reception()
    first = services.receive(actor=stop.clerk, at=at("2020-07-01 09:00"), reception=reception)
    with pytest.raises(AlreadyReceived):
        services.receive(actor=stop.clerk, at=at("2020-07-01 09:00"), reception=reception)

    assert stop.receives(when="2020-07-01 09:00").ordinal == first.ordinal + 1
