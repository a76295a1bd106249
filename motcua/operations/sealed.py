"""Sealed streams: compressed, cut into chunks, each encrypted with its number; the last one says that it is the last.

A piece is ``magic (16) + salt (16)``, then chunks of 256 KiB with AES-256-GCM. Its key comes from the backup key, the salt and the
piece's name, so that no piece can stand for another; a chunk's nonce is its number and whether it is the last, so that
none can be left out, moved or cut off (the STREAM construction).
"""

from __future__ import annotations

import gzip
import hashlib
import hmac
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from motcua.kernel.keys import KeyRing
from motcua.operations.types import Piece, TornPiece

MAGIC = b"motcua sealed 1\n"
CHUNK = 256 * 1024
SALT_BYTES, TAG_BYTES, KEY_BYTES = 16, 16, 32


@dataclass(frozen=True, slots=True)
class BackupKey:
    """The keys of copies, derived from the installation's present key: whoever has that one needs no other."""

    name: str
    seal: bytes
    sign: bytes
    index: bytes

    def __repr__(self) -> str:
        return f"BackupKey({self.name})"

    @classmethod
    def of(cls, key: bytes) -> BackupKey:
        """Derive them from one key of the key file."""
        return cls(_derived(key, b"name", 8).hex(), *(_derived(key, word) for word in (b"seal", b"sign", b"index")))

    def code(self, sha256: bytes) -> str:
        """Return under which name a content lies: without the key nobody can ask whether a known file is there."""
        return hmac.digest(self.index, sha256, "sha256").hex()

    def mac(self, text: bytes) -> str:
        """Return the proof that a text was written by whoever has the key."""
        return hmac.digest(self.sign, text, "sha256").hex()


def keys_of(ring: KeyRing) -> dict[str, BackupKey]:
    """Return the backup keys of every key in a key file, by their names; the present one last."""
    names = [*(name for name in ring.keys if name != ring.current), ring.current]
    made = [BackupKey.of(ring.keys[name]) for name in names]
    return {key.name: key for key in made}


@contextmanager
def written(path: Path, key: BackupKey, name: str) -> Iterator[Writer]:
    """Write a sealed piece into a file, synced when the block ends."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        writer = Writer(file, key, name)
        yield writer
        writer.finish()
        file.flush()
        os.fsync(file.fileno())


class Writer(io.RawIOBase):
    """Takes what is to be sealed; ``piece`` says what came of it."""

    def __init__(self, file: IO[bytes], key: BackupKey, name: str) -> None:
        """Begin a piece in a file."""
        self._file, self._sha256, self._number = file, hashlib.sha256(), 0
        self._size = self.holds = 0
        self._waiting = bytearray()
        salt = os.urandom(SALT_BYTES)
        self._cipher = AESGCM(_piece_key(key, salt, name))
        self._put(MAGIC + salt)
        self._gzip = gzip.GzipFile(fileobj=_Sink(self._take), mode="wb", compresslevel=1, mtime=0)

    def writable(self) -> bool:
        """Say that it takes bytes."""
        return True

    def write(self, some: bytes) -> int:  # type: ignore[override]  # any buffer will do
        """Take some bytes."""
        self.holds += len(some)
        return self._gzip.write(some)

    def finish(self) -> None:
        """Write what is left, and that it is the last."""
        self._gzip.close()
        self._chunk(bytes(self._waiting), last=True)

    @property
    def piece(self) -> Piece:
        """What was written; true after ``finish``."""
        return Piece(self._size, self._sha256.hexdigest(), self.holds)

    def _take(self, some: bytes) -> None:
        self._waiting += some
        while len(self._waiting) > CHUNK:
            self._chunk(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]

    def _chunk(self, plain: bytes, *, last: bool) -> None:
        self._put(self._cipher.encrypt(_nonce(self._number, last=last), plain, None))
        self._number += 1

    def _put(self, some: bytes) -> None:
        self._file.write(some)
        self._sha256.update(some)
        self._size += len(some)


@contextmanager
def opened(path: Path, key: BackupKey, name: str) -> Iterator[IO[bytes]]:
    """Give what a sealed piece holds, as a stream. Raises TornPiece as soon as something does not fit."""
    with path.open("rb") as file:
        # What was just written is read from the disk, not from memory.
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        reader = io.BufferedReader(_Reader(file, key, name), CHUNK)
        with gzip.GzipFile(fileobj=reader, mode="rb") as plain:
            try:
                yield plain
            except (EOFError, gzip.BadGzipFile) as problem:
                raise TornPiece(path.name) from problem


def sha256_of(path: Path) -> tuple[int, str]:
    """Return size and SHA-256 of a file, read from the disk."""
    with path.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()


class _Reader(io.RawIOBase):
    """What is under the compression of a sealed piece."""

    def __init__(self, file: IO[bytes], key: BackupKey, name: str) -> None:
        head = file.read(len(MAGIC) + SALT_BYTES)
        if len(head) < len(MAGIC) + SALT_BYTES or not head.startswith(MAGIC):
            raise TornPiece(name)
        self._file, self._name, self._number = file, name, 0
        self._cipher = AESGCM(_piece_key(key, head[len(MAGIC) :], name))
        self._next = file.read(CHUNK + TAG_BYTES)
        self._plain = memoryview(b"")
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, room: bytearray) -> int:  # type: ignore[override]  # any buffer will do
        if not self._plain and not self._ended:
            self._plain = memoryview(self._chunk())
        count = min(len(room), len(self._plain))
        room[:count] = self._plain[:count]
        self._plain = self._plain[count:]
        return count

    def _chunk(self) -> bytes:
        this, self._next = self._next, self._file.read(CHUNK + TAG_BYTES)
        self._ended = not self._next
        try:
            plain = self._cipher.decrypt(_nonce(self._number, last=self._ended), this, None)
        except InvalidTag:
            raise TornPiece(self._name) from None
        self._number += 1
        return plain


class _Sink:
    """The little that the compressor wants of a file."""

    def __init__(self, take: Callable[[bytes], None]) -> None:
        self.write = take

    def flush(self) -> None:
        return


def _piece_key(key: BackupKey, salt: bytes, name: str) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt, b"motcua piece " + name.encode()).derive(key.seal)


def _derived(key: bytes, purpose: bytes, length: int = KEY_BYTES) -> bytes:
    return HKDF(SHA256(), length, None, b"motcua backup 1 " + purpose).derive(key)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
