"""API tokens: who a raw token acts as, and one's own list."""

from __future__ import annotations

import hashlib
import threading
import time
from uuid import UUID

from motcua.identity import roster
from motcua.identity.models import Token
from motcua.identity.queries.actors import actor_for
from motcua.identity.rules import TOKEN_PREFIX
from motcua.identity.types import AccountUnknown, SeatUnknown, TokenActor, TokenLine
from motcua.kernel import moments, statements
from motcua.kernel.actor import Actor
from motcua.organisation import queries as organisation

#: A token is asked for on every request; a revoked one works at most so many seconds longer in another process.
REMEMBERED_SECONDS = 5.0
REMEMBERED_MOST = 10_000

_remembered: dict[bytes, tuple[float, TokenActor | None]] = {}
_lock = threading.Lock()


def actor_of_token(raw: str) -> TokenActor | None:
    """Return who a raw token acts as now; None for one that is unknown, revoked, expired, or whose post has ended.

    From memory, at most five seconds old; in the process that revokes a token it ends at once.
    """
    digest = token_hash(raw)
    known = _remembered.get(digest)
    if known is not None and known[0] > time.monotonic():
        return known[1]
    found = _ask(digest) if raw.startswith(TOKEN_PREFIX) else None
    with _lock:
        if len(_remembered) >= REMEMBERED_MOST:
            _remembered.clear()
        _remembered[digest] = (time.monotonic() + REMEMBERED_SECONDS, found)
    return found


def tokens_of(actor: Actor) -> list[TokenLine]:
    """Return the actor's own tokens that are not revoked, newest first."""
    return [
        TokenLine(
            line.id,
            line.label,
            organisation.post(line.post_id).name,
            organisation.short_name(line.unit_id),
            moments.local(line.issued_at),
            line.expires_at and moments.local(line.expires_at),
        )
        for line in Token.objects.filter(account_id=actor.account, revoked_at=None).order_by("-issued_at")
    ]


def token_hash(raw: str) -> bytes:
    """Return what is stored of a token: SHA-256 of 32 random bytes needs no salt."""
    return hashlib.sha256(raw.encode()).digest()


def forget_tokens() -> None:
    """Ask again for every token."""
    with _lock:
        _remembered.clear()


roster.listeners.append(forget_tokens)


def _ask(digest: bytes) -> TokenActor | None:
    found = statements.row(
        "SELECT id, account_id, post_id FROM identity_token"
        " WHERE hash = %s AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > %s)",
        (digest, moments.machine_now()),
    )
    if found is None:
        return None
    token_id: UUID = found["id"]
    try:
        return TokenActor(actor_for(found["account_id"], found["post_id"], moments.now()), token_id)
    except (SeatUnknown, AccountUnknown):
        return None
