"""Two sets of forms: the same rows print in both, with other numbers and, where the law renames a form, another name."""

import re
from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from motcua.prints.rendering import render
from motcua.prints.tests import samples
from motcua.prints.types import CURRENT, FORM_SETS, version_of

MOMENT = datetime(2020, 5, 11, 1, 31, 7, tzinfo=UTC)
NUMBERS = {
    "receipt": "01",
    "supplement": "02",
    "refusal": "03",
    "apology": "04",
    "stop_notice": "05",
    "control_slip": "06",
    "register": "07",
}
#: What the circular of 2025 says otherwise, line by line.
RENAMED = {
    "VĂN BẢN XIN LỖI": "PHIẾU XIN LỖI",
    "VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT": "VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ",
    "và đề nghị gia hạn thời gian giải quyết đến:": "và hẹn lại:",
}


def said(form, form_set):
    pdf = render(form, version_of(form, form_set), getattr(samples, form)(), MOMENT)
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


@pytest.mark.parametrize(("form", "number"), NUMBERS.items())
def test_the_same_rows_print_in_both_sets(form, number):
    heading = f"Mẫu số {number} (Thông tư số 03/2025/TT-VPCP) – nội dung giả định"
    before, after = said(form, "tt01_2018"), said(form, "tt03_2025")

    assert all(heading in page for page in after)
    assert not any("Thông tư số 03/2025" in page for page in before)
    for new, old in RENAMED.items():
        after = [page.replace(new, old) for page in after]
    assert [letters(page.replace(heading, "")) for page in after] == [letters(page) for page in before]


def letters(page):
    """What a page says, whatever the order in which its places are written."""
    return sorted(re.sub(r"[\s\u200b]", "", page))


def test_what_a_set_does_not_name_prints_as_it_did():
    assert set(FORM_SETS["tt03_2025"]) == set(NUMBERS)
    for form in set(CURRENT) - set(NUMBERS):
        assert version_of(form, "tt03_2025") == CURRENT[form]


def test_nothing_is_found_by_number():
    assert "05" not in CURRENT
    assert (NUMBERS["stop_notice"], NUMBERS["control_slip"]) == ("05", "06")
