"""Our own PostgreSQL server, for whoever names no other: made, started and stopped inside one folder.

Several programs may call ``start`` at once. The server outlives whoever started it; the last user that leaves
stops it, unless ``motcua database start`` asked to keep it. Killed at any moment it comes back at the next start.

The folder holds ``cluster`` (the server's files), ``programs`` (a copy of the wheel's), ``run`` (the socket),
``server.log``, ``address.json`` and ``superuser.json`` (mode 0600), and three locks: ``start.lock`` while somebody
starts or stops, ``server.lock`` inherited by every process of the server, ``users.lock`` shared by its users.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import psycopg
from psycopg import pq

from motcua.database import addresses, binaries, memory, places, roles
from motcua.database.addresses import Address, Role
from motcua.database.locks import FileLock, holding, is_held

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import TracebackType

START_SECONDS = 60
STOP_SECONDS = 60
PAUSE = 0.02
#: A scratch cluster younger than this may be about to get its first user.
SWEEP_SECONDS = 120
LOG_BYTES = 10_000_000

SETTINGS: Mapping[str, str] = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "120",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "random_page_cost": "1.1",
    "max_wal_size": "2GB",
    # An archive that has stopped taking the log must not fill the disk: it loses its place instead.
    "max_slot_wal_keep_size": "8GB",
    "checkpoint_timeout": "15min",
    # A container's /dev/shm of 64 MB breaks large hash joins.
    "dynamic_shared_memory_type": "mmap",
    "jit": "off",
    # Which statements are slow, without their values.
    "shared_preload_libraries": "pg_stat_statements",
    "timezone": "UTC",
    "log_checkpoints": "off",
    # A log must hold no person: neither statements, nor values, nor the «Key (…)=(…)» of a violated constraint.
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
}

#: For clusters that a test throws away: quick, unsafe only if the machine itself goes down; kill -9 loses nothing.
THROWAWAY: Mapping[str, str] = {
    "fsync": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    # An ANALYZE in the background writes too, and would hold back the ledger's sealer for a moment now and then.
    "autovacuum": "off",
    "max_connections": "60",
    "min_wal_size": "4MB",
    "max_wal_size": "512MB",
}


class ServerProblem(Exception):
    """The database server could not be made, started or stopped; the message says what to do."""


class Cluster:
    """One PostgreSQL server in one folder."""

    def __init__(self, folder: Path, settings: Mapping[str, str] | None = None) -> None:
        """Name the folder; ``settings`` are PostgreSQL's own, over ours."""
        self.asked = Path(folder)
        self.settings = {**SETTINGS, "shared_buffers": memory.shared_buffers(), **(settings or {})}
        self._use: FileLock | None = None
        self._folder: Path | None = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.leave()

    @property
    def folder(self) -> Path:
        """Where the server's files really lie: as root not always where one asked."""
        if self._folder is None:
            self._folder = places.prepare(self.asked)
        return self._folder

    @property
    def files(self) -> Path:
        """The server's own files (PGDATA)."""
        return self.folder / "cluster"

    @property
    def pid(self) -> int | None:
        """The postmaster's process id while the server runs."""
        if not is_held(self.folder / "server.lock"):
            return None
        try:
            pid = int((self.files / "postmaster.pid").read_text().split("\n", 1)[0])
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError, ValueError):
            return None
        # A dead postmaster's pid may be somebody else's by now.
        return pid if os.fsencode(self.files) in command else None

    def is_running(self) -> bool:
        """Whether the server takes connections."""
        return self.pid is not None and self._ping() == pq.Ping.OK

    def address(self, role: Role = "application") -> Address:
        """Return a role's address. Raises DatabaseNotStarted before the first start."""
        return addresses.read(self.folder, role)

    def start(self, *, keep: bool = False) -> Self:
        """Make the server if need be, start it unless it runs, and be one of its users until ``leave``.

        ``keep`` leaves it running when the last user has left, until ``stop``. Raises ServerProblem.
        """
        with holding(self.folder / "start.lock"):
            if not self._wait_for_running():
                self._make()
                self._launch()
            self._write_address()
            if keep:
                (self.folder / "keep").touch()
            if self._use is None:
                self._use = FileLock(self.folder / "users.lock")
                self._use.take(shared=True)
        return self

    def leave(self) -> None:
        """Be no user any more; the last one stops the server, unless it is to be kept."""
        if self._use is None:
            return
        with holding(self.folder / "start.lock"):
            if self._use.try_to_take() and not (self.folder / "keep").exists():
                self._stop()
            self._use.close()
            self._use = None

    def stop(self) -> bool:
        """Stop the server, whoever uses it; answer whether it ran. Raises ServerProblem."""
        with holding(self.folder / "start.lock"):
            (self.folder / "keep").unlink(missing_ok=True)
            return self._stop()

    def remove(self) -> None:
        """Stop the server and delete everything it kept. There is no way back."""
        assert self.folder.is_absolute(), "what is deleted is named whole, never by where somebody stands"
        self.stop()
        for path in {self.folder, places.socket_folder(self.folder), self.asked}:
            shutil.rmtree(path, ignore_errors=True)
        self._folder = None

    def superuser(self, name: str = "postgres") -> psycopg.Connection[Any]:
        """Return an autocommit connection of the superuser, for set-up, tests and `motcua database psql`."""
        return psycopg.connect(**self.superuser_address(name).parameters(), autocommit=True)  # type: ignore[arg-type]

    def superuser_address(self, name: str = "postgres") -> Address:
        """Return the superuser's address of one database."""
        password = json.loads((self.folder / "superuser.json").read_text())["password"]
        sockets = places.socket_folder(self.folder)
        return Address(str(sockets), addresses.PORT, name, addresses.SUPERUSER, password)

    # From here on: called with start.lock held.

    def _wait_for_running(self) -> bool:
        """Whether a server runs; one that is just coming up, going down or dying is waited for."""
        deadline = time.monotonic() + START_SECONDS
        while is_held(self.folder / "server.lock"):
            if self._ping() == pq.Ping.OK:
                return True
            if time.monotonic() > deadline:
                raise ServerProblem(f"Máy chủ cơ sở dữ liệu không trả lời. Xem {self.folder / 'server.log'}.")
            time.sleep(PAUSE)
        return False

    def _make(self) -> None:
        binaries.copy(self.folder / "programs")
        if self.files.exists():
            self._check_version()
            return
        fresh, secret = self.folder / "fresh", self.folder / "fresh.password"
        shutil.rmtree(fresh, ignore_errors=True)
        secret.unlink(missing_ok=True)
        fresh.mkdir(mode=0o700)
        password = secrets.token_urlsafe(24)
        write_closed(secret, password)
        maker = places.maker_ids()
        if maker:
            for path in (fresh, secret):
                os.chown(path, maker["user"], maker["group"])
        write_closed(self.folder / "superuser.json", json.dumps({"password": password}))
        command: list[str | Path] = [
            binaries.program("initdb", self.folder / "programs"),
            *(
                "-D",
                fresh,
                "-U",
                addresses.SUPERUSER,
                f"--pwfile={secret}",
                "--auth=scram-sha-256",
                "--no-instructions",
            ),
            *("--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            *(["--no-sync", "--wal-segsize=1"] if self.settings.get("fsync") == "off" else []),
        ]
        done = subprocess.run(  # noqa: S603 - our own program
            command, cwd="/", env=_environment(), capture_output=True, text=True, check=False, **maker
        )
        secret.unlink()
        if done.returncode:
            raise ServerProblem(f"Không tạo được cơ sở dữ liệu: {done.stderr.strip()}")
        places.give_all_to_server(fresh)
        (self.folder / "address.json").unlink(missing_ok=True)
        fresh.rename(self.files)

    def _check_version(self) -> None:
        made, here = (self.files / "PG_VERSION").read_text().strip(), binaries.release().split(".")[0]
        if made != here:
            raise ServerProblem(
                f"Cơ sở dữ liệu ở {self.folder} do PostgreSQL {made} tạo, bản đang cài là {here}. "
                "Sao lưu bằng bản cũ rồi phục hồi vào thư mục mới."
            )

    def _launch(self) -> None:
        sockets = places.socket_folder(self.folder)
        for leftover in (self.files / "postmaster.pid", *sockets.glob(".s.PGSQL.*")):
            leftover.unlink(missing_ok=True)
        settings = {**self.settings, "unix_socket_directories": str(sockets)}
        command = [
            str(binaries.program("postgres", self.folder / "programs")),
            *("-D", str(self.files)),
            *(part for name, value in settings.items() for part in ("-c", f"{name}={value}")),
        ]
        lock = FileLock(self.folder / "server.lock")
        if not lock.try_to_take():
            raise ServerProblem(f"Khoá {self.folder / 'server.lock'} đang bị giữ. Thử lại sau giây lát.")
        log = self.folder / "server.log"
        if log.exists() and log.stat().st_size > LOG_BYTES:
            log.rename(log.with_suffix(".old.log"))
        with log.open("ab") as written:
            # The shell goes at once, so that the server is nobody's child and leaves no zombie behind.
            subprocess.run(  # noqa: S603 - our own program
                ["/bin/sh", "-c", '"$@" &', "sh", *command],
                cwd="/", env=_environment(), stdin=subprocess.DEVNULL, stdout=written, stderr=written, check=True,
                pass_fds=[lock.descriptor], start_new_session=True, **places.server_ids(),
            )  # fmt: skip
        lock.close()
        if not self._wait_for_running():
            last = log.read_text(errors="replace").strip().splitlines()[-5:]
            raise ServerProblem("Máy chủ cơ sở dữ liệu không khởi động được:\n" + "\n".join(last))

    def _write_address(self) -> None:
        """Write where the server is and the roles' passwords; make roles and database when that is not done."""
        path = self.folder / "address.json"
        written = json.loads(path.read_text()) if path.exists() else {}
        sockets = str(places.socket_folder(self.folder))
        if written.get("setup") == roles.SETUP and written.get("host") == sockets:
            self._show_address(path)
            return
        passwords = dict(written.get("roles", {}).values()) or roles.new_passwords()
        if written.get("setup") != roles.SETUP:
            with self.superuser() as connection:
                roles.set_up(connection, passwords)
            with self.superuser(addresses.DATABASE) as connection:
                roles.open_to_application(connection)
        text = {
            "setup": roles.SETUP,
            "host": sockets,
            "port": addresses.PORT,
            "name": addresses.DATABASE,
            "roles": {
                "application": [addresses.APPLICATION, passwords[addresses.APPLICATION]],
                "owner": [addresses.OWNER, passwords[addresses.OWNER]],
            },
        }
        write_closed(path, json.dumps(text, indent=1))
        self._show_address(path)

    def _show_address(self, path: Path) -> None:
        """Leave a copy where one asked for the server, if its files lie elsewhere."""
        shown = self.asked.resolve() / "address.json"
        if shown != path and not (shown.exists() and shown.read_bytes() == path.read_bytes()):
            write_closed(shown, path.read_text())

    def _stop(self) -> bool:
        lock = self.folder / "server.lock"
        if not is_held(lock):
            return False
        for how, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, 10)):
            if pid := self.pid:
                os.kill(pid, how)
            deadline = time.monotonic() + seconds
            while time.monotonic() < deadline:
                if not is_held(lock):
                    return True
                time.sleep(PAUSE)
        raise ServerProblem(f"Máy chủ cơ sở dữ liệu không chịu dừng. Xem {self.folder / 'server.log'}.")

    def _ping(self) -> pq.Ping:
        sockets = places.socket_folder(self.folder)
        return pq.Ping(pq.PGconn.ping(f"host='{_quoted(str(sockets))}' port={addresses.PORT}".encode()))


def ensure_started() -> Cluster | None:
    """Start this installation's own server; None where ``DATABASE_URL`` names another. Keep what it returns."""
    return None if addresses.is_elsewhere() else Cluster(addresses.folder()).start()


@contextmanager
def scratch(folder: Path | None = None, settings: Mapping[str, str] | None = None) -> Iterator[Cluster]:
    """Give a cluster of its own to a test or bench, and leave nothing behind.

    It is as durable as the real one; pass ``THROWAWAY`` as settings where speed of writing is not measured.
    """
    _sweep(Path(folder or tempfile.gettempdir()))
    place = Path(tempfile.mkdtemp(prefix="motcua-", dir=folder))
    cluster = Cluster(place, settings)
    try:
        yield cluster.start()
    finally:
        cluster.leave()
        cluster.remove()


def _sweep(folder: Path) -> None:
    """Remove the scratch clusters of runs that were killed."""
    for lock in folder.glob("motcua-*/users.lock"):
        state = lock.stat()
        is_old = time.time() - state.st_mtime > SWEEP_SECONDS
        if is_old and state.st_uid == os.geteuid() and not is_held(lock):
            Cluster(lock.parent).remove()


def _environment() -> dict[str, str]:
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")


def write_closed(path: Path, text: str) -> None:
    """Write a file that only its owner reads, whole or not at all."""
    fresh = path.with_name(path.name + ".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(path)
