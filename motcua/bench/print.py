"""``motcua bench print``: receipts a second over HTTP, each printed for the first time, and a register of 20,000 lines.

The receipts come from the server as installed, on both cores; the register is bound in this process, as the worker does.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from motcua.bench import stage, windows
from motcua.bench.crowd import Crowd
from motcua.database.runner import scratch

CLIENTS = 10
ROUNDS = 3
#: Seconds of a window in which the register's dossiers are received.
FILL_SECONDS = 2.0
RECEIVER, READER = "motcua.bench.plain:Receiver", "motcua.bench.walker:Reader"


def run(words: Sequence[str]) -> int:
    """Measure, print the figures."""
    parser = argparse.ArgumentParser(prog="motcua bench print")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--seconds", type=float, default=4.0, help="seconds a window of receipts (default 4)")
    parser.add_argument("--rows", type=int, default=20_000, help="lines of the register (default 20000)")
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as home, scratch() as cluster:
        stage.use(cluster, Path(home))
        stage.prepare()
        cast = stage.people(stage.UNITS, ("counter",))
        with stage.server() as port:
            figures = receipts(port, cast, options.seconds)
        figures |= register(cast[0]["counter"], options.rows)
    print(json.dumps(figures) if options.json else windows.told(figures))
    return 0 if not figures["errors"] else 1


def receipts(port: int, cast: Sequence[dict[str, str]], seconds: float) -> dict[str, Any]:
    """Fetch receipts that nobody has printed yet; what came before the windows warmed the server."""
    with Crowd(CLIENTS, port, cast, READER) as crowd:
        crowd.window("api", windows.WARM_SECONDS)
        played = [crowd.window("api", seconds) for _round in range(ROUNDS)]
    waits = sorted(wait for tally in played for wait in tally.waits)
    return {
        "receipts_per_s": windows.median(played),
        "p50_ms": windows.quantile(waits, 0.50),
        "p95_ms": windows.quantile(waits, 0.95),
        "errors": sum(tally.errors for tally in played) + crowd.warm_errors,
    }


def register(token: str, rows: int) -> dict[str, Any]:
    """Fill one unit's book and bind it: seconds, the peak of memory here and in the parts' process, bytes, pages."""
    from motcua.dossiers import queries, services
    from motcua.files import queries as files
    from motcua.identity import queries as identity
    from motcua.kernel import moments
    from motcua.kernel.actor import SYSTEM

    found = identity.actor_of_token(token)
    assert found is not None, "issued on this stage"
    clerk, unit = found.actor, found.actor.unit
    assert isinstance(unit, UUID), "a clerk sits in a unit"
    _fill(token, unit, rows)
    at = moments.now()
    edition = services.print_book(actor=clerk, at=at, unit=unit, year=at.year)
    before = _peak(resource.RUSAGE_SELF)
    began = time.perf_counter()
    services.bind_book(actor=SYSTEM, at=at, edition=edition)
    seconds = time.perf_counter() - began
    made = queries.edition_for(clerk, edition)
    size = {file.id: file.size for file in files.of_owner("dossiers.book", edition)}
    return {
        "register_rows": made.last,
        "register_seconds": round(seconds, 1),
        "register_grew_mb": round(_peak(resource.RUSAGE_SELF) - before, 1),
        "register_part_mb": round(_peak(resource.RUSAGE_CHILDREN), 1),
        "register_pages": made.pages,
        "register_bytes": size[made.pdf],
        "register_sheet_bytes": size[made.sheet],
    }


def _fill(token: str, unit: UUID, rows: int) -> None:
    """Receive into one unit by plain statements until its book has so many lines; the windows may bring some more."""
    from motcua.kernel.statements import row

    with Crowd(CLIENTS, 0, [token], RECEIVER) as crowd:
        while True:
            found = row("select coalesce(max(last), 0) as last from dossiers_book_counter where unit_id = %s", [unit])
            if found and found["last"] >= rows:
                return
            tally = crowd.window("one_statement", FILL_SECONDS, one_unit=True)
            if not tally.done:
                raise RuntimeError(tally.first_error or "nothing was received")


def _peak(whose: int) -> float:
    """Return the largest resident memory so far in MB."""
    return resource.getrusage(whose).ru_maxrss / 1024
