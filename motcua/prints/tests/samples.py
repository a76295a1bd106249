"""Filled forms for tests; all people invented."""

from motcua.prints.types import PaperLine, PersonBlock

HEAD = {
    "superior": "UBND huyện Ba Bể",
    "agency": "UBND xã Quảng Khê",
    "desk": "Bộ phận Tiếp nhận và Trả kết quả",
    "place": "Quảng Khê",
    "day": "2020-05-11",
}
PERSON: PersonBlock = {
    "name": "Triệu Mùi Khé",
    "address": "Thôn Nà Lẻo, xã Quảng Khê, huyện Ba Bể",
    "phone": "0900000001",
    "email": "",
    "number": "095000000001",
}
PAPERS: list[PaperLine] = [
    {"name": "Tờ khai cấp Giấy xác nhận tình trạng hôn nhân", "originals": 1, "certified": 0, "copies": 0},
    {"name": "Giấy tờ chứng minh nơi cư trú", "originals": 0, "certified": 0, "copies": 1},
]


def receipt(**changes):
    return {
        "head": HEAD, "code": "900.05.03.H03-200511-0001", "book": 1, "ordinal": 12, "code_assumed": True, "submitter": PERSON,
        "owner": None, "channel": "trực tiếp tại quầy", "procedure": "Cấp Giấy xác nhận tình trạng hôn nhân", "papers": PAPERS,
        "sets": 1, "limit": "3 ngày làm việc", "received_at": "2020-05-11T08:31:07+07:00", "due_at": "2020-05-14T17:00:00+07:00",
        "provisional": False, "delivery": "Tại quầy, UBND xã Quảng Khê", "fee": "không thu",
        "look_up": "http://localhost:8000/tra-cuu/abcdefghijklmnopqrst", "look_up_site": "localhost:8000/tra-cuu",
        "hotline": "0209 0000 000", "clerk": "Hứa Thị Thuỷ",
    } | changes  # fmt: skip


def corrected_receipt(**changes):
    return receipt() | {"version": 2, "corrected_at": "2020-05-12T09:05:00+07:00"} | changes


def supplement(**changes):
    return {
        "head": HEAD, "number": "900.05.03.H03-200511-0001/HDHS", "dossier": "900.05.03.H03-200511-0001", "person": PERSON,
        "procedure": "Cấp Giấy xác nhận tình trạng hôn nhân", "papers": PAPERS[:1], "reason": "Tờ khai chưa có chữ ký.",
        "contact_name": "Nông Thị Hạnh", "contact_phone": "0209 0000 000", "site": "localhost:8000/tra-cuu",
        "clock": "Khi đủ giấy tờ, thời hạn giải quyết được tính lại từ đầu.", "clerk": "Nông Thị Hạnh",
    } | changes  # fmt: skip


def refusal(**changes):
    return {
        "head": HEAD, "stage": "intake", "dossier": "N200511-7KX2M", "person": PERSON, "procedure": "Đăng ký khai tử", "papers": 2,
        "received_at": "", "reason": "Không thuộc thẩm quyền của xã: nộp tại UBND huyện Ba Bể.", "contact_name": "Hứa Thị Thuỷ",
        "contact_phone": "0209 0000 000", "site": "localhost:8000/tra-cuu", "clerk": "Hứa Thị Thuỷ",
    } | changes  # fmt: skip
