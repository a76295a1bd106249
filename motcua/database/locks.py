"""File locks that the kernel frees when a process dies, however it dies."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class FileLock:
    """One open file on which this process may hold a lock; forked children share it, programs do not."""

    def __init__(self, path: Path) -> None:
        """Open the lock's file, made if need be."""
        self.descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def take(self, *, shared: bool = False) -> None:
        """Wait for the lock and take it."""
        fcntl.flock(self.descriptor, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)

    def try_to_take(self) -> bool:
        """Take the lock alone if nobody else holds it; answer whether it worked."""
        try:
            fcntl.flock(self.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        """Let go; a child that inherited the file keeps the lock."""
        os.close(self.descriptor)


@contextmanager
def holding(path: Path) -> Iterator[None]:
    """Hold a lock alone for the length of a block."""
    lock = FileLock(path)
    try:
        lock.take()
        yield
    finally:
        lock.close()


def is_held(path: Path) -> bool:
    """Whether some process holds the lock."""
    if not path.exists():
        return False
    lock = FileLock(path)
    try:
        return not lock.try_to_take()
    finally:
        lock.close()
