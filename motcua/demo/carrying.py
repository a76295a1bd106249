"""Carries the papers of past days with their lists, originals with them, and confirms them; agencies outside the system sign.

What went on this morning waits for whoever tries it.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import groupby
from uuid import UUID

from motcua.demo import cast
from motcua.demo.lives import World
from motcua.dossiers import queries, services
from motcua.dossiers.queries import COUNTER, Leg, ListWay, Place, Signature
from motcua.dossiers.types import KIND
from motcua.kernel.actor import Actor
from motcua.kernel.moments import TZ
from motcua.ledger import queries as ledger
from motcua.postal.types import Found, Verdict

EVENING, CONFIRMED = time(16, 30), timedelta(minutes=20)
CARRIER = "văn thư của bộ phận một cửa"
#: At most so many on a list: what one person carries, and a sheet holds.
AT_ONCE = 20
#: Of so many lists one lacks a dossier.
LACKING = 12
#: Where the section lays originals, and who signs for an agency outside the system.
SHELF, SIGNER = "tủ hồ sơ của phòng", "Hoàng Văn Thử"
WHY = "Thiếu bì hồ sơ này, đã gọi báo bên giao."


def carry_papers(world: World, seed: str) -> None:
    """Carry what had gone on by the last evening before the demo's day; done again, it carries nothing.

    The signing district's newest list is left for its receivers to confirm.
    """
    at = _last_evening(world)
    waiting = [place.unit for place in world.places if place.level != "commune"]
    signing, seen, made = world.place(world.signing).unit, set(waiting), 0
    while waiting:
        unit = waiting.pop(0)
        for legs in _groups(unit, at):
            made += 1
            target = legs[0].target
            if target.unit is None:
                _carry_outside(legs, at, confirms=unit != signing)
                continue
            _carry(legs, at, _at(target, at), lacks=cast.spread(seed, made) % LACKING == 0, confirms=unit != signing)
            if target.unit not in seen:
                seen.add(target.unit)
                waiting.append(target.unit)


def _last_evening(world: World) -> datetime:
    day = world.day - timedelta(days=1)
    while not world.calendar.sessions_on(day):
        day -= timedelta(days=1)
    return datetime.combine(day, EVENING, TZ)


def _groups(unit: UUID, at: datetime) -> list[list[Leg]]:
    """Return what waits at a unit, by the place it goes to, a list at a time."""
    actor = _somebody(unit, at)
    if actor is None:
        return []
    legs = [leg for leg in queries.ready_to_carry(actor, at) if leg.went_at <= at and leg.way is not ListWay.BACK]
    found = []
    for _key, group in groupby(sorted(legs, key=lambda leg: leg.key), key=lambda leg: leg.key):
        together = list(group)
        found += [together[start : start + AT_ONCE] for start in range(0, len(together), AT_ONCE)]
    return found


def _carry(legs: list[Leg], at: datetime, taker: Actor, *, lacks: bool, confirms: bool) -> None:
    giver = _somebody(legs[0].origin.unit, at, legs[0].origin.office)
    if giver is None or giver.account == taker.account:
        return
    made = _handed_over(giver, legs, at)
    if not confirms:
        return
    lines = queries.hand_over_list(taker, made, at=at, look=False).lines
    found = {line.id: Found(Verdict.HERE) for line in lines}
    if lacks:
        found[lines[-1].id] = Found(Verdict.MISSING, WHY)
    services.confirm_papers(actor=taker, at=at + CONFIRMED, list_id=made, found=found, place=SHELF)


def _carry_outside(legs: list[Leg], at: datetime, *, confirms: bool) -> None:
    """Hand papers to an agency outside the system, and record who signed there."""
    giver = _somebody(legs[0].origin.unit, at, legs[0].origin.office) if legs[0].origin.unit else None
    if giver is None:
        return
    made = _handed_over(giver, legs, at)
    if not confirms:
        return
    lines = queries.hand_over_list(giver, made, at=at, look=False).lines
    found = {line.id: Found(Verdict.HERE) for line in lines}
    signed = Signature(SIGNER, at + CONFIRMED)
    services.confirm_papers(actor=giver, at=at + CONFIRMED, list_id=made, found=found, outside=signed)


def _handed_over(giver: Actor, legs: list[Leg], at: datetime) -> UUID:
    """Make the list; originals go with dossiers whose history ends before it, so that it stays in the order of time."""
    still = [leg for leg in legs if leg.originals and ledger.stream(KIND, leg.dossier)[-1].at <= at]
    return services.hand_over_papers(
        actor=giver,
        at=at,
        target=legs[0].key,
        dossiers=[leg.dossier for leg in legs],
        originals=[original.id for leg in still for original in leg.originals],
        carrier=CARRIER,
    )


def _at(place: Place, at: datetime) -> Actor:
    found = _somebody(place.unit, at, place.office)
    if found is None:
        raise cast.NobodyThere(f"nobody takes papers at {place.key}")
    return found


def _somebody(unit: UUID, at: datetime, office: str = COUNTER) -> Actor | None:
    """Return who carries papers at a place: the counter's clerk, a section's specialist, else the document clerk."""
    roles = ("counter", "document_clerk", "specialist") if office == COUNTER else ("specialist", "document_clerk")
    for role in roles:
        try:
            if role == "counter":
                return cast.counter_of(unit, at, 0)
            return cast.worker_at(unit, role, office if role == "specialist" else "", at, field="", turn=0)
        except cast.NobodyThere:
            continue
    return None
