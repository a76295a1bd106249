"""What a page of scores was asked for: a term, a unit, an official."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.organisation import queries as organisation
from motcua.organisation.types import UnitUnknown
from motcua.scores.types import Term
from motcua.ui.acting import id_of
from motcua.ui.inputs import number_typed

#: Years that anybody asks for.
FIRST, LAST = 2010, 2100


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as a page's address says it."""

    term: Term
    unit: UUID | None = None
    person: UUID | None = None

    def address(self, **changes: Any) -> str:
        """Return the address's end for this question, or for one that differs in something."""
        asked = replace(self, **{name: changes.pop(name) for name in tuple(changes) if name in self.__slots__})
        values: dict[str, Any] = {"nam": asked.term.year, "quy": asked.term.quarter or "ca-nam"}
        if asked.unit is not None:
            values["don-vi"] = asked.unit
        if asked.person is not None:
            values["nguoi"] = asked.person
        return "?" + urlencode({**values, **changes})


def asked(values: QueryDict, today: date) -> Asked:
    """Read an address; what is not readable is what is usual: the quarter of today."""
    year = _year(values.get("nam"))
    quarter = {"1": 1, "2": 2, "3": 3, "4": 4, "ca-nam": None}.get(
        values.get("quy", ""), (today.month + 2) // 3 if year is None else None
    )
    return Asked(Term(year or today.year, quarter), unit_of(values.get("don-vi")), id_of(values.get("nguoi")))


def unread(values: QueryDict) -> str:
    """Say what of an address could not be read; empty where all could."""
    if values.get("nam") and _year(values["nam"]) is None:
        return _("Không đọc được năm «%(text)s»; đang xem năm nay. Ghi năm bằng bốn chữ số.") % {
            "text": values["nam"][:20]
        }
    return ""


def unit_of(text: str | None) -> UUID | None:
    """Read the id of a unit; anything else is none."""
    found = id_of(text)
    try:
        return organisation.unit(found).id if found else None
    except UnitUnknown:
        return None


def _year(text: str | None) -> int | None:
    return number_typed(text or "", FIRST, LAST)
