"""The province words sentences of its printed forms itself, from a day on; what was printed before keeps its words."""

import base64
import re
from datetime import date
from io import BytesIO
from uuid import UUID

import pytest
from PIL import Image
from pypdf import PdfReader

from motcua.dossiers import queries, services
from motcua.dossiers.tests.at_the_screen import Screen, words_of
from motcua.dossiers.tests.one_stop import OneStop, at, stored
from motcua.dossiers.tests.test_api import Caller
from motcua.dossiers.tests.test_new_version import administrator
from motcua.dossiers.types import Correction, LossKind
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.kernel.ids import new_id
from motcua.ledger import queries as ledger
from motcua.organisation import queries as organisation
from motcua.organisation import services as province
from motcua.organisation.types import DecisionUnfit, SettingUnknown
from motcua.payments import services as payments
from motcua.payments.types import Method
from motcua.prints import queries as prints

NOW = at("2020-05-11 08:30")
TODAY, JUNE = date(2020, 5, 11), date(2020, 6, 1)
LIST, COLLECTING = "/thiet-lap/loi-tren-giay", "/thiet-lap/prints.texts.receipt.collecting"
USUAL = "Có kết quả sớm, chúng tôi báo để ông, bà đến nhận. Mang giấy này khi nhận kết quả."
OWN = "Mang căn cước và giấy này đến {đơn vị}; hỏi {người phụ trách}, {điện thoại}."
PAPER = "CV 12/UBND-VP"


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setenv(moments.SHIFT_VARIABLE, str((NOW - moments.machine_now()).total_seconds()))
    return OneStop.open()


def sets(key, value, day=TODAY, when=NOW):
    return province.change_setting(actor=SYSTEM, at=when, key=key, value=value, valid_from=day, reason=PAPER)


def said(number, form="receipt"):
    return text_of(prints.pdf(kept(number, form)[0]))


def kept(number, form):
    return [one.id for one in queries.printed(queries.dossier_for(SYSTEM, number, at=NOW)) if one.form == form]


def text_of(pdf):
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def seen_on_the_way(screen, path, **values):
    """What the page says of what was typed before it is done, and the picture of the sheet."""
    page = screen.sends(path, values, viec="xem")
    assert page.status_code == 200, words_of(page)[-900:]
    picture = re.search(r'src="data:image/png;base64,([^"]+)"', page.content.decode())
    return words_of(page), Image.open(BytesIO(base64.b64decode(picture[1])))


def test_an_administrator_words_a_sentence_sees_it_on_the_sheet_and_receipts_bear_it_from_its_day_on(one_stop):
    before = one_stop.receives(when="2020-05-11 08:20").code
    frozen = prints.pdf(kept(before, "receipt")[0])
    screen = Screen(administrator(one_stop, "loi-in-1", "everywhere"))
    assert LIST in screen.opens("/quan-tri").content.decode()
    assert USUAL in screen.sees(LIST)
    assert USUAL in screen.sees(COLLECTING), "the field begins with what stands there now"

    typed = {"value": OWN, "valid_from": "2020-05-11", "reason": PAPER}
    page, picture = seen_on_the_way(screen, COLLECTING, **typed)
    assert f"Từ thứ Hai 11/5/2020, «Giấy hẹn: khi đến nhận kết quả» in: «{OWN}», thay cho «{USUAL}»." in page
    assert "giấy đã lập giữ lời cũ" in page
    assert picture.size == (874, 1240), "a sheet of A5"
    assert USUAL in screen.sees(LIST), "nothing is changed by looking"
    assert screen.sends(COLLECTING, typed, viec="ghi").status_code == 302

    assert OWN in screen.sees(LIST)
    after = one_stop.receives(when="2020-05-11 08:40").code
    filled = f"Mang căn cước và giấy này đến UBND xã Quảng Khê; hỏi {one_stop.clerk.name}, 0209"
    assert filled in said(after)
    assert USUAL not in said(after)
    assert "Tra cứu: " in said(after), "the other places say what they said"
    assert USUAL in said(before)
    assert prints.pdf(kept(before, "receipt")[0]) == frozen

    reprint = prints.pdf(kept(after, "receipt")[0])
    sets("prints.texts.receipt.collecting", "Lời khác.", day=date(2020, 5, 12))
    later = one_stop.receives(when="2020-05-12 08:40").code
    assert "Lời khác." in said(later)
    assert prints.pdf(kept(after, "receipt")[0]) == reprint
    sets("prints.texts.receipt.collecting", "", day=date(2020, 5, 13))
    assert USUAL in said(one_stop.receives(when="2020-05-13 08:40").code), "left empty it is as it was"


def test_a_corrected_receipt_bears_the_text_of_the_day_on_which_it_is_issued(one_stop):
    number = one_stop.receives(when="2020-05-18 08:40").code
    sets("prints.texts.receipt.note", "Sáng thứ Bảy có người trực.", day=date(2020, 5, 19))
    services.correct(
        actor=one_stop.clerk,
        at=at("2020-05-19 09:00"),
        number=number,
        correction=Correction(sets=2),
        reason="Ghi nhầm số bộ.",
    )

    first, second = sorted(
        (text_of(prints.pdf(one)) for one in kept(number, "receipt")), key=lambda page: "Bản 2" in page
    )
    assert "Sáng thứ Bảy có người trực." not in first
    assert "Sáng thứ Bảy có người trực." in second


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("a" * 201, "Viết không quá 200 chữ cái để vừa tờ giấy; đang là 201."),
        ("Gọi {hotline}.", "Không có chỗ điền {hotline}. Dùng: {đơn vị}, {người phụ trách}, {điện thoại}, "),
        ("Gọi {điện thoại", "Dấu ngoặc nhọn phải đi thành cặp quanh tên chỗ điền, như {đơn vị}."),
        ("Viết {thư điện tử}.", "Chỗ {thư điện tử} chưa có gì để điền: đặt ở Thiết lập của tỉnh, "),
        ("Biên lai chỉ được huỷ bằng bút toán huỷ có lý do; người nộp giữ bản này.", "Thiết lập đang như vậy rồi."),
    ],
)
def test_what_cannot_be_printed_is_refused_beside_the_field_and_stays_typed(one_stop, value, sentence):
    with pytest.raises(DecisionUnfit) as refusal:
        sets("prints.texts.fee_receipt.keeping", value)
    assert refusal.value.fields["value"].startswith(sentence)

    screen = Screen(administrator(one_stop, f"loi-in-{abs(hash(value))}", "everywhere"))
    page = screen.sends(
        "/thiet-lap/prints.texts.fee_receipt.keeping", value=value, valid_from="2020-05-11", reason=PAPER, viec="ghi"
    )
    assert page.status_code == 422
    assert sentence in words_of(page)
    assert value in words_of(page)


def test_a_text_that_would_make_the_sheet_longer_is_refused_also_where_it_is_long_only_once_it_is_filled(one_stop):
    sets("contact.address", "Số 1, đường rất dài, " * 9, day=date(2020, 9, 1))
    typed = "{địa chỉ} " * 20
    with pytest.raises(DecisionUnfit) as refusal:
        sets("prints.texts.receipt.look_up", typed, day=date(2020, 9, 1))
    assert refusal.value.fields == {
        "value": "Lời này làm giấy sang thêm một trang. Viết ngắn hơn, ở đây hoặc ở chỗ khác của cùng mẫu."
    }
    with pytest.raises(DecisionUnfit, match="sang thêm một trang"):
        sets("prints.texts.receipt.look_up", typed, day=date(2020, 12, 1))


def test_a_text_to_come_is_taken_back_and_the_ledger_tells_both(one_stop):
    screen = Screen(administrator(one_stop, "loi-in-2", "everywhere"))
    path = "/thiet-lap/prints.texts.supplement.note"
    typed = {"value": "Nộp bổ sung ở quầy số 1.", "valid_from": "2020-06-01", "reason": PAPER}
    assert screen.sends(path, typed, viec="ghi").status_code == 302
    assert "từ 1/6/2020: Nộp bổ sung ở quầy số 1." in screen.sees(LIST)
    assert organisation.form_texts("supplement", TODAY, unit=one_stop.unit.id, person="") == {}
    assert organisation.form_texts("supplement", JUNE, unit=one_stop.unit.id, person="") == {
        "note": "Nộp bổ sung ở quầy số 1."
    }

    undo = re.search(r'action="(/thiet-lap/thay-doi/([^/]+)/huy)"', screen.opens(path).content.decode())
    assert screen.sends(undo[1]).status_code == 302
    assert organisation.form_texts("supplement", JUNE, unit=one_stop.unit.id, person="") == {}
    assert "đã huỷ" in screen.sees(path)
    assert [ledger.sentence(line) for line in ledger.stream("organisation.settings", UUID(undo[2]))] == [
        "Đặt thiết lập «Phiếu yêu cầu bổ sung: ghi thêm», dùng từ ngày 1/6/2020",
        "Huỷ thay đổi thiết lập «Phiếu yêu cầu bổ sung: ghi thêm», đáng lẽ dùng từ 1/6/2020",
    ]


def test_there_is_no_place_for_the_laws_own_words(one_stop):
    for key in ("prints.texts.receipt.due_at", "prints.texts.stop_notice.complaint", "prints.texts.control_slip.note"):
        with pytest.raises(SettingUnknown):
            sets(key, "Lời khác.")
    assert (
        Screen(administrator(one_stop, "loi-in-3", "everywhere")).opens("/thiet-lap/prints.texts.x.y").status_code
        == 404
    )


def test_every_paper_that_is_handed_out_bears_its_text(one_stop):
    forms = ("supplement", "refusal", "apology", "stop_notice", "loss", "fee_receipt", "settlement")
    day = date(2020, 7, 1)
    for form in forms:
        sets(f"prints.texts.{form}.note", f"Lời của tỉnh trên {form}, {{đơn vị}}.", day=day)

    def lies(when="2020-07-01 08:10"):
        number = one_stop.receives(when=when).code
        one_stop.hands_over(number, "2020-07-01 08:20")
        one_stop.examines(number, "2020-07-01 08:30")
        return number

    when = {"at": at("2020-07-01 09:00")}
    asked, refused, stopped, lost, late = (lies() for _n in range(5))
    papers = one_stop.reception().papers[:1]
    services.ask_supplement(actor=one_stop.specialist, number=asked, papers=papers, reason="Thiếu.", **when)
    services.refuse(actor=one_stop.specialist, number=refused, reason="Không đủ điều kiện.", **when)
    services.stop(actor=one_stop.leader, number=stopped, reason="Đang có tranh chấp.", **when)
    services.report_loss(actor=one_stop.specialist, number=lost, kind=LossKind.LOST, what="Tờ khai.", **when)
    services.apologise(actor=one_stop.leader, number=late, until=date(2020, 7, 20), cause="Chờ xác minh.", **when)
    turned_away = services.refuse_at_intake(
        actor=one_stop.clerk, reception=one_stop.reception(on=day), reason="Không thuộc thẩm quyền.", **when
    ).number

    for form, number in (
        ("supplement", asked), ("refusal", refused), ("refusal", turned_away), ("apology", late),
        ("stop_notice", stopped), ("loss", lost),
    ):  # fmt: skip
        assert f"Lời của tỉnh trên {form}, UBND xã Quảng Khê." in said(number, form), form


def test_a_fee_receipt_and_a_settlement_bear_theirs(one_stop):
    for form in ("fee_receipt", "settlement"):
        sets(f"prints.texts.{form}.note", f"Lời trên {form}.", day=date(2020, 8, 3))
    number = one_stop.receives("2.000913", when="2020-08-03 08:10").code
    services.take_fee(
        actor=one_stop.clerk, at=at("2020-08-03 08:20"), number=number, receipt=new_id(), method=Method.CASH
    )
    settled = payments.settle(
        actor=one_stop.clerk, at=at("2020-08-03 16:00"), unit=one_stop.unit.id, year=2020, quarter=3
    )

    assert "Lời trên fee_receipt." in text_of(prints.pdf(stored(number).life.money.receipts[0].print))
    assert "Lời trên settlement." in text_of(prints.pdf(settled))


def test_what_is_drawn_up_on_demand_bears_the_text_of_the_day_of_its_act(one_stop):
    """A return slip that is opened later says what it said when the result was handed over."""
    number = one_stop.receives(when="2020-10-05 08:10").code
    one_stop.hands_over(number, "2020-10-05 08:20")
    one_stop.examines(number, "2020-10-05 08:30")
    one_stop.proposes(number, "2020-10-05 09:00")
    one_stop.approves(number, "2020-10-05 10:00")
    one_stop.returns(number, "2020-10-06 09:00")
    for day, words in ((6, "Mời đánh giá ở {trang tra cứu}."), (7, "Lời của hôm sau.")):
        sets("prints.texts.delivery_slip.note", words, day=date(2020, 10, day))

    slip = text_of(Screen(one_stop.clerk).opens(f"/ho-so/{number}/bien-nhan-tra").content)
    assert "Mời đánh giá ở " in slip
    assert "/tra-cuu." in slip
    assert "Lời của hôm sau." not in slip


def test_a_program_reads_and_sets_them_as_it_does_the_settings(one_stop):
    caller = Caller(administrator(one_stop, "loi-in-4", "everywhere"))
    path = "/settings/prints.texts.refusal.papers"
    known = {one["key"]: one for one in caller.get("/settings").json()["settings"]}
    assert known["prints.texts.refusal.papers"]["words"] == "Giấy tờ đã nộp được trả lại cùng phiếu này."

    answer = caller.post(path, {"value": "Nhận lại giấy tờ ở quầy 2.", "valid_from": "2020-06-01", "reason": PAPER})
    assert (answer.status_code, answer.json()["coming"], answer.json()["value"]) == (201, "2020-06-01", None)
    refused = caller.post(path, {"value": "{x}", "valid_from": "2020-06-01", "reason": PAPER})
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["value"])
    assert (
        Caller(one_stop.clerk).post(path, {"value": "x", "valid_from": "2020-06-01", "reason": "x"}).status_code == 403
    )
