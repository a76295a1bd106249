"""Persons whom another system names: known ones stay as they are recorded, also while a key is turned."""

from datetime import datetime

import pytest

from motcua.kernel import keys
from motcua.kernel.actor import SYSTEM
from motcua.kernel.moments import TZ
from motcua.parties import rules
from motcua.parties.models import PersonRow
from motcua.parties.services import take
from motcua.parties.services.bulk import numbers_of_others, take_all

pytestmark = pytest.mark.django_db

AT = datetime(2020, 5, 11, 8, 30, tzinfo=TZ)
HANH = {"name": "Nông Thị Hạnh", "birth": "1980", "number": "095180000001", "phone": "0912000001", "address": "Nà Hai"}


def recorded(**raw):
    return take.__wrapped__(actor=SYSTEM, fields=rules.clean_person(raw), at=AT)


def brought(**raw):
    return take_all([rules.clean_person(raw)], at=AT)[0]


def person(person_id):
    return rules.person_of(PersonRow.objects.values().get(id=person_id))


@pytest.fixture
def turn(tmp_path, monkeypatch):
    """A key file of this test's own, and what turns its key."""
    path = tmp_path / "keys" / "keys.json"
    keys.make_file(path)
    monkeypatch.setenv(keys.FILE_VARIABLE, str(path))
    monkeypatch.setattr(keys, "_looked", None)

    def turned():
        keys.write_file(path, keys.ring().known().turned())
        monkeypatch.setattr(keys, "_looked", None)

    return turned


def test_while_a_key_is_turned_a_number_is_still_somebodys(turn):
    first = recorded(**HANH)
    turn()
    another = rules.clean_person(HANH | {"name": "Lý Văn Páo"})

    assert numbers_of_others([rules.clean_person(HANH), another], {}) == {1}
    assert brought(**HANH | {"address": "Nà Phặc"}) == first
    assert person(first).address == "Nà Hai"


def test_who_is_known_by_telephone_name_and_birth_keeps_the_contact_and_is_given_the_number():
    first = recorded(**HANH | {"number": ""})

    assert brought(**HANH | {"address": "Nà Phặc", "number": ""}) == first
    assert brought(**HANH | {"address": "Nà Phặc"}) == first

    found = person(first)
    assert (found.phone, found.address, found.number) == ("0912000001", "Nà Hai", "095180000001")


def test_who_is_new_comes_with_the_contact():
    found = person(brought(**HANH))

    assert (found.phone, found.address) == ("0912000001", "Nà Hai")
    assert brought(**HANH | {"birth": "1981", "number": ""}) != found.id
