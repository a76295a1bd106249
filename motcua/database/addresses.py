"""Where the database is: ``DATABASE_URL``, else the address that our own runner has written down."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

Role = Literal["application", "owner", "superuser"]

#: Of any other server, in the form postgresql://user:password@host:port/name?sslmode=require.
URL_VARIABLE = "DATABASE_URL"
#: The same server as the role that owns the tables: migrations use it. Wanted wherever DATABASE_URL is.
OWNER_URL_VARIABLE = "DATABASE_OWNER_URL"
#: How many connections a process may hold; unset or 0: one lasting connection a thread.
POOL_VARIABLE = "MOTCUA_POOL"

DATABASE = "motcua"
APPLICATION = "motcua"
OWNER = "motcua_owner"
SUPERUSER = "postgres"
PORT = 5432


class DatabaseNotStarted(Exception):
    """Nobody has started a database for this installation yet."""


@dataclass(frozen=True, slots=True)
class Address:
    """How one role reaches the database; ``host`` is a folder where the server listens on a Unix socket."""

    host: str
    port: int
    name: str
    user: str
    password: str
    options: tuple[tuple[str, str], ...] = ()

    def __repr__(self) -> str:
        return f"Address({self.user}@{self.host}:{self.port}/{self.name})"

    def parameters(self) -> dict[str, str | int]:
        """Return what ``psycopg.connect(**parameters)`` takes."""
        return {
            "host": self.host,
            "port": self.port,
            "dbname": self.name,
            "user": self.user,
            "password": self.password,
            **dict(self.options),
        }

    def url(self) -> str:
        """Return the address as one line, for ``DATABASE_URL`` of another process."""
        asked = urlencode([("host", self.host), ("port", str(self.port)), *self.options])
        return f"postgresql://{quote(self.user, safe='')}:{quote(self.password, safe='')}@/{quote(self.name)}?{asked}"

    def of(self, name: str) -> Address:
        """Return the same role's address of another database on the same server."""
        return Address(self.host, self.port, name, self.user, self.password, self.options)


def home() -> Path:
    """Return the folder where this installation keeps its database, files and keys."""
    return Path(os.environ.get("MOTCUA_HOME") or Path(__file__).resolve().parent.parent.parent / ".motcua")


def folder() -> Path:
    """Return the folder of this installation's own database server."""
    return home() / "database"


def parse(url: str) -> Address:
    """Read an address from a URL. Refuses with ValueError what is no PostgreSQL address."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        message = f"{URL_VARIABLE} must begin with postgresql://"
        raise ValueError(message)
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or unquote(parts.hostname or "localhost")
    port = int(options.pop("port", None) or parts.port or PORT)
    return Address(
        host=host,
        port=port,
        name=unquote(parts.path.lstrip("/")) or DATABASE,
        user=unquote(parts.username or APPLICATION),
        password=unquote(parts.password or ""),
        options=tuple(sorted(options.items())),
    )


def is_elsewhere() -> bool:
    """Whether an own server is named in ``DATABASE_URL``, so that ours is not wanted."""
    return bool(os.environ.get(URL_VARIABLE))


def current(role: Role = "application") -> Address:
    """Return this installation's address for a role. Raises DatabaseNotStarted before the first start."""
    if is_elsewhere():
        wanted = os.environ.get(OWNER_URL_VARIABLE) if role != "application" else None
        return parse(wanted or os.environ[URL_VARIABLE])
    return read(folder(), role)


def read(where: Path, role: Role) -> Address:
    """Return the address that the runner wrote in a server's folder."""
    try:
        written = json.loads((where / "address.json").read_text())
    except FileNotFoundError:
        message = "Cơ sở dữ liệu chưa được tạo. Gõ: motcua database start"
        raise DatabaseNotStarted(message) from None
    user, password = written["roles"][role]
    return Address(written["host"], written["port"], written["name"], user, password)


def django_database(role: str = "application") -> dict[str, object]:
    """Return the settings of Django's database for a role; without a server they only fail when used."""
    wanted: Role = "owner" if role == "owner" else "application"
    try:
        address = current(wanted)
    except DatabaseNotStarted:
        address = Address(str(folder() / "run"), PORT, DATABASE, OWNER if wanted == "owner" else APPLICATION, "")
    return django_settings(address, wanted)


def django_settings(address: Address, role: Role) -> dict[str, object]:
    """Return the settings of Django's database at an address."""
    from motcua.database import numbers

    numbers.register()
    pool = int(os.environ.get(POOL_VARIABLE) or 0) if role == "application" else 0
    options: dict[str, object] = {**dict(address.options), "application_name": f"motcua {role}"}
    if role == "application":
        # Client-side binding costs 28 %, unprepared statements 24 % of a hot act.
        options |= {"server_side_binding": True, "prepare_threshold": 1}
    if pool:
        options["pool"] = {"min_size": 1, "max_size": pool, "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": address.host,
        "PORT": address.port,
        "NAME": address.name,
        "USER": address.user,
        "PASSWORD": address.password,
        "OPTIONS": options,
        "CONN_MAX_AGE": 0 if pool else None,
    }
