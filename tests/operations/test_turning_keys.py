"""Keys are turned while the counters work: nothing is lost, nobody becomes two, and a kill in the middle is no harm."""

import os
import threading
from contextlib import closing

import pytest
from django.apps import apps
from django.db import connection, connections, models

from motcua.dossiers import services
from motcua.dossiers.tests.one_stop import OneStop, at
from motcua.kernel import alarms, keys, moments
from motcua.kernel.actor import SYSTEM
from motcua.kernel.keys import KeyRing
from motcua.kernel.personal import holdings, sealed_columns
from motcua.kernel.statements import row, rows
from motcua.operations import queries
from motcua.operations.services import reseal
from motcua.parties import services as parties
from motcua.parties.queries import ids_by_number_or_phone
from motcua.parties.types import PersonFields

WHEN = at("2020-05-11 09:30")
#: Bytes that are no secret of anybody: hashes, an order of letters, marks beside a sealed column.
NOT_SEALED = {"sha256", "source_sha256", "hash", "token_hash", "digest", "request", "who", "sort_key"}


@pytest.fixture
def ring(tmp_path, monkeypatch):
    """A key file of this test's own, and what turns it."""
    path = tmp_path / "keys.json"
    keys.make_file(path)
    monkeypatch.setenv(keys.FILE_VARIABLE, str(path))
    monkeypatch.setattr(keys, "_looked", None)
    return Turner(path)


class Turner:
    """Writes the key file as ``motcua keys rotate`` does."""

    def __init__(self, path):
        self.path = path

    def read(self):
        return KeyRing.parse(self.path.read_text())

    def makes_known(self):
        keys.write_file(self.path, self.read().known())
        keys.look_again()

    def turns(self):
        keys.write_file(self.path, self.read().turned())
        keys.look_again()


def citizen(number, name="Nông Thị Hạnh", phone="0912345678"):
    return PersonFields("citizen", name, birth="1980-09-05", number=number, phone=phone, address="Bản Cám")


def takes(fields):
    return parties.take(actor=SYSTEM, fields=fields, at=WHEN)


def found(text):
    return ids_by_number_or_phone(SYSTEM, text, at=WHEN)


def used():
    return {use.key for use in queries.key_uses()}


def test_every_sealed_column_of_the_house_is_declared():
    declared = {column.name for holding in holdings for column in holding.columns}
    there = {
        f"{model._meta.db_table}.{field.column}"
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, models.BinaryField) and field.column not in NOT_SEALED
    }

    assert there - declared == set()


def test_what_is_declared_is_there(fresh_db):
    for holding in holdings:
        for column in holding.columns:
            names = ", ".join(f'"{name}"' for name in (column.column, *column.key, *column.needs))
            rows(f'select {names} from "{column.table}" limit 0')
            for condition in column.of.values():
                rows(f'select from "{column.table}" where {condition}', {"id": os.urandom(16).hex()})


def test_after_turning_every_value_is_sealed_anew_and_read_as_before(province_db, ring, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: WHEN)
    one_stop = OneStop.open()
    number = one_stop.receives().code
    services.note(actor=one_stop.specialist, at=WHEN, number=number, text="Thiếu chữ ký trang 2.")
    before = opened()
    assert used() == {"k1"}

    ring.makes_known()
    ring.turns()
    done = reseal(actor=SYSTEM, told=lambda _done: None)

    assert used() == {"k2"}
    assert done.unreadable == 0
    assert done.rows == sum(use.count for use in queries.key_uses())
    assert opened() == before
    assert reseal(actor=SYSTEM, told=lambda _done: None).rows == 0


def opened():
    """Every sealed value of the house, opened, by its place."""
    values = {}
    for column in sealed_columns():
        if column.within:
            continue
        for one in rows(f'select * from "{column.table}" where "{column.column}" is not null'):
            place = (column.name, *(str(one[name]) for name in column.key))
            values[place] = keys.unseal_bytes(one[column.column], column.purpose_of(one))
    return values


def test_a_person_is_found_by_either_key_and_stays_one(fresh_db, ring):
    hanh = takes(citizen("095180000001"))
    ring.makes_known()
    ring.turns()

    assert found("095180000001") == [hanh]
    assert found("0912345678") == [hanh]
    assert takes(citizen("095180000001")) == hanh
    assert row("select revision from parties_person where id = %s", [hanh])["revision"] == 1

    reseal(actor=SYSTEM, told=lambda _done: None)
    keys.write_file(ring.path, ring.read().without("k1"))
    keys.look_again()

    assert found("095180000001") == [hanh]
    assert found("0912345678") == [hanh]
    assert takes(citizen("095180000001")) == hanh


def test_killed_in_the_middle_it_goes_on_where_it_was(fresh_db, ring):
    people = [takes(citizen(f"0951800{number:05}", phone="")) for number in range(900)]
    ring.makes_known()
    ring.turns()

    class Killed(BaseException):
        pass

    def killed(done):
        if done.rows:
            raise Killed

    with pytest.raises(Killed):
        reseal(actor=SYSTEM, told=killed)
    assert used() == {"k1", "k2"}

    reseal(actor=SYSTEM, told=lambda _done: None)

    assert used() == {"k2"}
    assert [found(f"0951800{number:05}") for number in range(900)] == [[person] for person in people]


def test_counters_that_work_meanwhile_lose_nothing_and_nobody_becomes_two(fresh_db, ring):
    """Four counters take the same two hundred people in, over and over, while the key is turned and all is sealed anew."""
    faults, ended = [], threading.Event()

    def counter():
        try:
            while not ended.is_set():
                for number in range(200):
                    takes(citizen(f"0951800{number:05}", phone=f"09{number:08}"))
        except Exception as fault:  # noqa: BLE001 - whatever it is, the test names it
            faults.append(fault)
        finally:
            connections.close_all()

    at_work = [threading.Thread(target=counter) for _ in range(4)]
    for each in at_work:
        each.start()
    try:
        for _turn in range(2):
            ring.makes_known()
            threading.Event().wait(0.3)
            ring.turns()
            reseal(actor=SYSTEM, told=lambda _done: None)
    finally:
        ended.set()
        for each in at_work:
            each.join(60)
    reseal(actor=SYSTEM, told=lambda _done: None)

    assert faults == []
    assert used() == {"k3"}
    assert row("select count(*) as n, max(revision) as revision from parties_person") == {"n": 200, "revision": 1}
    assert all(len(found(f"0951800{number:05}")) == 1 for number in range(200))
    assert all(len(found(f"09{number:08}")) == 1 for number in range(200))


def test_a_row_that_somebody_is_changing_is_passed_over_and_kept(fresh_db, ring):
    hanh = takes(citizen("095180000001"))
    ring.makes_known()
    ring.turns()
    with closing(connection.copy()) as other:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("select id from parties_person where id = %s for update", [hanh])
            held = reseal(actor=SYSTEM, told=lambda _done: None)
            other.rollback()

    assert held.rows == 0
    assert reseal(actor=SYSTEM, told=lambda _done: None).rows == 2
    assert used() == {"k2"}


@pytest.mark.parametrize("damaged", [b"\x02k1" + bytes(40), b"\x02k1short", b"\x40\xff\x00torn", b""])
def test_a_value_that_no_key_opens_stays_is_counted_and_does_not_hide_which_key_seals_how_much(fresh_db, ring, damaged):
    hanh = takes(citizen("095180000001"))
    rows("update parties_person set number = %s where id = %s returning id", [damaged, hanh])
    ring.makes_known()
    ring.turns()

    done = reseal(actor=SYSTEM, told=lambda _done: None)

    assert (done.rows, done.unreadable) == (1, 1)
    assert bytes(row("select number from parties_person")["number"]) == damaged
    assert "k2" in used()
    lost = queries.lost_values(["k1"])
    assert [(value.column, value.row) for value in lost] == [("parties_person.number", str(hanh))] * damaged.startswith(
        b"\x02k1"
    )


def test_a_column_rings_once_however_many_of_its_values_no_key_opens(fresh_db, ring, monkeypatch):
    for number in range(3):
        takes(citizen(f"0951800{number:05}"))
    rows("update parties_person set number = %s returning id", [b"\x02k1" + bytes(40)])
    ring.makes_known()
    ring.turns()
    rung = []
    monkeypatch.setattr(alarms, "ring", lambda code, _sentence, **facts: rung.append((code, facts)))

    reseal(actor=SYSTEM, told=lambda _done: None)

    assert rung == [("keys.unreadable", {"column": "parties_person.number", "count": 3})]
