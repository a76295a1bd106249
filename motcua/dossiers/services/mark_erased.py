"""Write that a dossier's personal data is erased."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.dossiers import record as records
from motcua.dossiers.record import Record
from motcua.dossiers.types import NoSuchDossier, NotNow
from motcua.dossiers.writing import by, write
from motcua.kernel.act import act
from motcua.kernel.actor import Actor


@act
def mark_erased(*, actor: Actor, at: datetime, dossier: UUID, ground: str) -> Record:
    """Write that a closed dossier's personal data is erased, on a ground (a code of whoever decides about it).

    Part of the act that erases; that act asks whether the actor may. Refuses with NoSuchDossier, and with NotNow while somebody
    works on it, an original of it is kept here, or when it was erased before.
    """
    record = records.load(dossier_id=dossier, lock=True)
    if record is None:
        raise NoSuchDossier
    if record.standing.is_open:
        raise NotNow(
            _("Hồ sơ %(number)s còn đang giải quyết. Giải quyết xong, trả kết quả rồi mới xoá.")
            % {"number": record.number}
        )
    if record.life.kept:
        raise NotNow(
            _("Đơn vị còn giữ bản chính của hồ sơ %(number)s. Trả bản chính rồi mới xoá.") % {"number": record.number}
        )
    if record.life.erased_at:
        raise NotNow(_("Dữ liệu cá nhân của hồ sơ %(number)s đã xoá rồi.") % {"number": record.number})
    row = by(actor, record.id, at) | {"ground": ground}
    return write(
        record,
        replace(record.life, erased_at=at),
        actor=actor,
        at=at,
        verb="dossiers.erased",
        rows={"dossiers_erasure": [row]},
        facts={"erasure": row["id"], "ground": ground},
    )
