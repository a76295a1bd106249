"""A telephone at work: for the clerk who opened it, and for the telephone itself."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.files import queries as files
from motcua.kernel.actor import Actor
from motcua.scans import reading
from motcua.scans.types import SITTING, NothingToScan, Sitting


def sitting_for(actor: Actor, sitting: UUID) -> Sitting:
    """Return a sitting that this actor opened. Raises NothingToScan for anybody else's, and where the paper is gone."""
    return reading.of_clerk(actor, sitting)


def sitting_by_token(token: str, *, at: datetime) -> Sitting:
    """Return the sitting that a telephone's token opens while it runs. Raises SittingOver."""
    return reading.by_token(token, at)


def thumbnail(sitting: Sitting, picture: UUID) -> bytes:
    """Return a small JPEG of one whole picture of the sitting. Raises NothingToScan."""
    file = next((each.file for each in sitting.whole if each.id == picture), None)
    known = next((each for each in files.of_owner(SITTING, sitting.id) if each.id == file), None)
    if known is None:
        raise NothingToScan
    return files.page_as_picture(known, 1, small=True)
