"""Where bytes lie: a directory, addressed by their SHA-256.

``coming/`` holds what is on its way, ``ab/cd/<sha256>`` what is whole. Another storage (S3-compatible) is a class with
these methods, named in ``settings.FILES_STORAGE``.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO

from django.conf import settings
from django.utils.module_loading import import_string

from motcua.files.types import FileEmpty, FileTooLarge, FileTorn, Readable
from motcua.kernel import ids

PIECE = 64 * 1024


class Directory:
    """Contents in a folder of this machine."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; it is made when the first content comes."""
        self.folder = folder

    def take_in(
        self,
        stream: Readable,
        *,
        length: int | None,
        most: int,
        sha256: bytes | None,
        look: Callable[[IO[bytes]], None],
    ) -> tuple[bytes, int]:
        """Write a stream in pieces, compare it with what was announced, and put it in its place, synced.

        ``look`` is shown the whole content before it gets its place, and may refuse it. Returns the SHA-256 and the
        size. Whatever goes wrong, nothing is left. Raises FileTorn, FileTooLarge, FileEmpty, and what ``look``
        raises.
        """
        if length is not None and length > most:
            raise FileTooLarge(most)
        coming = self._made(self.folder / "coming") / f"{ids.new_id()}"
        try:
            with os.fdopen(os.open(coming, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
                digest, size = _copy(stream, file, most)
                if (length is not None and size != length) or (sha256 is not None and digest != sha256):
                    raise FileTorn
                if not size:
                    raise FileEmpty
                look(file)
                file.flush()
                os.fsync(file.fileno())
            place = self.place(digest)
            self._made(place.parent)
            coming.replace(place)  # also over an equal content: its age then says that somebody wants it
            _sync_folder(place.parent)
        finally:
            coming.unlink(missing_ok=True)
        return digest, size

    def place(self, sha256: bytes) -> Path:
        """Return where a content lies."""
        name = sha256.hex()
        return self.folder / name[:2] / name[2:4] / name

    def open(self, sha256: bytes) -> IO[bytes]:
        """Open a content for reading. Raises FileNotFoundError (the built-in) when it has been lost."""
        return self.place(sha256).open("rb")

    def left_behind(self, before: float) -> int:
        """Remove what was on its way and never came, older than ``before`` (seconds since 1970); return how many."""
        removed = 0
        for coming in self.folder.glob("coming/*"):
            with suppress(FileNotFoundError):
                if coming.stat().st_mtime < before:
                    coming.unlink()
                    removed += 1
        return removed

    def contents(self, before: float) -> Iterator[bytes]:
        """Yield the SHA-256 of every content that was put in its place before a moment (seconds since 1970)."""
        for place in self.folder.glob("??/??/*"):
            with suppress(FileNotFoundError, ValueError):
                if place.stat().st_mtime < before:
                    yield bytes.fromhex(place.name)

    def remove(self, sha256: bytes, before: float) -> bool:
        """Remove a content that nobody's file refers to; one put there again meanwhile stays."""
        place = self.place(sha256)
        aside = self._made(self.folder / "coming") / f"aside-{ids.new_id()}"
        with suppress(FileNotFoundError):
            place.rename(aside)
            if aside.stat().st_mtime >= before:
                with suppress(FileExistsError):
                    os.link(aside, place)
                aside.unlink()
                return False
            aside.unlink()
            return True
        return False

    def _made(self, folder: Path) -> Path:
        if not folder.is_dir():
            if folder != self.folder:
                self._made(folder.parent)
            folder.mkdir(mode=0o700, parents=folder == self.folder, exist_ok=True)
            _sync_folder(folder.parent)
        return folder


def _copy(stream: Readable, file: IO[bytes], most: int) -> tuple[bytes, int]:
    digest, size = hashlib.sha256(), 0
    while piece := stream.read(PIECE):
        size += len(piece)
        if size > most:
            raise FileTooLarge(most)
        digest.update(piece)
        file.write(piece)
    return digest.digest(), size


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@cache
def storage_at(name: str, folder: Path) -> Directory:
    """Return the storage of this class in this folder."""
    made: Directory = import_string(name)(folder)
    return made


def storage() -> Directory:
    """Return the installation's storage."""
    return storage_at(getattr(settings, "FILES_STORAGE", "motcua.files.storage.Directory"), Path(settings.FILES_FOLDER))
