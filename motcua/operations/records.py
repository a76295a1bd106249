"""What has been done lately, beside the database and not in it: a restore must not take it back.

One file a kind in ``records/``, the last one whole; ``<kind>.log`` keeps a line for each.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from motcua.database import addresses
from motcua.kernel import moments


def folder() -> Path:
    """Return where the records lie."""
    return addresses.home() / "records"


def write(kind: str, *, keep: bool = True, **facts: object) -> None:
    """Write down what has just been done; ``keep`` adds a line to the kind's list."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    line = json.dumps({"at": moments.machine_now().isoformat(timespec="seconds"), **facts}, ensure_ascii=False)
    fresh = folder() / f".{kind}"
    fresh.write_text(line)
    fresh.rename(folder() / f"{kind}.json")
    if keep:
        with (folder() / f"{kind}.log").open("a") as lines:
            lines.write(line + "\n")


def last(kind: str) -> dict[str, Any] | None:
    """Return the last record of a kind; None when there is none."""
    try:
        found: dict[str, Any] = json.loads((folder() / f"{kind}.json").read_text())
    except (FileNotFoundError, ValueError):
        return None
    return found
