"""No receipt's number is drawn twice and none is lost: forty cashiers in one book, some of them killed."""

import os
import signal
import subprocess
import sys

from motcua.dossiers import services
from motcua.dossiers.queries.standing import recomputed
from motcua.dossiers.tests.one_stop import COMMUNE, OneStop, at, stored, unit_named
from motcua.dossiers.types import KIND
from motcua.identity.services import create_people
from motcua.identity.types import NewAppointment, NewPerson
from motcua.kernel.actor import SYSTEM
from motcua.kernel.ids import new_id
from motcua.ledger import queries as ledger
from motcua.organisation import queries as organisation
from motcua.payments import queries as payments
from motcua.payments.types import Method
from motcua.prints import queries as prints

CASHIERS, PROCESSES, EACH = 40, 4, 6
DAY = at("2020-05-11 09:00").date()


def seated(unit):
    """Forty more holders of the counter's post."""
    post = organisation.posts(unit, DAY, role="counter")[0]
    new = [
        NewPerson(
            f"thuphi{number}",
            "Hứa Thị Thuỷ",
            (NewAppointment(post.id, unit, frozenset({"counter"}), at("2016-01-01 07:00").date()),),
        )
        for number in range(CASHIERS)
    ]
    return create_people(actor=SYSTEM, at=at("2020-01-01 07:00"), rows=new)


def cashiers(database, accounts):
    command = [sys.executable, "-m", "motcua.dossiers.tests.cashiers", str(EACH), *map(str, accounts)]
    return subprocess.Popen(command, env=database.environment(), stdout=subprocess.PIPE, text=True)


def test_forty_cashiers_in_one_book_of_whom_half_are_killed(province_db):
    stop = OneStop.open()
    unit = unit_named(COMMUNE).id
    accounts = seated(unit)
    share = CASHIERS // PROCESSES
    processes = [cashiers(province_db, accounts[turn * share : (turn + 1) * share]) for turn in range(PROCESSES)]

    acknowledged = []
    for process in processes[:2]:
        acknowledged += [int(process.stdout.readline()) for _line in range(12)]
        os.kill(process.pid, signal.SIGKILL)
    for process in processes:
        rest, _errors = process.communicate(timeout=240)
        acknowledged += [int(line) for line in rest.splitlines() if line.strip().isdigit()]

    tills = payments.tills(stop.clerk, unit, DAY)
    entries = [entry for till in tills for entry in till.entries]
    taken = sorted((entry for entry in entries if not entry.is_cancellation), key=lambda entry: entry.number)
    assert len(acknowledged) >= 2 * 12 + 2 * share * EACH
    assert len(acknowledged) == len(set(acknowledged))
    assert [entry.number for entry in taken] == list(range(1, len(taken) + 1))
    assert set(acknowledged) <= {entry.number for entry in taken}
    assert len({entry.subject for entry in taken}) == len(taken)

    # Every receipt has its lines, its print and its line in the history; every standing says what its rows say.
    told = []
    for entry in taken:
        record = stored(entry.subject)
        (receipt,) = record.life.money.receipts
        assert (receipt.id, receipt.number, receipt.lines) == (entry.receipt, entry.number, {1: entry.amount})
        lines = [line for line in ledger.stream(KIND, record.id) if line.verb == "dossiers.fee_taken"]
        told += [line.facts["number"] for line in lines]
    assert told == [entry.number for entry in taken]
    assert prints.pdf(taken[0].print)[:5] == prints.pdf(taken[-1].print)[:5] == b"%PDF-"
    assert [one for checked in recomputed() for one in checked.differences] == []

    # What was taken less what was given back is what the tills hold and what the quarter settles.
    given_back = [entry.amount for entry in entries if entry.is_cancellation]
    assert given_back
    assert sum(entry.amount for entry in taken) + sum(given_back) == sum(till.amount for till in tills)
    assert sum(till.amount for till in tills) == payments.settlement(stop.clerk, unit, 2020, 2).total
    following = services.take_fee(
        actor=stop.clerk,
        at=at("2020-05-12 09:00"),
        number=stop.receives("2.000913", when="2020-05-12 08:00").code,
        receipt=new_id(),
        method=Method.CASH,
    )
    assert following.drawn["number"] == len(taken) + 1
