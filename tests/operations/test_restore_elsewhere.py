"""A copy brought back into another server's empty database: all or nothing, and never over anything."""

import psycopg
import pytest

from motcua.database import foreign, roles
from motcua.database.runner import THROWAWAY, scratch
from motcua.operations.commands import backup, bringing
from tests.operations.small import STREAM

WRITE = (
    "select ledger_write(gen_random_uuid(), 1::smallint, 'test.thing', %s, %s, 'test.done', gen_random_uuid(), null, null, "
    "clock_timestamp(), '{}')"
)
RIGHTS = (
    "select table_name, privilege_type from information_schema.role_table_grants "
    "where grantee = 'motcua' and table_schema = 'public' order by 1, 2"
)
DEFAULTS = "select defaclobjtype, defaclacl::text from pg_default_acl order by 1"
TABLES = "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1"


@pytest.fixture
def other(small, monkeypatch):
    """An administrator's server with the roles and an empty database of ours; the home is empty too."""
    small.writes(3)
    small.kept = small.stores(b"a scan")
    small.backs_up()
    small.old, small.home = small.home, small.moves()
    with scratch(settings=THROWAWAY) as cluster:
        monkeypatch.setenv("DATABASE_URL", cluster.address().url())
        monkeypatch.setenv("DATABASE_OWNER_URL", cluster.address("owner").url())
        yield cluster


def comes_back(small, *words):
    return backup.restore([str(small.target.folder), *words])


def asked(cluster, sql, name="motcua"):
    with cluster.superuser(name) as superuser:
        return superuser.execute(sql).fetchall()


def files_in(home):
    return sorted(path.relative_to(home) for path in home.rglob("*") if path.is_file())


def test_a_house_comes_back_into_another_servers_empty_database(small, other):
    assert comes_back(small) == 0

    assert asked(other, "select count(*), ledger_epoch() from ledger_entry") == [(3, 2)]
    assert asked(other, TABLES) == asked(small.cluster, TABLES)
    assert asked(other, RIGHTS) == asked(small.cluster, RIGHTS)
    assert asked(other, DEFAULTS) == asked(small.cluster, DEFAULTS)
    assert (small.home / "files" / small.kept.relative_to(small.old / "files")).read_bytes() == b"a scan"
    assert not (small.home / "database").exists()
    assert not bringing.mark().exists()


def test_there_nobody_changes_a_line_and_new_ones_go_after_those_that_came_back(small, other):
    comes_back(small)
    with psycopg.connect(**other.address().parameters(), autocommit=True) as application:
        application.execute(WRITE, [STREAM, 4])
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute("delete from ledger_entry")
    with psycopg.connect(**other.address("owner").parameters()) as owner, pytest.raises(psycopg.Error):
        owner.execute("delete from ledger_entry")

    assert asked(other, "select epoch, count(*) from ledger_entry group by 1 order by 1") == [(1, 3), (2, 1)]


def test_a_database_that_holds_anything_is_left_as_it_is(small, other, capsys):
    with psycopg.connect(**other.address("owner").parameters()) as owner:
        owner.execute("create table somebodys (id integer)")
    before = files_in(small.home)

    assert comes_back(small) == 1

    said = capsys.readouterr().err
    assert "đã có dữ liệu (public.somebodys); không ghi đè" in said
    assert asked(other, TABLES) == [("somebodys",)]
    assert files_in(small.home) == before


def test_another_database_of_that_server_is_named_on_the_command_line(small, other, capsys):
    with psycopg.connect(**other.address("owner").parameters()) as owner:
        owner.execute("create table somebodys (id integer)")
    with other.superuser() as superuser:
        roles.make_database(superuser, "tro_lai")
    assert comes_back(small, "--into", "tro_lai") == 1
    assert "chưa chuẩn bị xong" in capsys.readouterr().err
    with other.superuser("tro_lai") as superuser:
        roles.open_to_application(superuser)

    assert comes_back(small, "--into", "tro_lai") == 0

    assert "thành tro_lai trước khi chạy" in capsys.readouterr().out
    assert asked(other, "select count(*), ledger_epoch() from ledger_entry", "tro_lai") == [(3, 2)]
    assert asked(other, TABLES) == [("somebodys",)]


def test_what_breaks_off_leaves_both_empty(small, other, capsys):
    with other.superuser("motcua") as superuser:
        superuser.execute("alter schema public owner to postgres")
        superuser.execute("revoke create on schema public from motcua_owner")

    assert comes_back(small) == 1

    assert "Không chép được cơ sở dữ liệu: psql" in capsys.readouterr().err
    assert asked(other, TABLES) == []
    assert not (small.home / "files").exists()
    assert not (small.home / "database").exists()
    assert not bringing.mark().exists()
    with other.superuser("motcua") as superuser:
        superuser.execute("alter schema public owner to pg_database_owner")
    assert comes_back(small) == 0


def test_a_telling_that_dies_halfway_leaves_the_other_database_empty(small, other, monkeypatch, capsys, tmp_path):
    real = foreign._program

    def dying(cluster, name):
        if name != "pg_dump":
            return real(cluster, name)
        script = tmp_path / "pg_dump"
        script.write_text(f'#!/bin/sh\n{real(cluster, name)} "$@" | head -c 100000\nexit 1\n')
        script.chmod(0o755)
        return str(script)

    monkeypatch.setattr(foreign, "_program", dying)

    assert comes_back(small) == 1

    assert "Không chép được cơ sở dữ liệu" in capsys.readouterr().err
    assert asked(other, TABLES) == []
    assert not (small.home / "database").exists()


UNREACHED = "postgresql://motcua_owner:x@127.0.0.1:1/motcua"


def test_where_it_cannot_go_is_said_before_anything_is_written(small, other, monkeypatch, capsys):
    before = files_in(small.home)

    assert comes_back(small, "--into", "khong-co") == 1
    assert "Không nối được cơ sở dữ liệu khong-co" in capsys.readouterr().err
    for owner, sentence in ((UNREACHED, "Không nối được cơ sở dữ liệu motcua"), ("", "cần vai trò motcua_owner")):
        monkeypatch.setenv("DATABASE_OWNER_URL", owner)
        assert comes_back(small) == 1
        assert sentence in capsys.readouterr().err

    assert files_in(small.home) == before
    assert asked(other, TABLES) == []


def test_a_database_named_without_its_server_is_asked_for(capsys):
    assert backup.restore(["somewhere", "--into", "tro_lai"]) == 1

    assert "--into cần biết máy chủ nào" in capsys.readouterr().err
