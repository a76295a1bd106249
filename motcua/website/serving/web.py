"""The web part: granian with the profile's workers and threads."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from motcua.website.serving.lifeline import die_with_parent

#: What granian loads in each worker.
TARGET = "motcua.website.serving.pages:application"
#: Seconds for a worker to finish what it has begun.
GRACE = 10
#: A connection that sends its headers more slowly than this is given up (milliseconds).
HEADERS_WITHIN = 30_000


def run(words: Sequence[str]) -> int:
    """Become granian; called by the supervisor only."""
    parser = argparse.ArgumentParser(prog="motcua web")
    for name in ("host", "port", "workers", "threads"):
        parser.add_argument(f"--{name}", required=True)
    read = parser.parse_args(words)
    die_with_parent()
    command = [
        *(sys.executable, "-m", "granian", TARGET),
        *("--interface", "wsgi", "--http", "1", "--no-ws"),
        *("--host", read.host, "--port", read.port),
        *("--workers", read.workers, "--blocking-threads", read.threads),
        *("--http1-header-read-timeout", str(HEADERS_WITHIN)),
        *("--respawn-failed-workers", "--respawn-interval", "0.5", "--workers-kill-timeout", str(GRACE)),
        *("--no-access-log", "--log-level", "error"),
    ]
    os.execv(sys.executable, command)  # noqa: S606 - our own program; the signal from a dying parent survives exec
