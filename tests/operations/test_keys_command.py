"""``motcua keys rotate`` and what follows it, as an operator types them."""

import json
import subprocess
import sys

import pytest

from motcua.kernel import keys
from motcua.kernel.keys import KeyRing
from motcua.operations import records


class Operator:
    """Types commands into a house of its own."""

    def __init__(self, home):
        self.file = home / "keys.json"

    def types(self, word):
        program = "from motcua.website.command import main; main()"
        return subprocess.run(
            [sys.executable, "-c", program, "keys", word], capture_output=True, text=True, timeout=120, check=False
        )

    def ring(self):
        return KeyRing.parse(self.file.read_text())

    def waits_an_hour(self):
        path = records.folder() / "rotate.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | {"at": "2020-05-11T08:00:00+00:00"}))


@pytest.fixture
def operator(house, tmp_path, monkeypatch):
    monkeypatch.setenv("MOTCUA_SECRET_KEY", "for tests only")
    return Operator(records.folder().parent)


def test_a_key_is_turned_and_later_taken_out_of_use(operator):
    (operator.file.parent / "keys.exported").write_text("usb")
    turned = operator.types("rotate")
    assert turned.returncode == 0, turned.stderr
    assert "motcua keys export" in turned.stdout
    assert (operator.ring().current, operator.ring().leaving) == ("k2", ("k1",))
    assert not (operator.file.parent / "keys.exported").exists()
    assert operator.file.stat().st_mode & 0o777 == 0o600

    early = operator.types("retire")
    assert (early.returncode, "Đợi đủ một giờ" in early.stderr) == (1, True)
    again = operator.types("rotate")
    assert (again.returncode, "Lần đổi khoá trước chưa xong" in again.stderr) == (1, True)

    operator.waits_an_hour()
    retired = operator.types("retire")
    assert retired.returncode == 0, retired.stderr
    assert operator.ring().retired == {"k1"}
    assert "k1  đã thôi dùng, giữ cho bản sao lưu cũ  0 giá trị" in operator.types("status").stdout


def test_a_turn_that_was_broken_off_goes_on_with_the_key_that_was_made(operator):
    keys.write_file(operator.file, operator.ring().known())

    early = operator.types("reseal")
    assert (early.returncode, "lần đổi khoá bị ngắt" in early.stderr) == (1, True)
    assert operator.types("rotate").returncode == 0

    assert sorted(operator.ring().keys) == ["k1", "k2"]
    assert operator.ring().current == "k2"
