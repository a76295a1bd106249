"""``motcua bench receive``: how many dossiers a second the API receives, against the same rows by plain psycopg.

Three ways in alternating windows on one scratch cluster: the API over HTTP (own server, as installed, without the
proxy), S (a trip for each statement) and C (one statement in BEGIN/COMMIT); then all into one unit. Afterwards the rows
are checked: codes unique, one ledger line each, all sealed, every standing as it is computed anew.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from motcua.bench import stage
from motcua.bench.crowd import Crowd
from motcua.database.runner import scratch

CLIENTS = 10
ROUNDS = 4
WARM_SECONDS = 2.0
SEAL_SECONDS = 20


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
        with stage.server() as port, Crowd(CLIENTS, port, tokens) as crowd:
            figures = measure(crowd, options.seconds, options.one_unit_seconds)
            figures["round_trips"] = stage.round_trips(tokens[0])
        figures |= check(figures.pop("acknowledged"))
    print(json.dumps(figures) if options.json else _told(figures))
    return 0 if not figures["errors"] and not figures["duplicates"] else 1


def measure(crowd: Crowd, seconds: float, one_unit_seconds: float) -> dict[str, Any]:
    """Play the windows; rates are the medians of the rounds, their ratios too."""
    crowd.window("api", WARM_SECONDS)
    rounds = [
        {way: crowd.window(way, seconds) for way in ("api", "statements", "one_statement")} for _round in range(ROUNDS)
    ]
    part = one_unit_seconds / 4
    alone = [{way: crowd.window(way, part, one_unit=True) for way in ("api", "statements")} for _round in range(2)]
    api = [one["api"] for one in rounds]
    waits = sorted(wait for tally in api for wait in tally.waits)
    every = [tally for one in (*rounds, *alone) for tally in one.values()]
    return {
        "receive_per_s": _median(api),
        "p50_ms": _quantile(waits, 0.50),
        "p95_ms": _quantile(waits, 0.95),
        "p99_ms": _quantile(waits, 0.99),
        "statements_per_s": _median(one["statements"] for one in rounds),
        "one_statement_per_s": _median(one["one_statement"] for one in rounds),
        "ratio": round(statistics.median(one["api"].rate / one["one_statement"].rate for one in rounds), 3),
        "ratio_to_statements": round(statistics.median(one["api"].rate / one["statements"].rate for one in rounds), 3),
        "one_unit_per_s": _median(one["api"] for one in alone),
        "one_unit_ratio": round(statistics.median(one["api"].rate / one["statements"].rate for one in alone), 3),
        "errors": sum(tally.errors for tally in every) + crowd.warm_errors,
        "acknowledged": sum(tally.done for tally in every) + crowd.warm_done,
    }


def check(acknowledged: int) -> dict[str, Any]:
    """Count what was written against what was acknowledged; a difference is an error."""
    from motcua.dossiers.queries.standing import recomputed
    from motcua.kernel.statements import row

    deadline = time.monotonic() + SEAL_SECONDS
    while time.monotonic() < deadline:
        found = row(
            "select (select count(*) from ledger_entry) as lines, (select coalesce(sum(count), 0) from ledger_batch) as sealed"
        )
        if found and found["lines"] == found["sealed"]:
            break
        time.sleep(0.2)
    written = row(
        "select count(*) as dossiers, count(distinct code) as codes, (select count(*) from ledger_entry where verb = 'dossiers.received')"
        " as lines, (select count(*) from ledger_entry) - (select coalesce(sum(count), 0) from ledger_batch) as unsealed from dossiers_dossier"
    )
    assert written is not None, "count(*) always answers"
    different = sum(len(checked.differences) for checked in recomputed())
    own = stage.RECEIVED_TO_COUNT
    return {
        "duplicates": written["dossiers"] - written["codes"],
        "dossiers": written["dossiers"],
        "lost": acknowledged + own - written["dossiers"],
        "lines_missing": written["dossiers"] - written["lines"],
        "unsealed": int(written["unsealed"]),
        "standing_different": different,
    }


def _median(tallies: Any) -> float:
    return round(statistics.median(tally.rate for tally in tallies), 1)


def _quantile(waits: Sequence[float], share: float) -> float:
    return round(1000 * waits[min(int(len(waits) * share), len(waits) - 1)], 2) if waits else 0.0


def _told(figures: dict[str, Any]) -> str:
    return "\n".join(f"{name:24} {value}" for name, value in figures.items())
