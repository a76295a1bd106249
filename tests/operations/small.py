"""A small house: a server, stored files, a place for copies, and an empty home to come back to."""

import hashlib
import os
import shutil
import time
from pathlib import Path

import psycopg

from motcua.database.runner import THROWAWAY, Cluster
from motcua.kernel import keys
from motcua.kernel.keys import KeyRing
from motcua.operations import sealed
from motcua.operations.commands import bringing, making
from motcua.operations.commands.bringing import Wish
from motcua.operations.commands.store import Store

STREAM = "00000000-0000-7000-8000-000000000001"


class House:
    """A small house: a server, stored files, a place for copies, and an empty home to come back to."""

    def __init__(self, cluster, monkeypatch):
        self.cluster, self._monkeypatch = cluster, monkeypatch
        self.home = Path(os.environ["MOTCUA_HOME"])
        self.target = Store(self.home.parent / f"{self.home.name}-copies")
        self.ring = KeyRing.parse((self.home / "keys.json").read_text())
        self.key = sealed.BackupKey.of(self.ring.keys[self.ring.current])
        (self.home / "secret.key").write_text("signs cookies")
        self.lines = 0

    def writes(self, count=1):
        """Write lines of the ledger, as an act would."""
        with psycopg.connect(**self.cluster.address("owner").parameters()) as connection:
            for _ in range(count):
                self.lines += 1
                connection.execute(
                    "select ledger_write(gen_random_uuid(), 1::smallint, 'test.thing', %s, %s, 'test.done', "
                    "gen_random_uuid(), null, null, clock_timestamp(), '{}')",
                    [STREAM, self.lines],
                )

    def stores(self, text):
        """Keep a file as ``files`` does."""
        digest = hashlib.sha256(text).hexdigest()
        place = self.home / "files" / digest[:2] / digest[2:4] / digest
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text)
        return place

    def turns_its_key(self):
        """Write with a new key from now on, as ``motcua keys rotate`` does."""
        self.ring = self.ring.known().turned()
        keys.write_file(self.home / "keys.json", self.ring)
        self.key = sealed.BackupKey.of(self.ring.keys[self.ring.current])

    def backs_up(self):
        return making.back_up(self.target, self.keys(), self.cluster)

    def moves(self):
        """Go to an empty home on the same machine, with the keys that were exported."""
        again = self.home / "again"
        again.mkdir()
        again.chmod(0o711)
        shutil.copy(self.home / "keys.json", again)
        self._monkeypatch.setenv("MOTCUA_HOME", str(again))
        return again

    def keys(self):
        return sealed.keys_of(self.ring)

    def comes_back(self, **wish):
        return bringing.restore(self.target, self.keys(), Wish(**wish))


def ledger_of(home, folder="database"):
    """Return the lines and the epoch of the house in a home, or of a database that lies beside it."""
    with Cluster(home / folder, THROWAWAY) as cluster, cluster.superuser("motcua") as superuser:
        lines = superuser.execute("select count(*) from ledger_entry").fetchone()[0]
        return lines, superuser.execute("select ledger_epoch()").fetchone()[0]


def waits_for(what, seconds=90.0):
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.02)
