"""Where time goes, on the page: every count opens exactly its steps or its dossiers."""

import re
from html import unescape
from io import BytesIO

import pytest
from pypdf import PdfReader

from motcua.dossiers import queries
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import FOREIGN, RENEW, OneStop, at, unit_named
from motcua.dossiers.tests.test_api import Caller
from motcua.kernel import moments
from motcua.ledger.services import catch_up
from motcua.supervision.tests.sheets import numbers_of

PAGE = "/so-lieu/thoi-gian"


@pytest.fixture
def stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: at("2020-05-29 10:00"))
    return OneStop.open()


@pytest.fixture
def late(stop):
    """One that its leader signed too late, beside one in time and one that is open."""
    stop.approves(stop.brings_to_signature(), "2020-05-12 09:30")
    number = stop.brings_to_signature()
    stop.approves(number, "2020-05-20 09:00")
    stop.receives(RENEW)
    catch_up()
    return number


def counts(page):
    """The counts of a page that lead somewhere, each with its address."""
    found = re.findall(r'href="([^"]*dong=[^"]*)"[^>]*>(\d+)<', page)
    return [(unescape(url), int(count)) for url, count in found]


@pytest.mark.parametrize("by", ["khau", "noi-giu", "linh-vuc", "thu-tuc"])
def test_every_count_opens_as_many(stop, late, by):
    clerk = Screen(stop.clerk)
    page = clerk.opens(f"{PAGE}?xem={by}").content.decode()

    found = counts(page)
    assert len(found) > 8
    for url, count in found:
        assert re.search(rf"<h1>[^<]*: {count}</h1>", clerk.opens(url).content.decode()), url


def test_the_stage_that_was_late_leads_to_the_late_dossier(stop, late):
    clerk = Screen(stop.clerk)
    (url,) = [url for url, _count in counts(clerk.opens(PAGE).content.decode()) if "tre?" in url and "leader" in url]

    words = clerk.sees(url)
    assert "Hồ sơ giải quyết quá hạn" in words
    assert "Lãnh đạo" in words
    assert late in words
    assert late in clerk.sees(f"{PAGE}/buoc?xem=khau&so=qua-gio&dong=leader")


def test_a_procedures_name_leads_to_its_stages_and_stays_when_the_period_changes(stop, late):
    clerk = Screen(stop.clerk)
    page = clerk.opens(f"{PAGE}?xem=thu-tuc").content.decode()
    url = unescape(re.findall(r'href="([^"]*thu-tuc=[^"]*)"', page)[0])

    narrow = clerk.opens(url).content.decode()
    assert 'name="thu-tuc"' in narrow
    assert "Xem mọi lĩnh vực, thủ tục" in narrow
    assert "Không có hồ sơ nào đang giải quyết" in clerk.sees(f"{PAGE}?thu-tuc=0.000000")


def test_the_sheet_has_the_pages_counts(stop, late):
    clerk = Screen(stop.clerk)
    page = clerk.opens(PAGE).content.decode()
    total = [count for url, count in counts(page) if "/buoc?" in url and url.endswith("dong=")]

    numbers = numbers_of(clerk.opens(f"{PAGE}/bang-tinh").content)
    assert numbers[: len(total)] == total


def test_a_period_without_steps_says_so_and_nobody_sees_anothers_steps(stop, late):
    foreign = Screen(stop.person("specialist", unit_named(FOREIGN).id))

    assert "Kỳ này không có bước nào xong" in Screen(stop.clerk).sees(f"{PAGE}?ngay=2010-01-01")
    assert late not in foreign.sees(f"{PAGE}/buoc?don-vi={stop.unit.id}")
    assert "Các bước của con số này" not in foreign.sees(f"{PAGE}/buoc?don-vi={stop.unit.id}")
    assert "Không có gì trong con số này" in Screen(stop.clerk).sees(f"{PAGE}/ho-so-tre?dong=ai-do&ngay=2010-01-01")


def test_board_times_and_map_are_given_as_papers(stop, late):
    clerk = Screen(stop.clerk)
    for url, words in (
        ("/so-lieu/in.pdf", ("SỐ LIỆU GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH", "UBND xã Quảng Khê", "Tỉ lệ đúng hạn")),
        (f"{PAGE}/in.pdf", ("THỜI GIAN CỦA CÁC BƯỚC", "Lãnh đạo", "dòng cộng đếm mỗi hồ sơ một lần")),
        ("/so-lieu/ban-do/in.pdf", ("THEO HUYỆN, XÃ", "Xã Quảng Khê", "cả huyện")),
    ):
        answer = clerk.opens(url)
        assert answer["Content-Type"] == "application/pdf"
        said = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(answer.content)).pages)
        assert [word for word in words if word not in said] == []


def test_while_old_steps_are_still_being_computed_the_page_says_so(stop, late, monkeypatch):
    words = "nên con số dưới đây còn thiếu"
    assert words not in Screen(stop.clerk).sees(PAGE)

    monkeypatch.setattr(queries, "times_are_complete", lambda: False)
    assert words in Screen(stop.clerk).sees(PAGE)


def test_a_program_gets_the_same_times(stop, late):
    answer = Caller(stop.clerk).get("/figures/times?by=khau").json()
    steps = {row["key"]: row["steps"] for row in answer["steps"]}
    page = Screen(stop.clerk).opens(PAGE).content.decode()

    for url, count in counts(page):
        if "/buoc?" in url:
            figure, key = re.search(r"so=([a-z-]+)&dong=([a-z_]*)", url).groups()
            assert steps[key][figure] == count
    assert {row["key"]: row["dossiers"] for row in answer["late"]}["leader"] >= 1
    narrow = Caller(stop.clerk).get("/figures/times?procedure=0.000000&units_of_today=true").json()
    assert (narrow["steps"], narrow["late"]) == ([], [])
