"""Making a copy: the database first, then the files that its rows name, all sealed, read back, and only then kept."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tarfile
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import IO

from tqdm import tqdm

from motcua.database import addresses, copies
from motcua.database.runner import Cluster, ServerProblem
from motcua.kernel import alarms, moments
from motcua.operations import records, rules, sealed
from motcua.operations.commands import store
from motcua.operations.commands.store import CONTENTS, DATABASE, HOUSE, Store
from motcua.operations.sealed import BackupKey
from motcua.operations.types import CannotBackUp, CannotRestore, Manifest, Piece, TornPiece

#: What of the home's folder is neither database, nor stored files, nor key, nor made anew by itself.
OF_THE_HOUSE = ("secret.key", "demo", "roots")
SUPERUSER, ADDRESS, SETTINGS = "superuser.json", "address.json", "settings.json"
MEGABYTE = 1_000_000


def back_up(target: Store, keys: Mapping[str, BackupKey], cluster: Cluster, *, has_log: bool = True) -> Manifest:
    """Make a copy of this installation, read it back, and remove those that are too many. Raises CannotBackUp.

    ``keys`` are those of the key file by their names, the present one last: it seals, the others open what is older.
    ``has_log`` false: the cluster only holds what another server had, and no log goes on from it.
    """
    key = list(keys.values())[-1]
    target.make()
    with target.alone():
        began = time.monotonic()
        name = store.name_of(moments.machine_now())
        _sweep(target)
        _check_room(target, key, cluster)
        coming = target.set_folder(f".{name}")
        coming.mkdir(mode=0o700)
        try:
            manifest, damaged = _made(target, coming, name, key, cluster)
            manifest = manifest if has_log else replace(manifest, segment="")
            store.write_manifest(coming, manifest, key)
            _read_back(coming, manifest, key)
        except (OSError, TornPiece, ServerProblem) as problem:
            raise CannotBackUp(_why(problem, target)) from problem
        finally:
            if not (coming / ".whole").exists():
                shutil.rmtree(coming, ignore_errors=True)
        (coming / ".whole").unlink()
        coming.rename(target.set_folder(name))
        store.sync(target.folder / "sets")
        sealed_bytes = sum(piece.size for piece in manifest.pieces.values())
        records.write(
            "backup",
            name=name,
            target=str(target.folder),
            bytes=sealed_bytes,
            contents=manifest.contents,
            damaged=len(damaged),
            seconds=round(time.monotonic() - began, 1),
        )
        if damaged:
            raise CannotBackUp(
                f"Đã sao lưu ({name}), nhưng {len(damaged)} tệp trong kho không còn đúng nội dung: {', '.join(damaged[:3])}… "
                "Không xoá bản sao lưu cũ nào. Kiểm tra ổ đĩa, rồi lấy lại các tệp ấy từ bản sao lưu trước."
            )
        prune(target, keys)
    return manifest


def prune(target: Store, keys: Mapping[str, BackupKey]) -> list[str]:
    """Remove the sets that the rule does not keep, then contents and log under any key that no set wants; return the sets' names."""
    made = {store.moment_of(name): name for name in target.names()}
    gone = [name for moment, name in made.items() if moment not in rules.kept(made)]
    for name in gone:
        # Renamed first: what is half removed is no set.
        aside = target.set_folder(f".{name}")
        target.set_folder(name).rename(aside)
        shutil.rmtree(aside)
    try:
        if gone:
            _prune_contents(target, keys)
        _prune_log(target, keys)
    except TornPiece as torn:
        alarms.ring(
            "backup.torn",
            "Một bản sao lưu cũ không đọc được, nên chưa dọn tệp và nhật ký ghi cũ nào ở nơi cất. "
            "Bản ấy không phục hồi được nữa: chuyển thư mục của nó ra khỏi «sets», rồi gõ motcua backup.",
            set=str(torn),
        )
    return gone


def files_of(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield every stored file of a home with its SHA-256."""
    for path in folder.glob("??/??/*"):
        with suppress(ValueError):
            yield path, bytes.fromhex(path.name)


def check_database(plain: IO[bytes]) -> Mapping[str, object]:
    """Read a copied database to its end and compare every file with PostgreSQL's list of SHA-256; return that list.

    Raises TornPiece.
    """
    found: dict[str, str] = {}
    listed: dict[str, object] | None = None
    try:
        with tarfile.open(fileobj=plain, mode="r|") as members:
            for member in members:
                if not member.isfile():
                    continue
                file = members.extractfile(member)
                assert file is not None
                if member.name == "backup_manifest":
                    listed = json.load(file)
                else:
                    found[member.name] = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # it reads
        while plain.read(sealed.CHUNK):
            pass
    except tarfile.TarError as problem:
        raise TornPiece(DATABASE) from problem
    if listed is None:
        raise TornPiece(DATABASE)
    for wanted in listed["Files"]:  # type: ignore[attr-defined]  # PostgreSQL's own form
        if found.get(wanted["Path"]) != wanted["Checksum"]:
            raise TornPiece(f"{DATABASE}: {wanted['Path']}")
    return listed


def _made(target: Store, coming: Path, name: str, key: BackupKey, cluster: Cluster) -> tuple[Manifest, list[str]]:
    moment = moments.machine_now()
    # Before the database: what was promised outside is then never younger than what stands in it.
    pieces = {HOUSE: _house(coming, key, cluster), DATABASE: _database(coming, key, cluster)}
    with sealed.opened(coming / DATABASE, key, DATABASE) as plain:
        reach = check_database(plain)["WAL-Ranges"][-1]  # type: ignore[index]  # PostgreSQL's own form
    # After the database: then every file that a row names is here, for a file is stored before its row.
    kept, damaged = _contents(target, key)
    with sealed.written(coming / CONTENTS, key, CONTENTS) as writer:
        for digest, size in kept:
            writer.write(f"{digest.hex()} {size}\n".encode())
    pieces[CONTENTS] = writer.piece
    length = copies.segment_bytes(cluster)
    manifest = Manifest(
        name=name,
        made_at=moment,
        release=version("motcua"),
        postgresql=copies.major(),
        key=key.name,
        segment=rules.segment_at(reach["End-LSN"], reach["Timeline"], length),
        segment_bytes=length,
        contents=len(kept),
        content_bytes=sum(size for _, size in kept),
        pieces=pieces,
    )
    return manifest, damaged


def _database(coming: Path, key: BackupKey, cluster: Cluster) -> Piece:
    with (
        _bar("Cơ sở dữ liệu", copies.size(cluster)) as bar,
        copies.base(cluster) as plain,
        sealed.written(coming / DATABASE, key, DATABASE) as writer,
    ):
        while some := plain.read(sealed.CHUNK):
            writer.write(some)
            bar.update(len(some))
    return writer.piece


def _house(coming: Path, key: BackupKey, cluster: Cluster) -> Piece:
    """Seal the small things: what signs, what was promised, how the house was set, what opens the server; never the keys."""
    home, secrets = addresses.home(), copies.secrets_of(cluster)
    settings = {name: value for name, value in os.environ.items() if name.startswith(("MOTCUA_", "DATABASE_"))}
    texts = {SUPERUSER: secrets.superuser, ADDRESS: secrets.address, SETTINGS: json.dumps(settings, indent=1)}
    with (
        sealed.written(coming / HOUSE, key, HOUSE) as writer,
        tarfile.open(fileobj=writer, mode="w|", format=tarfile.PAX_FORMAT) as members,
    ):
        for each in OF_THE_HOUSE:
            if (home / each).exists():
                members.add(home / each, arcname=each)
        for each, text in texts.items():
            member = tarfile.TarInfo(each)
            member.size, member.mode = len(text.encode()), 0o600
            members.addfile(member, io.BytesIO(text.encode()))
    return writer.piece


def _contents(target: Store, key: BackupKey) -> tuple[list[tuple[bytes, int]], list[str]]:
    """Keep every stored file that is not there yet; return all with their sizes, and the names of the damaged ones."""
    kept, damaged = [], []
    found = list(files_of(addresses.home() / "files"))
    with tqdm(found, desc="Tệp", unit="tệp", disable=None) as bar:
        for path, digest in bar:
            try:
                size = path.stat().st_size
                store.keep_content(target, key, path, digest)
            except FileNotFoundError:  # Nobody's, and swept up meanwhile.
                continue
            except TornPiece:
                damaged.append(path.name)
                continue
            kept.append((digest, size))
    return kept, damaged


def _read_back(coming: Path, manifest: Manifest, key: BackupKey) -> None:
    """Read every piece from the disk: its bytes, and what they open to."""
    for each, piece in manifest.pieces.items():
        if sealed.sha256_of(coming / each) != (piece.size, piece.sha256):
            raise TornPiece(each)
        with sealed.opened(coming / each, key, each) as plain:
            while plain.read(sealed.CHUNK):
                pass
    (coming / ".whole").touch()


def _check_room(target: Store, key: BackupKey, cluster: Cluster) -> None:
    """Refuse before anything is written where the disk cannot hold the copy, by the size of what is not there yet."""
    new = sum(
        path.stat().st_size
        for path, digest in files_of(addresses.home() / "files")
        if not target.content(key, digest).exists()
    )
    wanted, free = copies.size(cluster) + new, shutil.disk_usage(target.folder).free
    if free < wanted:
        raise CannotBackUp(
            f"Ổ đĩa của {target.folder} còn {_megabytes(free)}, bản sao lưu cần đến {_megabytes(wanted)}. "
            "Chưa ghi gì, các bản cũ còn nguyên. Dọn chỗ hoặc gắn ổ lớn hơn rồi chạy lại."
        )


def _sweep(target: Store) -> None:
    """Remove what a killed copy has left."""
    for left in target.folder.glob("sets/.*"):
        shutil.rmtree(left, ignore_errors=True)


def _prune_contents(target: Store, keys: Mapping[str, BackupKey]) -> None:
    """Remove the contents that no set of their key names; where one set cannot be read, all stay. Raises TornPiece."""
    wanted: dict[str, set[str]] = {name: set() for name in keys}
    for name in target.names():
        if (found := _read(target, name, keys)) is not None:
            wanted[found[1].name] |= _codes(target, *found)
    for key_name, codes in wanted.items():
        for path in (target.folder / "contents" / key_name).glob("??/*"):
            # A file of today may be wanted by the log that goes on.
            is_old = moments.machine_now().timestamp() - path.stat().st_mtime > rules.DAYS * 86400
            if path.name not in codes and is_old:
                path.unlink()


def _prune_log(target: Store, keys: Mapping[str, BackupKey]) -> None:
    """Remove the log before the oldest copy of the last days: older copies come back as they were made. Raises TornPiece."""
    made = {store.moment_of(name): name for name in target.names()}
    found = _read(target, made[rules.daily(made)[-1]], keys)
    if found is None or not found[0].segment:
        return
    manifest, _ = found
    first = rules.place(manifest.segment, manifest.segment_bytes)
    for key in keys.values():
        for name in target.segments(key):
            if "." not in name and rules.place(name, manifest.segment_bytes) < first:
                target.segment(key, name).unlink()


def _read(target: Store, name: str, keys: Mapping[str, BackupKey]) -> tuple[Manifest, BackupKey] | None:
    """Return what a set is and its key; None where that key is none of these. Raises TornPiece with the set's name."""
    try:
        key_name = json.loads((target.set_folder(name) / "manifest.json").read_text())["key"]
        return store.read_manifest(target, name, keys) if key_name in keys else None
    except (ValueError, KeyError, CannotRestore) as problem:
        raise TornPiece(name) from problem


def _codes(target: Store, manifest: Manifest, key: BackupKey) -> set[str]:
    """Return under which names the contents of a set lie. Raises TornPiece with the set's name."""
    try:
        return {key.code(digest) for digest, _ in store.contents_of(target, manifest, key)}
    except (OSError, TornPiece) as problem:
        raise TornPiece(manifest.name) from problem


def _why(problem: Exception, target: Store) -> str:
    if isinstance(problem, OSError):
        return (
            f"Không ghi được bản sao lưu vào {target.folder}: {problem.strerror}. Phần ghi dở đã bỏ, các bản cũ còn nguyên. "
            "Kiểm tra chỗ trống và ổ đĩa rồi chạy lại."
        )
    if isinstance(problem, TornPiece):
        return (
            f"Bản vừa ghi vào {target.folder} đọc lại không đúng ở «{problem}», nên đã bỏ; các bản cũ còn nguyên. "
            "Ổ đĩa có thể hỏng: thử ổ khác."
        )
    return f"{problem} Chưa có bản sao lưu mới, các bản cũ còn nguyên. Chạy lại; nếu vẫn vậy, xem motcua status."


def _bar(what: str, total: int) -> tqdm[None]:
    return tqdm(total=total, desc=what, unit="B", unit_scale=True, disable=None)


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:,.0f} MB".replace(",", ".")
