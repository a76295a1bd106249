"""A server that is not ours, copied: its database is taken in by a server of ours that lives as long as the copy is made.

What is kept is then like every other copy: whatever the other server is, the programs that come with us bring it back.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from motcua.database import addresses, binaries
from motcua.database.addresses import Address
from motcua.database.locks import FileLock
from motcua.database.runner import THROWAWAY, Cluster, ServerProblem

#: The server of ours holds what the other one holds, and its log meanwhile.
ROOM = 1.5
MEGABYTE = 1_000_000


@contextmanager
def taken_in(folder: Path) -> Iterator[Cluster]:
    """Take the database that DATABASE_OWNER_URL names into a new server in a folder, as it is at one moment; then remove that.

    Raises ServerProblem where the other server's roles are not those that ``motcua database roles`` makes, where the disk
    cannot hold it, while somebody else takes one in there, or where a program refuses: what it said stands in the sentence.
    """
    owner = addresses.current("owner")
    _check_roles(owner)
    with _alone(folder):
        _check_room(owner, folder)
        cluster = Cluster(folder, THROWAWAY)
        _clear(cluster, folder)
        try:
            with cluster.start():
                _pour(owner, cluster)
                yield cluster
        finally:
            _clear(cluster, folder)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let nobody else take a database into the folder: he would remove ours, or we would copy his before it is whole."""
    lock = FileLock(folder.with_name(f"{folder.name}.lock"))
    try:
        if not lock.try_to_take():
            raise ServerProblem(f"Một lần sao lưu khác đang chép máy chủ ấy vào {folder}. Đợi nó xong rồi chạy lại.")
        yield
    finally:
        lock.close()


def _clear(cluster: Cluster, folder: Path) -> None:
    """Remove it, also what a killed copy has left."""
    if (folder / "superuser.json").exists() or (folder / "place").exists():
        cluster.remove()
    shutil.rmtree(folder, ignore_errors=True)


def _check_roles(owner: Address) -> None:
    users = (owner.user, addresses.current().user)
    if users != (addresses.OWNER, addresses.APPLICATION):
        raise ServerProblem(
            f"Máy chủ ở DATABASE_URL dùng vai trò {users[0]}, {users[1]}; chép được khi là {addresses.OWNER}, {addresses.APPLICATION} "
            "như «motcua database roles» tạo. Sao lưu máy chủ ấy bằng công cụ của nó, và chép thư mục files của MOTCUA_HOME sau đó."
        )


def _check_room(owner: Address, folder: Path) -> None:
    try:
        with psycopg.connect(**owner.parameters()) as connection:  # type: ignore[arg-type]
            found = connection.execute("select pg_database_size(current_database())").fetchone()
    except psycopg.OperationalError as problem:
        said = str(problem).strip().splitlines()[-1]
        raise ServerProblem(f"Không nối được máy chủ ở DATABASE_OWNER_URL: {said}") from problem
    wanted = int(found[0] * ROOM) if found else 0
    free = shutil.disk_usage(folder.parent).free
    if free < wanted:
        raise ServerProblem(
            f"Ổ đĩa của {folder.parent} còn {free / MEGABYTE:.0f} MB, chép cơ sở dữ liệu cần tạm {wanted / MEGABYTE:.0f} MB. "
            "Chưa ghi gì, các bản cũ còn nguyên. Dọn chỗ rồi chạy lại."
        )


def _pour(owner: Address, cluster: Cluster) -> None:
    """Let ``pg_dump`` tell one moment of the other database, and ``pg_restore`` write it, until both have ended well."""
    ours = cluster.superuser_address(addresses.DATABASE)
    dump = [
        _program(cluster, "pg_dump"),
        "--format=custom",
        "--compress=none",
        "--no-comments",
        "--dbname",
        _named(owner),
    ]
    bring = [_program(cluster, "pg_restore"), "--exit-on-error", "--dbname", _named(ours)]
    with (
        subprocess.Popen(  # noqa: S603 - our own program
            dump, env=_environment(owner), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as telling,
        subprocess.Popen(  # noqa: S603 - our own program
            bring, env=_environment(ours), stdin=telling.stdout, stderr=subprocess.PIPE
        ) as writing,
    ):
        assert telling.stdout is not None
        telling.stdout.close()  # the other end alone reads: when it dies, the telling ends too
        wrote, told = writing.communicate()[1], telling.communicate()[1]
    for process, said in ((telling, told), (writing, wrote)):
        if process.returncode:
            lines = said.decode(errors="replace").strip().splitlines()
            raise ServerProblem(f"Không chép được cơ sở dữ liệu: {lines[0] if lines else process.returncode}")


def _program(cluster: Cluster, name: str) -> str:
    return str(binaries.program(name, cluster.folder / "programs"))


def _named(address: Address) -> str:
    """Return where it is in one line, without the password."""
    return make_conninfo("", **{name: value for name, value in address.parameters().items() if name != "password"})


def _environment(address: Address) -> dict[str, str]:
    # What the administrator has set for libpq (certificates, for instance) holds here as for the pages.
    known = {name: value for name, value in os.environ.items() if name.startswith("PGSSL") or name == "HOME"}
    return known | {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "PGPASSWORD": address.password}
