"""Lines of an account's history, and who may write them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.identity.roster import roster
from motcua.identity.types import ACCOUNT, AccountUnknown, Acts
from motcua.kernel import statements
from motcua.kernel.access import require
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.ledger import services as ledger


def write(actor: Actor, verb: str, account: UUID, *, at: datetime, seq: int | None = None, **facts: object) -> None:
    """Write one line to an account's history; ids, codes and figures only. Raises AccountUnknown."""
    if seq is None:
        found = statements.row(
            "UPDATE identity_account SET revision = revision + 1 WHERE id = %s RETURNING revision", (account,)
        )
        if found is None:
            raise AccountUnknown
        seq = int(found["revision"])
    ledger.write(actor, verb, kind=ACCOUNT, stream=account, seq=seq, at=at, **facts)


def require_over(actor: Actor, account: UUID, at: datetime) -> None:
    """Refuse with NotAllowed unless the actor administers every unit in which the account holds a post today.

    So an administrator of a commune cannot take over an account of the province. Raises AccountUnknown.
    """
    known = roster()
    if account not in known.people and not actor.is_system:
        raise AccountUnknown
    require(actor, Acts.ACCOUNTS)
    for held in known.by_account.get(account, ()):
        if held.in_force(local(at).date()):
            require(actor, Acts.ACCOUNTS, held.unit)
