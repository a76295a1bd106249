"""The folder where an installation keeps what is its own: database, files, keys, logs; nothing lies elsewhere."""

from __future__ import annotations

import json
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from motcua.database import addresses
from motcua.kernel import keys, moments

LOG_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class Home:
    """Names of what lies in an installation's folder."""

    folder: Path

    @property
    def run(self) -> Path:
        """Locks and who is running."""
        return self.folder / "run"

    @property
    def logs(self) -> Path:
        """One plain file for each part."""
        return self.folder / "logs"

    @property
    def keys(self) -> Path:
        """The key file, unless MOTCUA_KEYS names another."""
        return Path(os.environ.get(keys.FILE_VARIABLE) or self.folder / "keys.json").resolve()

    @property
    def exported(self) -> Path:
        """The mark that the keys have been written out once, to be kept elsewhere."""
        return self.folder / "keys.exported"

    @property
    def restoring(self) -> Path:
        """The mark of a restore that has not come to its end."""
        return self.folder / "restoring"

    @property
    def upgrading(self) -> Path:
        """The mark of an upgrade that has not come to its end."""
        return self.folder / "upgrading"

    @property
    def secret(self) -> Path:
        """What Django signs cookies with."""
        return self.folder / "secret.key"

    @property
    def demo(self) -> Path:
        """The mark of a demo, and its clock."""
        return self.folder / "demo"

    @property
    def clock(self) -> Path:
        """By how much the demo's business clock is shifted; it is there when the demo's life has been played."""
        return self.demo / "clock.json"

    def prepare(self) -> None:
        """Make what is missing; what is there is never touched."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for folder in (self.run, self.logs, self.folder / "files"):
            folder.mkdir(mode=0o700, exist_ok=True)
        keys.make_file(self.keys)
        if not self.secret.exists():
            write_closed(self.secret, secrets.token_urlsafe(48))

    def counters(self) -> Path:
        """Return the folder into which the processes of the pages count, emptied: they all begin anew."""
        folder = self.run / "counters"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        return folder

    def shift(self) -> float | None:
        """Return the seconds that the demo's clock is shifted by; None before its first load."""
        try:
            return float(json.loads(self.clock.read_text())["shift"])
        except (FileNotFoundError, ValueError, KeyError):
            return None

    def log(self, name: str) -> Path:
        """Return a part's log, the old one moved aside when it is too long."""
        path = self.logs / f"{name}.log"
        if path.exists() and path.stat().st_size > LOG_BYTES:
            path.rename(path.with_suffix(".old.log"))
        return path

    def note(self, line: str) -> None:
        """Write one plain line in the supervisor's own log."""
        with self.log("serve").open("a") as file:
            file.write(f"{moments.machine_now():%Y-%m-%d %H:%M:%S} {line}\n")


def here() -> Home:
    """Return this installation's home."""
    return Home(addresses.home().resolve())


def write_closed(path: Path, content: str | bytes) -> None:
    """Write a file that only its owner reads, whole or not at all."""
    fresh = path.with_name(path.name + ".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(path)
