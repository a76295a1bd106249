"""A list that somebody made in a spreadsheet: CSV or the first sheet of an XLSX file, as rows of text.

XLSX is a zip of XML (ECMA-376). We read cells as they stand, so a few lines of the standard library do.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date, timedelta
from xml.etree import ElementTree as ET

from django.utils.translation import gettext as _

from motcua.kernel.refusal import Invalid

MOST_BYTES = 2 * 2**20
#: What the sheet may hold once unpacked: a small file can unpack to gigabytes.
MOST_UNPACKED = 20 * 2**20
MOST_ROWS = 2000
#: Day 1 of a spreadsheet is 1 January 1900, and it believes that 29 February 1900 was.
FIRST_DAY = date(1899, 12, 30)

#: What a formula begins with, also after a tab or a return.
FORMULA = ("=", "+", "-", "@", "\t", "\r")

Rows = list[tuple[int, list[str]]]
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read(content: bytes) -> Rows:
    """Return the rows that are not empty, each with its number. Raises Invalid where nothing can be read."""
    if len(content) > MOST_BYTES:
        raise _unreadable(_("Tệp quá lớn: không quá 2 MB. Chia danh sách thành nhiều tệp."))
    rows = _xlsx(content) if content.startswith(b"PK") else _csv(content)
    rows = [(number, [cell.strip() for cell in cells]) for number, cells in rows]
    rows = [(number, cells) for number, cells in rows if any(cells)]
    if len(rows) > MOST_ROWS:
        raise _unreadable(_("Danh sách quá dài: mỗi lần không quá %(most)s dòng.") % {"most": MOST_ROWS})
    return rows


def day_of(text: str) -> date | None:
    """Read «11/5/2020», «2020-05-11» or a spreadsheet's day number; None for anything else."""
    if re.fullmatch(r"\d{5}(\.0+)?", text):
        return FIRST_DAY + timedelta(days=int(float(text)))
    found = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text)
    year, month, day = (found[3], found[2], found[1]) if found else ("", "", "")
    if not found:
        found = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
        if not found:
            return None
        year, month, day = found[1], found[2], found[3]
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def harmless(text: str) -> str:
    """Return what a cell of a CSV file may hold, so that no spreadsheet takes somebody's text for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _csv(content: bytes) -> Rows:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise _unreadable(_("Tệp không phải mã UTF-8. Trong bảng tính, lưu dạng «CSV UTF-8» hoặc .xlsx.")) from problem
    if "\0" in text:
        raise _unreadable(_("Tệp này không phải CSV hay XLSX."))
    first = text.split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    try:
        return [(reader.line_num, cells) for cells in reader]
    except csv.Error as problem:
        raise _unreadable(_("Tệp CSV có dấu nháy không khép. Mở lại trong bảng tính rồi lưu lại.")) from problem


def _xlsx(content: bytes) -> Rows:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = sorted(name for name in packed.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name))
            sheet = "xl/worksheets/sheet1.xml" if "xl/worksheets/sheet1.xml" in names else names[0]
            shared: list[str] = []
            if "xl/sharedStrings.xml" in packed.namelist():
                shared = [_text(one) for one in _parsed(packed, "xl/sharedStrings.xml").iter(f"{_MAIN}si")]
            return [_row(row, place, shared) for place, row in enumerate(_parsed(packed, sheet).iter(f"{_MAIN}row"), 1)]
    except (zipfile.BadZipFile, ET.ParseError, IndexError, KeyError, ValueError, NotImplementedError) as problem:
        raise _unreadable(_("Tệp XLSX không đọc được. Mở lại trong bảng tính rồi lưu lại.")) from problem


def _parsed(packed: zipfile.ZipFile, name: str) -> ET.Element:
    if packed.getinfo(name).file_size > MOST_UNPACKED:
        raise ValueError(name)
    with packed.open(name) as part:
        words = part.read(MOST_UNPACKED + 1)
    # A spreadsheet declares no entities; what does wants to grow in memory.
    if len(words) > MOST_UNPACKED or b"<!DOCTYPE" in words or b"<!ENTITY" in words:
        raise ValueError(name)
    return ET.fromstring(words)  # noqa: S314  bounded, and without a document type


def _row(row: ET.Element, place: int, shared: list[str]) -> tuple[int, list[str]]:
    cells: list[str] = []
    for cell in row.iter(f"{_MAIN}c"):
        column = _column(cell.get("r", "")) if cell.get("r") else len(cells)
        if column > 100:  # noqa: PLR2004  nobody's list of people is so wide
            continue
        cells += [""] * (column + 1 - len(cells))
        value = cell.findtext(f"{_MAIN}v", "")
        kind = cell.get("t", "")
        inline = cell.find(f"{_MAIN}is")
        cells[column] = shared[int(value)] if kind == "s" else _text(inline) if inline is not None else value
    return int(row.get("r", place)), cells


def _column(reference: str) -> int:
    number = 0
    for letter in re.sub(r"\d", "", reference):
        number = number * 26 + ord(letter) - 64
    return number - 1


def _text(element: ET.Element) -> str:
    return "".join(part.text or "" for part in element.iter(f"{_MAIN}t"))


def _unreadable(sentence: str) -> Invalid:
    return Invalid({"file": sentence})
