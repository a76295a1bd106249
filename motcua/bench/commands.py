"""``motcua bench NAME``: measure one thing; «--json» prints one object."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

BENCHES = ("receive", "step", "desk", "print", "ledger", "slowline", "weight")


def run(words: Sequence[str]) -> int:
    """Run the bench that the first word names."""
    if not words or words[0] not in BENCHES:
        print(f"motcua bench {'|'.join(BENCHES)} [--json]", file=sys.stderr)
        return 2
    return int(import_module(f"motcua.bench.{words[0]}").run(list(words[1:])) or 0)
