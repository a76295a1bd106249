"""Bind the pictures of a sitting into one PDF and hand it to the paper they belong to."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from uuid import UUID

from motcua.files import queries as stored
from motcua.files import services as files
from motcua.files.types import StoredFile
from motcua.kernel import moments
from motcua.kernel.act import act, not_an_act
from motcua.kernel.actor import Actor
from motcua.kernel.statements import run
from motcua.ledger import services as ledger
from motcua.scans import pictures
from motcua.scans.reading import by_token
from motcua.scans.sockets import destinations
from motcua.scans.types import SITTING, NoPictures, Sitting, Way


@not_an_act("binds pages before its act begins")
def bind(*, actor: Actor, token: str, at: datetime) -> Sitting:
    """Make one PDF of the whole pictures in their order, link it to the paper and close the code.

    The clerk who opened the code has scanned it and signs for it: the destination's own act says so in the history.
    ``at`` is the business moment. Refuses with SittingOver, NoPictures, and as the destination does.
    """
    sitting = by_token(token, at)
    if not sitting.whole:
        raise NoPictures
    pages = [_bytes_of(sitting, picture.file) for picture in sitting.whole if picture.file]
    content = pictures.bind(pages)
    return end_sitting(actor=actor, token=token, at=at, content=content, pages=tuple(p.id for p in sitting.whole))


@act
def end_sitting(*, actor: Actor, token: str, at: datetime, content: bytes, pages: tuple[UUID, ...]) -> Sitting:
    """Keep the bound file, link it, close the code. Refuses as ``bind`` does; NoPictures where pictures changed meanwhile."""
    del actor  # the token's clerk acts, whoever holds the telephone
    sitting = by_token(token, at, lock=True)
    if tuple(picture.id for picture in sitting.whole) != pages:
        raise NoPictures
    name = f"{sitting.target.name}.pdf"
    received = files.take_in(name=name, stream=BytesIO(content), length=len(content))
    file = files.keep(
        actor=sitting.actor, at=at, owner_kind=sitting.kind, owner_id=sitting.owner, name=name, received=received
    )
    destinations[sitting.kind].attach(
        actor=sitting.actor, at=at, owner=sitting.owner, part=sitting.part, file=file, way=Way.PHONE
    )
    run("delete from scans_piece p using scans_picture c where p.picture_id = c.id and c.sitting_id = %s", [sitting.id])
    run(
        "update scans_sitting set closed_at = %s, file_id = %s where id = %s",
        [moments.machine_now(), file.id, sitting.id],
    )
    ledger.write(
        sitting.actor,
        "scans.bound",
        kind=SITTING,
        stream=sitting.id,
        seq=2,
        at=at,
        pages=len(pages),
        file=file.id,
        sha256=file.sha256.hex(),
    )
    return sitting


def _bytes_of(sitting: Sitting, file: UUID) -> bytes:
    known: StoredFile = next(each for each in stored.of_owner(SITTING, sitting.id) if each.id == file)
    with stored.open_bytes(known) as content:
        return content.read()
