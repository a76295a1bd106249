"""What a folder does not know and the product assumes, one doubt for each thing and place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from motcua.clocks.folder.reader import OPTIONAL, ProfileFolder
from motcua.clocks.folder.rows import ProcedureRow
from motcua.clocks.speech import _
from motcua.profile.resolve.levels import in_force_on
from motcua.profile.resolve.procedure import resolve
from motcua.profile.resolve.processes import chosen_process
from motcua.profile.types import Assumed, Doubt, ProcedureOnDay, say_assumed, say_level

#: Doubts that are counted even when there is none, in the order in which they are told.
KEYS = (
    "papers",
    "result",
    "receiving_level",
    "process",
    "online_level",
    "limit",
    "unit_code",
    "competent_level",
    "process_variant",
    "process_of_elsewhere",
    "process_over_limit",
    "step_agency",
    "later_law",
    "paper_count",
    "posts",
    "settings",
    "files",
)


def doubts(folder: ProfileFolder) -> list[Doubt]:
    """Return every assumption about the procedures in force, and the units alive, on the profile's day.

    Empty where the settings cannot be read: then there is no day to ask about.
    """
    if folder.settings is None:
        return []
    found = [*_of_procedures(folder), *_of_units(folder), *_of_the_province(folder)]
    return sorted(found, key=lambda each: KEYS.index(each.key))


def counts(found: list[Doubt]) -> dict[str, int]:
    """Count doubts by key: flat integers, zero where there is none."""
    counted = Counter(each.key for each in found)
    return {key: counted[key] for key in KEYS}


def _of_procedures(folder: ProfileFolder) -> Iterator[Doubt]:
    assert folder.settings is not None
    day = folder.settings.day
    with_papers = {row.procedure_code for row in folder.papers}
    with_process = {row.procedure_code for row in folder.processes}
    for row in in_force_on(folder, day):
        known = resolve(folder, row, day)
        marks = known.assumed - {Assumed.PAPERS, Assumed.PROCESS, Assumed.LIMIT, Assumed.RECEIVING_LEVEL}
        # These four are counted by what the files say, whatever the resolver made of it.
        marks |= {Assumed.PAPERS} if row.code not in with_papers else set()
        marks |= {Assumed.PROCESS} if row.code not in with_process else set()
        marks |= {Assumed.LIMIT} if row.limit_value is None or row.limit_unit in (None, "unit_missing") else set()
        marks |= {Assumed.RECEIVING_LEVEL} if row.level_receive_2020 is None else set()
        for mark in sorted(marks):
            file, line, column = _place(folder, row, known, mark)
            yield Doubt(str(mark), row.code, _told(row, known, mark), file, line, column)
        yield from _over_the_limit(row, known)


def _told(row: ProcedureRow, known: ProcedureOnDay, mark: Assumed) -> str:
    sentence = f"{row.code} {row.name}: {say_assumed(mark)}"
    if mark is Assumed.LIMIT and known.limit.limit is None:
        return f"{row.code} {row.name}: " + _("Chưa ghi thời hạn: chưa tiếp nhận được cho đến khi có người đặt.")
    if mark is Assumed.RECEIVING_LEVEL:
        levels = ", ".join(map(say_level, known.reception.levels)) or _("chưa biết")
        return sentence + " " + _("Đang dùng: %(levels)s.") % {"levels": levels}
    return sentence


def _place(folder: ProfileFolder, row: ProcedureRow, known: ProcedureOnDay, mark: Assumed) -> tuple[str, int, str]:
    """Return where a person looks to mend a doubt: file, line, column."""
    here = {
        Assumed.RESULT: "result",
        Assumed.RECEIVING_LEVEL: "level_receive_2020",
        Assumed.COMPETENT_LEVEL: "level_decide_2020",
        Assumed.ONLINE_LEVEL: "online_level",
        Assumed.LIMIT: "limit_unit",
    }
    if mark in (Assumed.LATER_LAW, Assumed.PAPER_COUNT):
        papers = (paper for group in known.papers for paper in group.papers if mark in paper.assumed)
        position = next(papers).position
        own = (each for each in folder.papers if each.procedure_code == row.code and each.position == position)
        return "components.csv", next(own).line, "name" if mark is Assumed.LATER_LAW else "originals"
    if mark in (Assumed.PROCESS_VARIANT, Assumed.PROCESS_OF_ELSEWHERE, Assumed.STEP_AGENCY):
        process, _choice = chosen_process(folder, row)
        if process is not None:
            column = "province" if mark is Assumed.PROCESS_OF_ELSEWHERE else "process_id"
            return "processes.csv", process.line, column
    return "procedures.csv", row.line, here.get(mark, "code")


def _over_the_limit(row: ProcedureRow, known: ProcedureOnDay) -> Iterator[Doubt]:
    over = next((plan for plan in known.processes.values() if plan.exceeds_limit), None)
    if over is not None:
        sentence = _("%(code)s %(name)s: các bước của quy trình %(process)s dài hơn thời hạn; vẫn giữ và đánh dấu.")
        words = {"code": row.code, "name": row.name, "process": over.process_id}
        yield Doubt("process_over_limit", row.code, sentence % words, "steps.csv", None, "hours")


def _of_units(folder: ProfileFolder) -> Iterator[Doubt]:
    assert folder.settings is not None
    for unit in folder.units:
        if unit.alive_on(folder.settings.day) and unit.eid_code is None:
            sentence = _("%(code)s %(name)s: chưa biết mã định danh điện tử, mã hồ sơ in ra là giả định.")
            words = {"code": unit.code, "name": unit.name}
            yield Doubt("unit_code", unit.code, sentence % words, "units.csv", unit.line, "eid_code")


def _of_the_province(folder: ProfileFolder) -> Iterator[Doubt]:
    assert folder.settings is not None
    for line, stands in folder.settings.assumed:
        sentence = _("%(key)s trong profile.toml là giả định.") % {"key": stands}
        yield Doubt("settings", stands, sentence, "profile.toml", line, stands)
    for post in folder.posts:
        sentence = _("%(level)s, %(section)s: %(post)s (%(people)s người) là giả định theo thông lệ.")
        words = {
            "level": say_level(post.unit_level),
            "section": post.section or "-",
            "post": post.post,
            "people": post.people,
        }
        own_line = None if "posts.csv" in folder.absent else post.line
        yield Doubt("posts", post.post, sentence % words, "posts.csv", own_line, "post")
    for name in sorted(folder.absent & set(OPTIONAL)):
        yield Doubt("files", name, _("Không có tệp %(name)s.") % {"name": name}, name)
