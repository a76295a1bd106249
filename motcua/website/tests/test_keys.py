"""Keys leave the machine sealed, and come back from a file or a sheet typed again."""

import json

import pytest

from motcua.website.serving import keys

PASSPHRASE = "ba con trâu trắng qua cầu"


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(keys, "COST", 2**4)


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("MOTCUA_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("MOTCUA_KEYS")
    (tmp_path / "passphrase").write_text(PASSPHRASE + "\n")
    assert keys.run(["make"]) == 0
    return tmp_path / "home"


def test_an_existing_key_file_is_never_touched(home):
    before = (home / "keys.json").read_text()

    assert keys.run(["make"]) == 0

    assert (home / "keys.json").read_text() == before


@pytest.mark.parametrize("what", ["sealed", "sealed.in.txt"])
def test_exported_keys_come_back(home, tmp_path, what):
    words = [str(tmp_path / "sealed"), "--passphrase-file", str(tmp_path / "passphrase")]
    before = (home / "keys.json").read_text()
    assert keys.run(["export", *words]) == 0
    assert json.loads(before)["index"] not in (tmp_path / "sealed").read_text()
    (home / "keys.json").unlink()

    assert keys.run(["restore", str(tmp_path / what), *words[1:]]) == 0

    assert (home / "keys.json").read_text() == before
    assert (home / "keys.json").stat().st_mode & 0o777 == 0o600


def test_a_wrong_passphrase_opens_nothing():
    with pytest.raises(keys.KeysRefused, match="Mật khẩu không đúng"):
        keys.unseal(keys.seal("secret", PASSPHRASE), "ba con trâu đen")


def test_a_line_typed_wrongly_is_named():
    lines = keys.sheet(bytes(range(100))).splitlines()
    second = next(number for number, line in enumerate(lines) if line.startswith("  2  "))
    lines[second] = lines[second].replace(lines[second].split()[1], "AAAA")

    with pytest.raises(keys.KeysRefused, match=r"^Dòng 2 "):
        keys.read_sheet("\n".join(lines))


def test_a_short_passphrase_is_refused(home, tmp_path, capsys):
    (tmp_path / "passphrase").write_text("ngắn")

    assert keys.run(["export", str(tmp_path / "sealed"), "--passphrase-file", str(tmp_path / "passphrase")]) == 1

    assert capsys.readouterr().err == "Mật khẩu cần ít nhất 12 ký tự: một câu dễ nhớ là tốt nhất.\n"
    assert not (tmp_path / "sealed").exists()
