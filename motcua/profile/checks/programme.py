"""programme.csv: items of the IT programme stand under items that exist."""

from __future__ import annotations

from collections.abc import Iterator

from motcua.clocks.folder.findings import Finding
from motcua.clocks.folder.reader import ProfileFolder
from motcua.profile.checks.common import repeated, unknown

FILE = "programme.csv"


def check_programme(folder: ProfileFolder) -> Iterator[Finding]:
    """Check the tree of items; that its sums differ is said by the page it was copied from."""
    known = {row.item_id for row in folder.programme}
    yield from repeated(folder.programme, lambda row: row.item_id, FILE, "item_id")
    yield from unknown(folder.programme, lambda row: row.parent_id, known, FILE, "parent_id", where=FILE)
