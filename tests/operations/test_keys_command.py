"""``motcua keys rotate`` and what follows it, as an operator types them."""

import json
import subprocess
import sys

import psycopg
import pytest

from motcua.gate.queries import purpose
from motcua.kernel import keys
from motcua.kernel.keys import KeyRing
from motcua.operations import records

TOKEN = "00000000-0000-7000-8000-000000000001"


class Operator:
    """Types commands into a house of its own."""

    def __init__(self, home):
        self.file = home / "keys.json"

    def types(self, *words):
        program = "from motcua.website.command import main; main()"
        return subprocess.run(
            [sys.executable, "-c", program, "keys", *words], capture_output=True, text=True, timeout=120, check=False
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


def test_values_that_no_key_opens_are_named_and_left_only_when_their_number_is_said(operator, house):
    with psycopg.connect(**house.address("owner").parameters()) as connection:
        connection.execute(
            "insert into gate_answer (token, key, request, answer) values (%s, 'a', '', %s), (%s, 'b', '', '')",
            [TOKEN, b"\x02k1" + bytes(40), TOKEN],
        )
    turned = operator.types("rotate")
    assert (turned.returncode, "2 giá trị không mở được" in turned.stderr) == (1, True)
    alarm = records.last("alarm")
    assert (alarm["code"], alarm["facts"]) == ("keys.unreadable", {"column": "gate_answer.answer", "count": "2"})
    operator.waits_an_hour()

    for words in ([], ["--leave", "2"]):
        refused = operator.types("retire", *words)
        assert refused.returncode == 1
        assert f"1 giá trị không mở được bằng khoá nào:\n  k1: gate_answer.answer, dòng {TOKEN}, a\n" in refused.stderr
        assert refused.stderr.endswith("motcua keys retire --leave 1\n")
    left = operator.types("retire", "--leave", "1")

    assert left.returncode == 0, left.stderr
    assert operator.ring().retired == {"k1"}


def test_no_value_that_a_key_still_opens_is_left_and_nothing_is_said_to_be_left_where_all_open(
    operator, house, monkeypatch
):
    monkeypatch.setenv(keys.FILE_VARIABLE, str(operator.file))
    monkeypatch.setattr(keys, "_looked", None)
    sealed = keys.seal("{}", purpose(TOKEN, "a"))
    assert operator.types("rotate").returncode == 0
    operator.waits_an_hour()
    assert "không có gì để bỏ lại" in operator.types("retire", "--leave", "1").stderr
    with psycopg.connect(**house.address("owner").parameters()) as connection:
        connection.execute(
            "insert into gate_answer (token, key, request, answer) values (%s, 'a', '', %s)", [TOKEN, sealed]
        )

    refused = operator.types("retire", "--leave", "1")

    assert (refused.returncode, "k1: gate_answer.answer, 1 giá trị\nGõ: motcua keys reseal" in refused.stderr) == (
        1,
        True,
    )


def test_a_turn_that_was_broken_off_goes_on_with_the_key_that_was_made(operator):
    keys.write_file(operator.file, operator.ring().known())

    early = operator.types("reseal")
    assert (early.returncode, "lần đổi khoá bị ngắt" in early.stderr) == (1, True)
    assert operator.types("rotate").returncode == 0

    assert sorted(operator.ring().keys) == ["k1", "k2"]
    assert operator.ring().current == "k2"
