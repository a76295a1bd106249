"""Give a unit its real e-identifier."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from motcua.kernel.access import require
from motcua.kernel.act import act
from motcua.ledger import services as ledger
from motcua.organisation import queries
from motcua.organisation.models import UnitCode, UnitRow
from motcua.organisation.rules import scheme_of
from motcua.organisation.services.codes import replace_code
from motcua.organisation.services.revision import raise_revision
from motcua.organisation.types import CODES, UNIT_STREAM, CodeDated, CodeTaken, UnitUnknown

if TYPE_CHECKING:
    from motcua.kernel.actor import Actor


@act
def give_code(*, actor: Actor, unit_id: UUID, text: str, valid_from: date, at: datetime) -> None:
    """Replace a unit's code of that generation from a day on; codes already printed stay as they are.

    Raises NotAllowed, UnitUnknown, CodeMalformed, CodeTaken when another unit bears or has borne the code,
    CodeDated when the unit already has one from that day or a later one.
    (QCVN 102:2016; QĐ 20/2020/QĐ-TTg.)
    """
    require(actor, CODES, unit_id)
    text = text.strip().upper()
    scheme = scheme_of(text)
    unit = UnitRow.objects.select_for_update().filter(id=unit_id).first()
    if unit is None:
        raise UnitUnknown
    other = UnitCode.objects.filter(scheme__in=("legacy", "qd20"), text=text).exclude(unit=unit).first()
    if other is not None:
        raise CodeTaken(queries.short_name(other.unit_id))
    codes = UnitCode.objects.filter(unit=unit, scheme=scheme)
    if codes.filter(text=text, assumed=False, valid_from__lte=valid_from, valid_to=None).exists():
        return
    later = codes.filter(valid_from__gte=valid_from).first()
    if later is not None:
        raise CodeDated(later.text)
    replace_code(unit, scheme, text, valid_from=valid_from, status="given")
    unit.revision += 1
    unit.save(update_fields=["revision"])
    ledger.write(
        actor,
        "organisation.code.given",
        kind=UNIT_STREAM,
        stream=unit.id,
        seq=unit.revision,
        at=at,
        code=text,
        scheme=scheme,
        since=valid_from.isoformat(),
    )
    raise_revision()
