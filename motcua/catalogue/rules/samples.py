"""A filled sample of a procedure (TT 01/2018 Đ5), made from its declaration forms and papers; every value is invented. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from motcua.catalogue.types import Declaration, ProcedureVersion
from motcua.prints.types import SampleCase, SampleDeclaration, SampleInputs, SampleSection

#: Obviously nobody: one name for each person of a form, in the order in which they come; women have one of their own.
NAMES = ("Nguyễn Văn Mẫu", "Trần Văn Ví Dụ", "Lê Văn Giả Định", "Phạm Văn Thử", "Hoàng Văn Nháp")
WOMAN, WOMEN = "Đỗ Thị Mẫu", frozenset({"mother", "adoptive_mother", "bride"})
PLACE, DAY = "Thôn Mẫu, xã Mẫu, huyện Mẫu, tỉnh Mẫu", "01/01/2000"
TEXT = "nội dung mẫu"
#: What a type of field is filled with, whoever it is about.
FILLED = {
    "text": TEXT,
    "long_text": "Nội dung mẫu, ghi ngắn gọn, rõ ràng, đúng sự thật",
    "date": DAY,
    "date_precision": DAY,
    "number": "1",
    "money": "1.000.000 đồng",
    "address_unit": PLACE,
    "country": "Việt Nam",
    "ethnic": "Kinh",
    "nationality": "Việt Nam",
    "organisation": "UBND xã Mẫu",
    "file": "kèm theo",
}
#: What is not typed by the applicant on paper.
LEFT_OUT = frozenset({"signature"})
COUNTS = ("originals", "certified", "copies")


def sample_of(version: ProcedureVersion, declarations: Iterable[Declaration], on: date) -> SampleInputs:
    """Return the filled sample of a version: its declaration forms, else a plain request, then its papers by case.

    A form has the fields of the regulation in force ``on`` a day.
    """
    filled = [_declaration(one.content, on) for one in declarations]
    return {
        "procedure": version.name,
        "code": version.code,
        "declarations": filled or [_request(version)],
        "cases": [_case(case.name if case.label else "", case.papers) for case in version.cases if case.papers],
    }


def _case(label: str, papers: Sequence[Any]) -> SampleCase:
    lines = [{"name": paper.name, **{count: getattr(paper, count) for count in COUNTS}} for paper in papers]
    return {"label": label, "papers": lines}  # type: ignore[typeddict-item]


def _request(version: ProcedureVersion) -> SampleDeclaration:
    """Return what stands for a declaration form that is not kept as fields: who asks, and for what."""
    form = next((paper.name for paper in version.groups if paper.kind == "form"), "Thông tin người nộp hồ sơ")
    person = [
        ("Họ, chữ đệm, tên", NAMES[0]),
        ("Ngày, tháng, năm sinh", DAY),
        ("Số định danh cá nhân", _number(0)),
        ("Nơi cư trú", PLACE),
        ("Điện thoại", _phone(0)),
        ("Thư điện tử", _email(0)),
    ]
    wanted = [("Nội dung yêu cầu giải quyết", version.name), ("Kết quả xin nhận", version.result or TEXT)]
    return {
        "title": form,
        "form_number": "",
        "signer": NAMES[0],
        "sections": [{"title": "Người yêu cầu", "lines": person}, {"title": "Nội dung yêu cầu", "lines": wanted}],
    }


def _declaration(form: Mapping[str, Any], on: date) -> SampleDeclaration:
    people: list[str] = []
    sections = [_section(section, form, people, on) for section in form.get("sections") or ()]
    return {
        "title": str(form["title"]),
        "form_number": _form_number(form, on),
        "signer": NAMES[0],
        "sections": [section for section in sections if section["lines"]],
    }


def _form_number(form: Mapping[str, Any], on: date) -> str:
    """Return under which regulation the form stands on a day, as far as that is known."""
    for source in form.get("legal_sources") or ():
        since, until = source.get("in_force_from"), source.get("in_force_to")
        if since and since <= on.isoformat() <= (until or "9999-12-31"):
            return ", ".join(filter(None, (source.get("form_no"), source["document"])))
    return ""


def _section(section: Mapping[str, Any], form: Mapping[str, Any], people: list[str], on: date) -> SampleSection:
    lines = [
        (str(field["label"]), _value(field, people))
        for field in section.get("fields") or ()
        if not section.get("condition") and _is_filled(field, form, on)
    ]
    return {"title": str(section.get("title") or ""), "lines": lines}


def _is_filled(field: Mapping[str, Any], form: Mapping[str, Any], on: date) -> bool:
    """Whether the applicant fills it on paper whatever the case, under the regulation of the day."""
    if field.get("condition") or field.get("where") == "online" or field["type"] in LEFT_OUT:
        return False
    since, until = (_began(form, field.get(name)) for name in ("since", "until"))
    return (since is None or since <= on.isoformat()) and (until is None or on.isoformat() < until)


def _began(form: Mapping[str, Any], document: object) -> str | None:
    found = (one for one in form.get("legal_sources") or () if one["document"] == document)
    return next((one["in_force_from"] for one in found if one.get("in_force_from")), None)


def _value(field: Mapping[str, Any], people: list[str]) -> str:
    """Return an invented value; each role of a form is somebody else."""
    role = str(field.get("role") or "")
    if role and role not in people:
        people.append(role)
    who = people.index(role) if role else 0
    match field["type"]:
        case "person_name":
            return WOMAN if role in WOMEN else NAMES[who % len(NAMES)]
        case "personal_number":
            return _number(who)
        case "id_paper":
            return f"Căn cước công dân số {_number(who)}, cấp ngày 01/01/2020"
        case "phone":
            return _phone(who)
        case "email":
            return _email(who)
        case "choice" | "multi_choice":
            return next(_labels(field), TEXT)
        case "statement":
            return str(field.get("text") or "Tôi cam đoan những điều khai trên là đúng sự thật.")
        case "table":
            return "; ".join(f"{column['label']}: {_value(column, people)}" for column in field.get("columns") or ())
        case kind:
            return FILLED.get(str(kind), TEXT)


def _labels(field: Mapping[str, Any]) -> Iterator[str]:
    for one in field.get("allowed_values") or ():
        yield str(one["label"] if isinstance(one, Mapping) else one)


def _number(who: int) -> str:
    return f"{who + 1:012d}"


def _phone(who: int) -> str:
    return f"0900 000 00{who + 1}"


def _email(who: int) -> str:
    return f"nguoi.mau.{who + 1}@vi-du.vn"
