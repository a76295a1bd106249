"""Which procedures a unit receives, who decides, who takes a step."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.catalogue.queries.shelf import shelf
from motcua.catalogue.rules import Searchable, best
from motcua.catalogue.types import (
    COMPETENT_COMMUNE,
    OUTSIDE,
    RECEIVING_COUNTER,
    CompetentUnknown,
    ProcedureVersion,
    Process,
    Step,
)
from motcua.organisation import queries as organisation
from motcua.organisation.types import within
from motcua.parties.queries import plain

#: How many days' lists are kept, of all levels together.
LISTS = 1200

#: Where a level's counter stands, for a sentence to the citizen.
_COUNTERS = {
    "commune": gettext_noop("xã, phường, thị trấn"),
    "district": gettext_noop("huyện, thành phố"),
    "province": gettext_noop("Trung tâm Phục vụ hành chính công của tỉnh"),
}


def receivable(unit_id: UUID, on: date) -> tuple[ProcedureVersion, ...]:
    """Return what a unit may receive on a day: its own level's procedures that have a limit.

    Provincial procedures are received by the provincial centre; where there is none that day, by the department that decides.
    """
    return tuple(found.version for found in _received(unit_id, on) if found.version.has_limit)


def received_at(unit_id: UUID, on: date) -> tuple[ProcedureVersion, ...]:
    """Return the procedures of a unit's counter on a day, those without a limit too: shown, not received."""
    return tuple(found.version for found in _received(unit_id, on))


def answered_for(unit_id: UUID, on: date) -> tuple[ProcedureVersion, ...]:
    """Return what a unit answers for on a day: a department the procedures that it decides, any other those of its counter."""
    if organisation.unit(unit_id).level != "department":
        return received_at(unit_id, on)
    return tuple(
        found.version
        for found in shelf.get().on(on)
        if found.version.decide_unit and organisation.unit_by_code(found.version.decide_unit).id == unit_id
    )


def search(text: str, unit_id: UUID | None, on: date, limit: int = 20, field: str = "") -> list[ProcedureVersion]:
    """Return what is found by words without accents, by initials or by the beginning of a code, best first.

    Of a unit: what its counter has on a day, also what has no limit yet (``why_not_receivable`` says so); without a unit
    everything in force. ``field`` narrows to one field.
    """
    among = shelf.get().on(on) if unit_id is None else _received(unit_id, on)
    return best((found for found in among if not field or found.version.field == field), plain(text))[:limit]


def why_not_receivable(version: ProcedureVersion, unit_id: UUID, on: date) -> str:
    """Return in a sentence why a unit may not receive a version on a day; empty when it may."""
    if not within(version.valid_from, on, version.valid_to):
        return _(
            "Bản công bố này không có hiệu lực trong ngày tiếp nhận. Tìm lại thủ tục để dùng bản đang có hiệu lực."
        )
    if not any(found.version.id == version.id for found in _received(unit_id, on)):
        return _("Thủ tục này không nộp ở đây mà nộp tại: %(places)s.") % {
            "places": "; ".join(_(_COUNTERS[level]) for level in version.receive_levels) or _("chưa xác định")
        }
    return "" if version.has_limit else _no_limit()


def competent_unit(version: ProcedureVersion, *, receiving: UUID, commune: UUID | None, on: date) -> UUID:
    """Return the unit that decides about a dossier received by a unit on a day; nothing is guessed.

    ``commune`` is where the owner lives, asked for only where the receiving unit does not tell. Raises CompetentUnknown,
    and NoHeir or HeirUndecided where the department that decides is no more.
    """
    if version.decide_unit:
        return organisation.competent_now(organisation.unit_by_code(version.decide_unit).id, on)
    level = receiving_level(receiving, on)
    if len(version.decide_levels) == 1:
        level = version.decide_levels[0]
    if level == "province":
        return organisation.province_of(receiving, on)
    if level == "department":
        if organisation.unit(receiving).level == "department":
            return receiving
        raise CompetentUnknown
    for place in (receiving, commune):
        found = _at_level(place, level, on)
        if found is not None:
            return found
    raise CompetentUnknown


def process_for(version: ProcedureVersion, *, receiving: UUID, on: date) -> Process:
    """Return the process of a version for dossiers that a unit receives: its level's, else the first."""
    level = receiving_level(receiving, on)
    return next((process for process in version.processes if process.level == level), version.processes[0])


def unit_of_step(
    version: ProcedureVersion,
    step: Step,
    *,
    receiving: UUID,
    competent: UUID,
    commune: UUID | None = None,
    on: date | None = None,
) -> UUID | None:
    """Return the unit that takes a step; None for an agency without account, whose part the receiving counter records.

    ``commune`` is where the owner lives; without it the step of a commune lies with the receiving or competent commune, else
    None. With ``on`` a named unit that is no more is followed to its heir (NoHeir, HeirUndecided).
    """
    if step.unit == OUTSIDE:
        return None
    if step.unit == RECEIVING_COUNTER:
        return receiving
    if step.unit == COMPETENT_COMMUNE:
        places = (commune, receiving, competent)
        return next((place for place in places if place and organisation.unit(place).level == "commune"), None)
    if not step.unit or step.unit == version.decide_unit:
        return competent
    named = organisation.unit_by_code(step.unit).id
    return organisation.competent_now(named, on) if on else named


def receiving_level(unit_id: UUID, on: date) -> str:
    """Return the level whose procedures a unit's counter takes on a day; empty for a unit without such a counter."""
    unit = organisation.unit(unit_id)
    if unit.level in {"commune", "district"}:
        return unit.level
    if unit.level == "service_centre":
        return "province"
    return "" if organisation.receiving_centre(on) else "province"


def _received(unit_id: UUID, on: date) -> tuple[Searchable, ...]:
    level, unit = receiving_level(unit_id, on), organisation.unit(unit_id)
    if not level or not unit.is_alive(on):
        return ()
    catalogue = shelf.get()
    own = unit.code if unit.level in {"department", "province"} else ""
    key = (level, own, on)
    known = catalogue.lists.get(key)
    if known is None:
        if len(catalogue.lists) > LISTS:
            catalogue.lists.clear()
        known = catalogue.lists[key] = tuple(
            found
            for found in catalogue.on(on)
            if level in found.version.receive_levels and (not own or _decides_itself(found.version, own))
        )
    return known


def _decides_itself(version: ProcedureVersion, code: str) -> bool:
    """Where there is no centre, a department receives what it decides, and the province's office the rest."""
    if version.decide_unit:
        return version.decide_unit == code
    return organisation.unit_by_code(code).level == "province"


def _at_level(unit_id: UUID | None, level: str, on: date) -> UUID | None:
    if unit_id is None:
        return None
    if organisation.unit(unit_id).level == level:
        return unit_id
    return organisation.district_of(unit_id, on) if level == "district" else None


def _no_limit() -> str:
    return _(
        "Thủ tục này chưa có thời hạn giải quyết nên chưa nhận được hồ sơ. Người quản trị cần công bố thời hạn trước."
    )
