"""A CSV file of a folder, read into rows; what cannot be read is left out and named."""

from __future__ import annotations

import csv
import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from motcua.clocks.folder.cells import CellUnreadable
from motcua.clocks.folder.findings import Finding, doubt, fault
from motcua.clocks.speech import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table, with the line of the file where it begins."""

    line: int


R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class _Column:
    field: str
    header: str
    read: object
    needed: bool
    in_every_file: bool


def read_table(path: Path, kind: type[R]) -> tuple[tuple[R, ...], list[Finding]]:
    """Read every row of a file that exists; rows with a fault are left out. Empty cells are None: not known."""
    file = path.name
    try:
        words = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = problem.object[: problem.start].count(b"\n") + 1
        return (), [fault("encoding", _("Tệp không phải mã UTF-8. Hãy lưu lại tệp bằng UTF-8."), file, line)]
    columns = _columns_of(kind)
    findings: list[Finding] = []
    rows: list[R] = []
    lines = _lines(words, file, findings)
    header = next(lines, (1, []))[1]
    if not _fits(header, columns, file, findings):
        return (), findings
    for line, cells in lines:
        if len(cells) != len(header):
            sentence = _("Dòng có %(found)s ô, tiêu đề có %(expected)s cột. Xem lại dấu phẩy và dấu nháy.")
            numbers = {"found": len(cells), "expected": len(header)}
            findings.append(fault("cells", sentence % numbers, file, line))
            continue
        read = _read(dict(zip(header, cells, strict=True)), columns, file, line, findings)
        if read is not None:
            rows.append(kind(line=line, **read))
    return tuple(rows), findings


def _columns_of(kind: type[Row]) -> list[_Column]:
    declared = [each for each in dataclasses.fields(kind) if each.metadata]
    return [
        _Column(
            field=each.name,
            header=each.metadata["column"] or each.name,
            read=each.metadata["read"],
            needed=each.metadata["needed"],
            in_every_file=each.metadata["in_every_file"],
        )
        for each in declared
    ]


def _lines(words: str, file: str, findings: list[Finding]) -> Iterator[tuple[int, list[str]]]:
    """Walk over the records with the line where each begins; a record may run over several lines."""
    reader = csv.reader(words.splitlines(keepends=True), strict=True)
    while True:
        begins = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            findings.append(fault("csv", _("Không đọc được dòng này: dấu nháy hoặc dấu phẩy đặt sai."), file, begins))
            return
        if cells:
            yield begins, [cell.strip() for cell in cells]


def _fits(header: list[str], columns: list[_Column], file: str, findings: list[Finding]) -> bool:
    known = {each.header for each in columns}
    missing = [each.header for each in columns if each.in_every_file and each.header not in header]
    doubled = sorted({name for name in header if header.count(name) > 1})
    [name for name in header if name not in known]
    wrong = [
        (fault, _("Thiếu cột %(column)s."), missing),
        (fault, _("Cột %(column)s có hai lần."), doubled),
        (
            doubt,
            _("Cột %(column)s không được dùng; tên cột có viết đúng không?"),
            [n for n in header if n not in known],
        ),
    ]
    for kind, sentence, names in wrong:
        findings.extend(kind("column", sentence % {"column": name}, file, 1, name) for name in names)
    return not missing and not doubled


def _read(
    cells: dict[str, str],
    columns: list[_Column],
    file: str,
    line: int,
    findings: list[Finding],
) -> dict[str, object] | None:
    values: dict[str, object] = {}
    before = len(findings)
    for each in columns:
        cell = cells.get(each.header, "")
        if not cell:
            if each.needed:
                findings.append(fault("empty", _("Ô này không được để trống."), file, line, each.header))
            values[each.field] = None
            continue
        try:
            values[each.field] = each.read(cell)  # type: ignore[operator]  # a reader of cells.py
        except CellUnreadable as problem:
            findings.append(fault("cell", str(problem), file, line, each.header))
    return values if len(findings) == before else None
