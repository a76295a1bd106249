"""Two roles: the owner migrates, the application reads and writes rows and changes no table.

Every statement may run twice. The ledger's migrations take rights away again from the application.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from psycopg import sql

from motcua.database.addresses import APPLICATION, DATABASE, OWNER

if TYPE_CHECKING:
    import psycopg

#: Written into address.json; a higher number lets the next start run the set-up again.
SETUP = 1

EXTENSIONS = ("pg_trgm", "unaccent", "btree_gin", "btree_gist")

#: One writer that stays open anywhere in the cluster stalls the sealer, and with it every reader of the ledger.
TIMEOUTS = {"statement_timeout": "4s", "idle_in_transaction_session_timeout": "2s", "transaction_timeout": "5s"}
#: Servers from this version know transaction_timeout.
HAS_TRANSACTION_TIMEOUT = 170000


def set_up(superuser: psycopg.Connection[Any], passwords: dict[str, str]) -> None:
    """Make both roles and the database, on an autocommit connection of the superuser to any database."""
    for role in (OWNER, APPLICATION):
        known = superuser.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone()
        verb = sql.SQL("alter" if known else "create")
        # A verifier instead of the password: so no password can reach a log.
        verifier = superuser.pgconn.encrypt_password(passwords[role].encode(), role.encode(), b"scram-sha-256")
        superuser.execute(
            sql.SQL("{} role {} login nosuperuser nocreatedb nocreaterole password {}").format(
                verb, sql.Identifier(role), sql.Literal(verifier.decode())
            )
        )
    # The ledger's own functions, which the owner defines, name and end a transaction that stalls the sealer.
    superuser.execute(sql.SQL("grant pg_read_all_stats, pg_signal_backend to {}").format(sql.Identifier(OWNER)))
    for name, length in TIMEOUTS.items():
        if name != "transaction_timeout" or superuser.info.server_version >= HAS_TRANSACTION_TIMEOUT:
            _set(superuser, APPLICATION, name, length)
    for role in (OWNER, APPLICATION):
        _set(superuser, role, "jit", "off")
        _set(superuser, role, "timezone", "UTC")
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
    for extension in EXTENSIONS:
        superuser.execute(sql.SQL("create extension if not exists {}").format(sql.Identifier(extension)))
    owner, application = sql.Identifier(OWNER), sql.Identifier(APPLICATION)
    superuser.execute("revoke create on schema public from public")
    superuser.execute(sql.SQL("grant create, usage on schema public to {}").format(owner))
    superuser.execute(sql.SQL("grant usage on schema public to {}").format(application))
    for rights, things in (("select, insert, update, delete", "tables"), ("usage, select", "sequences")):
        superuser.execute(
            sql.SQL("alter default privileges for role {} in schema public grant {} on {} to {}").format(
                owner, sql.SQL(rights), sql.SQL(things), application
            )
        )


def new_passwords() -> dict[str, str]:
    """Return a fresh password for each role."""
    return {role: secrets.token_urlsafe(24) for role in (OWNER, APPLICATION)}


def _set(superuser: psycopg.Connection[Any], role: str, name: str, value: str) -> None:
    superuser.execute(
        sql.SQL("alter role {} set {} = {}").format(sql.Identifier(role), sql.Identifier(name), sql.Literal(value))
    )
