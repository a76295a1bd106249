"""``motcua bench step``: how many steps a second ten clients take over the API, against the same statements by plain psycopg.

A dossier is handed over, taken up, proposed and approved, each step by somebody who may. The ways are those of
``receive``: S sends the statements of each step a trip at a time, C the writing one alone in BEGIN/COMMIT. Their values
are made beforehand by the services themselves, in transactions that are rolled back.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from motcua.bench import stage, windows
from motcua.bench.crowd import Crowd
from motcua.database.runner import scratch

CLIENTS = 10
#: Fewer than of receptions: every step of the plain ways is made by a service beforehand.
ROUNDS = 3
WALKER = "motcua.bench.walker:Walker"


def run(words: Sequence[str]) -> int:
    """Measure, check what was written, print the figures."""
    parser = argparse.ArgumentParser(prog="motcua bench step")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--seconds", type=float, default=1.5, help="seconds a window (default 1.5)")
    parser.add_argument(
        "--one-unit-seconds", type=float, default=3.0, help="seconds for all in one unit, both ways together"
    )
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as home, scratch() as cluster:
        stage.use(cluster, Path(home))
        stage.prepare()
        from motcua.bench import walker

        cast = stage.people(stage.UNITS, walker.ROLES)
        with stage.server() as port, Crowd(CLIENTS, port, cast, WALKER) as crowd:
            figures = windows.measure(crowd, "step", options.seconds, options.one_unit_seconds, rounds=ROUNDS)
            figures["round_trips"] = walker.round_trips(cast[0])
        figures |= check(figures.pop("acknowledged"))
    print(json.dumps(figures) if options.json else windows.told(figures))
    return 0 if not figures["errors"] and not figures["lost"] else 1


def check(acknowledged: int) -> dict[str, Any]:
    """Count the lines of steps against what was acknowledged; a difference is an error."""
    from motcua.bench.walker import STEPS
    from motcua.kernel.statements import row

    unsealed = windows.sealed()
    written = row(
        "select count(*) as steps, count(distinct (stream_id, seq)) as places from ledger_entry where stream_kind = %s and verb <> %s",
        ["dossiers.dossier", "dossiers.received"],
    )
    assert written is not None, "count(*) always answers"
    own = stage.RECEIVED_TO_COUNT * len(STEPS)
    return {
        "steps": written["steps"],
        "duplicates": written["steps"] - written["places"],
        "lost": acknowledged + own - written["steps"],
        "unsealed": unsealed,
        "standing_different": windows.different(),
    }
