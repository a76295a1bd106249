"""What an upgrade asks of the tables, as the owner and without Django: which it has, how many rows, who works on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql

from motcua.database import addresses
from motcua.database.addresses import Address

#: One line of Django's plan: done or not, then the migration.
PLANNED = re.compile(r"^\[[ X]\]\s+(\S+)", re.MULTILINE)


@contextmanager
def connected(owner: Address | None = None) -> Iterator[psycopg.Connection[Any]]:
    """Give a connection of the owner, of this house's database or of the one at an address, in autocommit, for some quick questions."""
    at = owner or addresses.current("owner")
    with psycopg.connect(**at.parameters(), autocommit=True) as connection:  # type: ignore[arg-type]
        yield connection


def known(plan: str) -> list[str]:
    """Return the migrations that the installed code knows, in their order, from what ``showmigrations --plan`` says."""
    return PLANNED.findall(plan)


def migrated(owner: psycopg.Connection[Any]) -> set[str]:
    """Return the migrations that were done to these tables, such as «files.0001_initial»."""
    return {f"{app}.{name}" for app, name in owner.execute("select app, name from django_migrations")}


def size(owner: psycopg.Connection[Any]) -> int:
    """Return how many bytes the database takes."""
    return int(_one(owner, "select pg_database_size(current_database())"))


def building(owner: psycopg.Connection[Any]) -> str:
    """Return the table on which an index is being built or which is being rewritten just now; empty where none is."""
    return str(
        _one(
            owner,
            "select coalesce((select string_agg(distinct relid::regclass::text, ', ') from "
            "(select relid from pg_stat_progress_create_index union all select relid from pg_stat_progress_cluster) at_work), '')",
        )
    )


def counted(owner: psycopg.Connection[Any]) -> dict[str, int]:
    """Return how many rows each table has, counted one by one; those of jobs, sessions and Django itself are left out."""
    names = owner.execute(
        "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' "
        "and relname !~ '^(procrastinate|django|axes)_' order by 1"
    ).fetchall()
    return {
        name: int(_one(owner, sql.SQL("select count(*) from {}").format(sql.Identifier(name)))) for (name,) in names
    }


def drop_half_built(owner: psycopg.Connection[Any]) -> list[str]:
    """Drop the indexes that an interrupted building has left, so that they can be built anew; return their names."""
    names = owner.execute(
        "select relname from pg_index join pg_class on oid = indexrelid "
        "where not indisvalid and relnamespace = 'public'::regnamespace"
    ).fetchall()
    for (name,) in names:
        owner.execute(sql.SQL("drop index concurrently {}").format(sql.Identifier(name)))
    return [name for (name,) in names]


def _one(owner: psycopg.Connection[Any], statement: Any) -> Any:
    row = owner.execute(statement).fetchone()
    assert row is not None, "an aggregate always answers"
    return row[0]
