"""Somebody leaves: their work goes to a colleague or to the common desk, their sign-in ends, in one act."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from motcua.identity import queries, roster, sockets
from motcua.identity.models import Account, Appointment, Slip, Substitution, Token
from motcua.identity.services.history import require_over, write
from motcua.identity.services.session import end_all_sessions
from motcua.identity.types import AccountUnknown, NotAColleague, OwnLeave
from motcua.kernel import moments
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local


@act
def leave(*, actor: Actor, at: datetime, account: UUID, to: UUID | None = None) -> dict[str, int]:
    """Close the account of somebody who leaves and hand over what lies with them; return how many things moved, by kind.

    ``to`` is a post of a colleague (``queries.colleagues``); without it, and for what the colleague may not do, work
    goes back to the common desk of its unit. Work of a post that somebody else holds too stays there. Today is the
    last day of every appointment; sessions, tokens and stand-ins end now; the history keeps the name. Raises OwnLeave,
    NotAColleague, NotAllowed, AccountUnknown.
    """
    if actor.account == account:
        raise OwnLeave
    require_over(actor, account, at)
    if not Account.objects.filter(id=account, is_active=True).exists():
        raise AccountUnknown
    if to is not None and to not in {colleague.post for colleague in queries.colleagues(account, at)}:
        raise NotAColleague
    posts = queries.posts_left_empty(account, at)
    on = local(at).date()
    Appointment.objects.filter(account_id=account, valid_from__lte=on).exclude(valid_to__lt=on).update(valid_to=on)
    for coming in Appointment.objects.filter(account_id=account, valid_from__gt=on):
        # What had not begun never was: a period that ends before it begins.
        coming.valid_to = coming.valid_from - timedelta(days=1)
        coming.save(update_fields=["valid_to"])
    for concerned in (
        Substitution.objects.filter(substitute_id=account, valid_to__gte=on),
        Substitution.objects.filter(appointment__account_id=account, valid_to__gte=on),
    ):
        concerned.filter(valid_from__lt=on).update(valid_to=on - timedelta(days=1))
        concerned.filter(valid_from__gte=on).delete()
    Account.objects.filter(id=account).update(is_active=False)
    now = moments.machine_now()
    Token.objects.filter(account_id=account, revoked_at=None).update(revoked_at=now)
    Slip.objects.filter(account_id=account, settled_at=None).update(settled_at=now)
    ended = end_all_sessions(account)
    roster.changed()
    moved = {plug.key: plug.move(actor=actor, at=at, posts=posts, to=to) for plug in sockets.holdings}
    write(actor, "identity.left", account, at=at, to_post=to, moved=sum(moved.values()), sessions=ended, valid_to=on)
    return moved
