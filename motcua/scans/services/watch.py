"""Look into the folders of the office scanners."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.kernel import alarms, moments
from motcua.kernel.act import not_an_act
from motcua.kernel.actor import Actor
from motcua.kernel.refusal import Refusal
from motcua.scans import folder
from motcua.scans.services.found import take_found


@not_an_act("every file is an act of its own: what one breaks, the next does not notice")
def watch(*, actor: Actor, at: datetime) -> int:
    """Take in every whole file of every unit's folder; return how many were new.

    A file leaves its folder only after its row is committed: a process killed in between finds it again, and its bytes
    say that it is known. What is half-written is waited for; what never comes whole, or is unsafe, is put aside with an
    alarm. ``at`` is the business moment.
    """
    now = moments.machine_now().timestamp()
    taken = 0
    for unit, place in folder.folders():
        for file, content in folder.arrivals(place, now):
            taken += _take(actor, at, unit, file, content)
    return taken


def _take(actor: Actor, at: datetime, unit: UUID, file: Path, content: bytes | None) -> int:
    if content is None:
        _refuse(unit, file, "half-written")
        return 0
    try:
        found = take_found(actor=actor, at=at, unit=unit, name=file.name, content=content)
    except Refusal as refusal:
        _refuse(unit, file, refusal.kind)
        return 0
    folder.put_aside(file, folder.DONE)
    return int(found is not None)


def _refuse(unit: UUID, file: Path, why: str) -> None:
    folder.put_aside(file, folder.REFUSED)
    alarms.ring(
        "scans.not-taken",
        _("Một tệp trong thư mục máy quét không nhận được; tệp được cất riêng ở thư mục con «khong-nhan»."),
        unit=str(unit),
        why=why,
    )
