"""``motcua account create|appoint|list|token|password|reset-code|close``: the first people of an installation."""

from __future__ import annotations

import getpass
import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from motcua.identity import queries, services
from motcua.identity.roster import roster
from motcua.identity.types import Role
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.kernel.refusal import Refusal
from motcua.organisation import queries as organisation
from motcua.organisation.types import Post


class Command(BaseCommand):
    """Accounts from the command line; whoever may run it administers the machine, so it acts as the system."""

    help = "Tài khoản: tạo, bổ nhiệm, liệt kê, cấp thẻ API, đặt lại mật khẩu và mã."
    requires_migrations_checks = True

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds: Any = parser.add_subparsers(
            dest="kind", required=True, parser_class=type("Words", (ArgumentParser,), {})
        )
        create = _words(
            kinds, "create", "tạo tài khoản; mật khẩu hỏi trên màn hình, hoặc đọc một dòng từ đầu vào", create_account
        )
        create.add_argument("--name", required=True, help="họ và tên")
        create.add_argument("--password-stdin", action="store_true", help="đọc mật khẩu từ đầu vào chuẩn")
        create.add_argument("--no-password", action="store_true", help="chưa đặt mật khẩu")
        appoint = _words(kinds, "appoint", "bổ nhiệm vào một vị trí của một đơn vị", appoint_account)
        appoint.add_argument("--unit", required=True, help="mã đơn vị, ví dụ BK-01924")
        appoint.add_argument("--post", required=True, help="tên vị trí, vai trò (counter, leader, …) hoặc id")
        appoint.add_argument(
            "--role", action="append", choices=[role.value for role in Role], help="thay vai trò của vị trí"
        )
        appoint.add_argument("--reach", choices=["unit", "subtree", "everywhere"], default="unit", help="phạm vi")
        appoint.add_argument(
            "--from", dest="valid_from", type=date.fromisoformat, help="ngày đầu (YYYY-MM-DD), mặc định hôm nay"
        )
        appoint.add_argument("--to", dest="valid_to", type=date.fromisoformat, help="ngày cuối")
        listing = _words(kinds, "list", "liệt kê tài khoản và vị trí hôm nay", list_accounts, username=False)
        listing.add_argument("--demo", action="store_true", help="cả người của bản dùng thử")
        token = _words(kinds, "token", "cấp thẻ API cho một vị trí; thẻ chỉ hiện một lần", issue_token)
        token.add_argument("--unit", help="mã đơn vị, khi giữ nhiều vị trí")
        token.add_argument("--post", help="tên vị trí, khi giữ nhiều vị trí")
        token.add_argument("--label", default="motcua account token", help="tên thẻ")
        again = _words(kinds, "password", "đặt mật khẩu mới", set_password)
        again.add_argument("--password-stdin", action="store_true", help="đọc mật khẩu từ đầu vào chuẩn")
        _words(kinds, "reset-code", "gỡ điện thoại đã gắn; lần đăng nhập sau gắn lại", reset_code)
        _words(kinds, "close", "đóng tài khoản", close_account)

    def handle(self, *args: object, **words: Any) -> None:
        del args
        try:
            said, facts = words["run"](words)
        except Refusal as problem:
            raise CommandError(problem.sentence) from problem
        self.stdout.write(json.dumps(facts, ensure_ascii=False, default=str) if words["json"] else said)


Answer = tuple[str, object]


def create_account(words: dict[str, Any]) -> Answer:
    """Make an account."""
    password = None if words["no_password"] else _password(from_stdin=words["password_stdin"])
    account = services.create_account(
        actor=SYSTEM, at=moments.now(), username=words["username"], name=words["name"], password=password
    )
    said = _(
        "Đã tạo tài khoản %(username)s. Tiếp theo: motcua account appoint %(username)s --unit MÃ --post «tên vị trí»."
    )
    return said % {"username": words["username"]}, {"account": account}


def appoint_account(words: dict[str, Any]) -> Answer:
    """Appoint to a post."""
    person, at = queries.account_named(words["username"]), moments.now()
    post = _post(words["unit"], words["post"])
    appointment = services.appoint(
        actor=SYSTEM,
        at=at,
        account=person.id,
        post=post.id,
        valid_from=words["valid_from"] or at.date(),
        valid_to=words["valid_to"],
        roles=words["role"],
        reach=words["reach"],
    )
    said = _("Đã bổ nhiệm %(name)s làm %(post)s, %(unit)s.")
    return said % {"name": person.name, "post": post.name, "unit": organisation.full_name(post.unit_id)}, {
        "appointment": appointment,
        "post": post.id,
        "unit": post.unit_id,
    }


def list_accounts(words: dict[str, Any]) -> Answer:
    """List accounts with where they may act from today."""
    at = moments.now()
    facts = [
        {
            "username": person.username,
            "name": person.name,
            "active": person.is_active,
            "demo": person.is_demo,
            "posts": [seat.label for seat in queries.seats(person.id, at)],
        }
        for person in sorted(roster().people.values(), key=lambda person: person.username)
        if words["demo"] or not person.is_demo
    ]
    lines = [
        f"{line['username']:20} {line['name']}" + ("" if line["active"] else _(" (đã đóng)")) + _lines(line["posts"])
        for line in facts
    ]
    return "\n".join(lines) or _("Chưa có tài khoản nào. Tạo: motcua account create TÊN --name «Họ và tên»."), facts


def issue_token(words: dict[str, Any]) -> Answer:
    """Issue an API token."""
    person, at = queries.account_named(words["username"]), moments.now()
    post = _post(words["unit"], words["post"]).id if words["unit"] and words["post"] else None
    post = post or queries.actor_for(person.id, None, at).post
    if post is None:
        raise CommandError(_("Tài khoản này chưa giữ vị trí nào. Bổ nhiệm trước: motcua account appoint."))
    token = services.issue_token(actor=SYSTEM, at=at, account=person.id, post=post, label=words["label"])
    return token.raw, {"token": token.raw, "id": token.id}


def set_password(words: dict[str, Any]) -> Answer:
    """Set a new password."""
    person = queries.account_named(words["username"])
    password = _password(from_stdin=words["password_stdin"])
    services.set_password(actor=SYSTEM, at=moments.now(), account=person.id, password=password)
    return _("Đã đặt mật khẩu mới; các phiên cũ đã kết thúc."), {"account": person.id}


def reset_code(words: dict[str, Any]) -> Answer:
    """Forget the telephone."""
    person = queries.account_named(words["username"])
    services.reset_code(actor=SYSTEM, at=moments.now(), account=person.id)
    return _("Đã gỡ điện thoại; lần đăng nhập sau sẽ gắn lại."), {"account": person.id}


def close_account(words: dict[str, Any]) -> Answer:
    """Close an account."""
    person = queries.account_named(words["username"])
    services.close_account(actor=SYSTEM, at=moments.now(), account=person.id)
    return _("Đã đóng tài khoản."), {"account": person.id}


def _words(kinds: Any, name: str, words: str, run: Callable[[dict[str, Any]], Answer], *, username: bool = True) -> Any:
    parser = kinds.add_parser(name, help=words)
    if username:
        parser.add_argument("username", help="tên đăng nhập")
    parser.add_argument("--json", action="store_true", help="trả lời một đối tượng JSON")
    parser.set_defaults(run=run)
    return parser


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    try:
        first, second = getpass.getpass(_("Mật khẩu: ")), getpass.getpass(_("Nhập lại: "))
    except EOFError:
        raise CommandError(
            _("Không có ai gõ mật khẩu. Gõ lệnh ở cửa sổ dòng lệnh, hoặc thêm --password-stdin.")
        ) from None
    if first != second:
        raise CommandError(_("Hai lần nhập không giống nhau. Chạy lại lệnh."))
    return first


def _post(unit_code: str, wanted: str) -> Post:
    unit = organisation.unit_by_code(unit_code)
    posts = organisation.posts(unit.id, moments.today())
    for post in posts:
        if wanted in {post.name, post.role, str(post.id)}:
            return post
    known = "\n".join(f"  {post.name} ({post.role})" for post in posts)
    raise CommandError(
        _("Đơn vị %(unit)s không có vị trí «%(post)s». Các vị trí:\n%(known)s")
        % {"unit": unit_code, "post": wanted, "known": known}
    )


def _lines(posts: Any) -> str:
    return "".join(f"\n{'':20} - {post}" for post in posts)
