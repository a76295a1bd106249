"""Where copies lie: a folder of ours with sets, the stored files that they share, and the log that goes on from them.

``sets/<name>/`` holds one copy: ``manifest.json``, ``database``, ``house``, ``contents`` (which files belong to it).
``contents/<key>/ab/<code>`` holds each stored file once, ``log/<key>/<segment>`` the log. What is being written begins
with a dot; what has its name is whole and has been read back.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import IO

from motcua.database.locks import FileLock
from motcua.kernel import moments
from motcua.operations import sealed
from motcua.operations.sealed import BackupKey
from motcua.operations.types import CannotBackUp, CannotRestore, Manifest, Piece, TornPiece

FORMAT = 1
MARK = "motcua-backups"
DATABASE, HOUSE, CONTENTS = "database", "house", "contents"
PARTIAL = ".partial"


class Store:
    """One folder with copies."""

    def __init__(self, folder: Path) -> None:
        """Name the folder."""
        self.folder = folder.resolve()

    def make(self) -> None:
        """Make the folder ours, closed to others. Raises CannotBackUp where it holds somebody else's files."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self.is_ours and any(self.folder.iterdir()):
                raise CannotBackUp(
                    f"{self.folder} đang có tệp khác, không phải nơi cất bản sao lưu của Một cửa. "
                    "Chọn thư mục trống, hoặc thư mục đã sao lưu vào trước đây."
                )
            (self.folder / MARK).write_text(f"{FORMAT}\n")
            for name in ("sets", "contents", "log"):
                (self.folder / name).mkdir(mode=0o700, exist_ok=True)
        except OSError as problem:
            raise CannotBackUp(
                f"Không ghi được vào {self.folder}: {problem.strerror}. Kiểm tra ổ đĩa đã gắn chưa và quyền ghi."
            ) from problem

    @property
    def is_ours(self) -> bool:
        """Whether the folder has been made for copies."""
        return (self.folder / MARK).is_file()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let nobody else write sets here. Raises CannotBackUp while somebody does."""
        lock = FileLock(self.folder / ".lock")
        try:
            if not lock.try_to_take():
                raise CannotBackUp(f"Một lần sao lưu khác đang ghi vào {self.folder}. Đợi nó xong rồi chạy lại.")
            yield
        finally:
            lock.close()

    def set_folder(self, name: str) -> Path:
        """Return where a set lies."""
        return self.folder / "sets" / name

    def names(self) -> list[str]:
        """Return the names of all whole sets, oldest first: each is the moment at which it was begun."""
        return sorted(path.parent.name for path in self.folder.glob("sets/[0-9]*/manifest.json"))

    def content(self, key: BackupKey, sha256: bytes) -> Path:
        """Return where a stored file's sealed bytes lie."""
        code = key.code(sha256)
        return self.folder / "contents" / key.name / code[:2] / code

    def segment(self, key: BackupKey, name: str) -> Path:
        """Return where a segment of the log lies."""
        return self.folder / "log" / key.name / name

    def segments(self, key: BackupKey) -> list[str]:
        """Return what there is of the log: segments, the one not yet full, and histories of timelines."""
        return sorted(path.name for path in (self.folder / "log" / key.name).glob("[0-9A-F]*"))


def name_of(moment: datetime) -> str:
    """Return the name of a set that is begun at a moment."""
    return f"{moment:%Y%m%dT%H%M%SZ}"


def moment_of(name: str) -> datetime:
    """Return the moment at which a set of this name was begun."""
    return datetime.strptime(name, "%Y%m%dT%H%M%SZ").replace(tzinfo=moments.machine_now().tzinfo)


def write_manifest(folder: Path, manifest: Manifest, key: BackupKey) -> None:
    """Write what a set is, with the proof that the key's owner wrote it."""
    text = {
        "motcua_backup": FORMAT,
        **asdict(manifest),
        "made_at": manifest.made_at.isoformat(),
    }
    said = json.dumps(text, indent=1, sort_keys=True)
    path = folder / "manifest.json"
    path.write_text(json.dumps({**text, "mac": key.mac(said.encode())}, indent=1, sort_keys=True))
    sync(path)


def read_manifest(store: Store, name: str, keys: Mapping[str, BackupKey]) -> tuple[Manifest, BackupKey]:
    """Return what a set is, and the key that opens it. Raises CannotRestore where no key fits, or it was changed."""
    path = store.set_folder(name) / "manifest.json"
    try:
        text = json.loads(path.read_text())
        if int(text["motcua_backup"]) > FORMAT:
            raise CannotRestore(
                f"Bản sao lưu {name} do một bản Một cửa mới hơn tạo ({text.get('release')}). Cài đúng bản ấy rồi phục hồi."
            )
        proof, pieces = text.pop("mac"), {each: Piece(**piece) for each, piece in text["pieces"].items()}
        said = json.dumps(text, indent=1, sort_keys=True)
        text.pop("motcua_backup")
        manifest = Manifest(**{**text, "made_at": datetime.fromisoformat(text["made_at"]), "pieces": pieces})
    except FileNotFoundError:
        raise CannotRestore(f"Không có bản sao lưu {name} ở {store.folder}. Gõ: motcua backup --list") from None
    except (ValueError, KeyError, TypeError) as problem:
        raise CannotRestore(_changed(name)) from problem
    key = keys.get(manifest.key)
    if key is None:
        raise CannotRestore(
            f"Bản sao lưu {name} niêm phong bằng khoá {manifest.key}, máy này không có khoá ấy. Phục hồi khoá trước: "
            "motcua keys import TỆP (tệp hoặc tờ in đã cất khi gõ motcua keys export)."
        )
    if key.mac(said.encode()) != proof:
        raise CannotRestore(_changed(name))
    return manifest, key


def check_pieces(store: Store, manifest: Manifest) -> None:
    """Read every piece of a set and compare its bytes. Raises CannotRestore naming the first that was changed."""
    for each, piece in manifest.pieces.items():
        path = store.set_folder(manifest.name) / each
        if not path.is_file() or sealed.sha256_of(path) != (piece.size, piece.sha256):
            raise CannotRestore(torn(manifest.name, each))


def contents_of(store: Store, manifest: Manifest, key: BackupKey) -> list[tuple[bytes, int]]:
    """Return the stored files of a set: SHA-256 and size of each. Raises TornPiece."""
    with sealed.opened(store.set_folder(manifest.name) / CONTENTS, key, CONTENTS) as lines:
        read = (line.split() for line in lines.read().decode().splitlines())
        return [(bytes.fromhex(digest), int(size)) for digest, size in read]


def keep_content(store: Store, key: BackupKey, source: Path, digest: bytes) -> Piece | None:
    """Seal a stored file into its place unless it is there, and read it back; return what was written.

    Raises TornPiece where the file itself is not what its name says, or what was written cannot be read.
    """
    target = store.content(key, digest)
    if target.exists():
        return None
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    coming = target.with_name(f".{target.name}-{os.getpid()}")
    try:
        with source.open("rb") as file, sealed.written(coming, key, target.name) as piece:
            while some := file.read(sealed.CHUNK):
                piece.write(some)
        check_content(coming, key, target.name)
        coming.rename(target)
    finally:
        coming.unlink(missing_ok=True)
    return piece.piece


def check_content(path: Path, key: BackupKey, code: str, into: IO[bytes] | None = None) -> tuple[bytes, int]:
    """Read a sealed file to its end, writing it out if asked; return its SHA-256 and size.

    Raises TornPiece where its bytes are not those of its name.
    """
    digest, size = hashlib.sha256(), 0
    with sealed.opened(path, key, code) as plain:
        while some := plain.read(sealed.CHUNK):
            digest.update(some)
            size += len(some)
            if into is not None:
                into.write(some)
    if key.code(digest.digest()) != code:
        raise TornPiece(code)
    return digest.digest(), size


def torn(name: str, piece: str) -> str:
    """Say that a part of a set is damaged."""
    return (
        f"Bản sao lưu {name} hỏng ở phần «{piece}»: thiếu hoặc đã bị đổi. Chưa ghi gì. "
        "Chọn bản khác: motcua restore NƠI --set TÊN (xem tên bằng motcua backup --list)."
    )


def sync(path: Path) -> None:
    """See that a file or folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _changed(name: str) -> str:
    return (
        f"Tờ kê của bản sao lưu {name} không đọc được hoặc đã bị đổi, nên không tin được. Chưa ghi gì. "
        "Chọn bản khác: motcua restore NƠI --set TÊN (xem tên bằng motcua backup --list)."
    )
