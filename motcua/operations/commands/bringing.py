"""Bringing a copy back into an empty home: everything is read and checked first, then written, then the epoch is raised."""

from __future__ import annotations

import os
import shutil
import tarfile
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from tqdm import tqdm

from motcua.database import addresses, copies, foreign
from motcua.database.addresses import Address
from motcua.database.locks import is_held
from motcua.database.runner import Cluster
from motcua.kernel import moments
from motcua.ledger import services as ledger
from motcua.operations import records, rules, sealed
from motcua.operations.commands import store, tables
from motcua.operations.commands.making import ADDRESS, MEGABYTE, SETTINGS, SUPERUSER, check_database
from motcua.operations.commands.store import DATABASE, HOUSE, Store
from motcua.operations.sealed import BackupKey
from motcua.operations.types import CannotRestore, Manifest, TornPiece

#: What is in a set's house but is not written as it is.
ASIDE = (SUPERUSER, ADDRESS, SETTINGS)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to come back: one set as it was made, or the last before a moment and the log up to that, or all there is."""

    name: str = ""
    at: datetime | None = None

    @property
    def reads_log(self) -> bool:
        """Whether what came after the set is wanted too."""
        return not self.name


@dataclass(frozen=True, slots=True)
class Plan:
    """What was found good: the set, its key, the log that goes on from it, the files that belong to both.

    Segments and files come with the key that each is sealed with: keys may have been turned after the set was made.
    """

    manifest: Manifest
    key: BackupKey
    segments: tuple[tuple[str, BackupKey], ...]
    codes: tuple[tuple[str, BackupKey], ...]


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: the set, how many segments of log after it, the ledger's new epoch and its lines sealed anew."""

    name: str
    segments: int
    contents: int
    epoch: int
    sealed: int


def mark() -> Path:
    """Return the mark of a restore that has not come to its end; nothing is served over it."""
    return addresses.home() / "restoring"


def restore(source: Store, keys: dict[str, BackupKey], wish: Wish, into: Address | None = None) -> Restored:
    """Bring a set back into this home, which must be empty. Raises CannotRestore, ServerProblem before anything is overwritten.

    ``into`` is the owner's address of an empty database of another server: then the set's database goes there, and a server of
    ours makes it readable meanwhile.
    """
    plan = checked(source, keys, wish)
    _refuse_a_home_in_use()
    if into is not None:
        foreign.check_empty(into)
    _check_room(plan)
    home = addresses.home()
    mark().write_text(plan.manifest.name)
    try:
        cluster = _written(source, plan, home, wish.at)
    except copies.LogTooShort:
        _clear(home)
        raise CannotRestore(
            f"Nhật ký ghi đã cất chưa đến {_said(wish.at)}. Chưa giữ lại gì. Bỏ --at để phục hồi đến điểm cuối cùng có được."
        ) from None
    except OSError as problem:
        _clear(home)
        raise CannotRestore(
            f"Không ghi được vào {home}: {problem.strerror}. Đã bỏ phần ghi dở; chạy lại sau khi sửa."
        ) from None
    except BaseException:
        _clear(home)
        raise
    epoch, lines = _settled(cluster) if into is None else _passed_on(cluster, into)
    mark().unlink()
    records.write("restore", name=plan.manifest.name, segments=len(plan.segments), epoch=epoch)
    return Restored(plan.manifest.name, len(plan.segments), len(plan.codes), epoch, lines)


def _settled(cluster: Cluster) -> tuple[int, int]:
    """Let the server that came back be this home's; return the ledger's new epoch and its lines sealed anew."""
    with cluster:
        return ledger.raise_epoch(cluster.address("owner"))


def _passed_on(cluster: Cluster, into: Address) -> tuple[int, int]:
    """Pour what came back into another server's database and compare every table; ours is gone afterwards, whatever happens."""
    try:
        with cluster:
            with tqdm(desc=f"Sang {into.host}", unit="B", unit_scale=True, disable=None) as bar:
                foreign.pour_out(cluster, into, bar.update)
            _compare(cluster.address("owner"), into)
        cluster.remove()
        return ledger.raise_epoch(into)
    except BaseException:
        _clear(addresses.home())
        raise


def _compare(before: Address, after: Address) -> None:
    with tables.connected(before) as source, tables.connected(after) as target:
        held, there = tables.counted(source), tables.counted(target)
    for name in sorted(held | there):
        if held.get(name) != there.get(name):
            raise CannotRestore(
                f"Bảng {name} có {held.get(name, 0)} dòng trong bản sao lưu mà {there.get(name, 0)} dòng ở {after.host}. "
                f"Xoá cơ sở dữ liệu {after.name}, tạo lại trống, rồi phục hồi lại."
            )


def place_aside() -> Path:
    """Return where the present database may lie while another one is put in its place."""
    return addresses.home() / f"database-{store.name_of(moments.machine_now())}"


def put_back(source: Store, keys: dict[str, BackupKey], name: str, aside: Path) -> None:
    """Put the database of a set in the place of this home's, which nobody uses and which lies in ``aside`` from then on.

    Stored files stay: they are only ever added. Raises CannotRestore, ServerProblem; then the present one is in its place again.
    Killed at any moment it leaves the present one in its place or in ``aside``, whole: ``take_back`` ends that.
    """
    plan = checked(source, keys, Wish(name))
    present = addresses.folder()
    cluster = Cluster(present)
    secrets = copies.secrets_of(cluster)
    cluster.stop()
    present.rename(aside)
    try:
        cluster = copies.bring_in(present, lambda folder: _database(source, plan, folder), secrets)
    except BaseException:
        take_back(aside)
        raise
    with cluster:
        ledger.raise_epoch(cluster.address("owner"))


def take_back(aside: Path) -> None:
    """Bring the database that lies in ``aside`` into its place again, over whatever has come there meanwhile."""
    present = addresses.folder()
    Cluster(present).remove()
    aside.rename(present)


def _written(source: Store, plan: Plan, home: Path, until: datetime | None) -> Cluster:
    """Write everything into the home and return its server, running, of which the caller is a user."""
    secrets = _house(source, plan, home)
    _contents(source, plan, home / "files")
    return copies.bring_in(
        addresses.folder(),
        lambda folder: _database(source, plan, folder),
        secrets,
        log=(lambda folder: _log(source, plan, folder)) if plan.segments else None,
        until=until,
    )


def checked(source: Store, keys: dict[str, BackupKey], wish: Wish) -> Plan:
    """Choose the set, read every byte of it and of what belongs to it. Raises CannotRestore; writes nothing."""
    manifest, key = store.read_manifest(source, _chosen(source, wish), keys)
    _check_versions(manifest)
    store.check_pieces(source, manifest)
    try:
        with sealed.opened(source.set_folder(manifest.name) / DATABASE, key, DATABASE) as plain:
            check_database(plain)
        codes = [(key.code(digest), key) for digest, _ in store.contents_of(source, manifest, key)]
    except TornPiece as problem:
        raise CannotRestore(store.torn(manifest.name, str(problem))) from problem
    segments = _segments(source, manifest, keys) if wish.reads_log and manifest.segment else []
    if segments:
        known = set(codes)
        for each in keys.values():
            there = source.folder / "contents" / each.name
            codes += [
                (path.name, each) for path in sorted(there.glob("??/[0-9a-f]*")) if (path.name, each) not in known
            ]
    _check_contents(source, manifest, codes)
    return Plan(manifest, key, tuple(segments), tuple(codes))


def _chosen(source: Store, wish: Wish) -> str:
    if not source.is_ours:
        raise CannotRestore(
            f"{source.folder} không phải nơi cất bản sao lưu của Một cửa. Kiểm tra ổ đĩa đã gắn chưa, và đường dẫn."
        )
    names = source.names()
    if not names:
        raise CannotRestore(f"{source.folder} chưa có bản sao lưu nào trọn vẹn.")
    if wish.name:
        return wish.name
    made = {store.moment_of(name): name for name in names}
    if wish.at is None:
        return names[-1]
    before = rules.last_before(made, wish.at)
    if before is None:
        raise CannotRestore(
            f"Bản sao lưu cũ nhất làm lúc {_said(min(made))}, sau thời điểm {_said(wish.at)}. Chọn thời điểm muộn hơn."
        )
    return made[before]


def _check_versions(manifest: Manifest) -> None:
    if manifest.postgresql != copies.major():
        raise CannotRestore(
            f"Bản sao lưu {manifest.name} của PostgreSQL {manifest.postgresql}, bản đang cài là {copies.major()}. "
            f"Cài Một cửa {manifest.release} ở một thư mục khác, phục hồi bằng bản ấy, rồi mới nâng cấp."
        )
    if _numbers(manifest.release) > _numbers(version("motcua")):
        raise CannotRestore(
            f"Bản sao lưu {manifest.name} do Một cửa {manifest.release} tạo, bản đang cài là {version('motcua')}. "
            "Cài bản mới ấy rồi phục hồi."
        )


def _segments(source: Store, manifest: Manifest, keys: dict[str, BackupKey]) -> list[tuple[str, BackupKey]]:
    """Return what of the log goes on from the set, every byte read. Raises CannotRestore where it is torn."""
    there = {name: key for key in keys.values() for name in source.segments(key)}
    full = {name.removesuffix(store.PARTIAL) for name in there if not name.endswith(".history")}
    going_on, missing = rules.goes_on(full, manifest.segment, manifest.segment_bytes)
    if missing:
        raise CannotRestore(
            f"Nhật ký ghi thiếu đoạn {missing}, nên không đọc tiếp được từ bản sao lưu {manifest.name}. Chưa ghi gì. "
            f"Phục hồi đúng bản ấy, không đọc tiếp: motcua restore {source.folder} --set {manifest.name}"
        )
    if not going_on:
        return []
    chosen = [name if name in there else name + store.PARTIAL for name in going_on]
    chosen += [name for name in there if name.endswith(".history")]
    for name in chosen:
        try:
            with sealed.opened(source.segment(there[name], name), there[name], name) as plain:
                while plain.read(sealed.CHUNK):
                    pass
        except (OSError, TornPiece) as problem:
            raise CannotRestore(
                f"Đoạn nhật ký ghi {name} đã hỏng. Chưa ghi gì. Phục hồi đúng bản sao lưu, không đọc tiếp: "
                f"motcua restore {source.folder} --set {manifest.name}"
            ) from problem
    return [(name, there[name]) for name in chosen]


def _check_contents(source: Store, manifest: Manifest, codes: list[tuple[str, BackupKey]]) -> None:
    for code, key in tqdm(codes, desc="Kiểm tra tệp", unit="tệp", disable=None):
        try:
            store.check_content(_content(source, key, code), key, code)
        except (OSError, TornPiece) as problem:
            raise CannotRestore(store.torn(manifest.name, f"tệp {code[:12]}")) from problem


def _refuse_a_home_in_use() -> None:
    home = addresses.home()
    if is_held(home / "run" / "serve.lock"):
        raise CannotRestore(
            f"Một cửa đang chạy ở {home}. Đặt MOTCUA_HOME sang thư mục mới, trống, rồi phục hồi vào đó."
        )
    home.mkdir(parents=True, exist_ok=True)
    if mark().exists():
        _clear(home)
    database, files = addresses.folder(), home / "files"
    has_database = (database / "address.json").exists() or (database / "cluster").exists()
    others = any((home / name).exists() for name in ("demo", "roots"))
    if has_database or others or (files.is_dir() and any(files.iterdir())):
        raise CannotRestore(
            f"{home} đã có dữ liệu; không ghi đè. Đặt MOTCUA_HOME sang thư mục mới rồi phục hồi vào đó, "
            "hoặc tự chuyển thư mục cũ đi nơi khác."
        )


def _check_room(plan: Plan) -> None:
    free = shutil.disk_usage(addresses.home()).free
    wanted = plan.manifest.size + len(plan.segments) * plan.manifest.segment_bytes * 2
    if free < wanted:
        raise CannotRestore(
            f"Ổ đĩa của {addresses.home()} còn {free / MEGABYTE:.0f} MB, phục hồi cần {wanted / MEGABYTE:.0f} MB. "
            "Chưa ghi gì. Dọn chỗ hoặc đặt MOTCUA_HOME sang ổ lớn hơn."
        )


def _house(source: Store, plan: Plan, home: Path) -> copies.Secrets:
    """Write the small things back, how the house was set into a file to read; return what opens the server."""
    aside: dict[str, str] = {}
    path = source.set_folder(plan.manifest.name) / HOUSE
    with sealed.opened(path, plan.key, HOUSE) as plain, tarfile.open(fileobj=plain, mode="r|") as members:
        for member in members:
            if member.name in ASIDE:
                file = members.extractfile(member)
                assert file is not None
                aside[member.name] = file.read().decode()
            else:
                _unpack(members, member, home)
    (home / "settings.restored.json").write_text(aside[SETTINGS])
    (home / "settings.restored.json").chmod(0o600)
    return copies.Secrets(aside[SUPERUSER], aside[ADDRESS])


def _contents(source: Store, plan: Plan, folder: Path) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    for code, key in tqdm(plan.codes, desc="Tệp", unit="tệp", disable=None):
        coming = folder / f".{code[:16]}"
        with os.fdopen(os.open(coming, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            digest, _ = store.check_content(_content(source, key, code), key, code, file)
        name = digest.hex()
        target = folder / name[:2] / name[2:4] / name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        coming.rename(target)


def _database(source: Store, plan: Plan, folder: Path) -> None:
    path = source.set_folder(plan.manifest.name) / DATABASE
    with (
        tqdm(
            total=plan.manifest.pieces[DATABASE].holds, desc="Cơ sở dữ liệu", unit="B", unit_scale=True, disable=None
        ) as bar,
        sealed.opened(path, plan.key, DATABASE) as plain,
        tarfile.open(fileobj=plain, mode="r|") as members,
    ):
        for member in members:
            _unpack(members, member, folder)
            bar.update(member.size)


def _unpack(members: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    """Write a folder or a file of our own archive; nothing else is in one (``extract`` knows filters from 3.12 only)."""
    place = folder / member.name
    if ".." in place.parts or not place.is_relative_to(folder) or not (member.isdir() or member.isfile()):
        raise TornPiece(member.name)
    if member.isdir():
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        return
    file = members.extractfile(member)
    assert file is not None
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as written:
        shutil.copyfileobj(file, written, sealed.CHUNK)


def _log(source: Store, plan: Plan, folder: Path) -> None:
    for name, key in plan.segments:
        with (
            sealed.opened(source.segment(key, name), key, name) as plain,
            (folder / name.removesuffix(store.PARTIAL)).open("wb") as file,
        ):
            shutil.copyfileobj(plain, file, sealed.CHUNK)


def _clear(home: Path) -> None:
    """Take back what a restore that broke off has written into a home that was empty."""
    if (addresses.folder() / "superuser.json").exists() or (addresses.folder() / "place").exists():
        Cluster(addresses.folder()).remove()
    for name in ("database", "files", "demo", "roots"):
        shutil.rmtree(home / name, ignore_errors=True)
    mark().unlink(missing_ok=True)


def _content(source: Store, key: BackupKey, code: str) -> Path:
    return source.folder / "contents" / key.name / code[:2] / code


def _numbers(release: str) -> tuple[int, ...]:
    return tuple(int(part) for part in release.split(".") if part.isdigit())


def _said(moment: datetime | None) -> str:
    return f"{moments.local(moment):%H:%M:%S ngày %d/%m/%Y}" if moment else ""
