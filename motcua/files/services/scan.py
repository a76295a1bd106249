"""Scan what nobody has scanned."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.files import sockets
from motcua.files.storage import storage
from motcua.files.types import ScanState
from motcua.kernel import alarms, statements
from motcua.kernel.act import act, not_an_act
from motcua.kernel.actor import Actor


@not_an_act("scanning takes long; what the scanners say is written by an act of its own")
def scan_next(*, actor: Actor, at: datetime, after: bytes = b"") -> bytes | None:
    """Show the next unscanned content (SHA-256 greater than ``after``) to every scanner; return it, None at the end.

    One scanner finding something is enough; all must say clean for clean. Without a scanner nothing is claimed: the
    state stays «chưa quét». ``at`` is the machine's moment. The scanning itself runs outside of any transaction.
    """
    if not len(sockets.scanners):
        return None
    found = statements.row(
        "SELECT sha256 FROM files_content WHERE scan = 'unscanned' AND sha256 > %s ORDER BY sha256 LIMIT 1", (after,)
    )
    if found is None:
        return None
    sha256 = bytes(found["sha256"])
    said = {scanner.key: scanner.scan(storage().place(sha256)) for scanner in sockets.scanners}
    states = set(said.values())
    if ScanState.INFECTED in states:
        note_scan(actor=actor, at=at, sha256=sha256, state=ScanState.INFECTED, by=",".join(said))
        alarms.ring("files.infected", _("Có mã độc trong một tệp đã nộp; tệp đã bị khoá."), sha256=sha256.hex())
    elif states == {ScanState.CLEAN}:
        note_scan(actor=actor, at=at, sha256=sha256, state=ScanState.CLEAN, by=",".join(said))
    return sha256


@act
def note_scan(*, actor: Actor, at: datetime, sha256: bytes, state: ScanState, by: str) -> None:
    """Write down what the scanners said of a content."""
    del actor  # scanners act for nobody; the content says who scanned it and when
    statements.run(
        "UPDATE files_content SET scan = %s, scanned_at = %s, scanned_by = %s WHERE sha256 = %s",
        (state.value, at, by, sha256),
    )
