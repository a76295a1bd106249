"""Anybody reads the procedures: by field, by words without accents, one on a page with its doubts."""

from datetime import datetime

import pytest

from motcua.catalogue import plugs, queries
from motcua.catalogue.services import load
from motcua.clocks.folder.reader import read_folder
from motcua.clocks.folder.shipped import SHIPPED
from motcua.kernel import moments
from motcua.kernel.actor import ANONYMOUS, SYSTEM
from motcua.organisation.services import load as load_units

AT = datetime(2020, 5, 11, 8, tzinfo=moments.TZ)


@pytest.fixture
def anybody(committed_db, client, monkeypatch):
    monkeypatch.setenv(moments.SHIFT_VARIABLE, str((AT - moments.machine_now()).total_seconds()))
    if queries.revision() == 0:
        folder = read_folder(SHIPPED)
        load_units(actor=SYSTEM, folder=folder, at=AT)
        load(actor=SYSTEM, folder=folder, at=AT)
    return client


def opened(client, address):
    response = client.get(address)
    return response.status_code, response.content.decode()


def test_the_fields_come_first_with_their_numbers(anybody):
    status, page = opened(anybody, "/thu-tuc")
    assert status == 200
    assert "Có 69 thủ tục đang áp dụng." in page
    assert "/thu-tuc?linh-vuc=H%E1%BB%99+t%E1%BB%8Bch" in page
    assert "tỉnh Bắc Kạn" in page


def test_a_field_and_words_without_accents_narrow_the_list(anybody):
    assert opened(anybody, "/thu-tuc?linh-vuc=Hộ tịch")[1].count("<tr data-row>") == 21
    _status, page = opened(anybody, "/thu-tuc?q=khai sinh luu dong")
    assert page.count("<tr data-row>") == 1
    assert "Đăng ký khai sinh lưu động" in page
    assert "Không thấy thủ tục nào" in opened(anybody, "/thu-tuc?q=xyz")[1]


def test_a_procedure_shows_papers_steps_and_what_is_assumed(anybody):
    status, page = opened(anybody, "/thu-tuc/1.004873")
    assert status == 200
    for words in (
        "Cấp Giấy xác nhận tình trạng hôn nhân",
        "3 ngày làm việc",
        "Bộ phận một cửa của xã, phường, thị trấn",
        "không thu",
        "giả định",
        "theo quy định ban hành sau",
        "Các bước, tổng 24 giờ làm việc",
        "Chưa có quy trình nội bộ: dùng quy trình chuẩn, giả định.",
        "số 1, dùng từ ngày 1/1/2016",
    ):
        assert words in page


def test_a_department_is_named_and_each_case_has_its_table(anybody):
    assert "Sở Kế hoạch và Đầu tư" in opened(anybody, "/thu-tuc/2.001199")[1]
    page = opened(anybody, "/thu-tuc/1.005280")[1]
    assert page.count("<h3>Trường hợp") == 4
    assert "<h3>Giấy tờ chung</h3>" in page


def test_what_is_not_in_force_today_says_since_when(anybody):
    status, page = opened(anybody, "/thu-tuc/1.013814")
    assert status == 200
    assert "Thủ tục này chưa áp dụng: bản công bố có hiệu lực từ ngày 1/7/2025." in page


def test_every_procedure_has_a_page(anybody):
    broken = [code for code in queries.shelf.shelf.get().by_code if anybody.get(f"/thu-tuc/{code}").status_code != 200]
    assert broken == []


def test_an_unknown_code_is_not_found(anybody):
    assert opened(anybody, "/thu-tuc/9.999999")[0] == 404


def test_the_global_search_finds_procedures(anybody):
    hits = plugs.Search().hits(ANONYMOUS, "dang ky khai tu", 3)
    assert (hits[0].kind, hits[0].label, hits[0].url) == ("Thủ tục", "Đăng ký khai tử", "/thu-tuc/1.000656")
    assert len(hits) == 3
