"""Keys live in a file outside the database; personal data is stored encrypted with a blind index.

The file (mode 0600) is JSON: ``{"current": "k1", "keys": {"k1": <base64, 32 bytes>}, "index": …, "roots": …}``.
``current`` names the key that new values are written with; older ones stay for reading, so keys can be turned.
A sealed value is ``key id (1 byte length + name) + nonce (12) + AES-256-GCM ciphertext``.

A key is turned while the house runs: the new one is made known (``known``), and when every process has looked at the
file again it becomes the current one (``turned``). Every key has an index key of its own (``indexes``); until all rows are sealed
anew a search asks for each. A key that no row needs is ``retired``: older copies of the data still open with it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
import time
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12

#: Names the key file; the runner and the tests set it.
FILE_VARIABLE = "MOTCUA_KEYS"
#: Every process looks at least so often whether the file was written anew (seconds).
LOOK_EVERY = 1.0


class KeysMissing(Exception):
    """There is no key file, or not the key that a value was sealed with: nothing personal can be read or written."""


@dataclass(frozen=True)
class KeyRing:
    """The keys of one installation.

    ``index`` is the current index key; ``indexes`` has those of the keys by name once there is more than one.
    """

    current: str
    keys: dict[str, bytes]
    index: bytes
    roots: bytes
    indexes: dict[str, bytes] = field(default_factory=dict)
    retired: frozenset[str] = frozenset()

    @classmethod
    def new(cls) -> KeyRing:
        """Make fresh random keys."""
        return cls(
            "k1", {"k1": secrets.token_bytes(KEY_BYTES)}, secrets.token_bytes(KEY_BYTES), secrets.token_bytes(KEY_BYTES)
        )

    @property
    def coming(self) -> str | None:
        """The key that is known and not yet written with; None where the last one made is the current one."""
        last = max(self.keys, key=_ordinal)
        return last if _ordinal(last) > _ordinal(self.current) else None

    @property
    def leaving(self) -> tuple[str, ...]:
        """The keys before the current one that rows may still be sealed with, oldest first."""
        before = (name for name in self.keys if _ordinal(name) < _ordinal(self.current) and name not in self.retired)
        return tuple(sorted(before, key=_ordinal))

    @property
    def index_keys(self) -> tuple[bytes, ...]:
        """The index keys that a search asks for, the current one first."""
        others = (key for name, key in self.indexes.items() if name != self.current and name not in self.retired)
        return (self.index, *others)

    def known(self) -> KeyRing:
        """Return the ring with a fresh key that nothing is written with yet."""
        name = f"k{_ordinal(max(self.keys, key=_ordinal)) + 1}"
        fresh, index = secrets.token_bytes(KEY_BYTES), secrets.token_bytes(KEY_BYTES)
        indexes = {**self.indexes, self.current: self.index, name: index}
        return replace(self, keys={**self.keys, name: fresh}, indexes=indexes)

    def turned(self) -> KeyRing:
        """Return the ring with the key that was made known as the current one."""
        name = self.coming
        return replace(self, current=name, index=self.indexes[name]) if name else self

    def without(self, name: str) -> KeyRing:
        """Return the ring with a key that no row needs any more kept only for older copies."""
        indexes = {each: key for each, key in self.indexes.items() if each != name}
        return replace(self, indexes=indexes, retired=self.retired | {name})

    def dump(self) -> str:
        """Return the file's text."""
        text: dict[str, object] = {
            "current": self.current,
            "keys": {name: base64.b64encode(key).decode() for name, key in self.keys.items()},
            "index": base64.b64encode(self.index).decode(),
            "roots": base64.b64encode(self.roots).decode(),
        }
        if self.indexes:
            text["indexes"] = {name: base64.b64encode(key).decode() for name, key in self.indexes.items()}
        if self.retired:
            text["retired"] = sorted(self.retired)
        return json.dumps(text, indent=1)

    @classmethod
    def parse(cls, text: str) -> KeyRing:
        """Read a file's text."""
        read = json.loads(text)
        keys = {name: base64.b64decode(key) for name, key in read["keys"].items()}
        indexes = {name: base64.b64decode(key) for name, key in read.get("indexes", {}).items()}
        index, roots = base64.b64decode(read["index"]), base64.b64decode(read["roots"])
        return cls(read["current"], keys, index, roots, indexes, frozenset(read.get("retired", ())))


@dataclass(slots=True)
class _Looked:
    """What a process knows of its key file, and when it looked last."""

    path: str
    stamp: tuple[int, int]
    ring: KeyRing
    at: float


_looked: _Looked | None = None


def make_file(path: Path) -> None:
    """Write a new key file, readable by its owner only; an existing one is never touched."""
    if not path.exists():
        write_file(path, KeyRing.new())


def write_file(path: Path, ring: KeyRing) -> None:
    """Write a key file whole or not at all, readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(ring.dump())
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def ring() -> KeyRing:
    """Return the keys of this installation, as the file says them now or said them a second ago.

    Raises KeysMissing without a key file.
    """
    path = os.environ.get(FILE_VARIABLE)
    if _looked is not None and _looked.path == path and time.monotonic() - _looked.at < LOOK_EVERY:
        return _looked.ring
    return look_again()


def look_again() -> KeyRing:
    """Return the keys as the file says them now. Raises KeysMissing without a key file."""
    global _looked  # noqa: PLW0603 - one file a process
    path = os.environ.get(FILE_VARIABLE)
    if not path or not Path(path).is_file():
        message = f"no key file: set {FILE_VARIABLE}, or make one with «motcua keys make»"
        raise KeysMissing(message)
    found = Path(path).stat()
    stamp = (found.st_ino, found.st_mtime_ns)
    known = _looked
    same = known is not None and (known.path, known.stamp) == (path, stamp)
    read = known.ring if known is not None and same else KeyRing.parse(Path(path).read_text())
    _looked = _Looked(path, stamp, read, time.monotonic())
    return read


@cache
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


def seal(text: str | bytes, purpose: str) -> bytes:
    """Encrypt a value; ``purpose`` binds it to its place, so that ciphertexts cannot be swapped."""
    keys = ring()
    name = keys.current.encode()
    nonce = os.urandom(NONCE_BYTES)
    plain = text.encode() if isinstance(text, str) else text
    return bytes([len(name)]) + name + nonce + _cipher(keys.keys[keys.current]).encrypt(nonce, plain, purpose.encode())


def unseal(sealed: bytes | memoryview, purpose: str) -> str:
    """Decrypt a value sealed for the same purpose, as text."""
    return unseal_bytes(sealed, purpose).decode()


def unseal_bytes(sealed: bytes | memoryview, purpose: str) -> bytes:
    """Decrypt a value sealed for the same purpose. Raises KeysMissing where its key is not in the file."""
    sealed = bytes(sealed)
    start = 1 + sealed[0]
    key = _key_named(sealed[1:start].decode())
    return _cipher(key).decrypt(sealed[start : start + NONCE_BYTES], sealed[start + NONCE_BYTES :], purpose.encode())


def _key_named(name: str) -> bytes:
    # Another process may write with a key that this one has not seen yet.
    key = ring().keys.get(name) or look_again().keys.get(name)
    if key is None:
        message = f"the key «{name}» is not in the key file"
        raise KeysMissing(message)
    return key


def mark_of(name: str) -> bytes:
    """Return what a value begins with that is sealed with the key of this name."""
    return bytes([len(name.encode())]) + name.encode()


def blind(value: str, purpose: str) -> bytes:
    """Return the blind index of a normalised value: HMAC-SHA-256, 32 bytes, equal for equal values of one purpose."""
    return _blind(ring().index, value, purpose)


def blinds(value: str, purpose: str) -> list[bytes]:
    """Return every blind index under which a value may stand while keys are turned, the one for new rows first."""
    return [_blind(key, value, purpose) for key in ring().index_keys]


def _blind(key: bytes, value: str, purpose: str) -> bytes:
    return hmac.new(key, f"{purpose}\0{value}".encode(), hashlib.sha256).digest()


def root_key() -> bytes:
    """Return the 32-byte seed with which the ledger's roots are signed (Ed25519); it stays when keys are turned."""
    return ring().roots


def _ordinal(name: str) -> int:
    return int(name.removeprefix("k"))
