"""Where officials get e-mail, and what the summary of a morning says."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from motcua.dossiers import queries as dossiers
from motcua.dossiers.queries import Tab
from motcua.kernel.actor import Actor
from motcua.kernel.keys import unseal
from motcua.kernel.statements import rows
from motcua.steering.sealing import ADDRESS
from motcua.steering.types import Mailbox, MorningFigures


def mailboxes(accounts: Collection[UUID]) -> dict[UUID, Mailbox]:
    """Return the mailboxes of accounts; whoever has none is left out. For sending: no page shows another's address."""
    found = rows(
        "select account_id, address, morning from steering_mailbox where account_id = any(%s)", [list(accounts)]
    )
    return {row["account_id"]: Mailbox(unseal(row["address"], ADDRESS), row["morning"]) for row in found}


def mailbox(actor: Actor) -> Mailbox:
    """Return the actor's own mailbox; an empty one where none was set."""
    return mailboxes([actor.account]).get(actor.account, Mailbox("", morning=True))


def wants_morning() -> tuple[UUID, ...]:
    """Return the accounts that want the summary of the morning."""
    return tuple(row["account_id"] for row in rows("select account_id from steering_mailbox where morning"))


def morning_figures(head: Actor, now: datetime) -> MorningFigures:
    """Return what a head should know this morning of the own unit."""
    if head.unit is None:
        return MorningFigures(0, 0, 0)
    late, due_today = dossiers.late_counts(head, head.unit, now)
    return MorningFigures(late, due_today, at_my_desk=dossiers.counts(head, now)[Tab.MINE])
