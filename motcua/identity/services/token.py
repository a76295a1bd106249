"""Issue and revoke API tokens."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.identity import queries
from motcua.identity.models import Token
from motcua.identity.queries.tokens import forget_tokens, token_hash
from motcua.identity.rules import TOKEN_PREFIX
from motcua.identity.services.history import require_over, write
from motcua.identity.types import Acts, IssuedToken, TokenUnknown
from motcua.kernel import ids, moments
from motcua.kernel.access import require
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.refusal import Invalid
from motcua.organisation import queries as organisation

LABEL_MOST = 80


@act
def issue_token(
    *,
    actor: Actor,
    at: datetime,
    account: UUID,
    post: UUID,
    label: str,
    expires_at: datetime | None = None,
) -> IssuedToken:
    """Issue a token with which a program acts as this account for this post; ``raw`` is returned once, stored nowhere.

    Everybody who may (``identity.token``) for themselves, an administrator for those of their units. ``expires_at``
    is a machine moment. Raises SeatUnknown when the account does not hold the post on the day of ``at``, Invalid,
    NotAllowed.
    """
    if actor.account == account:
        require(actor, Acts.TOKEN)
    else:
        require_over(actor, account, at)
    label = " ".join(label.split())
    if not 0 < len(label) <= LABEL_MOST:
        raise Invalid({"label": _("Đặt cho thẻ một tên ngắn để sau này biết thẻ dùng ở đâu, ví dụ «Máy quét tầng 1».")})
    queries.actor_for(account, post, at)  # refuses a post that the account does not hold
    unit = organisation.post(post).unit_id
    raw = TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        id=ids.new_id(),
        account_id=account,
        post_id=post,
        unit_id=unit,
        label=label,
        hash=token_hash(raw),
        issued_at=moments.machine_now(),
        expires_at=expires_at,
    )
    write(actor, "identity.token.issued", account, at=at, token=token.id, for_post=post, for_unit=unit)
    return IssuedToken(token.id, raw)


@act
def revoke_token(*, actor: Actor, at: datetime, token: UUID) -> None:
    """Revoke a token; in other processes it works at most five seconds longer.

    Its owner may, and an administrator of the owner's units. Raises TokenUnknown for another's.
    """
    found = Token.objects.select_for_update().filter(id=token, revoked_at=None).first()
    if found is None:
        raise TokenUnknown
    if found.account_id != actor.account:
        if not actor.is_system and not any(Acts.ACCOUNTS in grant.acts for grant in actor.grants):
            raise TokenUnknown
        require_over(actor, found.account_id, at)
    found.revoked_at = moments.machine_now()
    found.save(update_fields=["revoked_at"])
    write(actor, "identity.token.revoked", found.account_id, at=at, token=token)
    forget_tokens()
