"""Put the province's own filled sample of a procedure in place of the one made by rule, and take it back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.catalogue.models import ProcedureRow, SampleRow
from motcua.catalogue.services.bring import latest
from motcua.catalogue.services.change import locked
from motcua.catalogue.services.reach import require_publishing
from motcua.catalogue.services.write import raise_revision
from motcua.catalogue.types import SAMPLE, STREAM
from motcua.files import queries as stored
from motcua.files import services as files
from motcua.files.types import Readable, Received
from motcua.kernel.act import act, not_an_act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.refusal import Invalid
from motcua.ledger import services as ledger
from motcua.prints import queries as prints
from motcua.prints.types import CannotBeStamped


@not_an_act("reads a slow stream before its act begins")
def replace_sample(*, actor: Actor, at: datetime, code: str, name: str, stream: Readable, length: int) -> UUID:
    """Take an uploaded PDF (``length`` bytes) as a procedure's sample from now on; return the file's id.

    Raises NotAllowed, ProcedureUnknown, Invalid (not a PDF, or one on which «MẪU» cannot be put), and what ``files.take_in`` raises.
    """
    require_publishing(actor)
    latest(code)
    received = files.take_in(name=name, stream=stream, length=length)
    if received.kind != "pdf":
        raise Invalid({"file": _("Hồ sơ mẫu là một tệp PDF. Lưu lại thành PDF rồi tải lên.")})
    try:
        with stored.open_bytes(received) as content:
            prints.stamped(content.read())
    except CannotBeStamped as problem:
        raise Invalid({"file": problem.sentence}) from problem
    return keep_sample(actor=actor, at=at, code=code, name=name, received=received)


@act
def keep_sample(*, actor: Actor, at: datetime, code: str, name: str, received: Received) -> UUID:
    """Keep what was taken in as the sample. Raises NotAllowed, ProcedureUnknown."""
    require_publishing(actor)
    procedure = locked(code)
    file = files.keep(actor=actor, at=at, owner_kind=SAMPLE, owner_id=procedure.id, name=name, received=received)
    _write(actor, at, procedure, "catalogue.sample.replaced", file.id)
    return file.id


@act
def restore_sample(*, actor: Actor, at: datetime, code: str) -> None:
    """Show the sample made by rule again; where it is shown already nothing changes. Raises NotAllowed, ProcedureUnknown."""
    require_publishing(actor)
    procedure = locked(code)
    newest = SampleRow.objects.filter(procedure=procedure).order_by("number").last()
    if newest is not None and newest.file_id is not None:
        _write(actor, at, procedure, "catalogue.sample.restored", None)


def _write(actor: Actor, at: datetime, procedure: ProcedureRow, verb: str, file: UUID | None) -> None:
    number = SampleRow.objects.filter(procedure=procedure).count() + 1
    row = SampleRow.objects.create(
        id=new_id(), procedure=procedure, number=number, file_id=file, at=at,
        by_account=actor.account, by_post=actor.post, by_unit=actor.unit,
    )  # fmt: skip
    procedure.revision += 1
    procedure.save(update_fields=["revision"])
    facts = {"procedure": procedure.code, "sample": row.id, "file": file}
    ledger.write_all(actor, [(verb, procedure.id, procedure.revision, facts)], kind=STREAM, at=at)
    raise_revision()
