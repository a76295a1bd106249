"""Results: scanned as such, found again, told before they are handed over early; vouchers lie with the dossier."""

import re
from html import unescape
from io import BytesIO
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.dossiers import queries, services
from motcua.dossiers.destinations import DossierPapers
from motcua.dossiers.queries.results import PAGE
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import OneStop, at, stored
from motcua.dossiers.tests.test_api import Caller
from motcua.dossiers.types import KIND, EarlyNotTold, NoResult, Person, ProofKind
from motcua.files import services as files
from motcua.files.tests import papers
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.kernel.ids import new_id
from motcua.kernel.refusal import NotAllowed
from motcua.notices import services as notices
from motcua.notices.types import News

WHEN = at("2020-05-12 09:30")
CITIZEN = Person("Triệu Mùi Khé", ProofKind.RECEIPT)


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: WHEN)
    return OneStop.open()


def finished(one_stop, when="2020-05-12 09:00", **changes):
    number = one_stop.brings_to_signature(**changes)
    one_stop.approves(number, when)
    return number


def kept_file(one_stop, number):
    content = papers.scan(1)
    return files.store(
        actor=one_stop.clerk, at=WHEN, owner_kind=KIND, owner_id=stored(number).id,
        name="ket-qua.pdf", stream=BytesIO(content), length=len(content),
    )  # fmt: skip


def test_an_early_result_waits_until_somebody_says_how_it_was_told(one_stop):
    number = finished(one_stop)
    act = {"actor": one_stop.clerk, "at": WHEN, "number": number, "recipient": CITIZEN}

    with pytest.raises(EarlyNotTold) as refused:
        services.return_result(**act)
    assert refused.value.field == "told"

    services.return_result(**act, told="Gọi 0900000001 lúc 9 giờ, gặp bà Khé.")
    assert queries.timeline(stored(number))[0].text == "Triệu Mùi Khé. Gọi 0900000001 lúc 9 giờ, gặp bà Khé."


def test_a_message_that_went_is_word_enough(one_stop, settings):
    settings.SMTP_HOST, settings.MAIL_FROM = "127.0.0.1", "a@vidu.vn"
    reception = one_stop.reception()
    owner = reception.owner | {"email": "khe@vidu.vn"}
    number = finished(one_stop, owner=owner)
    record = stored(number)
    told = News(new_id(), "ready", KIND, record.id, number, one_stop.unit.id, record.owner, WHEN, {})
    notices.tell(actor=SYSTEM, at=WHEN, news=[told])

    returned = services.return_result(actor=one_stop.clerk, at=WHEN, number=number, recipient=CITIZEN)

    assert returned.life.returned_at == WHEN


def test_a_result_on_its_day_or_late_asks_for_no_word(one_stop):
    number = finished(one_stop, "2020-05-20 09:00")

    services.return_result(actor=one_stop.clerk, at=at("2020-05-20 14:00"), number=number, recipient=CITIZEN)


def test_the_page_asks_for_the_word_only_where_it_is_wanted(one_stop):
    early, late = finished(one_stop), finished(one_stop, "2020-05-20 09:00")
    clerk = Screen(one_stop.clerk)
    words = "Kết quả có trước hẹn: đã báo người nộp thế nào"
    assert words not in clerk.sees(f"/ho-so/{late}/tra-ket-qua")
    assert words in clerk.sees(f"/ho-so/{early}/tra-ket-qua")
    taker = {"relation": "self", "name": "Triệu Mùi Khé", "proof": "receipt"}

    assert clerk.does(early, "tra-ket-qua", **taker).status_code == 422
    assert clerk.does(early, "tra-ket-qua", **taker, told="Gọi bà Khé lúc 9 giờ.").status_code == 302


def test_whoever_left_no_contact_is_told_at_the_counter_with_one_click(one_stop):
    person = {name: words for name, words in one_stop.reception().owner.items() if name != "phone"}
    number, reachable = finished(one_stop, owner=person), finished(one_stop)
    clerk, usual = Screen(one_stop.clerk), "Nói trực tiếp tại quầy."
    assert usual not in clerk.opens(f"/ho-so/{reachable}/tra-ket-qua").content.decode()
    page = clerk.opens(f"/ho-so/{number}/tra-ket-qua").content.decode()

    told = re.search(r'name="told" value="([^"]*)"', page)[1]
    answer = clerk.does(
        number, "tra-ket-qua", relation="self", name="Triệu Mùi Khé", proof="receipt", told=unescape(told)
    )

    assert (told, answer.status_code) == (usual, 302)
    assert queries.timeline(stored(number))[0].text == "Triệu Mùi Khé. Nói trực tiếp tại quầy."


def test_a_result_on_paper_is_scanned_as_such_even_after_its_return(one_stop):
    number = finished(one_stop)
    assert [found["file_id"] for found in queries.results_of(stored(number))] == [None]
    one_stop.returns(number, "2020-05-12 09:40")
    file = kept_file(one_stop, number)

    services.scan_result(actor=one_stop.clerk, at=WHEN, number=number, file=file, way="upload")

    assert [found["file_id"] for found in queries.results_of(stored(number))] == [str(file.id)]
    assert queries.timeline(stored(number))[0].sentence == "Số hoá kết quả, tải tệp lên."
    with pytest.raises(NotAllowed):
        services.scan_result(actor=one_stop.leader, at=WHEN, number=number, file=file, way="upload")
    open_one = one_stop.receives().code
    with pytest.raises(NoResult):
        services.scan_result(actor=one_stop.clerk, at=WHEN, number=open_one, file=file, way="upload")


def test_a_telephone_scans_the_result_too(one_stop):
    number = finished(one_stop)
    record, scans = stored(number), DossierPapers()
    part = UUID(record.rows["results"][-1]["id"])

    assert scans.target(one_stop.clerk, record.id, part).name == "Kết quả"
    assert scans.target(one_stop.leader, record.id, part) is None
    file = kept_file(one_stop, number)
    scans.attach(actor=one_stop.clerk, at=WHEN, owner=record.id, part=part, file=file, way="phone")

    assert queries.results_of(stored(number))[-1]["file_id"] == str(file.id)


def test_results_are_found_by_name_code_number_and_day(one_stop):
    number = finished(one_stop)
    services.change_result(
        actor=one_stop.leader, at=WHEN, number=number, change="corrected", reason="Sai ngày.", result_number="88/XN-ubnd"
    )  # fmt: skip
    other = finished(one_stop)
    clerk = one_stop.clerk

    def found(**asked):
        return [line.number for line in queries.results_found(clerk, **asked)]

    assert found(result_number="88/xn") == [number]
    assert found(text=number) == [number]
    assert {number, other} <= set(found(signed_on=WHEN.date()))
    assert found(signed_on=at("2019-01-02 08:00").date()) == []
    assert found(result_number="88/XN%") == []
    assert len(found()) <= PAGE + 1
    assert number not in [line.number for line in queries.results_found(one_stop.stranger)]
    (line,) = queries.results_found(clerk, text=number)
    assert (line.result_number, line.is_returned) == ("88/XN-ubnd", False)


def test_the_pages_of_results(one_stop):
    number = finished(one_stop)
    clerk = Screen(one_stop.clerk)
    assert number in clerk.sees(f"/ket-qua?q={number}")
    assert "chưa quét" in clerk.sees(f"/ket-qua?q={number}&ngay=12/5/2020")
    assert "Ngày ghi như" in clerk.sees("/ket-qua?ngay=hôm qua", status=422)
    short = clerk.sees("/ket-qua?q=an", status=422)
    assert "Gõ từ ba chữ cái trở lên" in short
    assert "Không có kết quả nào" not in short
    address = f"/ho-so/{number}/ket-qua/ban-quet"
    assert "Chưa có bản quét." in clerk.sees(address)
    assert clerk.sends(address, {}).status_code == 422

    sent = SimpleUploadedFile("ket-qua.pdf", papers.scan(1), "application/pdf")
    assert clerk.sends(address, {"file": sent}).status_code == 302
    assert "mở bản quét" in clerk.sees(f"/ket-qua?q={number}")


def test_programs_search_results(one_stop):
    number = finished(one_stop)

    rows = Caller(one_stop.clerk).get(f"/results?text={number}").json()["rows"]

    assert [(row["number"], row["is_returned"]) for row in rows] == [(number, False)]
    refused = Caller(one_stop.clerk).get("/results?text=an")
    assert refused.status_code == 422
    assert "ba chữ cái" in str(refused.json())


def test_the_voucher_of_a_payment_made_elsewhere_lies_with_its_receipt(one_stop):
    number = one_stop.receives("2.000913").code
    voucher = SimpleUploadedFile("chung-tu.pdf", papers.scan(1), "application/pdf")
    clerk = Screen(one_stop.clerk)

    answer = clerk.does(number, "thu-phi", receipt=str(new_id()), method="transfer", reference="FT123", voucher=voucher)

    assert answer.status_code == 302
    assert "Chứng từ của biên lai" in clerk.sees(f"/ho-so/{number}")
    (file,) = queries.vouchers_of(stored(number).id).values()
    assert clerk.opens(f"/tep/{file}").status_code == 200
