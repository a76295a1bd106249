"""Nobody changes or removes a line: not by right, and not past the trigger."""

import psycopg
import pytest

from motcua.kernel.ids import new_id
from motcua.ledger.tests.world import connect, put, put_many

TABLES = ["ledger_entry", "ledger_batch", "ledger_root", "ledger_look"]
CHANGES = ["update {} set {} = {}", "delete from {}", "truncate {}"]
COLUMN = {"ledger_entry": "verb", "ledger_batch": "count", "ledger_root": "text", "ledger_look": "act"}


def statement(change, table):
    return change.format(table, COLUMN[table], COLUMN[table])


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("role", ["application", "owner"])
def test_nobody_changes_a_line(committed_db, role, change, table):
    with connect(committed_db.address(role)) as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege) as refused:
            connection.execute(statement(change, table))
        assert ("append-only" in str(refused.value)) is (role == "owner")
        connection.rollback()


@pytest.mark.parametrize("table", TABLES)
def test_not_even_a_replica_passes_the_trigger(committed_db, table):
    with connect(committed_db.address("superuser")) as connection:
        connection.execute("set session_replication_role = replica")
        for change in CHANGES:
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="append-only"), connection.transaction():
                connection.execute(statement(change, table))


def test_the_application_may_not_take_the_trigger_away(committed_db):
    with connect(committed_db.address()) as connection:
        for attempt in (
            "alter table ledger_entry disable trigger append_only",
            "drop trigger append_only on ledger_entry",
            "alter table ledger_entry alter column epoch set default 9",
            "create or replace function ledger_refuse() returns trigger language plpgsql as 'begin return null; end'",
            "select ledger_append_only('ledger_cursor')",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
                connection.execute(attempt)


def test_a_revision_of_a_stream_is_written_once(committed_db):
    stream = new_id()
    with connect(committed_db.address()) as connection:
        put(connection, stream, 1)
        put(connection, stream, 1, kind="trial.other")
        with pytest.raises(psycopg.errors.UniqueViolation, match="ledger_entry_once"):
            put(connection, stream, 1)
        connection.rollback()


def test_savepoints_keep_the_lines_transaction_right(committed_db):
    stream = new_id()
    with connect(committed_db.address()) as connection:
        put(connection, stream, 1)
        with connection.transaction():
            put(connection, stream, 2)
        connection.commit()
        (count,) = connection.execute(
            "select count(distinct tx) from ledger_entry where stream_id = %s", [stream]
        ).fetchone()
    assert count == 1


def test_lines_are_written_by_the_hundred(committed_db):
    assert len(set(put_many(committed_db.address(), 100))) == 100
