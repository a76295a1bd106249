"""Closes the tills of past days, as a decent office does; the main stage's of the last day is left for whoever tries it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from motcua.demo import cast
from motcua.demo.lives import World
from motcua.kernel.moments import TZ
from motcua.payments import queries, services
from motcua.payments.types import Method

EVENING = time(16, 58)
#: Of so many tills one is short of change.
SHORT = 25
WHY = "Thiếu tiền lẻ khi thối lại; người thu bù vào ngày hôm sau."


def close_past(world: World, progress: Callable[[str, int], Callable[[], None]]) -> None:
    """Close every till of before the demo's day that nobody has closed; done again, it closes nothing."""
    stage = world.place(world.stage).unit
    left = _last_office_day(world)
    found = [one for one in queries.open_tills(world.day) if (one[0], one[2]) != (stage, left)]
    if not found:
        return
    tick = progress("quỹ", len(found))
    for unit, account, on in found:
        _close(unit, account, on)
        tick()


def _last_office_day(world: World) -> date:
    day = world.day - timedelta(days=1)
    while not world.calendar.sessions_on(day):
        day -= timedelta(days=1)
    return day


def _close(unit: UUID, account: UUID, on: date) -> None:
    at = datetime.combine(on, EVENING, TZ)
    actor = cast.cashier(unit, account, at)
    till = next(one for one in queries.tills(actor, unit, on) if one.account == account)
    cash = max(0, till.total(Method.CASH))
    counted = _notes(cash, queries.fee_rules(on).denominations)
    if counted and cast.spread(str(account), on.toordinal()) % SHORT == 0:
        counted[min(counted)] -= 1
    fits = sum(note * count for note, count in counted.items()) == till.total(Method.CASH)
    services.close_till(actor=actor, at=at, on=on, counted=counted, explanation="" if fits else WHY, unit=unit)


def _notes(amount: int, denominations: tuple[int, ...]) -> dict[int, int]:
    """Return the notes that make an amount, the large ones first."""
    found = {}
    for note in denominations:
        count, amount = divmod(amount, note)
        if count:
            found[note] = count
    return found
