"""The bench of receptions runs whole: what it wrote is what was acknowledged. Its rates are read elsewhere, not here."""

import json
import os
import subprocess

from motcua.bench import stage

KEYS = {
    "receive_per_s", "p50_ms", "p95_ms", "p99_ms", "statements_per_s", "one_statement_per_s", "ratio", "one_unit_per_s",
    "one_unit_ratio", "round_trips", "duplicates", "errors",
}  # fmt: skip
ZERO = ("duplicates", "errors", "lost", "lines_missing", "unsealed", "standing_different")


def test_what_was_acknowledged_was_written_once_and_one_statement_is_enough():
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("MOTCUA_", "DATABASE_"))}
    done = subprocess.run(
        [stage.MOTCUA, "bench", "receive", "--json", "--seconds", "0.3", "--one-unit-seconds", "1.2"],
        env=environment, capture_output=True, text=True, check=False, timeout=200,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    figures = json.loads(done.stdout.splitlines()[-1])

    assert set(figures) >= KEYS
    assert {key: figures[key] for key in ZERO} == dict.fromkeys(ZERO, 0)
    assert figures["dossiers"] > stage.RECEIVED_TO_COUNT
    assert figures["round_trips"] == 1
