"""What is entered about a person is cleaned, or refused with a sentence at its field."""

from datetime import date

import pytest

from motcua.parties.rules import clean_person
from motcua.parties.types import InvalidPerson, PersonFields

DAY = date(2020, 5, 11)


def refused(**raw):
    with pytest.raises(InvalidPerson) as problem:
        clean_person(raw, DAY)
    return problem.value.fields


def test_what_a_clerk_types_becomes_one_spelling():
    fields = clean_person(
        {
            "name": " Nông  Thị Hạnh ",
            "birth": "5/9/1980",
            "sex": "female",
            "ethnic": "Tày",
            "number": "095 180 000 001",
            "phone": "+84 912.000.001",
            "email": "hanh@example.vn",
            "address": "thôn Nà Hai",
        },
        DAY,
    )
    assert fields == PersonFields(
        kind="citizen",
        name="Nông Thị Hạnh",
        birth="1980-09-05",
        sex="female",
        ethnic="Tày",
        number="095180000001",
        phone="0912000001",
        email="hanh@example.vn",
        address="thôn Nà Hai",
    )


def test_a_birth_may_be_a_year_or_a_month():
    assert clean_person({"name": "A", "birth": "1950"}).birth == "1950"
    assert clean_person({"name": "A", "birth": "9/1950"}).birth == "1950-09"
    assert clean_person({"name": "A", "birth": "1950-09-05"}).birth == "1950-09-05"


@pytest.mark.parametrize("birth", ["31/2/1980", "hôm qua", "1980-1-1-1", "1799"])
def test_a_birth_that_is_no_day_is_refused_with_an_example(birth):
    assert refused(name="A", birth=birth) == {"birth": "Ngày sinh ghi như 5/9/1980; nếu chỉ biết năm thì ghi 1980."}


def test_a_birth_after_the_day_of_filing_is_refused():
    assert refused(name="A", birth="12/5/2020") == {"birth": "Ngày sinh phải trước ngày nộp hồ sơ (11/5/2020)."}


@pytest.mark.parametrize("number", ["095180000", "095180000001", "B1234567", "C12345678"])
def test_identity_numbers_of_all_generations_are_taken(number):
    assert clean_person({"name": "A", "number": number}).number == number


def test_numbers_and_telephones_of_a_wrong_length_are_refused_each_at_its_field():
    assert refused(name="A", number="12345", phone="091234567") == {
        "number": "Số căn cước có 12 số, chứng minh nhân dân có 9 số, hộ chiếu có một chữ cái và 7 hoặc 8 số.",
        "phone": "Số điện thoại di động có 10 số, máy bàn có 11 số và bắt đầu bằng 02.",
    }


def test_a_desk_telephone_has_eleven_digits():
    assert clean_person({"name": "A", "phone": "0209 3870 123"}).phone == "02093870123"


def test_an_organisation_has_a_tax_code_and_a_representative_and_no_birth():
    fields = clean_person(
        {
            "kind": "organisation",
            "name": "HTX Ba Bể",
            "number": "4700123456-001",
            "representative": "Lý A",
            "birth": "1980",
            "sex": "male",
        }
    )
    assert (fields.number, fields.representative, fields.birth, fields.sex) == ("4700123456001", "Lý A", "", "")
    assert list(refused(kind="organisation", name="HTX", number="123")) == ["number"]
    assert clean_person({"kind": "organisation", "name": "HTX", "number": "12/QĐ-UBND"}).number == "12QĐUBND"


def test_a_name_is_asked_for_and_has_letters_only():
    assert refused() == {"name": "Nhập họ và tên như trên giấy tờ."}
    assert refused(kind="organisation") == {"name": "Nhập tên tổ chức."}
    assert refused(name="Lý A 123") == {"name": "Họ và tên không có chữ số. Số giấy tờ ghi ở ô riêng."}


def test_a_commune_is_one_of_the_list():
    assert refused(name="A", commune_id="x") == {"commune_id": "Chọn xã, phường, thị trấn trong danh sách."}
