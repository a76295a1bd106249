"""Money's pure decisions: what a line costs, an amount in words, quarters, what the settings say. Whole đồng only."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.payments.types import REFUSE, Book, BookNotFull, Due, DueIn, FeeRules, MoneyInvalid, Relief

#: Notes of the State Bank in use, for a province whose profile names none.
USUAL_NOTES = (500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200)
FULL = 100

_FIGURES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_THOUSAND, _HUNDRED, _TEN = 1000, 100, 10
_FOUR, _FIVE = 4, 5


def fee_rules(fees: Mapping[str, Any]) -> FeeRules:
    """Read the section «fees» of the province's settings; where it is silent, the usual."""
    return FeeRules(
        returns_unpaid=fees.get("return_unpaid", REFUSE) != REFUSE,
        denominations=tuple(sorted(fees.get("denominations") or USUAL_NOTES, reverse=True)),
        reliefs=tuple(
            Relief(
                code,
                str(relief["name"]),
                int(relief.get("percent", FULL)),
                str(relief.get("basis", "")),
                str(relief.get("proof", "")),
            )
            for code, relief in (fees.get("reliefs") or {}).items()
        ),
    )


def amount_of(price: int, quantity: int, percent: int = 0, off: int = 0) -> int:
    """Return what a line costs in VND: less a percentage, rounded down to whole đồng, or less so much off each."""
    full = max(0, price - off) * quantity
    return full - full * percent // FULL


def due_of(wanted: DueIn, rules: FeeRules) -> Due:
    """Turn a chosen line into what is owed; the caller has checked price, quantity and ground."""
    tariff = wanted.tariff
    relief = next((one for one in tariff.grounds(rules.reliefs) if one.code == wanted.relief), None)
    price = tariff.price if tariff.price is not None else (wanted.price or 0)
    percent = relief.percent if relief else 0
    return Due(
        position=tariff.position,
        name=tariff.name,
        kind=tariff.kind,
        price=price,
        quantity=wanted.quantity,
        amount=amount_of(price, wanted.quantity, percent, (relief.amount or 0) if relief else 0),
        relief=relief.code if relief else "",
        percent=percent,
        basis=relief.basis if relief else "",
        assumed=tariff.assumed or tariff.price is None or (relief is not None and relief.assumed),
    )


def in_words(amount: int) -> str:
    """Return an amount in words as receipts want it: 15000 → «Mười lăm nghìn đồng»."""
    if amount == 0:
        return "Không đồng"
    sentence = _said(amount, whole=False)
    return f"{sentence[:1].upper()}{sentence[1:]} đồng"


def _said(amount: int, *, whole: bool) -> str:
    words: list[str] = []
    for scale, name in ((10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        part, amount = divmod(amount, scale)
        if part >= _THOUSAND:
            words += [_said(part, whole=False), name]
        elif part:
            words += [_group(part, whole=whole or bool(words)), name]
    return " ".join(word for word in words if word)


def _group(group: int, *, whole: bool) -> str:
    """Say three figures; ``whole`` where greater ones stand before, so that nothing can be written in between."""
    hundreds, rest = divmod(group, _HUNDRED)
    tens, ones = divmod(rest, _TEN)
    words = [f"{_FIGURES[hundreds]} trăm"] if hundreds or whole else []
    if tens == 0:
        if ones:
            words += ["lẻ", _FIGURES[ones]] if words else [_FIGURES[ones]]
        return " ".join(words)
    words.append("mười" if tens == 1 else f"{_FIGURES[tens]} mươi")
    if ones == 1 and tens > 1:
        words.append("mốt")
    elif ones == _FOUR and tens > 1:
        words.append("tư")
    elif ones == _FIVE:
        words.append("lăm")
    elif ones:
        words.append(_FIGURES[ones])
    return " ".join(words)


def quarter_of(day: date) -> tuple[int, int]:
    """Return the year and the quarter of a day."""
    return day.year, (day.month + 2) // 3


def quarter_days(year: int, quarter: int) -> tuple[date, date]:
    """Return the first and the last day of a quarter."""
    first = date(year, 3 * quarter - 2, 1)
    following = date(year + quarter // 4, 3 * quarter % 12 + 1, 1)
    return first, date.fromordinal(following.toordinal() - 1)


#: Serials are printed: letters, figures, and what stands between them.
SERIAL = re.compile(r"[0-9A-ZÀ-Ỹ][0-9A-ZÀ-Ỹ./-]{0,19}")
MOST_OF_A_BOOK = 9_999_999


def book_wrong(serial: str, size: int | None) -> dict[str, str]:
    """Return what is wrong with a book that somebody wants to open, by field: ``serial``, ``size``."""
    wrong = {}
    if serial and not SERIAL.fullmatch(serial):
        wrong["serial"] = _("Ký hiệu gồm chữ in hoa, số, dấu / . - và không quá 20 chữ, ví dụ BK/20P.")
    if size is not None and not 1 <= size <= MOST_OF_A_BOOK:
        wrong["size"] = _("Số tờ của quyển là một số từ 1 đến %(most)s.") % {"most": MOST_OF_A_BOOK}
    return wrong


def next_book(books: Sequence[Book], serial: str) -> tuple[int, int]:
    """Return which book of the year would be opened, and its first number; ``books`` are those of the year in order.

    The same serial goes on where the open book ran out; a new one begins with 1. Refuses with BookNotFull, and with
    MoneyInvalid a serial that was closed before: its numbers would not be without gap.
    """
    current = next((book for book in books if book.closed_at is None), None)
    place = len(books) + 1
    if current is not None and current.serial == serial:
        if current.left != 0:
            raise BookNotFull(current.book, current.year, current.left)
        return place, current.last + 1
    if serial in {book.serial for book in books}:
        raise MoneyInvalid({"serial": _("Ký hiệu này đã đóng trong năm. Chọn ký hiệu khác.")})
    return place, 1


def counted_total(counted: Mapping[int, int]) -> int:
    """Return what notes are worth together: denomination → how many."""
    return sum(note * count for note, count in counted.items())
