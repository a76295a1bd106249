"""What is held of persons, told by every module of its own tables: where, what for, how long, and how it is sealed.

One declaration serves the register of processing, the turning of keys, erasure, and the export of everything about one person.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable
from uuid import UUID

from motcua.kernel.sockets import Socket

Row = Mapping[str, Any]

#: What stands in the place of a name that was erased, wherever a list shows one.
NAMELESS = "(đã xoá tên)"


class Words(Protocol):
    """A sentence, translated when it is shown."""

    def __str__(self) -> str:
        """Return it in the language of whoever reads."""
        ...


@dataclass(frozen=True, slots=True)
class Column:
    """One column that holds something of a person; ``name`` is «table.column», ``what`` what people call it.

    Sealed values: ``purpose`` is what they are bound to, or how to tell it from the row's ``needs``; ``marks`` gives the
    blind indexes that stand beside it, by column, from the opened text and the row; ``within`` is the key of a JSON object in
    which the sealed value lies as base64. Without a purpose the value lies in the clear, or is a mark of another column.

    Erasure: ``of`` says, by kind of subject, which rows are the subject's: a condition with ``%(id)s``. ``erased`` is what then
    stands in the place (sealed where the column is sealed), None for nothing at all. A column without ``of`` stays.
    """

    name: str
    what: Words
    purpose: str | Callable[[Row], str] = ""
    needs: tuple[str, ...] = ()
    marks: Callable[[str, Row], Mapping[str, bytes | None]] | None = None
    within: str = ""
    key: tuple[str, ...] = ("id",)
    of: Mapping[str, str] = field(default_factory=dict)
    erased: str | None = ""

    @property
    def table(self) -> str:
        """The table."""
        return self.name.partition(".")[0]

    @property
    def column(self) -> str:
        """The column."""
        return self.name.partition(".")[2]

    @property
    def is_sealed(self) -> bool:
        """Whether its values are sealed with the house's keys."""
        return bool(self.purpose)

    def purpose_of(self, row: Row) -> str:
        """Return what the value of a row is bound to."""
        return self.purpose if isinstance(self.purpose, str) else self.purpose(row)


@dataclass(frozen=True, slots=True)
class Holding:
    """What one module holds of persons for one purpose; every text is a sentence for the register of processing.

    ``erase`` takes away what is no column: files, prints; it gets the kind and id of the subject and says how many went.
    It is asked before the columns are erased, in the same transaction.
    """

    key: str
    label: Words
    aim: Words
    ground: Words
    seen_by: Words
    kept: Words
    recipients: Words
    columns: tuple[Column, ...]
    erase: Callable[[str, UUID], int] | None = None


@runtime_checkable
class Held(Protocol):
    """A holding, as the socket knows it."""

    @property
    def key(self) -> str:
        """The module, and after a point what of it."""
        ...

    @property
    def columns(self) -> tuple[Column, ...]:
        """Where it lies."""
        ...


holdings: Socket[Holding] = Socket("kernel.personal", Held)  # type: ignore[arg-type]  # a dataclass, not a Protocol


def sealed_columns() -> tuple[Column, ...]:
    """Return every column of the house whose values are sealed, by its name."""
    found = (column for holding in holdings for column in holding.columns if column.is_sealed)
    return tuple(sorted(found, key=lambda column: (column.name, column.within)))
