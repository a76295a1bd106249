"""The one-time code: enrol a telephone, check a code, forget it.

Secrets and spare codes are stored by django-allauth, sealed with our keys (``identity.adapters``). A code counts once:
the time step that it belongs to is remembered in the database, for every process (RFC 6238 §5.2).
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

from motcua.identity.models import Account
from motcua.identity.services.history import write
from motcua.identity.types import CodeWrong
from motcua.kernel import moments, statements
from motcua.kernel.act import act
from motcua.kernel.actor import Actor

PERIOD = 30
#: A telephone's clock may be one step off, either way.
STEPS = (0, -1, 1)


@act
def enrol_code(*, actor: Actor, at: datetime, secret: str, code: str) -> list[str]:
    """Tie the actor's account to the telephone that shows codes of this secret (base32), and return ten spare codes.

    They are shown once, on paper they open the account without the telephone. What was enrolled before is forgotten.
    Raises CodeWrong unless the code proves that the telephone has the secret.
    """
    step = _step_of(secret, code)
    if step is None:
        raise CodeWrong
    account = Account.objects.get(id=actor.account)
    forget_code(account.id)
    TOTP.activate(account, secret)
    spare: list[str] = RecoveryCodes.activate(account).generate_codes()
    statements.run("UPDATE identity_account SET code_counter = %s WHERE id = %s", (step, account.id))
    write(actor, "identity.code.enrolled", account.id, at=at, spare_codes=len(spare))
    return spare


@act
def check_code(*, actor: Actor, at: datetime, code: str) -> None:
    """Check a code from the telephone, or a spare one, and use it up. Raises CodeWrong for a wrong or used one."""
    plain = "".join(code.split())
    totp = Authenticator.objects.filter(user_id=actor.account, type=Authenticator.Type.TOTP).first()
    if totp is not None:
        step = _step_of(get_adapter().decrypt(totp.data["secret"]), plain)
        if step is not None:
            fresh = statements.run(
                "UPDATE identity_account SET code_counter = %s WHERE id = %s AND code_counter < %s",
                (step, actor.account, step),
            )
            if fresh:
                return
            raise CodeWrong
    spare = Authenticator.objects.filter(user_id=actor.account, type=Authenticator.Type.RECOVERY_CODES).first()
    if spare is None or not RecoveryCodes(spare).validate_code(plain):
        raise CodeWrong
    write(actor, "identity.spare_code.used", actor.account, at=at)


def has_code(account: UUID) -> bool:
    """Whether an account has a telephone enrolled."""
    return bool(Authenticator.objects.filter(user_id=account, type=Authenticator.Type.TOTP).exists())


def forget_code(account: UUID) -> None:
    """Forget an account's telephone and spare codes; part of an act."""
    Authenticator.objects.filter(user_id=account).delete()


def _step_of(secret: str, code: str) -> int | None:
    now = int(moments.machine_now().timestamp()) // PERIOD
    plain = "".join(code.split())
    return next((now + off for off in STEPS if format_hotp_value(hotp_value(secret, now + off)) == plain), None)
