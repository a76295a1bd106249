"""Make and close accounts, set and change passwords, let somebody enrol a new code."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import gettext as _

from motcua.identity import roster
from motcua.identity.models import Account, Slip
from motcua.identity.services.code import forget_code
from motcua.identity.services.history import require_over, write
from motcua.identity.services.session import end_all_sessions
from motcua.identity.types import Acts, PasswordUnfit, UsernameTaken
from motcua.kernel import moments
from motcua.kernel.access import require
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.refusal import Invalid, NotAllowed


@act
def create_account(
    *, actor: Actor, at: datetime, username: str, name: str, password: str | None = None, is_demo: bool = False
) -> UUID:
    """Make an account and return its id; without a password nobody signs in by one.

    ``at`` is the business moment. What the account may do comes from ``appoint``. Raises UsernameTaken, PasswordUnfit,
    Invalid for an empty name, NotAllowed.
    """
    require(actor, Acts.ACCOUNTS)
    username, name = username.strip().lower(), " ".join(name.split())
    missing = {
        field: sentence
        for field, given, sentence in (
            ("username", username, _("Nhập tên đăng nhập.")),
            ("name", name, _("Nhập họ và tên.")),
        )
        if not given
    }
    if missing:
        raise Invalid(missing)
    account = Account(username=username, name=name, is_demo=is_demo)
    if password is None:
        account.set_unusable_password()
    else:
        _check_strength(password, account)
        account.password = make_password(password)
    try:
        account.save(force_insert=True)
    except IntegrityError as problem:
        raise UsernameTaken(username) from problem
    write(actor, "identity.account.created", account.id, at=at, seq=1, demo=is_demo)
    roster.changed()
    return account.id


@act
def close_account(*, actor: Actor, at: datetime, account: UUID) -> None:
    """Close an account: it signs in no more, its sessions end, its tokens stop. Raises NotAllowed."""
    require_over(actor, account, at)
    Account.objects.filter(id=account).update(is_active=False)
    ended = end_all_sessions(account)
    write(actor, "identity.account.closed", account, at=at, sessions=ended)
    roster.changed()


@act
def set_password(*, actor: Actor, at: datetime, account: UUID, password: str) -> None:
    """Give an account a new password, as an administrator does for somebody who forgot; its sessions end.

    Raises PasswordUnfit, NotAllowed.
    """
    require_over(actor, account, at)
    save_password(account, password)
    ended = end_all_sessions(account)
    write(actor, "identity.password.set", account, at=at, sessions=ended)


@act
def change_password(*, actor: Actor, at: datetime, old: str, new: str, keep: str | None = None) -> None:
    """Change one's own password; every other session ends, the one with the key ``keep`` stays.

    Raises PasswordUnfit when the old one is wrong or the new one too weak.
    """
    account = Account.objects.get(id=actor.account)
    if not account.check_password(old):
        raise PasswordUnfit({"old": _("Mật khẩu hiện tại không đúng. Nhập lại, xem phím Caps Lock có bật không.")})
    save_password(account.id, new)
    ended = end_all_sessions(account.id, keep=keep)
    write(actor, "identity.password.changed", account.id, at=at, sessions=ended)


@act
def reset_code(*, actor: Actor, at: datetime, account: UUID) -> None:
    """Forget an account's one-time code, as whoever runs the machine does: the next sign-in enrols a new one.

    An administrator needs a second one: ``ask_code_reset``, ``confirm_code_reset``. Raises NotAllowed.
    """
    require_over(actor, account, at)
    if not actor.is_system:
        raise NotAllowed(_("Gỡ điện thoại cần hai người quản trị: một người yêu cầu, người kia xác nhận."))
    forget_code(account)
    ended = end_all_sessions(account)
    write(actor, "identity.code.reset", account, at=at, sessions=ended)


def save_password(account_id: UUID, password: str) -> None:
    """Set a password that is strong enough; a slip that was printed is worth nothing any more. Part of an act."""
    account = Account.objects.get(id=account_id)
    _check_strength(password, account)
    account.set_password(password)
    account.save(update_fields=["password"])
    Slip.objects.filter(account_id=account_id, settled_at=None).update(settled_at=moments.machine_now())


def _check_strength(password: str, account: Account) -> None:
    try:
        validate_password(password, account)
    except ValidationError as problem:
        said = [_why_weak(error.code or "", error.params or {}) for error in problem.error_list]
        raise PasswordUnfit({"new": " ".join(said)}) from problem


def _why_weak(code: str, params: Mapping[str, object]) -> str:
    """Word a weakness ourselves: Django's own sentences have no Vietnamese."""
    sentences = {
        "password_too_short": _("Mật khẩu quá ngắn: cần ít nhất %(min_length)s ký tự, ví dụ một câu bạn dễ nhớ."),
        "password_too_common": _("Mật khẩu này quá phổ biến, ai cũng đoán được. Chọn một câu của riêng bạn."),
        "password_entirely_numeric": _("Mật khẩu không được chỉ gồm chữ số. Thêm vài từ."),
        "password_too_similar": _("Mật khẩu quá giống tên hoặc tên đăng nhập. Chọn câu khác."),
    }
    return sentences.get(code, _("Mật khẩu chưa đủ mạnh. Chọn một câu dài hơn.")) % params
