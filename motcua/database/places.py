"""Where a server's files may lie, and as whom it runs when root starts it.

As root the server runs under an unprivileged uid that needs no account. No mode outside our own folder changes:
where that uid cannot reach the folder (a checkout in /root), the server's files lie in /var/lib instead.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import stat
import subprocess
import tempfile
from pathlib import Path
from typing import TypedDict

#: Below systemd's dynamic range, above ordinary accounts.
SERVER_UID = 65521
#: A Unix socket's path holds 107 bytes; ``/.s.PGSQL.5432.lock`` and some room follow the folder.
SOCKET_FOLDER_BYTES = 92


#: Where the files lie of servers that cannot reach their own folder.
ELSEWHERE = Path("/var/lib/motcua")


class RunAs(TypedDict, total=False):
    """The part of ``subprocess.Popen`` that says under which ids a program runs."""

    user: int
    group: int
    extra_groups: list[int]


class PlaceTaken(Exception):
    """A folder that we need belongs to somebody else."""


def is_root() -> bool:
    """Whether this process is root, so that the server must not be."""
    return os.geteuid() == 0


def server_ids() -> RunAs:
    """Return as whom the server runs: an unprivileged uid for root, else whoever asks."""
    return {"user": SERVER_UID, "group": SERVER_UID, "extra_groups": []} if is_root() else {}


def maker_ids() -> RunAs:
    """Return as whom initdb runs: it wants a uid with an account, so «nobody» does it for root."""
    if not is_root():
        return {}
    import pwd

    return {"user": pwd.getpwnam("nobody").pw_uid, "group": SERVER_UID, "extra_groups": []}


def prepare(folder: Path) -> Path:
    """Make the server's folder, closed to others, and return where it really lies."""
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    if not is_root():
        folder.chmod(0o700)
        return folder
    _give_to_server(folder)
    return folder if _server_reaches(folder) else _elsewhere(folder)


def socket_folder(folder: Path) -> Path:
    """Return a folder for the socket whose path is short enough; made if need be."""
    place = folder / "run"
    if len(os.fsencode(place)) > SOCKET_FOLDER_BYTES or "," in str(place):
        short = f"motcua-{os.geteuid()}-{_short_hash(folder)}"
        place = Path(tempfile.gettempdir()) / short
        if len(os.fsencode(place)) > SOCKET_FOLDER_BYTES:
            place = Path("/tmp") / short  # noqa: S108 - owner and mode are checked below
    place.mkdir(mode=0o700, exist_ok=True)
    owner = SERVER_UID if is_root() else os.geteuid()
    state = place.lstat()
    if is_root() and state.st_uid == 0 and stat.S_ISDIR(state.st_mode):
        os.chown(place, SERVER_UID, SERVER_UID)
    elif state.st_uid != owner or not stat.S_ISDIR(state.st_mode) or stat.S_IMODE(state.st_mode) & 0o077:
        message = f"Thư mục {place} là của người khác. Xoá nó, hoặc đặt TMPDIR sang nơi khác."
        raise PlaceTaken(message)
    return place


def give_all_to_server(folder: Path) -> None:
    """Let the server own everything in a folder that initdb has made."""
    if not is_root():
        return
    for root, folders, files in os.walk(folder):
        for name in [*folders, *files]:
            os.chown(Path(root) / name, SERVER_UID, SERVER_UID, follow_symlinks=False)
    os.chown(folder, SERVER_UID, SERVER_UID)


def _elsewhere(folder: Path) -> Path:
    """Return the folder in /var/lib that stands for one which the server cannot reach; the latter says which.

    So whoever deletes the latter begins anew, and does not find an old database again.
    """
    mark = folder / "place"
    if not mark.exists():
        _write_whole(mark, str(ELSEWHERE / f"{_short_hash(folder)}-{secrets.token_hex(4)}"))
    place = Path(mark.read_text())
    if place.parent != ELSEWHERE:
        message = f"Tệp {mark} không chỉ thư mục nào trong {ELSEWHERE}. Xoá tệp ấy rồi chạy lại; không có gì bị xoá."
        raise PlaceTaken(message)
    place.mkdir(parents=True, exist_ok=True, mode=0o755)
    _give_to_server(place)
    return place


def _write_whole(mark: Path, text: str) -> None:
    """Write a mark that appears with its whole text or not at all; whoever was quicker wins."""
    written = mark.with_name(f"{mark.name}-{secrets.token_hex(4)}")
    written.write_text(text)
    with contextlib.suppress(FileExistsError):
        mark.hardlink_to(written)
    written.unlink()


def _give_to_server(folder: Path) -> None:
    os.chown(folder, 0, SERVER_UID)
    folder.chmod(0o710)


def _server_reaches(folder: Path) -> bool:
    return subprocess.run(["/usr/bin/test", "-x", folder], cwd="/", check=False, **server_ids()).returncode == 0  # noqa: S603 - a fixed program


def _short_hash(folder: Path) -> str:
    return hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
