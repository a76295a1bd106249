"""Take pictures from a telephone: whole, or in parts over a line that breaks."""

from __future__ import annotations

import hashlib
from datetime import datetime
from io import BytesIO
from uuid import UUID

from django.conf import settings

from motcua.files import services as files
from motcua.files.types import FileTooLarge, FileTorn, Readable
from motcua.kernel import moments
from motcua.kernel.act import act, not_an_act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.keys import seal, unseal_bytes
from motcua.kernel.statements import row, rows, run
from motcua.scans import pictures
from motcua.scans.reading import by_token
from motcua.scans.rules import is_next, moved_up
from motcua.scans.types import MOST_PICTURES, SITTING, NothingToScan, PartsDoNotFit, Picture, Sitting, TooManyPictures

PIECE = "scans.piece"
NAME = "trang.jpg"
#: Largest picture in bytes, as a camera makes it.
MOST = 20 * 2**20


@not_an_act("reads a slow stream, and a picture, before its act begins")
def take_picture(*, actor: Actor, token: str, at: datetime, stream: Readable, length: int | None) -> Picture:
    """Take a whole picture that a form brought; ``at`` is the business moment, ``length`` bytes were announced.

    Refuses with SittingOver, TooManyPictures, NotAPicture, FileTorn, FileTooLarge.
    """
    by_token(token, at)
    most = getattr(settings, "FILES_MAX_BYTES", MOST)
    content = stream.read(most + 1)
    if len(content) > most:
        raise FileTooLarge(most)
    if length is not None and len(content) != length:
        raise FileTorn
    return keep_picture(actor=actor, token=token, at=at, picture=new_id(), content=content)


@act
def keep_picture(*, actor: Actor, token: str, at: datetime, picture: UUID, content: bytes) -> Picture:
    """Make whole bytes the next page of a sitting. Refuses as ``take_picture`` does."""
    del actor  # the token's clerk acts, whoever holds the telephone
    sitting = _with_room(token, at)
    page = pictures.as_page(BytesIO(content))
    place = _next_place(sitting)
    run(
        "insert into scans_picture (id, sitting_id, place, size, received) values (%s, %s, %s, %s, 0)",
        [picture, sitting.id, place, len(content)],
    )
    return _whole(sitting, at, Picture(picture, place, len(content), 0, None), page)


@act
def begin_picture(
    *, actor: Actor, token: str, at: datetime, picture: UUID, size: int, sha256: bytes | None = None
) -> Picture:
    """Announce a picture that comes in parts: its id (made by the telephone), bytes, and SHA-256 where it can tell.

    Announcing it again answers how much of it is there: that is how a telephone goes on after its line came back.
    Refuses with SittingOver, TooManyPictures, FileTooLarge.
    """
    del actor  # the token's clerk acts, whoever holds the telephone
    most = getattr(settings, "FILES_MAX_BYTES", MOST)
    sitting = by_token(token, at, lock=True)
    known = next((each for each in sitting.pictures if each.id == picture), None)
    if known is not None:
        return known
    if not 0 < size <= most:
        raise FileTooLarge(most)
    if len(sitting.pictures) >= MOST_PICTURES:
        raise TooManyPictures
    if row("select id from scans_picture where id = %s", [picture]):
        raise NothingToScan
    place = _next_place(sitting)
    run(
        "insert into scans_picture (id, sitting_id, place, size, sha256, received) values (%s, %s, %s, %s, %s, 0)",
        [picture, sitting.id, place, size, sha256],
    )
    return Picture(picture, place, size, 0, None)


@not_an_act("a torn picture begins anew: what was written stays written though the telephone is refused")
def put_part(*, actor: Actor, token: str, at: datetime, picture: UUID, offset: int, content: bytes) -> Picture:
    """Take the bytes from ``offset`` on; with the last ones the hash is compared and the picture becomes a page.

    A part that is there already changes nothing: only its answer was lost. Refuses with SittingOver, NothingToScan,
    PartsDoNotFit (a gap, or more than was announced), FileTorn (the hash differs: it begins at 0 again), NotAPicture.
    """
    taken = add_part(actor=actor, token=token, at=at, picture=picture, offset=offset, content=content)
    if taken.is_whole or taken.received < taken.size:
        return taken
    whole = _put_together(picture)
    digest = row("select sha256 from scans_picture where id = %s", [picture])
    announced: bytes | None = digest["sha256"] if digest else None
    if announced is not None and bytes(announced) != hashlib.sha256(whole).digest():
        begin_again(actor=actor, token=token, at=at, picture=picture)
        raise FileTorn
    try:
        page = pictures.as_page(BytesIO(whole))
    except pictures.NotAPicture:
        remove_picture(actor=actor, token=token, at=at, picture=picture)
        raise
    return end_picture(actor=actor, token=token, at=at, picture=picture, page=page)


@act
def add_part(*, actor: Actor, token: str, at: datetime, picture: UUID, offset: int, content: bytes) -> Picture:
    """Write one part of a picture. Refuses as ``put_part`` does."""
    del actor  # the token's clerk acts, whoever holds the telephone
    known = _known(by_token(token, at, lock=True), picture)
    following = is_next(offset, known.received)
    if known.is_whole or following is None or not content:
        return known
    if not following or offset + len(content) > known.size:
        raise PartsDoNotFit(known.received)
    run(
        'insert into scans_piece (id, picture_id, "offset", content) values (%s, %s, %s, %s)',
        [new_id(), picture, offset, seal(content, PIECE)],
    )
    run("update scans_picture set received = %s where id = %s", [offset + len(content), picture])
    return Picture(picture, known.place, known.size, offset + len(content), None)


@act
def begin_again(*, actor: Actor, token: str, at: datetime, picture: UUID) -> None:
    """Forget what came of a picture: it was not what was announced."""
    del actor  # the token's clerk acts, whoever holds the telephone
    _known(by_token(token, at, lock=True), picture)
    run("delete from scans_piece where picture_id = %s", [picture])
    run("update scans_picture set received = 0 where id = %s", [picture])


@act
def end_picture(*, actor: Actor, token: str, at: datetime, picture: UUID, page: bytes) -> Picture:
    """Keep the page that the parts of a picture made; twice harms nothing."""
    del actor  # the token's clerk acts, whoever holds the telephone
    sitting = by_token(token, at, lock=True)
    known = _known(sitting, picture)
    return known if known.is_whole else _whole(sitting, at, known, page)


@act
def remove_picture(*, actor: Actor, token: str, at: datetime, picture: UUID) -> None:
    """Take a picture out of the order; removing it twice harms nothing. Refuses with SittingOver."""
    del actor  # the token's clerk acts, whoever holds the telephone
    sitting = by_token(token, at, lock=True)
    run("delete from scans_piece p using scans_picture c where p.picture_id = c.id and c.id = %s and c.sitting_id = %s",
        [picture, sitting.id])  # fmt: skip
    run(
        "update scans_picture set removed_at = %s where id = %s and sitting_id = %s and removed_at is null",
        [moments.machine_now(), picture, sitting.id],
    )


@act
def move_picture(*, actor: Actor, token: str, at: datetime, picture: UUID) -> None:
    """Move a picture one place up. Refuses with SittingOver, NothingToScan."""
    del actor  # the token's clerk acts, whoever holds the telephone
    sitting = by_token(token, at, lock=True)
    _known(sitting, picture)
    for place, each in enumerate(moved_up([known.id for known in sitting.pictures], picture), start=1):
        run("update scans_picture set place = %s where id = %s", [place, each])


def _with_room(token: str, at: datetime) -> Sitting:
    sitting = by_token(token, at, lock=True)
    if len(sitting.pictures) >= MOST_PICTURES:
        raise TooManyPictures
    return sitting


def _known(sitting: Sitting, picture: UUID) -> Picture:
    found = next((each for each in sitting.pictures if each.id == picture), None)
    if found is None:
        raise NothingToScan
    return found


def _next_place(sitting: Sitting) -> int:
    return max((each.place for each in sitting.pictures), default=0) + 1


def _put_together(picture: UUID) -> bytes:
    found = rows('select content from scans_piece where picture_id = %s order by "offset"', [picture])
    return b"".join(unseal_bytes(piece["content"], PIECE) for piece in found)


def _whole(sitting: Sitting, at: datetime, picture: Picture, page: bytes) -> Picture:
    received = files.take_in(name=NAME, stream=BytesIO(page), length=len(page))
    file = files.keep(actor=sitting.actor, at=at, owner_kind=SITTING, owner_id=sitting.id, name=NAME, received=received)
    run(
        "update scans_picture set file_id = %s, received = size where id = %s",
        [file.id, picture.id],
    )
    run("delete from scans_piece where picture_id = %s", [picture.id])
    return Picture(picture.id, picture.place, picture.size, picture.size, file.id)
