"""Pure decisions: who is in office on a day, how far a grant reaches, what a role may do."""

from __future__ import annotations

import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from uuid import UUID

from motcua.kernel.access import EVERYTHING, NOTHING, Scope
from motcua.kernel.actor import Grant

#: Which units lie under a unit, itself included.
Subtree = Callable[[UUID], frozenset[UUID]]

TOKEN_PREFIX = "mc_"  # noqa: S105  what every token begins with, so that scanners of leaked secrets find them


def in_force(valid_from: date, valid_to: date | None, on: date) -> bool:
    """Whether a day lies in a period; both ends belong to it."""
    return valid_from <= on and (valid_to is None or on <= valid_to)


def overlap(one: tuple[date, date | None], other: tuple[date, date | None]) -> bool:
    """Whether two periods share a day."""
    return (one[1] is None or other[0] <= one[1]) and (other[1] is None or one[0] <= other[1])


def reaches(grant: Grant, unit: UUID, subtree: Subtree) -> bool:
    """Whether a grant holds in a unit."""
    if grant.reach == "everywhere" or unit == grant.unit:
        return True
    return grant.reach == "subtree" and unit in subtree(grant.unit)


def allows(grants: Iterable[Grant], act: str, unit: UUID | None, field: str | None, subtree: Subtree) -> bool:
    """Whether one of the grants gives the act in the unit (None: anywhere at all) for the field (None: not asked)."""
    return any(
        act in grant.acts
        and (field is None or grant.fields is None or field in grant.fields)
        and (unit is None or reaches(grant, unit, subtree))
        for grant in grants
    )


def scope_of(grants: Iterable[Grant], act: str, subtree: Subtree) -> Scope:
    """Return the units and fields that a list of one act may show.

    A scope has one set of fields for all its units. Grants of different fields cannot be told apart in it; then it
    shows what the widest field set alone gives, so that never too much is shown.
    """
    giving = [grant for grant in grants if act in grant.acts]
    if not giving:
        return NOTHING
    fields = None if any(g.fields is None for g in giving) else max((g.fields or frozenset() for g in giving), key=len)
    giving = [grant for grant in giving if grant.fields == fields]
    if any(grant.reach == "everywhere" for grant in giving):
        return EVERYTHING if fields is None else Scope(units=None, fields=fields)
    units = frozenset[UUID]().union(
        *(subtree(g.unit) | {g.unit} if g.reach == "subtree" else frozenset({g.unit}) for g in giving)
    )
    return Scope(units=units, fields=fields)


def is_a_term(valid_from: date, valid_to: date, least: int, most: int) -> bool:
    """Whether a period, both ends inclusive, lasts at least so many months and at most so many."""
    after = valid_to + timedelta(days=1)
    return months_later(valid_from, least) <= after <= months_later(valid_from, most)


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later; the month's last where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def plain(text: str) -> str:
    """Return text in small letters without accents, as one types in a hurry: «nong thi hanh»."""
    apart = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return " ".join("".join(sign for sign in apart if not unicodedata.combining(sign)).split())


def acts_by_role(
    lists: Iterable[Mapping[str, frozenset[str]]], departures: Iterable[tuple[str, str, bool]]
) -> dict[str, frozenset[str]]:
    """Return every role's acts: what the modules give by default, with departures (role, act, allowed)."""
    whole: dict[str, set[str]] = {}
    for given in lists:
        for role, acts in given.items():
            whole.setdefault(role, set()).update(acts)
    for role, act, allowed in departures:
        (whole.setdefault(role, set()).add if allowed else whole.setdefault(role, set()).discard)(act)
    return {role: frozenset(acts) for role, acts in whole.items()}


def device_of(agent: str) -> str:
    """Return what a person recognises of a browser: «Firefox, Windows»."""
    browsers = {"Edg": "Edge", "coc_coc": "Cốc Cốc", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
    systems = {
        "Android": "Android",
        "iPhone": "iPhone",
        "iPad": "iPad",
        "Windows": "Windows",
        "Mac OS": "macOS",
        "Linux": "Linux",
    }
    found = [next((words for mark, words in known.items() if mark in agent), None) for known in (browsers, systems)]
    return ", ".join(part for part in found if part) or agent[:40]
