"""Monthly words about lent officials: those that the reader's units sent or were sent, and those about the reader."""

from __future__ import annotations

from uuid import UUID

from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.steering import models
from motcua.steering.types import REMIND, Notice

#: So many notices a list shows, the newest month first.
MOST = 200


def notices(actor: Actor) -> tuple[Notice, ...]:
    """Return the notices of units that the actor heads, and those about the actor, the newest month first, at most ``MOST``."""
    found, scope = models.Notice.objects.order_by("-month", "-id"), access.scope(actor, REMIND)
    if scope.units is not None:
        mine = models.Notice.objects.filter(account_id=actor.account).order_by()
        of_units = models.Notice.objects.filter(unit_id__in=scope.units).order_by()
        to_units = models.Notice.objects.filter(to_unit__in=scope.units).order_by()
        found = models.Notice.objects.filter(id__in=[each.id for each in mine.union(of_units, to_units)]).order_by(
            "-month", "-id"
        )
    return tuple(
        Notice(
            id=each.id,
            month=each.month,
            account=each.account_id,
            post=each.post_id,
            unit=each.unit_id,
            to_unit=each.to_unit,
            figures=each.figures,
            print_id=each.print_id,
            at=local(each.at),
        )
        for each in found[:MOST]
    )


def may_read_notice(actor: Actor, notice: UUID) -> bool:
    """Whether this actor may read one: the official, and whoever heads the desk's unit or the agency."""
    found = models.Notice.objects.filter(id=notice).values_list("account_id", "unit_id", "to_unit").first()
    if found is None or actor.is_anonymous:
        return False
    account, unit, to_unit = found
    return account == actor.account or any(access.judge(actor, REMIND, each) for each in (unit, to_unit))
