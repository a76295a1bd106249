"""The forms of reports as papers to sign: they say what the page says, with number, unit and period."""

import io
import re

import pytest
from pypdf import PdfReader

from motcua.dossiers import services
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import RENEW, SINGLE, OneStop, at
from motcua.kernel import moments
from motcua.organisation import queries as organisation

NOW = at("2020-05-29 10:00")
FORMS = {
    "/bao-cao/ii-06a": "Biểu số II.06a/VPCP/KSTT",
    "/bao-cao/ii-06a/don-vi": "Biểu số II.06a/VPCP/KSTT",
    "/bao-cao/ii-07b": "Biểu số II.07b/VPCP/KSTT",
}


@pytest.fixture
def stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: NOW)
    return OneStop.open()


@pytest.fixture
def lives(stop):
    """One withdrawn, two open."""
    withdrawn = stop.receives(SINGLE).code
    services.withdraw(actor=stop.clerk, at=at("2020-05-12 09:00"), number=withdrawn, reason="Không cần nữa.")
    stop.receives(RENEW)
    stop.receives(RENEW, when="2020-05-29 08:30")


def said_by(answer):
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Cache-Control"] == "private, no-store"
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(answer.content)).pages]


def figures_of(page):
    """Return the figures of the page's first line, the sums."""
    row = re.search(r"<tr data-row>(.*?)</tr>", page, re.DOTALL)[1]
    return re.findall(r"<td[^>]*>(?:<a [^>]*>)?(\d+)(?:</a>)?</td>", row)


@pytest.mark.parametrize(("page", "number"), FORMS.items())
def test_the_paper_says_the_sums_of_its_page_with_number_unit_and_period(stop, lives, page, number):
    asked = f"?ngay=2020-05-29&don-vi={stop.unit.id}"
    clerk = Screen(stop.clerk)
    shown = clerk.opens(page + asked).content.decode()
    said = " ".join(said_by(clerk.opens(f"{page}/in.pdf{asked}")))

    assert f"{page}/in.pdf" in shown
    sums = figures_of(shown)
    assert sums
    assert "Tổng số " + " ".join(sums) in said
    above = organisation.parent(stop.unit.id, NOW.date())
    for words in (
        number,
        "Kỳ báo cáo: tháng 5/2020",
        "(từ 1/5/2020 đến 31/5/2020)",
        f"Đơn vị báo cáo: {organisation.short_name(stop.unit.id)}",
        f"Đơn vị nhận báo cáo: {organisation.short_name(above)}",
        "NGƯỜI LẬP BIỂU",
        "THỦ TRƯỞNG ĐƠN VỊ",
    ):
        assert words in said


def test_the_paper_tells_what_stands_with_others_and_whose_figures_it_has(stop, lives):
    clerk = Screen(stop.clerk)
    said = " ".join(said_by(clerk.opens("/bao-cao/ii-06a/in.pdf?ngay=2020-05-29")))

    assert "hồ sơ rút hoặc dừng" in said
    assert "gồm mọi đơn vị mà người in được xem, tính theo cơ quan giải quyết" in said
    today = " ".join(said_by(clerk.opens("/bao-cao/ii-06a/don-vi/in.pdf?ngay=2020-05-29&don-vi-theo=hien-nay")))
    assert "gồm mọi đơn vị mà người in được xem, tính theo đơn vị hiện nay" in today
    assert "THEO ĐƠN VỊ" in today
    assert "THEO ĐƠN VỊ" not in said
    assert "không cân" not in said
    assert "Các cột là giả định" in " ".join(said_by(clerk.opens("/bao-cao/ii-07b/in.pdf?ngay=2020-05-29")))
