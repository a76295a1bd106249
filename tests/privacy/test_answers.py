"""A person asks: everything that is held comes in one package, and who looked on a sheet; only for the card's bearer."""

import io
import json
import zipfile
from dataclasses import replace
from html import unescape

import pytest
from pypdf import PdfReader

from motcua.dossiers import queries as dossiers
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import OneStop, at, stored
from motcua.dossiers.tests.test_new_version import administrator
from motcua.files.storage import storage
from motcua.files.types import ScanState
from motcua.kernel import moments
from motcua.kernel.personal import holdings
from motcua.kernel.refusal import Invalid, NotAllowed
from motcua.ledger import queries as ledger
from motcua.parties.sockets import ties
from motcua.parties.types import STREAM
from motcua.privacy import services as privacy
from motcua.privacy.packing import package
from motcua.privacy.types import Ground
from tests.privacy.whole_life import Somebody, lived

NOW = at("2020-06-10 10:00")
PAGE = "/du-lieu-ca-nhan/tra-loi"


@pytest.fixture
def stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: NOW)
    return OneStop.open()


@pytest.fixture
def who():
    return Somebody()


def text_of(pdf):
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)


def asks(stop, who, service=privacy.give_everything, **changes):
    values = {"number": who.card, "reason": "Người ấy đến quầy yêu cầu."}
    return service(actor=stop.clerk, at=NOW, **(values | changes))


def test_everything_that_is_held_is_in_the_package(stop, who):
    code = lived(stop, who)

    with package(asks(stop, who)) as made, zipfile.ZipFile(made) as package_:
        names = package_.namelist()
        said, sheet = package_.read("du-lieu.json").decode(), text_of(package_.read("du-lieu.pdf"))
        content = package_.read(names[2])

    assert names[:2] == ["du-lieu.json", "du-lieu.pdf"]
    assert names[2].startswith("tep/001-CMND")
    assert content.startswith(b"\xff\xd8")
    for text in (who.name, who.mistyped, who.card, who.phone, who.address, who.email, code):
        assert text in said
    assert who.card in sheet
    assert code in sheet
    parts = {one["part"] for one in json.loads(said)}
    assert parts >= {"parties", "dossiers", "prints", "files"}


def test_a_file_that_the_disk_has_lost_is_named_and_the_rest_is_given(stop, who):
    lived(stop, who)
    found = asks(stop, who)
    storage().place(found.files[0].sha256).unlink()

    with package(found) as made, zipfile.ZipFile(made) as package_:
        names = package_.namelist()
        said = package_.read(names[2]).decode()

    assert len(names) == 2 + len(found.files)
    assert names[2] == f"tep/001-{found.files[0].name}.txt"
    assert said.startswith("Không đọc được tệp này")


def test_a_file_that_harms_is_named_and_not_given(stop, who):
    lived(stop, who)
    found = asks(stop, who)
    harmful = replace(found, files=(replace(found.files[0], scan=ScanState.INFECTED),))

    with package(harmful) as made, zipfile.ZipFile(made) as package_:
        assert package_.namelist()[2:] == [f"tep/001-{found.files[0].name}.txt"]
        assert "có mã độc" in package_.read(package_.namelist()[2]).decode()


def test_that_it_was_given_is_noted_and_nobody_elses_comes_along(stop, who):
    lived(stop, who)
    other = Somebody()
    lived(stop, other)
    person = stored(dossiers.kept_of_person(_id(stop, who))[0].number).owner

    found = asks(stop, who)

    assert other.name not in str(found.held)
    assert "export" in {look.act for look in ledger.looks_at(STREAM, person)}


def _id(stop, who):
    from motcua.parties import queries as parties

    return parties.ids_by_number_or_phone(stop.clerk, who.card, at=NOW)[0]


def test_whoever_was_answered_is_not_forgotten(stop, who):
    owner = stored(lived(stop, who)).owner
    asks(stop, who)

    assert ties["privacy"].tied({owner, stop.unit.id}) == {owner}


def test_whoever_is_proposed_to_be_erased_is_not_forgotten(stop, who):
    owner = stored(lived(stop, who)).owner
    privacy.propose(
        actor=administrator(stop, "du-lieu-hoi", "everywhere"),
        at=NOW,
        kind=STREAM,
        subject=owner,
        ground=Ground.ASKED,
        reason="Bà ấy yêu cầu.",
        paper="Đơn 1",
    )

    assert ties["privacy"].tied({owner, stop.unit.id}) == {owner}


def test_only_the_number_on_the_card_opens_and_only_with_a_reason(stop, who):
    lived(stop, who)

    for number in ("", "095000000000", who.phone, who.name):
        with pytest.raises(Invalid) as refused:
            asks(stop, who, number=number)
        assert list(refused.value.fields) == ["number"]
    with pytest.raises(Invalid) as refused:
        asks(stop, who, reason=" ")
    assert list(refused.value.fields) == ["reason"]
    with pytest.raises(Invalid) as refused:
        asks(stop, who, number=" ")
    assert refused.value.fields == {"number": "Gõ số trên thẻ mà người ấy đưa."}
    # Whether somebody bears a number is not said to who gives no reason: what is refused leaves no line.
    with pytest.raises(Invalid) as refused:
        asks(stop, who, reason=" ", number="095000000000")
    assert list(refused.value.fields) == ["reason"]
    with pytest.raises(NotAllowed):
        privacy.give_everything(actor=stop.specialist, at=NOW, number=who.card, reason="Thử.")


def test_the_sheet_names_units_and_posts_and_officials_only_by_the_setting(stop, who, settings):
    code = lived(stop, who)
    Screen(stop.specialist).sees(f"/ho-so/{code}")

    def lines():
        return [line for line in asks(stop, who, privacy.tell_who_looked)["lines"] if line["what"] == code]

    assert {line["act"] for line in lines()} == {"mở xem"}
    assert all(stop.specialist.unit_name in line["who"] or "Quảng Khê" in line["who"] for line in lines())
    assert not any(stop.specialist.name in line["who"] for line in lines())
    settings.NAME_LOOKERS = True
    assert any(stop.specialist.name in line["who"] for line in lines())


def test_the_clerk_gets_both_on_the_page_and_a_wrong_number_beside_its_field(stop, who):
    lived(stop, who)
    clerk = Screen(stop.clerk)

    wrong = clerk.sends(PAGE, what="everything", number="1", reason="Đến hỏi.")
    assert wrong.status_code == 422
    assert "Không có người nào mang số giấy tờ này" in wrong.content.decode()
    assert "Đến hỏi.</textarea>" in wrong.content.decode()
    given = clerk.sends(PAGE, what="everything", number=who.card, reason="Đến hỏi.")
    assert b"".join(given.streaming_content).startswith(b"PK")
    sheet = clerk.sends(PAGE, what="looks", number=who.card, reason="Đến hỏi.")
    assert "AI ĐÃ XEM DỮ LIỆU" in text_of(sheet.content)


def test_the_register_of_processing_says_all_that_the_modules_declare(stop):
    page = Screen(stop.leader).sees("/du-lieu-ca-nhan/so-xu-ly")
    sheet = Screen(stop.leader).opens("/du-lieu-ca-nhan/so-xu-ly.xlsx")
    paper = text_of(Screen(stop.leader).opens("/du-lieu-ca-nhan/so-xu-ly.pdf").content)

    with zipfile.ZipFile(io.BytesIO(sheet.content)) as book:
        written = unescape(book.read("xl/sharedStrings.xml").decode())
    for holding in holdings:
        for text in map(str, (holding.label, holding.aim, holding.ground, holding.kept, holding.recipients)):
            assert " ".join(text.split()) in page
            assert text in written
            assert "".join(text.split()) in "".join(paper.split())


def test_whoever_only_handed_in_gets_nothing_of_whose_the_dossier_is(stop, who):
    carrier = Somebody()
    code = stop.receives(
        owner=who.fields, submitter=carrier.fields, authorisation=f"Giấy uỷ quyền 3 cho {carrier.name}"
    ).code

    found = asks(stop, carrier)

    said = " ".join(str(one.rows) for _of, one in found.held)
    assert carrier.card in said
    assert f"Giấy uỷ quyền 3 cho {carrier.name}" in said
    assert code in {of for of, _one in found.held}
    assert not [trace for trace in who.traces if trace in said]
    assert found.files == ()


def test_whoever_writes_the_reason_is_told_that_the_person_reads_it(stop):
    assert "Người ấy đọc được câu này" in Screen(stop.clerk).sees(PAGE)
