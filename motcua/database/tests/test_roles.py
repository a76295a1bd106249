"""Roles and database on somebody else's PostgreSQL, made from the printed SQL."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from motcua.database import addresses, binaries, roles
from motcua.database.runner import THROWAWAY, scratch

COMMAND = "import sys; from motcua.database.commands import run; sys.exit(run(sys.argv[1:]))"


@pytest.fixture(scope="module")
def elsewhere():
    """Give a server that knows nothing of us."""
    with scratch(settings=THROWAWAY) as cluster:
        with cluster.superuser() as superuser:
            superuser.execute(f"drop database {addresses.DATABASE}")
            for role in (addresses.OWNER, addresses.APPLICATION):
                superuser.execute(f"drop role {role}")
        yield cluster


@pytest.fixture(scope="module")
def printed(elsewhere):
    """Give what the command prints: the SQL, and the two addresses beside it."""
    where = elsewhere.superuser_address()
    words = ["roles", "--sql", "--host", where.host, "--port", str(where.port), "--name", "tỉnh"]
    done = subprocess.run([sys.executable, "-c", COMMAND, *words], capture_output=True, text=True, check=True)
    lines = [line.partition("=") for line in done.stderr.splitlines() if line.startswith("DATABASE_")]
    return done.stdout, {name: url for name, _, url in lines}


def run_as_superuser(cluster, statements):
    where = cluster.superuser_address()
    environment = {**os.environ, "PGPASSWORD": where.password}
    command = [binaries.program("psql"), "-h", where.host, "-p", str(where.port), "-U", where.user, "postgres"]
    return subprocess.run(
        [*command, "--no-psqlrc", "--quiet"],
        env=environment,
        input=statements,
        capture_output=True,
        text=True,
        check=False,
    )


def connect(url):
    return psycopg.connect(**addresses.parse(url).parameters())


def test_no_password_stands_in_the_sql(printed):
    statements, urls = printed

    assert sorted(urls) == ["DATABASE_OWNER_URL", "DATABASE_URL"]
    assert statements.count("SCRAM-SHA-256$4096:") == 2
    assert all(addresses.parse(url).password not in statements for url in urls.values())


def test_the_printed_sql_makes_an_owner_that_migrates_and_an_application_that_only_writes_rows(elsewhere, printed):
    statements, urls = printed
    for _twice in range(2):
        done = run_as_superuser(elsewhere, statements)
        assert (done.returncode, [line for line in done.stderr.splitlines() if "NOTICE" not in line]) == (0, [])

    with connect(urls["DATABASE_OWNER_URL"]) as owner:
        owner.execute("create table trial (id int generated always as identity, word text)")
        found = {name for (name,) in owner.execute("select extname from pg_extension")}
        assert found >= set(roles.EXTENSIONS)
    with connect(urls["DATABASE_URL"]) as application:
        assert application.execute("insert into trial (word) values ('một') returning id").fetchone() == (1,)
        assert application.execute("show statement_timeout").fetchone() == ("4s",)
        application.commit()
        for statement in ("create table other (id int)", "drop table trial", "truncate trial"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), application.transaction():
                application.execute(statement)


def test_the_product_migrates_there(elsewhere, printed, tmp_path):
    statements, urls = printed
    assert run_as_superuser(elsewhere, statements).returncode == 0
    environment = {**os.environ, **urls, "MOTCUA_HOME": str(tmp_path)}
    motcua = Path(sys.executable).with_name("motcua")

    done = subprocess.run(
        [motcua, "migrate", "--verbosity=0"], env=environment, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
    with connect(urls["DATABASE_URL"]) as application:
        readable = (
            "select count(*) from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"
            " and has_table_privilege(oid, 'select')"
        )
        assert application.execute(readable).fetchone()[0] > 50
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute("create table mine (id int)")


def test_a_host_is_written_as_one_reads_it(capsys):
    from motcua.database.commands import run

    assert run(["roles", "--sql", "--host", "db.example"]) == 0

    said = capsys.readouterr().err
    assert "@db.example:5432/motcua?sslmode=require" in said
