"""A list that somebody made in a spreadsheet: CSV or the first sheet of an XLSX file, as rows of text.

XLSX is a zip of XML (ECMA-376). We read cells as they stand, so a few lines of the standard library do.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Sequence
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
#: What reading a damaged, locked or cut workbook raises.
DAMAGED = (zipfile.BadZipFile, zlib.error, ET.ParseError, EOFError, IndexError, KeyError, ValueError, RuntimeError)
WORDS = "xl/sharedStrings.xml"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


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
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark_of(text.split("\n", 1)[0]))
    try:
        return [(reader.line_num, cells) for cells in reader]
    except csv.Error as problem:
        raise _unreadable(_("Tệp CSV có dấu nháy không khép. Mở lại trong bảng tính rồi lưu lại.")) from problem


def mark_of(heading: str) -> str:
    """Return what stands between the cells of a CSV file with this first line: a comma, a semicolon or a tab."""
    return max(",;\t", key=heading.count)


def _xlsx(content: bytes) -> Rows:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            words: list[str] = []
            if WORDS in packed.namelist():
                words = [text_of(one) for one in _parsed(packed, WORDS).iter(f"{MAIN}si")]
            rows = _parsed(packed, first_sheet(packed)).iter(f"{MAIN}row")
            return [(int(row.get("r", place)), cells_of(row, words)) for place, row in enumerate(rows, 1)]
    except DAMAGED as problem:
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


def first_sheet(packed: zipfile.ZipFile) -> str:
    """Return the name of a workbook's first sheet. Raises IndexError where there is none."""
    names = sorted(name for name in packed.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name))
    return "xl/worksheets/sheet1.xml" if "xl/worksheets/sheet1.xml" in names else names[0]


def cells_of(row: ET.Element, words: Sequence[str]) -> list[str]:
    """Return the text of a row's cells, each in its column; ``words`` are those that the workbook's cells share."""
    cells: list[str] = []
    for cell in row.iter(f"{MAIN}c"):
        column = _column(cell.get("r", "")) if cell.get("r") else len(cells)
        if column > 100:  # noqa: PLR2004  nobody's list is so wide
            continue
        cells += [""] * (column + 1 - len(cells))
        value = cell.findtext(f"{MAIN}v", "")
        inline = cell.find(f"{MAIN}is")
        text = text_of(inline) if inline is not None else value
        cells[column] = words[int(value)] if cell.get("t") == "s" else text
    return cells


def _column(reference: str) -> int:
    number = 0
    for letter in re.sub(r"\d", "", reference):
        number = number * 26 + ord(letter) - 64
    return number - 1


def text_of(element: ET.Element) -> str:
    """Return the text of a cell or of shared words, however many pieces it is dressed in."""
    return "".join(part.text or "" for part in element.iter(f"{MAIN}t"))


def _unreadable(sentence: str) -> Invalid:
    return Invalid({"file": sentence})
