"""Persons in words and tables, ready to be shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.organisation import queries as organisation
from motcua.parties.forms import written
from motcua.parties.rules import sort_key
from motcua.parties.types import Earlier, Person, PersonHit
from motcua.ui import words
from motcua.ui.types import Cell, Column, Fact, Table

SEXES = {"male": gettext_noop("nam"), "female": gettext_noop("nữ")}


def found(hits: Iterable[PersonHit]) -> Table:
    """Return the persons of a search: enough to tell them apart, the number's last signs only."""
    rows = [
        (
            Cell(hit.name, reverse("parties:person", args=[hit.id])),
            Cell(written(hit.birth) or "–"),
            Cell(f"…{hit.number_end}" if hit.number_end else "–"),
            Cell(commune(hit.commune_id) or "–"),
        )
        for hit in hits
    ]
    columns = (Column(_("Họ tên, tên tổ chức")), Column(_("Sinh")), Column(_("Số giấy tờ"), "code"), Column(_("Nơi ở")))
    return Table(_("Công dân, tổ chức"), columns, rows)


def facts(person: Person) -> list[Fact]:
    """Return everything recorded of a person."""
    is_citizen = person.kind == "citizen"
    return [
        Fact(_("Ngày sinh"), written(person.birth)),
        Fact(_("Giới tính"), _(SEXES[person.sex]) if person.sex else ""),
        Fact(_("Dân tộc"), person.ethnic),
        Fact(_("Số giấy tờ") if is_citizen else _("Mã số thuế, số đăng ký"), person.number),
        Fact(_("Người đại diện"), person.representative),
        Fact(_("Điện thoại"), person.phone),
        Fact(_("Thư điện tử"), person.email),
        Fact(_("Địa chỉ"), ", ".join(part for part in (person.address, commune(person.commune_id)) if part)),
    ]


def earlier(kept: Sequence[Earlier]) -> Table:
    """Return what was recorded before."""
    rows = [
        (
            Cell(words.moment_short(each.until)),
            Cell(each.name),
            Cell(each.phone or "–"),
            Cell(", ".join(part for part in (each.address, commune(each.commune_id)) if part) or "–"),
        )
        for each in kept
    ]
    columns = (Column(_("Ghi đến")), Column(_("Tên")), Column(_("Điện thoại")), Column(_("Địa chỉ")))
    return Table(_("Thông tin đã ghi trước đây"), columns, rows)


def commune(unit_id: UUID | None) -> str:
    """Return «xã Quảng Khê, huyện Ba Bể»; empty for nothing."""
    return organisation.full_name(unit_id).removeprefix("UBND ") if unit_id else ""


def communes(on: date) -> list[tuple[str, object]]:
    """Return the communes of a day by district, in Vietnamese order, for a choice."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for unit in organisation.units(on, "commune"):
        above = organisation.parent(unit.id, on)
        heading = organisation.short_name(above).removeprefix("UBND ") if above else ""
        groups.setdefault(heading, []).append((str(unit.id), unit.name))
    return [
        (heading, sorted(choices, key=lambda choice: sort_key(choice[1])))
        for heading, choices in sorted(groups.items(), key=lambda group: sort_key(group[0]))
    ]
