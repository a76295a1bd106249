"""What was entered about a person, cleaned or refused field by field."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.parties.rules.names import tidy
from motcua.parties.types import KINDS, SEXES, InvalidPerson, Kind, PersonFields, Sex

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_NAME, MAX_LINE = 200, 300
_BETWEEN = re.compile(r"[\s.\-–_/()]+")
_CITIZEN_NUMBER = re.compile(r"\d{9}|\d{12}|[A-Z]\d{7,8}")
_TAX_NUMBER = re.compile(r"\d{10}|\d{13}|\d{12}")
_REGISTERED_NUMBER = re.compile(r"(?=.*[A-Z])[0-9A-ZĐ]{4,30}")
_PHONE = re.compile(r"0[35789]\d{8}|02\d{9}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]{2,}")
_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_MONTH = re.compile(r"(\d{1,2})[/.\-](\d{4})")
_OLDEST = 1880
_PARTS = 3


def clean_person(raw: Mapping[str, object], on: date | None = None) -> PersonFields:
    """Clean what was entered; ``on`` is the day a birth must not be after.

    ``raw`` has the names of PersonFields; missing ones are empty. Raises InvalidPerson with a sentence for each field.
    """
    wrong: dict[str, str] = {}
    text = {name: tidy(str(raw.get(name) or "").replace("\0", "")) for name in PersonFields.__slots__}
    kind: Kind = next((known for known in KINDS if known == text["kind"]), "citizen")
    sex: Sex = next((known for known in SEXES if known == text["sex"]), "")
    name = _name(text["name"], kind, wrong)
    birth = _birth(text["birth"], on, wrong) if kind == "citizen" else ""
    number = clean_number(text["number"])
    if number and not _number_fits(number, kind):
        wrong["number"] = (
            _("Số căn cước có 12 số, chứng minh nhân dân có 9 số, hộ chiếu có một chữ cái và 7 hoặc 8 số.")
            if kind == "citizen"
            else _("Mã số thuế có 10 số, của chi nhánh có 13 số; số quyết định hoặc đăng ký thì ghi cả chữ.")
        )
    phone = clean_phone(text["phone"])
    if phone and not _PHONE.fullmatch(phone):
        wrong["phone"] = _("Số điện thoại di động có 10 số, máy bàn có 11 số và bắt đầu bằng 02.")
    if text["email"] and not _EMAIL.fullmatch(text["email"]):
        wrong["email"] = _("Thư điện tử có dạng ten@noinhan.vn.")
    for field in ("address", "email", "representative", "ethnic"):
        if len(text[field]) > MAX_LINE:
            wrong[field] = _("Viết ngắn lại, không quá %(most)s chữ cái.") % {"most": MAX_LINE}
    commune = _commune(text["commune_id"], wrong)
    if wrong:
        raise InvalidPerson(wrong)
    return PersonFields(
        kind=kind,
        name=name,
        birth=birth,
        sex=sex if kind == "citizen" else "",
        ethnic=text["ethnic"] if kind == "citizen" else "",
        number=number,
        phone=phone,
        email=text["email"],
        address=text["address"],
        commune_id=commune,
        representative=text["representative"] if kind == "organisation" else "",
    )


def clean_number(text: str) -> str:
    """Return a number as it is compared: capitals, nothing between the signs."""
    return _BETWEEN.sub("", text).upper()


def clean_phone(text: str) -> str:
    """Return a telephone number as it is compared: digits, +84 written as 0."""
    digits = _BETWEEN.sub("", text)
    if digits.startswith("+84"):
        digits = "0" + digits[3:]
    return digits


def _number_fits(number: str, kind: Kind) -> bool:
    if kind == "citizen":
        return _CITIZEN_NUMBER.fullmatch(number) is not None
    return (_TAX_NUMBER.fullmatch(number) or _REGISTERED_NUMBER.fullmatch(number)) is not None


def _name(name: str, kind: Kind, wrong: dict[str, str]) -> str:
    if not any(sign.isalpha() for sign in name):
        wrong["name"] = _("Nhập họ và tên như trên giấy tờ.") if kind == "citizen" else _("Nhập tên tổ chức.")
    elif len(name) > MAX_NAME:
        wrong["name"] = _("Viết ngắn lại, không quá %(most)s chữ cái.") % {"most": MAX_NAME}
    elif kind == "citizen" and any(sign.isdigit() for sign in name):
        wrong["name"] = _("Họ và tên không có chữ số. Số giấy tờ ghi ở ô riêng.")
    return name


def _birth(text: str, on: date | None, wrong: dict[str, str]) -> str:
    """Read «5/9/1980», «1980-09-05», «9/1980» or «1980»."""
    if not text:
        return ""
    written = text
    if found := _DAY.fullmatch(text):
        written = f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}"
    elif found := _MONTH.fullmatch(text):
        written = f"{found[2]}-{found[1]:0>2}"
    earliest = _earliest(written)
    if earliest is None or earliest.year < _OLDEST:
        wrong["birth"] = _("Ngày sinh ghi như 5/9/1980; nếu chỉ biết năm thì ghi 1980.")
        return ""
    if on and earliest > on:
        day = f"{on.day}/{on.month}/{on.year}"
        wrong["birth"] = _("Ngày sinh phải trước ngày nộp hồ sơ (%(day)s).") % {"day": day}
    return written


def _earliest(written: str) -> date | None:
    """Return the first day that «1980», «1980-09» or «1980-09-05» may mean; None when it means none."""
    try:
        year, month, day = [*map(int, written.split("-")), 1, 1][:3] if written.count("-") < _PARTS else (0, 0, 0)
        return date(year, month, day)
    except ValueError:
        return None


def _commune(text: str, wrong: dict[str, str]) -> UUID | None:
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        wrong["commune_id"] = _("Chọn xã, phường, thị trấn trong danh sách.")
        return None
