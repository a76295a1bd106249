import re
from gzip import compress
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from motcua.ui import context, sockets
from motcua.ui.tests import stage
from motcua.ui.types import Entry, Province

pytestmark = pytest.mark.urls("motcua.ui.tests.stage")


@pytest.fixture(autouse=True)
def _plugged():
    with stage.plugged():
        yield


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def weight(html):
    """What a first visit sends, compressed: the page, its styles, scripts, signs and fonts."""
    files = {Path(finders.find(name)) for name in re.findall(rf'(?:href|src)="{settings.STATIC_URL}([^"#]+)', html)}
    for sheet in [path for path in files if path.suffix == ".css"]:
        files |= {sheet.parent / name for name in re.findall(r'url\("?([^")]+\.woff2)', sheet.read_text())}
    return sum(len(compress(path.read_bytes())) for path in files) + len(compress(html.encode()))


def test_the_rail_stands_in_groups_with_counts_and_marks_where_one_is(client):
    html = text_of(client, "/ban")

    assert html.count('aria-current="page">Bàn làm việc <span class="mc-count">14</span>') == 2  # rail and menu
    assert html.index("Tiếp nhận</a>") < html.index("Trợ giúp</a>")


def test_the_header_says_for_which_post_in_which_unit(client):
    html = text_of(client, "/ban")

    assert "<b>Người Thử Một</b>" in html
    assert 'Công chức tư pháp – hộ tịch, <a href="/vi-tri">UBND xã Thử</a>' in html
    assert '<form method="post" action="/dang-xuat">' in html


def test_a_citizens_page_loads_no_script_and_one_font(client):
    html = text_of(client, "/tra-cuu")

    assert "<script" not in html
    assert "Một cửa<small>tỉnh Thử</small>" in html
    assert '<a href="/tra-cuu" aria-current="page">Tra cứu</a>' in html


@pytest.mark.parametrize(("address", "most"), [("/tra-cuu", 50_000), ("/ban", 110_000), ("/nhap", 110_000)])
def test_a_first_visit_weighs_no_more_than_promised(client, address, most):
    assert weight(text_of(client, address)) <= most


@pytest.mark.parametrize(("address", "most"), [("/tra-cuu", 8_000), ("/ban", 15_000), ("/nhap", 15_000)])
def test_the_next_page_weighs_no_more_than_promised(client, address, most):
    assert len(compress(text_of(client, address).encode())) <= most


def test_every_style_and_script_is_a_file(client):
    for address in ("/ban", "/nhap", "/tra-cuu", "/tro-giup", "/tim?q=khai"):
        html = text_of(client, address)
        assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=", html), address


def test_search_groups_its_hits_by_kind(client):
    html = text_of(client, "/tim?q=khai+sinh")

    assert "Tìm «khai sinh»" in html
    assert html.index("<h2>Hồ sơ") < html.index("/hs/1") < html.index("<h2>Thủ tục") < html.index("/tt/2")
    assert 'value="khai sinh"' in html


def test_a_search_without_words_says_what_can_be_searched(client):
    assert "Gõ mã hồ sơ, tên người" in text_of(client, "/tim?q=+")


def test_nobody_searches_without_signing_in(client, rf):
    from motcua.ui import views

    response = views.search(rf.get("/tim?q=a"))

    assert (response.status_code, response["Location"]) == (302, settings.LOGIN_URL)


def test_help_is_for_whom_it_is_read(client):
    assert "bảng phím này" in text_of(client, "/can-bo/tro-giup")
    assert "Mất giấy hẹn" in text_of(client, "/tro-giup")
    assert "Gọi 0209 0000 000 trong giờ làm việc." in text_of(client, "/tro-giup")


def test_the_site_map_is_a_tree_and_a_list_for_machines(client, settings):
    settings.PUBLIC_URL = "https://motcua.example"

    assert '<a href="/tra-cuu">Tra cứu</a>' in text_of(client, "/so-do")
    assert "<loc>https://motcua.example/tra-cuu</loc>" in text_of(client, "/so-do.xml")
    assert client.get("/so-do.xml")["Content-Type"] == "application/xml"


def test_without_a_profile_the_house_has_no_province(client):
    with sockets.house.instead():
        assert context.province() == Province()
        assert "<small>" not in text_of(client, "/tra-cuu")


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/ho-so", "Hồ sơ"),
        ("/ho-so/moi", "Tiếp nhận"),
        ("/ho-so/moi/2", "Tiếp nhận"),
        ("/ho-so-cu", None),
        ("/", "Đầu"),
    ],
)
def test_the_current_entry_is_the_longest_that_fits(path, label):
    entries = [Entry("Đầu", "/"), Entry("Hồ sơ", "/ho-so?tab=toi"), Entry("Tiếp nhận", "/ho-so/moi")]

    found = context.current_entry(entries, path)

    assert (found.label if found else None) == label


def test_an_unknown_group_stands_before_help():
    assert sorted(["help", "lab", "settings", "work"], key=context.group_order) == ["work", "settings", "lab", "help"]
