"""Forget a telephone by two people: one administrator asks, another confirms."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.identity.models import CodeReset
from motcua.identity.services.code import forget_code
from motcua.identity.services.history import require_over, write
from motcua.identity.services.session import end_all_sessions
from motcua.identity.types import AlreadyAsked, NothingAsked, SamePerson
from motcua.kernel import ids
from motcua.kernel.act import act
from motcua.kernel.actor import Actor


@act
def ask_code_reset(*, actor: Actor, at: datetime, account: UUID) -> UUID:
    """Ask that an account's telephone be forgotten; nothing changes until another administrator confirms.

    Raises AlreadyAsked, SamePerson for one's own account, NotAllowed, AccountUnknown.
    """
    require_over(actor, account, at)
    if actor.account == account:
        raise SamePerson
    if CodeReset.objects.filter(account_id=account, answered_at=None).exists():
        raise AlreadyAsked
    asked = CodeReset.objects.create(id=ids.new_id(), account_id=account, asked_by=actor.account, asked_at=at)
    write(actor, "identity.code_reset.asked", account, at=at, reset=asked.id)
    return asked.id


@act
def confirm_code_reset(*, actor: Actor, at: datetime, account: UUID) -> None:
    """Confirm what another administrator asked: the telephone is forgotten, sessions end, the next sign-in enrols anew.

    Raises SamePerson for whoever asked and for the account's owner, NothingAsked, NotAllowed.
    """
    require_over(actor, account, at)
    asked = _open(account)
    if actor.account in {asked.asked_by, account}:
        raise SamePerson
    forget_code(account)
    ended = end_all_sessions(account)
    _answer(asked, actor, at, confirmed=True)
    write(actor, "identity.code.reset", account, at=at, sessions=ended, reset=asked.id, asked_by=asked.asked_by)


@act
def drop_code_reset(*, actor: Actor, at: datetime, account: UUID) -> None:
    """Take back or turn down what was asked; the telephone stays. Raises NothingAsked, NotAllowed."""
    require_over(actor, account, at)
    asked = _open(account)
    _answer(asked, actor, at, confirmed=False)
    write(actor, "identity.code_reset.dropped", account, at=at, reset=asked.id)


def _open(account: UUID) -> CodeReset:
    asked = CodeReset.objects.select_for_update().filter(account_id=account, answered_at=None).first()
    if asked is None:
        raise NothingAsked
    return asked


def _answer(asked: CodeReset, actor: Actor, at: datetime, *, confirmed: bool) -> None:
    asked.answered_by, asked.answered_at, asked.confirmed = actor.account, at, confirmed
    asked.save(update_fields=["answered_by", "answered_at", "confirmed"])
