"""Codes of units as rows: assumed ones for new units, real ones from a day on."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q

from motcua.organisation.models import UnitCode, UnitRow
from motcua.organisation.rules import assumed_legacy, assumed_qd20, scheme_of
from motcua.organisation.rules.codes import province_of
from motcua.organisation.types import Scheme


def first_codes(unit: UnitRow, path: tuple[int, ...], province: str, eid: str, status: str) -> list[UnitCode]:
    """Return the e-identifiers of a new unit: the one that is known, and an assumed one of the other generation.

    The province's own level-1 code («H03») is a fact in both generations; nothing else is derived.
    """
    known = {scheme_of(eid): eid} if eid else {}
    if known and not path:
        known.setdefault("qd20", province_of(eid))
    assumed: dict[Scheme, str] = {
        "legacy": assumed_legacy(path, unit.serial, province),
        "qd20": assumed_qd20(unit.serial, province),
    }
    return [
        UnitCode(
            unit=unit,
            scheme=scheme,
            text=known.get(scheme, text),
            assumed=scheme not in known,
            status=status if scheme in known else "assumed",
        )
        for scheme, text in assumed.items()
    ]


def replace_code(unit: UnitRow, scheme: Scheme, text: str, *, valid_from: date, status: str) -> None:
    """End the code in force before a day and begin another; the ended row stays, so that nobody else gets its text."""
    codes = UnitCode.objects.filter(unit=unit, scheme=scheme)
    codes.filter(Q(valid_to=None) | Q(valid_to__gte=valid_from)).update(valid_to=valid_from - timedelta(days=1))
    UnitCode.objects.create(unit=unit, scheme=scheme, text=text, status=status, valid_from=valid_from)
