"""What a page of figures was asked for: unit, period, side, and what the figures are told apart by."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.catalogue import queries as catalogue
from motcua.dossiers import queries
from motcua.dossiers.queries import HELD, NOBODY, By, Cut, Figure, Side
from motcua.identity.types import Role
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.refusal import NotAllowed
from motcua.organisation import queries as organisation
from motcua.organisation.queries.orders import units_reached, units_within
from motcua.organisation.types import PostUnknown, Unit, UnitUnknown
from motcua.supervision.periods import FIRST, LAST, Span, period_of

LOOK = "dossiers.look"
#: Units as they are now, in an address.
NOW = "hien-nay"
#: So much of an address is read as a name.
LETTERS = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as a page's address says it; ``unit`` is None for all that the asker may look at.

    ``field`` and ``procedure`` (by its national code) narrow it; empty: whatever field, whatever procedure. ``heirs_on``: units
    count as those that stand in their place on that day; None: as those that they were then.
    """

    span: Span
    on: date
    unit: UUID | None
    side: Side
    by: By
    field: str = ""
    procedure: str = ""
    heirs_on: date | None = None

    @property
    def cut(self) -> Cut:
        """Return the dossiers that are meant: those of the unit and of all below it, then or now."""
        period = period_of(self.span, self.on)
        units = None
        if self.unit is not None and self.heirs_on:
            units = organisation.subtree_then(self.unit, self.heirs_on)
        elif self.unit is not None:
            units = organisation.subtree_within(self.unit, period.since, period.until)
        versions = frozenset(version.id for version in catalogue.versions_of(self.procedure))
        return Cut(
            period,
            self.side,
            units,
            field=self.field,
            procedures=versions if self.procedure else None,
        )

    @property
    def narrowed(self) -> str:
        """Say to which field or procedure it is narrowed; empty where to none."""
        return procedure_name(self.procedure) if self.procedure else self.field

    def address(self, **changes: Any) -> str:
        """Return the address's end for this question, or for one that differs in something."""
        asked = replace(self, **{name: changes.pop(name) for name in tuple(changes) if name in self.__slots__})
        values = {"ky": asked.span, "ngay": asked.on, "phia": asked.side, "xem": asked.by}
        if asked.unit is not None:
            values["don-vi"] = str(asked.unit)
        if asked.heirs_on:
            values["don-vi-theo"] = NOW
        if asked.field:
            values["linh-vuc"] = asked.field
        if asked.procedure:
            values["thu-tuc"] = asked.procedure
        return "?" + urlencode({**values, **changes})


def asked(values: QueryDict, today: date) -> Asked:
    """Read an address; what is not readable is what is usual: this month, all units, those who decide, by unit."""
    return Asked(
        span=_one(Span, values.get("ky"), Span.MONTH),
        on=_day(values.get("ngay")) or today,
        unit=_unit(values.get("don-vi")),
        side=_one(Side, values.get("phia"), Side.COMPETENT),
        by=_one(By, values.get("xem"), By.UNIT),
        field=values.get("linh-vuc", "")[:LETTERS],
        procedure=values.get("thu-tuc", "")[:LETTERS],
        heirs_on=today if values.get("don-vi-theo") == NOW else None,
    )


def unread(values: QueryDict) -> str:
    """Say what of an address could not be read; empty where all could."""
    if values.get("ngay") and _day(values["ngay"]) is None:
        return _("Không đọc được ngày «%(text)s»; đang xem kỳ có hôm nay. Chọn lại ngày.") % {
            "text": values["ngay"][:40]
        }
    if values.get("don-vi") and _unit(values["don-vi"]) is None:
        return _("Không có đơn vị này; đang xem mọi đơn vị bạn được xem. Chọn lại đơn vị.")
    return ""


def procedure_name(code: str) -> str:
    """Return the name of a procedure's newest version; the code itself where nobody knows it."""
    versions = catalogue.versions_of(code)
    return versions[-1].name if versions else code


def units_to_choose(actor: Actor, on: date, then: date | None = None) -> tuple[Unit, ...]:
    """Return the units whose figures this actor may see, and with ``then`` those of that day which are gone since.

    Refuses with NotAllowed where there are none.
    """
    if actor.is_anonymous or access.scope(actor, LOOK).is_empty:
        raise NotAllowed(
            _("Số liệu chỉ hiện cho người được xem hồ sơ của đơn vị. Chọn vị trí khác, hoặc hỏi người quản trị.")
        )
    alive = units_within(actor, LOOK, on)
    if then is None:
        return alive
    reached = units_reached(actor, LOOK)
    gone = [unit for unit in organisation.units(then) if not unit.is_alive(on)]
    return (*alive, *(unit for unit in gone if reached is None or unit.id in reached))


def figures(actor: Actor, question: Asked, now: datetime) -> dict[str, tuple[str, dict[Figure, int]]]:
    """Return the figures by key, each with its name, those with most dossiers first; versions of a procedure together."""
    found: dict[str, tuple[str, dict[Figure, int]]] = {}
    for raw, counted in queries.tally(actor, question.cut, question.by, now).items():
        key, name = named(question.by, counts_as(question, raw) if question.by is By.UNIT else raw)
        before = found.get(key, (name, dict.fromkeys(Figure, 0)))[1]
        found[key] = name, {figure: before[figure] + counted[figure] for figure in Figure}
    return dict(
        sorted(found.items(), key=lambda item: (-item[1][1][Figure.CARRIED] - item[1][1][Figure.RECEIVED], item[1][0]))
    )


def counts_as(question: Asked, unit: UUID | str) -> UUID | str:
    """Return the unit in whose row another one is counted: itself, or whoever stands in its place now."""
    return organisation.stands_for(UUID(str(unit)), question.heirs_on) if question.heirs_on else unit


def total(rows: dict[str, tuple[str, dict[Figure, int]]]) -> dict[Figure, int]:
    """Return the sums of all rows."""
    return {figure: sum(counted[figure] for _name, counted in rows.values()) for figure in Figure}


def narrowed(question: Asked, key: str) -> tuple[Cut, tuple[UUID, ...], str]:
    """Return the dossiers of one row: the cut, the versions of its procedure, and its name; an empty key is all of them."""
    cut = question.cut
    if not key:
        return cut, (), ""
    if question.by is By.FIELD:
        return replace(cut, field=key), (), key
    if question.by in HELD:
        return replace(cut, held=(question.by, key)), (), named(question.by, key)[1]
    if question.by is By.PROCEDURE:
        versions = catalogue.versions_of(key)
        return cut, tuple(version.id for version in versions), procedure_name(key)
    unit = _unit(key)
    units = frozenset[UUID]() if unit is None else frozenset({unit})
    if unit and question.heirs_on:
        units = organisation.with_predecessors(units, question.heirs_on)
    return (
        replace(cut, units=units if cut.units is None else units & cut.units),
        (),
        named(By.UNIT, unit)[1] if unit else key,
    )


def named(by: By, raw: UUID | str) -> tuple[str, str]:
    """Return a row's key in an address, and its name; versions of a procedure share one."""
    text = str(raw)
    match by:
        case By.FIELD:
            return text, text
        case By.STAGE:
            return text, Role(text).words if text in set(Role) else _("Khác")
        case By.PROCEDURE:
            version = catalogue.version(UUID(text))
            return version.code, version.short_name or version.name
        case By.OFFICIAL:
            return text, _official(text)
        case _:
            unit = _unit(text)
            return text, organisation.short_name(unit) if unit else text


def _official(text: str) -> str:
    if text == NOBODY:
        return _("Chung của đơn vị, chưa ai nhận")
    try:
        post = organisation.post(UUID(text))
    except (ValueError, PostUnknown):
        return text
    return f"{post.name}, {organisation.short_name(post.unit_id)}"


def _one(kind: Any, text: str | None, usual: Any) -> Any:
    return kind(text) if text in set(kind) else usual


def _day(text: str | None) -> date | None:
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if FIRST <= day.year <= LAST else None


def _unit(text: str | None) -> UUID | None:
    try:
        unit = organisation.unit(UUID(text or ""))
    except (ValueError, UnitUnknown):
        return None
    return unit.id
