"""A home that is filled already: its own database, and its clock set to the minute after its last act."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import psycopg

from motcua.bench import stage
from motcua.database import addresses, runner
from motcua.kernel import keys
from motcua.kernel.moments import SHIFT_VARIABLE, machine_now

#: The clock goes on so long after the last act: not into days on which units may have merged.
PAUSE = timedelta(minutes=1)
NEWEST = 10_000
LAST = "select max(changed_at) from (select changed_at from dossiers_standing order by dossier_id desc limit %s) newest"
EMPTY = "this home holds no filled database; name another one with --home, or say --dossiers"


@contextmanager
def filled(home: Path, dossiers: int = 0) -> Iterator[None]:
    """Work in a home that ``motcua volume`` filled, or fill it with so many dossiers first; the database runs meanwhile.

    Raises RuntimeError where nothing was filled in.
    """
    os.environ |= {
        "MOTCUA_HOME": str(home),
        keys.FILE_VARIABLE: str(home / "keys.json"),
        "MOTCUA_DEMO": "1",
        "MOTCUA_POOL": "0",
        "MOTCUA_HOSTS": "127.0.0.1",
        # Look-ups are counted by network: the bench asks from many.
        "MOTCUA_TRUSTED_PROXIES": "127.0.0.1/32",
    }
    if dossiers:
        stage.motcua("volume", "--dossiers", str(dossiers), "--fresh")
    if not (home / "demo").is_dir():
        raise RuntimeError(EMPTY)
    cluster = runner.ensure_started()
    try:
        stage.motcua("prepare", fine=(0, stage.DEMO_NOT_LOADED))
        os.environ[SHIFT_VARIABLE] = str((_last_act() + PAUSE - machine_now()).total_seconds())
        import django

        django.setup()
        yield
    finally:
        if cluster is not None:
            cluster.leave()


def _last_act() -> datetime:
    """Return the moment of the last act: of the newest dossiers, one that had the last."""
    with psycopg.connect(**addresses.current().parameters()) as line:  # type: ignore[arg-type]
        found = line.execute(LAST, [NEWEST]).fetchone()
    assert found is not None, "max() always answers"
    if found[0] is None:
        raise RuntimeError(EMPTY)
    return datetime.fromisoformat(str(found[0]))
