"""``motcua drill restore``: bring the last copy back elsewhere, check everything, say how long each took, clean up.

The house that is in use is not touched: a home, a server, a port of its own; nothing that leaves the machine is started.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

from motcua.database.locks import FileLock, is_held
from motcua.database.runner import Cluster
from motcua.kernel import keys, moments
from motcua.operations import records
from motcua.operations.commands import ours
from motcua.operations.commands.backup import TARGET_VARIABLE, key_file
from motcua.operations.commands.ours import Failed

HOST, PAGE = "127.0.0.1", "/dang-nhap"
STARTING_SECONDS = 120.0
PREFIX = "motcua-drill-"
#: Whatever may leave the machine, or belongs to the house in use, is not known in the drill.
OURS = ("MOTCUA_", "DATABASE_")
#: But how static files are kept is the same everywhere.
SHARED = "MOTCUA_STATIC"


@dataclass(slots=True)
class Drill:
    """A drill under way: where, with what, and what has been done in how many seconds."""

    home: Path
    source: str
    keys: Path | None
    passphrase: Path | None
    took: dict[str, float] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        """Return what a program of the drill knows of the world."""
        known = {name: value for name, value in os.environ.items() if not name.startswith(OURS) or name == SHARED}
        known |= {"MOTCUA_HOME": str(self.home), keys.FILE_VARIABLE: str(self.home / "keys.json")}
        try:
            shift = json.loads((self.home / "demo" / "clock.json").read_text())["shift"]
        except (OSError, ValueError, KeyError):
            return known
        return known | {"MOTCUA_DEMO": "1", moments.SHIFT_VARIABLE: str(shift)}


def run(words: Sequence[str]) -> int:
    """Run one of the drills; answer the exit status."""
    parser = argparse.ArgumentParser(
        prog="motcua drill", description="Diễn tập: có làm được thật không, và mất bao lâu."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    restore = commands.add_parser("restore", help="phục hồi bản sao lưu cuối cùng ở chỗ khác rồi kiểm tra mọi thứ")
    restore.add_argument("source", nargs="?", help=f"nơi cất bản sao lưu; bỏ trống: {TARGET_VARIABLE}")
    restore.add_argument("--keys", type=Path, help="khoá đã xuất (tệp, ảnh hay bản quét tờ in): thử cả việc mở nó")
    restore.add_argument("--passphrase-file", type=Path, help="đọc mật khẩu của khoá từ tệp, không hỏi")
    restore.add_argument("--in", dest="place", type=Path, help="thư mục còn đủ chỗ; mặc định thư mục tạm của máy")
    read = parser.parse_args(words)
    source = read.source or os.environ.get(TARGET_VARIABLE)
    if not source:
        print(
            f"Diễn tập với bản sao lưu nào? Gõ: motcua drill restore NƠI-CẤT, hoặc đặt {TARGET_VARIABLE}.",
            file=sys.stderr,
        )
        return 1
    with _place(read.place) as home:
        return _all(Drill(home, source, read.keys, read.passphrase_file))


def _all(drill: Drill) -> int:
    """Do every step, write down what came of it; answer 0 when all went well."""
    steps: tuple[tuple[str, Callable[[Drill], str]], ...] = (
        ("Lấy khoá", _bring_keys),
        ("Phục hồi", _bring_back),
        ("Chuẩn bị bảng và trang", _prepare),
        ("Kiểm tra nhật ký", _verify),
        *(_check(name, command) for name, command in ours.checks(drill.environment())),
        ("Mở trang", _serve),
    )
    began, failed, said = time.monotonic(), "", ""
    for name, step in steps:
        at = time.monotonic()
        try:
            found = step(drill)
        except Failed as problem:
            failed, said = name, str(problem)
            print(f"✗ {name}: {said}", file=sys.stderr, flush=True)
            break
        drill.took[name] = round(time.monotonic() - at, 1)
        print(f"✓ {name:<26} {drill.took[name]:>7.1f} giây  {found}", flush=True)
    total = round(time.monotonic() - began, 1)
    records.write(
        "drill",
        well=not failed,
        failed=failed,
        said=said,
        seconds=total,
        took=drill.took,
        source=drill.source,
        keys="exported" if drill.keys else "present",
    )
    print(
        f"Diễn tập {'đạt' if not failed else 'KHÔNG đạt'}, {total:.1f} giây. Đã ghi vào {records.folder() / 'drill.log'}."
    )
    if not drill.keys:
        print("Chưa thử khoá đã xuất: lần sau thêm --keys TỆP, để biết tờ trong két còn mở được.", file=sys.stderr)
    return 1 if failed else 0


@contextmanager
def _place(wanted: Path | None) -> Iterator[Path]:
    """Give a home of its own, and leave nothing of it: what lies there is everybody's data, opened."""
    within = wanted or Path(tempfile.gettempdir())
    for left in within.glob(f"{PREFIX}*"):
        if left.stat().st_uid == os.geteuid() and not is_held(left / "drill.lock"):
            _remove(left)
    home = Path(tempfile.mkdtemp(prefix=PREFIX, dir=within))
    lock = FileLock(home / "drill.lock")
    lock.take()
    # The server of root is another, and must reach its folder.
    home.chmod(0o711)
    before = signal.signal(signal.SIGTERM, lambda *_received: sys.exit(128 + signal.SIGTERM))
    try:
        yield home
    finally:
        signal.signal(signal.SIGTERM, before)
        _remove(home)
        lock.close()


def _remove(home: Path) -> None:
    database = home / "database"
    if (database / "superuser.json").exists() or (database / "place").exists():
        Cluster(database).remove()
    shutil.rmtree(home, ignore_errors=True)


def _bring_keys(drill: Drill) -> str:
    if drill.keys is None:
        shutil.copy(key_file(), drill.home / "keys.json")
        return "khoá đang dùng"
    more = ["--passphrase-file", str(drill.passphrase)] if drill.passphrase else []
    _motcua(drill, "keys", "import", str(drill.keys), *more)
    return f"khoá đã xuất: {drill.keys.name}"


def _bring_back(drill: Drill) -> str:
    return _motcua(drill, "restore", str(Path(drill.source).resolve()))


def _prepare(drill: Drill) -> str:
    with Cluster(drill.home / "database"):
        _motcua(drill, "prepare")
    return ""


def _verify(drill: Drill) -> str:
    roots = drill.home / "roots"
    return _motcua(drill, "ledger", "verify", *(["--roots", str(roots)] if roots.is_dir() else []))


def _check(name: str, command: str) -> tuple[str, Callable[[Drill], str]]:
    return name, lambda drill: _motcua(drill, command)


def _serve(drill: Drill) -> str:
    """Start the pages alone, without worker and senders, and ask for one."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    words = ["web", "--host", HOST, "--port", str(port), "--workers", "1", "--threads", "2"]
    with Cluster(drill.home / "database"):
        process = subprocess.Popen(  # noqa: S603 - our own command
            ours.command(*words), env=drill.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            return _answer(f"http://{HOST}:{port}{PAGE}", process)
        finally:
            process.terminate()
            process.wait()


def _answer(address: str, process: subprocess.Popen[bytes]) -> str:
    deadline = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(address, timeout=STARTING_SECONDS) as page:  # noqa: S310 - our own address
                return f"{address} trả lời {page.status}"
        except OSError:  # URLError is one; it does not answer yet.
            time.sleep(0.2)
    raise Failed(f"{address} không trả lời.")


def _motcua(drill: Drill, *words: str) -> str:
    return ours.run(drill.environment(), *words)
