"""The bench of steps runs whole: every acknowledged step has its one line. Its rates are read elsewhere, not here."""

import json
import os
import subprocess

from motcua.bench import stage

KEYS = {
    "step_per_s", "p50_ms", "p95_ms", "p99_ms", "statements_per_s", "one_statement_per_s", "ratio", "one_unit_per_s",
    "one_unit_ratio", "round_trips", "duplicates", "errors",
}  # fmt: skip
ZERO = ("duplicates", "errors", "lost", "unsealed", "standing_different")
#: What a step may cost: the dossier as a whole, its rows with the line, and the transaction around them.
MOST_TRIPS = 5


def test_every_acknowledged_step_has_its_line_and_stands_as_its_rows_say():
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("MOTCUA_", "DATABASE_"))}
    done = subprocess.run(
        [stage.MOTCUA, "bench", "step", "--json", "--seconds", "0.2", "--one-unit-seconds", "0.4"],
        env=environment, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    figures = json.loads(done.stdout.splitlines()[-1])

    assert set(figures) >= KEYS
    assert {key: figures[key] for key in ZERO} == dict.fromkeys(ZERO, 0)
    assert figures["steps"] > stage.RECEIVED_TO_COUNT * 4
    assert figures["round_trips"] <= MOST_TRIPS
