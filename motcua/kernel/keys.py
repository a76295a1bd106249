"""Keys live in a file outside the database; personal data is stored encrypted with a blind index.

The file (mode 0600) is JSON: ``{"current": "k1", "keys": {"k1": <base64, 32 bytes>}, "index": …, "roots": …}``.
``current`` names the key that new values are written with; older ones stay for reading, so keys can be rotated.
A sealed value is ``key id (1 byte length + name) + nonce (12) + AES-256-GCM ciphertext``.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12

#: Names the key file; the runner and the tests set it.
FILE_VARIABLE = "MOTCUA_KEYS"


class KeysMissing(Exception):
    """There is no key file: nothing personal can be read or written."""


@dataclass(frozen=True)
class KeyRing:
    """The keys of one installation."""

    current: str
    keys: dict[str, bytes]
    index: bytes
    roots: bytes

    @classmethod
    def new(cls) -> KeyRing:
        """Make fresh random keys."""
        return cls(
            "k1", {"k1": secrets.token_bytes(KEY_BYTES)}, secrets.token_bytes(KEY_BYTES), secrets.token_bytes(KEY_BYTES)
        )

    def dump(self) -> str:
        """Return the file's text."""
        text = {
            "current": self.current,
            "keys": {name: base64.b64encode(key).decode() for name, key in self.keys.items()},
            "index": base64.b64encode(self.index).decode(),
            "roots": base64.b64encode(self.roots).decode(),
        }
        return json.dumps(text, indent=1)

    @classmethod
    def parse(cls, text: str) -> KeyRing:
        """Read a file's text."""
        read = json.loads(text)
        keys = {name: base64.b64decode(key) for name, key in read["keys"].items()}
        return cls(read["current"], keys, base64.b64decode(read["index"]), base64.b64decode(read["roots"]))


def make_file(path: Path) -> None:
    """Write a new key file, readable by its owner only; an existing one is never touched."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(KeyRing.new().dump())
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(path)


@cache
def ring() -> KeyRing:
    """Return the keys of this installation. Raises KeysMissing without a key file."""
    path = os.environ.get(FILE_VARIABLE)
    if not path or not Path(path).is_file():
        message = f"no key file: set {FILE_VARIABLE}, or make one with «motcua keys make»"
        raise KeysMissing(message)
    return KeyRing.parse(Path(path).read_text())


@cache
def _cipher(name: str) -> AESGCM:
    return AESGCM(ring().keys[name])


def seal(text: str | bytes, purpose: str) -> bytes:
    """Encrypt a value; ``purpose`` binds it to its place, so that ciphertexts cannot be swapped."""
    name = ring().current.encode()
    nonce = os.urandom(NONCE_BYTES)
    plain = text.encode() if isinstance(text, str) else text
    return bytes([len(name)]) + name + nonce + _cipher(ring().current).encrypt(nonce, plain, purpose.encode())


def unseal(sealed: bytes | memoryview, purpose: str) -> str:
    """Decrypt a value sealed for the same purpose, as text."""
    return unseal_bytes(sealed, purpose).decode()


def unseal_bytes(sealed: bytes | memoryview, purpose: str) -> bytes:
    """Decrypt a value sealed for the same purpose."""
    sealed = bytes(sealed)
    start = 1 + sealed[0]
    name = sealed[1:start].decode()
    return _cipher(name).decrypt(sealed[start : start + NONCE_BYTES], sealed[start + NONCE_BYTES :], purpose.encode())


def blind(value: str, purpose: str) -> bytes:
    """Return the blind index of a normalised value: HMAC-SHA-256, 32 bytes, equal for equal values of one purpose."""
    return hmac.new(ring().index, f"{purpose}\0{value}".encode(), hashlib.sha256).digest()


def root_key() -> bytes:
    """Return the 32-byte seed with which the ledger's roots are signed (Ed25519)."""
    return ring().roots
