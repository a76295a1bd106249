"""The files of a service: written whole or not at all, hardened, and good in the eyes of systemd where it is there."""

import configparser
import shutil
import subprocess

import pytest

from motcua.operations.commands import install
from motcua.operations.commands.install import CHECKOUT, FILES

UNITS = [place for place, _ in FILES.values() if place.startswith("etc/systemd")]

#: Where a service lies, wherever this checkout does.
APP = ("--app", "/srv/motcua/app")


@pytest.fixture
def written(tmp_path, capsys):
    (tmp_path / "app/.venv/bin").mkdir(parents=True)
    (tmp_path / "app/.venv/bin/motcua").symlink_to(CHECKOUT / ".venv/bin/motcua")
    words = [
        "motcua.tinh.gov.vn",
        "--root",
        str(tmp_path),
        "--backup",
        "/mnt/sao-luu/motcua",
        "--app",
        str(tmp_path / "app"),
    ]
    assert install.run(words) == 0
    assert "systemctl enable --now motcua.service motcua-backup.timer motcua-drill.timer" in capsys.readouterr().out
    return tmp_path


def test_every_file_is_there_with_its_mode_and_no_place_is_left_open(written):
    for place, mode in FILES.values():
        path = written / place
        assert path.stat().st_mode & 0o777 == mode
    env = (written / "etc/motcua.env").read_text()
    assert "MOTCUA_PUBLIC_URL=https://motcua.tinh.gov.vn\n" in env
    assert "MOTCUA_HOSTS=motcua.tinh.gov.vn,127.0.0.1\n" in env, "who asks on the machine itself is answered"
    assert "MOTCUA_BACKUP=/mnt/sao-luu/motcua\n" in env
    assert "proxy_set_header Host $host;" in (written / "etc/nginx/sites-available/motcua").read_text()


@pytest.mark.parametrize("place", [place for place in UNITS if place.endswith(".service")])
def test_a_service_is_nobody_s_but_its_own_user_s_and_writes_only_at_home_and_to_the_copies(written, place):
    unit = configparser.ConfigParser(interpolation=None, strict=False)
    unit.optionxform = str
    unit.read(written / place)
    service = unit["Service"]

    assert (service["User"], service["ProtectSystem"], service["NoNewPrivileges"]) == ("motcua", "strict", "yes")
    assert service["ReadWritePaths"] == "/srv/motcua/home /mnt/sao-luu/motcua"


def test_systemd_finds_no_fault_where_it_is_there(written):
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        return
    for place in UNITS:
        done = subprocess.run([analyze, "verify", written / place], capture_output=True, text=True, check=False)
        assert [line for line in done.stderr.splitlines() if "motcua" in line] == []
        if place.endswith(".service"):
            rated = [analyze, "security", "--offline=true", "--threshold=25", written / place]
            done = subprocess.run(rated, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout[-300:]


def test_nothing_is_written_over(written, capsys):
    (written / "etc/motcua.env").write_text("ours")

    assert install.run(["motcua.tinh.gov.vn", "--root", str(written), "--backup", "/mnt/sao-luu", *APP]) == 1

    assert "không ghi đè" in capsys.readouterr().err
    assert (written / "etc/motcua.env").read_text() == "ours"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["motcua", "--backup", "/mnt/sao-luu"], "không phải tên miền"),
        (["motcua.tinh.gov.vn; rm", "--backup", "/mnt/sao-luu"], "không phải tên miền"),
        (["motcua.tinh.gov.vn", "--backup", "/mnt/sao lưu"], "không dấu, không khoảng trắng"),
        (["motcua.tinh.gov.vn", "--backup", "/srv/motcua/home/copies"], "mất một là mất cả hai"),
    ],
)
def test_what_would_not_work_is_said_before_anything_is_written(tmp_path, capsys, words, said):
    assert install.run([*words, "--root", str(tmp_path), *APP]) == 1

    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
