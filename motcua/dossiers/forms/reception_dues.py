"""The fee lines on the reception page: as the page showed them, the usual ones ticked until somebody changes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from motcua.catalogue.types import ProcedureVersion
from motcua.dossiers.charging import POSTAGE, fee_with_postage, tariffs_of, usual_dues
from motcua.dossiers.forms.fees import Dues
from motcua.payments.types import Due, DueIn, Relief

Values = Mapping[str, Any]
OF_A_LINE = ("owed", "quantity", "price", "relief", "proof")


def dues_form(values: Values, *, version: ProcedureVersion, fare: int, reliefs: Sequence[Relief]) -> Dues:
    """Return the form of the lines: what was typed for this version, else the usual; ``fare`` is the post's (VND).

    A line names the version with which it was shown (``line_1``): one of another procedure, or one that no page has
    shown yet, was decided by nobody.
    """
    tariffs = tariffs_of(version, fare)
    usual = {due.position for due in usual_lines(version, "post", fare)}
    filled: dict[str, Any] = dict(values)
    for tariff in tariffs:
        if values.get(f"line_{tariff.position}") == str(version.id):
            continue
        names = {name: f"{name}_{tariff.position}" for name in OF_A_LINE}
        filled |= dict.fromkeys(names.values(), "")
        filled |= {names["owed"]: "on" if tariff.position in usual else "", names["quantity"]: "1"}
    return Dues(filled, tariffs=tariffs, reliefs=reliefs)


def usual_lines(version: ProcedureVersion, delivery: str, fare: int) -> tuple[Due, ...]:
    """Return what is owed while nobody sets the lines."""
    return usual_dues(version, fee_with_postage(version, delivery, fare))


def dues_of(form: Dues, *, version: ProcedureVersion, delivery: str, fare: int) -> tuple[DueIn, ...] | None:
    """Return the lines that are owed; None where they are those that are owed anyway.

    The postage counts only where the result goes by post. Refuses with Invalid what is no number.
    """
    lines = tuple(line for line in form.lines() if line.tariff.position != POSTAGE or delivery == "post")
    usual = tuple(DueIn(tariff) for tariff in _of(tariffs_of(version, fare), usual_lines(version, delivery, fare)))
    return None if lines == usual else lines


def _of(tariffs: Sequence[Any], dues: Sequence[Due]) -> list[Any]:
    places = {due.position for due in dues}
    return [tariff for tariff in tariffs if tariff.position in places]
