"""``motcua upgrade``: the tables of the code that is installed now, without losing anything, and back again when it goes wrong.

The pages are away from the last copy until the service is started again; a first copy is made while they still serve.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from motcua.database import addresses
from motcua.database.locks import FileLock, is_held
from motcua.database.runner import Cluster, write_closed
from motcua.kernel import keys
from motcua.operations import bell, records, rules
from motcua.operations.commands import bringing, making, ours, tables
from motcua.operations.commands.backup import REFUSALS, TARGET_VARIABLE, key_file, keys_here, server
from motcua.operations.commands.ours import Failed
from motcua.operations.commands.store import Store
from motcua.operations.sealed import BackupKey
from motcua.operations.types import CannotBackUp, CannotUpgrade

#: How long a statement that changes a table waits for whoever uses it, and how often it is tried.
LOCK_WAIT, TRIES = "5s", 6
#: What PostgreSQL's refusal is called when that was too short.
LOCKED = "LockNotAvailable"
#: Going back writes the database a second time beside the one that went wrong.
ROOM = 1.2


@dataclass(slots=True)
class Upgrade:
    """An upgrade under way: where the copy goes and which keys open copies, what is to be done, what has been found and how long each took."""

    target: Store | None
    known: dict[str, BackupKey]
    cluster: Cluster | None
    fewer: frozenset[str]
    pending: list[str] = field(default_factory=list)
    #: The set that brings back what was before; empty until it is made.
    kept: str = ""
    rows: dict[str, int] = field(default_factory=dict)
    took: dict[str, float] = field(default_factory=dict)
    away_since: float | None = None

    def environment(self, **more: str) -> dict[str, str]:
        """Return what a command on this house knows."""
        return {**os.environ, "MOTCUA_HOME": str(addresses.home()), keys.FILE_VARIABLE: str(key_file()), **more}


def run(words: Sequence[str]) -> int:
    """Run ``motcua upgrade``; answer the exit status."""
    parser = argparse.ArgumentParser(
        prog="motcua upgrade",
        description="Đổi bảng theo mã vừa cài: kiểm tra, dừng, sao lưu, đổi, kiểm tra lại; sai thì đưa dữ liệu về như cũ.",
    )
    parser.add_argument("target", nargs="?", help=f"nơi cất bản sao lưu; bỏ trống: {TARGET_VARIABLE}")
    parser.add_argument("--check", action="store_true", help="chỉ xem có gì phải đổi và có đổi được không")
    parser.add_argument(
        "--fewer",
        action="append",
        default=[],
        metavar="BẢNG",
        help="bảng mà bản mới bỏ bớt dòng, theo ghi chú phát hành",
    )
    parser.add_argument(
        "--backed-up", action="store_true", help="DATABASE_URL chỉ máy chủ khác và đã tự sao lưu máy chủ ấy"
    )
    read = parser.parse_args(words)
    bell.hang()
    try:
        return _run(read)
    except (*REFUSALS, CannotUpgrade) as problem:
        print(problem, file=sys.stderr)
        return 1
    except Failed:
        print(
            "Chưa đổi bảng nào. Sửa điều trên rồi gõ lại; trang đã dừng thì khởi động lại được ngay.", file=sys.stderr
        )
        return 1


def mark() -> Path:
    """Return the mark of an upgrade that has not come to its end; nothing is served over it."""
    return addresses.home() / "upgrading"


def _run(read: argparse.Namespace) -> int:
    target, known = _target(read), keys_here()
    with _alone():
        _take_back()
        cluster = None if addresses.is_elsewhere() else server()
        upgrade = Upgrade(target, known, cluster, frozenset(read.fewer))
        try:
            return _all(upgrade, only_look=read.check)
        finally:
            if upgrade.cluster is not None:
                upgrade.cluster.leave()


@contextmanager
def _alone() -> Iterator[None]:
    lock = FileLock(addresses.home() / "upgrade.lock")
    try:
        if not lock.try_to_take():
            raise CannotUpgrade("Một lần nâng cấp khác đang chạy ở thư mục này. Đợi nó xong rồi gõ lại.")
        yield
    finally:
        lock.close()


def _take_back() -> None:
    """Bring the database into its place again that an upgrade had put aside when it was killed while going back."""
    begun = json.loads(mark().read_text()) if mark().exists() else {}
    aside = addresses.home() / begun["aside"] if begun.get("aside") else None
    if aside is not None and aside.exists():
        bringing.take_back(aside)
        print(
            "Lần nâng cấp trước bị ngắt khi đang đưa dữ liệu về. Đã đặt cơ sở dữ liệu lại chỗ cũ; làm tiếp.", flush=True
        )


def _all(upgrade: Upgrade, *, only_look: bool) -> int:
    began = time.monotonic()
    _do(upgrade, "Xem phải đổi gì", _plan)
    if not upgrade.pending and not mark().exists():
        print("Bảng đã đúng với mã đang cài: không phải đổi gì, không dừng gì.")
        return 0
    _do(upgrade, "Xem có đổi được không", _look)
    if only_look:
        return 0
    if _is_served():
        _do(upgrade, "Sao lưu khi đang chạy", _copy)
        upgrade.away_since = time.monotonic()
        _do(upgrade, "Dừng", _stop)
    _do(upgrade, "Sao lưu trước khi đổi", _copy_to_go_back)
    try:
        _do(upgrade, "Dòng trước khi đổi", _counted)
        _do(upgrade, "Đổi bảng", _migrate)
        _do(upgrade, "So từng bảng", _compare)
        _do(upgrade, "Kiểm tra nhật ký", lambda upgrade: ours.run(upgrade.environment(), "ledger", "verify"))
        for name, command in ours.checks(upgrade.environment()):
            _do(upgrade, name, lambda upgrade, command=command: ours.run(upgrade.environment(), command))
    except (Failed, psycopg.Error) as problem:
        return _go_back(upgrade, str(problem), began)
    mark().unlink()
    _write_down(upgrade, began, well=True)
    print(f"Đã nâng cấp, {time.monotonic() - began:.1f} giây{_away(upgrade)}. Khởi động lại: systemctl start motcua")
    return 0


def _do(upgrade: Upgrade, name: str, step: Callable[[Upgrade], str]) -> None:
    """Do one step and say how long it took. Raises Failed, after having said which step it was."""
    at = time.monotonic()
    try:
        found = step(upgrade)
    except Failed as problem:
        print(f"✗ {name}: {problem}", file=sys.stderr, flush=True)
        raise
    upgrade.took[name] = round(time.monotonic() - at, 1)
    print(f"✓ {name:<26} {upgrade.took[name]:>7.1f} giây  {found}", flush=True)


def _target(read: argparse.Namespace) -> Store | None:
    if addresses.is_elsewhere():
        if not read.backed_up:
            raise CannotUpgrade(
                "DATABASE_URL chỉ máy chủ khác: dừng, sao lưu trước (motcua backup), rồi gõ lại với --backed-up. "
                "Lệnh này không tự đưa dữ liệu của máy chủ ấy về như cũ được."
            )
        return None
    named = read.target or os.environ.get(TARGET_VARIABLE)
    if not named:
        raise CannotUpgrade(f"Sao lưu vào đâu trước khi đổi? Gõ: motcua upgrade NƠI-CẤT, hoặc đặt {TARGET_VARIABLE}.")
    return Store(Path(named))


def _plan(upgrade: Upgrade) -> str:
    with tables.connected() as owner:
        done = tables.migrated(owner)
    known = tables.known(ours.told(upgrade.environment(), "showmigrations", "--plan"))
    newer = sorted(done - set(known))
    if newer:
        raise CannotUpgrade(
            f"Bảng đã được đổi bởi bản mới hơn mã đang cài ({', '.join(newer[:3])}). Cài bản mới ấy, hoặc phục hồi bản sao lưu cũ."
        )
    upgrade.pending = [each for each in known if each not in done]
    return f"{len(upgrade.pending)} lần đổi bảng"


def _look(upgrade: Upgrade) -> str:
    """Refuse what would go wrong later, while nothing has been touched yet."""
    with tables.connected() as owner:
        busy, size = tables.building(owner), tables.size(owner)
    if busy:
        raise CannotUpgrade(f"Một lần đổi bảng khác đang chạy trên {busy}. Đợi nó xong rồi gõ lại.")
    if upgrade.cluster is not None:
        free = shutil.disk_usage(upgrade.cluster.folder).free
        if free < size * ROOM:
            raise CannotUpgrade(
                f"Ổ dữ liệu còn {free / making.MEGABYTE:.0f} MB, cần {size * ROOM / making.MEGABYTE:.0f} MB để có thể quay lại. "
                "Chưa dừng gì, chưa đổi gì. Dọn chỗ rồi gõ lại."
            )
    ours.run(upgrade.environment(), "ledger", "verify")
    return f"{size / making.MEGABYTE:.0f} MB, nhật ký nguyên vẹn"


def _is_served() -> bool:
    return is_held(addresses.home() / "run" / "serve.lock")


def _copy(upgrade: Upgrade) -> str:
    """Copy what there is while the pages serve: the copy that counts then has few new files left to take."""
    if upgrade.target is None or upgrade.cluster is None:
        return "máy chủ khác, đã tự sao lưu"
    try:
        return making.back_up(upgrade.target, upgrade.known, upgrade.cluster).name
    except CannotBackUp as problem:
        raise Failed(str(problem)) from problem


def _stop(upgrade: Upgrade) -> str:
    said = ours.run(upgrade.environment(), "stop")
    if _is_served():
        raise Failed("Một cửa vẫn chạy. Dừng bằng «systemctl stop motcua» rồi gõ lại.")
    return said


def _copy_to_go_back(upgrade: Upgrade) -> str:
    """Make the copy that brings everything back; after an upgrade that was killed, the one made then is kept."""
    if mark().exists():
        begun = json.loads(mark().read_text())
        upgrade.kept, upgrade.rows = begun["set"], begun["rows"]
        return f"{upgrade.kept}, của lần nâng cấp bị ngắt trước đây"
    upgrade.kept = _copy(upgrade) if upgrade.target is not None else ""
    with tables.connected() as owner:
        upgrade.rows = tables.counted(owner)
    _leave_mark(upgrade)
    return upgrade.kept or "máy chủ khác, đã tự sao lưu"


def _leave_mark(upgrade: Upgrade, aside: str = "") -> None:
    write_closed(mark(), json.dumps({"set": upgrade.kept, "rows": upgrade.rows, "aside": aside}))


def _counted(upgrade: Upgrade) -> str:
    return f"{sum(upgrade.rows.values())} dòng trong {len(upgrade.rows)} bảng"


def _migrate(upgrade: Upgrade) -> str:
    """Change the tables one migration after the other; who waits too long for a table gives way and tries again."""
    options = f"{os.environ.get('PGOPTIONS', '')} -c lock_timeout={LOCK_WAIT}".strip()
    for attempt in range(1, TRIES + 1):
        with tables.connected() as owner:
            tables.drop_half_built(owner)
        try:
            ours.run(upgrade.environment(PGOPTIONS=options), "migrate", "--no-input", "--verbosity=0")
        except Failed as problem:
            if LOCKED not in problem.told or attempt == TRIES:
                raise
            print(f"  có phiên khác đang dùng bảng; thử lại lần {attempt + 1}/{TRIES}", flush=True)
            time.sleep(2 ** (attempt - 1))
        else:
            return f"{len(upgrade.pending)} lần đổi, lần thử {attempt}"
    raise AssertionError


def _compare(upgrade: Upgrade) -> str:
    with tables.connected() as owner:
        now = tables.counted(owner)
    lost = rules.lost(upgrade.rows, now, upgrade.fewer)
    if lost:
        said = ", ".join(f"{table}: {before} còn {after}" for table, before, after in lost)
        raise Failed(f"Mất dòng ở {said}. Bản mới cố ý bỏ thì gõ lại với --fewer BẢNG, theo ghi chú phát hành.")
    gone = sorted(set(upgrade.rows) - set(now))
    return f"không bảng nào mất dòng{'; bỏ bảng ' + ', '.join(gone) if gone else ''}"


def _go_back(upgrade: Upgrade, why: str, began: float) -> int:
    """Put back the database of the copy just made; what went wrong stays beside it until somebody has looked."""
    if upgrade.target is None or upgrade.cluster is None:
        _write_down(upgrade, began, well=False, said=why)
        print(
            "Chưa xong. Phục hồi máy chủ cơ sở dữ liệu từ bản đã tự sao lưu, cài lại mã cũ, "
            f"xoá {mark()} rồi khởi động.", file=sys.stderr,
        )  # fmt: skip
        return 1
    print("Đưa dữ liệu về như trước khi đổi…", flush=True)
    upgrade.cluster.leave()
    upgrade.cluster = None
    aside = bringing.place_aside()
    _leave_mark(upgrade, aside.name)
    try:
        bringing.put_back(upgrade.target, upgrade.known, upgrade.kept, aside)
    except (*REFUSALS, OSError) as problem:
        print(
            f"Chưa đưa về được: {problem} Dữ liệu trước khi đổi nằm nguyên trong bản {upgrade.kept}: phục hồi vào thư mục mới "
            f"bằng mã cũ, motcua restore {upgrade.target.folder} --set {upgrade.kept}", file=sys.stderr,
        )  # fmt: skip
        _write_down(upgrade, began, well=False, said=why)
        return 2
    mark().unlink()
    _write_down(upgrade, began, well=False, said=why)
    print(
        f"Dữ liệu đã về như lúc dừng, {time.monotonic() - began:.1f} giây{_away(upgrade)}. Cài lại mã cũ rồi khởi động. "
        f"Cơ sở dữ liệu đổi dở ở {aside}: gửi kèm câu lỗi cho hỗ trợ, rồi xoá."
    )
    return 1


def _write_down(upgrade: Upgrade, began: float, *, well: bool, said: str = "") -> None:
    records.write(
        "upgrade",
        well=well,
        said=said,
        migrations=len(upgrade.pending),
        seconds=round(time.monotonic() - began, 1),
        away=round(time.monotonic() - upgrade.away_since, 1) if upgrade.away_since else None,
        took=upgrade.took,
        set=upgrade.kept,
    )


def _away(upgrade: Upgrade) -> str:
    return f", trang nghỉ {time.monotonic() - upgrade.away_since:.1f} giây đến giờ" if upgrade.away_since else ""
