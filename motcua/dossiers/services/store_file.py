"""Store a program's file for a dossier that is there, or that will be received under an id of the program's own."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.dossiers import record as records
from motcua.dossiers.deeds import is_visible
from motcua.dossiers.queries.papers import may_scan
from motcua.dossiers.services.attach_voucher import PAY
from motcua.dossiers.types import DRAFT, KIND, NoSuchDossier
from motcua.files import queries as stored
from motcua.files import services as files
from motcua.files.types import Readable, StoredFile
from motcua.forms import queries as drafts
from motcua.kernel import access
from motcua.kernel.act import not_an_act
from motcua.kernel.actor import Actor


@not_an_act("reads a slow stream before the file's own act begins")
def store_file(
    *, actor: Actor, at: datetime, dossier: UUID, name: str, stream: Readable, length: int | None
) -> StoredFile:
    """Store a stream as a file of a dossier, by whoever scans its papers or takes its fee; the same bytes make one file.

    ``dossier`` is its id; before it is received, the id that it will have: then whoever receives stores. What the file is,
    says the act that names it. Refuses with NoSuchDossier, NotAllowed, and with FileProblem what is no file that is taken.
    """
    kind = _owner_kind(actor, dossier)
    received = files.take_in(name=name, stream=stream, length=length)
    before = (file for file in stored.of_owner(kind, dossier) if file.sha256 == received.sha256)
    known = next((file for file in before if file.stored_by == actor.account), None)
    return known or files.keep(actor=actor, at=at, owner_kind=kind, owner_id=dossier, name=name, received=received)


def _owner_kind(actor: Actor, dossier: UUID) -> str:
    record = records.load(dossier_id=dossier)
    if record is None:
        if drafts.is_anothers(actor, dossier):
            raise NoSuchDossier
        access.require(actor, "dossiers.receive", actor.unit)
        return DRAFT
    if not is_visible(actor, record):
        raise NoSuchDossier
    if not may_scan(actor, record):
        access.require(actor, PAY, record.unit, record.field)
    return KIND
