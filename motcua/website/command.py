"""``motcua``: one command for everything. What a subcommand does not need, it does not import."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Subcommand → «module:function» that takes the remaining words and answers the exit status.
COMMANDS = {
    "backup": "motcua.operations.commands.backup:back_up",
    "bench": "motcua.bench.commands:run",
    "database": "motcua.database.commands:run",
    "deadline": "motcua.clocks.commands.deadline:run",
    "demo": "motcua.website.serving.commands:serve_demo",
    "drill": "motcua.operations.commands.drill:run",
    "install": "motcua.operations.commands.install:run",
    "keys": "motcua.website.serving.keys:run",
    "ledger": "motcua.ledger.commands:run",
    "profile": "motcua.profile.commands:run",
    "restore": "motcua.operations.commands.backup:restore",
    "serve": "motcua.website.serving.commands:serve",
    "sockets": "motcua.website.commands.sockets:run",
    "status": "motcua.website.serving.commands:status",
    "stop": "motcua.website.serving.commands:stop",
    "upgrade": "motcua.operations.commands.upgrade:run",
    "volume": "motcua.website.serving.volume:run",
    # What the supervisor runs in processes of their own.
    "far": "motcua.website.serving.far:run",
    "prepare": "motcua.website.serving.prepare:run",
    "web": "motcua.website.serving.web:run",
    "work": "motcua.website.serving.work:run",
}

#: What «motcua» alone says: what a person types, and what for. What the supervisor runs is not theirs.
HELP = {
    "serve": "chạy Một cửa; «serve --demo» chạy bản thử với người và hồ sơ dựng sẵn",
    "install": "ghi các tệp để máy chạy Một cửa như một dịch vụ",
    "status": "đang chạy hay không, ở đâu, từng phần ra sao",
    "stop": "dừng",
    "backup": "sao lưu, niêm phong và đọc lại; kể, kiểm tra các bản đang có",
    "drill": "«drill restore»: diễn tập phục hồi bản cuối cùng ở chỗ khác, kiểm tra mọi thứ, rồi dọn",
    "restore": "phục hồi vào thư mục trống, về bản cuối cùng hoặc một thời điểm",
    "upgrade": "đổi bảng theo mã vừa cài: kiểm tra, sao lưu, đổi, kiểm tra lại; sai thì về như cũ",
    "account": "tạo, bổ nhiệm, khoá tài khoản; đặt lại mật khẩu, mã một lần",
    "profile": "kiểm tra (check), nạp (load) thư mục dữ liệu của tỉnh, kể điều còn giả định (doubts)",
    "deadline": "tính ngày hẹn trả từ lúc nhận, thời hạn và các lần tạm dừng",
    "check": "«check standing»: tính lại tình trạng mọi hồ sơ và kể chỗ khác; «check figures»: đếm lại số liệu; «check files»: đọc lại mọi tệp",
    "import": "«import dossiers TỆP»: chuyển hồ sơ của hệ thống cũ sang; «import runs», «import undo»: kể, rút lại các lần",
    "ledger": "kiểm tra nhật ký (verify), chứng minh một dòng (proof)",
    "database": "máy chủ cơ sở dữ liệu riêng: start, stop, psql",
    "keys": "khoá mã hoá dữ liệu cá nhân",
    "volume": "đổ đầy một bản thử: mười năm hồ sơ bịa, đến một triệu (--dossiers)",
    "bench": "đo tốc độ trên máy này: receive, step, desk, print, ledger, slowline, weight",
    "sockets": "các ổ cắm giữa các phần và ai cắm vào",
    "migrate": "tạo, đổi bảng sau khi nâng cấp",
}
OURS_ALONE = frozenset({"demo", "far", "prepare", "web", "work"})

#: Two words of which the second needs the database: the management command that does it.
IN_THE_DATABASE: dict[tuple[str, ...], str] = {
    ("check", "files"): "check_files",
    ("check", "figures"): "check_figures",
    ("check", "standing"): "check_standing",
    ("demo", "old-dossiers"): "old_dossiers",
    ("import", "dossiers"): "import_dossiers",
    ("import", "runs"): "import_runs",
    ("import", "undo"): "import_undo",
    ("profile", "load"): "profile_load",
}

#: Django's own subcommands that change tables: they run as the owner.
AS_OWNER = {"migrate", "makemigrations", "sqlmigrate", "optimizemigration", "squashmigrations"}


def main() -> None:
    """Run ``motcua`` with the words of the command line."""
    sys.exit(run(sys.argv[1:]))


def run(words: Sequence[str]) -> int:
    """Run one subcommand; whatever we do not know is Django's or a module's management command."""
    # Said here once, so that no module below has to name the website's settings.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.website.settings")
    if not words or tuple(words) in {("help",), ("--help",), ("-h",)}:
        print(told())  # noqa: T201 - what the person at the terminal reads
        return 0
    if tuple(words[:2]) in IN_THE_DATABASE:
        return _manage([IN_THE_DATABASE[tuple(words[:2])], *words[2:]])
    if words and words[0] in COMMANDS:
        place, _, name = COMMANDS[words[0]].partition(":")
        return int(getattr(import_module(place), name)(list(words[1:])) or 0)
    if wrong := _not_known(words):
        print(wrong, file=sys.stderr)  # noqa: T201 - what the person at the terminal reads
        return 2
    return _manage(words)


def _not_known(words: Sequence[str]) -> str:
    """Return what to write instead, where the second word of two is none of ours; empty where all is well."""
    seconds = [second for first, second in IN_THE_DATABASE if first == words[0]]
    if not seconds or (words[0] == "check" and (len(words) == 1 or words[1].startswith("-"))):
        return ""
    return f"Gõ một trong các lệnh: {', '.join(f'«motcua {words[0]} {second}»' for second in seconds)}."


def told() -> str:
    """Return what one can do with ``motcua``, a line each."""
    lines = [f"  motcua {name:<10} {purpose}" for name, purpose in HELP.items()]
    return "\n".join(["Một cửa. Gõ «motcua <lệnh> --help» để xem cách dùng từng lệnh.", "", *lines])


def _manage(words: Sequence[str]) -> int:
    from motcua.database import runner

    _feel_at_home()
    name = words[0] if words else "help"
    if name in AS_OWNER:
        os.environ["MOTCUA_ROLE"] = "owner"
    cluster = None if name in {"help", "version", "--help", "--version"} else runner.ensure_started()
    try:
        from django.core.management import execute_from_command_line

        execute_from_command_line(["motcua", *words])
    finally:
        if cluster is not None:
            cluster.leave()
    return 0


def _feel_at_home() -> None:
    """Use the installation's own keys, and in a demo's folder its clock, as the running application does."""
    from motcua.kernel import keys, moments
    from motcua.website.serving.home import here

    home = here()
    if home.keys.is_file():
        os.environ.setdefault(keys.FILE_VARIABLE, str(home.keys))
    shift = home.shift()
    if shift is not None:
        os.environ.setdefault(moments.SHIFT_VARIABLE, str(shift))
        os.environ.setdefault("MOTCUA_DEMO", "1")
