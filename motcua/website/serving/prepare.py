"""What must be true before the first request: tables, static files, and no demo in a real installation.

A process of its own, because it works as the owner of the tables; everything after it is the application.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from motcua.website.serving.home import here
from motcua.website.serving.lifeline import die_with_parent

STARTING_SECONDS = 30
#: Exit status: all is ready but the demo's life.
TO_LOAD = 64


def run(words: Sequence[str]) -> int:
    """Migrate, collect, check; answer 0, TO_LOAD where the demo has still to be loaded, or 1 with a sentence."""
    del words
    die_with_parent()
    os.environ["MOTCUA_ROLE"] = "owner"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.website.settings")
    import django

    django.setup()
    _migrate()
    _collect_static()
    if refusal := why_not():
        print(refusal, file=sys.stderr)
        return 1
    return TO_LOAD if _demo_is_missing() else 0


def _demo_is_missing() -> bool:
    from django.conf import settings

    if not settings.DEMO:
        return False
    from motcua.demo import queries as demo

    return not demo.is_whole(here().clock)


def _migrate() -> None:
    from django.core.management import call_command
    from django.db import OperationalError, connection

    deadline = time.monotonic() + STARTING_SECONDS
    while True:
        try:
            connection.ensure_connection()
            break
        except OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
    call_command("migrate", interactive=False, verbosity=0)


def _collect_static() -> None:
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    sums = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            sums.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    mark, made = settings.STATIC_ROOT / ".made-of", sums.hexdigest()
    if mark.is_file() and mark.read_text() == made:
        return
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    mark.write_text(made)


def why_not() -> str:
    """Say why this database must not be served so; empty when it may."""
    from django.conf import settings

    from motcua.identity import queries as identity
    from motcua.kernel import sockets

    real, invented = identity.number_of_accounts()
    if settings.DEMO:
        if real and not invented:
            return (
                "Cơ sở dữ liệu này là của một nơi đang dùng thật, không phải bản thử. "
                "Đặt MOTCUA_HOME sang thư mục khác rồi chạy lại bản thử."
            )
        return ""
    if invented:
        return (
            f"Cơ sở dữ liệu này có {invented} tài khoản thử, ai cũng đăng nhập được bằng chúng. "
            "Chạy «motcua serve --demo», hoặc đặt MOTCUA_HOME sang thư mục khác để cài thật."
        )
    plugs = [
        f"{socket.name}: {plug.key}"
        for socket in sockets.registry.values()
        for plug in socket
        if getattr(plug, "is_demo", False)
    ]
    if plugs:
        return f"Còn cắm đầu nối thử: {'; '.join(plugs)}. Bỏ chúng khỏi cấu hình rồi chạy lại."
    return ""
