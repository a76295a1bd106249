"""Found a unit."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.kernel.access import require
from motcua.kernel.act import act
from motcua.kernel.refusal import Invalid
from motcua.organisation import queries
from motcua.organisation.models import PostRow, UnitCode, UnitName, UnitParent, UnitRow
from motcua.organisation.rules import scheme_of
from motcua.organisation.rules.codes import province_of
from motcua.organisation.rules.founding import KINDS, code_fault, name_fault, place_fault
from motcua.organisation.services.codes import first_codes
from motcua.organisation.services.orders import check_dated, decide, one_at_a_time, refuse
from motcua.organisation.types import UNITS, OrderKind

if TYPE_CHECKING:
    from motcua.kernel.actor import Actor


@act
def found_unit(
    *,
    actor: Actor,
    at: datetime,
    code: str,
    name: str,
    unit_type: str,
    parent_id: UUID,
    valid_from: date,
    paper: str,
    eid: str = "",
    like: UUID | None = None,
) -> UUID:
    """Found a unit below another from a day on; return its id.

    ``eid`` is its e-identifier where one was given (without it an assumed one stands before its dossiers' codes), ``like``
    a unit of the same level whose posts it gets, the receiving counter with them.
    Raises NotAllowed (outside of one's reach), UnitUnknown, DecisionUnfit with a sentence for each field.
    """
    require(actor, UNITS, parent_id)
    one_at_a_time()
    code, eid, name = code.strip().upper(), eid.strip().upper(), " ".join(name.split())
    check_founding(
        code=code, name=name, unit_type=unit_type, parent_id=parent_id, valid_from=valid_from, paper=paper, eid=eid,
        like=like, at=at,
    )  # fmt: skip
    unit = _write_unit(code, name, unit_type, parent_id, valid_from=valid_from, eid=eid)
    posts = _write_posts(unit, like, valid_from) if like else 0
    decide(
        actor, OrderKind.FOUND, unit, at=at, valid_from=valid_from, paper=paper, after={"name": name},
        level=unit.level, posts=posts,
    )  # fmt: skip
    return unit.id


def check_founding(
    *, code: str, name: str, unit_type: str, parent_id: UUID, valid_from: date, paper: str, eid: str, like: UUID | None,
    at: datetime,
) -> None:  # fmt: skip
    """Refuse what cannot be founded, with a sentence for each field."""
    wrong: dict[str, str] = {}
    check_dated(valid_from, paper, at, wrong)
    above = queries.unit(parent_id)
    if not above.is_alive(valid_from):
        wrong["parent_id"] = _("Đơn vị cấp trên không còn hoạt động vào ngày ấy.")
    elif fault := place_fault(unit_type, above.level):
        wrong["unit_type" if unit_type not in KINDS else "parent_id"] = fault
    level = KINDS[unit_type][0] if unit_type in KINDS else "commune"
    if fault := name_fault(name, unit_type, level):
        wrong["name"] = fault
    if fault := code_fault(code):
        wrong["code"] = fault
    elif UnitRow.objects.filter(code=code).exists():
        wrong["code"] = _("Mã này đã dùng cho %(unit)s.") % {"unit": queries.short_name(queries.unit_by_code(code).id)}
    if any(queries.name_on(child.id, valid_from) == name for child in queries.children(parent_id, valid_from)):
        wrong["name"] = _("Đã có đơn vị tên này dưới cùng cấp trên.")
    if eid:
        _check_eid(eid, wrong)
    if like is not None and queries.unit(like).level != level:
        wrong["like"] = _("Chọn đơn vị cùng cấp để lập vị trí giống như thế.")
    refuse(wrong)


def _check_eid(eid: str, wrong: dict[str, str]) -> None:
    try:
        scheme_of(eid)
    except Invalid as refusal:
        wrong["eid"] = refusal.fields["code"]
        return
    taken = UnitCode.objects.filter(scheme__in=("legacy", "qd20"), text=eid).first()
    if taken is not None:
        wrong["eid"] = _("Mã định danh này đã cấp cho %(unit)s. Kiểm tra lại văn bản cấp mã.") % {
            "unit": queries.short_name(taken.unit_id)
        }


def _write_unit(code: str, name: str, unit_type: str, parent_id: UUID, *, valid_from: date, eid: str) -> UnitRow:
    rows = {row.id: row for row in UnitRow.objects.all()}
    parents = {row.unit_id: row.parent_id for row in UnitParent.objects.order_by("valid_from", "id")}
    siblings = [row.ordinal for row in rows.values() if parents.get(row.id) == parent_id]
    unit = UnitRow.objects.create(
        code=code,
        level=KINDS[unit_type][0],
        unit_type=unit_type,
        valid_from=valid_from,
        ordinal=max(siblings, default=0) + 1,
        serial=max(row.serial for row in rows.values()) + 1,
        revision=0,
    )
    UnitName.objects.create(unit=unit, name=name, valid_from=valid_from)
    UnitParent.objects.create(unit=unit, parent_id=parent_id, valid_from=valid_from)
    path, top = [unit.ordinal], parent_id
    while top in parents:
        path.insert(0, rows[top].ordinal)
        top = parents[top]
    known = UnitCode.objects.filter(unit_id=top, scheme="qd20").order_by("assumed").first()
    province = province_of(known.text) if known else "A00"
    UnitCode.objects.bulk_create(first_codes(unit, tuple(path), province, eid, "given" if eid else ""))
    return unit


def _write_posts(unit: UnitRow, like: UUID, valid_from: date) -> int:
    pattern = PostRow.objects.filter(unit_id=like, valid_to=None).order_by("place")
    posts = [
        PostRow(
            unit=unit, section=post.section, name=post.name, role=post.role, seats=post.seats, signs=post.signs,
            place=post.place, assumed=False, valid_from=valid_from,
        )
        for post in pattern
    ]  # fmt: skip
    PostRow.objects.bulk_create(posts)
    return len(posts)
