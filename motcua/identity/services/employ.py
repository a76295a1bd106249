"""Take somebody on: an account with its first post, in one act."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from motcua.identity.services.account import create_account
from motcua.identity.services.appoint import appoint
from motcua.kernel.act import act
from motcua.kernel.actor import Actor, Reach


@act
def employ(
    *,
    actor: Actor,
    at: datetime,
    username: str,
    name: str,
    post: UUID,
    valid_from: date,
    valid_to: date | None = None,
    roles: Iterable[str] | None = None,
    reach: Reach = "unit",
) -> UUID:
    """Make an account and appoint it to its first post; return the account.

    It has no password yet: a slip is printed for it (``issue_slip``). Raises what ``create_account`` and ``appoint`` do.
    """
    account = create_account(actor=actor, at=at, username=username, name=name)
    appoint(
        actor=actor,
        at=at,
        account=account,
        post=post,
        valid_from=valid_from,
        valid_to=valid_to,
        roles=roles,
        reach=reach,
    )
    return account
