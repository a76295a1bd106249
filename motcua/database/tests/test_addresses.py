"""Addresses come from a URL or from what the runner wrote."""

import psycopg
import pytest

from motcua.database import addresses
from motcua.database.addresses import Address
from motcua.database.runner import THROWAWAY, scratch


def test_a_url_names_another_server():
    assert addresses.parse("postgresql://u:p%40ss@db.example:6432/tinh?sslmode=require") == Address(
        "db.example", 6432, "tinh", "u", "p@ss", (("sslmode", "require"),)
    )


def test_an_address_written_as_a_url_reads_back():
    address = Address("/tmp/có dấu, cách", 5432, "motcua", "motcua", "a/b:c@d")
    assert addresses.parse(address.url()) == address


def test_what_is_no_postgresql_is_refused():
    with pytest.raises(ValueError, match="postgresql://"):
        addresses.parse("mysql://localhost/x")


def test_before_the_first_start_nobody_has_an_address(monkeypatch, tmp_path):
    monkeypatch.setenv("MOTCUA_HOME", str(tmp_path))
    monkeypatch.delenv(addresses.URL_VARIABLE, raising=False)
    with pytest.raises(addresses.DatabaseNotStarted):
        addresses.current()
    assert addresses.django_database()["USER"] == "motcua"


def test_a_password_is_not_shown_by_accident():
    assert "kín" not in repr(Address("h", 5432, "n", "u", "kín"))


def test_whole_numbers_of_every_size_share_one_plan_and_fit_an_int_parameter():
    addresses.django_database()  # registers the dumper
    with scratch(settings=THROWAWAY) as cluster, psycopg.connect(**cluster.address("owner").parameters()) as connection:
        connection.execute("create function twice(i int) returns int language sql as 'select 2 * i'")
        types = connection.execute(
            "select pg_typeof(%s)::text, pg_typeof(%s)::text, pg_typeof(%s)::text, pg_typeof(%s)::text",
            [1, 70_000, 2**40, 2**70],
        ).fetchone()
        assert types == ("integer", "integer", "bigint", "numeric")
        assert connection.execute("select twice(%s)", [21]).fetchone() == (42,)
        assert connection.execute("select twice(%s), true = %s", [21, True]).fetchone() == (42, True)
