"""Rename, move and dissolve a unit from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from motcua.kernel.access import require
from motcua.kernel.act import act
from motcua.organisation import queries
from motcua.organisation.models import UnitLink, UnitName, UnitParent, UnitRow
from motcua.organisation.rules.founding import name_fault, place_fault
from motcua.organisation.services.orders import check_dated, decide, one_at_a_time, refuse, require_above, unit_row
from motcua.organisation.types import UNITS, OrderKind
from motcua.ui import words

if TYPE_CHECKING:
    from motcua.kernel.actor import Actor

ONE_DAY = timedelta(days=1)


@act
def rename_unit(*, actor: Actor, at: datetime, unit_id: UUID, name: str, valid_from: date, paper: str) -> None:
    """Give a unit another name from a day on; prints of before keep theirs.

    Raises NotAllowed (whoever does not administer the unit above), UnitUnknown, DecisionUnfit.
    """
    unit = unit_row(unit_id)
    require_above(actor, unit_id, at.date())
    one_at_a_time()
    name = " ".join(name.split())
    check_renaming(unit, name=name, valid_from=valid_from, paper=paper, at=at)
    before = _next(UnitName, unit, valid_from, {"name": name})
    decide(
        actor, OrderKind.RENAME, unit, at=at, valid_from=valid_from, paper=paper, before=before, after={"name": name}
    )


def check_renaming(unit: UnitRow, *, name: str, valid_from: date, paper: str, at: datetime) -> None:
    """Refuse what cannot be renamed so."""
    wrong: dict[str, str] = {}
    check_dated(valid_from, paper, at, wrong)
    _check_alive(unit, valid_from, wrong)
    if fault := name_fault(name, unit.unit_type, unit.level):  # type: ignore[arg-type]  # the database allows levels only
        wrong["name"] = fault
    elif queries.name_on(unit.id, valid_from) == name:
        wrong["name"] = _("Đơn vị đang mang tên này. Nhập tên mới.")
    _check_last(UnitName, unit, valid_from, wrong)
    refuse(wrong)


@act
def move_unit(*, actor: Actor, at: datetime, unit_id: UUID, parent_id: UUID, valid_from: date, paper: str) -> None:
    """Put a unit under another from a day on.

    Raises NotAllowed (whoever does not administer both the old and the new unit above), UnitUnknown, DecisionUnfit.
    """
    unit = unit_row(unit_id)
    require_above(actor, unit_id, at.date())
    require(actor, UNITS, parent_id)
    one_at_a_time()
    check_moving(unit, parent_id=parent_id, valid_from=valid_from, paper=paper, at=at)
    before = _next(UnitParent, unit, valid_from, {"parent_id": parent_id})
    decide(
        actor, OrderKind.MOVE, unit, at=at, valid_from=valid_from, paper=paper, before=before,
        after={"parent": str(parent_id)}, to_unit=queries.unit(parent_id).code,
    )  # fmt: skip


def check_moving(unit: UnitRow, *, parent_id: UUID, valid_from: date, paper: str, at: datetime) -> None:
    """Refuse what cannot be moved so."""
    wrong: dict[str, str] = {}
    check_dated(valid_from, paper, at, wrong)
    _check_alive(unit, valid_from, wrong)
    above = queries.unit(parent_id)
    if unit.level == "province":
        wrong["parent_id"] = _("Tỉnh không trực thuộc đơn vị nào.")
    elif queries.parent(unit.id, valid_from) == parent_id:
        wrong["parent_id"] = _("Đơn vị đang trực thuộc nơi này. Chọn đơn vị cấp trên mới.")
    elif parent_id in queries.subtree(unit.id, valid_from):
        wrong["parent_id"] = _("Không thể trực thuộc chính mình hoặc đơn vị bên dưới mình.")
    elif not above.is_alive(valid_from):
        wrong["parent_id"] = _("Đơn vị cấp trên không còn hoạt động vào ngày ấy.")
    elif fault := place_fault(unit.unit_type, above.level):
        wrong["parent_id"] = fault
    _check_last(UnitParent, unit, valid_from, wrong)
    refuse(wrong)


@act
def dissolve_unit(
    *, actor: Actor, at: datetime, unit_id: UUID, last_day: date, successors: Sequence[UUID], paper: str
) -> None:
    """End a unit after its last day; what it had in hand goes to its one successor, or is decided case by case.

    Dossiers do not move: who is competent follows the succession. Raises NotAllowed (whoever does not administer the unit
    above), UnitUnknown, DecisionUnfit.
    """
    unit = unit_row(unit_id)
    require_above(actor, unit_id, at.date())
    one_at_a_time()
    check_dissolving(unit, last_day=last_day, successors=successors, paper=paper, at=at)
    on = last_day + ONE_DAY
    before = _end(unit, last_day)
    kind = "merge" if successors else "abolish"
    heirs: list[UUID | None] = [*successors] or [None]
    UnitLink.objects.bulk_create(
        [
            UnitLink(predecessor=unit, successor_id=heir, on=on, change_type=kind, legal_basis=paper.strip())
            for heir in heirs
        ]
    )
    decide(
        actor, OrderKind.DISSOLVE, unit, at=at, valid_from=on, paper=paper, before=before,
        after={"successors": [str(heir) for heir in successors]}, heirs=len(successors),
    )  # fmt: skip


def _end(unit: UnitRow, last_day: date) -> dict[str, Any]:
    """End the unit, its last name and place; what was written of a later end gives way. Return what undoing needs."""
    until = unit.valid_to
    links = UnitLink.objects.filter(predecessor=unit, on__gt=last_day)
    before = {
        "valid_to": until.isoformat() if until else None,
        "links": [
            {
                "successor_id": str(link.successor_id) if link.successor_id else None,
                "on": link.on.isoformat(),
                **{name: getattr(link, name) for name in ("change_type", "legal_basis", "confidence", "note")},
            }
            for link in links
        ],
    }
    links.delete()
    for model in (UnitName, UnitParent):
        model.objects.filter(unit=unit, valid_to=until).update(valid_to=last_day)
    unit.valid_to = last_day
    unit.save(update_fields=["valid_to"])
    return before


def check_dissolving(unit: UnitRow, *, last_day: date, successors: Sequence[UUID], paper: str, at: datetime) -> None:
    """Refuse what cannot be dissolved so."""
    wrong: dict[str, str] = {}
    check_dated(last_day, paper, at, wrong, field="last_day")
    after = last_day + ONE_DAY
    if unit.level == "province":
        wrong["last_day"] = _("Tỉnh không giải thể ở màn hình này.")
    elif unit.valid_to is not None and unit.valid_to <= last_day:
        wrong["last_day"] = _("Đơn vị đã có ngày cuối cùng là %(day)s.") % {"day": words.day(unit.valid_to)}
    elif unit.valid_from and last_day < unit.valid_from:
        wrong["last_day"] = _("Ngày cuối cùng phải sau ngày lập đơn vị. Muốn bỏ hẳn, hãy huỷ quyết định lập.")
    below = [child for child in queries.children(unit.id, after) if child.id != unit.id]
    if below and "last_day" not in wrong:
        wrong["last_day"] = _("Còn %(count)s đơn vị trực thuộc. Chuyển hoặc giải thể các đơn vị ấy trước.") % {
            "count": len(below)
        }
    if unit.id in successors or any(not queries.unit(heir).is_alive(after) for heir in successors):
        wrong["successors"] = _("Chọn đơn vị kế thừa còn hoạt động sau ngày ấy.")
    _check_last(UnitName, unit, after, wrong, field="last_day")
    refuse(wrong)


def _check_alive(unit: UnitRow, on: date, wrong: dict[str, str]) -> None:
    if not queries.unit(unit.id).is_alive(on):
        wrong["valid_from"] = _("Đơn vị không hoạt động vào ngày ấy. Chọn ngày khác.")


def _check_last(
    model: type[UnitName | UnitParent], unit: UnitRow, on: date, wrong: dict[str, str], field: str = "valid_from"
) -> None:
    """Refuse a decision before a later one: that is undone first."""
    later = model.objects.filter(unit=unit, valid_from__gt=on).order_by("valid_from").first()
    if later is not None and later.valid_from:
        wrong[field] = _("Đã có quyết định từ ngày %(day)s. Huỷ quyết định ấy trước, hoặc chọn ngày sau đó.") % {
            "day": words.day(later.valid_from)
        }


def _next(model: type[UnitName | UnitParent], unit: UnitRow, on: date, values: dict[str, Any]) -> dict[str, Any]:
    """End the period that holds the day and begin another; return what undoing needs."""
    held = model.objects.get(
        Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gte=on), unit=unit
    )
    before = {name: str(getattr(held, name)) for name in values}
    if held.valid_from == on:
        model.objects.filter(id=held.id).update(**values)
        return {**before, "in_place": True}
    until = held.valid_to
    model.objects.filter(id=held.id).update(valid_to=on - ONE_DAY)
    model.objects.create(unit=unit, valid_from=on, valid_to=until, **values)
    return {**before, "in_place": False}
