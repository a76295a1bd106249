"""The runner makes, starts, stops and finds its server again, whatever was killed."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psycopg
import pytest

from motcua.database import addresses, places
from motcua.database.runner import THROWAWAY, Cluster, scratch


@pytest.fixture(scope="module")
def cluster():
    with scratch(settings=THROWAWAY) as cluster:
        yield cluster


def ask(cluster, statement, role="application"):
    with psycopg.connect(**cluster.address(role).parameters()) as connection:
        return connection.execute(statement).fetchone()


def wait_until(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.02)


def test_vietnamese_letters_keep_their_case_and_their_trigrams(cluster):
    row = ask(
        cluster,
        "select upper('đỗ ước'), lower('ĐỖ ƯỚC'), unaccent('Đỗ Ước'), 'ƯỚC' ilike 'ước', show_trgm('ước') <> '{}'",
    )
    assert row == ("ĐỖ ƯỚC", "đỗ ước", "Do Uoc", True, True)


def test_the_application_writes_rows_and_changes_no_table(cluster):
    with psycopg.connect(**cluster.address("owner").parameters()) as owner:
        owner.execute("create table if not exists trial (id int generated always as identity, word text)")
    with psycopg.connect(**cluster.address().parameters()) as application:
        application.execute("insert into trial (word) values ('một')")
        for statement in (
            "create table other (id int)",
            "drop table trial",
            "create temporary table t (id int)",
            "truncate trial",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), application.transaction():
                application.execute(statement)


def test_a_transaction_of_the_application_ends_by_itself(cluster):
    names = ("statement_timeout", "idle_in_transaction_session_timeout", "transaction_timeout", "jit")
    assert [ask(cluster, f"show {name}")[0] for name in names] == ["4s", "2s", "5s", "off"]


def test_a_wrong_password_opens_nothing(cluster):
    wrong = {**cluster.address().parameters(), "password": "đoán"}
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(**wrong)


def test_no_password_stands_in_the_servers_log_and_the_address_is_closed_to_others(cluster):
    for name in ("address.json", "superuser.json"):
        assert (cluster.folder / name).stat().st_mode & 0o077 == 0
    log = (cluster.folder / "server.log").read_text()
    assert cluster.address("owner").password not in log
    assert "SCRAM-SHA-256" not in log
    assert cluster.files.stat().st_mode & 0o077 == 0


def test_a_killed_server_comes_back_with_what_it_had_acknowledged(cluster):
    with psycopg.connect(**cluster.address("owner").parameters()) as owner:
        owner.execute("create table if not exists kept (word text)")
        owner.execute("insert into kept values ('còn đây')")
    os.kill(cluster.pid, signal.SIGKILL)

    cluster.start()

    assert ask(cluster, "select word from kept") == ("còn đây",)


def test_a_recycled_pid_in_the_pid_file_does_not_block_a_start(cluster):
    cluster.stop()
    (cluster.files / "postmaster.pid").write_text(f"1\n{cluster.files}\n0\n5432\n\n\n\nready\n")

    cluster.start()

    assert ask(cluster, "select 1") == (1,)


def test_many_starts_at_once_make_one_server(tmp_path):
    clusters = [Cluster(tmp_path / "cơ sở dữ liệu", THROWAWAY) for _ in range(4)]
    threads = [threading.Thread(target=cluster.start) for cluster in clusters]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    try:
        assert len({cluster.pid for cluster in clusters}) == 1
        for cluster in clusters[:-1]:
            cluster.leave()
        assert clusters[-1].is_running()
        clusters[-1].leave()
        assert not clusters[-1].is_running()
    finally:
        clusters[0].remove()


def test_a_maker_killed_half_way_is_no_obstacle(tmp_path):
    program = "import sys; from pathlib import Path; from motcua.database.runner import *; Cluster(Path(sys.argv[1]), THROWAWAY).start()"
    cluster = Cluster(tmp_path / "db", THROWAWAY)
    for moment in ("fresh", "cluster", "cluster/postmaster.pid"):
        maker = subprocess.Popen([sys.executable, "-c", program, str(tmp_path / "db")])
        wait_until(lambda path=tmp_path / "db" / moment, maker=maker: path.exists() or maker.poll() is not None)
        maker.kill()
        maker.wait()
    try:
        cluster.start()
        assert ask(cluster, "select 1") == (1,)
    finally:
        cluster.remove()


def test_the_server_started_by_hand_outlives_its_users(tmp_path):
    cluster = Cluster(tmp_path / "db", THROWAWAY)
    try:
        cluster.start(keep=True)
        cluster.leave()
        assert cluster.is_running()
        assert cluster.stop()
        assert not cluster.is_running()
        assert not cluster.stop()
    finally:
        cluster.remove()


def test_a_deep_folder_gets_its_socket_in_the_temporary_folder(tmp_path):
    deep = tmp_path / ("rất sâu " * 10)
    deep.mkdir()
    with scratch(deep, THROWAWAY) as cluster:
        host = cluster.address().host
        assert len(host.encode()) <= places.SOCKET_FOLDER_BYTES
        assert ask(cluster, "select 1") == (1,)
    assert not Path(host).exists()


@pytest.mark.skipif(not places.is_root(), reason="only root's server runs under another uid")
def test_where_the_server_cannot_reach_its_files_lie_elsewhere_until_the_folder_is_deleted(tmp_path):
    tmp_path.chmod(0o700)
    cluster = Cluster(tmp_path / "db", THROWAWAY)
    try:
        cluster.start()
        assert not cluster.folder.is_relative_to(tmp_path)
        assert addresses.read(tmp_path / "db", "application") == cluster.address()
        assert Cluster(tmp_path / "db").folder == cluster.folder
    finally:
        cluster.remove()
    place = cluster.folder
    assert list(place.iterdir()) == []
    place.rmdir()


def test_the_commands_tell_a_machine_where_the_server_is(tmp_path):
    environment = {**os.environ, "MOTCUA_HOME": str(tmp_path)}
    environment.pop(addresses.URL_VARIABLE, None)

    def motcua(*words):
        program = "import sys; from motcua.database.commands import run; sys.exit(run(sys.argv[1:]))"
        return subprocess.run(
            [sys.executable, "-c", program, *words], env=environment, capture_output=True, text=True, check=False
        )

    try:
        assert motcua("status").returncode == 3
        assert json.loads(motcua("start", "--json").stdout)["running"] is True
        assert motcua("psql", "-Atc", "select current_user").stdout == "motcua\n"
        assert motcua("psql", "--role", "owner", "-Atc", "select current_user").stdout == "motcua_owner\n"
        assert json.loads(motcua("stop", "--json").stdout)["running"] is False
    finally:
        Cluster(tmp_path / "database").remove()
