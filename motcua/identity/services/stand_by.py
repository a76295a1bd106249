"""Stand-bys: whom an agency that lends people to a one-stop desk keeps ready for it (NĐ 61/2018 Đ12.8; spec J02)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from motcua.identity import rules
from motcua.identity.models import StandBy
from motcua.identity.roster import roster
from motcua.identity.services.history import write
from motcua.identity.types import AccountUnknown, Acts, NotOfThatAgency, StandByNamed, StandByUnknown
from motcua.kernel import ids
from motcua.kernel.access import judge, require
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.organisation import queries as organisation


@act
def name_stand_by(
    *, actor: Actor, at: datetime, account: UUID, from_unit: UUID, in_unit: UUID, valid_from: date | None = None
) -> UUID:
    """Name somebody of the agency ``from_unit`` who steps in at the desk of ``in_unit`` when its people are away; return the id.

    It holds from ``valid_from`` (the business day) until it is ended, and gives no right by itself: for the days of an
    absence the stand-by is let in by ``substitute``. Raises NotOfThatAgency, StandByNamed, AccountUnknown, NotAllowed.
    """
    on = valid_from or local(at).date()
    organisation.unit(from_unit)
    require(actor, Acts.ACCOUNTS, in_unit)
    known = roster()
    if account not in known.people or not known.people[account].is_active:
        raise AccountUnknown
    if not any(held.unit == from_unit and held.in_force(on) for held in known.by_account.get(account, ())):
        raise NotOfThatAgency
    same = StandBy.objects.filter(account_id=account, from_unit_id=from_unit, in_unit_id=in_unit)
    if any(rules.overlap((on, None), (row.valid_from, row.valid_to)) for row in same):
        raise StandByNamed
    made = StandBy.objects.create(
        id=ids.new_id(), account_id=account, from_unit_id=from_unit, in_unit_id=in_unit, valid_from=on
    )
    facts: dict[str, Any] = {"stand_by": made.id, "from_unit": from_unit, "in_unit": in_unit, "valid_from": on}
    write(actor, "identity.stand_by.named", account, at=at, **facts)
    return made.id


@act
def end_stand_by(*, actor: Actor, at: datetime, stand_by: UUID) -> None:
    """End a stand-by today. Raises StandByUnknown where there is none that still holds, or none for this actor."""
    on = local(at).date()
    found = StandBy.objects.select_for_update().filter(id=stand_by, valid_to__isnull=True).first()
    if found is None or not judge(actor, Acts.ACCOUNTS, found.in_unit_id):
        raise StandByUnknown
    found.valid_to = max(on, found.valid_from) - timedelta(days=1)
    found.save(update_fields=["valid_to"])
    facts: dict[str, Any] = {"stand_by": stand_by, "from_unit": found.from_unit_id, "in_unit": found.in_unit_id}
    write(actor, "identity.stand_by.ended", found.account_id, at=at, **facts)
