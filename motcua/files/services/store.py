"""Store a file: bytes first, whole and synced; the row after them, in the owner's transaction."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import IO
from uuid import UUID

from django.conf import settings

from motcua.files import rules
from motcua.files.inspection import finding_in
from motcua.files.storage import storage
from motcua.files.types import (
    FILE,
    FileInfected,
    FileKindUnknown,
    FileUnsafe,
    Readable,
    Received,
    ScanState,
    StoredFile,
)
from motcua.kernel import ids, moments, statements
from motcua.kernel.act import act, not_an_act
from motcua.kernel.actor import Actor
from motcua.ledger import services as ledger

#: Largest single file in bytes unless ``settings.FILES_MAX_BYTES`` says otherwise.
MOST = 20 * 2**20
#: The same for what the house makes itself, ``settings.FILES_MADE_MAX_BYTES``.
MOST_MADE = 2**30


@not_an_act("reads a slow stream before its act begins")
def store(
    *,
    actor: Actor,
    at: datetime,
    owner_kind: str,
    owner_id: UUID,
    name: str,
    stream: Readable,
    length: int | None,
    sha256: bytes | None = None,
) -> StoredFile:
    """Take a stream in and make it a file of its owner.

    ``length`` (bytes) and ``sha256`` (32 bytes) are what the sender announced; both are compared. ``at`` is the
    business moment. The stream is read before the transaction begins; a caller who has an act of its own reads with
    ``take_in`` before it, and calls ``keep`` inside. Whether the actor may, the owner's act has asked.

    Raises FileTorn, FileTooLarge, FileEmpty, FileKindUnknown, FileUnsafe.
    """
    received = take_in(name=name, stream=stream, length=length, sha256=sha256)
    return keep(actor=actor, at=at, owner_kind=owner_kind, owner_id=owner_id, name=name, received=received)


@not_an_act("bytes only: nobody's file yet")
def take_in(*, name: str, stream: Readable, length: int | None, sha256: bytes | None = None) -> Received:
    """Read a stream to the disk: in pieces, hashed, compared, recognised by content, synced. No database.

    Nobody's file yet: without ``keep`` the sweep takes it away after a day. ``name`` is for the refusal's sentence.
    Raises FileTorn, FileTooLarge, FileEmpty, FileKindUnknown, FileUnsafe; then nothing is left.
    """
    kinds: list[str] = []

    def recognise(content: IO[bytes]) -> None:
        kind = rules.kind_of(content)
        if kind is None:
            raise FileKindUnknown(name)
        if finding := finding_in(content, kind):
            raise FileUnsafe(finding)
        kinds.append(kind)

    most = getattr(settings, "FILES_MAX_BYTES", MOST)
    digest, size = storage().take_in(stream, length=length, most=most, sha256=sha256, look=recognise)
    return Received(digest, size, kinds[0], rules.KINDS[kinds[0]][0])


@not_an_act("bytes only: nobody's file yet")
def take_made(made: Path) -> Received:
    """Take in a file that the house has made itself, such as a bound register: no upload's limit, no look inside.

    Its own limit is ``settings.FILES_MADE_MAX_BYTES`` (1 GB). Raises FileTooLarge, FileEmpty, FileKindUnknown.
    """
    kinds: list[str] = []

    def recognise(content: IO[bytes]) -> None:
        kind = rules.kind_of(content)
        if kind is None:
            raise FileKindUnknown(made.name)
        kinds.append(kind)

    most = getattr(settings, "FILES_MADE_MAX_BYTES", MOST_MADE)
    with made.open("rb") as stream:
        digest, size = storage().take_in(stream, length=made.stat().st_size, most=most, sha256=None, look=recognise)
    return Received(digest, size, kinds[0], rules.KINDS[kinds[0]][0])


@act
def keep(*, actor: Actor, at: datetime, owner_kind: str, owner_id: UUID, name: str, received: Received) -> StoredFile:
    """Make received bytes a file of its owner; ``at`` is the business moment. Two statements."""
    file = StoredFile(
        id=ids.new_id(),
        owner_kind=owner_kind,
        owner_id=owner_id,
        name=rules.kept_name(name, received.kind),
        kind=received.kind,
        media_type=received.media_type,
        size=received.size,
        sha256=received.sha256,
        scan=ScanState.UNSCANNED,
        at=at,
        stored_by=actor.account,
    )
    statements.run(
        "WITH content AS (INSERT INTO files_content (sha256, size, kind, scan, scanned_by, finding, inspected_at)"
        " VALUES (%s, %s, %s, 'unscanned', '', '', %s) ON CONFLICT (sha256) DO NOTHING)"
        " INSERT INTO files_file (id, sha256, owner_kind, owner_id, name, stored_by, at)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s)",
        (
            *(file.sha256, file.size, file.kind, moments.machine_now()),
            *(file.id, file.sha256, owner_kind, owner_id, file.name, file.stored_by, at),
        ),
    )
    ledger.write(
        actor,
        "files.stored",
        kind=FILE,
        stream=file.id,
        seq=1,
        at=at,
        owner_kind=owner_kind,
        owner=owner_id,
        type=file.kind,
        size=file.size,
        sha256=file.sha256.hex(),
    )
    return file


@act
def share(*, actor: Actor, at: datetime, file: StoredFile, owner_kind: str, owner_id: UUID) -> StoredFile:
    """Make the same bytes a file of another owner too; ``at`` is the business moment.

    Whether the actor may, both owners' acts have asked. Refuses with FileInfected what a scanner found something in.
    """
    if file.scan is ScanState.INFECTED:
        raise FileInfected
    received = Received(file.sha256, file.size, file.kind, file.media_type)
    return keep(actor=actor, at=at, owner_kind=owner_kind, owner_id=owner_id, name=file.name, received=received)
