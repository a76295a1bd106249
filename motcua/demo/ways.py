"""How a dossier goes through a process: the deeds that take it from reception to the result. Pure.

The demo plays through the services, which decide; this only foresees them, so that a life can be planned whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Stop:
    """A step of a process: who works at it and where.

    ``sections`` are the desks of that role there, ``headed`` whether they have a head, ``hands`` how many specialists the
    smallest of them has.
    """

    role: str
    action: str
    unit: UUID
    sections: tuple[str, ...] = ()
    staffed: bool = True
    headed: bool = False
    hands: int = 0
    parallel: str = ""


@dataclass(frozen=True, slots=True)
class Advance:
    """One deed at a stop that takes the dossier further; ``leads_to`` is the stop where it lies afterwards."""

    deed: str
    stop: int
    leads_to: int


class NoWay(Exception):
    """The process cannot be walked to its end, and the message says why."""


def walk(stops: Sequence[Stop]) -> list[Advance]:
    """Return the deeds from the counter to the registered result, in order. Raises NoWay."""
    if not stops or stops[0].role != "counter":
        raise NoWay("it does not begin at a counter")
    if empty := [stop for stop in stops if not stop.staffed]:
        raise NoWay(f"nobody has the role {empty[0].role} where it goes")
    back = max(number for number, stop in enumerate(stops) if stop.role == "counter")
    deeds: list[Advance] = []
    here, taken = 0, False
    while True:
        deed, there, taken = _next(stops, here, back, taken=taken, begun=bool(deeds))
        if group := _group_after(stops, here) if there == here + 1 else ():
            deeds.append(Advance("send_to_agencies", here, here))
            deeds += [Advance("answer_task", number, here) for number in group]
            there = group[-1] + 1 if group[-1] + 1 < len(stops) else back
        deeds.append(Advance(deed, here, there))
        if deed == "register_result" or (deed == "approve" and _ends(stops, here)):
            return deeds
        if len(deeds) > 3 * len(stops):
            raise NoWay("it goes round in circles")
        elsewhere = deed != "hand_over" and stops[there].unit != stops[here].unit
        if elsewhere and len(stops[there].sections) > 1:
            raise NoWay("nobody can say which section of the other unit takes it")
        here = there


def _next(stops: Sequence[Stop], here: int, back: int, *, taken: bool, begun: bool) -> tuple[str, int, bool]:
    stop = stops[here]
    there = here + 1 if here + 1 < len(stops) else back
    if (here == back and begun) or (stop.role == "document_clerk" and stop.action == "issue"):
        return "register_result", back, False
    match stop.role:
        case "specialist" if not taken:
            # Unassigned work of a section lies with its head; where there is none, with all its specialists.
            return "assign" if stop.headed else "take_up", here, True
        case "specialist":
            return "propose", there, False
        case "section_head" if stop.action == "assign":
            if stops[there].role != "specialist" or stops[there].unit != stop.unit:
                raise NoWay("a head would assign it to nobody")
            return "assign", there, True
        case "leader" if stop.action == "assign":
            raise NoWay("a leader would assign it to nobody")
        case "section_head" | "leader":
            return "approve", there, False
        case _:
            return "hand_over", there, False


def _group_after(stops: Sequence[Stop], here: int) -> tuple[int, ...]:
    """Return the stops that several agencies do at once right after this one."""
    group = stops[here + 1].parallel if here + 1 < len(stops) else ""
    if not group:
        return ()
    return tuple(number for number in range(here + 1, len(stops)) if stops[number].parallel == group)


def _ends(stops: Sequence[Stop], here: int) -> bool:
    return not any(stop.role != "counter" for stop in stops[here + 1 :])
