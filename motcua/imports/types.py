"""Words of bringing over: columns, lines of a file, what is wrong with them, runs, and the refusals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.kernel.refusal import NotFound, Refusal

RUN = "imports.run"  # stream kind in the ledger
LOOK = "imports.look"
#: The column of a set-aside file that says why its lines were not taken; it is passed over when the file is fed again.
WHY = "Vì sao"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file: its key (the English name), what the header says in Vietnamese, what stands in it."""

    key: str
    name: str
    says: str
    needed: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file as it stands: its number, its values by column; ``broken`` says that it could not be cut into columns.

    What has no column is kept for the file set aside: cells beyond the last one, and the text of a line that is no object.
    """

    number: int
    values: Mapping[str, str]
    broken: str = ""
    surplus: Sequence[str] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line: in which column, what, and what to do. ``code`` is the dossier's, where there is one."""

    line: int
    code: str
    column: str
    what: str
    advice: str


@dataclass(slots=True)
class Tally:
    """What became of the lines read so far."""

    last_line: int = 0
    taken: int = 0
    known: int = 0
    wrong: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """One run over one file: a trial writes nothing."""

    id: UUID
    name: str
    digest: bytes
    is_trial: bool
    began_at: datetime
    ended_at: datetime | None
    undoing_at: datetime | None
    undone_at: datetime | None
    last_line: int
    taken: int
    known: int
    wrong: int
    revision: int
    faults: Sequence[Fault] = field(default_factory=tuple)


class CannotRead(Refusal):
    """The file as a whole cannot be read: no table, columns missing, another encoding."""

    kind = "cannot-read"
    status = 422


class CannotBring(Refusal):
    """The run over this file is being taken back, or another process brings it over."""

    kind = "cannot-bring"


class NoSuchRun(NotFound):
    """There is no such run."""

    def __init__(self) -> None:
        super().__init__(_("Không có lần chuyển nào như vậy. Xem danh sách: motcua import runs"))


class CannotUndo(Refusal):
    """Nothing to take back, or somebody has worked on what it brought."""

    kind = "cannot-undo"
