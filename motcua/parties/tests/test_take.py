"""A person is taken in by one statement: found by number, else by name, birth and telephone, else recorded anew."""

from datetime import datetime

import pytest
from django.db import transaction

from motcua.kernel.actor import SYSTEM
from motcua.kernel.moments import TZ
from motcua.parties import rules
from motcua.parties.models import EarlierPerson, PersonName, PersonRow
from motcua.parties.services import load_people, take
from motcua.parties.types import NumberOfAnother

pytestmark = pytest.mark.django_db

AT = datetime(2020, 5, 11, 8, 30, tzinfo=TZ)
HANH = {"name": "Nông Thị Hạnh", "birth": "1980", "number": "095180000001", "phone": "0912000001", "address": "Nà Hai"}


def taken(*, confirmed=False, **raw):
    return take.__wrapped__(actor=SYSTEM, fields=rules.clean_person(raw), at=AT, confirmed=confirmed)


def person(person_id):
    return rules.person_of(PersonRow.objects.values().get(id=person_id))


def test_a_new_person_is_recorded_sealed_and_found_again_by_number():
    first = taken(**HANH)
    assert taken(**HANH) == first
    row = PersonRow.objects.get(id=first)
    assert (row.name, row.name_plain, row.revision) == ("Nông Thị Hạnh", "nong thi hanh", 1)
    assert b"095180000001" not in bytes(row.number)
    assert b"0912000001" not in bytes(row.contact)
    assert (person(first).number, person(first).phone, person(first).address) == (
        "095180000001",
        "0912000001",
        "Nà Hai",
    )
    assert list(PersonName.objects.values_list("plain", flat=True)) == ["nong thi hanh"]
    assert not EarlierPerson.objects.exists()


def test_without_a_number_a_person_is_found_by_name_birth_and_telephone():
    first = taken(**HANH)
    assert taken(name="Nong Thi Hanh", birth="1980", phone="0912000001", address="Nà Hai") == first
    assert person(first).name == "Nông Thị Hạnh"
    assert taken(name="Nông Thị Hạnh", birth="1981", phone="0912000001") != first


def test_nobody_is_guessed_from_a_name_alone():
    assert taken(name="Lý A", birth="1980") != taken(name="Lý A", birth="1980")


def test_a_number_learnt_later_is_added_to_the_person():
    first = taken(name="Nông Thị Hạnh", birth="1980", phone="0912000001", address="Nà Hai")
    assert taken(**HANH) == first
    assert (person(first).number, person(first).revision) == ("095180000001", 2)


def test_the_same_name_and_birth_with_another_number_is_another_person():
    first = taken(**HANH)
    assert taken(**HANH | {"number": "095180000002"}) != first


def test_a_changed_contact_is_brought_up_to_date_and_the_earlier_kept():
    first = taken(**HANH)
    assert taken(**HANH | {"phone": "0912000009"}) == first
    assert (person(first).phone, person(first).revision) == ("0912000009", 2)
    earlier = EarlierPerson.objects.get()
    assert rules.contact_of(earlier.contact) == {"phone": "0912000001", "address": "Nà Hai"}
    assert (earlier.person_id, earlier.revision, earlier.until) == (first, 1, AT)
    assert taken(name=HANH["name"], number=HANH["number"]) == first
    assert person(first).phone == "0912000009"


def test_a_number_recorded_under_another_name_is_refused_until_somebody_has_compared_the_paper():
    first = taken(**HANH)
    with pytest.raises(NumberOfAnother), transaction.atomic():
        taken(**HANH | {"name": "Hà Thị Bích"})
    assert taken(confirmed=True, **HANH | {"name": "Nông Thị Hạn"}) == first
    assert (person(first).name, EarlierPerson.objects.get().name) == ("Nông Thị Hạn", "Nông Thị Hạnh")


def test_an_organisation_may_change_its_name():
    first = taken(kind="organisation", name="HTX Ba Bể", number="4700123456")
    assert taken(kind="organisation", name="Hợp tác xã Ba Bể", number="4700123456") == first
    assert person(first).name == "Hợp tác xã Ba Bể"
    assert taken(name="Lý A", number="470012345") != first


def test_people_copied_in_by_the_thousand_are_the_same_rows():
    fields = [rules.clean_person(HANH | {"number": f"0951800{n:05d}", "phone": ""}) for n in range(50)]
    assert load_people.__wrapped__(actor=SYSTEM, people=(rules.row_of(each, at=AT) for each in fields), at=AT) == 50
    copied = PersonRow.objects.values().order_by("number_index").first()
    assert taken(**HANH | {"number": rules.person_of(copied).number, "phone": ""}) == copied["id"]
    assert EarlierPerson.objects.count() == 0
