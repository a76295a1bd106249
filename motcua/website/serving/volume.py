"""``motcua volume``: a demo of its own, filled with ten years of invented dossiers by the hundred thousand."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence

from motcua.database import addresses, runner
from motcua.kernel import keys
from motcua.website.serving import demo
from motcua.website.serving.home import Home, here
from motcua.website.serving.parts import command
from motcua.website.serving.prepare import TO_LOAD
from motcua.website.serving.supervisor import CannotServe, already_running, state

#: Nobody waits for this database meanwhile: a busy machine may think longer than an application may.
PATIENCE = "-c idle_in_transaction_session_timeout=0 -c statement_timeout=0"
#: PostgreSQL knows it from version 17 on.
OWN_SERVER = " -c transaction_timeout=0"


def run(words: Sequence[str]) -> int:
    """Make tables and fill them; answer 0, or 1 with a sentence."""
    read, others = _parser().parse_known_args(words)
    home = here()
    try:
        _refuse_early(home)
        home.prepare()
        if read.fresh:
            demo.start_over(home)
    except CannotServe as problem:
        print(problem, file=sys.stderr)
        return 1
    home.demo.mkdir(exist_ok=True)
    os.environ |= {
        "MOTCUA_HOME": str(home.folder),
        keys.FILE_VARIABLE: str(home.keys),
        "MOTCUA_DEMO": "1",
    }
    cluster = runner.ensure_started()
    os.environ["PGOPTIONS"] = PATIENCE + (OWN_SERVER if cluster is not None else "")
    try:
        if _told("prepare") not in {0, TO_LOAD}:
            return 1
        return _told("volume_fill", *others)
    finally:
        if cluster is not None:
            cluster.leave()


def _refuse_early(home: Home) -> None:
    if state(home) is not None:
        raise CannotServe(already_running(home))
    if (addresses.folder() / "address.json").exists() and not home.demo.exists():
        raise CannotServe(
            f"{home.folder} không phải dữ liệu của bản thử; không đổ gì vào. Đặt MOTCUA_HOME sang thư mục khác."
        )


def _told(*words: str) -> int:
    return subprocess.run(command(*words), check=False).returncode  # noqa: S603 - our own command


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="motcua volume", add_help=False)
    parser.add_argument("--fresh", action="store_true")
    return parser
