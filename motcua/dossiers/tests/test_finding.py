"""A dossier is found by whatever a citizen can say of it: code, name, telephone, identity number."""

import pytest

from motcua.dossiers import queries, reading, services
from motcua.dossiers.tests.one_stop import FOREIGN, OneStop, at, stored, unit_named
from motcua.kernel.statements import rows
from motcua.ledger import queries as ledger

NOW = at("2020-05-11 10:00")


@pytest.fixture
def stop(province_db):
    return OneStop.open()


@pytest.fixture
def number(stop):
    owner = {"name": "Lường Thị Bích Thuỷ", "birth": "1988", "number": "095088123456", "phone": "0912 345 678"}
    code = stop.receives(
        owner=owner, submitter={"name": "Sùng A Páo"}, authorisation="Giấy uỷ quyền ngày 10/5/2020"
    ).code
    reading.index_words(ledger.stream("dossiers.dossier", stored(code).id))
    return code


def numbers(actor, text):
    return [row.number for row in queries.find(actor, text, at=NOW)]


def test_by_the_whole_code_and_by_what_people_read_out_of_it(stop, number):
    tail = number.rsplit("-", 1)[1]

    assert numbers(stop.clerk, number) == [number]
    assert numbers(stop.clerk, number.lower()) == [number]
    assert numbers(stop.clerk, f"200511-{tail}") == [number]
    assert numbers(stop.clerk, tail) == [number]


def test_by_any_part_of_a_code_with_its_day_in_it(stop, number):
    tail = number.rsplit("-", 1)[1]

    assert number in numbers(stop.clerk, f"H03-200511-{tail}")
    assert number in numbers(stop.clerk, f"200511-{tail[:3]}")
    assert number in numbers(stop.clerk, number[4:])
    assert number not in numbers(stop.clerk, f"200512-{tail}")
    assert number not in numbers(stop.clerk, "201341")
    assert number not in numbers(stop.stranger, f"200511-{tail}")


def test_a_name_that_many_bear_elsewhere_is_found_in_one_s_own_unit(stop):
    owner, others = {"name": "Hà Sỹ Khôi", "birth": "1990"}, unit_named(FOREIGN).id
    mine = stop.receives(owner=owner).code
    for _one in range(3):
        there = stop.reception(unit=others, owner=owner)
        services.receive(actor=stop.stranger, at=at("2020-05-11 09:30"), reception=there)
    for found in rows("select id from dossiers_dossier where owner_name = 'Hà Sỹ Khôi'"):
        reading.index_words(ledger.stream("dossiers.dossier", found["id"]))

    found = queries.find(stop.clerk, "ha sy khoi", at=NOW, limit=1)

    assert [row.number for row in found] == [mine]


def test_by_name_without_accents_of_the_owner_or_of_whoever_brought_it(stop, number):
    assert number in numbers(stop.clerk, "luong thi bich thuy")
    assert number in numbers(stop.clerk, "Sùng A Páo")
    assert number not in numbers(stop.clerk, "nguoi khac han")


def test_by_telephone_and_identity_number_however_they_are_written(stop, number):
    assert number in numbers(stop.clerk, "0912345678")
    assert number in numbers(stop.clerk, "0912.345.678")
    assert number in numbers(stop.clerk, "095088123456")


def test_a_stranger_finds_nothing_by_any_of_them(stop, number):
    for text in (number, "luong thi bich thuy", "0912345678", "095088123456"):
        assert numbers(stop.stranger, text) == []


def test_signs_of_a_pattern_are_only_signs(stop, number):
    assert numbers(stop.clerk, "%%%") == []
    assert numbers(stop.clerk, "___") == []
    assert numbers(stop.clerk, "\\\\\\") == []


def test_the_reader_may_run_twice(stop, number):
    reading.index_words(ledger.stream("dossiers.dossier", stored(number).id))

    assert numbers(stop.clerk, "luong thi bich thuy").count(number) == 1


def test_by_post_the_limit_counts_from_the_hand_over_minutes(stop):
    received = stop.receives(
        "1.004873",
        when="2020-05-15 16:30",
        handed_at=at("2020-05-15 16:00"),
        delivery="post",
        delivery_address="Thôn Nà Lẻo",
    )

    assert stored(received.code).life.starts_at == at("2020-05-15 16:00")
    assert received.due_at == at("2020-05-20 17:00")
