"""How much memory the database server may keep pages in: a share of what this machine or this container has."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

#: The application, the kernel's own cache, and a second server while a copy is tried, want room beside it.
SHARE = 8
#: Megabytes: what even a small machine spares, and beyond which no province's lists grow.
LEAST, MOST = 256, 8192
MEGABYTE = 2**20
#: Where a container's kernel says how much it may use: control groups of version 2, and of version 1.
LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))


def shared_buffers() -> str:
    """Return PostgreSQL's setting: an eighth of the memory, 256 MB to 8 GB."""
    return f"{min(max(available() // SHARE // MEGABYTE, LEAST), MOST)}MB"


def available(limits: Iterable[Path] = LIMITS) -> int:
    """Return the bytes of memory of this machine, or what the container may use if that is less."""
    machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return min([machine, *(int(text) for limit in limits if (text := _text(limit)).isdigit())])


def _text(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""
