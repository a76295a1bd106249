"""``motcua volume``, as it is typed: an empty folder becomes a province full of dossiers."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

MOTCUA = str(Path(sys.executable).with_name("motcua"))


def motcua(home, *words):
    """Run a command as a newcomer does, in a folder of its own."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("MOTCUA_", "DATABASE_"))}
    return subprocess.run(
        [MOTCUA, *words],
        env=own | {"MOTCUA_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
        timeout=1200,
    )


def test_what_may_be_real_is_never_filled(tmp_path):
    (tmp_path / "database").mkdir()
    (tmp_path / "database" / "address.json").write_text("{}")

    refused = motcua(tmp_path, "volume", "--dossiers=10")

    assert refused.returncode == 1
    assert "không phải dữ liệu của bản thử" in refused.stderr


@pytest.mark.long
def test_an_empty_folder_is_filled_once_and_the_history_is_whole(tmp_path):
    try:
        filled = motcua(tmp_path, "volume", "--dossiers=600", "--since=2019-10-01", "--last=2020-05-10")
        assert filled.returncode == 0, filled.stderr[-3000:]
        assert "Đã đổ 600 hồ sơ" in filled.stderr

        verified = motcua(tmp_path, "ledger", "verify", "--json")
        assert verified.returncode == 0, verified.stdout
        assert json.loads(verified.stdout.splitlines()[-1])["lines"] > 3_000
        standing = motcua(tmp_path, "check", "standing")
        assert standing.returncode == 0, standing.stdout

        again = motcua(tmp_path, "volume", "--dossiers=600")
        assert again.returncode != 0
        assert "đã có 600 hồ sơ" in again.stderr
    finally:
        motcua(tmp_path, "database", "stop")
