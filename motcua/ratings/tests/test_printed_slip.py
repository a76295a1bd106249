"""The slip on paper: printed with receipts, requests for supplements and refusals, while the province wants it."""

import io

import pytest
from pypdf import PdfReader

from motcua.dossiers import queries as dossiers
from motcua.dossiers import services as dossier_services
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import FOREIGN, RENEW, OneStop, at, stored, unit_named
from motcua.dossiers.tests.test_new_version import administrator
from motcua.kernel import moments
from motcua.kernel.actor import ANONYMOUS
from motcua.organisation import services as organisation
from motcua.prints import queries as prints
from motcua.ratings import rules, services
from motcua.ratings.types import RatedAlready, Said, Satisfaction

NOW = at("2020-05-12 10:00")


@pytest.fixture
def stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: NOW)
    return OneStop.open()


def kept_of(number):
    return dict(dossiers.prints_of(stored(number)))


def url_of(number, form="receipt"):
    return f"/danh-gia/phieu-in/{number}/{kept_of(number)[form]}"


def pages_of(content):
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def test_the_receipt_is_printed_with_the_slip_behind_it(stop):
    number = stop.receives(RENEW).code
    clerk = Screen(stop.clerk)
    answer = clerk.opens(url_of(number))

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    receipt, slip = pages_of(answer.content)
    assert receipt in pages_of(prints.pdf(kept_of(number)["receipt"]))
    assert number in slip
    for question in rules.questions(NOW.date()):
        assert f"{question.code}) {question.text}" in slip
    for words in ("PHIẾU ĐÁNH GIÁ", "Rất hài lòng", "Chưa hài lòng", "xin chọn một ô", "phải liên hệ mấy cơ quan"):
        assert words in slip
    assert stored(number).facts["owner_name"] not in slip
    for page in (f"/ho-so/{number}", f"/ho-so/{number}/da-tiep-nhan"):
        assert url_of(number) in clerk.opens(page).content.decode()


def test_a_request_for_supplements_and_a_refusal_have_it_too_and_other_forms_do_not(stop):
    asked = stop.receives(RENEW).code
    stop.hands_over(asked)
    stop.examines(asked)
    papers = stop.reception().papers[:1]
    dossier_services.ask_supplement(actor=stop.specialist, at=NOW, number=asked, papers=papers, reason="Thiếu.")
    refused = stop.receives(RENEW).code
    stop.hands_over(refused)
    stop.examines(refused)
    dossier_services.refuse(actor=stop.specialist, at=NOW, number=refused, reason="Không đủ điều kiện.")
    specialist = Screen(stop.specialist)

    assert "PHIẾU ĐÁNH GIÁ" in pages_of(specialist.opens(url_of(asked, "supplement")).content)[-1]
    assert "PHIẾU ĐÁNH GIÁ" in pages_of(specialist.opens(url_of(refused, "refusal")).content)[-1]
    assert specialist.opens(url_of(asked).replace(asked, refused)).status_code == 404


def test_whoever_was_turned_away_at_the_counter_gets_a_slip_and_may_rate(stop):
    turned_away = dossier_services.refuse_at_intake(
        actor=stop.clerk, at=NOW, reception=stop.reception(), reason="Không thuộc thẩm quyền."
    ).number

    assert turned_away in pages_of(Screen(stop.clerk).opens(url_of(turned_away, "refusal")).content)[-1]
    token = stored(turned_away).facts["token"]
    assert f"/danh-gia/ho-so/{token}" in Screen().opens(f"/tra-cuu/{token}").content.decode()
    slip = {"number": turned_away, "said": Said(Satisfaction.NOT, complains=True)}
    services.enter_slip(actor=stop.clerk, at=NOW, **slip)
    with pytest.raises(RatedAlready):
        services.rate(actor=ANONYMOUS, at=NOW, token=token, said=slip["said"])


def test_where_the_province_prints_no_slips_there_is_none(stop):
    number, clerk = stop.receives(RENEW).code, Screen(stop.clerk)
    admin = administrator(stop, "phieu-danh-gia", "everywhere")

    def sets(value):
        organisation.change_setting(
            actor=admin, at=NOW, key="prints.rating_slip", value=value, valid_from=NOW.date(), reason="Hết giấy"
        )

    sets("no")
    assert clerk.opens(url_of(number)).status_code == 404
    assert url_of(number) not in clerk.opens(f"/ho-so/{number}").content.decode()
    assert "In giấy hẹn" in clerk.sees(f"/ho-so/{number}/da-tiep-nhan")
    sets("yes")
    assert clerk.opens(url_of(number)).status_code == 200


def test_nobody_prints_what_he_may_not_read(stop):
    number = stop.receives(RENEW).code

    assert Screen(stop.person("leader", unit_named(FOREIGN).id)).opens(url_of(number)).status_code == 404
