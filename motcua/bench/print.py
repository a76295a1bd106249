"""``motcua bench print``: receipts a second over HTTP, each printed for the first time, and a register of 20,000 lines.

The receipts come from the server as installed, on both cores; the register is bound by ``binder``, as the worker does.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from motcua.bench import stage, windows
from motcua.bench.crowd import Crowd
from motcua.database.runner import scratch

CLIENTS = 10
ROUNDS = 3
#: Seconds of the window in which dossiers of the register are received; the rest of its lines are their likes.
FILL_SECONDS = 2.0
#: Lines that one statement adds.
ADDED = 2_000
MORE = """
with more as materialized (select d.id as source, gen_random_uuid() as id, n from generate_series(%(first)s::int, %(last)s::int) n
  join dossiers_dossier d on d.unit_id = %(unit)s and d.ordinal = 1 + n %% %(received)s),
dossiers as (insert into dossiers_dossier select r.* from more m join dossiers_dossier d on d.id = m.source,
  lateral jsonb_populate_record(d, jsonb_build_object('id', m.id, 'ordinal', m.n, 'code', d.code || '.' || m.n,
    'token', m.id, 'day_number', 1000000 + m.n)) r returning id),
stands as (insert into dossiers_standing select r.* from more m join dossiers_standing s on s.dossier_id = m.source,
  lateral jsonb_populate_record(s, jsonb_build_object('dossier_id', m.id)) r)
update dossiers_book_counter set last = %(last)s where unit_id = %(unit)s"""
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
    """Fill one unit's book and bind it: seconds, the peaks of memory of binder and part, bytes, pages."""
    from motcua.dossiers import queries, services
    from motcua.files import queries as files
    from motcua.identity import queries as identity
    from motcua.kernel import moments

    found = identity.actor_of_token(token)
    assert found is not None, "issued on this stage"
    clerk, unit = found.actor, found.actor.unit
    assert isinstance(unit, UUID), "a clerk sits in a unit"
    _fill(token, unit, rows)
    at = moments.now()
    edition = services.print_book(actor=clerk, at=at, unit=unit, year=at.year)
    command = [sys.executable, "-m", "motcua.bench.binder", str(edition)]
    bound = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603  our own program
    made = queries.edition_for(clerk, edition)
    size = {file.id: file.size for file in files.of_owner("dossiers.book", edition)}
    return {
        "register_rows": made.last,
        **json.loads(bound.stdout),
        "register_pages": made.pages,
        "register_bytes": size[made.pdf],
        "register_sheet_bytes": size[made.sheet],
    }


def _fill(token: str, unit: UUID, rows: int) -> None:
    """Receive into one unit by plain statements for a moment, then copy those dossiers until its book has so many lines.

    What a line of the register is read from is copied: dossier and standing.
    """
    from motcua.kernel.statements import row, run

    with Crowd(CLIENTS, 0, [token], RECEIVER) as crowd:
        tally = crowd.window("one_statement", FILL_SECONDS, one_unit=True)
    if not tally.done:
        raise RuntimeError(tally.first_error or "nothing was received")
    found = row("select max(last) as last from dossiers_book_counter where unit_id = %s", [unit])
    assert found is not None, "some were received"
    for first in range(found["last"] + 1, rows + 1, ADDED):
        values = {"unit": unit, "received": found["last"], "first": first, "last": min(rows, first + ADDED - 1)}
        run(MORE, values)
