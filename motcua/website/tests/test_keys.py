"""Keys leave the machine sealed, and come back from a file or a sheet typed again."""

import json

import pypdfium2
import pytest
from PIL import Image

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


def type_again(folder):
    """Type the lines of the sheet again, as somebody would from the paper."""
    page = pypdfium2.PdfDocument(folder / "sealed.pdf")[0]
    (folder / "typed.txt").write_text(page.get_textpage().get_text_range())


def photograph(folder):
    """Photograph the sheet, a little askew."""
    page = pypdfium2.PdfDocument(folder / "sealed.pdf")[0].render(scale=3).to_pil()
    page.convert("L").rotate(3, expand=True, fillcolor=230).save(folder / "photo.jpg", quality=80)


def test_where_nobody_types_it_says_how_to_give_the_passphrase(home, tmp_path, monkeypatch, capsys):
    def nobody(_prompt):
        raise EOFError

    monkeypatch.setattr("getpass.getpass", nobody)

    assert keys.run(["export", str(tmp_path / "sealed")]) == 1

    assert "thêm --passphrase-file TỆP" in capsys.readouterr().err
    assert not (tmp_path / "sealed").exists()


@pytest.mark.parametrize("what", ["sealed", "sealed.pdf", "typed.txt", "photo.jpg"])
def test_exported_keys_come_back(home, tmp_path, what, capfd):
    words = [str(tmp_path / "sealed"), "--passphrase-file", str(tmp_path / "passphrase")]
    before = (home / "keys.json").read_text()
    assert keys.run(["export", *words]) == 0
    assert json.loads(before)["index"] not in (tmp_path / "sealed").read_text()
    type_again(tmp_path)
    photograph(tmp_path)
    (home / "keys.json").unlink()

    assert keys.run(["import", str(tmp_path / what), *words[1:]]) == 0

    assert (home / "keys.json").read_text() == before
    for closed in (home / "keys.json", tmp_path / "sealed", tmp_path / "sealed.pdf"):
        assert closed.stat().st_mode & 0o777 == 0o600
    said = "".join(capfd.readouterr())
    for secret in (
        PASSPHRASE,
        json.loads(before)["index"],
        json.loads((tmp_path / "sealed").read_text())["sealed"][:20],
    ):
        assert secret not in said


def test_a_wrong_passphrase_opens_nothing():
    with pytest.raises(keys.KeysRefused, match="Mật khẩu không đúng"):
        keys.unseal(keys.seal("secret", PASSPHRASE), "ba con trâu đen")


def test_a_line_typed_wrongly_is_named():
    page = pypdfium2.PdfDocument(keys.sheet(bytes(range(100)), "4ed7bd1ade777048"))[0]
    lines = page.get_textpage().get_text_range().splitlines()
    second = next(number for number, line in enumerate(lines) if line.startswith("2 "))
    lines[second] = lines[second].replace(lines[second].split()[1], "AAAA")

    with pytest.raises(keys.KeysRefused, match=r"^Dòng 2 "):
        keys.read_sheet("\n".join(lines))


def test_what_is_no_key_is_refused_with_what_to_do(home, tmp_path, capsys):
    (home / "keys.json").unlink()
    other = tmp_path / "other"
    for content, said in (
        (b"\xff\xfe\x00", "không phải khoá đã xuất"),
        (b"xin-chao", "không phải khoá của Một cửa"),
    ):
        other.write_bytes(content)
        assert keys.run(["import", str(other), "--passphrase-file", str(tmp_path / "passphrase")]) == 1
        assert said in capsys.readouterr().err
    Image.new("L", (300, 300), 255).save(other, "png")
    assert keys.run(["import", str(other), "--passphrase-file", str(tmp_path / "passphrase")]) == 1
    assert "Không thấy mã nào trong ảnh" in capsys.readouterr().err
    assert not (home / "keys.json").exists()


def test_a_short_passphrase_is_refused(home, tmp_path, capsys):
    (tmp_path / "passphrase").write_text("ngắn")

    assert keys.run(["export", str(tmp_path / "sealed"), "--passphrase-file", str(tmp_path / "passphrase")]) == 1

    assert capsys.readouterr().err == "Mật khẩu cần ít nhất 12 ký tự: một câu dễ nhớ là tốt nhất.\n"
    assert not (tmp_path / "sealed").exists()
