"""The bench of prints runs whole: receipts come without a failure, and the book has as many lines as were received."""

import json
import os
import subprocess

from motcua.bench import stage

KEYS = {"receipts_per_s", "p50_ms", "p95_ms", "errors", "register_seconds", "register_mb", "register_part_mb"}


def test_receipts_and_a_register_are_printed():
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("MOTCUA_", "DATABASE_"))}
    done = subprocess.run(
        [stage.MOTCUA, "bench", "print", "--json", "--seconds", "0.2", "--rows", "900"],
        env=environment, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    figures = json.loads(done.stdout.splitlines()[-1])

    assert set(figures) >= KEYS
    assert figures["errors"] == 0
    assert figures["register_rows"] >= 900
    assert figures["register_pages"] > 1
    assert figures["register_bytes"] > figures["register_sheet_bytes"] > 0
