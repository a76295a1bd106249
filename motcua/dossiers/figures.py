"""The figures of a period and what each of them counts; the board, the list behind a figure and the closed months ask with these.

A dossier belongs to a period when it was received before its end and had not ended before its beginning. It is *carried* over
or *received* in it, and it is *solved* in it or *open* at its end: carried + received = solved + open (Biểu II.06a).
What is late, near or waiting at the end of a period gone by is told as its rows stand now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from uuid import UUID

from motcua.dossiers.types import Channel, State


class Figure(StrEnum):
    """A figure of a period; each names a part of the dossiers that belong to it."""

    CARRIED = "ky-truoc"
    RECEIVED = "tiep-nhan"
    ONLINE = "truc-tuyen"
    AT_COUNTER = "tai-quay"
    BY_POST = "buu-chinh"
    SOLVED = "da-giai-quyet"
    EARLY = "truoc-han"
    ON_TIME = "dung-han"
    LATE = "qua-han"
    UNDECIDED = "rut-dung"
    OPEN = "dang-giai-quyet"
    OPEN_IN_TIME = "trong-han"
    NEAR = "sap-han"
    OPEN_LATE = "dang-qua-han"
    WAITING = "cho-cong-dan"
    TO_RETURN = "cho-tra"


class Side(StrEnum):
    """Whose dossiers: those that a unit decides about, or those that its counter received."""

    COMPETENT = "giai-quyet"
    RECEIVING = "tiep-nhan"


class By(StrEnum):
    """What the figures are told apart by."""

    UNIT = "don-vi"
    FIELD = "linh-vuc"
    PROCEDURE = "thu-tuc"
    #: Where it lies now, or lay last: at a stage of the work, with an agency, with an official's post.
    STAGE = "khau"
    HOLDER = "noi-giu"
    OFFICIAL = "vi-tri"


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both inclusive."""

    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Cut:
    """Which dossiers are counted: of which units (None: all that the actor may look at), in which period, narrowed to one key.

    ``held`` is one of ``HELD`` with its key: a role, a unit or a post; NOBODY is a unit's common desk. ``waiting``: only
    those that wait for the citizen now, or only the others.
    """

    period: Period
    side: Side = Side.COMPETENT
    units: frozenset[UUID] | None = None
    field: str = ""
    held: tuple[By, str] | None = None
    #: Versions of procedures; None: of whatever procedure.
    procedures: frozenset[UUID] | None = None
    waiting: bool | None = None


#: When a dossier ended; an index is made for these very words.
ENDED = "coalesce(s.finished_at, s.closed_at)"
_SOLVED = f"{ENDED} < %(until)s"
_OPEN = f"({ENDED} is null or {ENDED} >= %(until)s)"
_LATE = "coalesce(s.late_at < coalesce(s.paused_since, %(now)s), false)"
_RECEIVED = "s.received_at >= %(since)s"
_EARLY = f"({ENDED} at time zone %(zone)s)::date < (s.due_at at time zone %(zone)s)::date"
_DECIDED = f"{_SOLVED} and s.state in ({State.FINISHED:d}, {State.RETURNED:d}) and s.on_time is not null"
#: It waits for the citizen: for papers, or for money.
WAITS = f"s.state in ({State.SUPPLEMENT:d}, {State.PAYMENT:d})"
BELONGS = f"d.code is not null and s.state <> {State.CANCELLED:d} and s.received_at < %(until)s and ({ENDED} is null or {ENDED} >= %(since)s)"
WHERE: Mapping[Figure, str] = {
    Figure.CARRIED: f"not ({_RECEIVED})",
    Figure.RECEIVED: _RECEIVED,
    Figure.ONLINE: f"{_RECEIVED} and s.channel = {Channel.ONLINE:d}",
    Figure.AT_COUNTER: f"{_RECEIVED} and s.channel = {Channel.COUNTER:d}",
    Figure.BY_POST: f"{_RECEIVED} and s.channel = {Channel.POST:d}",
    Figure.SOLVED: _SOLVED,
    Figure.EARLY: f"{_DECIDED} and s.on_time and {_EARLY}",
    Figure.ON_TIME: f"{_DECIDED} and s.on_time and not ({_EARLY})",
    Figure.LATE: f"{_DECIDED} and not s.on_time",
    Figure.UNDECIDED: f"{_SOLVED} and not (s.state in ({State.FINISHED:d}, {State.RETURNED:d}) and s.on_time is not null)",
    Figure.OPEN: _OPEN,
    Figure.OPEN_IN_TIME: f"{_OPEN} and not {_LATE}",
    Figure.NEAR: f"{_OPEN} and not {_LATE} and s.paused_since is null and s.late_at <= %(near)s",
    Figure.OPEN_LATE: f"{_OPEN} and {_LATE}",
    Figure.WAITING: f"{_OPEN} and {WAITS}",
    Figure.TO_RETURN: f"{_SOLVED} and s.state = {State.FINISHED:d}",
}
#: What tells dossiers apart by where they lie; as this moves with each act, it is counted and never rolled up.
HELD = {
    By.STAGE: "s.role",
    By.HOLDER: "s.unit_id::text",
    By.OFFICIAL: "coalesce(s.post_id::text, '-')",
}
NOBODY = "-"
#: What is there at a period's beginning, and what is there at its end; every other figure adds up over periods.
AT_BEGINNING = frozenset({Figure.CARRIED})
AT_END = frozenset({Figure.OPEN, Figure.OPEN_IN_TIME, Figure.NEAR, Figure.OPEN_LATE, Figure.WAITING})
#: The column of each figure in the rows of closed months.
COLUMNS = {figure: figure.name.lower() for figure in Figure}


def share_in_time(figures: Mapping[Figure, int]) -> Decimal | None:
    """Return the share of results that were not late, in percent with one place; None where nothing was decided."""
    decided = figures[Figure.EARLY] + figures[Figure.ON_TIME] + figures[Figure.LATE]
    if not decided:
        return None
    return (Decimal(decided - figures[Figure.LATE]) * 100 / decided).quantize(Decimal("0.1"), ROUND_HALF_UP)
