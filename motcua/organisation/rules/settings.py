"""The province's settings that a screen may change: what each is, what it takes, where it stands."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.prints.types import FILLED, TEXT_PLACES
from motcua.ui import tokens
from motcua.ui.places import places_fault

Kind = Literal["choice", "number", "yesno", "text", "colour", "night", "clock", "several", "sentence"]
LONGEST = 200
#: Where the province's own sentences on printed forms stand, by form and place.
PRINTED = "prints.texts"


@dataclass(frozen=True, slots=True)
class SettingKind:
    """A setting: ``key`` says where it stands («deadlines.model»); ``basis`` the law that sets it, empty where none is known.

    A sentence on a printed form is of at most ``most`` letters; ``usual`` is what the form says without it.
    """

    key: str
    group: str
    label: str
    help: str
    kind: Kind
    choices: tuple[tuple[str, str], ...] = ()
    least: int = 0
    most: int = 0
    basis: str = ""
    usual: str = ""


_TIME, _COUNTER = gettext_noop("Thời hạn giải quyết"), gettext_noop("Một cửa")
_TEXTS = gettext_noop("Lời in trên giấy")
_NOTICES, _HOUSE = gettext_noop("Tin báo cho người dân"), gettext_noop("Tên gọi và liên hệ")
_POLICIES = (
    ("RESTART", gettext_noop("tính lại từ đầu")),
    ("SUSPEND_RESUME", gettext_noop("tạm dừng, rồi chạy tiếp")),
    ("NONE", gettext_noop("không dừng")),
)
_BOUNDARIES = (
    ("end_of_session", gettext_noop("hết giờ làm việc")),
    ("end_of_day", gettext_noop("hết ngày, 24 giờ")),
)
_PAUSE = gettext_noop("Hồ sơ đã nhận giữ cách của ngày nhận; chỉ hồ sơ nhận từ ngày áp dụng đi theo cách mới.")

SETTINGS: tuple[SettingKind, ...] = (
    SettingKind(
        "deadlines.model", _TIME, gettext_noop("Cách đếm ngày làm việc"),
        gettext_noop("A: hết buổi cuối của ngày thứ n sau ngày nhận. B: n lần 8 giờ làm việc, tính từ phút nhận."),
        "choice", (("A", gettext_noop("A, theo ngày")), ("B", gettext_noop("B, theo giờ"))), basis="BLDS 2015 Đ147, Đ148",
    ),
    SettingKind(
        "deadlines.print_as", _TIME, gettext_noop("Giờ in trên giấy hẹn"),
        gettext_noop("Lúc nào của ngày cuối cùng được ghi cho người dân."), "choice", _BOUNDARIES,
    ),
    SettingKind(
        "deadlines.late_after", _TIME, gettext_noop("Bị coi là trễ sau"),
        gettext_noop("Kết quả có trước lúc này của ngày cuối cùng là đúng hạn."), "choice", _BOUNDARIES,
        basis="BLDS 2015 Đ148",
    ),
    SettingKind(
        "deadlines.after_15h_shift", _TIME, gettext_noop("Nhận sau giờ chốt thì tính từ ngày làm việc sau"),
        gettext_noop("Luật chỉ cho lùi việc chuyển hồ sơ; có tỉnh lùi cả thời hạn."), "yesno", basis="NĐ 61/2018 Đ18",
    ),
    SettingKind(
        "deadlines.cut_off", _TIME, gettext_noop("Giờ chốt trong ngày"),
        gettext_noop("Thủ tục trả trong ngày nhận sau giờ này thì trả vào ngày làm việc sau."), "clock",
        basis="NĐ 61/2018 Đ18",
    ),
    SettingKind(
        "deadlines.max_supplements", _TIME, gettext_noop("Số lần yêu cầu bổ sung"),
        gettext_noop("Quá số này cần lãnh đạo cho phép, ghi lý do."), "number", least=0, most=5, basis="NĐ 61/2018 Đ19",
    ),
    SettingKind(
        "deadlines.max_extensions", _TIME, gettext_noop("Số lần xin lỗi và hẹn lại"),
        gettext_noop("Mỗi hồ sơ được hẹn lại tối đa từng này lần."), "number", least=0, most=5, basis="NĐ 61/2018 Đ19",
    ),
    SettingKind(
        "pauses.supplement", _TIME, gettext_noop("Thời hạn khi chờ bổ sung giấy tờ"), _PAUSE, "choice", _POLICIES,
        basis="NĐ 61/2018 Đ19",
    ),
    SettingKind("pauses.payment", _TIME, gettext_noop("Thời hạn khi chờ nộp tiền"), _PAUSE, "choice", _POLICIES),
    SettingKind(
        "pauses.applicant_presence", _TIME, gettext_noop("Thời hạn khi chờ người dân có mặt"), _PAUSE, "choice", _POLICIES
    ),
    SettingKind(
        "pauses.consultation", _TIME, gettext_noop("Thời hạn khi lấy ý kiến cơ quan khác"), _PAUSE, "choice", _POLICIES,
        basis="NĐ 61/2018 Đ19",
    ),
    SettingKind(
        "code_scheme", _COUNTER, gettext_noop("Cách đánh mã hồ sơ"),
        gettext_noop("Hồ sơ nhận từ ngày áp dụng mang mã theo cách này; mã đã cấp không đổi."), "choice",
        (("legacy", gettext_noop("kiểu cũ, QCVN 102:2016")), ("qd20", gettext_noop("theo QĐ 20/2020/QĐ-TTg"))),
        basis="QĐ 20/2020/QĐ-TTg",
    ),
    SettingKind(
        "prints.form_set", _COUNTER, gettext_noop("Bộ mẫu giấy in"),
        gettext_noop("Giấy lập từ ngày áp dụng in theo bộ này; giấy đã lập giữ bộ cũ. Bộ 2025 có nội dung giả định."),
        "choice",
        (
            ("tt01_2018", gettext_noop("6 mẫu, Thông tư 01/2018/TT-VPCP")),
            ("tt03_2025", gettext_noop("7 mẫu, Thông tư 03/2025/TT-VPCP (giả định)")),
        ),
        basis="TT 01/2018 Đ9, TT 03/2025",
    ),
    SettingKind(
        "prints.rating_slip", _COUNTER, gettext_noop("In phiếu đánh giá kèm giấy hẹn, phiếu bổ sung, phiếu từ chối"),
        gettext_noop("Có: cạnh mỗi giấy ấy có bản in kèm phiếu, mã QR trên phiếu mở phiếu điện tử."), "yesno",
        basis="TT 01/2018 Đ12",
    ),
    SettingKind(
        "duplicate_days", _COUNTER, gettext_noop("Báo trùng trong bao nhiêu ngày"),
        gettext_noop("Quầy được báo khi người ấy có hồ sơ cùng thủ tục trong từng này ngày. 0: chỉ báo hồ sơ chưa xong."),
        "number", least=0, most=365,
    ),
    SettingKind(
        "fees.return_unpaid", _COUNTER, gettext_noop("Trả kết quả khi còn nợ phí, lệ phí"),
        gettext_noop("Có trả kết quả cho người chưa nộp đủ không."), "choice",
        (("refuse", gettext_noop("không trả")), ("allow", gettext_noop("vẫn trả"))),
    ),
    SettingKind(
        "catalogue.four_eyes", _COUNTER, gettext_noop("Người soạn thủ tục mới, thay đổi của thủ tục không tự công bố"),
        gettext_noop("Có: một người khác có quyền phải xem rồi công bố; thay đổi chờ ở «Đề nghị thay đổi thủ tục»."), "yesno",
    ),
    SettingKind(
        "catalogue.required_scans", _COUNTER, gettext_noop("Phải có bản quét bắt buộc trước khi cấp giấy hẹn"),
        gettext_noop("Có: giấy tờ mà thủ tục ghi «bản chụp bắt buộc» phải được quét rồi mới tiếp nhận được."), "yesno",
        basis="NĐ 61/2018 Đ17",
    ),
    SettingKind(
        "catalogue.online_levels", _COUNTER, gettext_noop("Mức dịch vụ công trực tuyến"),
        gettext_noop("Bản công bố giữ mức đã ghi; thang mới chưa ghi thì suy từ mức cũ, giả định."), "choice",
        (
            ("1234", gettext_noop("bốn mức độ, 1 đến 4")),
            ("full_partial", gettext_noop("toàn trình, một phần, cung cấp thông tin")),
        ),
        basis="TT 32/2017 Đ5; NĐ 42/2022",
    ),
    SettingKind(
        "catalogue.keep_years", _COUNTER, gettext_noop("Lưu hồ sơ, năm"),
        gettext_noop("Dùng khi thủ tục chưa ghi thời hạn lưu riêng; trang hồ sơ ghi là giả định."), "number",
        least=1, most=100, basis="TT 01/2018 Đ10",
    ),
    SettingKind(
        "reports.undecided", _COUNTER, gettext_noop("Hồ sơ chờ bổ sung, rút, dừng trong Biểu II.06a"),
        gettext_noop("Để cùng cột đúng hạn, trong hạn như mẫu đang dùng, hay thành cột riêng. Chưa xác nhận mẫu muốn cách nào."),
        "choice",
        (("on_time", gettext_noop("cùng cột đúng hạn, trong hạn")), ("apart", gettext_noop("cột riêng"))),
    ),
    SettingKind(
        "staff.secondment_least_months", _COUNTER, gettext_noop("Biệt phái ngắn nhất, tháng"),
        gettext_noop("Thời gian làm việc tại một cửa không được ngắn hơn."), "number", least=1, most=60,
        basis="NĐ 61/2018 Đ11",
    ),
    SettingKind(
        "staff.secondment_most_months", _COUNTER, gettext_noop("Biệt phái dài nhất, tháng"),
        gettext_noop("Thời gian làm việc tại một cửa không được dài hơn."), "number", least=1, most=120,
        basis="NĐ 61/2018 Đ11",
    ),
    SettingKind(
        "staff.secondment_warning_days", _COUNTER, gettext_noop("Báo trước khi hết biệt phái, ngày"),
        gettext_noop("Người quản trị thấy ai sắp hết hạn trước từng này ngày."), "number", least=1, most=365,
    ),
    SettingKind(
        "notices.quiet", _NOTICES, gettext_noop("Giờ yên ban đêm"),
        gettext_noop("Không gửi tin trong giờ này, viết như «21:00-07:00». Để trống: gửi cả ngày đêm."), "night",
    ),
    SettingKind(
        "notices.may_decline", _NOTICES, gettext_noop("Tin mà người dân được từ chối"),
        gettext_noop("Những tin còn lại luôn được gửi, vì luật muốn người dân biết."), "several",
    ),
    SettingKind(
        "notices.news_days", _NOTICES, gettext_noop("Việc cũ hơn bao nhiêu ngày thì không báo nữa"),
        gettext_noop("Để một máy vừa bật lại không gửi tin của tháng trước."), "number", least=1, most=60,
    ),
    SettingKind(
        "contact.hotline", _HOUSE, gettext_noop("Điện thoại hỗ trợ"),
        gettext_noop("In trên giấy hẹn và ở chân trang."), "text",
    ),
    SettingKind("contact.email", _HOUSE, gettext_noop("Thư điện tử hỗ trợ"), gettext_noop("Hiện ở chân trang."), "text"),
    SettingKind("contact.address", _HOUSE, gettext_noop("Địa chỉ"), gettext_noop("Hiện ở chân trang."), "text"),
    SettingKind(
        "look.brand", _HOUSE, gettext_noop("Màu chính của trang"),
        gettext_noop("Viết như #9b1c1f. Chữ trên màu này phải đọc được: tương phản ít nhất 4,5:1."), "colour",
    ),
    SettingKind(
        "look.accent", _HOUSE, gettext_noop("Màu điểm"),
        gettext_noop("Viết như #b98900; tương phản ít nhất 3:1."), "colour",
    ),
    *(
        SettingKind(f"{PRINTED}.{one.key}", _TEXTS, one.label, one.help, "sentence", most=one.most, usual=one.usual)
        for one in TEXT_PLACES
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OneWay:
    """What later regulations make a choice of and this edition has one way for: shown with the reason, not changed."""

    label: str
    value: str
    why: str


ONE_WAY: tuple[OneWay, ...] = (
    OneWay(
        gettext_noop("Bộ quy định"), gettext_noop("theo ngày của từng thiết lập"),
        gettext_noop("Không có một công tắc chung: mỗi điều mà một nghị định đổi là một thiết lập riêng, có ngày riêng."),
    ),
    OneWay(
        gettext_noop("Cấp chính quyền"), gettext_noop("theo cây đơn vị của từng ngày"),
        gettext_noop("Hai cấp hay ba cấp là do đơn vị nào còn hoạt động trong ngày ấy, sửa ở trang đơn vị."),
    ),
    OneWay(
        gettext_noop("Nhận hồ sơ ngoài địa bàn"), gettext_noop("không; mỗi nơi nhận hồ sơ của mình"),
        gettext_noop("Nhận thay nơi khác cần quy định của tỉnh về chuyển hồ sơ, phí và trách nhiệm; bản này chưa làm."),
    ),
    OneWay(
        gettext_noop("Cổng dịch vụ công"), gettext_noop("một cổng của tỉnh"),
        gettext_noop("Cổng quốc gia chưa nối, nên chưa có cổng thứ hai để chọn."),
    ),
    OneWay(
        gettext_noop("Hệ thống giữ hồ sơ"), gettext_noop("hệ thống này"),
        gettext_noop("Chưa nối với hệ thống của bộ hay cổng quốc gia, nên không hệ thống nào khác giữ hồ sơ thay."),
    ),
    OneWay(
        gettext_noop("Bảng điểm, bảng trạng thái đồng bộ"), gettext_noop("chưa dùng"),
        gettext_noop("Chưa có phần chấm điểm và phần đồng bộ ra ngoài để đọc các bảng ấy."),
    ),
)  # fmt: skip


def setting_of(key: str) -> SettingKind | None:
    """Return a setting by its key."""
    return next((one for one in SETTINGS if one.key == key), None)


def value_in(content: Mapping[str, Any], key: str, on: date) -> Any:
    """Return what stands in the settings' plain values; None where they are silent."""
    if key == "code_scheme":
        return next(
            (
                one["name"]
                for one in content["codes"]
                if (one["from"] or "") <= on.isoformat() <= (one["to"] or "9999-12-31")
            ),
            "qd20",
        )
    value: Any = content
    for part in key.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def with_value(content: Mapping[str, Any], key: str, value: Any) -> dict[str, Any]:
    """Return plain values in which one setting has another value."""
    changed = copy.deepcopy(dict(content))
    if key == "code_scheme":
        return {**changed, "codes": [{"name": value, "from": None, "to": None}]}
    place = changed
    *path, last = key.split(".")
    for part in path:
        place = place.setdefault(part, {})
    place[last] = value
    return changed


Base = tuple[int, date | None, Mapping[str, Any]]
Change = tuple[str, Any, date]


def in_time(bases: Sequence[Base], changes: Iterable[Change]) -> list[tuple[date | None, int, dict[str, Any]]]:
    """Lay the screen's changes over the folder's versions; return (since, number, plain values), the last period first.

    ``bases`` are the folder's versions, the newest first: the newest in force on a day counts. ``changes`` stand in the
    order in which they were decided; of those in force the one of the latest day counts; None is the folder's own again.
    """
    changes = sorted(changes, key=lambda change: change[2])
    days: set[date | None] = {valid_from for _number, valid_from, _content in bases} | {
        day for _key, _value, day in changes
    }
    periods = []
    for day in sorted(days, key=lambda one: one or date.min, reverse=True):
        base = next((one for one in bases if one[1] is None or (day is not None and one[1] <= day)), None)
        if base is None:
            continue
        values = {key: value for key, value, since in changes if day is not None and since <= day}
        content = dict(base[2])
        for key, value in values.items():
            if value is not None:
                content = with_value(content, key, value)
        periods.append((day, base[0], content))
    return periods


def read_value(setting: SettingKind, raw: str | Sequence[str], allowed: Sequence[tuple[str, str]]) -> tuple[Any, str]:
    """Read what was typed for a setting; return its value, and a sentence where it cannot be taken."""
    if setting.kind == "several":
        chosen = [raw] if isinstance(raw, str) else list(raw)
        known = {code for code, _words in allowed}
        return sorted(chosen), "" if set(chosen) <= known else _("Chọn trong các loại có sẵn.")
    text = raw.strip() if isinstance(raw, str) else ""
    return _READ[setting.kind](setting, text)


def _choice(setting: SettingKind, text: str) -> tuple[Any, str]:
    return text, "" if text in dict(setting.choices) else _("Chọn một trong các cách có sẵn.")


def _number(setting: SettingKind, text: str) -> tuple[Any, str]:
    if text.isdecimal() and len(text) < 6 and setting.least <= int(text) <= setting.most:  # noqa: PLR2004  digits
        return int(text), ""
    return None, _("Nhập một số từ %(least)s đến %(most)s.") % {"least": setting.least, "most": setting.most}


def _yesno(_setting: SettingKind, text: str) -> tuple[Any, str]:
    return text == "yes", "" if text in {"yes", "no"} else _("Chọn có hoặc không.")


def _text(_setting: SettingKind, text: str) -> tuple[Any, str]:
    return text, "" if len(text) <= LONGEST else _("Không quá %(most)s chữ.") % {"most": LONGEST}


def _sentence(setting: SettingKind, text: str) -> tuple[Any, str]:
    """Read one paragraph of plain text; none at all, or the form's usual words, is the form as it was."""
    text = " ".join(text.split())
    if len(text) > setting.most:
        return None, _("Viết không quá %(most)s chữ cái để vừa tờ giấy; đang là %(length)s.") % {
            "most": setting.most,
            "length": len(text),
        }
    return (None if text in {"", setting.usual} else text), places_fault(text, FILLED)


def _colour(setting: SettingKind, text: str) -> tuple[Any, str]:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        return None, _("Viết màu bằng dấu # và sáu chữ số 0-9, a-f, như #9b1c1f.")
    name = setting.key.rpartition(".")[2]
    weak = [
        pair
        for pair in tokens.weak_pairs(tokens.branded({name: text.lower()}))
        if tokens.BRAND[name] in (pair.front, pair.back)
    ]
    return text.lower(), _("Màu này nhạt quá, chữ trên đó khó đọc. Chọn màu đậm hơn.") if weak else ""


def _night(_setting: SettingKind, text: str) -> tuple[Any, str]:
    ends = [_clock(_setting, part) for part in text.split("-")]
    if text and (len(ends) != 2 or any(fault for _end, fault in ends) or ends[0][0] == ends[1][0]):  # noqa: PLR2004
        return None, _("Viết giờ yên như «21:00-07:00», hoặc để trống.")
    return text, ""


def _clock(_setting: SettingKind, text: str) -> tuple[Any, str]:
    if re.fullmatch(r"\d\d:\d\d", text):
        try:
            return f"{time.fromisoformat(text):%H:%M}", ""
        except ValueError:
            pass
    return None, _("Viết giờ như 15:00.")


_READ = {
    "choice": _choice,
    "number": _number,
    "yesno": _yesno,
    "text": _text,
    "sentence": _sentence,
    "colour": _colour,
    "night": _night,
    "clock": _clock,
}


def together_fault(content: Mapping[str, Any]) -> str:
    """Say what does not go together in whole settings; empty when all does."""
    staff = content.get("staff", {})
    if staff.get("secondment_least_months", 0) > staff.get("secondment_most_months", 10**6):
        return _("Biệt phái ngắn nhất không được dài hơn biệt phái dài nhất.")
    return ""


def in_words(setting: SettingKind, value: Any, allowed: Sequence[tuple[str, str]]) -> str:
    """Return a value as the page says it."""
    if setting.kind == "sentence" and not value:
        return setting.usual or _("không in gì")
    if value is None or value in ("", []):
        return _("để trống")
    if setting.kind == "yesno":
        return _("có") if value else _("không")
    if setting.kind == "choice":
        return _(dict(setting.choices)[value]) if value in dict(setting.choices) else str(value)
    if setting.kind == "several":
        return ", ".join(dict(allowed).get(code, code) for code in value)
    return str(value)
