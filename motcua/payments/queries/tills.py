"""Tills of a day: entries, sums, closings."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.keys import unseal
from motcua.kernel.moments import local
from motcua.kernel.statements import rows
from motcua.payments.sealing import EXPLANATION
from motcua.payments.types import LOOK, Closing, Entry, Method, Till


def tills(actor: Actor, unit: UUID, on: date) -> tuple[Till, ...]:
    """Return the tills of a unit that had money in or out on a day, the actor's own first; two statements.

    Refuses with NotAllowed.
    """
    access.require(actor, LOOK, unit)
    entries: dict[UUID, list[Entry]] = {}
    for row in rows(
        "select * from payments_entry where unit_id = %s and till_on = %s order by at, book, number, is_cancellation",
        [unit, on],
    ):
        entries.setdefault(row["account"], []).append(
            Entry(
                receipt=row["receipt_id"],
                number=row["number"],
                book=row["book"],
                year=row["year"],
                subject=row["subject"],
                account=row["account"],
                method=Method(row["method"]),
                amount=row["amount"],
                at=local(row["at"]),
                is_cancellation=row["is_cancellation"],
                print=row["print_id"],
                serial=row["serial"],
            )
        )
    closings = {
        row["account"]: Closing(
            local(row["at"]),
            row["cash"],
            row["transfer"],
            row["counted"],
            unseal(bytes(row["explanation"]), EXPLANATION) if row["explanation"] else "",
        )
        for row in rows('select * from payments_closing where unit_id = %s and "on" = %s', [unit, on])
    }
    found = [Till(account, on, tuple(lines), closings.get(account)) for account, lines in entries.items()]
    return tuple(sorted(found, key=lambda till: (till.account != actor.account, str(till.account))))


OPEN = """
select distinct e.unit_id, e.account, e.till_on from payments_entry e
where e.method <> 'post' and not exists (select from payments_closing c where c.unit_id = e.unit_id and c.account = e.account and c."on" = e.till_on)
"""


def open_days(actor: Actor, unit: UUID) -> tuple[date, ...]:
    """Return the days whose till this actor has not closed in a unit, oldest first."""
    found = rows(f"{OPEN} and e.unit_id = %s and e.account = %s order by e.till_on", [unit, actor.account])
    return tuple(row["till_on"] for row in found)


def open_tills(before: date) -> tuple[tuple[UUID, UUID, date], ...]:
    """Return unit, account and day of every till that nobody has closed before a day, oldest first. Plain figures."""
    found = rows(f"{OPEN} and e.till_on < %s order by e.till_on, e.unit_id, e.account", [before])
    return tuple((row["unit_id"], row["account"], row["till_on"]) for row in found)
