"""``motcua bench desk``: how quick the pages of officials, heads and citizens are on a database of years.

On a home that ``motcua volume`` filled (``--home``, or filled first with ``--dossiers``): every page warm, by one user, over HTTP, beside
its own statements through plain psycopg; then sixteen users at once. What the users do stays in that home.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from motcua.bench import processes, stage
from motcua.bench.crowd import Caller, Crowd
from motcua.bench.filled import filled
from motcua.bench.windows import quantile, told
from motcua.database import addresses

USERS = 16
USER = "motcua.bench.office:User"
#: Each page so often, after some times that warm it.
TIMES, WARM = 40, 5
WARM_SECONDS = 10.0


def run(words: Sequence[str]) -> int:
    """Measure, print the figures."""
    parser = argparse.ArgumentParser(prog="motcua bench desk")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--home", type=Path, default=None, help="the filled home (default: MOTCUA_HOME)")
    parser.add_argument("--dossiers", type=int, default=0, help="fill it first with so many dossiers")
    parser.add_argument("--times", type=int, default=TIMES, help=f"how often each page is opened (default {TIMES})")
    parser.add_argument("--minutes", type=float, default=10.0, help="minutes of sixteen users at once (default 10)")
    options = parser.parse_args(words)
    home = (options.home or addresses.home()).resolve()
    with filled(home, options.dossiers):
        figures = measure(options.times, options.minutes * 60)
    print(json.dumps(figures) if options.json else told(figures))
    return 0 if not figures["mixed_errors"] else 1


def measure(times: int, seconds: float) -> dict[str, Any]:
    """Return the figures of every row: milliseconds over HTTP and of the statements alone, then of sixteen users at once."""
    from motcua.bench.lookers import cast
    from motcua.bench.views import views
    from motcua.kernel.statements import row

    chosen = cast()
    pages = views(chosen)
    there = row("select count(*) as number from dossiers_standing")
    figures: dict[str, Any] = {"dossiers": there["number"] if there else 0, "cores": os.cpu_count()}
    with stage.server() as port:
        for name, several in pages.items():
            figures |= waits_of(name, over_http(port, several, times))
        for name, several in pages.items():
            limits = sorted(past_the_house(several, times))
            figures[f"{name}_limit_ms"] = quantile(limits, 0.95)
        plain = {name: [(view.path, view.cookie) for view in several] for name, several in pages.items()}
        figures |= mixed(port, {"views": plain, "tokens": chosen.tokens}, seconds)
    return figures


def waits_of(name: str, waits: Sequence[float]) -> dict[str, float]:
    """Return the middle and the slow end of a row's waits (seconds), as milliseconds."""
    ordered = sorted(waits)
    return {f"{name}_p50_ms": quantile(ordered, 0.50), f"{name}_p95_ms": quantile(ordered, 0.95)}


def over_http(port: int, several: Sequence[Any], times: int) -> list[float]:
    """Open each page so often, one after the other as one user; return the seconds of each."""
    from motcua.bench.office import page

    caller, waits = Caller(port), []
    for number in range(WARM + times):
        for place, view in enumerate(several):
            asked = page(view.path, view.cookie, network=1 + number * 100 + place)
            began = time.perf_counter()
            caller.ask(asked)
            if number >= WARM:
                waits.append(time.perf_counter() - began)
    return waits


def past_the_house(several: Sequence[Any], times: int) -> list[float]:
    """Send each page's statements so often through plain psycopg; return the seconds of each page."""
    from motcua.bench.captured import Plain, statements_of

    plain, waits = Plain(), []
    caught = [statements_of(view.path, view.cookie) for view in several]
    for number in range(WARM + times):
        for statements in caught:
            took = plain.seconds(statements)
            if number >= WARM:
                waits.append(took)
    return waits


def mixed(port: int, told_of: Mapping[str, Any], seconds: float) -> dict[str, Any]:
    """Let sixteen users work without pause; memory is compared with that after they have warmed the server."""
    servers = processes.below(os.getpid())
    with Crowd(USERS, port, told_of, USER) as crowd:
        crowd.window("page", min(WARM_SECONDS, seconds))
        before = processes.resident(servers)
        tally = crowd.window("page", seconds)
        after = processes.resident(servers)
    return {
        **waits_of("mixed", tally.waits),
        "mixed_pages_per_s": round(tally.rate, 1),
        "mixed_errors": tally.errors + crowd.warm_errors,
        "mixed_rss_growth_mb": round((after - before) / 2**20, 1),
    }
