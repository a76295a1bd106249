"""A drill: the last copy comes back elsewhere, is checked, and nothing of it is left; what fails is named and written down."""

import shutil
import signal
import subprocess
import sys

import psycopg
import pytest

from motcua.operations import records
from motcua.operations.commands import drill
from motcua.website.serving import keys
from tests.operations.small import waits_for

STEPS = [
    "Lấy khoá", "Phục hồi", "Chuẩn bị bảng và trang", "Kiểm tra nhật ký", "Tính lại tình trạng hồ sơ", "Đọc lại mọi tệp", "Đếm lại số liệu các tháng",
    "Mở trang",
]  # fmt: skip


@pytest.fixture
def exported(small, tmp_path):
    (tmp_path / "passphrase").write_text("ba con trâu trắng qua cầu")
    words = [str(tmp_path / "sealed"), "--passphrase-file", str(tmp_path / "passphrase")]
    assert keys.run(["export", *words]) == 0
    return ["--keys", str(tmp_path / "sealed.pdf"), *words[1:]]


def with_a_row(small, place):
    """Let the database know the stored file, as ``files`` does."""
    with psycopg.connect(**small.cluster.address("owner").parameters()) as connection:
        connection.execute(
            "insert into files_content (sha256, size, kind, scan, scanned_by, finding) values (%s, 6, 'text', 'clean', '', '')",
            [bytes.fromhex(place.name)],
        )


def test_the_last_copy_comes_back_with_the_exported_keys_is_checked_and_leaves_nothing(
    small, exported, tmp_path, capsys
):
    with_a_row(small, small.stores(b"a scan"))
    small.backs_up()
    (tmp_path / "here").mkdir()

    assert drill.run(["restore", str(small.target.folder), "--in", str(tmp_path / "here"), *exported]) == 0

    said = capsys.readouterr().out
    assert [
        line.split("  ")[0].removeprefix("✓ ").strip() for line in said.splitlines()[:-1] if line.startswith("✓")
    ] == STEPS
    assert "Đã đọc 1 tệp, 0 tệp mất hoặc đã đổi." in said
    last = records.last("drill")
    assert (last["well"], last["keys"], list(last["took"])) == (True, "exported", STEPS)
    assert list((tmp_path / "here").iterdir()) == []


def test_what_fails_is_named_and_written_down(small, tmp_path, capsys):
    with_a_row(small, small.stores(b"a scan"))
    shutil.rmtree(small.home / "files")
    small.backs_up()

    assert drill.run(["restore", str(small.target.folder)]) == 1

    said = capsys.readouterr()
    assert "✗ Đọc lại mọi tệp: " in said.err
    assert "1 tệp mất hoặc đã đổi" in said.err
    last = records.last("drill")
    assert (last["well"], last["failed"], last["keys"]) == (False, "Đọc lại mọi tệp", "present")


def test_of_a_drill_that_was_stopped_or_killed_no_opened_data_stays(small, tmp_path):
    small.backs_up()
    program = "from motcua.website.command import main; main()"
    words = ["drill", "restore", str(small.target.folder), "--in", str(tmp_path)]
    for how in (signal.SIGTERM, signal.SIGKILL):
        process = subprocess.Popen([sys.executable, "-c", program, *words])
        try:
            waits_for(lambda process=process: list(tmp_path.glob("*/restoring")) or process.poll() is not None)
        finally:
            process.send_signal(how)
            process.wait(90)
        assert [path.is_dir() for path in tmp_path.iterdir()] == ([True] if how is signal.SIGKILL else [])

    assert drill.run(["restore", str(tmp_path / "nowhere"), "--in", str(tmp_path)]) == 1

    assert list(tmp_path.iterdir()) == []


def test_without_a_copy_it_says_so(small, tmp_path, capsys):
    assert drill.run(["restore", str(tmp_path)]) == 1

    assert "✗ Phục hồi: " in capsys.readouterr().err
    assert records.last("drill")["said"].startswith(f"{tmp_path} không phải nơi cất bản sao lưu")
