"""What `motcua serve` refuses before it touches anything."""

import json
import socket
import subprocess
import sys

import pytest

from motcua.website.serving import commands
from motcua.website.serving.watches import Reading, stepped


@pytest.fixture
def home(tmp_path, monkeypatch):
    folder = tmp_path / "home"
    monkeypatch.setenv("MOTCUA_HOME", str(folder))
    monkeypatch.delenv("MOTCUA_KEYS")
    monkeypatch.delenv("MOTCUA_CLOCK_SHIFT", raising=False)
    return folder


def test_a_shifted_clock_is_refused_without_demo(home, monkeypatch, capsys):
    monkeypatch.setenv("MOTCUA_CLOCK_SHIFT", "-60")

    assert commands.serve([]) == 1

    assert capsys.readouterr().err == (
        "Đồng hồ đang bị dời -60 giây. Chỉ bản thử được dời giờ: bỏ MOTCUA_CLOCK_SHIFT, hoặc thêm --demo.\n"
    )
    assert not home.exists()


def test_the_demo_s_folder_is_no_place_for_a_real_installation(home, capsys):
    (home / "demo").mkdir(parents=True)

    assert commands.serve([]) == 1

    assert "là dữ liệu của bản thử" in capsys.readouterr().err
    assert not (home / "database").exists()


def test_nothing_is_served_over_a_restore_that_broke_off(home, capsys):
    home.mkdir()
    (home / "restoring").write_text("20261129T013000Z")

    assert commands.serve([]) == 1

    assert "chưa xong. Chạy lại «motcua restore»" in capsys.readouterr().err
    assert [path.name for path in home.iterdir()] == ["restoring"]


def test_an_archive_without_a_place_is_refused(home, monkeypatch, capsys):
    monkeypatch.setenv("MOTCUA_ARCHIVE", "1")

    assert commands.serve([]) == 1

    assert capsys.readouterr().err.startswith("MOTCUA_ARCHIVE=1 cần nơi cất: đặt thêm MOTCUA_BACKUP=")


def test_starting_over_is_for_the_demo_only(home, capsys):
    assert commands.serve(["--fresh"]) == 1

    assert capsys.readouterr().err == "--fresh và --dossiers chỉ dùng cho bản thử: motcua serve --demo --fresh\n"


def test_what_may_be_real_is_never_thrown_away(home, capsys):
    (home / "database").mkdir(parents=True)
    (home / "database" / "address.json").write_text("{}")

    assert commands.serve(["--demo", "--fresh"]) == 1

    assert "không phải dữ liệu của bản thử; không xoá gì" in capsys.readouterr().err
    assert (home / "database" / "address.json").read_text() == "{}"


def test_a_taken_port_is_named_with_what_to_do(home, capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert commands.serve(["--port", str(port)]) == 1

    assert f"--port {port + 1}" in capsys.readouterr().err


def test_stop_and_status_say_that_nothing_runs(home, capsys):
    assert commands.status(["--json"]) == 3
    assert json.loads(capsys.readouterr().out) == {"running": False, "well": None}

    assert commands.stop([]) == 0
    assert capsys.readouterr().out == "Một cửa không chạy.\n"
    assert not (home / "database").exists()


def test_a_clock_that_somebody_set_is_noticed():
    assert stepped(Reading(1000.0, 50.0), Reading(1060.0, 110.0)).total_seconds() == 0
    assert stepped(Reading(1000.0, 50.0), Reading(1055.0, 110.0)).total_seconds() == -5


def test_what_a_worker_has_loaded_is_not_looked_through_again():
    told = "import gc; from motcua.website.serving import pages; print(gc.get_freeze_count(), gc.get_threshold() == pages.GARBAGE)"
    done = subprocess.run([sys.executable, "-c", told], check=True, capture_output=True, text=True, timeout=60)
    frozen, is_set = done.stdout.split()[-2:]
    assert int(frozen) > 100_000
    assert is_set == "True"
