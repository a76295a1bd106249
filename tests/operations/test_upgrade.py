"""An upgrade from tables of an earlier time: all is kept, and what goes wrong leaves everything as it was."""

import json
import threading
import time

import psycopg
import pytest

from motcua.database import addresses
from tests.faults.running import addresses_folder, installation

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


def holds_a_table(running, seconds):
    with psycopg.connect(**addresses.read(addresses_folder(running.home), "owner").parameters()) as connection:
        connection.execute("lock table dossiers_correction in access share mode")
        time.sleep(seconds)


def test_what_goes_wrong_brings_everything_back_and_the_next_one_keeps_everything(running):
    copies = running.home.parent / "copies"
    goes_to_earlier_times(running)
    as_owner(
        running,
        "update dossiers_standing set revision = revision + 7 where dossier_id = (select min(dossier_id::text)::uuid from dossiers_standing)",
    )
    before = None

    done = running.run("upgrade", str(copies))

    assert done.returncode == 1, done.stdout + done.stderr
    assert "✗ Tính lại tình trạng hồ sơ: " in done.stderr
    assert "Dữ liệu đã về như lúc dừng" in done.stdout
    assert "trang nghỉ" in done.stdout
    assert not running.health()
    with running.database():
        assert leaves(running) == EARLIER
        before = everything(running)
        as_owner(
            running,
            "update dossiers_standing set revision = revision - 7 where dossier_id = (select min(dossier_id::text)::uuid from dossiers_standing)",
        )
        other = threading.Thread(target=holds_a_table, args=(running, 8))
        other.start()
        done = running.run("upgrade", str(copies))
        other.join()

        assert done.returncode == 0, done.stdout + done.stderr
        assert "thử lại lần 2" in done.stdout
        assert everything(running) == before
        assert leaves(running) != EARLIER
    assert "không phải đổi gì" in running.run("upgrade", str(copies)).stdout
    last = json.loads((running.home / "records" / "upgrade.json").read_text())
    assert last["well"]
    assert last["took"]["So từng bảng"] >= 0
    running.start()
