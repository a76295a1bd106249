"""``motcua database start | stop | status | psql | roles``."""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import TYPE_CHECKING
from urllib.parse import quote

from motcua.database import addresses, binaries, roles
from motcua.database.addresses import Address
from motcua.database.places import PlaceTaken
from motcua.database.runner import Cluster, ServerProblem

if TYPE_CHECKING:
    from collections.abc import Sequence


def run(arguments: Sequence[str]) -> int:
    """Run one of the commands; answer the exit status."""
    parser = argparse.ArgumentParser(prog="motcua database", description="Máy chủ cơ sở dữ liệu kèm theo Một cửa.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, words in (
        ("start", "khởi động, và giữ chạy đến khi gõ stop"),
        ("stop", "dừng, dù còn chương trình đang dùng"),
        ("status", "đang chạy không, ở đâu"),
    ):
        commands.add_parser(name, help=words).add_argument("--json", action="store_true")
    psql = commands.add_parser("psql", help="mở psql; mọi tham số sau đó chuyển cho psql")
    psql.add_argument("--role", choices=["application", "owner"], default="application")
    made = commands.add_parser(
        "roles", help="in câu lệnh SQL tạo vai trò và cơ sở dữ liệu trên một máy chủ PostgreSQL khác"
    )
    made.add_argument("--sql", action="store_true", required=True, help="in SQL ra màn hình; không chạy gì")
    made.add_argument("--host", default="db.example", help="tên máy chủ ấy, để viết sẵn DATABASE_URL")
    made.add_argument("--port", type=int, default=addresses.PORT)
    made.add_argument("--name", default=addresses.DATABASE, help="tên cơ sở dữ liệu")
    made.add_argument("--json", action="store_true")
    read, rest = parser.parse_known_args(arguments)
    if rest and read.command != "psql":
        parser.error(f"không hiểu: {' '.join(rest)}")
    if read.command == "roles":
        return _roles(read.host, read.port, read.name, as_json=read.json)
    try:
        if read.command == "psql":
            return _psql(read.role, rest)
        return _serve(read.command, as_json=read.json)
    except (ServerProblem, PlaceTaken, binaries.ProgramsMissing, addresses.DatabaseNotStarted) as problem:
        print(problem, file=sys.stderr)
        return 1


def _serve(command: str, *, as_json: bool) -> int:
    if addresses.is_elsewhere():
        print("DATABASE_URL đã chỉ máy chủ khác; không có gì để khởi động hay dừng ở đây.", file=sys.stderr)
        return 1
    cluster = Cluster(addresses.folder())
    if command == "start":
        cluster.start(keep=True)
    elif command == "stop":
        cluster.stop()
    running = cluster.is_running()
    if as_json:
        print(json.dumps({"running": running, "pid": cluster.pid, "folder": str(cluster.folder)}))
    elif running:
        print(f"Cơ sở dữ liệu đang chạy (tiến trình {cluster.pid}), dữ liệu ở {cluster.folder}.")
    else:
        print(f"Cơ sở dữ liệu không chạy. Dữ liệu ở {cluster.folder}.")
    return 0 if running or command != "status" else 3


def _roles(host: str, port: int, name: str, *, as_json: bool) -> int:
    """Print the SQL, and apart from it the two addresses with fresh passwords: they stand nowhere else."""
    passwords = roles.new_passwords()
    names = {addresses.URL_VARIABLE: addresses.APPLICATION, addresses.OWNER_URL_VARIABLE: addresses.OWNER}
    urls = {variable: _url(host, port, name, role, passwords[role]) for variable, role in names.items()}
    statements = roles.script(passwords, name)
    if as_json:
        print(json.dumps({"sql": statements, **urls}))
        return 0
    print(statements, end="")
    print(
        "SQL ở trên chạy bằng psql với tài khoản quản trị (superuser) của máy chủ ấy; chạy lại không hại gì.\n"
        "Rồi đặt cho Một cửa hai biến sau; mật khẩu chỉ hiện ở đây một lần:",
        file=sys.stderr,
    )
    for variable, url in urls.items():
        print(f"{variable}={url}", file=sys.stderr)
    return 0


def _url(host: str, port: int, name: str, role: str, password: str) -> str:
    if host.startswith("/"):
        return Address(host, port, name, role, password).url()
    return f"postgresql://{role}:{password}@{host}:{port}/{quote(name)}?sslmode=require"


def _psql(role: addresses.Role, rest: Sequence[str]) -> int:
    address = addresses.current(role)
    program = binaries.program("psql")
    environment = {
        **os.environ,
        "PGHOST": address.host,
        "PGPORT": str(address.port),
        "PGDATABASE": address.name,
        "PGUSER": address.user,
        "PGPASSWORD": address.password,
        **{f"PG{name.upper()}": value for name, value in address.options},
    }
    sys.stdout.flush()
    os.execve(program, [str(program), *rest], environment)  # noqa: S606 - the person's own shell into their database
