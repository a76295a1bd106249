"""Monthly words about lent officials: those that the reader's units sent or were sent, and those about the reader."""

from __future__ import annotations

from uuid import UUID

from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.organisation.queries.orders import units_reached
from motcua.steering import models
from motcua.steering.types import REMIND, NoSuchNotice, Notice

#: So many notices a list shows, the newest month first.
MOST = 200


def notices(actor: Actor) -> tuple[Notice, ...]:
    """Return the notices of units that the actor heads, and those about the actor, the newest month first, at most ``MOST``."""
    found, units = models.Notice.objects.order_by("-month", "-id"), units_reached(actor, REMIND)
    if units is not None:
        mine = models.Notice.objects.filter(account_id=actor.account).order_by()
        of_units = models.Notice.objects.filter(unit_id__in=units).order_by()
        to_units = models.Notice.objects.filter(to_unit__in=units).order_by()
        found = models.Notice.objects.filter(id__in=[each.id for each in mine.union(of_units, to_units)]).order_by(
            "-month", "-id"
        )
    return tuple(map(_notice_from, found[:MOST]))


def notice_for(actor: Actor, notice: UUID) -> Notice:
    """Return one notice. Raises NoSuchNotice, also for whoever may not read it."""
    found = models.Notice.objects.filter(id=notice).first()
    if found is None or not _may_read(actor, found):
        raise NoSuchNotice
    return _notice_from(found)


def may_read_notice(actor: Actor, notice: UUID) -> bool:
    """Whether this actor may read one: the official, and whoever heads the desk's unit or the agency."""
    found = models.Notice.objects.filter(id=notice).first()
    return found is not None and _may_read(actor, found)


def _may_read(actor: Actor, found: models.Notice) -> bool:
    if actor.is_anonymous:
        return False
    heads = any(access.judge(actor, REMIND, unit) for unit in (found.unit_id, found.to_unit))
    return found.account_id == actor.account or heads


def _notice_from(row: models.Notice) -> Notice:
    return Notice(
        id=row.id,
        month=row.month,
        account=row.account_id,
        post=row.post_id,
        unit=row.unit_id,
        to_unit=row.to_unit,
        figures=row.figures,
        print_id=row.print_id,
        at=local(row.at),
    )
