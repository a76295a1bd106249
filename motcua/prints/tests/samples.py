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


def receipt_with_originals(**changes):
    texts = {"collecting": "Mang giấy này và căn cước khi nhận kết quả.", "note": NOTE}
    reissued = {"version": 2, "reissued_at": "2020-05-11T09:05:00+07:00"}
    return receipt(originals="Sổ hộ khẩu; Giấy chứng sinh (2 bản)", texts=texts) | reissued | changes


NOTE = "Giờ làm việc: 7 giờ 30 đến 11 giờ 30, 13 giờ 30 đến 17 giờ."


def with_note(sample):
    return lambda: sample(texts={"note": NOTE})


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


def fee_receipt(**changes):
    return {
        "head": HEAD, "dossier": "900.05.03.H03-200511-0001", "payer": "Triệu Mùi Khé",
        "address": "Thôn Nà Lẻo, xã Quảng Khê, huyện Ba Bể", "procedure": "Chứng thực chữ ký trong các giấy tờ, văn bản",
        "lines": [
            {"name": "Lệ phí chứng thực chữ ký", "note": "", "quantity": 2, "price": 10000, "amount": 20000},
            {"name": "Phí sao lục", "note": "giảm 50%, Luật Phí và lệ phí 2015, Điều 10", "quantity": 1, "price": 5001, "amount": 2501},
        ],
        "total": 22501, "words": "Hai mươi hai nghìn năm trăm lẻ một đồng", "method": "tiền mặt", "reference": "",
        "taken_at": "2020-05-11T08:31:07+07:00", "clerk": "Hứa Thị Thuỷ", "book": 1, "number": 12, "year": 2020,
    } | changes  # fmt: skip


def fee_receipt_of_a_series(**changes):
    return fee_receipt(serial="BK/20P", book=2, number=51) | changes


def settlement(**changes):
    return {
        "head": HEAD | {"desk": ""}, "year": 2020, "quarter": 2, "since": "2020-04-01", "until": "2020-05-11", "version": 1,
        "lines": [
            {"agency": "UBND xã Quảng Khê", "receipts": 41, "cash": 1250000, "transfer": 60000, "post": 0, "cancelled": 10000, "total": 1310000},
            {"agency": "UBND huyện Ba Bể", "receipts": 2, "cash": 0, "transfer": 300000, "post": 0, "cancelled": 0, "total": 300000},
        ],
        "total": 1610000, "words": "Một triệu sáu trăm mười nghìn đồng", "open_days": 1, "clerk": "Hứa Thị Thuỷ",
    } | changes  # fmt: skip


def post_minutes(**changes):
    return {
        "head": HEAD, "way": "in", "number": "12/2020", "list_number": "DS0007", "signed_at": "2020-05-15T16:00:00+07:00",
        "lines": [
            {"tracking": "CP000000001VN", "name": "Triệu Thị Mẩy", "about": "Hồ sơ đăng ký khai sinh, 1 bộ", "verdict": "đủ", "note": ""},
            {"tracking": "CP000000002VN", "name": "Hoàng Văn Tịch", "about": "Hồ sơ đăng ký kết hôn, 1 bộ", "verdict": "rách, hỏng",
             "note": "ướt một góc tờ khai"},
            {"tracking": "", "name": "Đặng Mùi Pham", "about": "", "verdict": "ngoài danh sách", "note": ""},
        ],
        "postman": "Lường Văn Thư", "clerk": "Hứa Thị Thuỷ",
    } | changes  # fmt: skip


def slip(**changes):
    return {
        "head": HEAD | {"desk": ""}, "name": "Nông Thị Hạnh", "username": "hanh.nt", "secret": "K7MX-4DQA-9RTC",
        "until": "2020-05-12T08:31:07+07:00", "site": "localhost:8000/dang-nhap", "issued_by": "Hứa Thị Thuỷ",
    } | changes  # fmt: skip


def key_sheet(**changes):
    text = "ABCDEFGH" * 4
    groups = " ".join(text[at : at + 4] for at in range(0, 32, 4))
    return {
        "key": "4ed7bd1ade777048", "at": "2026-11-29T08:31:07+07:00", "scan": text * 15,
        "lines": [{"number": number, "groups": groups, "check": "1F0A"} for number in range(1, 17)],
    } | changes  # fmt: skip


CODE = "900.05.03.H03-200511-0001"
PROCEDURE = "Cấp Giấy xác nhận tình trạng hôn nhân"
#: What an agency signs itself has no desk in its head.
AGENCY_HEAD = HEAD | {"desk": ""}
DESK = "Bộ phận Tiếp nhận và Trả kết quả, UBND xã Quảng Khê"


def apology(**changes):
    return {
        "head": AGENCY_HEAD, "number": f"{CODE}/PXL", "dossier": CODE, "person": PERSON, "procedure": PROCEDURE,
        "received_at": "2020-05-11T08:31:07+07:00", "original_due_at": "2020-05-14T17:00:00+07:00",
        "promised_at": "2020-05-14T17:00:00+07:00", "cause": "Chờ kết quả xác minh của UBND xã Đồng Phúc.",
        "liable": "UBND xã Quảng Khê", "late": False, "apology_by": "2020-05-13", "due_at": "2020-05-20T17:00:00+07:00",
        "delivery": "Tại quầy, UBND xã Quảng Khê", "counter": DESK, "post": "Chủ tịch", "leader": "Hà Văn Páo",
        "look_up": "http://localhost:8000/tra-cuu/abcdefghijklmnopqrst",
    } | changes  # fmt: skip


def stop_notice(**changes):
    return {
        "head": AGENCY_HEAD, "number": f"{CODE}/DGQ", "dossier": CODE, "person": PERSON, "procedure": PROCEDURE,
        "received_at": "2020-05-11T08:31:07+07:00", "due_at": "2020-05-14T17:00:00+07:00",
        "stopped_at": "2020-05-12T09:15:00+07:00", "reason": "Thửa đất đang có tranh chấp, Toà án đã thụ lý ngày 11/5/2020.",
        "counter": DESK, "contact_phone": "0209 0000 000", "site": "localhost:8000/tra-cuu", "post": "Chủ tịch",
        "leader": "Hà Văn Páo", "look_up": "http://localhost:8000/tra-cuu/abcdefghijklmnopqrst",
    } | changes  # fmt: skip


def control_slip(**changes):
    def row(giver, taker, at, result, **more):
        names = {"giver_name": "", "taker_name": "", "note": ""}
        return names | {"giver": giver, "taker": taker, "at": at, "result": result} | more

    commune = "UBND xã Quảng Khê"
    return {
        "head": HEAD, "book": 1, "ordinal": 12, "owner": "Triệu Mùi Khé", "dossier": CODE, "procedure": PROCEDURE,
        "received_at": "2020-05-11T08:31:07+07:00", "due_at": "2020-05-14T17:00:00+07:00", "no_due": "",
        "competent": commune, "others": "",
        "rows": [
            row("người nộp", DESK, "2020-05-11T08:31:07+07:00", "", taker_name="Hứa Thị Thuỷ"),
            row(DESK, commune, "2020-05-11T09:10:00+07:00", "trước hạn", giver_name="Hứa Thị Thuỷ"),
            row(commune, commune, "2020-05-13T16:00:00+07:00", "đúng hạn", giver_name="Nông Thị Hạnh", note="Trình ký."),
            row(commune, DESK, "2020-05-15T08:00:00+07:00", "quá hạn", giver_name="Hà Văn Páo"),
        ],
        "printed_at": "2020-05-15T08:30:00+07:00", "scan": CODE,
    } | changes  # fmt: skip


def delivery_slip(**changes):
    return {
        "head": HEAD, "dossier": CODE, "owner": "Triệu Mùi Khé", "procedure": PROCEDURE,
        "received_at": "2020-05-11T08:31:07+07:00", "due_at": "2020-05-14T17:00:00+07:00", "result": "Kết quả giải quyết",
        "result_number": "125/XN-UBND", "signed_on": "2020-05-13", "returned_at": "2020-05-13T15:20:00+07:00",
        "timing": "trước hạn", "recipient": "Triệu Mùi Khé", "relation": "chủ hồ sơ", "proof": "giấy hẹn",
        "clerk": "Hứa Thị Thuỷ", "scan": CODE,
    } | changes  # fmt: skip


def delivery_slip_with_originals(**changes):
    return delivery_slip(originals="Sổ hộ khẩu; Giấy chứng sinh (2 bản)", **changes)


def originals_slip(**changes):
    return {
        "head": HEAD, "dossier": CODE, "owner": "Triệu Mùi Khé", "giver": "Bàn Văn Sinh", "procedure": PROCEDURE,
        "originals": [
            {"name": "Sổ hộ khẩu", "count": 1, "keeper": "Hứa Thị Thuỷ, UBND xã Quảng Khê", "at": "2020-05-11T08:31:07+07:00"},
            {"name": "Giấy chứng sinh", "count": 2, "keeper": "UBND xã Quảng Khê", "at": "2020-05-11T08:31:07+07:00"},
        ],
        "clerk": "Hứa Thị Thuỷ", "printed_at": "2020-05-11T08:40:00+07:00", "scan": CODE,
    } | changes  # fmt: skip


def hand_over_list(**changes):
    return {
        "head": HEAD, "number": "5/2020", "origin": DESK, "target": "Phòng Tài chính - Kế hoạch, UBND huyện Ba Bể",
        "handed_at": "2020-05-11T16:30:00+07:00",
        "lines": [
            {"number": CODE, "owner": "Triệu Mùi Khé", "procedure": PROCEDURE, "papers": 3, "originals": "Sổ hộ khẩu"},
            {"number": CODE[:-1] + "2", "owner": "Bàn Văn Sinh", "procedure": PROCEDURE, "papers": 2, "originals": ""},
        ],
        "scans": [CODE, CODE[:-1] + "2"],
        "carrier": "văn thư Nông Thị Hạnh", "giver": "Hứa Thị Thuỷ", "scan": "https://motcua.example/ban-giao/1",
    } | changes  # fmt: skip


def reminder(**changes):
    return {
        "head": HEAD, "number": "3/2020", "to": "Công chức Tư pháp – Hộ tịch, UBND xã Quảng Khê",
        "text": "Đề nghị giải quyết ngay các hồ sơ quá hạn dưới đây.\nTrả lời nêu rõ lý do chậm và ngày xong.",
        "dossiers": [
            {"number": CODE, "procedure": PROCEDURE, "due_at": "2020-05-18T17:00:00+07:00"},
            {"number": CODE[:-1] + "2", "procedure": PROCEDURE, "due_at": "2020-05-19T17:00:00+07:00"},
        ],
        "answer_by": "2020-05-25", "post": "Chủ tịch UBND", "signer": "Hoàng Văn Tá",
    } | changes  # fmt: skip


def figures(**changes):
    return {
        "head": HEAD, "title": "Số liệu giải quyết thủ tục hành chính", "about": "UBND xã Quảng Khê, từ 1/5/2020 đến 31/5/2020",
        "tables": [
            {
                "caption": "Số hồ sơ", "columns": ["Đơn vị", "Tiếp nhận", "Quá hạn", "Tỉ lệ đúng hạn"],
                "kinds": ["text", "number", "number", "number"],
                "rows": [["Cộng", "120", "3", "97,5%"], ["UBND xã Quảng Khê", "120", "3", "97,5%"]],
            },
        ],
        "notes": ["Hồ sơ rút hoặc dừng đứng ở cột riêng."],
        "printed_at": "2020-05-29T10:00:00+07:00", "printed_by": "Hoàng Văn Tá",
    } | changes  # fmt: skip


def report_form(**changes):
    return {
        "number": "Biểu số II.06a/VPCP/KSTT", "title": "Tình hình, kết quả giải quyết thủ tục hành chính",
        "unit": "UBND xã Quảng Khê", "receiver": "UBND huyện Ba Bể", "period": "tháng 5/2020",
        "days": "từ 1/5/2020 đến 31/5/2020", "about": "tính theo cơ quan giải quyết",
        "tables": [
            {
                "caption": "", "measure": "hồ sơ",
                "columns": ["STT", "Lĩnh vực", "Tiếp nhận: tổng số", "Đã giải quyết: đúng hạn", "Đã giải quyết: quá hạn"],
                "kinds": ["code", "text", "number", "number", "number"], "width": 3,
                "sums": ["", "Tổng số", "120", "110", "3"],
                "rows": [["1", "Hộ tịch", "100", "92", "2"], ["2", "Chứng thực", "20", "18", "1"]],
            },
        ],
        "notes": ["Cột đúng hạn có 4 hồ sơ rút hoặc dừng."], "place": "Quảng Khê",
        "printed_at": "2020-06-02T10:00:00+07:00", "printed_by": "Hoàng Văn Tá",
    } | changes  # fmt: skip


def rating_slip(**changes):
    return {
        "agency": "UBND xã Quảng Khê", "dossier": CODE, "procedure": PROCEDURE,
        "levels": ["Rất hài lòng", "Hài lòng", "Chưa hài lòng"],
        "questions": [
            "a) Thời gian giải quyết so với quy định", "b) Số cơ quan phải liên hệ", "c) Số lần phải đi lại",
            "d) Thông tin công khai đúng và đủ", "e) Thái độ phục vụ", "f) Đúng luật và đúng mức phí",
            "g) Giải thích rõ ràng", "h) Dịch vụ trực tuyến", "i) Việc khác",
        ],
        "look_up": "http://localhost:8000/danh-gia/ho-so/k7m2k7m2k7m2", "hotline": "0209 3 870 000",
    } | changes  # fmt: skip


def words_in_columns(**changes):
    said = figures()
    table = {
        "caption": "", "columns": ["Phần", "Những gì"], "kinds": ["text", "text"], "widths": [1, 4],
        "rows": [["Công dân, tổ chức", "Họ tên; số giấy tờ (mã hoá)"]],
    }  # fmt: skip
    return said | {"about": "", "tables": [*said["tables"], table]} | changes


def lent_notice(**changes):
    return {
        "head": HEAD, "to": "Phòng Tư pháp huyện Ba Bể", "month": "4/2020", "official": "Hứa Thị Thuỷ", "post": "Công chức một cửa",
        "figures": [{"name": "Hồ sơ tiếp nhận", "count": 120}, {"name": "Hồ sơ chuyển đi giải quyết", "count": 118}],
        "attitude": "chưa có dữ liệu",
    } | changes  # fmt: skip


def narrative(**changes):
    return {
        "head": AGENCY_HEAD, "period": "quý 2/2020", "ordinal": 1, "basis": "Thông tư 01/2018/TT-VPCP, Điều 11",
        "items": [
            {"title": "Tình hình triển khai", "text": "UBND xã Quảng Khê thực hiện 120 thủ tục hành chính."},
            {"title": "Kết quả tiếp nhận, giải quyết", "text": "Tiếp nhận 45 hồ sơ.\nĐã giải quyết 40 hồ sơ, quá hạn 1."},
        ],
        "post": "Chủ tịch UBND", "signer": "Hoàng Văn Tá", "digest": "ab" * 32,
    } | changes  # fmt: skip


def destruction(**changes):
    return {
        "head": HEAD, "ground": "Hết thời hạn lưu trữ", "decision": "BB 3/HĐ ngày 12/5/2030",
        "proposer": "Nông Thị Hạnh", "approver": "Hoàng Văn Tá",
        "dossiers": [
            {"number": CODE, "procedure": PROCEDURE, "erased_at": "2030-05-18T09:00:00+07:00"},
            {"number": CODE[:-1] + "2", "procedure": PROCEDURE, "erased_at": "2030-05-18T09:00:01+07:00"},
        ],
    } | changes  # fmt: skip


def person_data(**changes):
    return {
        "head": HEAD, "person": "Triệu Mùi Khé", "printed_at": "2020-05-11T08:31:07+07:00",
        "sections": [
            {
                "title": "Công dân, tổ chức", "aim": "Biết hồ sơ là của ai.", "ground": "NĐ 61/2018.", "kept": "Cùng hồ sơ.",
                "lines": [{"what": "Họ tên", "value": "Triệu Mùi Khé"}, {"what": "Số giấy tờ", "value": "095000000001"}],
            }
        ],
    } | changes  # fmt: skip


def lookers(**changes):
    return {
        "head": HEAD, "person": "Triệu Mùi Khé", "printed_at": "2020-05-11T08:31:07+07:00", "more": 3,
        "lines": [
            {"at": "2020-05-11T08:31:07+07:00", "who": "UBND xã Quảng Khê, Công chức Tư pháp – Hộ tịch", "what": CODE,
             "act": "mở"},
        ],
    } | changes  # fmt: skip


def lookers_with_reasons(**changes):
    said = lookers()
    given = said["lines"][0] | {"act": "xuất dữ liệu", "reason": "Bà ấy đến quầy yêu cầu ngày 11/5."}
    return said | {"lines": [given, said["lines"][0] | {"reason": ""}]} | changes


def transfer_slip(**changes):
    return {
        "head": HEAD, "dossier": CODE, "owner": "Triệu Mùi Khé", "procedure": PROCEDURE,
        "received_at": "2020-05-11T08:31:07+07:00", "due_at": "2020-05-25T17:00:00+07:00", "lead": "UBND xã Quảng Khê",
        "stages": [
            {"agency": "UBND xã Quảng Khê", "work": "Thẩm định; Ký duyệt", "due_at": "2020-05-13T17:00:00+07:00",
             "is_parallel": False},
            {"agency": "Công an huyện Ba Bể", "work": "Đăng ký thường trú", "due_at": "", "is_parallel": True},
        ],
        "clerk": "Hứa Thị Thuỷ", "printed_at": "2020-05-11T08:40:00+07:00", "scan": CODE,
    } | changes  # fmt: skip


def history(**changes):
    who = "Hứa Thị Thuỷ, Công chức một cửa, UBND xã Quảng Khê"
    return {
        "head": HEAD, "dossier": CODE, "owner": "Triệu Mùi Khé", "procedure": PROCEDURE,
        "received_at": "2020-05-11T08:31:07+07:00", "due_at": "2020-05-14T17:00:00+07:00", "holder": "UBND xã Quảng Khê",
        "state": "Thẩm định",
        "lines": [
            {"at": "2020-05-11T08:31:07+07:00", "sentence": f"Tiếp nhận, mã {CODE}, hẹn trả 17:00 14/5/2020.", "who": who},
            {"at": "2020-05-11T09:10:00+07:00", "sentence": "Chuyển sang bước 2, UBND xã Quảng Khê.", "who": who},
        ],
        "printed_at": "2020-05-11T10:00:00+07:00", "scan": CODE,
    } | changes  # fmt: skip


def loss(**changes):
    return {
        "head": AGENCY_HEAD, "number": f"{CODE}/XL", "dossier": CODE, "person": PERSON, "procedure": PROCEDURE,
        "received_at": "2020-05-11T08:31:07+07:00", "damaged": False, "what": "Giấy tờ chứng minh nơi cư trú (01 bản chụp)",
        "liable": "UBND xã Quảng Khê", "reported_at": "2020-05-12T09:15:00+07:00", "contact_name": "Nông Thị Hạnh",
        "contact_phone": "0209 0000 000", "counter": DESK, "post": "Công chức Tư pháp - hộ tịch", "signer": "Nông Thị Hạnh",
        "look_up": "http://localhost:8000/tra-cuu/abcdefghijklmnopqrst",
    } | changes  # fmt: skip


def meeting(**changes):
    return {
        "head": AGENCY_HEAD, "dossier": CODE, "owner": "Triệu Mùi Khé", "procedure": PROCEDURE, "check": True,
        "starts_at": "2020-05-14T08:30:00+07:00", "place": "Thửa đất số 12, thôn Nà Lẻo", "about": "Xem ranh giới thửa đất.",
        "people": ["Nông Thị Hạnh, Công chức Địa chính", "Trưởng thôn Nà Lẻo"], "post": "Công chức Địa chính",
        "caller": "Nông Thị Hạnh",
    } | changes  # fmt: skip


def minutes(**changes):
    known = {name: value for name, value in meeting().items() if name not in {"post", "caller"}}
    return known | {
        "found": "Ranh giới rõ, không có tranh chấp.", "conclusion": "đủ điều kiện",
        "signers": ["Nông Thị Hạnh", "Hoàng Văn Tá"], "keeper": "Nông Thị Hạnh",
    } | changes  # fmt: skip


def register(**changes):
    line = {
        "ordinal": 12,
        "code": "900.05.03.H03-200511-0001",
        "procedure": "Cấp Giấy xác nhận tình trạng hôn nhân",
        "sets": 1,
        "owner": "Triệu Mùi Khé",
        "address": "Thôn Nà Lẻo, xã Quảng Khê",
        "phone": "0900000001",
        "received": "08:31 11/5/2020",
        "due": "17:00 14/5/2020",
        "returned": "15:20 13/5/2020",
        "giver": "Hứa Thị Thuỷ",
        "taker": "Triệu Mùi Khé",
        "clerk": "Hứa Thị Thuỷ",
        "commune": "Xã Quảng Khê",
        "competent": "UBND xã Quảng Khê",
        "delivery": "tại quầy",
        "note": "",
    }
    corrected = "Đính chính 12/5/2020: họ tên chủ hồ sơ «Triệu Mùi Khế» thành «Triệu Mùi Khé»."
    cancelled = "Huỷ tiếp nhận nhầm 11/5/2020: Nhận hai lần cùng một bộ."
    return {
        "first_page": 7,
        "head": HEAD,
        "title": "Sổ theo dõi hồ sơ năm 2020, UBND xã Quảng Khê",
        "mark": "Sổ theo dõi hồ sơ năm 2020, UBND xã Quảng Khê",
        "year": 2020,
        "unit": "UBND xã Quảng Khê",
        "field": "",
        "columns": ["commune", "competent", "delivery"],
        "opening": {"facts": [["Quyển số", "01"], ["Số thứ tự", "từ 1 đến 14"]], "remark": "Sổ đã khoá."},
        "lines": [
            line,
            line | {"ordinal": 13, "note": corrected},
            line | {"ordinal": 14, "returned": "", "giver": "", "taker": "", "note": cancelled},
        ],
        "notes": [
            {"ordinal": 12, "code": line["code"], "at": "09:10 5/1/2021", "text": "Đính chính kết quả 5/1/2021."}
        ],
        "closing": {
            "until": 14,
            "cancelled": 1,
            "open": 2,
            "closed_at": "2021-01-04T08:00:00+07:00",
            "keeper": "Hứa Thị Thuỷ",
            "post": "Chủ tịch",
            "signer": "Hà Văn Páo",
        },
    } | changes


def paper_book(**changes):
    codes = [{"number": n, "code": f"900.05.03.H03-200511-{n + 12:04}"} for n in range(1, 11)]
    site = "http://localhost:8000/tra-cuu?ma="
    return {
        "head": HEAD, "codes": codes, "first": codes[0]["code"], "last": codes[-1]["code"], "day": "2020-05-11",
        "drawn_at": "2020-05-08T16:00:00+07:00", "clerk": "Hứa Thị Thuỷ",
        "counter": "Bộ phận Tiếp nhận và Trả kết quả, UBND xã Quảng Khê", "look_up_site": "localhost:8000/tra-cuu",
        "hotline": "0209 0000 000",
        "scans": [text for one in codes for text in (one["code"], site + one["code"])],
    } | changes  # fmt: skip


def sample(**changes):
    person = [("Họ, chữ đệm, tên", "Nguyễn Văn Mẫu"), ("Số định danh cá nhân", "000000000001")]
    declaration = {
        "title": "Tờ khai cấp Giấy xác nhận tình trạng hôn nhân",
        "form_number": "15/2015/TT-BTP",
        "signer": "Nguyễn Văn Mẫu",
        "sections": [{"title": "Người yêu cầu", "lines": person}],
    }
    papers = [{"name": "Tờ khai cấp Giấy xác nhận tình trạng hôn nhân", "originals": 1, "certified": 0, "copies": 0}]
    return {
        "procedure": "Cấp Giấy xác nhận tình trạng hôn nhân",
        "code": "1.004873",
        "declarations": [declaration],
        "cases": [{"label": "", "papers": papers}, {"label": "Người đã ly hôn", "papers": papers}],
        **changes,
    }
