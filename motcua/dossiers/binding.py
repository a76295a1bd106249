"""What a bound register says: its parts for the renderer, and its sheet for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import xlsxwriter
from django.utils.text import slugify
from django.utils.translation import gettext as _

from motcua.dossiers import printing
from motcua.dossiers.books import Book, Closing, Edition, short_moment
from motcua.dossiers.queries.book import later_lines
from motcua.identity import queries as identity
from motcua.kernel.moments import local
from motcua.organisation import queries as organisation
from motcua.prints.types import RegisterClosing, RegisterInputs, RegisterLine, RegisterNote, RegisterOpening

#: Notes behind a closed book that are laid out together.
NOTES = 500


def file_name(edition: Edition) -> str:
    """Return «so-theo-doi-ubnd-xa-quang-khe-2020»."""
    unit = slugify(organisation.short_name(edition.unit).replace("đ", "d").replace("Đ", "D"))
    return f"so-theo-doi-{unit}-{edition.year}"


def parts(edition: Edition, book: Book, lines: Iterable[list[RegisterLine]]) -> Iterator[RegisterInputs]:
    """Yield what each part of the book says: the first sheet, the lines, the closing words, what came after the closing.

    An extract has no closing words: they count the whole book.
    """
    inputs = _common(edition)
    yield {**inputs, "opening": _opening(edition, book)}
    for some in lines:
        yield {**inputs, "lines": some}
    if book.closing and not edition.field and (edition.is_closing or edition.frozen):
        yield {**inputs, "head": printing.head(edition.unit, book.closing.at), "closing": _closing(book.closing)}
    if edition.frozen:
        for notes in _notes(edition, book):
            yield {**inputs, "notes": notes}


def _common(edition: Edition) -> RegisterInputs:
    unit = organisation.short_name(edition.unit)
    title = _("Sổ theo dõi hồ sơ năm %(year)s, %(unit)s") % {"year": edition.year, "unit": unit}
    columns = organisation.settings(edition.at.date()).prints["register_columns"]
    return {
        "head": printing.head(edition.unit, edition.at),
        "title": title,
        "mark": title,
        "year": edition.year,
        "unit": unit,
        "field": edition.field,
        "columns": list(columns),
        "opening": None,
        "lines": [],
        "notes": [],
        "closing": None,
    }


def _opening(edition: Edition, book: Book) -> RegisterOpening:
    facts = [
        (_("Quyển số"), f"{book.volumes:02}"),
        (_("Số thứ tự"), _("từ 1 đến %(last)s") % {"last": edition.last}),
    ]
    if not (edition.is_closing or edition.frozen):
        facts.append((_("In lúc"), short_moment(edition.at)))
        remark = _("Sổ chưa khoá: các dòng như đang ghi lúc in.")
    else:
        remark = _("Sổ đã khoá: việc xảy ra sau đó được ghi thêm ở cuối, không sửa dòng nào.")
    if book.closing and (edition.is_closing or edition.frozen):
        facts.append((_("Khoá sổ"), short_moment(book.closing.at)))
    if edition.frozen:
        facts.append((_("Ghi thêm đến"), short_moment(edition.at)))
    return {"facts": facts, "remark": remark}


def _closing(closed: Closing) -> RegisterClosing:
    post = organisation.post(closed.post).name if closed.post else _("Người có thẩm quyền")
    return {
        "until": closed.last,
        "cancelled": closed.cancelled,
        "open": closed.open,
        "closed_at": local(closed.at).isoformat(),
        "keeper": "",
        "post": post,
        "signer": identity.names([closed.by]).get(closed.by, ""),
    }


def _notes(edition: Edition, book: Book) -> Iterator[list[RegisterNote]]:
    assert book.closing is not None, "only what is closed has notes behind it"
    after = 0
    while found := later_lines(edition.unit, edition.year, edition.field, book.closing.at, after=after, limit=NOTES):
        after = found[-1].ordinal
        notes: list[RegisterNote] = [
            {"ordinal": line.ordinal, "code": line.says["code"], "at": short_moment(note.at), "text": note.text}
            for line in found
            for note in line.later
            if note.at <= edition.at
        ]
        if notes:
            yield notes


FIRST = 3


def columns() -> dict[str, tuple[str, int]]:
    """Return the register's columns in their order (TT 01/2018, Mẫu 06): the name of each, and its width in the sheet."""
    return {
        "ordinal": (_("STT"), 6),
        "code": (_("Mã hồ sơ"), 28),
        "procedure": (_("Nội dung hồ sơ"), 50),
        "sets": (_("Số lượng (bộ)"), 8),
        "owner": (_("Họ tên chủ hồ sơ"), 26),
        "address": (_("Địa chỉ chủ hồ sơ"), 40),
        "phone": (_("Số điện thoại"), 13),
        "received": (_("Ngày nhận hồ sơ"), 17),
        "due": (_("Ngày hẹn trả kết quả"), 17),
        "returned": (_("Ngày nhận kết quả"), 17),
        "giver": (_("Bên giao"), 24),
        "taker": (_("Bên nhận"), 24),
        "clerk": (_("Người nhận hồ sơ"), 24),
        "commune": (_("Địa bàn phát sinh hồ sơ"), 22),
        "competent": (_("Cơ quan chủ trì giải quyết"), 26),
        "delivery": (_("Phương thức nhận kết quả"), 14),
        "note": (_("Ghi chú"), 60),
    }


def sheet(edition: Edition, book: Book, parts_of_it: Iterable[list[RegisterLine]], into: Path) -> None:
    """Write the same lines as XLSX, row by row to the disk: memory does not grow with the book."""
    moment = local(edition.at).replace(tzinfo=None)
    with xlsxwriter.Workbook(str(into), {"constant_memory": True, "strings_to_formulas": False}) as workbook:
        workbook.set_properties({"title": file_name(edition), "created": moment})
        bold, wrapped = workbook.add_format({"bold": True}), workbook.add_format({"text_wrap": True, "valign": "top"})
        lines = workbook.add_worksheet(_("Sổ theo dõi"))
        lines.freeze_panes(FIRST, 2)
        lines.write_string(0, 0, _common(edition)["title"], bold)
        lines.write_string(1, 0, _state(edition, book))
        for column, (name, width) in enumerate(columns().values()):
            lines.set_column(column, column, width)
            lines.write_string(FIRST - 1, column, name, bold)
        place = FIRST
        for some in parts_of_it:
            for line in some:
                _row(lines, place, line, wrapped)
                place += 1
        if edition.frozen:
            _later_sheet(workbook.add_worksheet(_("Ghi thêm sau khi khoá")), edition, book, bold)


def _row(lines: Any, place: int, line: RegisterLine, wrapped: Any) -> None:
    for column, name in enumerate(columns()):
        value = line[name]  # type: ignore[literal-required]
        if isinstance(value, int):
            lines.write_number(place, column, value)
        else:
            lines.write_string(place, column, value, wrapped)


def _later_sheet(lines: Any, edition: Edition, book: Book, bold: Any) -> None:
    for column, name in enumerate((_("STT"), _("Mã hồ sơ"), _("Lúc"), _("Nội dung ghi thêm"))):
        lines.write_string(0, column, name, bold)
    place = 1
    for notes in _notes(edition, book):
        for note in notes:
            lines.write_number(place, 0, note["ordinal"])
            for column, name in enumerate(("code", "at", "text"), start=1):
                lines.write_string(place, column, note[name])  # type: ignore[literal-required]
            place += 1


def _state(edition: Edition, book: Book) -> str:
    if book.closing and (edition.is_closing or edition.frozen):
        return _("Khoá sổ lúc %(moment)s.") % {"moment": short_moment(book.closing.at)}
    return _("Sổ chưa khoá, in lúc %(moment)s.") % {"moment": short_moment(edition.at)}
