"""``motcua bench receive``: how many dossiers a second the API receives, against the same rows by plain psycopg.

Three ways in alternating windows on one scratch cluster: the API over HTTP (own server, as installed, without the
proxy), S (a trip for each statement) and C (one statement in BEGIN/COMMIT); then all into one unit. Afterwards the rows
are checked: codes unique, one ledger line each, all sealed, every standing as it is computed anew.
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
RECEIVER = "motcua.bench.plain:Receiver"


def run(words: Sequence[str]) -> int:
    """Measure, check what was written, print the figures."""
    parser = argparse.ArgumentParser(prog="motcua bench receive")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--seconds", type=float, default=4.0, help="seconds a window (default 4)")
    parser.add_argument(
        "--one-unit-seconds", type=float, default=20.0, help="seconds for all into one unit, both ways together"
    )
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as home, scratch() as cluster:
        stage.use(cluster, Path(home))
        stage.prepare()
        tokens = stage.counters(stage.UNITS)
        with stage.server() as port, Crowd(CLIENTS, port, tokens, RECEIVER) as crowd:
            figures = windows.measure(crowd, "receive", options.seconds, options.one_unit_seconds)
            figures["round_trips"] = stage.round_trips(tokens[0])
        figures |= check(figures.pop("acknowledged"))
    print(json.dumps(figures) if options.json else windows.told(figures))
    return 0 if not figures["errors"] and not figures["duplicates"] else 1


def check(acknowledged: int) -> dict[str, Any]:
    """Count what was written against what was acknowledged; a difference is an error."""
    from motcua.kernel.statements import row

    unsealed = windows.sealed()
    written = row(
        "select count(*) as dossiers, count(distinct code) as codes, (select count(*) from ledger_entry where verb = 'dossiers.received')"
        " as lines from dossiers_dossier"
    )
    assert written is not None, "count(*) always answers"
    return {
        "duplicates": written["dossiers"] - written["codes"],
        "dossiers": written["dossiers"],
        "lost": acknowledged + stage.RECEIVED_TO_COUNT - written["dossiers"],
        "lines_missing": written["dossiers"] - written["lines"],
        "unsealed": unsealed,
        "standing_different": windows.different(),
    }
