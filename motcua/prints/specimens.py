"""Filled forms with invented people, as a preview shows them: as full as a sheet usually is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.kernel.moments import TZ
from motcua.prints.types import FILLED

MOMENT = datetime(2020, 5, 11, 8, 31, 7, tzinfo=TZ)

_UNIT, _CLERK, _SITE, _PHONE = (FILLED[name] for name in ("đơn vị", "người phụ trách", "trang tra cứu", "điện thoại"))
_AGENCY = {"superior": "UBND huyện Mẫu", "agency": _UNIT, "desk": "", "place": "Xã Mẫu", "day": "2020-05-11"}
_DESK = _AGENCY | {"desk": "Bộ phận Tiếp nhận và Trả kết quả"}
_COUNTER = f"Bộ phận Tiếp nhận và Trả kết quả, {_UNIT}"
_PERSON = {
    "name": "Nguyễn Văn Mẫu",
    "address": "Thôn Mẫu, xã Mẫu, huyện Mẫu",
    "phone": "0900000001",
    "email": "",
    "number": "000000000001",
}
_CODE, _PROCEDURE = "000.00.00.H00-200511-0001", "Cấp Giấy xác nhận tình trạng hôn nhân"
_PAPERS = [
    {"name": "Tờ khai cấp Giấy xác nhận tình trạng hôn nhân", "originals": 1, "certified": 0, "copies": 0},
    {"name": "Giấy tờ chứng minh nơi cư trú", "originals": 0, "certified": 0, "copies": 1},
    {"name": "Trích lục ghi chú ly hôn", "originals": 0, "certified": 1, "copies": 0},
]
_RECEIVED, _DUE = "2020-05-11T08:31:07+07:00", "2020-05-14T17:00:00+07:00"
_LOOK_UP = f"https://{_SITE}/mau"
_DOSSIER = {
    "dossier": _CODE, "person": _PERSON, "procedure": _PROCEDURE, "received_at": _RECEIVED, "counter": _COUNTER,
    "contact_name": _CLERK, "contact_phone": _PHONE, "site": _SITE, "clerk": _CLERK, "post": "Chủ tịch",
    "leader": "Trần Văn Mẫu", "look_up": _LOOK_UP,
}  # fmt: skip
_FEES = [
    {"name": "Lệ phí chứng thực chữ ký", "note": "", "quantity": 2, "price": 10000, "amount": 20000},
    {"name": "Phí sao lục", "note": "", "quantity": 1, "price": 5000, "amount": 5000},
]
_SHARE = {"receipts": 20, "cash": 500000, "transfer": 0, "post": 0, "cancelled": 0, "total": 500000}

SPECIMENS: Mapping[str, Mapping[str, Any]] = {
    "receipt": {
        "head": _DESK, "code": _CODE, "book": 1, "ordinal": 12, "code_assumed": False, "submitter": _PERSON, "owner": None,
        "channel": "trực tiếp tại quầy", "procedure": _PROCEDURE, "papers": _PAPERS, "originals": "Giấy tờ chứng minh nơi cư trú",
        "sets": 1, "limit": "3 ngày làm việc", "received_at": _RECEIVED, "due_at": _DUE, "provisional": False,
        "delivery": f"Tại quầy, {_UNIT}", "fee": "không thu", "look_up": _LOOK_UP, "look_up_site": _SITE,
        "hotline": _PHONE, "clerk": _CLERK,
    },
    "supplement": {
        **_DOSSIER, "head": _DESK, "number": f"{_CODE}/HDHS", "papers": _PAPERS, "reason": "Tờ khai chưa có chữ ký.",
        "clock": "Khi đủ giấy tờ, thời hạn giải quyết được tính lại từ đầu.",
    },
    "refusal": {
        **_DOSSIER, "head": _DESK, "stage": "appraisal", "papers": 0,
        "reason": "Không thuộc thẩm quyền của xã: nộp tại UBND huyện Mẫu.",
    },
    "apology": {
        **_DOSSIER, "head": _AGENCY, "number": f"{_CODE}/PXL", "original_due_at": _DUE, "promised_at": _DUE,
        "cause": "Chờ kết quả xác minh của UBND xã bên cạnh.", "liable": _UNIT, "late": True, "apology_by": "2020-05-13",
        "due_at": "2020-05-20T17:00:00+07:00", "delivery": f"Tại quầy, {_UNIT}",
    },
    "stop_notice": {
        **_DOSSIER, "head": _AGENCY, "number": f"{_CODE}/DGQ", "due_at": _DUE, "stopped_at": "2020-05-12T09:15:00+07:00",
        "reason": "Thửa đất đang có tranh chấp, Toà án đã thụ lý ngày 11/5/2020.",
    },
    "loss": {
        **_DOSSIER, "head": _AGENCY, "number": f"{_CODE}/XL", "damaged": False, "what": "Giấy tờ chứng minh nơi cư trú (01 bản chụp)",
        "liable": _UNIT, "reported_at": "2020-05-12T09:15:00+07:00", "signer": _CLERK,
    },
    "delivery_slip": {
        "head": _DESK, "dossier": _CODE, "owner": _PERSON["name"], "procedure": _PROCEDURE, "received_at": _RECEIVED,
        "due_at": _DUE, "result": "Kết quả giải quyết", "result_number": "125/XN-UBND", "signed_on": "2020-05-13",
        "returned_at": "2020-05-13T15:20:00+07:00", "timing": "trước hạn", "recipient": _PERSON["name"],
        "relation": "chủ hồ sơ", "proof": "giấy hẹn", "originals": "Giấy tờ chứng minh nơi cư trú", "clerk": _CLERK,
        "scan": _CODE,
    },
    "originals_slip": {
        "head": _DESK, "dossier": _CODE, "owner": _PERSON["name"], "giver": _PERSON["name"], "procedure": _PROCEDURE,
        "originals": [{"name": "Giấy tờ chứng minh nơi cư trú", "count": 1, "keeper": f"{_CLERK}, {_UNIT}", "at": _RECEIVED}],
        "clerk": _CLERK, "printed_at": _RECEIVED, "scan": _CODE,
    },
    "meeting_invitation": {
        "head": _AGENCY, "dossier": _CODE, "owner": _PERSON["name"], "procedure": _PROCEDURE, "check": True,
        "starts_at": "2020-05-14T08:30:00+07:00", "place": "Thửa đất số 12, thôn Mẫu", "about": "Xem ranh giới thửa đất.",
        "people": [f"{_PERSON['name']}, chủ hồ sơ", f"{_CLERK}, Công chức Địa chính", "Trưởng thôn Mẫu"],
        "post": "Công chức Địa chính", "caller": _CLERK,
    },
    "fee_receipt": {
        "head": _DESK, "dossier": _CODE, "payer": _PERSON["name"], "address": _PERSON["address"], "procedure": _PROCEDURE,
        "lines": _FEES, "total": 25000, "words": "Hai mươi lăm nghìn đồng", "method": "tiền mặt", "reference": "",
        "taken_at": _RECEIVED, "clerk": _CLERK, "book": 1, "number": 12, "year": 2020, "serial": "MAU/20P",
    },
    "settlement": {
        "head": _AGENCY, "year": 2020, "quarter": 2, "since": "2020-04-01", "until": "2020-06-30", "version": 1,
        "lines": [{"agency": _UNIT} | _SHARE, {"agency": "UBND huyện Mẫu"} | _SHARE], "total": 1000000,
        "words": "Một triệu đồng", "open_days": 1, "clerk": _CLERK,
    },
}  # fmt: skip
