"""Write a note, attach a file."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.dossiers.deeds import begin
from motcua.dossiers.record import Record
from motcua.dossiers.types import Deed
from motcua.dossiers.writing import Change, by, put
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.keys import seal
from motcua.kernel.refusal import Invalid

TEXT = "dossiers.note"
LONGEST = 4000


@act
def note(*, actor: Actor, at: datetime, number: str, text: str, file: UUID | None = None) -> Record:
    """Leave a note for those who work on the dossier, perhaps with a file (stored before, owner «dossier»).

    Refuses with Invalid (empty, or over 4,000 letters), and as ``deeds.begin`` does.
    """
    if not text.strip() and file is None:
        raise Invalid({"text": _("Viết ghi chú trước khi gửi.")})
    if len(text) > LONGEST:
        raise Invalid({"text": _("Ghi chú dài quá %(most)s chữ. Viết ngắn lại hoặc đính kèm tệp.") % {"most": LONGEST}})
    record = begin(actor, number, Deed.ATTACH if file else Deed.NOTE)
    return put(record, noting(record, actor=actor, at=at, text=text, file=file), actor=actor, at=at)


def noting(record: Record, *, actor: Actor, at: datetime, text: str, file: UUID | None = None) -> Change:
    """Return what a note makes of a dossier."""
    row = by(actor, record.id, at) | {"text": seal(text.strip(), TEXT), "file_id": file}
    verb = "dossiers.file_attached" if file else "dossiers.noted"
    return Change(life=record.life, verb=verb, rows={"dossiers_note": [row]}, facts={"note": row["id"]})
