"""The units and links of a folder."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from motcua.organisation.models import OrderRow, UnitCode, UnitLink, UnitName, UnitParent, UnitRow
from motcua.organisation.rules import scheme_of
from motcua.organisation.rules.codes import province_of
from motcua.organisation.rules.wanted import WantedUnit, usual_province, wanted_units
from motcua.organisation.services.bulk import update
from motcua.organisation.services.codes import first_codes, replace_code
from motcua.organisation.types import OrderKind

if TYPE_CHECKING:
    from motcua.clocks.folder.reader import ProfileFolder


@dataclass(slots=True)
class ChangedUnit:
    """A unit that this act records or changes, and what its line will say."""

    row: UnitRow
    is_new: bool
    facts: dict[str, Any] = field(default_factory=dict)

    def line(self) -> tuple[str, UUID, int, dict[str, Any]]:
        """Return the line of this unit."""
        verb = "organisation.unit.recorded" if self.is_new else "organisation.unit.changed"
        return verb, self.row.id, self.row.revision, {"unit": self.row.code, **self.facts}


def load_units(folder: ProfileFolder, at: datetime) -> tuple[dict[str, ChangedUnit], dict[str, UnitRow]]:
    """Record new units and changes of known ones; return those, and all units by code."""
    units = {row.code: row for row in UnitRow.objects.select_for_update()}
    wanted = wanted_units(folder)
    fresh = _record([unit for unit in wanted if unit.code not in units], units, usual_province(folder))
    changed = {row.code: ChangedUnit(row, is_new=True, facts={"level": row.level}) for row in fresh}
    known = _Known.read()
    decided = set(
        OrderRow.objects.exclude(kind__in=(OrderKind.ADD_POST, OrderKind.CLOSE_POST)).values_list(
            "unit__code", flat=True
        )
    )
    rows: list[UnitRow] = []
    for unit in wanted:
        # What an administrator decided on a screen is newer than the folder.
        if unit.code not in changed and unit.code not in decided:
            differs = _change(unit, units, known, at)
            if differs:
                rows.append(units[unit.code])
                changed[unit.code] = ChangedUnit(units[unit.code], is_new=False, facts={"changed": differs})
    update(
        rows, {name: "date" if name.startswith("valid_") else "text" for name in (wanted[0].facts if wanted else ())}
    )
    return changed, units


def _record(wanted: list[WantedUnit], units: dict[str, UnitRow], usual: str) -> list[UnitRow]:
    """Record units with name, parent and codes; their ordinals and serials go on from the last ones given."""
    parents = {link.unit_id: link.parent_id for link in UnitParent.objects.order_by("id")}
    by_id = {row.id: row for row in units.values()}
    last: dict[Any, int] = {}
    for row in units.values():
        above = parents.get(row.id)
        last[above] = max(last.get(above, 0), row.ordinal)
    serial = max((row.serial for row in units.values()), default=0)
    provinces = {code.unit_id: province_of(code.text) for code in UnitCode.objects.filter(scheme="qd20", assumed=False)}
    rows: list[UnitRow] = []
    facts: list[Any] = []
    for unit in wanted:
        serial += 1
        above = units[unit.parent_code].id if unit.parent_code else None
        last[above] = last.get(above, 0) + 1
        row = UnitRow(code=unit.code, ordinal=last[above], serial=serial, **unit.facts)
        units[unit.code] = by_id[row.id] = row
        rows.append(row)
        period = {"valid_from": row.valid_from, "valid_to": row.valid_to}
        facts.append(UnitName(unit=row, name=unit.name, **period))
        path: list[int] = []
        top = row
        if above is not None:
            facts.append(UnitParent(unit=row, parent=by_id[above], **period))
            parents[row.id] = above
            while top.id in parents:
                path.insert(0, top.ordinal)
                top = by_id[parents[top.id]]
        if unit.gso_code:
            facts.append(UnitCode(unit=row, scheme="gso", text=unit.gso_code, **period))
        if not path:
            provinces[row.id] = province_of(unit.eid_code) if unit.eid_code else usual
        facts += first_codes(row, tuple(path), provinces.get(top.id, usual), unit.eid_code, unit.eid_status)
    UnitRow.objects.bulk_create(rows)
    for model in (UnitName, UnitParent, UnitCode):
        model.objects.bulk_create([fact for fact in facts if isinstance(fact, model)])  # type: ignore[misc]  # one kind at a time
    return rows


@dataclass(slots=True)
class _Known:
    """The latest name, parent and codes of each unit."""

    names: dict[Any, UnitName]
    parents: dict[Any, UnitParent]
    codes: dict[tuple[Any, str], UnitCode]

    @classmethod
    def read(cls) -> _Known:
        order = ("unit", "valid_from")
        return cls(
            names={name.unit_id: name for name in UnitName.objects.order_by(*order)},
            parents={parent.unit_id: parent for parent in UnitParent.objects.order_by(*order)},
            codes={(code.unit_id, code.scheme): code for code in UnitCode.objects.order_by(*order, "id")},
        )


def _change(unit: WantedUnit, units: dict[str, UnitRow], known: _Known, at: datetime) -> list[str]:
    """Correct a known unit; return the names of what was corrected."""
    row = units[unit.code]
    period = {"valid_from": unit.facts["valid_from"], "valid_to": unit.facts["valid_to"]}
    differs = [name for name, value in unit.facts.items() if getattr(row, name) != value]
    moved = bool({"valid_from", "valid_to"} & set(differs))
    name = known.names[row.id]
    if name.name != unit.name or moved:
        differs += ["name"] if name.name != unit.name else []
        UnitName.objects.filter(id=name.id).update(name=unit.name, **_ends(name, row, period))
    parent = known.parents.get(row.id)
    above = units.get(unit.parent_code)
    if above is not None and (parent is None or parent.parent_id != above.id or moved):
        differs += ["parent"] if parent is None or parent.parent_id != above.id else []
        if parent is None:
            UnitParent.objects.create(unit=row, parent=above, **period)
        else:
            UnitParent.objects.filter(id=parent.id).update(parent=above, **_ends(parent, row, period))
    gso = known.codes.get((row.id, "gso"))
    if unit.gso_code and (gso is None or gso.text != unit.gso_code):
        differs.append("gso")
        UnitCode.objects.update_or_create(unit=row, scheme="gso", defaults={"text": unit.gso_code})
    if unit.eid_code:
        scheme = scheme_of(unit.eid_code)
        if known.codes[row.id, scheme].assumed:
            differs.append("code")
            replace_code(row, scheme, unit.eid_code, valid_from=at.date(), status=unit.eid_status)
    if differs:
        for column, value in unit.facts.items():
            setattr(row, column, value)
        row.revision += 1
    return differs


def _ends(latest: UnitName | UnitParent, row: UnitRow, period: dict[str, Any]) -> dict[str, Any]:
    """Return the new ends of the latest period: its beginning moves only if it was the unit's own."""
    return period if latest.valid_from == row.valid_from else {"valid_to": period["valid_to"]}


def load_links(folder: ProfileFolder, units: dict[str, UnitRow]) -> int:
    """Record new links and corrected remarks of known ones; return how many."""
    known = {(link.predecessor_id, link.successor_id, link.on): link for link in UnitLink.objects.all()}
    fresh, corrected = [], 0
    for found in folder.links:
        successor = units[found.successor_code].id if found.successor_code else None
        key = (units[found.predecessor_code].id, successor, found.on)
        facts = {
            "change_type": found.change_type,
            "legal_basis": found.legal_basis or "",
            "confidence": found.confidence or "",
            "note": found.note or "",
        }
        link = known.get(key)
        if link is None:
            fresh.append(UnitLink(predecessor_id=key[0], successor_id=key[1], on=key[2], **facts))
        elif any(getattr(link, name) != value for name, value in facts.items()):
            UnitLink.objects.filter(id=link.id).update(**facts)
            corrected += 1
    UnitLink.objects.bulk_create(fresh)
    return len(fresh) + corrected
