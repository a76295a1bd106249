"""The paper book's pages: draw, print, enter the next line, give back, close."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from motcua.dossiers import queries
from motcua.dossiers.tests.at_the_screen import Screen, values_of, words_of
from motcua.dossiers.tests.one_stop import OneStop, at, stored
from motcua.kernel import moments

WHEN = at("2020-05-11 14:00")


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: WHEN)
    return OneStop.open()


@pytest.fixture
def clerk(one_stop):
    return Screen(one_stop.clerk)


def draws(clerk, size="3", day=""):
    answer = clerk.sends("/so-giay", {"size": size, "day": day})
    assert answer.status_code == 302, words_of(answer)
    return answer["Location"]


def book_of(address):
    return address.rsplit("/", 1)[1]


def test_a_book_is_drawn_and_its_codes_are_shown(clerk, one_stop):
    assert "Lập sổ mới" in clerk.sees("/so-giay")
    address = draws(clerk)

    page = clerk.sees(address)
    codes = queries.paper_codes(one_stop.clerk, book_of(address))
    assert "Đã lập sổ. In ra giấy ngay khi còn điện, cất ở quầy." in page
    assert all(f"Nhập {one.code}" in page for one in codes)
    assert "Đã nhập 0, trả lại 0, viết hỏng 0, chưa dùng 3." in page
    assert codes[0].code in clerk.sees("/so-giay")


def test_what_is_wrong_with_a_block_is_said_beside_the_field_and_stays_typed(clerk):
    answer = clerk.sends("/so-giay", {"size": "mười", "day": "5/5/2020"})

    page = words_of(answer)
    assert answer.status_code == 422
    assert "Ghi số mã, từ 1 đến 100." in page
    assert "Sổ lập cho hôm nay hoặc một ngày sắp tới, không lập cho ngày đã qua." in page
    assert 'value="mười"' in answer.content.decode()


def test_the_print_has_a_line_and_a_slip_for_each_code(clerk, one_stop):
    address = draws(clerk, size="7")

    answer = clerk.opens(f"{address}/ban-in")
    pages = [page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages]
    assert len(pages) == 3
    codes = queries.paper_codes(one_stop.clerk, book_of(address))
    lines = "".join(pages[1:]).replace(f"Sổ giấy {codes[0].code} – {codes[-1].code}", "")
    assert [code.code for code in codes if lines.count(code.code) != 2] == []
    assert clerk.opens(f"{address}/ban-in").content == answer.content


def test_the_next_line_is_entered_on_the_reception_page_with_its_real_moment(clerk, one_stop):
    address = draws(clerk, day="11/5/2020")
    first = clerk.opens(f"{address}/dong-tiep-theo")["Location"]
    page = clerk.sees(first)
    code = queries.paper_codes(one_stop.clerk, book_of(address))[0].code
    assert f"Nhập từ sổ giấy {code}" in page
    assert "Ngày nhận thật" in page
    assert re.findall(r'name="(\w+)"[^>]*autofocus', clerk.opens(first).content.decode()) == ["received_on"]

    typed = values_of(one_stop.reception(), received_on="11/5/2020", received_clock="15:00")
    answer = clerk.sends(first, typed)
    assert answer.status_code == 422
    assert "Giờ nhận ghi trong sổ giấy không thể ở tương lai." in words_of(answer)
    assert 'value="15:00"' in answer.content.decode()

    answer = clerk.sends(first, typed | {"received_clock": "14:00"})
    assert answer["Location"] == f"/ho-so/{code}/da-tiep-nhan"
    assert stored(code).life.received_at == WHEN
    assert clerk.opens(first)["Location"] == f"/ho-so/{code}/da-tiep-nhan"
    assert "Nhập sau từ sổ giấy" in clerk.sees(f"/ho-so/{code}")
    assert "đã nhập" in clerk.sees(address)


def test_an_entry_that_was_begun_is_not_among_the_receptions_that_were_begun(clerk, one_stop):
    first = clerk.opens(f"{draws(clerk)}/dong-tiep-theo")["Location"]
    clerk.sends(f"{first}/nhap", {"owner_name": "Bàn Thị Dở Dang"})

    assert 'value="Bàn Thị Dở Dang"' in clerk.opens(first).content.decode()
    fresh = clerk.opens("/tiep-nhan")["Location"]
    assert "Bàn Thị Dở Dang" not in clerk.sees(fresh)


def test_codes_go_back_and_the_book_is_closed(clerk, one_stop):
    address = draws(clerk)
    codes = [str(one.id) for one in queries.paper_codes(one_stop.clerk, book_of(address))]

    answer = clerk.sends(f"{address}/ket-cuc", {"codes": codes[:2], "how": "returned", "reason": ""})
    assert answer.status_code == 422
    assert len(re.findall(r'name="codes"[^>]* checked', answer.content.decode())) == 2
    answer = clerk.sends(f"{address}/dong")
    assert "Còn 3 mã chưa ghi." in words_of(answer)

    clerk.sends(f"{address}/ket-cuc", {"codes": codes[:2], "how": "returned", "reason": "Có điện lại."})
    clerk.sends(f"{address}/ket-cuc", {"codes": codes[2:], "how": "spoilt", "reason": "Viết nhầm."})
    page = clerk.sees(address)
    assert "Có điện lại." in page
    assert "Viết nhầm." in page
    assert clerk.opens(f"{address}/dong-tiep-theo")["Location"] == address
    assert clerk.sends(f"{address}/dong").status_code == 302
    assert "đã đóng" in clerk.sees("/so-giay")


def test_a_book_left_open_is_counted_in_the_rail_and_called_to_mind(clerk, monkeypatch):
    draws(clerk)
    assert "mở đã quá một tuần" not in clerk.sees("/so-giay")

    monkeypatch.setattr(moments, "now", lambda: at("2020-05-19 08:00"))
    page = clerk.sees("/so-giay")
    assert "mở đã quá một tuần" in page
    assert "mở đã lâu" in page
    assert re.search(r"Sổ giấy \d", page)


def test_the_pages_are_the_counters_alone(one_stop, clerk):
    address = draws(clerk)
    for stranger, status in ((one_stop.stranger, 404), (one_stop.specialist, 403)):
        for path in ("", "/ban-in", "/dong-tiep-theo"):
            assert Screen(stranger).opens(f"{address}{path}").status_code == status
