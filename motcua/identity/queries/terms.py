"""Terms at one-stop desks that touch a period: who was lent, by whom, to which desk. Plain facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from motcua.identity.models import Secondment
from motcua.identity.roster import roster


@dataclass(frozen=True, slots=True)
class Lent:
    """Somebody whom an agency lent to a one-stop desk (NĐ 61/2018 Đ11.4): which appointment, at which desk."""

    appointment: UUID
    account: UUID
    post: UUID
    in_unit: UUID
    from_unit: UUID


def lent_in(since: date, until: date) -> tuple[Lent, ...]:
    """Return the terms that hold on any day from the first to the last, both inclusive; one statement."""
    from_units = dict(Secondment.objects.values_list("appointment_id", "from_unit_id"))
    return tuple(
        Lent(held.id, held.account, held.post, held.unit, from_units[held.id])
        for lines in roster().by_account.values()
        for held in lines
        if held.id in from_units and held.valid_from <= until and (held.valid_to is None or held.valid_to >= since)
    )
