"""The log and the new files go to the copies as they come, so that a lost machine costs a minute and not a day."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event

import psycopg
import structlog

from motcua.database import addresses, copies
from motcua.database.runner import Cluster
from motcua.kernel import alarms
from motcua.operations import records, sealed
from motcua.operations.commands import store
from motcua.operations.commands.store import PARTIAL, Store
from motcua.operations.sealed import BackupKey
from motcua.operations.types import TornPiece

log = structlog.get_logger("motcua.operations")

#: Seconds between two looks for full segments, and between two copies of the one that is not yet full.
EVERY, PARTIAL_EVERY = 2.0, 60.0
#: Seconds before it is tried again when the server or the copies' folder is away.
AGAIN = 5.0


def run(stop: Event, target: Store, key: Callable[[], BackupKey], cluster: Cluster) -> None:
    """Take the log as it grows, until told to stop; what is away comes back, and a person hears of it.

    ``key`` is asked anew each time: it may be turned meanwhile.
    """
    target.make()
    rang = False
    while not stop.is_set():
        try:
            if copies.has_lost_its_place(cluster):
                copies.forget(cluster)
                shutil.rmtree(coming(), ignore_errors=True)
                alarms.ring("backup.log_lost", "Nhật ký ghi đứt quãng. Làm ngay một bản sao lưu mới: motcua backup")
            with copies.receiving(cluster, coming()) as process:
                _while_it_lives(stop, process, target, key)
            rang = False
        except (OSError, psycopg.Error, TornPiece) as problem:
            if not rang:
                alarms.ring("backup.archive_stopped", "Không cất được nhật ký ghi. Xem ổ đĩa của nơi sao lưu.")
            rang = True
            log.warning("archive.again", problem=type(problem).__name__)
        stop.wait(AGAIN)


def coming() -> Path:
    """Return where the log lies until it has been sealed and read back."""
    return addresses.home() / "log"


def take(target: Store, key: BackupKey, *, partial: bool) -> list[str]:
    """Seal what is full, and on wish the segment that is not yet; return the names. Raises OSError, TornPiece."""
    taken = []
    for path in sorted(coming().glob("[0-9A-F]*")):
        if path.suffix == PARTIAL and not partial:
            continue
        if path.suffix == PARTIAL and not _is_newer(path, target.segment(key, path.name)):
            continue
        _keep(target, key, path)
        taken.append(path.name)
        if path.suffix != PARTIAL:
            target.segment(key, path.name + PARTIAL).unlink(missing_ok=True)
            path.unlink()
    return taken


def take_files(target: Store, key: BackupKey, since: float) -> int:
    """Keep the stored files that came after a moment (seconds since 1970); return how many."""
    files = 0
    for folder in (addresses.home() / "files").glob("??/??"):
        if folder.stat().st_mtime >= since:
            for path in folder.iterdir():
                files += store.keep_content(target, key, path, bytes.fromhex(path.name)) is not None
    return files


def _while_it_lives(stop: Event, process: subprocess.Popen[bytes], target: Store, key: Callable[[], BackupKey]) -> None:
    due, since = 0.0, 0.0
    while not stop.wait(EVERY) and process.poll() is None:
        partial = time.monotonic() >= due
        take(target, key(), partial=partial)
        if partial:
            began = time.time() - PARTIAL_EVERY
            take_files(target, key(), since)
            due, since = time.monotonic() + PARTIAL_EVERY, began
            records.write("archive", keep=False, target=str(target.folder), free=shutil.disk_usage(target.folder).free)


def _keep(target: Store, key: BackupKey, path: Path) -> None:
    place = target.segment(key, path.name)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = place.with_name(f".{path.name}")
    with path.open("rb") as file, sealed.written(fresh, key, path.name) as piece:
        shutil.copyfileobj(file, piece, sealed.CHUNK)
    with sealed.opened(fresh, key, path.name) as plain:
        length = 0
        while some := plain.read(sealed.CHUNK):
            length += len(some)
    if length != piece.holds:
        raise TornPiece(path.name)
    fresh.rename(place)
    store.sync(place.parent)


def _is_newer(path: Path, kept: Path) -> bool:
    return not kept.exists() or path.stat().st_mtime > kept.stat().st_mtime
