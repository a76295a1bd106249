"""What an office scanner left in a unit's folder: taken in once, sorted by its code, then attached or discarded by somebody."""

from __future__ import annotations

import hashlib
from datetime import datetime
from io import BytesIO
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.files import queries as stored
from motcua.files import services as files
from motcua.kernel import access
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.keys import seal
from motcua.kernel.refusal import Invalid
from motcua.kernel.statements import row, run
from motcua.ledger import services as ledger
from motcua.scans import pictures
from motcua.scans.folder import kind_of
from motcua.scans.rules import codes_in
from motcua.scans.sockets import destinations
from motcua.scans.types import ATTACH, FOUND, AlreadySettled, NothingToScan, Way

REASON = "scans.reason"
LONGEST = 500


@act
def take_found(*, actor: Actor, at: datetime, unit: UUID, name: str, content: bytes) -> UUID | None:
    """Take in a whole file that lay in a unit's folder, once by its bytes; return its id, None where it is known.

    It is sorted by the bar code or QR code of a receipt on its first page, else by a dossier code in its name; what is
    sorted by neither waits under «Chưa gắn». A TIFF becomes a PDF. ``at`` is the business moment.
    Refuses with FileProblem and NotAPicture what cannot be taken.
    """
    digest = hashlib.sha256(content).digest()
    if row("select id from scans_found where unit_id = %s and source_sha256 = %s", [unit, digest]):
        return None
    kind, owner = sorted_by(unit, name, content)
    if kind_of(content) == "tiff":
        content, name = pictures.bind(pictures.pages_of_tiff(BytesIO(content))), f"{Path(name).stem}.pdf"
    found = new_id()
    received = files.take_in(name=name, stream=BytesIO(content), length=len(content))
    file = files.keep(actor=actor, at=at, owner_kind=FOUND, owner_id=found, name=name, received=received)
    run(
        "insert into scans_found (id, unit_id, source_sha256, name, file_id, found_at, owner_kind, owner_id)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s)",
        [found, unit, digest, file.name, file.id, at, kind, owner],
    )
    ledger.write(actor, "scans.found", kind=FOUND, stream=found, seq=1, at=at, unit=unit, owner=owner)
    return found


def sorted_by(unit: UUID, name: str, content: bytes) -> tuple[str, UUID | None]:
    """Return whose receipt lies on the first page, or whose code the name holds: kind and owner."""
    written = pictures.codes_on_first_page(content, kind_of(content) or "")
    for text in (*written, *codes_in(name)):
        for destination in destinations:
            owner = destination.named(unit, text)
            if owner is not None:
                return destination.key, owner
    return "", None


@act
def attach_found(*, actor: Actor, at: datetime, found: UUID, kind: str, owner: UUID, part: UUID) -> None:
    """Attach a file of the unit's scanner to a paper; whoever does it signs for it.

    Refuses with NothingToScan, AlreadySettled, and as the destination does.
    """
    _waiting(actor, found)
    if kind not in destinations or destinations[kind].target(actor, owner, part) is None:
        raise NothingToScan
    file = stored.of_owner(FOUND, found)[0]
    kept = files.share(actor=actor, at=at, file=file, owner_kind=kind, owner_id=owner)
    destinations[kind].attach(actor=actor, at=at, owner=owner, part=part, file=kept, way=Way.FOLDER)
    run(
        "update scans_found set owner_kind = %s, owner_id = %s, part_id = %s, settled_at = %s, settled_by = %s where id = %s",
        [kind, owner, part, at, actor.account, found],
    )
    ledger.write(actor, "scans.attached", kind=FOUND, stream=found, seq=2, at=at, owner=owner, part=part, file=kept.id)


@act
def discard_found(*, actor: Actor, at: datetime, found: UUID, reason: str) -> None:
    """Put a file of the unit's scanner aside, with the reason; its bytes stay. Refuses with Invalid, NothingToScan, AlreadySettled."""
    if not reason.strip():
        raise Invalid({"reason": _("Ghi lý do bỏ tệp này, ví dụ: quét trùng, trang trắng.")})
    if len(reason) > LONGEST:
        raise Invalid({"reason": _("Lý do dài quá %(most)s chữ. Viết ngắn lại.") % {"most": LONGEST}})
    _waiting(actor, found)
    run(
        "update scans_found set settled_at = %s, settled_by = %s, reason = %s where id = %s",
        [at, actor.account, seal(reason.strip(), REASON), found],
    )
    ledger.write(actor, "scans.discarded", kind=FOUND, stream=found, seq=2, at=at)


def _waiting(actor: Actor, found: UUID) -> None:
    waiting = row("select id, unit_id, settled_at from scans_found where id = %s for update", [found])
    if waiting is None or not access.judge(actor, ATTACH, waiting["unit_id"]):
        raise NothingToScan
    if waiting["settled_at"] is not None:
        raise AlreadySettled
