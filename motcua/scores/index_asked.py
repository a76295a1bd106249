"""What a page of the index was asked for: a month, and a unit or all of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.dossiers.queries import IndexCut
from motcua.scores.asked import FIRST, LAST, unit_of
from motcua.scores.types import Month, month_of

#: How an address, and an input of kind «month», write a month; and how people do.
WRITTEN, TYPED = re.compile(r"([0-9]{4})-([0-9]{1,2})"), re.compile(r"([0-9]{1,2})/([0-9]{4})")


@dataclass(frozen=True, slots=True)
class IndexAsked:
    """A question as a page's address says it; without a unit it means all that the asker may look at."""

    month: Month
    unit: UUID | None = None

    @property
    def cut(self) -> IndexCut:
        """The dossiers that are meant."""
        return IndexCut(self.month.since, self.month.until, frozenset({self.unit}) if self.unit else None)

    def address(self, **changes: Any) -> str:
        """Return the address's end for this question, or for one that differs in something."""
        asked = replace(self, **{name: changes.pop(name) for name in tuple(changes) if name in self.__slots__})
        values: dict[str, Any] = {"thang": asked.month}
        if asked.unit is not None:
            values["don-vi"] = asked.unit
        return "?" + urlencode({**values, **changes})


def index_asked(values: QueryDict, today: date) -> IndexAsked:
    """Read an address; what is not readable is what is usual: the last month that is over, all units."""
    return IndexAsked(month_read(values.get("thang", "")) or month_of(today).before, unit_of(values.get("don-vi")))


def unread(values: QueryDict) -> str:
    """Say what of an address could not be read; empty where all could."""
    if values.get("thang") and month_read(values["thang"]) is None:
        return _("Không đọc được tháng «%(text)s»; đang xem tháng trước. Ghi như 5/2020.") % {
            "text": values["thang"][:20]
        }
    if values.get("don-vi") and unit_of(values["don-vi"]) is None:
        return _("Không có đơn vị này; đang xem mọi đơn vị bạn được xem. Chọn lại đơn vị.")
    return ""


def month_read(text: str) -> Month | None:
    """Read «2020-05» or «5/2020»; anything else is none."""
    if found := WRITTEN.fullmatch(text.strip()):
        year, month = map(int, found.groups())
    elif found := TYPED.fullmatch(text.strip()):
        month, year = map(int, found.groups())
    else:
        return None
    return Month(year, month) if FIRST <= year <= LAST and 1 <= month <= 12 else None  # noqa: PLR2004  twelve months
