"""The papers of a procedure: short names, cases, what is wanted, and which cite law that did not exist yet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from motcua.clocks.folder.rows import PaperRow
from motcua.profile.types import Assumed, Paper, PaperGroup, Scan

SHORT = 70
_SHORTEST = 12

#: Where a name may end without loss: an explanation, a list, another sentence.
_NATURAL_BREAK = re.compile(r"\s*(?:[;(:]|\.\s|\s[-–]\s)|\s(?=theo mẫu\b|theo quy định\b|do cơ quan\b|trong đó\b)")

#: Where a name that is still too long is cut rather than in the middle of its words: the best places first.
_SOFT_BREAKS = (
    re.compile(r"\s(?=(?:về|đối với|trong trường hợp|khi|để|do|hoặc|theo|kèm)\b)"),
    re.compile(r",\s"),
    re.compile(r"/"),
)

#: «Trường hợp … thì phải có X»: the paper is X.
_IN_A_CASE = re.compile(
    r"^Đối với [^:]{3,60}: (?P<named>\S.+)$|"
    r"^(?:Trường hợp|Đối với)\b.{5,}?\b(?:phải|cần) (?:có|nộp|xuất trình|kèm theo)(?: thêm)? (?P<paper>\S.+)$",
)

#: What several procedures at once begin with says nothing; what follows tells them apart.
_LINKED = "Liên thông thủ tục hành chính về "

#: Papers that the law knows only since a day.
_PAPERS_SINCE = (
    (re.compile(r"(?i)thẻ căn cước(?! công dân)|căn cước điện tử|giấy chứng nhận căn cước"), date(2024, 7, 1)),
    (re.compile(r"(?i)vneid|định danh điện tử|định danh và xác thực điện tử"), date(2022, 10, 20)),
    (re.compile(r"(?i)mẫu hộ tịch điện tử"), date(2022, 2, 18)),
    (re.compile(r"(?i)bản sao điện tử được chứng thực"), date(2020, 5, 22)),  # NĐ 45/2020
    (re.compile(r"(?i)thẻ căn cước công dân|\bcccd\b"), date(2016, 1, 1)),
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CASE = re.compile(r"(?i)^(?:trường hợp|đối với|đăng ký|thay đổi|người được)\b")
_CERTIFIED = re.compile(r"(?i)bản sao (?:có )?chứng thực|bản sao được chứng thực|chứng thực từ bản chính")


def papers_of(rows: Iterable[PaperRow], day: date) -> tuple[PaperGroup, ...]:
    """Return the papers of one procedure by published heading, the common list first, each in its order."""
    groups: dict[str | None, list[Paper]] = {}
    for row in sorted(rows, key=lambda each: each.position):
        groups.setdefault(row.case_label, []).append(paper_of(row, day))
    ordered = sorted(groups, key=lambda label: label is not None)
    return tuple(PaperGroup(label, is_case(label), tuple(groups[label])) for label in ordered)


def is_case(label: str | None) -> bool:
    """Tell whether a heading names a case that the person picks, or merely a kind of papers for everybody."""
    return label is not None and bool(_CASE.match(label))


def paper_of(row: PaperRow, day: date) -> Paper:
    """Return what is wanted of a paper on a day.

    Where the data is silent: one original of a form, one copy of the rest, a scan if somebody likes, all assumed.
    """
    silent = row.originals is None and row.copies is None
    is_form = row.kind == "form"
    originals = int(is_form) if silent else row.originals or 0
    copies = int(not is_form) if silent else row.copies or 0
    certified = copies if _CERTIFIED.search(row.name) else 0
    assumed = set() if row.kind == "database" else {Assumed.SCAN}
    assumed |= {Assumed.PAPER_COUNT} if silent or certified else set()
    assumed |= {Assumed.LATER_LAW} if cites_later_law(row, day) else set()
    return Paper(
        position=row.position,
        name=row.name,
        short_name=short_name(row.name),
        kind=row.kind,
        demanded=row.required == "yes",
        originals=originals,
        certified=certified,
        copies=copies - certified,
        scan=Scan.DATABASE if row.kind == "database" else Scan.OPTIONAL,
        form_code=row.form_code,
        note=row.note,
        assumed=frozenset(assumed),
    )


def short_name(name: str) -> str:
    """Return a paper's or a procedure's name up to its first natural break, at most some seventy letters."""
    if name.startswith(_LINKED):
        name = f"Liên thông: {name.removeprefix(_LINKED)}"
    in_a_case = _IN_A_CASE.match(name)
    if in_a_case:
        paper = in_a_case["named"] or in_a_case["paper"]
        name = paper[:1].upper() + paper[1:]
    found = next((each for each in _NATURAL_BREAK.finditer(name) if each.start() >= _SHORTEST), None)
    short = (name[: found.start()] if found else name).rstrip(" .,;:")
    if len(short) <= SHORT:
        return short
    for soft in _SOFT_BREAKS:
        places = [each.start() for each in soft.finditer(short[:SHORT]) if each.start() >= 2 * _SHORTEST]
        if places:
            return short[: places[-1]].rstrip(" ,;:/") + "…"
    cut = short[: SHORT - 1].rpartition(" ")[0] or short[: SHORT - 1]
    return cut.rstrip(" ,;:/") + "…"


def cites_later_law(row: PaperRow, day: date) -> bool:
    """Tell whether a paper names a year after the day, or a kind of paper that came later."""
    words = f"{row.name} {row.note or ''} {row.form_code or ''} {row.case_label or ''}"
    if any(int(year) > day.year for year in _YEAR.findall(words)):
        return True
    return any(since > day and pattern.search(words) for pattern, since in _PAPERS_SINCE)
