"""An upgrade from tables of an earlier time: all is kept, and what goes wrong leaves everything as it was."""

import json
import shutil
import signal
import subprocess
import sys

import psycopg
import pytest

from motcua.database import addresses
from motcua.database.locks import holding
from motcua.operations import rules
from motcua.operations.commands import upgrade
from motcua.website.serving import commands
from tests.faults.running import MOTCUA, addresses_folder, free_port, installation
from tests.operations.small import ledger_of

#: Where the tables stood before originals went with the lists: what the pages of today want is not there.
EARLIER = {"dossiers": "0014_delegations", "postal": "0002_told"}
KEPT = (
    "select id::text, code, received_at::text from dossiers_dossier order by 1",
    "select id::text, verb, at::text, facts::text from ledger_entry order by 1",
    "select sha256::text from files_content order by 1",
)


@pytest.fixture
def running(tmp_path):
    with installation(tmp_path) as made:
        yield made


def goes_to_earlier_times(running):
    for app, leaf in EARLIER.items():
        done = running.run("migrate", app, leaf)
        assert done.returncode == 0, done.stdout + done.stderr


def leaves(running):
    return {
        app: max(name for (name,) in running.rows(f"select name from django_migrations where app = '{app}'"))
        for app in EARLIER
    }


def everything(running):
    return [running.rows(sql) for sql in KEPT]


def as_owner(running, sql):
    with psycopg.connect(**addresses.read(addresses_folder(running.home), "owner").parameters()) as connection:
        connection.execute(sql)


def turns_a_step(running, by):
    as_owner(
        running,
        f"update dossiers_standing set step = step {by} where dossier_id = (select min(dossier_id::text)::uuid from dossiers_standing)",
    )


def upgrades_while_somebody_reads(running, copies):
    """Upgrade while another session holds a table that is to change, until it is said that it waits for it."""
    with psycopg.connect(**addresses.read(addresses_folder(running.home), "owner").parameters()) as reader:
        reader.execute("lock table dossiers_correction in access share mode")
        words = [MOTCUA, "upgrade", str(copies)]
        with subprocess.Popen(words, env=running.environment, stdout=subprocess.PIPE, text=True) as upgrading:
            said = []
            for line in upgrading.stdout:
                said.append(line)
                if "thử lại" in line:
                    reader.rollback()
    return upgrading.returncode, "".join(said)


def test_what_goes_wrong_brings_everything_back_and_the_next_one_keeps_everything(running):
    copies = running.home.parent / "copies"
    goes_to_earlier_times(running)
    turns_a_step(running, "+ 7")

    done = running.run("upgrade", str(copies))

    assert done.returncode == 1, done.stdout + done.stderr
    assert "✗ Tính lại tình trạng hồ sơ: " in done.stderr
    assert "Dữ liệu đã về như lúc dừng" in done.stdout
    assert "trang nghỉ" in done.stdout
    assert running.process.wait(60) == 0
    assert not running.health()
    with running.database():
        assert leaves(running) == EARLIER
        before = everything(running)
        turns_a_step(running, "- 7")

        status, said = upgrades_while_somebody_reads(running, copies)

        assert status == 0, said
        assert "thử lại lần 2/6" in said
        assert everything(running) == before
        assert leaves(running) != EARLIER
    assert "không phải đổi gì" in running.run("upgrade", str(copies)).stdout
    last = json.loads((running.home / "records" / "upgrade.json").read_text())
    assert last["well"]
    assert last["took"]["So từng bảng"] >= 0
    running.start()


def test_what_has_fewer_rows_is_lost_unless_the_release_says_so():
    before = {"a": 3, "b": 2, "gone": 9, "c": 1}
    after = {"a": 3, "b": 1, "c": 0, "new": 5}

    assert rules.lost(before, after) == [("b", 2, 1), ("c", 1, 0)]
    assert rules.lost(before, after, {"b", "c"}) == []


def test_nothing_is_begun_without_a_place_for_the_copy_without_room_or_with_older_code(small, monkeypatch, capsys):
    assert upgrade.run([]) == 1
    assert "Sao lưu vào đâu trước khi đổi?" in capsys.readouterr().err
    assert upgrade.run([str(small.target.folder)]) == 0
    assert "không phải đổi gì" in capsys.readouterr().out

    owner = small.cluster.address("owner").parameters()
    with psycopg.connect(**owner) as connection:
        connection.execute("delete from django_migrations where app = 'scans'")
    monkeypatch.setattr(upgrade.shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(100, 99, 1_000_000))
    assert upgrade.run([str(small.target.folder)]) == 1
    assert "Ổ dữ liệu còn 1 MB" in capsys.readouterr().err

    with psycopg.connect(**owner) as connection:
        connection.execute("insert into django_migrations (app, name, applied) values ('files', '0099_later', now())")
    assert upgrade.run([str(small.target.folder)]) == 1
    assert "bản mới hơn mã đang cài (files.0099_later)" in capsys.readouterr().err
    assert not upgrade.mark().exists()


def is_killed_at(small, place):
    """Upgrade in a process of its own, killed where it comes to a function of these commands."""
    program = (
        "import os, signal, sys; from motcua.operations.commands import bringing, upgrade; "
        f"{place} = lambda *_: os.kill(os.getpid(), signal.SIGKILL); upgrade.run(sys.argv[1:])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(small.target.folder)], capture_output=True, text=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert upgrade.mark().exists()


def forgets_migrations(small):
    """Let it look as if tables were still to be made that are there; return what brings that in order."""
    owner = small.cluster.address("owner").parameters()
    with psycopg.connect(**owner) as connection:
        gone = connection.execute("delete from django_migrations where app = 'scans' returning name").fetchall()

    def remembers():
        with psycopg.connect(**owner) as connection, connection.cursor() as cursor:
            cursor.executemany("insert into django_migrations (app, name, applied) values ('scans', %s, now())", gone)

    return remembers


@pytest.mark.parametrize("place", ["bringing._database", "bringing.ledger.raise_epoch"])
def test_an_upgrade_killed_while_it_puts_the_database_back_does_so_when_it_is_typed_again(small, capsys, place):
    small.writes(3)
    forgets_migrations(small)
    is_killed_at(small, place)
    assert commands.serve(["--port", str(free_port())]) == 1
    assert "Chạy lại «motcua upgrade»" in capsys.readouterr().err

    assert upgrade.run([str(small.target.folder)]) == 1

    said = capsys.readouterr()
    assert "Đã đặt cơ sở dữ liệu lại chỗ cũ; làm tiếp." in said.out
    assert "✗ Đổi bảng: " in said.err
    assert "Dữ liệu đã về như lúc dừng" in said.out
    assert not upgrade.mark().exists()
    (aside,) = small.home.glob("database-*")
    assert str(aside) in said.out
    assert [ledger_of(small.home), ledger_of(small.home, aside.name)] == [(3, 2), (3, 1)]


def test_an_upgrade_killed_while_it_changes_tables_goes_on_with_the_copy_that_was_made(small, capsys):
    small.writes(3)
    remembers = forgets_migrations(small)
    is_killed_at(small, "upgrade._migrate")
    made = small.target.names()
    remembers()

    assert upgrade.run([str(small.target.folder)]) == 0

    assert f"{made[0]}, của lần nâng cấp bị ngắt trước đây" in capsys.readouterr().out
    assert small.target.names() == made
    assert not upgrade.mark().exists()


def test_of_two_upgrades_at_a_time_the_later_is_refused(small, capsys):
    with holding(small.home / "upgrade.lock"):
        assert upgrade.run([str(small.target.folder)]) == 1

    assert "Một lần nâng cấp khác đang chạy" in capsys.readouterr().err


def test_a_server_of_others_is_upgraded_only_after_its_own_copy(small, monkeypatch, capsys):
    monkeypatch.setenv(addresses.URL_VARIABLE, small.cluster.address().url())
    monkeypatch.setenv(addresses.OWNER_URL_VARIABLE, small.cluster.address("owner").url())

    assert upgrade.run([]) == 1
    assert "rồi gõ lại với --backed-up" in capsys.readouterr().err
    assert upgrade.run(["--backed-up", "--check"]) == 0


def test_a_house_whose_upgrade_was_broken_off_is_not_served(small, capsys):
    upgrade.mark().write_text("{}")

    assert commands.serve(["--port", str(free_port())]) == 1
    assert "Chạy lại «motcua upgrade»" in capsys.readouterr().err
