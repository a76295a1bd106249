"""``motcua backup`` and ``motcua restore``; both work without Django and without a page."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from threading import Event

from motcua.database import addresses, copies, foreign, runner
from motcua.database.addresses import Address, DatabaseNotStarted
from motcua.database.binaries import ProgramsMissing
from motcua.database.places import PlaceTaken
from motcua.database.runner import Cluster, ServerProblem
from motcua.kernel import keys, moments
from motcua.kernel.keys import KeyRing
from motcua.operations import bell, sealed
from motcua.operations.commands import archiving, bringing, making, store
from motcua.operations.commands.bringing import Wish
from motcua.operations.commands.store import Store
from motcua.operations.sealed import BackupKey
from motcua.operations.types import CannotBackUp, CannotRestore

#: Where copies go unless a place is named on the command line.
TARGET_VARIABLE = "MOTCUA_BACKUP"
#: Where another server's database is taken in while it is copied.
TAKEN_IN = "taken-in"
REFUSALS = (CannotBackUp, CannotRestore, ServerProblem, PlaceTaken, ProgramsMissing, DatabaseNotStarted)


def back_up(words: Sequence[str]) -> int:
    """Run ``motcua backup``; answer the exit status."""
    parser = argparse.ArgumentParser(
        prog="motcua backup",
        description="Sao lưu cơ sở dữ liệu, tệp và thiết lập, niêm phong bằng khoá của nơi này; khoá không nằm trong bản sao lưu.",
    )
    parser.add_argument("target", nargs="?", help=f"thư mục cất, tốt nhất ở ổ đĩa khác; bỏ trống: {TARGET_VARIABLE}")
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--list", action="store_true", help="kể các bản đang có")
    one.add_argument("--check", action="store_true", help="đọc lại và so từng byte của bản cuối cùng")
    one.add_argument("--archive", action="store_true", help="cất nhật ký ghi liên tục, đến khi bị dừng")
    one.add_argument(
        "--stop-archive", action="store_true", help="thôi cất nhật ký ghi: máy chủ không giữ phần chờ cất nữa"
    )
    read = parser.parse_args(words)
    bell.hang()
    try:
        return _back_up(read)
    except REFUSALS as problem:
        print(problem, file=sys.stderr)
        return 1


def restore(words: Sequence[str]) -> int:
    """Run ``motcua restore``; answer the exit status."""
    parser = argparse.ArgumentParser(
        prog="motcua restore",
        description="Phục hồi vào MOTCUA_HOME, phải đang trống; có DATABASE_URL thì cơ sở dữ liệu về máy chủ ấy, cũng phải trống. "
        "Mọi thứ được đọc và kiểm tra trước khi ghi.",
    )
    parser.add_argument("source", help="thư mục cất bản sao lưu")
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--set", default="", metavar="TÊN", help="đúng bản này, không đọc tiếp nhật ký ghi")
    one.add_argument("--at", type=_moment, metavar="LÚC", help="về thời điểm này, giờ Việt Nam: «2026-11-29 08:30»")
    parser.add_argument("--check", action="store_true", help="chỉ đọc và kiểm tra, không ghi gì")
    parser.add_argument(
        "--into", default="", metavar="TÊN", help="cơ sở dữ liệu trống khác trên máy chủ của DATABASE_URL"
    )
    read = parser.parse_args(words)
    try:
        return _restore(read)
    except REFUSALS as problem:
        print(problem, file=sys.stderr)
        return 1


def key_file() -> Path:
    """Return where this installation's keys are."""
    return Path(os.environ.get(keys.FILE_VARIABLE) or addresses.home() / "keys.json")


def keys_here() -> dict[str, BackupKey]:
    """Return the keys that open copies, by their names there. Raises CannotRestore where there is no key file."""
    path = key_file()
    if not path.is_file():
        raise CannotRestore(
            f"Không có tệp khoá {path}, nên không mở được bản sao lưu nào. Phục hồi khoá trước: "
            "motcua keys import TỆP (tệp hoặc tờ in đã cất khi gõ motcua keys export)."
        )
    return sealed.keys_of(KeyRing.parse(path.read_text()))


def server() -> Cluster:
    """Return this installation's own server, started. Raises CannotBackUp where another one is named, or none was made."""
    if addresses.is_elsewhere():
        raise CannotBackUp(
            "DATABASE_URL chỉ máy chủ khác: nhật ký ghi của nó do công cụ của máy chủ ấy cất (pgBackRest, pg_receivewal). "
            "«motcua backup» thì chép được cả máy chủ ấy."
        )
    if not (addresses.folder() / "address.json").exists():
        raise CannotBackUp(f"{addresses.home()} chưa có cơ sở dữ liệu, nên chưa có gì để sao lưu. Gõ: motcua serve")
    cluster = runner.ensure_started()
    assert cluster is not None
    return cluster


def _back_up(read: argparse.Namespace) -> int:
    if read.stop_archive:
        with server() as cluster:
            print("Đã thôi giữ." if copies.forget(cluster) else "Không có gì đang giữ, hoặc «--archive» còn chạy.")
        return 0
    named = read.target or os.environ.get(TARGET_VARIABLE)
    if not named:
        raise CannotBackUp(f"Cất ở đâu? Gõ: motcua backup THƯ-MỤC, hoặc đặt {TARGET_VARIABLE}.")
    target = Store(Path(named))
    if read.list:
        return _list(target)
    if read.check:
        return _check(target, Wish())
    if read.archive:
        with server() as cluster:
            archiving.run(_until_stopped(), target, _key, cluster)
        return 0
    known = keys_here()  # before another server is read for nothing
    with foreign.taken_in(addresses.home() / TAKEN_IN) if addresses.is_elsewhere() else server() as cluster:
        return _make(target, known, cluster)


def _make(target: Store, known: Mapping[str, BackupKey], cluster: Cluster) -> int:
    began = time.monotonic()
    manifest = making.back_up(target, known, cluster, has_log=not addresses.is_elsewhere())
    took, kept = time.monotonic() - began, target.names()
    print(f"Đã sao lưu vào {target.set_folder(manifest.name)}, đọc lại đúng, sau {took:.1f} giây.")
    print(f"Giữ {len(kept)} bản, cũ nhất {_said(kept[0])}. Mở được bằng khoá {manifest.key}, khoá ấy không nằm ở đó.")
    if target.folder.stat().st_dev == addresses.home().stat().st_dev:
        print("Nơi cất cùng ổ đĩa với dữ liệu: mất ổ là mất cả hai. Chép sang ổ hoặc máy khác.", file=sys.stderr)
    if not (addresses.home() / "keys.exported").exists():
        print(
            "Khoá chưa cất nơi khác: không có khoá thì không mở được bản này. Gõ: motcua keys export TỆP",
            file=sys.stderr,
        )
    return 0


def _list(target: Store) -> int:
    if not target.is_ours:
        raise CannotBackUp(f"{target.folder} không phải nơi cất bản sao lưu của Một cửa.")
    for name in target.names():
        size = sum(path.stat().st_size for path in target.set_folder(name).iterdir())
        print(f"{name}  {_said(name)}  {size / making.MEGABYTE:.1f} MB")
    if not target.names():
        print("Chưa có bản nào.")
    return 0


def _check(target: Store, wish: Wish) -> int:
    began = time.monotonic()
    plan = bringing.checked(target, keys_here(), wish)
    print(
        f"Bản {plan.manifest.name} nguyên vẹn: cơ sở dữ liệu, {len(plan.codes)} tệp, {len(plan.segments)} đoạn nhật ký ghi; "
        f"đọc trong {time.monotonic() - began:.1f} giây."
    )
    return 0


def _restore(read: argparse.Namespace) -> int:
    source, wish, began = Store(Path(read.source)), Wish(read.set, read.at), time.monotonic()
    if read.check:
        return _check(source, wish)
    into = _into(read.into)
    done = bringing.restore(source, keys_here(), wish, into)
    place = f"{addresses.home()} và cơ sở dữ liệu {into.name} ở {into.host}" if into else addresses.home()
    print(
        f"Đã phục hồi bản {done.name} vào {place} sau {time.monotonic() - began:.1f} giây: {done.contents} tệp, "
        f"{done.segments} đoạn nhật ký ghi. Nhật ký sang kỷ {done.epoch}."
    )
    if into and read.into:
        print(f"Sửa tên cơ sở dữ liệu trong DATABASE_URL và DATABASE_OWNER_URL thành {into.name} trước khi chạy.")
    print("Kiểm tra: motcua ledger verify, rồi motcua check standing. Thiết lập cũ ở settings.restored.json.")
    return 0


def _into(name: str) -> Address | None:
    """Return the owner's address of the other server's database that a set goes to; None for the server that comes with us."""
    if not addresses.is_elsewhere():
        if name:
            raise CannotRestore("--into cần biết máy chủ nào: đặt DATABASE_URL và DATABASE_OWNER_URL rồi chạy lại.")
        return None
    owner = addresses.current("owner")
    return owner.of(name) if name else owner


def _key() -> BackupKey:
    return list(keys_here().values())[-1]


def _until_stopped() -> Event:
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_received: stop.set())
    return stop


def _moment(text: str) -> datetime:
    return moments.local(datetime.fromisoformat(text))


def _said(name: str) -> str:
    return f"{moments.local(store.moment_of(name)):%H:%M %d/%m/%Y}"
