"""Terms at one-stop desks, and the desk's telephone on the public board (NĐ 61/2018 Đ9.7, Đ11.4)."""

from __future__ import annotations

import re
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.identity import rules
from motcua.identity.models import DeskPhone, Secondment
from motcua.identity.services.appoint import appoint
from motcua.identity.services.history import write
from motcua.identity.types import DESK, Acts, TermUnfit
from motcua.kernel import ids
from motcua.kernel.access import require
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.refusal import Invalid
from motcua.ledger import services as ledger
from motcua.organisation import queries as organisation

PHONE = re.compile(r"\+?[\d .()-]{6,24}")


@act
def second(
    *, actor: Actor, at: datetime, account: UUID, post: UUID, from_unit: UUID, valid_from: date, valid_to: date
) -> UUID:
    """Lend somebody of another unit to a post of a one-stop desk for a term; return the appointment.

    The shortest and longest term are the province's settings in force on the first day (NĐ 61/2018 Đ11.4: 6 to 24
    months). Raises TermUnfit, and what ``appoint`` does.
    """
    organisation.unit(from_unit)
    staff = organisation.settings(valid_from).staff
    least, most = staff["secondment_least_months"], staff["secondment_most_months"]
    if not rules.is_a_term(valid_from, valid_to, least, most):
        raise TermUnfit(least, most)
    appointment = appoint(
        actor=actor, at=at, account=account, post=post, valid_from=valid_from, valid_to=valid_to, roles=["counter"]
    )
    Secondment.objects.create(id=ids.new_id(), appointment_id=appointment, from_unit_id=from_unit)
    write(
        actor,
        "identity.seconded",
        account,
        at=at,
        appointment=appointment,
        from_unit=from_unit,
        in_unit=organisation.post(post).unit_id,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    return appointment


@act
def set_desk_phone(*, actor: Actor, at: datetime, unit: UUID, phone: str) -> None:
    """Set the work telephone that the public board shows for a unit's one-stop desk; empty takes it off.

    Raises Invalid for what is no telephone number, NotAllowed.
    """
    organisation.unit(unit)
    require(actor, Acts.ACCOUNTS, unit)
    phone = " ".join(phone.split())
    if phone and not PHONE.fullmatch(phone):
        raise Invalid({"phone": _("Viết số điện thoại bằng chữ số, ví dụ 0209 3 870 000.")})
    found = DeskPhone.objects.select_for_update().filter(unit_id=unit).first()
    if found is None:
        found = DeskPhone(id=ids.new_id(), unit_id=unit, revision=0)
    found.phone = phone
    found.revision += 1
    found.save()
    ledger.write(actor, "identity.desk_phone.set", kind=DESK, stream=found.id, seq=found.revision, at=at, in_unit=unit)
