"""Sentences of a province on printed forms: where they may stand, what stands there without them, how they look before."""

from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from motcua.prints.queries import outgrows, preview
from motcua.prints.rendering import render
from motcua.prints.specimens import MOMENT, SPECIMENS
from motcua.prints.types import CURRENT, FILLED, FORM_SETS, TEXT_PLACES, version_of
from motcua.ui.places import fill, places_fault

USUAL = [one for one in TEXT_PLACES if one.usual]
#: What the law says on these forms, and what is promised: no text of a province takes it away.
FIXED = {
    "receipt": ("Thời gian trả kết quả", "Mã hồ sơ", "Thành phần hồ sơ nộp gồm"),
    "supplement": ("bổ sung, hoàn thiện một lần", "Lý do"),
    "refusal": ("Cơ quan không giải quyết hồ sơ này, vì",),
    "apology": ("xin lỗi ông, bà, tổ chức vì sự chậm trễ này", "chậm nhất ngày 13 tháng 5"),
    "stop_notice": ("có quyền khiếu nại theo quy định của pháp luật về khiếu nại",),
    "loss": ("không phải nộp lại bất cứ khoản nào",),
    "fee_receipt": ("Số tiền viết bằng chữ", "Đã thu lúc"),
    "delivery_slip": ("Hai bên đã giao và nhận đủ kết quả",),
    "originals_slip": ("trả lại chậm nhất khi trả kết quả",),
    "meeting_invitation": ("Kính mời", "Thời gian"),
    "settlement": ("đã trừ các biên lai bị huỷ",),
}


def said(form, texts, version=None):
    pdf = render(form, version or CURRENT[form], {**SPECIMENS[form], "texts": texts}, MOMENT)
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


@pytest.mark.parametrize("place", USUAL, ids=lambda place: place.key)
def test_what_a_page_calls_the_usual_words_is_what_the_form_says_without_a_text(place):
    usual = fill(place.usual, FILLED)

    assert usual in said(place.form, {})
    assert said(place.form, {place.name: usual}) == said(place.form, {})


@pytest.mark.parametrize("form", SPECIMENS)
@pytest.mark.parametrize("form_set", FORM_SETS)
def test_a_text_stands_in_its_place_and_the_laws_own_words_stay(form, form_set):
    texts = {one.name: f"Lời {one.name} của tỉnh." for one in TEXT_PLACES if one.form == form}
    page = said(form, texts, version_of(form, form_set))

    assert texts
    assert all(text in page for text in texts.values())
    assert all(words in page for words in FIXED[form])
    assert not any(fill(one.usual, FILLED) in page for one in USUAL if one.form == form)


@pytest.mark.parametrize("form", SPECIMENS)
def test_texts_of_the_greatest_length_leave_a_usual_sheet_as_long_as_it_is(form):
    longest = {one.name: ("chữ " * one.most)[: one.most] for one in TEXT_PLACES if one.form == form}

    assert not outgrows(form, longest)
    assert outgrows(form, {name: text * 20 for name, text in longest.items()})


def test_markup_is_text():
    typed = "Xem #trang *này* $x$ [a] @b \\ <c> // hết"

    assert typed in said("receipt", {"note": typed})


def test_a_preview_is_a_picture_with_a_mark_across_that_no_print_has():
    texts = {"note": "Giờ làm việc."}
    seen = Image.open(BytesIO(preview("receipt", texts, form_set="tt01_2018")))
    kept = Image.open(
        BytesIO(render("receipt", CURRENT["receipt"], {**SPECIMENS["receipt"], "texts": texts}, MOMENT, as_png=True))
    )
    marked = render("receipt", CURRENT["receipt"], SPECIMENS["receipt"], MOMENT, previewed=True)

    assert (seen.format, seen.size) == ("PNG", kept.size)
    assert seen.tobytes() != kept.tobytes()
    assert "BẢN XEM TRƯỚC" in PdfReader(BytesIO(marked)).pages[0].extract_text()
    assert "BẢN XEM TRƯỚC" not in said("receipt", texts)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Gọi {điện thoại}, hỏi {người phụ trách}.", ""),
        ("Gọi {so_dien_thoai}.", "Không có chỗ điền {so_dien_thoai}. Dùng: {đơn vị}, {người phụ trách}, "),
        ("Gọi {điện thoại.", "Dấu ngoặc nhọn phải đi thành cặp quanh tên chỗ điền, như {đơn vị}."),
    ],
)
def test_places_are_known_or_refused(text, sentence):
    assert places_fault(text, FILLED).startswith(sentence)
    assert bool(places_fault(text, FILLED)) == bool(sentence)
