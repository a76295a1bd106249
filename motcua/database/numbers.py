"""How whole numbers travel to PostgreSQL: as int4 where they fit, so that a statement keeps its one plan.

psycopg would choose among four types by size, and every mix becomes another prepared statement; int8 for all
of them would find no function that takes an ``int``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

import psycopg
from psycopg.adapt import Dumper, PyFormat
from psycopg.types.numeric import Int4, Int8, IntNumeric

if TYPE_CHECKING:
    from psycopg.abc import Buffer

INT4 = 2**31
INT8 = 2**63


def _dumper(kind: type) -> Dumper:
    return cast("Dumper", psycopg.adapters.get_dumper(kind, PyFormat.TEXT)(kind))


class WholeNumberDumper(Dumper):
    """Chooses int4, int8 or numeric by size; int2 is never chosen."""

    _by_size: ClassVar[dict[type, Dumper]] = {kind: _dumper(kind) for kind in (Int4, Int8, IntNumeric)}

    def dump(self, obj: int) -> Buffer | None:
        """Never called: ``upgrade`` always answers with one of the three."""
        raise NotImplementedError

    def get_key(self, obj: int, format: PyFormat) -> type:  # noqa: A002, ARG002 - psycopg's own signature
        """Return the type that names this number's dumper."""
        if -INT4 <= obj < INT4:
            return Int4
        return Int8 if -INT8 <= obj < INT8 else IntNumeric

    def upgrade(self, obj: int, format: PyFormat) -> Dumper:  # noqa: A002 - psycopg's own signature
        """Return the dumper of this number's size."""
        return self._by_size[self.get_key(obj, format)]


def register() -> None:
    """Use it for every connection that this process opens from now on."""
    psycopg.adapters.register_dumper(int, WholeNumberDumper)
