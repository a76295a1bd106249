"""A volume of lives, played through the ordinary services and in bulk: the same rows, the same lines."""

from collections import Counter
from datetime import date, datetime, time
from itertools import count, repeat
from uuid import NAMESPACE_OID, uuid5

import pytest

from motcua.demo import chain, filling, loading, play, volume
from motcua.demo.management.commands.volume_fill import Command
from motcua.demo.tests.written import everything_written
from motcua.dossiers.queries.standing import recomputed
from motcua.dossiers.services.bulk import number_of_dossiers
from motcua.kernel.ids import ids_from
from motcua.kernel.moments import TZ
from motcua.ledger import services as ledger
from motcua.ledger.services.bulk import pass_by

SEED = "a trial of both ways"
SINCE, LAST = date(2019, 6, 3), date(2020, 5, 10)
#: What a volume of lives consists of.
DEEDS = {
    "receive", "receive_and_return", "receive_pay_return", "hand_over", "assign", "take_up", "reassign", "propose", "approve",
    "send_back", "note", "register_result", "return_result", "take_fee", "cancel_fee_receipt", "ask_supplement",
    "complete_supplement", "allow_supplement", "apologise", "stop", "refuse", "withdraw", "cancel_reception",
    "send_to_agencies", "answer_task", "refuse_at_intake", "guide_at_intake", "receive_filed", "keep_originals",
    "give_back_originals", "correct_papers", "call_check", "move_check", "call_off_check", "record_minutes",
    "post_result", "post_collecting", "delivered", "delivered_paid", "fetch_after_post",
    "change_result", "report_loss", "close_incident", "ask_outside", "answer_outside", "rate",
}  # fmt: skip


def counters(number):
    """Bring the people to their seats and return what each unit gets."""
    keys = map(uuid5, repeat(NAMESPACE_OID), map(str, count()))
    with ids_from(keys.__next__):
        chain.publish_once(SINCE, datetime.combine(SINCE, time(7), TZ))
        loading.bring_people(SINCE, LAST, lambda _what, _count: lambda: None, SEED)
    return volume.counters(filling.spells(SINCE, LAST), number)


def played_by_services(number):
    """Play every life through the services and return everything that is written, and how often each deed was done."""
    deeds = Counter()
    for counter in counters(number):
        stage = play.Stage(volume.own_seed(counter, SEED))
        for _day in filling.play_unit(
            counter,
            stage,
            seed=SEED,
            last=LAST,
            on_end=lambda life: deeds.update(act.deed for act in life.acts),
        ):
            pass
    ledger.catch_up()
    return everything_written(), deeds


def played_in_bulk(number):
    """Play the same lives in bulk."""
    bulk = filling.Filling()
    for counter in counters(number):
        for _written in filling.fill_unit(counter, bulk, seed=SEED, last=LAST, at_once=50):
            pass
    bulk.write()
    ledger.seal()
    pass_by()
    return everything_written()


def difference(one, other):
    """Return what is written only one way, of each table the first rows."""
    found = {}
    for table in sorted(one.keys() | other.keys()):
        ours, theirs = one.get(table, {}), other.get(table, {})
        differing = [key for key in ours.keys() | theirs.keys() if ours.get(key) != theirs.get(key)]
        if differing:
            key = min(differing, key=str)
            found[table] = (len(differing), _apart(ours.get(key), theirs.get(key)))
    return found


def _apart(ours, theirs):
    if ours is None or theirs is None:
        return ours, theirs
    return {name: (ours[name], theirs.get(name)) for name in ours if ours[name] != theirs.get(name)}


def compare(provinces, number):
    with provinces("services"):
        by_services, deeds = played_by_services(number)
    with provinces("bulk"):
        in_bulk = played_in_bulk(number)
        differing = [found for checked in recomputed() for found in checked.differences]

    assert difference(by_services, in_bulk) == {}
    assert len(in_bulk["dossiers_dossier"]) == number
    assert differing == []
    return deeds


def test_two_hundred_lives_are_the_same_rows_both_ways(provinces):
    deeds = compare(provinces, 200)

    assert set(deeds) <= DEEDS


@pytest.mark.long
def test_two_thousand_lives_are_the_same_rows_both_ways(provinces):
    deeds = compare(provinces, 2_000)

    assert set(deeds) == DEEDS


def filled(number, processes):
    """Fill in the same lives by several processes."""
    written = []
    filling.fill(counters(number), seed=SEED, last=LAST, processes=processes, on_written=written.append)
    assert sum(written) == number
    return everything_written()


@pytest.mark.long
def test_however_many_processes_fill_they_write_the_same_rows(provinces):
    with provinces("one"):
        by_one = filled(300, 1)
    with provinces("three"):
        by_three = filled(300, 3)

    assert difference(by_one, by_three) == {}


class Broken(Exception):
    """Somebody pulled the plug."""


@pytest.mark.long
def test_a_filling_that_broke_off_goes_on_as_if_nothing_had_happened(provinces, monkeypatch):
    monkeypatch.setattr(filling, "AT_ONCE", 10)
    with provinces("whole"):
        whole = filled(120, 1)
    with provinces("broken"):
        units, written = counters(120), []

        def until_half(number):
            written.append(number)
            if sum(written) >= 60:
                raise Broken

        with pytest.raises(Broken):
            filling.fill(units, seed=SEED, last=LAST, processes=1, on_written=until_half)
        half = number_of_dossiers()
        assert 60 <= half < 120

        written.clear()
        filling.fill(units, seed=SEED, last=LAST, processes=1, on_written=written.append, again=True)
        assert sum(written) == 120
        gone_on = everything_written()

    assert difference(whole, gone_on) == {}


def test_the_help_calls_the_command_as_people_do():
    told = Command().create_parser("motcua", "volume_fill").format_help()
    assert told.startswith("usage: motcua volume [-h] [--dossiers DOSSIERS]")
    assert "volume_fill" not in told
    assert "--pythonpath" not in told
