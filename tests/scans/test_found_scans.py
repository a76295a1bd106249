"""What the office scanner leaves: taken once and whole, sorted by the receipt, attached or discarded by somebody."""

import io
import os

import pytest
import segno
from PIL import Image

from motcua.dossiers import queries
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import OneStop, at, stored
from motcua.dossiers.types import KIND
from motcua.files import queries as files
from motcua.files.tests import papers as sheets
from motcua.kernel import alarms, moments, statements
from motcua.kernel.actor import SYSTEM
from motcua.kernel.refusal import Invalid
from motcua.scans import folder, pictures
from motcua.scans import queries as scans
from motcua.scans import services as scanning
from motcua.scans.types import AlreadySettled, NothingToScan

WHEN = at("2020-05-11 09:30")


@pytest.fixture
def one_stop(province_db, monkeypatch, settings, tmp_path):
    settings.FILES_FOLDER, settings.SCANS_FOLDER = tmp_path / "files", str(tmp_path / "scanner")
    monkeypatch.setattr(moments, "now", lambda: WHEN)
    statements.run("delete from scans_found")
    return OneStop.open()


@pytest.fixture
def scanner(one_stop, settings):
    """The folder into which the commune's scanner writes."""
    from pathlib import Path

    place = Path(settings.SCANS_FOLDER) / one_stop.unit.code
    place.mkdir(parents=True)
    return place


@pytest.fixture
def rung(monkeypatch):
    heard = []
    monkeypatch.setattr(alarms, "ring", lambda code, _sentence, **facts: heard.append((code, facts["why"])))
    return heard


@pytest.fixture
def number(one_stop):
    return one_stop.receives().code


def leaves(scanner, name, content, ago=60):
    place = scanner / name
    place.write_bytes(content)
    written = moments.machine_now().timestamp() - ago
    os.utime(place, (written, written))
    return place


def watch():
    return scanning.watch(actor=SYSTEM, at=WHEN)


def waiting(one_stop):
    return scans.waiting(one_stop.clerk)


def with_receipt(number):
    """A scan whose first page is the receipt."""
    code = io.BytesIO()
    segno.make(f"http://localhost:8000/tra-cuu/{stored(number).facts['token']}").save(code, kind="png", scale=6)
    sheet = Image.new("RGB", (1240, 1754), "white")
    sheet.paste(Image.open(code), (500, 300))
    written = io.BytesIO()
    sheet.save(written, "JPEG")
    return pictures.bind([written.getvalue()])


def test_a_scan_with_the_receipt_on_top_finds_its_dossier(one_stop, scanner, number):
    leaves(scanner, "quet0001.pdf", with_receipt(number))

    assert watch() == 1

    found = waiting(one_stop)[0]
    assert (found.kind, found.owner, found.of) == (KIND, stored(number).id, f"hồ sơ {number}")
    assert [place.name for place in scanner.iterdir()] == [folder.DONE]
    assert files.of_id(found.file).owner_id == found.id


def test_a_name_with_the_code_finds_it_too_and_the_rest_waits(one_stop, scanner, number):
    leaves(scanner, f"ho so {number}.pdf", sheets.scan(1))
    leaves(scanner, "quet0002.jpg", sheets.photograph())
    leaves(scanner, "900.05.03.H03-200511-9876.pdf", sheets.scan(2))

    assert watch() == 3

    owners = {found.name: found.owner for found in waiting(one_stop)}
    assert owners == {
        f"ho so {number}.pdf": stored(number).id,
        "quet0002.jpg": None,
        "900.05.03.H03-200511-9876.pdf": None,
    }


def test_a_file_that_still_comes_is_waited_for(one_stop, scanner, rung):
    whole = sheets.scan(3)
    place = leaves(scanner, "quet.pdf", whole[: len(whole) // 2])
    fresh = leaves(scanner, "moi.pdf", whole, ago=1)

    assert watch() == 0
    assert (place.exists(), fresh.exists(), rung) == (True, True, [])

    leaves(scanner, "quet.pdf", whole)
    assert watch() == 1


def test_what_never_comes_whole_or_is_unsafe_is_put_aside_with_an_alarm(one_stop, scanner, rung):
    leaves(scanner, "dut.pdf", sheets.scan(1)[:200], ago=2 * folder.STUCK)
    leaves(scanner, "lenh.pdf", sheets.scan(1).replace(b"%%EOF", b"<</JS(x)>>\n%%EOF"))

    assert watch() == 0

    assert sorted(place.name for place in (scanner / folder.REFUSED).iterdir()) == ["dut.pdf", "lenh.pdf"]
    assert rung == [("scans.not-taken", "half-written"), ("scans.not-taken", "file-unsafe")]


def test_a_process_killed_between_row_and_folder_takes_nothing_twice(one_stop, scanner, monkeypatch):
    leaves(scanner, "quet.pdf", sheets.scan(1))

    def killed(*_where):
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr(folder, "put_aside", killed)
        with pytest.raises(KeyboardInterrupt):
            watch()
    assert ((scanner / "quet.pdf").exists(), len(waiting(one_stop))) == (True, 1)

    assert watch() == 0
    assert ((scanner / "quet.pdf").exists(), len(waiting(one_stop))) == (False, 1)


def test_a_tiff_becomes_a_pdf_with_its_pages(one_stop, scanner):
    pages = [Image.new("L", (600, 800), shade) for shade in (250, 200)]
    written = io.BytesIO()
    pages[0].save(written, "TIFF", save_all=True, append_images=pages[1:])
    leaves(scanner, "quet.tif", written.getvalue())

    assert watch() == 1

    file = files.of_id(waiting(one_stop)[0].file)
    assert (file.name, files.pages_in(file)) == ("quet.pdf", 2)


def test_a_folder_of_nobody_s_code_is_left_alone(one_stop, scanner):
    other = scanner.parent / "khong-co-don-vi"
    other.mkdir()
    leaves(other, "quet.pdf", sheets.scan(1))

    assert watch() == 0
    assert (other / "quet.pdf").exists()


def test_a_clerk_attaches_what_waits_and_signs_for_it(one_stop, scanner, number):
    leaves(scanner, "quet.pdf", sheets.scan(2))
    watch()
    clerk, found = Screen(one_stop.clerk), waiting(one_stop)[0]
    assert "chưa rõ hồ sơ nào" in clerk.sees("/may-quet")
    paper = queries.paper_scans(stored(number))[0]
    page = clerk.sees(f"/may-quet/{found.id}?so={number}")
    assert f"Giấy tờ của hồ sơ {number} {paper.name}" in page

    values = {"so": number, "kind": KIND, "owner": str(stored(number).id), "part": str(paper.id)}
    assert clerk.sends(f"/may-quet/{found.id}/gan", values).status_code == 302

    paper = queries.paper_scans(stored(number))[0]
    assert (paper.way, paper.scanned_by) == ("folder", one_stop.clerk.account)
    assert files.of_id(paper.file).sha256 == files.of_id(found.file).sha256
    assert queries.timeline(stored(number))[0].sentence == "Số hoá một giấy tờ, bằng máy quét của cơ quan."
    assert "Không có tệp nào chờ gắn." in clerk.sees("/may-quet")
    again = clerk.sends(f"/may-quet/{found.id}/gan", values)
    assert (again.status_code, "Tệp này đã có người gắn vào hồ sơ hoặc bỏ rồi." in again.content.decode()) == (
        409,
        True,
    )


def test_the_dossier_s_paper_offers_what_was_sorted_to_it(one_stop, scanner, number):
    leaves(scanner, f"{number}.pdf", sheets.scan(1))
    watch()
    paper = queries.paper_scans(stored(number))[0].id
    assert "Máy quét vừa gửi cho hồ sơ này" in Screen(one_stop.clerk).sees(f"/ho-so/{number}/giay-to/{paper}")


def test_attaching_wants_a_paper_and_a_number_that_exists(one_stop, scanner, number):
    leaves(scanner, "quet.pdf", sheets.scan(1))
    watch()
    clerk, found = Screen(one_stop.clerk), waiting(one_stop)[0].id

    answer = clerk.sends(f"/may-quet/{found}/gan", so=number)
    assert (answer.status_code, "Chọn giấy tờ mà tệp này là bản quét." in answer.content.decode()) == (422, True)
    assert "Không có hồ sơ nào mang mã này" in clerk.sees(f"/may-quet/{found}?so=123", 422)


def test_discarding_wants_a_reason_and_keeps_the_bytes(one_stop, scanner):
    leaves(scanner, "trang.pdf", sheets.scan(1))
    watch()
    clerk, found = Screen(one_stop.clerk), waiting(one_stop)[0]
    with pytest.raises(Invalid):
        scanning.discard_found(actor=one_stop.clerk, at=WHEN, found=found.id, reason=" ")
    refused = clerk.sends(f"/may-quet/{found.id}/bo", reason="")
    assert (refused.status_code, "Ghi lý do bỏ tệp này" in refused.content.decode()) == (422, True)

    assert clerk.sends(f"/may-quet/{found.id}/bo", reason="Trang trắng").status_code == 302

    assert waiting(one_stop) == ()
    with files.open_bytes(files.of_id(found.file)) as content:
        assert content.read(5) == b"%PDF-"
    with pytest.raises(AlreadySettled):
        scanning.discard_found(actor=one_stop.clerk, at=WHEN, found=found.id, reason="Lần nữa")


def test_another_unit_finds_nothing(one_stop, scanner):
    leaves(scanner, "quet.pdf", sheets.scan(1))
    watch()
    found = waiting(one_stop)[0]
    assert scans.waiting(one_stop.stranger) == ()
    with pytest.raises(NothingToScan):
        scans.found_for(one_stop.stranger, found.id)
    with pytest.raises(NothingToScan):
        scanning.discard_found(actor=one_stop.stranger, at=WHEN, found=found.id, reason="x")
    Screen(one_stop.stranger).sees(f"/tep/{found.file}/trang", 404)
    Screen(one_stop.clerk).sees(f"/tep/{found.file}/trang")
