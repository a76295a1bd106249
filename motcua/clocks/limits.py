"""Time limits as the law writes them, read from words and put into words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from motcua.clocks.refusals import LimitUnreadable
from motcua.clocks.speech import _, gettext_noop

#: Hours of one working day: 07:00-11:30 and 13:30-17:00, and at most eight by the Labour Code 2019, art. 105.
HOURS_A_WORKING_DAY = 8

#: No published limit comes near; beyond it a figure is a slip of the keyboard.
LONGEST = Decimal(9999)


class LimitKind(StrEnum):
    """What a time limit counts."""

    WORKING_DAYS = "working_days"
    WORKING_HOURS = "working_hours"
    HOURS = "hours"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"
    SAME_DAY = "same_day"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Limit:
    """So many of a kind; the amount is zero for «trong ngày» and where there is no limit."""

    kind: LimitKind
    amount: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        """Refuse what no calendar can count."""
        if not (self.amount.is_finite() and 0 <= self.amount <= LONGEST):
            raise LimitUnreadable(_("Thời hạn phải là một số từ 0 đến 9999."))


SAME_DAY = Limit(LimitKind.SAME_DAY)
NO_LIMIT = Limit(LimitKind.NONE)

#: Each kind with its Vietnamese unit; the longer words stand first, so that «ngày làm việc» is not read as «ngày».
UNITS = (
    (LimitKind.WORKING_DAYS, gettext_noop("ngày làm việc")),
    (LimitKind.WORKING_HOURS, gettext_noop("giờ làm việc")),
    (LimitKind.CALENDAR_DAYS, gettext_noop("ngày")),
    (LimitKind.HOURS, gettext_noop("giờ")),
    (LimitKind.MONTHS, gettext_noop("tháng")),
)

_KIND_OF_UNIT = {words: kind for kind, words in UNITS}
_UNIT_OF_KIND = dict(UNITS)
_SAME_DAY_WORDS = {"trong ngày", "trong ngày làm việc", "ngay trong ngày", "ngay trong ngày làm việc"}
_NO_LIMIT_WORDS = {"không quy định", "không có thời hạn", "không thời hạn"}
_AMOUNT = re.compile(
    r"(?:(?:không quá|tối đa|trong|trong thời hạn) )?"
    r"(?P<amount>\d+(?:[.,]\d+)?)(?: ?\([^)]*\))? ?"
    rf"(?P<unit>{'|'.join(words for _kind, words in UNITS)})",
)


def parse_limit(text: str) -> Limit:
    """Read a limit from words: «5 ngày làm việc», «không quá 05 ngày làm việc», «10,5 ngày làm việc», «trong ngày».

    «giờ» and «ngày» alone run on, night and holiday (BLDS 2015 art. 147); decimals take a comma or a point;
    «không quá» and leading zeros say nothing. Raises LimitUnreadable for anything else.
    """
    words = " ".join(unicodedata.normalize("NFC", text).casefold().split()).rstrip(".")
    if words in _SAME_DAY_WORDS:
        return SAME_DAY
    if words in _NO_LIMIT_WORDS:
        return NO_LIMIT
    found = _AMOUNT.fullmatch(words)
    amount = Decimal(found["amount"].replace(",", ".")) if found else Decimal(0)
    if found is None or amount == 0:
        raise LimitUnreadable(
            _(
                "Không đọc được thời hạn «%(text)s». Hãy ghi như: 5 ngày làm việc, 4 giờ làm việc, 12 giờ, 15 ngày, "
                "1 tháng, trong ngày."
            )
            % {"text": text.strip()[:80]},
            field="limit",
        )
    return Limit(_KIND_OF_UNIT[found["unit"]], amount)


def describe_limit(limit: Limit) -> str:
    """Put a limit into words that parse_limit reads back: «5 ngày làm việc»."""
    if limit.kind is LimitKind.SAME_DAY:
        return _("trong ngày")
    if limit.kind is LimitKind.NONE:
        return _("không quy định")
    return f"{say_amount(limit.amount)} {_(_UNIT_OF_KIND[limit.kind])}"


def say_amount(amount: Decimal) -> str:
    """Write an amount the Vietnamese way: «10,5», never «10,50»."""
    plain = f"{amount:f}"
    return plain.rstrip("0").rstrip(".").replace(".", ",") if "." in plain else plain
