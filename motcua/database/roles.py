"""Two roles: the owner migrates, the application reads and writes rows and changes no table.

Every statement may run twice. The ledger's migrations take rights away again from the application.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING, Any

from psycopg import sql

from motcua.database.addresses import APPLICATION, DATABASE, OWNER

if TYPE_CHECKING:
    import psycopg

#: Written into address.json; a higher number lets the next start run the set-up again.
SETUP = 3

EXTENSIONS = ("pg_trgm", "unaccent", "btree_gin", "btree_gist", "pg_stat_statements")

#: One writer that stays open anywhere in the cluster stalls the sealer, and with it every reader of the ledger.
TIMEOUTS = {"statement_timeout": "4s", "idle_in_transaction_session_timeout": "2s", "transaction_timeout": "5s"}
#: Many ask at once and each has its own core at best: two helpers for one list cost more than they bring.
ALONE = {"max_parallel_workers_per_gather": "0"}
#: Servers from this version know transaction_timeout.
HAS_TRANSACTION_TIMEOUT = 170000


#: What PostgreSQL itself uses.
SCRAM_ROUNDS = 4096


def set_up(superuser: psycopg.Connection[Any], passwords: dict[str, str]) -> None:
    """Make both roles and the database, on an autocommit connection of the superuser to any database."""
    for role in (OWNER, APPLICATION):
        known = superuser.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone()
        verb = sql.SQL("alter" if known else "create")
        # A verifier instead of the password: so no password can reach a log.
        superuser.execute(
            sql.SQL("{} role {} login nosuperuser nocreatedb nocreaterole password {}").format(
                verb, sql.Identifier(role), sql.Literal(verifier(passwords[role]))
            )
        )
    # The ledger's own functions, which the owner defines, name and end a transaction that stalls the sealer.
    superuser.execute(sql.SQL("grant pg_read_all_stats, pg_signal_backend to {}").format(sql.Identifier(OWNER)))
    for role, name, value in _settings():
        if name != "transaction_timeout" or superuser.info.server_version >= HAS_TRANSACTION_TIMEOUT:
            _set(superuser, role, name, value)
    make_database(superuser, DATABASE)


def make_database(superuser: psycopg.Connection[Any], name: str, template: str = "template0") -> None:
    """Make one database that the owner owns, unless it is there."""
    if not superuser.execute("select 1 from pg_database where datname = %s", [name]).fetchone():
        superuser.execute(
            sql.SQL("create database {} owner {} template {} encoding 'UTF8'").format(
                sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(template)
            )
        )
    superuser.execute(sql.SQL("revoke all on database {} from public").format(sql.Identifier(name)))
    superuser.execute(
        sql.SQL("grant connect on database {} to {}").format(sql.Identifier(name), sql.Identifier(APPLICATION))
    )


def open_to_application(superuser: psycopg.Connection[Any]) -> None:
    """Make the extensions, and let the application use what the owner will create; connected to the database."""
    for statement in _in_the_database():
        superuser.execute(statement)


def script(passwords: dict[str, str], name: str = DATABASE) -> str:
    """Return what an administrator runs with psql, as superuser of another server, to make roles, database and extensions.

    No password stands in it, only verifiers; it may run twice.
    """
    lines = ["\\set ON_ERROR_STOP on"]
    for role in (OWNER, APPLICATION):
        lines.append(
            _asked(
                "select {} where not exists (select from pg_roles where rolname = {})", f'create role "{role}"', role
            )
        )
        wanted = sql.SQL("alter role {} login nosuperuser nocreatedb nocreaterole password {};")
        lines.append(wanted.format(sql.Identifier(role), sql.Literal(verifier(passwords[role]))).as_string())
    lines.append(f'grant pg_read_all_stats, pg_signal_backend to "{OWNER}";')
    for role, setting, value in _settings():
        statement = f"alter role \"{role}\" set {setting} = '{value}'"
        if setting == "transaction_timeout":
            known = f"select {{}} where current_setting('server_version_num')::int >= {HAS_TRANSACTION_TIMEOUT}"
            lines.append(_asked(known, statement))
        else:
            lines.append(statement + ";")
    quoted = sql.Identifier(name).as_string()
    made = f"create database {quoted} owner \"{OWNER}\" template template0 encoding 'UTF8'"
    lines += [
        _asked("select {} where not exists (select from pg_database where datname = {})", made, name),
        f"revoke all on database {quoted} from public;",
        f'grant connect on database {quoted} to "{APPLICATION}";',
        f"\\connect {quoted}",
        *(statement.as_string() + ";" for statement in _in_the_database()),
    ]
    return "\n".join(lines) + "\n"


def verifier(password: str) -> str:
    """Return what a server keeps instead of a password (RFC 5803, SCRAM-SHA-256); made without a connection."""
    salt = secrets.token_bytes(16)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, SCRAM_ROUNDS)
    stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server = hmac.digest(salted, b"Server Key", "sha256")
    said = [base64.b64encode(each).decode() for each in (salt, stored, server)]
    return f"SCRAM-SHA-256${SCRAM_ROUNDS}:{said[0]}${said[1]}:{said[2]}"


def _in_the_database() -> list[sql.Composed]:
    """Return the statements inside the database: extensions, and the application's rights to what the owner will create."""
    owner, application = sql.Identifier(OWNER), sql.Identifier(APPLICATION)
    return [
        *(sql.SQL("create extension if not exists {}").format(sql.Identifier(each)) for each in EXTENSIONS),
        sql.SQL("revoke create on schema public from {}").format(sql.SQL("public")),
        sql.SQL("grant create, usage on schema public to {}").format(owner),
        sql.SQL("grant usage on schema public to {}").format(application),
        *(
            sql.SQL("alter default privileges for role {} in schema public grant {} on {} to {}").format(
                owner, sql.SQL(rights), sql.SQL(things), application
            )
            for rights, things in (("select, insert, update, delete", "tables"), ("usage, select", "sequences"))
        ),
    ]


def _settings() -> list[tuple[str, str, str]]:
    """Return each role's settings: role, name, value."""
    return [
        *((APPLICATION, name, value) for name, value in (TIMEOUTS | ALONE).items()),
        *(
            (role, name, value)
            for role in (OWNER, APPLICATION)
            for name, value in (("jit", "off"), ("timezone", "UTC"))
        ),
    ]


def _asked(query: str, *values: str) -> str:
    """Return a query whose answer psql runs: how a script makes only what is not there."""
    return sql.SQL(query).format(*map(sql.Literal, values)).as_string() + " \\gexec"  # type: ignore[arg-type]


def new_passwords() -> dict[str, str]:
    """Return a fresh password for each role."""
    return {role: secrets.token_urlsafe(24) for role in (OWNER, APPLICATION)}


def _set(superuser: psycopg.Connection[Any], role: str, name: str, value: str) -> None:
    superuser.execute(
        sql.SQL("alter role {} set {} = {}").format(sql.Identifier(role), sql.Identifier(name), sql.Literal(value))
    )
