"""Odd cells and odd files: each is told with what to do, nothing is cut without a word, nothing is lost from what is set aside."""

import csv
import io
import json
import zipfile

import pytest
import xlsxwriter
from django.core.management import call_command
from django.core.management.base import CommandError

from motcua.dossiers import queries as dossiers
from motcua.dossiers.tests.one_stop import stored
from motcua.imports import files, queries
from motcua.imports.columns import COLUMNS
from motcua.imports.reading import Reader
from motcua.imports.types import CannotRead, Line
from tests.imports.bringing import NOW, brought, line_of, named, put

NAMES = [column.name for column in COLUMNS]
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def read(line):
    """Return the dossier of a line, or the columns that are wrong in it."""
    found = Reader(at=NOW).read(Line(2, {key: value for key, value in line.items() if value}))
    return {fault.column for fault in found} if isinstance(found, list) else found


def workbook(path, lines, **numbers):
    """Write lines into a workbook; numbers stand in the first one as numbers."""
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        for place, column in enumerate(COLUMNS):
            page.write_string(0, place, column.name)
            for row, line in enumerate(lines, start=1):
                page.write_string(row, place, line.get(column.key, ""))
            if column.key in numbers:
                page.write_number(1, place, numbers[column.key])
    return path


def packed(path, sheet):
    """Write a workbook whose first sheet is these bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", sheet)
    return path


@pytest.mark.parametrize(
    ("written", "owed"),
    [
        ("150000.00", 150_000),
        ("150.000", 150_000),
        ("150.000,00", 150_000),
        ("1.250.000 đ", 1_250_000),
        ("8 000", 8000),
    ],
)
def test_money_is_read_as_people_and_spreadsheets_write_it(one_stop, written, owed):
    assert read(line_of(one_stop, state="6", paused="08/05/2020 10:00", owed=written)).owed == owed


@pytest.mark.parametrize("written", ["1.5", "1.50.000", "150,000", "-8000", "1e3", "²", "9" * 5000])
def test_what_is_no_whole_money_is_told(one_stop, written):
    assert "owed" in read(line_of(one_stop, state="6", paused="08/05/2020 10:00", owed=written))


@pytest.mark.parametrize(
    ("column", "written"),
    [("state", "²"), ("state", "9" * 5000), ("received", "0001-01-01T00:00:00+14:00"), ("scans", "x" * 300)],
)
def test_an_odd_cell_is_told_and_stops_nothing(one_stop, tmp_path, column, written):
    run = brought(put(tmp_path / "la.csv", [line_of(one_stop, **{column: written})]), trial=True)

    assert column in named(run)[2]


def test_a_letter_that_cannot_be_stored_breaks_its_line_only(one_stop, tmp_path):
    bad, half = line_of(one_stop, name="Nông\0Thị"), line_of(one_stop, code="H03.12-200508-0002", name="Lý \ud800")
    path = tmp_path / "ky-tu.jsonl"
    good = line_of(one_stop, code="H03.12-200508-0003", name="Lý Văn Páo", number="")
    strange = {"code": "H03.12-200508-0004", "lạ \ud800": "x"}
    path.write_text("\n".join(json.dumps(line) for line in (bad, half, good, strange)), encoding="utf-8")

    run = brought(path)

    assert (run.taken, named(run)) == (1, {1: {""}, 2: {""}, 4: {""}})
    assert [fault.what for fault in queries.faults(run.id)] == [
        "Dòng có ký tự không lưu được, nay hiện là «\ufffd». Gõ lại chỗ ấy.",
        "Dòng có ký tự không lưu được, nay hiện là «\ufffd». Gõ lại chỗ ấy.",
        "Không biết cột: lạ \ufffd.",
    ]


def test_a_long_story_goes_on_in_the_next_note_and_other_long_texts_are_told(one_stop, tmp_path):
    told = "Chữ " * 1200
    brought(put(tmp_path / "dai.csv", [line_of(one_stop, story=f"08/05/2020 09:10 – {told}")]))

    record = stored(line_of(one_stop)["code"])
    notes = [line.text for line in dossiers.timeline(record) if line.sentence == "Lời ghi của hệ thống cũ."]
    assert sorted(map(len, notes)) == [len(told.strip()) - 4000, 2000, 2000]
    assert read(line_of(one_stop, submitter="a" * 201, asked="b" * 501, result="c" * 101)) == {
        "submitter",
        "asked",
        "result",
    }


def test_a_day_of_birth_in_a_cell_of_its_own_kind_is_read(one_stop, tmp_path):
    found = next(files.read(workbook(tmp_path / "ngay.xlsx", [line_of(one_stop)], birth=29469)))

    assert found.values["birth"] == "05/09/1980"
    assert read(found.values).owner.birth == "1980-09-05"


def test_cells_that_are_too_many_are_kept_in_what_is_set_aside(one_stop, tmp_path):
    path = tmp_path / "thua.csv"
    values = [line_of(one_stop).get(column.key, "") for column in COLUMNS]
    with path.open("w", encoding="utf-8", newline="") as text:
        csv.writer(text).writerows([NAMES, [*values, "", "thừa"]])

    with pytest.raises(SystemExit):
        call_command("import_dossiers", str(path))

    aside = list(csv.reader(io.StringIO((tmp_path / "thua.can-sua.csv").read_text(encoding="utf-8-sig"))))
    assert aside[1][1:] == [*values, "", "thừa"]


def test_json_lines_that_are_no_object_of_ours_are_set_aside_as_they_stood(province, tmp_path):
    lines = ["{không phải", '["một"]', '{"code": "H03-200508-0012", "strange": "x"}', "[" * 100_000]
    (tmp_path / "la.jsonl").write_text("\n".join(lines), encoding="utf-8")

    with pytest.raises(SystemExit):
        call_command("import_dossiers", str(tmp_path / "la.jsonl"))

    assert (tmp_path / "la.can-sua.jsonl").read_text(encoding="utf-8").splitlines() == lines


def test_a_workbook_is_set_aside_as_one_whatever_it_is_called(one_stop, tmp_path):
    workbook(tmp_path / "cu.xlsx", [line_of(one_stop, state="lạ")]).rename(tmp_path / "cu.xlsm")

    with pytest.raises(SystemExit):
        call_command("import_dossiers", str(tmp_path / "cu.xlsm"))

    (again,) = files.read(tmp_path / "cu.can-sua.xlsx")
    assert again.values == {key: value for key, value in line_of(one_stop, state="lạ").items() if value}


def test_what_cannot_be_written_is_said(one_stop, tmp_path):
    path = put(tmp_path / "cu.csv", [line_of(one_stop, state="lạ")])
    (tmp_path / "cu.bao-cao.csv").mkdir()

    with pytest.raises(CommandError, match="Không ghi được vào thư mục"):
        call_command("import_dossiers", str(path))


@pytest.mark.parametrize(
    "sheet",
    [
        b"<!DOCTYPE x><worksheet/>",
        # Half of the word stands in one piece, half in the next.
        b"<?xml version='1.0'?>" + b" " * (2**20 - 25) + b"<!DOCTYPE x><worksheet/>",
        b"<worksheet xmlns='%s'><sheetData>" % SHEET.encode() + b"<c/>" * (2 * 2**20),
        b"<worksheet",
    ],
    ids=["document type", "cut in two", "one mountain", "cut off"],
)
def test_a_workbook_that_wants_to_grow_or_is_cut_is_refused(tmp_path, sheet):
    with pytest.raises(CannotRead, match="Tệp không đọc được đến hết"):
        list(files.read(packed(tmp_path / "la.xlsx", sheet)))


def test_a_damaged_workbook_is_refused(one_stop, tmp_path):
    path = workbook(tmp_path / "hong.xlsx", [line_of(one_stop)])
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as book:
        begins = book.getinfo("xl/worksheets/sheet1.xml").header_offset
    content[begins + 60 : begins + 200] = b"\xff" * 140
    path.write_bytes(content)

    with pytest.raises(CannotRead, match="Tệp không đọc được đến hết"):
        list(files.read(path))


def test_a_workbook_without_a_row_that_can_be_read_is_refused(tmp_path):
    strict = f"<worksheet xmlns='http://purl.oclc.org/ooxml/spreadsheetml/main'>{'<row/>' * 3}</worksheet>"

    with pytest.raises(CannotRead, match="Trang đầu của bảng tính không có dòng nào đọc được"):
        list(files.read(packed(tmp_path / "chat.xlsx", strict.encode())))
