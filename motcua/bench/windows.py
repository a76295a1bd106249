"""Windows of neighbouring ways, and what they come to: rates as medians of the rounds, and their ratios."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterable, Sequence
from typing import Any

from motcua.bench.crowd import Crowd, Tally

ROUNDS = 4
WARM_SECONDS = 2.0
SEAL_SECONDS = 20
WAYS = ("api", "statements", "one_statement")


def measure(
    crowd: Crowd, name: str, seconds: float, one_unit_seconds: float, *, rounds: int = ROUNDS
) -> dict[str, Any]:
    """Play the windows of the API and of both plain ways, then all into one unit; ``name`` is the rate's."""
    crowd.window("api", WARM_SECONDS)
    played = [{way: crowd.window(way, seconds) for way in WAYS} for _round in range(rounds)]
    part = one_unit_seconds / 4
    alone = [{way: crowd.window(way, part, one_unit=True) for way in WAYS[:2]} for _round in range(2)]
    api = [one["api"] for one in played]
    waits = sorted(wait for tally in api for wait in tally.waits)
    every = [tally for one in (*played, *alone) for tally in one.values()]
    return {
        f"{name}_per_s": median(api),
        "p50_ms": quantile(waits, 0.50),
        "p95_ms": quantile(waits, 0.95),
        "p99_ms": quantile(waits, 0.99),
        "statements_per_s": median(one["statements"] for one in played),
        "one_statement_per_s": median(one["one_statement"] for one in played),
        "ratio": _ratio(played, "one_statement"),
        "ratio_to_statements": _ratio(played, "statements"),
        "one_unit_per_s": median(one["api"] for one in alone),
        "one_unit_ratio": _ratio(alone, "statements"),
        "errors": sum(tally.errors for tally in every) + crowd.warm_errors,
        "acknowledged": sum(tally.done for tally in every) + crowd.warm_done,
    }


def sealed() -> int:
    """Wait until the sealer has come after, or long enough; return how many lines are unsealed."""
    from motcua.kernel.statements import row

    until = time.monotonic() + SEAL_SECONDS
    while True:
        found = row(
            "select (select count(*) from ledger_entry) - (select coalesce(sum(count), 0) from ledger_batch) as unsealed"
        )
        assert found is not None, "count(*) always answers"
        if not found["unsealed"] or time.monotonic() > until:
            return int(found["unsealed"])
        time.sleep(0.2)


def different() -> int:
    """Return how many dossiers do not stand as their rows say."""
    from motcua.dossiers.queries.standing import recomputed

    return sum(len(checked.differences) for checked in recomputed())


def median(tallies: Iterable[Tally]) -> float:
    """Return the middle rate."""
    return round(statistics.median(tally.rate for tally in tallies), 1)


def quantile(waits: Sequence[float], share: float) -> float:
    """Return a quantile of sorted seconds in milliseconds; 0 without any."""
    return round(1000 * waits[min(int(len(waits) * share), len(waits) - 1)], 2) if waits else 0.0


def told(figures: dict[str, Any]) -> str:
    """Return the figures for a person, one a line."""
    return "\n".join(f"{name:24} {value}" for name, value in figures.items())


def _ratio(rounds: Sequence[dict[str, Tally]], way: str) -> float:
    """Return the middle ratio of the API's rate to another way's, of neighbouring windows."""
    shares = [one["api"].rate / one[way].rate for one in rounds if one[way].rate]
    return round(statistics.median(shares), 3) if shares else 0.0
