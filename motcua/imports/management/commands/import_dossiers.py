"""``motcua import dossiers FILE``: bring old dossiers over; without ``--apply`` only say what would happen."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from motcua.imports import files, queries, services
from motcua.imports.columns import BY_KEY
from motcua.imports.reports import report as report_of
from motcua.imports.types import Fault, Line, Run
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.kernel.refusal import Refusal
from motcua.ledger import services as ledger

#: Faults that the terminal tells; the report has them all.
TOLD = 40


class Command(BaseCommand):
    requires_system_checks: ClassVar[list[str]] = []  # they load every page
    help = (
        "Chuyển hồ sơ của hệ thống cũ sang. Không có --apply thì chỉ thử: đọc, kiểm tra, kể chỗ sai, không ghi hồ sơ."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="tệp CSV, XLSX hoặc JSON từng dòng (.jsonl)")
        parser.add_argument("--apply", action="store_true", help="ghi thật; dừng giữa chừng thì chạy lại, đi tiếp")
        parser.add_argument("--dry-run", action="store_true", help="chỉ thử, như khi không có --apply")
        parser.add_argument("--scans", type=Path, help="thư mục bản quét; mặc định: thư mục «scans» cạnh tệp")
        parser.add_argument("--out", type=Path, help="thư mục để báo cáo và tệp các dòng sai; mặc định: cạnh tệp")

    def handle(self, **options: Any) -> None:
        path: Path = options["file"]
        if options["apply"] and options["dry_run"]:
            raise CommandError(_("Chọn một: --apply ghi thật, --dry-run chỉ thử."))
        scans = options["scans"] or path.parent / "scans"
        out = options["out"] or path.parent
        if not out.is_dir():
            raise CommandError(_("Không có thư mục %(folder)s.") % {"folder": out})
        if not os.access(out, os.W_OK):
            raise CommandError(_unwritable(out))
        at = moments.now()
        try:
            origin = services.begin(actor=SYSTEM, at=at, path=path, is_trial=not options["apply"])
            self._bring(origin, path, scans)
            found = services.end(actor=SYSTEM, at=moments.now(), origin=origin.id)
        except Refusal as problem:
            raise CommandError(problem.sentence) from problem
        self._tell(found, path, out)
        if found.wrong:
            sys.exit(1)

    def _bring(self, origin: Run, path: Path, scans: Path) -> None:
        if origin.last_line:
            self.stderr.write(
                _("Đi tiếp lần %(run)s từ sau dòng %(line)s.") % {"run": origin.id, "line": origin.last_line}
            )
        parts = services.bring(actor=SYSTEM, at=origin.began_at, origin=origin, path=path, scans=scans)
        for tally in parts:
            self.stderr.write(_counts(tally), ending="\r")
            if not origin.is_trial:
                ledger.seal()
        self.stderr.write("")

    def _tell(self, found: Run, path: Path, out: Path) -> None:
        head = _("Thử, không ghi hồ sơ nào.") if found.is_trial else _("Lần chuyển %(run)s.") % {"run": found.id}
        self.stdout.write(head)
        self.stdout.write(_counts(found))
        if not found.wrong:
            return
        for place, fault in enumerate(queries.faults(found.id)):
            if place == TOLD:
                self.stdout.write("…")
                break
            self.stdout.write(_words(fault))
        report = out / f"{path.stem}.bao-cao.csv"
        aside = out / f"{path.stem}.can-sua{files.suffix_of(path)}"
        try:
            with report.open("w", encoding="utf-8-sig", newline="") as text:
                text.writelines(report_of(queries.faults(found.id)))
            files.set_aside(_wrong_lines(path, found), aside)
        except OSError as problem:
            raise CommandError(_unwritable(out)) from problem
        self.stdout.write(
            _("Báo cáo: %(report)s. Các dòng sai để riêng, sửa rồi chuyển lại: %(aside)s.")
            % {"report": report, "aside": aside}
        )


def _unwritable(folder: Path) -> str:
    return _(
        "Không ghi được vào thư mục %(folder)s. Xem lại quyền ghi và chỗ trống, hoặc nêu thư mục khác bằng --out."
    ) % {"folder": folder}


def _counts(found: Any) -> str:
    names = {"line": found.last_line, "taken": found.taken, "known": found.known, "wrong": found.wrong}
    return _("Đến dòng %(line)s: nhận %(taken)s hồ sơ, đã có %(known)s, sai %(wrong)s dòng.") % names


def _words(fault: Fault) -> str:
    column = BY_KEY[fault.column].name if fault.column else "–"
    return f"{fault.line}\t{fault.code}\t{column}\t{fault.what} {fault.advice}"


def _wrong_lines(path: Path, found: Run) -> Iterator[tuple[Line, str]]:
    """Yield every line of the file that was not taken, with the reasons."""
    lines = files.read(path)
    for number, faults in groupby(queries.faults(found.id), key=lambda fault: fault.line):
        line = next(one for one in lines if one.number == number)
        yield line, " ".join(f"{BY_KEY[one.column].name + ': ' if one.column else ''}{one.what}" for one in faults)
