"""Filled forms by the hundred thousand, by COPY."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from motcua.kernel.act import not_an_act
from motcua.kernel.statements import copy_in


@not_an_act("a print is the paper of an act that is written with others")
def copy_prints(filled: Sequence[Mapping[str, Any]]) -> int:
    """Write forms as ``print_row`` gives them, ``drawn`` with what their acts drew; return how many."""
    return copy_in("prints_print", [{**row, "drawn": _json(row["drawn"])} for row in filled])


def _json(drawn: Mapping[str, Any] | None) -> str | None:
    return None if drawn is None else orjson.dumps(drawn).decode()
