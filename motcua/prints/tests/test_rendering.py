"""A print is the same bytes every time, says everything, and looks the same on every machine."""

import hashlib
import re
from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from motcua.prints import queries, rendering
from motcua.prints.rendering import TEMPLATES, render
from motcua.prints.tests import samples

MOMENT = datetime(2020, 5, 11, 1, 31, 7, tzinfo=UTC)
FORMS = {
    "receipt": samples.receipt,
    "supplement": samples.supplement,
    "refusal": samples.refusal,
    "apology": samples.apology,
    "stop_notice": samples.stop_notice,
    "control_slip": samples.control_slip,
    "delivery_slip": samples.delivery_slip,
    "originals_slip": samples.originals_slip,
    "hand_over_list": samples.hand_over_list,
    "transfer_slip": samples.transfer_slip,
    "history": samples.history,
    "loss": samples.loss,
    "meeting_invitation": samples.meeting,
    "meeting_minutes": samples.minutes,
    "reminder": samples.reminder,
    "destruction": samples.destruction,
    "person_data": samples.person_data,
    "lookers": samples.lookers,
}


def text_of(pdf):
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


@pytest.mark.parametrize("form", FORMS)
def test_the_same_inputs_give_the_same_bytes(form):
    first, second = (render(form, 1, FORMS[form](), MOMENT) for _time in range(2))

    assert hashlib.sha256(first).hexdigest() == hashlib.sha256(second).hexdigest()


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_one_a5_sheet(form):
    pages = PdfReader(BytesIO(render(form, 1, FORMS[form](), MOMENT))).pages

    sizes = [
        (round(float(page.mediabox.width) * 25.4 / 72), round(float(page.mediabox.height) * 25.4 / 72))
        for page in pages
    ]
    assert sizes == [(148, 210)]


def test_a_receipt_says_every_field_of_the_form():
    said = text_of(render("receipt", 1, samples.receipt(), MOMENT))

    for words in (
        "900.05.03.H03-200511-0001", "mã giả định", "Quyển số: 01", "Số thứ tự: 12", "Triệu Mùi Khé", "Thôn Nà Lẻo", "0900000001",
        "095000000001", "Cấp Giấy xác nhận tình trạng hôn nhân", "bản chính chứng thực bản chụp", "1 Tờ khai cấp Giấy xác nhận tình trạng hôn nhân 1", "01 bộ", "3 ngày làm việc",
        "08 giờ 31 phút, ngày 11 tháng 5 năm 2020", "17 giờ 00 phút, ngày 14 tháng 5 năm 2020 (thứ Năm)", "Tại quầy, UBND xã Quảng Khê",
        "không thu", "localhost:8000/tra-cuu", "0209 0000 000", "NGƯỜI NỘP HỒ SƠ", "NGƯỜI TIẾP NHẬN HỒ SƠ", "Hứa Thị Thuỷ",
    ):  # fmt: skip
        assert words in said


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (
            "apology",
            (
                "Số: 900.05.03.H03-200511-0001/PXL", "Kính gửi: Triệu Mùi Khé", "Tiếp nhận lúc: 08 giờ 31 phút, ngày 11 tháng 5 năm 2020",
                "Cấp Giấy xác nhận tình trạng hôn nhân", "Hẹn trả ban đầu: 17 giờ 00 phút, ngày 14 tháng 5 năm 2020",
                "Lý do: Chờ kết quả xác minh của UBND xã Đồng Phúc.", "Cơ quan chịu trách nhiệm: UBND xã Quảng Khê",
                "xin lỗi ông, bà, tổ chức", "Thời gian trả kết quả mới: 17 giờ 00 phút, ngày 20 tháng 5 năm 2020 (thứ Tư)",
                "Nơi trả: Tại quầy, UBND xã Quảng Khê", "Nơi nhận:", "CHỦ TỊCH", "Hà Văn Páo",
            ),
        ),
        (
            "control_slip",
            (
                "Quyển số: 01, Số thứ tự: 12", "Kèm theo hồ sơ của: Triệu Mùi Khé", "Mã hồ sơ: 900.05.03.H03-200511-0001",
                "Ngày nhận hồ sơ: 08 giờ 31 phút, ngày 11 tháng 5 năm 2020", "Hẹn trả kết quả: 17 giờ 00 phút, ngày 14 tháng 5 năm 2020",
                "Cơ quan giải quyết: UBND xã Quảng Khê", "1. Giao: người nộp", "2. Nhận: Bộ phận Tiếp nhận", "08:31 11/5/2020",
                "trước hạn", "đúng hạn", "quá hạn", "Trình ký.",
            ),
        ),
        ("stop_notice", ("900.05.03.H03-200511-0001/DGQ", "Thửa đất đang có tranh chấp", "quyền khiếu nại", "Hà Văn Páo")),
        ("delivery_slip", ("125/XN-UBND", "Thời gian trả: 15 giờ 20 phút", "Trả: trước hạn", "Giấy tờ đã xem: giấy hẹn")),
        ("originals_slip", ("Người giao: Bàn Văn Sinh", "Giấy chứng sinh", "Hứa Thị Thuỷ, UBND xã Quảng Khê", "08:31 11/5/2020")),
        ("hand_over_list", ("5/2020", "Bên nhận: Phòng Tài chính", "Người mang: văn thư Nông Thị Hạnh", "Bản chính: Sổ hộ khẩu")),
        ("transfer_slip", ("Cơ quan chủ trì: UBND xã Quảng Khê", "Thẩm định; Ký duyệt", "17:00 13/5/2020", "làm cùng lúc")),
        ("loss", ("Giấy tờ chứng minh nơi cư trú", "Cơ quan chịu trách nhiệm: UBND xã Quảng Khê", "chịu mọi chi phí")),
        ("meeting_invitation", ("GIẤY MỜI", "08 giờ 30 phút, ngày 14 tháng 5 năm 2020 (thứ Năm)", "Thửa đất số 12", "Trưởng thôn Nà Lẻo", "giả định")),
        ("person_data", ("DỮ LIỆU CỦA MỘT NGƯỜI", "Triệu Mùi Khé", "095000000001", "du-lieu.json")),
        ("lookers", ("AI ĐÃ XEM DỮ LIỆU", "Công chức Tư pháp", "trước đó còn 3 lần")),
        ("destruction", ("DANH MỤC HỒ SƠ ĐÃ HUỶ", "BB 3/HĐ ngày 12/5/2030", "Số hồ sơ: 2", "Hoàng Văn Tá")),
        ("reminder", ("VĂN BẢN ĐÔN ĐỐC", "Số: 3/2020", "Trả lời trước hết ngày 25 tháng 5 năm 2020", "Hoàng Văn Tá")),
        ("meeting_minutes", ("BIÊN BẢN", "Ranh giới rõ", "đủ điều kiện", "Hoàng Văn Tá", "giả định")),
        ("history", ("Đang ở: UBND xã Quảng Khê", "Chuyển sang bước 2", "Công chức một cửa")),
    ],
)  # fmt: skip
def test_a_form_says_every_field(form, words):
    said = text_of(render(form, 1, FORMS[form](), MOMENT))

    assert [word for word in words if word not in said] == []


def test_figures_are_a_landscape_sheet_that_repeats_its_columns():
    table = samples.figures()["tables"][0]
    long = samples.figures(tables=[table | {"rows": table["rows"] * 40}])
    pages = PdfReader(BytesIO(render("figures", 1, long, MOMENT))).pages

    assert {round(float(page.mediabox.width) * 25.4 / 72) for page in pages} == {297}
    assert len(pages) > 1
    assert all("Tỉ lệ đúng hạn" in " ".join(page.extract_text().split()) for page in pages)
    said = text_of(render("figures", 1, samples.figures(), MOMENT))
    for words in ("97,5%", "từ 1/5/2020 đến 31/5/2020", "Hoàng Văn Tá", "cột riêng", "Trang 1/1"):
        assert words in said


def test_a_reports_form_is_a_landscape_sheet_with_bands_number_period_and_places_to_sign():
    table = samples.report_form()["tables"][0]
    long = samples.report_form(tables=[table | {"rows": table["rows"] * 40}])
    pages = PdfReader(BytesIO(render("report_form", 1, long, MOMENT))).pages

    assert {round(float(page.mediabox.width) * 25.4 / 72) for page in pages} == {297}
    assert len(pages) > 1
    assert all("Đúng hạn" in " ".join(page.extract_text().split()) for page in pages)
    said = text_of(render("report_form", 1, samples.report_form(), MOMENT))
    assert said.count("Đã giải quyết") == 1
    for words in (
        "Biểu số II.06a/VPCP/KSTT",
        "Kỳ báo cáo: tháng 5/2020",
        "Đơn vị báo cáo: UBND xã Quảng Khê",
        "Đơn vị nhận báo cáo: UBND huyện Ba Bể",
        "NGƯỜI LẬP BIỂU",
        "Quảng Khê, ngày 02 tháng 6 năm 2020",
        "THỦ TRƯỞNG ĐƠN VỊ",
        "4 hồ sơ rút hoặc dừng",
    ):
        assert words in said


def test_an_apology_that_comes_late_says_so_on_its_face():
    said = text_of(render("apology", 1, samples.apology(late=True), MOMENT))

    assert (
        "Phiếu này lập muộn: theo quy định phải báo trước hạn ít nhất một ngày làm việc, chậm nhất ngày 13 tháng 5 năm 2020"
        in said
    )


def test_a_receipt_for_another_names_both_and_a_known_code_is_not_called_assumed():
    owner = samples.PERSON | {"name": "Bàn Văn Sinh"}
    said = text_of(render("receipt", 1, samples.receipt(owner=owner, code_assumed=False), MOMENT))

    assert "Chủ hồ sơ: Bàn Văn Sinh" in said
    assert "giả định" not in said


def test_typed_text_is_printed_as_text_and_never_run():
    name = '#panic("x") *đậm* $x$ \\ "trích" <nhãn> @tên'
    said = text_of(render("receipt", 1, samples.receipt(submitter=samples.PERSON | {"name": name}), MOMENT))

    assert '#panic("x") *đậm* $x$' in said


def test_forty_papers_run_on_to_numbered_pages():
    papers = [
        {
            "name": f"Giấy tờ thứ {n} với một cái tên rất dài để xuống dòng khi in ra giấy",
            "originals": 1,
            "certified": 0,
            "copies": 2,
        }
        for n in range(40)
    ]
    pages = PdfReader(BytesIO(render("receipt", 1, samples.receipt(papers=papers), MOMENT))).pages

    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert f"Trang {number}/{len(pages)}" in page.extract_text()
        assert "Mã hồ sơ 900.05.03.H03-200511-0001" in page.extract_text()


def test_a_supplement_and_a_refusal_give_the_reason_and_what_follows():
    asked = text_of(render("supplement", 1, samples.supplement(), MOMENT))
    refused = text_of(render("refusal", 1, samples.refusal(), MOMENT))

    assert "Tờ khai chưa có chữ ký." in asked
    assert "được tính lại từ đầu" in asked
    assert "N200511-7KX2M" in refused
    assert "Không thuộc thẩm quyền của xã" in refused


def test_twelve_papers_of_a_long_name_lose_nothing_at_the_edge():
    name = "CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN SẢN XUẤT VÀ THƯƠNG MẠI NÔNG LÂM SẢN HỮU CƠ BA BỂ"
    papers = [
        {"name": f"Bản sao Giấy chứng nhận quyền sử dụng đất số {n}", "originals": n % 2, "certified": 1, "copies": 2}
        for n in range(1, 13)
    ]
    company = samples.PERSON | {"name": name, "email": "hanh-chinh.van-thu@cong-ty-nong-lam-san-ba-be.example"}
    pdf = render("receipt", 1, samples.receipt(submitter=company, papers=papers), MOMENT)
    said = text_of(pdf)

    assert name in said
    for paper in papers:
        assert paper["name"] in said
    assert said.index("số 12") < said.index("Thời gian trả kết quả") < said.index("NGƯỜI NỘP HỒ SƠ")


def test_the_square_on_the_receipt_leads_to_the_look_up_and_is_large_enough():
    template = (TEMPLATES / "receipt/1/receipt.typ").read_text()
    (width,) = re.findall(r"image\(bytes\(sys\.inputs\.qr\).*?width: (\d+)mm", template)
    assert int(width) >= 22

    one, other = (render("receipt", 1, samples.receipt(look_up=f"https://a.example/{key}"), MOMENT) for key in "ab")
    assert one != other


def test_without_its_fonts_nothing_is_printed_in_other_letters(monkeypatch, tmp_path):
    monkeypatch.setattr(rendering, "FONTS", tmp_path)
    rendering.fonts.cache_clear()
    try:
        with pytest.raises(FileNotFoundError):
            render("refusal", 1, samples.refusal(), MOMENT)
    finally:
        rendering.fonts.cache_clear()


def test_every_letter_comes_from_the_fonts_of_prints():
    reader = PdfReader(BytesIO(render("receipt", 1, samples.receipt(), MOMENT)))
    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }

    assert fonts == {"Tinos-Regular", "Tinos-Bold", "Tinos-Italic"}


def test_the_register_is_a4_says_every_field_and_goes_on_counting_its_pages():
    pages = PdfReader(BytesIO(render("register", 1, samples.register(), MOMENT))).pages
    said = text_of(render("register", 1, samples.register(), MOMENT))

    sizes = {
        (round(float(page.mediabox.width) * 25.4 / 72), round(float(page.mediabox.height) * 25.4 / 72))
        for page in pages
    }
    assert sizes == {(297, 210)}
    for words in (
        "SỔ THEO DÕI HỒ SƠ", "Năm 2020", "Quyển số: 01", "STT", "Mã hồ sơ", "Nội dung hồ sơ", "Số bộ", "Họ tên chủ hồ sơ", "Địa chỉ chủ hồ sơ",
        "Số điện thoại", "Nhận hồ sơ", "Hẹn trả kết quả", "Ngày nhận kết quả", "Bên giao (ký tên)", "Bên nhận (ký tên)", "Người nhận hồ sơ",
        "Địa bàn phát sinh", "Cơ quan giải quyết", "Cách nhận kết quả", "Ghi chú", "0900000001", "Sổ này có 8 trang, ghi từ số 1 đến số 14", "Trang 7",
        "Trang 8", "Ghi thêm sau khi khoá sổ", "Khoá sổ lúc 08 giờ 00 phút, ngày 04 tháng 01 năm 2021",
    ):  # fmt: skip
        assert words in said, words


def test_the_optional_columns_of_the_register_are_left_out_where_the_province_wants_none():
    said = text_of(render("register", 1, samples.register(columns=[]), MOMENT))

    assert "Địa bàn" not in said
    assert "Cách nhận" not in said
    assert "Người nhận hồ sơ" in said


def test_a_book_is_the_same_bytes_whenever_it_is_bound_and_its_pages_run_on(tmp_path):
    parts = [samples.register(notes=[], closing=None), samples.register(opening=None)]
    told, files = [], [tmp_path / "one.pdf", tmp_path / "other.pdf"]

    pages = [queries.bound("register", 1, parts, moment=MOMENT, into=file, told=told.append) for file in files]

    assert pages == [3, 3]
    assert told == [1, 2, 1, 2]
    assert files[0].read_bytes() == files[1].read_bytes()
    printed = PdfReader(files[0]).pages
    assert [f"Trang {number}" in page.extract_text() for number, page in enumerate(printed, 1)] == [True] * 3


def test_a_paper_book_is_a_cover_and_a4_sheets_of_five_lines():
    pages = PdfReader(BytesIO(render("paper_book", 1, samples.paper_book(), MOMENT))).pages

    sizes = {(round(float(p.mediabox.width) * 25.4 / 72), round(float(p.mediabox.height) * 25.4 / 72)) for p in pages}
    assert sizes == {(210, 297)}
    assert [page.extract_text().count("Chủ hồ sơ") for page in pages] == [0, 5, 5]
