"""`motcua profile check | doubts`: what a province's folder says, and what it does not know. No database."""

from __future__ import annotations

import argparse
import dataclasses
import json
from pathlib import Path

from motcua.clocks.folder.findings import Finding, Severity, say_place
from motcua.clocks.folder.reader import ProfileFolder, has_faults, read_folder
from motcua.clocks.folder.shipped import SHIPPED, default_folder
from motcua.clocks.speech import _
from motcua.profile.checks.whole import check
from motcua.profile.rules import counts, doubts


def run(argv: list[str]) -> int:
    """Run `profile check` or `profile doubts`; `profile load` needs the database and is Django's."""
    parser = argparse.ArgumentParser(prog="motcua profile", description=_("Thư mục hồ sơ của tỉnh."))
    words = parser.add_subparsers(dest="word", required=True, metavar="check | doubts | load")
    for word, told in (("check", _("nêu mọi lỗi và chỗ chưa chắc")), ("doubts", _("liệt kê mọi điều giả định"))):
        own = words.add_parser(word, help=told)
        own.add_argument("folder", nargs="?", type=Path, default=None, metavar="FOLDER")
        own.add_argument("--json", action="store_true", help=_("trả lời bằng một đối tượng JSON"))
    words.add_parser("load", help=_("nạp thư mục vào cơ sở dữ liệu (motcua profile load FOLDER)"))
    given = parser.parse_args(argv)
    if given.word == "load":
        print(_("Hãy gọi: motcua profile load FOLDER"))
        return 2
    folder = read_folder(given.folder or default_folder(), usual=SHIPPED)
    return (_check if given.word == "check" else _doubts)(folder, as_json=given.json)


def _check(folder: ProfileFolder, *, as_json: bool) -> int:
    found = check(folder)
    faults = sum(each.severity is Severity.FAULT for each in found)
    if as_json:
        words = [{**dataclasses.asdict(each), "place": say_place(each)} for each in found]
        print(json.dumps({"faults": faults, "doubts": len(found) - faults, "findings": words}, ensure_ascii=False))
    else:
        for each in found:
            print(_line(each))
        print(_("%(faults)s lỗi, %(doubts)s chỗ chưa chắc.") % {"faults": faults, "doubts": len(found) - faults})
    return 1 if faults else 0


def _line(finding: Finding) -> str:
    word = _("LỖI") if finding.severity is Severity.FAULT else _("chưa chắc")
    return f"{word}: {say_place(finding)}: {finding.sentence}"


def _doubts(folder: ProfileFolder, *, as_json: bool) -> int:
    found = doubts(folder)
    counted = counts(found)
    if as_json:
        print(json.dumps(counted, ensure_ascii=False))
    else:
        for each in found:
            print(f"{each.key}: {each.sentence}")
        print(", ".join(f"{key} {number}" for key, number in counted.items()))
    if has_faults(folder.findings):
        if not as_json:
            print(_("Thư mục có lỗi. Xem: motcua profile check %(folder)s") % {"folder": folder.path})
        return 1
    return 0
