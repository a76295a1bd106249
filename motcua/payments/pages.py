"""Parts of the money's pages: tables and facts, ready for the template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.kernel.actor import SYSTEM
from motcua.kernel.money import dong
from motcua.organisation import queries as organisation
from motcua.payments.types import Book, Closing, Entry, Method, Settlement, Till
from motcua.ui import words
from motcua.ui.types import Cell, Column, Fact, Table


def method_words(method: Method) -> str:
    """Return how money came in, in words."""
    return {
        Method.CASH: _("tiền mặt"),
        Method.TRANSFER: _("chuyển khoản"),
        Method.POST: _("bưu điện thu hộ"),
    }[method]


def entries(till: Till) -> Table:
    """Return a till's entries: the receipt, the dossier, the sum; counter-entries with a minus."""
    return Table(
        caption=_("Các khoản thu trong ngày"),
        columns=(
            Column(_("Lúc")),
            Column(_("Biên lai"), "code"),
            Column(_("Hồ sơ"), "code"),
            Column(_("Hình thức")),
            Column(_("Số tiền"), "number"),
        ),
        rows=[_entry(entry) for entry in till.entries],
    )


def _entry(entry: Entry) -> Sequence[Cell]:
    return (
        Cell(words.clock(entry.at)),
        Cell(
            f"{entry.number:07}",
            url=reverse("prints:print", args=[entry.print]),
            sub=_("huỷ biên lai") if entry.is_cancellation else "",
        ),
        Cell(entry.subject, url=f"{reverse('ui:search')}?q={entry.subject}"),
        Cell(method_words(entry.method)),
        Cell(dong(entry.amount)),
    )


def books(found: Sequence[Book]) -> Table:
    """Return the year's books: serial, numbers, what is left."""
    return Table(
        caption=_("Các quyển trong năm"),
        columns=(
            Column(_("Quyển")),
            Column(_("Ký hiệu"), "code"),
            Column(_("Từ số"), "number"),
            Column(_("Đến số"), "number"),
            Column(_("Đã dùng"), "number"),
            Column(_("Còn"), "number"),
            Column(_("Mở lúc")),
            Column(_("Đóng lúc")),
        ),
        rows=[_book(book) for book in found],
    )


def _book(book: Book) -> Sequence[Cell]:
    return (
        Cell(f"{book.book}/{book.year}"),
        Cell(book.serial or "–"),
        Cell(f"{book.first:07}"),
        Cell(f"{book.until:07}" if book.until else _("không giới hạn")),
        Cell(str(book.drawn)),
        Cell("–" if book.left is None else str(book.left)),
        Cell(words.moment_short(book.opened_at)),
        Cell(words.moment_short(book.closed_at) if book.closed_at else _("đang dùng")),
    )


def sums(till: Till) -> list[Fact]:
    """Return a till's sums by method."""
    return [
        Fact(_("Tiền mặt"), dong(till.total(Method.CASH))),
        Fact(_("Chuyển khoản"), dong(till.total(Method.TRANSFER))),
        Fact(_("Cộng"), dong(till.amount)),
    ]


def closing(closed: Closing) -> list[Fact]:
    """Return how a till was closed; the difference has its name."""
    difference = closed.difference
    named = _("thừa %(amount)s") if difference > 0 else _("thiếu %(amount)s")
    return [
        Fact(_("Chốt lúc"), words.moment(closed.at)),
        Fact(_("Tiền mặt theo sổ"), dong(closed.cash)),
        Fact(_("Đếm được"), dong(closed.counted)),
        Fact(_("Chênh lệch"), named % {"amount": dong(abs(difference))} if difference else _("khớp")),
        *([Fact(_("Giải thích"), closed.explanation)] if closed.explanation else []),
    ]


def colleagues(tills: Sequence[Till], names: Mapping[UUID, str]) -> Table | None:
    """Return the other tills of the unit on that day; None where there are none."""
    if not tills:
        return None
    return Table(
        caption=_("Quỹ của người khác trong đơn vị"),
        columns=(
            Column(_("Người thu")),
            Column(_("Khoản"), "number"),
            Column(_("Tiền mặt"), "number"),
            Column(_("Chuyển khoản"), "number"),
            Column(_("Bưu điện thu hộ"), "number"),
            Column(_("Đã chốt")),
        ),
        rows=[
            (
                Cell(_("Bưu điện") if till.account == SYSTEM.account else names.get(till.account, "")),
                Cell(str(len(till.entries))),
                Cell(dong(till.total(Method.CASH))),
                Cell(dong(till.total(Method.TRANSFER))),
                Cell(dong(till.total(Method.POST))),
                Cell(words.clock(till.closing.at) if till.closing else _closed_words(till)),
            )
            for till in tills
        ],
    )


def _closed_words(till: Till) -> str:
    """Return «chưa»; what the post collected is nobody's to close."""
    return "–" if all(entry.method is Method.POST for entry in till.entries) else _("chưa")


def settlement(found: Settlement) -> Table:
    """Return the quarter by competent agency."""
    rows: list[Sequence[Cell]] = [
        (
            Cell(organisation.short_name(share.agency)),
            Cell(str(share.receipts)),
            Cell(dong(share.cash)),
            Cell(dong(share.transfer)),
            Cell(dong(share.post)),
            Cell(dong(share.cancelled)),
            Cell(dong(share.total)),
        )
        for share in found.shares
    ]
    return Table(
        caption=_("Đối soát theo cơ quan giải quyết"),
        columns=(
            Column(_("Cơ quan giải quyết")),
            Column(_("Biên lai"), "number"),
            Column(_("Tiền mặt"), "number"),
            Column(_("Chuyển khoản"), "number"),
            Column(_("Bưu điện thu hộ"), "number"),
            Column(_("Đã huỷ"), "number"),
            Column(_("Phải chuyển"), "number"),
        ),
        rows=rows,
    )
