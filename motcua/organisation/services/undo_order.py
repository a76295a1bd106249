"""Take a decision about a unit back before its day."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from motcua.kernel.access import require
from motcua.kernel.act import act
from motcua.organisation.models import OrderRow, OrderUndone, PostRow, UnitCode, UnitLink, UnitName, UnitParent, UnitRow
from motcua.organisation.services.orders import one_at_a_time, require_above, signed, write_line
from motcua.organisation.sockets import stakes
from motcua.organisation.types import UNITS, NotUndoable, OrderKind, OrderUnknown
from motcua.ui import words

if TYPE_CHECKING:
    from motcua.kernel.actor import Actor

ONE_DAY = timedelta(days=1)
ABOUT_POSTS = frozenset({OrderKind.ADD_POST, OrderKind.CLOSE_POST})


@act
def undo_order(*, actor: Actor, at: datetime, order_id: UUID) -> None:
    """Take back a decision that is not in force yet; both stay in the history.

    Raises NotAllowed (as the decision itself), OrderUnknown, NotUndoable (its day has come, it was undone, others build
    on it).
    """
    order = OrderRow.objects.select_related("unit").filter(id=order_id).first()
    if order is None:
        raise OrderUnknown
    if order.kind in ABOUT_POSTS:
        require(actor, UNITS, order.unit_id)
    else:
        require_above(actor, order.unit_id, order.valid_from)
    one_at_a_time()
    check_undoing(order, at)
    _UNDO[OrderKind(order.kind)](order)
    OrderUndone.objects.create(order=order, **signed(actor, at))
    unit = UnitRow.objects.get(id=order.unit_id)
    write_line(actor, "organisation.order.undone", unit, at=at, order=order.id, since=order.valid_from)


def check_undoing(order: OrderRow, at: datetime) -> None:
    """Refuse with NotUndoable what can no longer be taken back."""
    if OrderUndone.objects.filter(order=order).exists():
        raise NotUndoable(_("Quyết định này đã huỷ rồi."))
    if order.valid_from <= at.date():
        raise NotUndoable(
            _("Quyết định đã có hiệu lực từ %(day)s, không huỷ được nữa. Ra quyết định mới để sửa.")
            % {"day": words.day(order.valid_from)}
        )
    later = OrderRow.objects.filter(unit=order.unit, at__gt=order.at, orderundone=None)
    if order.kind in ABOUT_POSTS:
        later = later.filter(post_id=order.post_id)
    elif order.kind != OrderKind.FOUND:
        later = later.exclude(kind__in=ABOUT_POSTS)
    if later.exists():
        raise NotUndoable(_("Có quyết định ra sau dựa trên quyết định này. Huỷ quyết định ra sau trước."))
    held = [
        stake.words
        for plug in stakes
        for stake in plug.held(
            unit=order.unit_id,
            posts=frozenset({order.post_id} if order.post_id else ()),
            whole=order.kind == OrderKind.FOUND,
            on=order.valid_from,
        )
        if stake.count and order.kind in {OrderKind.FOUND, OrderKind.ADD_POST}
    ]
    if held:
        raise NotUndoable(_("Chưa huỷ được: %(stakes)s.") % {"stakes": "; ".join(held)})


def _unfound(order: OrderRow) -> None:
    """Let it never have been: its ordinal and serial stay used, its code and e-identifier are free for the right one."""
    UnitCode.objects.filter(unit=order.unit, assumed=False).delete()
    unit = order.unit
    UnitRow.objects.filter(id=unit.id).update(code=f"{unit.code}#{unit.serial}")


def _unrename(order: OrderRow) -> None:
    _back(UnitName, order, {"name": order.before["name"]})


def _unmove(order: OrderRow) -> None:
    _back(UnitParent, order, {"parent_id": order.before["parent_id"]})


def _back(model: type[UnitName | UnitParent], order: OrderRow, values: dict[str, object]) -> None:
    new = model.objects.get(unit=order.unit, valid_from=order.valid_from)
    if order.before["in_place"]:
        model.objects.filter(id=new.id).update(**values)
        return
    until = new.valid_to
    new.delete()
    model.objects.filter(unit=order.unit, valid_to=order.valid_from - ONE_DAY).update(valid_to=until)


def _undissolve(order: OrderRow) -> None:
    last, until = order.valid_from - ONE_DAY, order.before["valid_to"]
    UnitRow.objects.filter(id=order.unit_id).update(valid_to=until)
    for model in (UnitName, UnitParent):
        model.objects.filter(unit=order.unit, valid_to=last).update(valid_to=until)
    UnitLink.objects.filter(predecessor=order.unit, on=order.valid_from).delete()
    UnitLink.objects.bulk_create([UnitLink(predecessor=order.unit, **link) for link in order.before["links"]])


def _unadd(order: OrderRow) -> None:
    """Nobody held it: it ends the day before it begins."""
    _post(order).update(valid_to=order.valid_from - ONE_DAY)


def _unclose(order: OrderRow) -> None:
    _post(order).update(valid_to=None, assumed=order.before["assumed"])


def _post(order: OrderRow) -> QuerySet[PostRow]:
    assert order.post_id is not None, "a decision about a post names it"
    return PostRow.objects.filter(id=order.post_id)


_UNDO = {
    OrderKind.FOUND: _unfound,
    OrderKind.RENAME: _unrename,
    OrderKind.MOVE: _unmove,
    OrderKind.DISSOLVE: _undissolve,
    OrderKind.ADD_POST: _unadd,
    OrderKind.CLOSE_POST: _unclose,
}
