"""The whole of organisation in memory, loaded again when its revision has changed."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from motcua.clocks.calendar import Calendar
from motcua.clocks.folder.settings import USUAL_CATALOGUE, USUAL_PRINTS, USUAL_REPORTS, USUAL_STAFF
from motcua.clocks.options import options_from
from motcua.kernel.reference import Shelf
from motcua.kernel.statements import row, rows
from motcua.organisation.rules import Tree, calendar_from
from motcua.organisation.rules.settings import Change, in_time
from motcua.organisation.rules.tree import Code
from motcua.organisation.types import Link, Post, Settings, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable


#: Settings that were loaded before there was such a number; assumed.
DUPLICATE_DAYS = 30


@dataclass(frozen=True, slots=True)
class CalendarInTime:
    """A calendar with its number, whose it is, and since when it is in force."""

    number: int
    unit_id: UUID | None
    valid_from: date | None
    calendar: Calendar


@dataclass(frozen=True, slots=True)
class Everything:
    """What the shelf holds; calendars and settings stand newest first."""

    tree: Tree
    calendars: tuple[CalendarInTime, ...]
    settings: tuple[tuple[date | None, Settings], ...]


def revision() -> int:
    """Return the number that every act of this module raises; 0 before the first."""
    found = row("SELECT number FROM organisation_revision WHERE id = 1")
    return int(found["number"]) if found else 0


def load() -> Everything:
    """Read everything anew."""
    return Everything(tree=_tree(), calendars=_calendars(), settings=_settings())


shelf: Shelf[Everything] = Shelf(load, revision)


def tree() -> Tree:
    """Return the units in time."""
    return shelf.get().tree


#: One whose founding was taken back never came to be.
UNITS = """
SELECT * FROM organisation_unit u WHERE NOT EXISTS (
  SELECT FROM organisation_order o JOIN organisation_order_undone n ON n.order_id = o.id WHERE o.unit_id = u.id AND o.kind = 'found'
) ORDER BY code
"""


def _tree() -> Tree:
    periods = {
        name: _by_unit(rows(f"SELECT * FROM organisation_unit_{name} ORDER BY valid_from NULLS FIRST, id"))
        for name in ("name", "parent", "code")
    }
    units = {found["id"]: _unit(found, periods) for found in rows(UNITS)}
    found_posts = rows("SELECT * FROM organisation_post ORDER BY unit_id, place, id")
    links: dict[UUID, list[Link]] = defaultdict(list)
    for found in rows('SELECT * FROM organisation_unit_link ORDER BY "on", id'):
        links[found["predecessor_id"]].append(
            Link(
                predecessor_id=found["predecessor_id"],
                successor_id=found["successor_id"],
                on=found["on"],
                change_type=found["change_type"],
                legal_basis=found["legal_basis"],
                note=found["note"],
            )
        )
    return Tree(
        units=units,
        names={unit: [(n["name"], n["valid_from"], n["valid_to"]) for n in of] for unit, of in periods["name"].items()},
        parents={
            unit: [(p["parent_id"], p["valid_from"], p["valid_to"]) for p in of]
            for unit, of in periods["parent"].items()
        },
        codes={
            unit: [_code(found) for found in of if found["scheme"] != "gso"] for unit, of in periods["code"].items()
        },
        links=dict(links),
        posts={found["id"]: _post(found) for found in found_posts},
        periods_of_posts={found["id"]: (found["valid_from"], found["valid_to"]) for found in found_posts},
    )


def _by_unit(found: Iterable[dict[str, Any]]) -> dict[UUID, list[dict[str, Any]]]:
    kept: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for one in found:
        kept[one["unit_id"]].append(one)
    return dict(kept)


def _unit(found: dict[str, Any], periods: dict[str, dict[UUID, list[dict[str, Any]]]]) -> Unit:
    unit_id = found["id"]
    gso = [code["text"] for code in periods["code"].get(unit_id, []) if code["scheme"] == "gso"]
    parents = periods["parent"].get(unit_id)
    return Unit(
        id=unit_id,
        code=found["code"],
        name=periods["name"][unit_id][-1]["name"],
        level=found["level"],
        unit_type=found["unit_type"],
        parent_id=parents[-1]["parent_id"] if parents else None,
        valid_from=found["valid_from"],
        valid_to=found["valid_to"],
        gso_code=gso[-1] if gso else "",
        note=found["note"],
    )


def _code(found: dict[str, Any]) -> Code:
    return Code(found["scheme"], found["text"], found["assumed"], found["valid_from"], found["valid_to"])


def _post(found: dict[str, Any]) -> Post:
    names = ("id", "unit_id", "section", "name", "role", "seats", "signs")
    return Post(**{name: found[name] for name in names})


def _calendars() -> tuple[CalendarInTime, ...]:
    found = rows(
        "SELECT number, unit_id, valid_from, content::text AS content FROM organisation_calendar ORDER BY number DESC"
    )
    return tuple(
        CalendarInTime(one["number"], one["unit_id"], one["valid_from"], calendar_from(_json(one["content"])))
        for one in found
    )


CHANGES = """
SELECT c.key, c.value::text AS value, c.valid_from FROM organisation_setting c
WHERE NOT EXISTS (SELECT FROM organisation_setting_undone u WHERE u.change_id = c.id) ORDER BY c.at, c.id
"""


def settings_in_time(*, besides: Iterable[Change] = ()) -> list[tuple[date | None, int, dict[str, Any]]]:
    """Return the settings' plain values with the screen's changes laid over the folder's, the last period first.

    ``besides``: changes that are only thought of, as if they were decided now.
    """
    found = rows("SELECT number, valid_from, content::text AS content FROM organisation_settings ORDER BY number DESC")
    changes = [(one["key"], json.loads(one["value"] or "null"), one["valid_from"]) for one in rows(CHANGES)]
    return in_time([(one["number"], one["valid_from"], _json(one["content"])) for one in found], [*changes, *besides])


def _settings() -> tuple[tuple[date | None, Settings], ...]:
    return tuple((since, settings_from(number, content)) for since, number, content in settings_in_time())


def settings_from(number: int, content: dict[str, Any]) -> Settings:
    """Read the settings that the loader kept."""
    return Settings(
        number=number,
        name=content["name"],
        unit_code=content["unit"],
        regulation_profile=content["regulation_profile"],
        options=options_from(content["deadlines"]),
        pauses=content["pauses"],
        contact=content["contact"],
        notices=content.get("notices", {}),
        schemes=tuple((found["name"], _day(found["from"]), _day(found["to"])) for found in content["codes"]),
        demo_day=_day(content["day"]),
        demo_since=_day(content["since"]),
        fees=content.get("fees", {}),
        post=content.get("post", {}),
        look=content.get("look", {}),
        staff={**USUAL_STAFF, **content.get("staff", {})},
        prints={**USUAL_PRINTS, **content.get("prints", {})},
        catalogue={**USUAL_CATALOGUE, **content.get("catalogue", {})},
        reports={**USUAL_REPORTS, **content.get("reports", {})},
        duplicate_days=content.get("duplicate_days", DUPLICATE_DAYS),
    )


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _json(text: str) -> dict[str, Any]:
    return cast("dict[str, Any]", json.loads(text))
