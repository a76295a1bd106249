"""A password on paper: printed for somebody who has none or forgot it, good for a day and for one use."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password

from motcua.identity.models import Account, Slip
from motcua.identity.services.account import save_password
from motcua.identity.services.history import require_over, write
from motcua.identity.services.session import end_all_sessions
from motcua.identity.types import AccountUnknown, IssuedSlip, PasswordUnfit, SlipExpired, SlipUsed, same_as_slip
from motcua.kernel import ids, moments
from motcua.kernel.act import act
from motcua.kernel.actor import Actor

HOLDS = timedelta(days=1)
#: Letters and figures that nobody mistakes for another when typing from paper; 12 of them: 57 bits.
ALPHABET = "234679ACDEFGHKMNPQRTUVWXY"
GROUPS, LETTERS = 3, 4


@act
def issue_slip(*, actor: Actor, at: datetime, account: UUID) -> IssuedSlip:
    """Give an account a password to be printed: good until a day from now, for one sign-in that must set a new one.

    What opened the account before stops, its sessions end, an earlier slip is worth nothing. The secret is returned
    once and stored only hashed. Raises NotAllowed, AccountUnknown.
    """
    require_over(actor, account, at)
    found = Account.objects.filter(id=account, is_active=True).first()
    if found is None:
        raise AccountUnknown
    now = moments.machine_now()
    secret = "-".join("".join(secrets.choice(ALPHABET) for _letter in range(LETTERS)) for _group in range(GROUPS))
    Slip.objects.filter(account_id=account, settled_at=None).update(settled_at=now)
    slip = Slip.objects.create(
        id=ids.new_id(), account_id=account, issued_by=actor.account, issued_at=now, expires_at=now + HOLDS
    )
    Account.objects.filter(id=account).update(password=make_password(secret))
    ended = end_all_sessions(account)
    write(actor, "identity.slip.issued", account, at=at, slip=slip.id, sessions=ended)
    return IssuedSlip(slip.id, account, found.username, found.name, secret, slip.issued_at, slip.expires_at)


@act
def use_slip(*, actor: Actor, at: datetime) -> UUID | None:
    """Use up the slip whose password the actor has just given; return it, None where the password is one's own.

    Raises SlipExpired after its day, SlipUsed the second time.
    """
    slip = Slip.objects.select_for_update().filter(account_id=actor.account, settled_at=None).first()
    if slip is None:
        return None
    now = moments.machine_now()
    if slip.used_at is not None:
        raise SlipUsed
    if now >= slip.expires_at:
        raise SlipExpired
    slip.used_at = now
    slip.save(update_fields=["used_at"])
    write(actor, "identity.slip.used", actor.account, at=at, slip=slip.id)
    return slip.id


@act
def settle_slip(*, actor: Actor, at: datetime, slip: UUID, new: str) -> None:
    """Set one's own password in the place of a used slip's. Raises PasswordUnfit, SlipUsed when another slip came since."""
    open_one = Slip.objects.select_for_update().filter(
        id=slip, account_id=actor.account, settled_at=None, used_at__isnull=False
    )
    if not open_one.exists():
        raise SlipUsed
    if check_password(new, Account.objects.get(id=actor.account).password):
        raise PasswordUnfit({"new": same_as_slip()})
    save_password(actor.account, new)
    write(actor, "identity.password.changed", actor.account, at=at, slip=slip)
