"""A server that is not ours, copied and brought back.

Its database is taken in by a server of ours that lives as long as the copy is made. What is kept is then like every other copy:
the programs that come with us make a server of it again, and from there it is poured out into an empty database of another one.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from motcua.database import addresses, binaries, roles
from motcua.database.addresses import Address
from motcua.database.locks import FileLock
from motcua.database.piping import Manner, Program, flow
from motcua.database.runner import THROWAWAY, Cluster, ServerProblem

#: The server of ours holds what the other one holds, and its log meanwhile.
ROOM = 1.5
MEGABYTE = 1_000_000
#: Servers before this one know no transaction_timeout, which a dump of ours sets for itself.
TIMEOUT_LINE = b"SET transaction_timeout = 0;\n"
OLDEST = 150000

#: A dump says each table's rights over none at all; what the owner's new tables get by themselves would be added. It ends by
#: giving that again.
NOTHING_BY_DEFAULT = tuple(
    f"alter default privileges for role {addresses.OWNER} in schema public revoke all on {things} from {addresses.APPLICATION}"
    for things in ("tables", "sequences")
)
HAS_ROLES = "select count(*) from pg_roles where rolname = any(%s)"
IS_OWN = "select pg_get_userbyid(datdba) = current_user from pg_database where datname = current_database()"
KNOWN = "select extname from pg_extension"
#: Tables, sequences, views and functions that no extension brought.
THINGS = """
select format('%I.%I', nspname, name) from (
  select nspname, relname as name, c.oid from pg_class c join pg_namespace n on n.oid = relnamespace
  union all select nspname, proname, p.oid from pg_proc p join pg_namespace n on n.oid = pronamespace
) there
where nspname not in ('pg_catalog', 'information_schema') and nspname !~ '^pg_(toast|temp)'
  and not exists (select from pg_depend d where d.objid = there.oid and d.deptype = 'e')
order by 1 limit 1
"""


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


def check_empty(into: Address) -> None:
    """Look whether a copy can be poured out into the database at an owner's address. Raises ServerProblem, also where it holds anything."""
    if into.user != addresses.OWNER:
        raise ServerProblem(
            f"Phục hồi vào máy chủ khác cần vai trò {addresses.OWNER} như «motcua database roles» tạo, không phải {into.user}. "
            f"Đặt {addresses.OWNER_URL_VARIABLE} rồi chạy lại."
        )
    try:
        with psycopg.connect(**into.parameters()) as connection:  # type: ignore[arg-type]
            _check_prepared(connection, into)
            found = connection.execute(THINGS).fetchone()
    except psycopg.OperationalError as problem:
        said = str(problem).strip().splitlines()[-1]
        raise ServerProblem(
            f"Không nối được cơ sở dữ liệu {into.name} ở {into.host}: {said}. Chưa ghi gì."
        ) from problem
    if found:
        raise ServerProblem(
            f"Cơ sở dữ liệu {into.name} ở {into.host} đã có dữ liệu ({found[0]}); không ghi đè. Tạo một cơ sở dữ liệu trống "
            "bằng «motcua database roles --sql --name TÊN», rồi gõ lại với --into TÊN."
        )


def _check_prepared(connection: psycopg.Connection[Any], into: Address) -> None:
    if connection.info.server_version < OLDEST:
        raise ServerProblem(f"Máy chủ {into.host} cũ hơn PostgreSQL 15. Nâng cấp máy chủ ấy rồi phục hồi.")
    has_roles = connection.execute(HAS_ROLES, [[addresses.OWNER, addresses.APPLICATION]]).fetchone() == (2,)
    is_own = connection.execute(IS_OWN).fetchone() == (True,)
    lacking = set(roles.EXTENSIONS) - {name for (name,) in connection.execute(KNOWN)}
    if not has_roles or not is_own or lacking:
        raise ServerProblem(
            f"Cơ sở dữ liệu {into.name} ở {into.host} chưa chuẩn bị xong: cần hai vai trò, chủ là {addresses.OWNER}, đủ phần mở rộng. "
            f"Người quản trị máy chủ ấy chạy SQL của «motcua database roles --sql --name {into.name}» rồi phục hồi lại."
        )


def pour_out(cluster: Cluster, into: Address, moved: Callable[[int], object] | None = None) -> None:
    """Write what a running server of ours holds into the empty database at an owner's address, all or nothing.

    ``moved`` hears how many bytes went. Raises ServerProblem with what the program said; then that database is as empty as before,
    and so it is when one of the programs, or this one, is killed.
    """
    with psycopg.connect(**into.parameters()) as connection:  # type: ignore[arg-type]
        is_old = connection.info.server_version < roles.HAS_TRANSACTION_TIMEOUT
    ours = cluster.superuser_address(addresses.DATABASE)
    dump = [_program(cluster, "pg_dump"), "--format=plain", "--no-comments"]
    bring = [
        _program(cluster, "psql"),
        *("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"),
        *(f"--command={statement}" for statement in ("begin", *NOTHING_BY_DEFAULT)),
        "--file=-",
    ]
    # psql takes a torn script for a whole one: it is committed by what comes after its end, and by nothing else.
    manner = Manner(left_out=TIMEOUT_LINE if is_old else b"", ended=b"commit;\n", moved=moved)
    flow(_at(ours, dump), _at(into, bring), manner)
    with psycopg.connect(**into.parameters(), autocommit=True) as connection:  # type: ignore[arg-type]
        connection.execute("analyze")


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
    dump = [_program(cluster, "pg_dump"), "--format=custom", "--compress=none", "--no-comments"]
    bring = [_program(cluster, "pg_restore"), "--exit-on-error"]
    flow(_at(owner, dump), _at(ours, bring))


def _at(address: Address, command: Sequence[str]) -> Program:
    return Program([*command, "--dbname", _named(address)], _environment(address))


def _program(cluster: Cluster, name: str) -> str:
    return str(binaries.program(name, cluster.folder / "programs"))


def _named(address: Address) -> str:
    """Return where it is in one line, without the password."""
    return make_conninfo("", **{name: value for name, value in address.parameters().items() if name != "password"})


def _environment(address: Address) -> dict[str, str]:
    # What the administrator has set for libpq (certificates, for instance) holds here as for the pages.
    known = {name: value for name, value in os.environ.items() if name.startswith("PGSSL") or name == "HOME"}
    return known | {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "PGPASSWORD": address.password}
