"""Reads: one file for an actor, the files of an owner, the bytes themselves."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import IO, Any
from uuid import UUID

from motcua.files import drawing, rules, sockets
from motcua.files.inspection import finding_in
from motcua.files.rules import kind_of as kind_of  # noqa: PLC0414 - a question that others may ask
from motcua.files.storage import storage
from motcua.files.types import (
    FILE,
    FileInfected,
    FileNotFound,
    FileUnsafe,
    Finding,
    PageMissing,
    Received,
    ScanState,
    StoredFile,
)
from motcua.kernel import moments, statements
from motcua.kernel.actor import Actor
from motcua.ledger import services as ledger

_COLUMNS = """
  SELECT f.id, f.owner_kind, f.owner_id, f.name, f.at, f.stored_by, c.sha256, c.size, c.kind, c.scan, c.finding, c.inspected_at
  FROM files_file f JOIN files_content c USING (sha256)
"""

#: So many at a time: the application's transactions are short.
_CONTENTS = "SELECT sha256 FROM files_content WHERE sha256 > %s ORDER BY sha256 LIMIT 500"


def file_for(actor: Actor, file_id: UUID, *, at: datetime) -> StoredFile:
    """Return a file that this actor may read, and note the look (``at`` the business moment) in the access log.

    The guard of the owner's kind is asked; a kind without a guard is nobody's. What came before files were looked into
    is looked into now, once. Raises FileNotFound, FileInfected, FileUnsafe.
    """
    found = statements.row(f"{_COLUMNS} WHERE f.id = %s", (file_id,))
    if found is None:
        raise FileNotFound
    file = _file(found)
    if not actor.is_system:
        if file.owner_kind not in sockets.guards:
            raise FileNotFound
        if not sockets.guards[file.owner_kind].may_read(actor, file.owner_id):
            raise FileNotFound
    if file.scan is ScanState.INFECTED:
        raise FileInfected
    _check_inside(file, found["inspected_at"])
    ledger.note_look(actor, kind=FILE, subject=file.id, at=at)
    return file


def _check_inside(file: StoredFile, inspected_at: datetime | None) -> None:
    finding = file.finding
    if inspected_at is None:
        try:
            with open_bytes(file) as content:
                finding = finding_in(content, file.kind)
        except FileNotFoundError:
            return
        statements.run(
            "UPDATE files_content SET finding = %s, inspected_at = %s WHERE sha256 = %s",
            (finding or "", moments.machine_now(), file.sha256),
        )
    if finding:
        raise FileUnsafe(finding)


def pages_in(file: StoredFile) -> int:
    """Return how many pages a file has that ``file_for`` gave. Raises PageUnreadable."""
    return drawing.pages_of(file.sha256, file.kind) if file.has_pages else 0


def page_as_picture(file: StoredFile, page: int, *, small: bool = False) -> bytes:
    """Return a page (from 1) of a file that ``file_for`` gave as JPEG. Raises PageMissing, PageUnreadable."""
    if not file.has_pages:
        raise PageMissing
    return drawing.page_of(file.sha256, file.kind, page, drawing.THUMBNAIL if small else drawing.PAGE)


def of_id(file_id: UUID) -> StoredFile:
    """Return a file whose owner has decided already that it may be used. Raises FileNotFound."""
    found = statements.row(f"{_COLUMNS} WHERE f.id = %s", (file_id,))
    if found is None:
        raise FileNotFound
    return _file(found)


def of_owner(kind: str, owner_id: UUID) -> list[StoredFile]:
    """Return an owner's files in the order of storing. Whether the actor may see the owner, the owner has decided."""
    return _files(
        statements.rows(f"{_COLUMNS} WHERE f.owner_kind = %s AND f.owner_id = %s ORDER BY f.id", (kind, owner_id))
    )


def of_owners(kind: str, owner_ids: Iterable[UUID]) -> dict[UUID, list[StoredFile]]:
    """Return the files of several owners of one kind, by owner, in one statement."""
    ids = list(owner_ids)
    by_owner: dict[UUID, list[StoredFile]] = {owner: [] for owner in ids}
    if ids:
        for file in _files(
            statements.rows(f"{_COLUMNS} WHERE f.owner_kind = %s AND f.owner_id = ANY(%s) ORDER BY f.id", (kind, ids))
        ):
            by_owner[file.owner_id].append(file)
    return by_owner


def open_bytes(file: StoredFile | Received) -> IO[bytes]:
    """Open the bytes of a file, or of what has just come, for reading; the caller closes. Raises FileNotFoundError when the disk has lost them."""
    return storage().open(file.sha256)


def _files(rows: list[dict[str, Any]]) -> list[StoredFile]:
    return [_file(row) for row in rows]


def _file(row: dict[str, Any]) -> StoredFile:
    return StoredFile(
        id=row["id"],
        owner_kind=row["owner_kind"],
        owner_id=row["owner_id"],
        name=row["name"],
        kind=row["kind"],
        media_type=rules.KINDS[row["kind"]][0],
        size=row["size"],
        sha256=bytes(row["sha256"]),
        scan=ScanState(row["scan"]),
        at=row["at"],
        stored_by=row["stored_by"],
        finding=Finding(row["finding"]) if row["finding"] else None,
    )


def compared() -> Iterator[tuple[bytes, str]]:
    """Read every content that has a row, and yield its SHA-256 with what is wrong: nothing, «lost» or «changed»."""
    after = b""
    while found := statements.rows(_CONTENTS, (after,)):
        for content in found:
            after = bytes(content["sha256"])
            yield after, _fault(after)


def _fault(sha256: bytes) -> str:
    try:
        with storage().open(sha256) as file:
            same = hashlib.file_digest(file, "sha256").digest() == sha256  # type: ignore[arg-type]  # it reads into a buffer
    except FileNotFoundError:
        return "lost"
    return "" if same else "changed"
