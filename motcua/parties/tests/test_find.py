"""Persons are found by name without accents, by number, by telephone; a look is noted."""

from datetime import datetime
from uuid import UUID

import pytest

from motcua.kernel.access import EVERYTHING, NOTHING, judges
from motcua.kernel.actor import ANONYMOUS, SYSTEM
from motcua.kernel.moments import TZ
from motcua.kernel.refusal import SomebodyWasQuicker
from motcua.ledger import queries as ledger
from motcua.parties import queries
from motcua.parties.services import correct, load_people
from motcua.parties.types import STREAM, NumberOfAnother, PersonUnknown

AT = datetime(2020, 5, 11, 8, 30, tzinfo=TZ)
PEOPLE = [
    {"name": "Nông Thị Hạnh", "birth": "1980", "number": "095180000001", "phone": "0912000001", "address": "Nà Hai"},
    {"name": "Nông Thị Hánh", "birth": "1980", "number": "095180000002", "phone": "0912000002"},
    {"name": "Hạnh Thị Nông", "birth": "1975"},
    {"name": "Đàm Văn Quý", "birth": "1990", "phone": "0912000001"},
    {"kind": "organisation", "name": "Hợp tác xã Ba Bể", "number": "4700123456"},
]


class SaysNo:
    key = "no"

    def judge(self, actor, act, unit, field):
        return False

    def scope(self, actor, act):
        return NOTHING


class SaysYes(SaysNo):
    def judge(self, actor, act, unit, field):
        return True

    def scope(self, actor, act):
        return EVERYTHING


@pytest.fixture
def people(fresh_db):
    rows = [queries.row_of(queries.clean_person(raw), at=AT) for raw in PEOPLE]
    load_people(actor=SYSTEM, people=rows, at=AT)
    return {row["name"]: UUID(row["id"]) for row in rows}


def found(text):
    return [hit.name for hit in queries.find(SYSTEM, text, at=AT)]


def test_a_name_is_found_without_accents_in_any_order_of_words(people):
    assert found("nong thi hanh") == ["Nông Thị Hánh", "Nông Thị Hạnh", "Hạnh Thị Nông"]
    assert found("hanh nong 1975") == ["Hạnh Thị Nông"]
    assert found("ĐÀM") == ["Đàm Văn Quý"]
    assert found("ba be") == ["Hợp tác xã Ba Bể"]
    assert found("%") == found("x 1999") == found("") == []


def test_a_name_typed_wrong_is_found_by_likeness(people):
    assert found("nong thi hamh") == ["Nông Thị Hánh", "Nông Thị Hạnh", "Hạnh Thị Nông"]


def test_a_number_or_telephone_finds_and_is_a_look_at_whoever_is_found(people):
    hits = queries.find(SYSTEM, "095 180 000 001", at=AT)
    assert [(hit.name, hit.number_end) for hit in hits] == [("Nông Thị Hạnh", "001")]
    assert found("+84912000001") == ["Đàm Văn Quý", "Nông Thị Hạnh"]
    assert found("4700123456") == ["Hợp tác xã Ba Bể"]
    looks = ledger.looks_at(STREAM, people["Nông Thị Hạnh"])
    assert [(look.act, look.at) for look in looks] == [("search", AT), ("search", AT)]


def test_opening_a_person_is_a_look(people):
    person = queries.person_for(SYSTEM, people["Nông Thị Hạnh"], at=AT)
    assert (person.number, person.phone, person.address) == ("095180000001", "0912000001", "Nà Hai")
    assert [look.act for look in ledger.looks_at(STREAM, person.id)] == ["open"]


def test_whoever_may_not_look_finds_nothing(people):
    with judges.instead(SaysNo()):
        assert queries.find(ANONYMOUS, "nong", at=AT) == []
        assert queries.suspected_twins(ANONYMOUS, people["Nông Thị Hạnh"]) == []
        with pytest.raises(PersonUnknown):
            queries.person_for(ANONYMOUS, people["Nông Thị Hạnh"], at=AT)
    with pytest.raises(PersonUnknown):
        queries.person_for(SYSTEM, SYSTEM.account, at=AT)


def test_a_suspected_twin_is_only_reported(people):
    assert [hit.name for hit in queries.suspected_twins(SYSTEM, people["Nông Thị Hánh"])] == ["Nông Thị Hạnh"]
    assert queries.suspected_twins(SYSTEM, people["Đàm Văn Quý"]) == []


def test_a_correction_keeps_the_earlier_record_and_writes_which_fields_changed(people):
    person = people["Nông Thị Hạnh"]
    fields = queries.clean_person(PEOPLE[0] | {"name": "Nông Thị Hạnh Dung", "address": "Pác Nghè"})
    assert correct(actor=SYSTEM, person_id=person, fields=fields, revision=1, at=AT) == 2
    assert queries.names([person]) == {person: "Nông Thị Hạnh Dung"}
    assert queries.persons([person])[person].address == "Pác Nghè"
    assert [(kept.name, kept.address, kept.until) for kept in queries.earlier(SYSTEM, person)] == [
        ("Nông Thị Hạnh", "Nà Hai", AT)
    ]
    entry = ledger.stream(STREAM, person)[-1]
    assert (entry.verb, entry.seq, entry.facts) == ("parties.corrected", 2, {"changed": ["name", "address"]})
    assert correct(actor=SYSTEM, person_id=person, fields=fields, revision=2, at=AT) == 2
    with pytest.raises(SomebodyWasQuicker):
        correct(actor=SYSTEM, person_id=person, fields=fields, revision=1, at=AT)
    taken = queries.clean_person(PEOPLE[0] | {"number": "095180000002"})
    with pytest.raises(NumberOfAnother):
        correct(actor=SYSTEM, person_id=person, fields=taken, revision=2, at=AT)


def test_ids_are_found_by_name_for_other_lists(people):
    assert queries.ids_by_name("dam quy") == [people["Đàm Văn Quý"]]
    assert queries.ids_by_name("") == []
