"""A running server's files as one stream, its log as it grows, and a server made from both.

PostgreSQL's own programs do the work: ``pg_basebackup`` for the files, ``pg_receivewal`` for the log.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO

import psycopg

from motcua.database import addresses, binaries, places
from motcua.database.runner import Cluster, ServerProblem, write_closed

#: Holds back the log that the archive has not received yet.
SLOT = "motcua_archive"
#: Seconds for a server that reads its log again until it takes writes.
RECOVERY_SECONDS = 4 * 60 * 60
PAUSE = 0.1
#: What PostgreSQL says when the log ends before the moment that was asked for.
TOO_LATE = "recovery ended before configured recovery target was reached"


@dataclass(frozen=True, slots=True)
class Secrets:
    """What lies beside a server's files and opens it: the texts of ``superuser.json`` and ``address.json``."""

    superuser: str = field(repr=False)
    address: str = field(repr=False)


class LogTooShort(ServerProblem):
    """The log ends before the moment that was asked for."""


def major() -> str:
    """Return the major version of the installed programs, such as 18: only the same one reads a server's files."""
    return binaries.release().split(".")[0]


def size(cluster: Cluster) -> int:
    """Return how many bytes the running server's databases take."""
    with cluster.superuser() as superuser:
        row = superuser.execute("select sum(pg_database_size(oid))::bigint from pg_database").fetchone()
    return int(row[0]) if row else 0


def segment_bytes(cluster: Cluster) -> int:
    """Return how long one segment of the running server's log is."""
    with cluster.superuser() as superuser:
        row = superuser.execute("select setting::bigint from pg_settings where name = 'wal_segment_size'").fetchone()
    return int(row[0]) if row else 0


def secrets_of(cluster: Cluster) -> Secrets:
    """Return what opens the server besides its files."""
    return Secrets((cluster.folder / "superuser.json").read_text(), (cluster.folder / "address.json").read_text())


@contextmanager
def base(cluster: Cluster) -> Iterator[IO[bytes]]:
    """Give the running server's files as a tar stream, with the log that makes them one moment's.

    The last member, ``backup_manifest``, is PostgreSQL's list of SHA-256. Raises ServerProblem when it breaks off.
    """
    with cluster.superuser() as holder:
        # As long as this connection lives, no log that the copy needs is thrown away.
        holder.execute("select pg_create_physical_replication_slot(%s, true, true)", [f"motcua_base_{os.getpid()}"])
        command = _program(cluster, "pg_basebackup", "-D", "-", "-Ft", "-X", "fetch", "--checkpoint=fast")
        command.append("--manifest-checksums=SHA256")
        process = subprocess.Popen(  # noqa: S603 - our own program
            command, env=_environment(cluster), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert process.stdout is not None
        assert process.stderr is not None
        try:
            yield process.stdout
        finally:
            if process.stdout.read(1):  # Whoever read has given up.
                process.kill()
            said = process.stderr.read().decode(errors="replace").strip()
            status = process.wait()
            process.stdout.close()
            process.stderr.close()
    if status:
        last = said.splitlines()[-1] if said else str(status)
        raise ServerProblem(f"Không chép được cơ sở dữ liệu: {last}")


@contextmanager
def receiving(cluster: Cluster, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Let the server's log be written into a folder as it grows, from the last segment that is there, while the block lasts.

    What the folder has not received, the server keeps; the process ends by itself when the server does.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with cluster.superuser() as superuser:
        superuser.execute(
            "select pg_create_physical_replication_slot(%s, true) where not exists "
            "(select from pg_replication_slots where slot_name = %s)",
            [SLOT, SLOT],
        )
    command = _program(cluster, "pg_receivewal", "-D", str(folder), f"--slot={SLOT}", "--no-loop")
    process = subprocess.Popen(command, env=_environment(cluster), stderr=subprocess.PIPE)  # noqa: S603 - our own program
    try:
        yield process
    finally:
        process.terminate()
        process.wait()
        assert process.stderr is not None
        process.stderr.close()


def has_lost_its_place(cluster: Cluster) -> bool:
    """Whether the server has thrown away log that the archive never received: it was away for too long."""
    with cluster.superuser() as superuser:
        row = superuser.execute("select wal_status from pg_replication_slots where slot_name = %s", [SLOT]).fetchone()
    return row is not None and row[0] == "lost"


def forget(cluster: Cluster) -> bool:
    """Let the server keep no log for an archive any more; answer whether it did."""
    with cluster.superuser() as superuser:
        found = superuser.execute(
            "select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = %s and not active",
            [SLOT],
        )
        return found.rowcount > 0


def bring_in(
    folder: Path,
    unpack: Callable[[Path], None],
    secrets: Secrets,
    *,
    log: Callable[[Path], None] | None = None,
    until: datetime | None = None,
    settings: Mapping[str, str] | None = None,
) -> Cluster:
    """Make the server of an empty folder out of copied files, and start it; the caller is its user.

    ``unpack`` writes the files into the folder it is given; ``log`` the segments that came after them, which are read
    up to ``until`` or to their end. Raises LogTooShort, ServerProblem; then nothing is left of it.
    """
    cluster = Cluster(folder, settings)
    try:
        _unpack(cluster, unpack, secrets)
        for_reading = _with_log(cluster, log, until) if log is not None else {}
        _recover(Cluster(folder, {**(settings or {}), **for_reading}))
    except BaseException:
        cluster.remove()
        raise
    shutil.rmtree(cluster.folder / "log", ignore_errors=True)
    return cluster.start()


def _unpack(cluster: Cluster, unpack: Callable[[Path], None], secrets: Secrets) -> None:
    binaries.copy(cluster.folder / "programs")
    fresh = cluster.folder / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    unpack(fresh)
    write_closed(cluster.folder / "superuser.json", secrets.superuser)
    # Of another place: the first start writes the address anew, with the same passwords.
    write_closed(cluster.folder / "address.json", json.dumps({**json.loads(secrets.address), "host": ""}))
    places.give_all_to_server(fresh)
    fresh.chmod(0o700)
    os.sync()
    fresh.rename(cluster.files)


def _with_log(cluster: Cluster, log: Callable[[Path], None], until: datetime | None) -> dict[str, str]:
    """Put the log where the server reads it, and return the settings that say so."""
    folder = cluster.folder / "log"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    log(folder)
    (cluster.files / "recovery.signal").touch()
    places.give_all_to_server(cluster.files)
    places.give_all_to_server(folder)
    quoted = str(folder).replace("%", "%%").replace("'", "'\\''")
    settings = {"restore_command": f"cp '{quoted}/%f' \"%p\"", "recovery_target_timeline": "latest"}
    if until is not None:
        settings |= {"recovery_target_time": until.isoformat(), "recovery_target_action": "promote"}
    return settings


def _recover(cluster: Cluster) -> None:
    """Start the server, wait until it has read its log and takes writes, and stop it again."""
    try:
        with cluster.start():
            _wait_for_writes(cluster)
    except (ServerProblem, psycopg.Error) as problem:
        said = (cluster.folder / "server.log").read_text(errors="replace")
        if TOO_LATE in said:
            raise LogTooShort("Nhật ký ghi kết thúc trước thời điểm ấy.") from problem
        raise


def _wait_for_writes(cluster: Cluster) -> None:
    deadline = time.monotonic() + RECOVERY_SECONDS
    while _is_reading(cluster):
        if time.monotonic() > deadline:
            raise ServerProblem(f"Đọc lại nhật ký ghi quá lâu. Xem {cluster.folder / 'server.log'}.")
        time.sleep(PAUSE)


def _is_reading(cluster: Cluster) -> bool:
    if not cluster.is_running():
        raise ServerProblem(f"Máy chủ cơ sở dữ liệu dừng khi đọc lại nhật ký ghi. Xem {cluster.folder / 'server.log'}.")
    with cluster.superuser() as superuser:
        row = superuser.execute("select pg_is_in_recovery()").fetchone()
    return row is not None and bool(row[0])


def _program(cluster: Cluster, name: str, *words: str) -> list[str]:
    return [str(binaries.program(name, cluster.folder / "programs")), "--no-password", *words]


def _environment(cluster: Cluster) -> dict[str, str]:
    address = cluster.superuser_address()
    return {
        "PATH": "/usr/bin:/bin",
        "LC_ALL": "C.UTF-8",
        "PGHOST": address.host,
        "PGPORT": str(address.port),
        "PGUSER": addresses.SUPERUSER,
        "PGPASSWORD": address.password,
    }
