"""The folders into which office scanners write: one a unit, below the folder that the installation names."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from django.conf import settings

from motcua.kernel import moments
from motcua.organisation import queries as organisation
from motcua.scans import pictures

#: Seconds for which a file must not have changed: a network scanner writes page by page.
QUIET = 5
#: Seconds after which a file that never came whole is somebody's to look at.
STUCK = 3600
#: Where what was taken in is put aside, and what cannot be taken.
DONE, REFUSED = "da-nhan", "khong-nhan"
MOST = 60 * 2**20
HEADS = ((b"%PDF-", "pdf"), (b"\xff\xd8\xff", "jpg"), (b"\x89PNG", "png"), (b"II*\x00", "tiff"), (b"MM\x00*", "tiff"))


def kind_of(content: bytes) -> str | None:
    """Return what a scanner's file claims to be, None for anything else."""
    return next((kind for head, kind in HEADS if content.startswith(head)), None)


def root() -> Path | None:
    """Return the folder of all units' folders, None where the installation has none."""
    named = getattr(settings, "SCANS_FOLDER", "")
    return Path(named) if named else None


def folders() -> Iterator[tuple[UUID, Path]]:
    """Yield each unit that is alive today with its folder: the one named by its code, where somebody has made it."""
    top = root()
    if top is None or not top.is_dir():
        return
    by_name = {place.name: place for place in top.iterdir() if place.is_dir()}
    if not by_name:
        return
    for unit in organisation.units(moments.today()):
        if unit.code in by_name:
            yield unit.id, by_name[unit.code]


def arrivals(folder: Path, now: float) -> Iterator[tuple[Path, bytes | None]]:
    """Yield the files of a folder that have come to rest: their bytes when whole, None when stuck half-written.

    ``now`` is the machine's clock in seconds since 1970. What still grows is not named at all.
    """
    for place in sorted(folder.iterdir()):
        with suppress(FileNotFoundError):
            facts = place.stat()
            if not place.is_file() or place.name.startswith(".") or now - facts.st_mtime < QUIET:
                continue
            content = place.read_bytes() if facts.st_size <= MOST else b""
            kind = kind_of(content)
            if kind and place.stat().st_size == len(content) and pictures.is_whole(content, kind):
                yield place, content
            elif now - facts.st_mtime > STUCK:
                yield place, None


def put_aside(place: Path, where: str) -> None:
    """Move a file out of the way into a folder beside it; its name is kept apart from an equal one's."""
    aside = place.parent / where
    aside.mkdir(exist_ok=True)
    target = aside / place.name
    if target.exists():
        target = aside / f"{place.stem}-{time.time_ns()}{place.suffix}"
    with suppress(FileNotFoundError):
        os.replace(place, target)  # noqa: PTH105 - within one folder, at once or not at all
