"""Sample dossiers on the pages: the counter opens one while receiving, an administrator puts the province's own in its place."""

import itertools
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from motcua.catalogue import queries as catalogue
from motcua.dossiers.tests.at_the_screen import Screen, words_of
from motcua.dossiers.tests.one_stop import DAY, RENEW, OneStop, at
from motcua.dossiers.tests.test_new_version import administrator
from motcua.files.tests import papers
from motcua.kernel import moments

WHEN = at("2020-05-11 08:30")
KEEPING, SHOWN = f"/quan-tri/thu-tuc/{RENEW}/mau", f"/thu-tuc/{RENEW}/mau"
_numbers = itertools.count(1)


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setenv(moments.SHIFT_VARIABLE, str((WHEN - moments.machine_now()).total_seconds()))
    return OneStop.open()


@pytest.fixture
def admin(one_stop):
    return Screen(administrator(one_stop, f"quan-tri-mau-{next(_numbers)}", "everywhere"))


def pdf():
    return SimpleUploadedFile("mau.pdf", papers.scan(), "application/pdf")


def test_the_counter_opens_the_sample_of_the_chosen_procedure(one_stop):
    clerk = Screen(one_stop.clerk)
    page = clerk.opens("/tiep-nhan")["Location"]
    version = catalogue.in_force(RENEW, DAY)
    clerk.sends(f"{page}/nhap", {"procedure": str(version.id), "procedure_text": version.short_name})

    assert f'href="{SHOWN}"' in clerk.opens(page).content.decode()
    assert clerk.opens(SHOWN)["Content-Type"] == "application/pdf"


def test_an_administrator_uploads_another_sees_who_did_and_goes_back(admin, one_stop):
    assert "Đang dùng hồ sơ mẫu do hệ thống lập" in admin.sees(KEEPING)
    assert "Chọn tệp PDF trước khi tải lên." in words_of(admin.sends(KEEPING, {}))
    wrong = admin.sends(KEEPING, {"file": SimpleUploadedFile("mau.jpg", papers.photograph(), "image/jpeg")})
    assert (wrong.status_code, "Hồ sơ mẫu là một tệp PDF." in words_of(wrong)) == (422, True)

    assert admin.sends(KEEPING, {"file": pdf()}).status_code == 302
    assert "Đang dùng tệp Bàn Thị Quản tải lên ngày 11/5/2020." in admin.sees(KEEPING)
    shown = PdfReader(BytesIO(Screen(one_stop.clerk).opens(SHOWN).content))
    assert [page.extract_text().strip() for page in shown.pages] == ["MẪU", "MẪU"]

    assert admin.sends(KEEPING, {"restore": "1"}).status_code == 302
    assert admin.opens(SHOWN)["Content-Type"] == "application/pdf"
