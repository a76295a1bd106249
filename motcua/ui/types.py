"""What pages hand to the parts of the frame: plain values, ready to be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from django.utils.safestring import SafeString

from motcua.kernel.counts import Count


class Signal(StrEnum):
    """How something stands against its time limit; each has a shape and a colour of its own."""

    ONTIME = "ontime"
    NEAR = "near"
    LATE = "late"
    PAUSED = "paused"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Province:
    """The house's name and how to reach it: «tỉnh Bắc Kạn»."""

    name: str = ""
    hotline: str = ""
    email: str = ""
    address: str = ""
    updated_on: date | None = None
    #: ``brand`` and ``accent``, where the province has its own.
    look: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the left rail; entries of one group stand together, groups in the order of GROUPS."""

    label: str
    url: str
    #: A count is asked together with those of all entries; what the frame holds are numbers.
    count: int | Count | None = None
    group: str = "work"
    order: int = 50


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that an administrator looks after: its page, and in a sentence what is done there."""

    label: str
    url: str
    words: str
    order: int = 50


@dataclass(frozen=True, slots=True)
class Who:
    """Who is signed in, for which post in which unit."""

    name: str
    post: str = ""
    unit: str = ""
    switch_url: str = ""
    sign_out_url: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the global search; ``kind`` is the heading it stands under («Hồ sơ», «Thủ tục»)."""

    label: str
    detail: str
    url: str
    kind: str


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of a page, with how many stand behind it."""

    label: str
    url: str
    count: int | None = None
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """Time left in words («còn 3 ngày»), its signal, and the due moment beneath («hẹn thứ Tư 13/5»)."""

    signal: Signal
    words: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a timeline: when, what, who."""

    at: datetime
    sentence: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Station:
    """One station of a dossier's way; ``state`` is «done», «now» or «next»."""

    label: str
    detail: str = ""
    state: str = "next"


@dataclass(frozen=True, slots=True)
class Fact:
    """One pair of a box of facts; ``url`` makes the small link beside it («căn cứ»)."""

    name: str
    value: str | SafeString
    url: str = ""
    link: str = ""
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column: ``kind`` is «text», «number» or «code».

    ``is_named``: where rows become cards its label stands before each value, which alone would tell nothing; numbers have it always.
    """

    label: str
    kind: str = "text"
    is_named: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: words, perhaps a link, perhaps a quiet line beneath or a signal before."""

    text: str | SafeString
    url: str = ""
    sub: str = ""
    signal: Signal | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A dense table: a caption for those who hear it, columns, rows of cells."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Page:
    """Where a list stands: «8 trong 14 hồ sơ», and the links before and after."""

    words: str
    next_url: str = ""
    previous_url: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """A key and what it does, for the list behind «?»."""

    keys: Sequence[str]
    words: str
