"""The file, line by line and never whole in memory: CSV, the first sheet of an XLSX file, or JSON lines."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import IO, Any
from xml.etree import ElementTree as ET

import xlsxwriter
from django.utils.translation import gettext as _

from motcua.imports.columns import BY_KEY, columns_of
from motcua.imports.types import WHY, CannotRead, Column, Line
from motcua.ui.spreadsheet import DAMAGED, FIRST_DAY, MAIN, WORDS, cells_of, first_sheet, mark_of, text_of

#: A cell longer than this is no cell: a quote that was never closed.
csv.field_size_limit(200_000)
#: What the words of a workbook may take once unpacked; they alone are kept in memory.
MOST_WORDS = 200 * 2**20
#: What may stand between one row, or one of the words, and the next.
MOST_BETWEEN = 4 * 2**20
_PIECE = 2**20
#: What a workbook never declares.
DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
#: Columns that hold moments or a day: a spreadsheet writes them as days since its first one.
MOMENTS = frozenset({"received", "due", "finished", "ended", "paused", "held", "birth"})
JSON_LINES = frozenset({".jsonl", ".ndjson"})
#: What no column of the database takes: nothing at all, and half a letter.
UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def digest_of(path: Path) -> bytes:
    """Return the SHA-256 of a file. Refuses with CannotRead where there is none."""
    try:
        with path.open("rb") as content:
            return hashlib.file_digest(content, "sha256").digest()
    except OSError as problem:
        raise CannotRead(_("Không mở được tệp %(path)s. Xem lại đường dẫn và quyền đọc.") % {"path": path}) from problem


def suffix_of(path: Path) -> str:
    """Return «.xlsx», «.csv» or the suffix of JSON lines: what a file is, whatever it is called."""
    with path.open("rb") as content:
        if content.read(2) == b"PK":
            return ".xlsx"
    return path.suffix.lower() if path.suffix.lower() in JSON_LINES else ".csv"


def read(path: Path) -> Iterator[Line]:
    """Yield the lines that are not empty. Refuses with CannotRead where the file is no table of dossiers."""
    try:
        match suffix_of(path):
            case ".xlsx":
                yield from _workbook(path)
            case ".csv":
                yield from _csv(path)
            case _:
                yield from _json_lines(path)
    except UnicodeDecodeError as problem:
        raise CannotRead(_("Tệp không phải mã UTF-8. Trong bảng tính, lưu dạng «CSV UTF-8» hoặc .xlsx.")) from problem
    except (csv.Error, *DAMAGED) as problem:
        raise CannotRead(_("Tệp không đọc được đến hết. Mở lại trong bảng tính rồi lưu lại.")) from problem


def _csv(path: Path) -> Iterator[Line]:
    with path.open(encoding="utf-8-sig", newline="") as text:
        mark = mark_of(text.readline())
        text.seek(0)
        reader = csv.reader(text, delimiter=mark)
        columns = columns_of(next(reader, []))
        for number, cells in enumerate(reader, start=2):  # as a spreadsheet counts: a cell may have several lines
            if any(cell.strip() for cell in cells):
                yield _line(number, columns, cells)


def _line(number: int, columns: Sequence[Column | None], cells: Sequence[str]) -> Line:
    values = {column.key: cell.strip() for column, cell in zip(columns, cells, strict=False) if column and cell.strip()}
    surplus = [cell.strip() for cell in cells[len(columns) :]]
    if any(surplus):
        broken = _("Dòng có nhiều ô hơn dòng đầu; có lẽ dấu phẩy nằm ngoài dấu nháy.")
        return _storable(Line(number, values, broken, surplus))
    return _storable(Line(number, values))


def _storable(line: Line) -> Line:
    """Return a line whose letters can be stored; where one could not, it shows as «�», and the line is broken."""
    values = {key: UNSTORABLE.sub("�", value) for key, value in line.values.items()}
    broken = UNSTORABLE.sub("�", line.broken)
    if (values, broken) == (line.values, line.broken):
        return line
    broken = broken or _("Dòng có ký tự không lưu được, nay hiện là «�». Gõ lại chỗ ấy.")
    return replace(line, values=values, broken=broken)


def _json_lines(path: Path) -> Iterator[Line]:
    with path.open(encoding="utf-8-sig") as text:
        for number, written in enumerate(text, start=1):
            if not written.strip():
                continue
            try:
                found = json.loads(written)
                line = _of_object(number, found) if isinstance(found, dict) else None
            except (ValueError, RecursionError):
                yield Line(number, {}, _("Dòng không phải JSON."), text=written.strip())
                continue
            line = line or Line(number, {}, _("Dòng JSON không phải một đối tượng {…}."))
            yield _storable(replace(line, text=written.strip() if line.broken else ""))


def _of_object(number: int, found: Mapping[str, Any]) -> Line:
    known = {column.name: key for key, column in BY_KEY.items()}
    values, strange = {}, []
    for name, value in found.items():
        key = name if name in BY_KEY else known.get(name)
        if key is None:
            strange.extend([] if name in {WHY, "why"} else [name])
        elif written := _written(value, "; " if key == "scans" else "\n"):
            values[key] = written
    broken = _("Không biết cột: %(names)s.") % {"names": ", ".join(strange)} if strange else ""
    return Line(number, values, broken)


def _written(value: object, between: str) -> str:
    if isinstance(value, list):
        return between.join(_written(one, " – ") for one in value)
    if isinstance(value, dict):
        return " – ".join(_written(value.get(name, ""), "") for name in ("at", "text"))
    return "" if value is None else str(value).strip()


def _workbook(path: Path) -> Iterator[Line]:
    with zipfile.ZipFile(path) as packed:
        words: list[str] = []
        if WORDS in packed.namelist():
            if packed.getinfo(WORDS).file_size > MOST_WORDS:
                raise CannotRead(_("Bảng tính quá lớn. Lưu dạng «CSV UTF-8» rồi chuyển tệp ấy."))
            with packed.open(WORDS) as part:
                words = [text_of(one) for one in _elements(part, "si")]
        columns: list[Column | None] | None = None
        with packed.open(first_sheet(packed)) as part:
            for place, row in enumerate(_elements(part, "row"), start=1):
                cells = cells_of(row, words)
                if columns is None:
                    columns = columns_of(cells)
                elif any(cell.strip() for cell in cells):
                    found = _line(int(row.get("r", place)), columns, cells)
                    yield replace(found, values={key: _moment(key, value) for key, value in found.values.items()})
    if columns is None:
        raise CannotRead(
            _("Trang đầu của bảng tính không có dòng nào đọc được. Lưu lại dạng .xlsx thường hoặc CSV UTF-8.")
        )


def _elements(part: IO[bytes], name: str) -> Iterator[ET.Element]:
    """Yield elements of a name one after the other, forgetting each.

    Refused is what wants to grow in memory: a document type, and too much between one element and the next.
    """
    parser = ET.XMLPullParser(["start", "end"])
    within: list[ET.Element] = []
    tail, between = b"", 0
    while piece := part.read(_PIECE):
        tail += piece
        if any(word in tail for word in DECLARATIONS):
            raise ET.ParseError
        tail, between = tail[-len(DECLARATIONS[0]) :], between + len(piece)
        parser.feed(piece)
        for event, element in parser.read_events():
            if event == "start":
                within.append(element)
                continue
            within.pop()
            if element.tag == f"{MAIN}{name}":
                yield element
                within[-1].clear()
                between = 0
        if between > MOST_BETWEEN:
            raise ET.ParseError
    parser.close()


def _moment(key: str, value: str) -> str:
    """Write a spreadsheet's moment as people do."""
    if key not in MOMENTS or not re.fullmatch(r"\d{5}(\.\d+)?", value):
        return value
    days = float(value)
    found = datetime.combine(FIRST_DAY, datetime.min.time()) + timedelta(minutes=round(days * 24 * 60))
    return f"{found:%d/%m/%Y}" if days.is_integer() or key == "birth" else f"{found:%d/%m/%Y %H:%M}"


def set_aside(lines: Iterable[tuple[Line, str]], place: Path) -> None:
    """Write lines that were not taken into a file of the kind that its suffix says, each with the reason.

    A line that is no object of our columns stands in JSON lines as it stood; why is in the report. Raises OSError.
    """
    match place.suffix:
        case ".xlsx":
            _aside_workbook(lines, place)
        case ".csv":
            _aside_csv(lines, place)
        case _:
            _aside_json(lines, place)


def _cells_again(line: Line, why: str) -> list[str]:
    return [why, *(line.values.get(key, "") for key in BY_KEY), *line.surplus]


def _aside_csv(lines: Iterable[tuple[Line, str]], place: Path) -> None:
    with place.open("w", encoding="utf-8-sig", newline="") as text:
        writer = csv.writer(text)
        writer.writerow([WHY, *(column.name for column in BY_KEY.values())])
        writer.writerows(_cells_again(line, why) for line, why in lines)


def _aside_json(lines: Iterable[tuple[Line, str]], place: Path) -> None:
    with place.open("w", encoding="utf-8") as text:
        for line, why in lines:
            text.write((line.text or json.dumps({WHY: why, **line.values}, ensure_ascii=False)) + "\n")


def _aside_workbook(lines: Iterable[tuple[Line, str]], place: Path) -> None:
    with place.open("wb") as content, xlsxwriter.Workbook(content, {"constant_memory": True}) as book:
        page = book.add_worksheet()
        heading = [WHY, *(column.name for column in BY_KEY.values())]
        for number, cells in enumerate(chain([heading], (_cells_again(line, why) for line, why in lines))):
            for column, value in enumerate(cells):
                page.write_string(number, column, value)
