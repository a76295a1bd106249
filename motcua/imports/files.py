"""The file, line by line and never whole in memory: CSV, the first sheet of an XLSX file, or JSON lines."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any
from xml.etree import ElementTree as ET

import xlsxwriter
from django.utils.translation import gettext as _

from motcua.imports.columns import BY_KEY, columns_of
from motcua.imports.types import WHY, CannotRead, Column, Line
from motcua.ui.spreadsheet import FIRST_DAY

#: A cell longer than this is no cell: a quote that was never closed.
csv.field_size_limit(200_000)
#: What the words of a workbook may take once unpacked; they alone are kept in memory.
MOST_WORDS = 200 * 2**20
_PIECE = 2**20
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
#: Columns that hold moments: a spreadsheet writes them as days since its first one.
MOMENTS = frozenset({"received", "due", "finished", "ended", "paused", "held"})


def digest_of(path: Path) -> bytes:
    """Return the SHA-256 of a file. Refuses with CannotRead where there is none."""
    try:
        with path.open("rb") as content:
            return hashlib.file_digest(content, "sha256").digest()
    except OSError as problem:
        raise CannotRead(_("Không mở được tệp %(path)s. Xem lại đường dẫn và quyền đọc.") % {"path": path}) from problem


def read(path: Path) -> Iterator[Line]:
    """Yield the lines that are not empty. Refuses with CannotRead where the file is no table of dossiers."""
    with path.open("rb") as content:
        start = content.read(2)
    try:
        if start == b"PK":
            yield from _workbook(path)
        elif path.suffix.lower() in {".jsonl", ".ndjson"}:
            yield from _json_lines(path)
        else:
            yield from _csv(path)
    except UnicodeDecodeError as problem:
        raise CannotRead(_("Tệp không phải mã UTF-8. Trong bảng tính, lưu dạng «CSV UTF-8» hoặc .xlsx.")) from problem
    except (csv.Error, zipfile.BadZipFile, ET.ParseError, IndexError, KeyError, NotImplementedError) as problem:
        raise CannotRead(_("Tệp không đọc được đến hết. Mở lại trong bảng tính rồi lưu lại.")) from problem


def _csv(path: Path) -> Iterator[Line]:
    with path.open(encoding="utf-8-sig", newline="") as text:
        first = text.readline()
        mark = max(",;\t", key=first.count)
        text.seek(0)
        reader = csv.reader(text, delimiter=mark)
        columns = columns_of(next(reader, []))
        for number, cells in enumerate(reader, start=2):  # as a spreadsheet counts: a cell may have several lines
            if any(cell.strip() for cell in cells):
                yield _line(number, columns, cells)


def _line(number: int, columns: Sequence[Column | None], cells: Sequence[str]) -> Line:
    values = {column.key: cell.strip() for column, cell in zip(columns, cells, strict=False) if column and cell.strip()}
    broken = ""
    if any(cell.strip() for cell in cells[len(columns) :]):
        broken = _("Dòng có nhiều ô hơn dòng đầu; có lẽ dấu phẩy nằm ngoài dấu nháy.")
    return Line(number, values, broken)


def _json_lines(path: Path) -> Iterator[Line]:
    with path.open(encoding="utf-8-sig") as text:
        for number, written in enumerate(text, start=1):
            if not written.strip():
                continue
            try:
                found = json.loads(written)
            except ValueError:
                yield Line(number, {}, _("Dòng không phải JSON."))
                continue
            if not isinstance(found, dict):
                yield Line(number, {}, _("Dòng JSON không phải một đối tượng {…}."))
                continue
            yield _of_object(number, found)


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
        names = sorted(name for name in packed.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name))
        sheet = "xl/worksheets/sheet1.xml" if "xl/worksheets/sheet1.xml" in names else names[0]
        shared: list[str] = []
        if "xl/sharedStrings.xml" in packed.namelist():
            if packed.getinfo("xl/sharedStrings.xml").file_size > MOST_WORDS:
                raise CannotRead(_("Bảng tính quá lớn. Lưu dạng «CSV UTF-8» rồi chuyển tệp ấy."))
            with packed.open("xl/sharedStrings.xml") as part:
                shared = [_text(one) for one in _elements(part, "si")]
        columns: list[Column | None] | None = None
        with packed.open(sheet) as part:
            for place, row in enumerate(_elements(part, "row"), start=1):
                cells = _cells(row, shared)
                if columns is None:
                    columns = columns_of(cells)
                elif any(cell.strip() for cell in cells):
                    found = _line(int(row.get("r", place)), columns, cells)
                    yield Line(
                        found.number, {key: _moment(key, value) for key, value in found.values.items()}, found.broken
                    )


def _elements(part: IO[bytes], name: str) -> Iterator[ET.Element]:
    """Yield elements of a name one after the other, forgetting each. A document type is refused: it wants to grow in memory."""
    parser = ET.XMLPullParser(["start", "end"])
    root: ET.Element | None = None
    while piece := part.read(_PIECE):
        if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece:
            raise ET.ParseError
        parser.feed(piece)
        for event, element in parser.read_events():
            root = element if root is None else root
            if event == "end" and element.tag == f"{_MAIN}{name}":
                yield element
                element.clear()
                if name == "si":
                    root.clear()


def _cells(row: ET.Element, shared: Sequence[str]) -> list[str]:
    cells: list[str] = []
    for cell in row.iter(f"{_MAIN}c"):
        column = _column(cell.get("r", "")) if cell.get("r") else len(cells)
        if column > 100:  # noqa: PLR2004 - no list of dossiers is so wide
            continue
        cells += [""] * (column + 1 - len(cells))
        value = cell.findtext(f"{_MAIN}v", "")
        inline = cell.find(f"{_MAIN}is")
        text = _text(inline) if inline is not None else value
        cells[column] = shared[int(value)] if cell.get("t") == "s" else text
    return cells


def _column(reference: str) -> int:
    number = 0
    for letter in re.sub(r"\d", "", reference):
        number = number * 26 + ord(letter) - 64
    return number - 1


def _text(element: ET.Element) -> str:
    return "".join(part.text or "" for part in element.iter(f"{_MAIN}t"))


def _moment(key: str, value: str) -> str:
    """Write a spreadsheet's moment as people do."""
    if key not in MOMENTS or not re.fullmatch(r"\d{5}(\.\d+)?", value):
        return value
    days = float(value)
    found = datetime.combine(FIRST_DAY, datetime.min.time()) + timedelta(minutes=round(days * 24 * 60))
    return f"{found:%d/%m/%Y}" if days.is_integer() else f"{found:%d/%m/%Y %H:%M}"


def set_aside(lines: Iterable[tuple[Line, str]], place: Path) -> int:
    """Write lines that were not taken into a file of the same kind, each with the reason; return how many."""
    match place.suffix.lower():
        case ".jsonl" | ".ndjson":
            return _aside_json(lines, place)
        case ".xlsx":
            return _aside_workbook(lines, place)
        case _:
            return _aside_csv(lines, place)


def _aside_csv(lines: Iterable[tuple[Line, str]], place: Path) -> int:
    count = 0
    with place.open("w", encoding="utf-8-sig", newline="") as text:
        writer = csv.writer(text)
        writer.writerow([WHY, *(column.name for column in BY_KEY.values())])
        for line, why in lines:
            writer.writerow([why, *(line.values.get(key, "") for key in BY_KEY)])
            count += 1
    return count


def _aside_json(lines: Iterable[tuple[Line, str]], place: Path) -> int:
    count = 0
    with place.open("w", encoding="utf-8") as text:
        for line, why in lines:
            text.write(json.dumps({WHY: why, **line.values}, ensure_ascii=False) + "\n")
            count += 1
    return count


def _aside_workbook(lines: Iterable[tuple[Line, str]], place: Path) -> int:
    count = 0
    book = xlsxwriter.Workbook(str(place), {"constant_memory": True})
    page = book.add_worksheet()
    for column, name in enumerate([WHY, *(column.name for column in BY_KEY.values())]):
        page.write_string(0, column, name)
    for count, (line, why) in enumerate(lines, start=1):
        for column, value in enumerate([why, *(line.values.get(key, "") for key in BY_KEY)]):
            page.write_string(count, column, value)
    book.close()
    return count
