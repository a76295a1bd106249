"""Where upper modules say who may read a file, and scanners say whether it is safe."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, runtime_checkable
from uuid import UUID

from motcua.files.types import ScanState
from motcua.kernel.actor import Actor
from motcua.kernel.sockets import Socket


@runtime_checkable
class Guard(Protocol):
    """Knows who may read the files of one kind of owner; ``key`` is that kind («dossier»)."""

    key: str

    def may_read(self, actor: Actor, owner_id: UUID) -> bool:
        """May this actor read this owner's files?"""
        ...


@runtime_checkable
class Scanner(Protocol):
    """Says whether a content is safe. Runs in the worker, not while somebody waits."""

    key: str

    def scan(self, content: Path) -> ScanState:
        """Return CLEAN or INFECTED, UNSCANNED when it cannot say now (it is asked again)."""
        ...


guards: Socket[Guard] = Socket("files.guards", Guard)
scanners: Socket[Scanner] = Socket("files.scanners", Scanner)
