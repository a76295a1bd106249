"""A decision about a unit as a row with its line in the ledger, and what all of them check."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from motcua.kernel.access import require
from motcua.kernel.ids import new_id
from motcua.ledger import services as ledger
from motcua.organisation.models import OrderRow, UnitRow
from motcua.organisation.queries.units import parent
from motcua.organisation.services.revision import raise_revision
from motcua.organisation.types import UNIT_STREAM, UNITS, DecisionUnfit, OrderKind, UnitUnknown

if TYPE_CHECKING:
    from motcua.kernel.actor import Actor

VERBS = {
    OrderKind.FOUND: "organisation.unit.founded",
    OrderKind.RENAME: "organisation.unit.renamed",
    OrderKind.MOVE: "organisation.unit.moved",
    OrderKind.DISSOLVE: "organisation.unit.dissolved",
    OrderKind.ADD_POST: "organisation.post.added",
    OrderKind.CLOSE_POST: "organisation.post.closed",
}
LONGEST_PAPER = 120


def one_at_a_time() -> None:
    """Let nobody else change units until this act ends."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE organisation_unit IN SHARE ROW EXCLUSIVE MODE")


def require_above(actor: Actor, unit_id: UUID, on: date) -> None:
    """Refuse with NotAllowed whoever does not reach the unit above this one: nobody renames or dissolves the own unit."""
    sentence = _("Việc này do người quản trị của đơn vị cấp trên làm. Nhờ người quản trị cấp trên, kèm số văn bản.")
    require(actor, UNITS, parent(unit_id, on) or unit_id, sentence=sentence)


def unit_row(unit_id: UUID) -> UnitRow:
    """Return a unit's row. Raises UnitUnknown."""
    row = UnitRow.objects.filter(id=unit_id).first()
    if row is None:
        raise UnitUnknown
    return row


def check_dated(valid_from: date, paper: str, at: datetime, wrong: dict[str, str], field: str = "valid_from") -> None:
    """Put a sentence beside a day that has passed and beside a paper that is missing."""
    if valid_from < at.date():
        wrong[field] = _("Chọn hôm nay hoặc một ngày sau: những ngày đã qua không đổi được nữa.")
    if not paper.strip():
        wrong["paper"] = _("Ghi số, ngày và cơ quan ban hành của văn bản, ví dụ «NQ 12/NQ-HĐND ngày 4/5/2020».")
    elif len(paper) > LONGEST_PAPER:
        wrong["paper"] = _("Số văn bản không quá %(most)s chữ.") % {"most": LONGEST_PAPER}


def refuse(wrong: dict[str, str]) -> None:
    """Raise DecisionUnfit where anything is wrong."""
    if wrong:
        raise DecisionUnfit(wrong)


def decide(
    actor: Actor,
    kind: OrderKind,
    unit: UnitRow,
    *,
    at: datetime,
    valid_from: date,
    paper: str,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    post: UUID | None = None,
    **facts: object,
) -> OrderRow:
    """Write the decision, its line, and tell every process."""
    order = OrderRow.objects.create(
        id=new_id(),
        unit=unit,
        post_id=post,
        kind=kind,
        valid_from=valid_from,
        paper=paper.strip(),
        before=before or {},
        after=after or {},
        **signed(actor, at),
    )
    write_line(actor, VERBS[kind], unit, at=at, order=order.id, since=valid_from, **facts)
    return order


def write_line(actor: Actor, verb: str, unit: UnitRow, *, at: datetime, **facts: object) -> None:
    """Write a line of the unit's history, and tell every process."""
    unit.revision += 1
    unit.save(update_fields=["revision"])
    ledger.write(
        actor, verb, kind=UNIT_STREAM, stream=unit.id, seq=unit.revision, at=at, **{"unit": unit.code, **facts}
    )
    raise_revision()


def signed(actor: Actor, at: datetime) -> dict[str, Any]:
    """Return who did it, and when."""
    return {"at": at, "by_account": actor.account, "by_post": actor.post, "by_unit": actor.unit}
