"""The acts of this module, in words, and the roles that have them by default."""

from __future__ import annotations

from motcua.dossiers.books import CLOSE, READ
from motcua.dossiers.carrying import CARRY
from motcua.dossiers.deeds import ANSWER, DELEGATE, KEEP, LOOK, MEET

ACTS: tuple[tuple[str, str], ...] = (
    (LOOK, "Xem hồ sơ của đơn vị"),
    ("dossiers.receive", "Tiếp nhận, nhận bổ sung, cho rút, cấp lại giấy hẹn"),
    ("dossiers.hand_over", "Chuyển hồ sơ sang bước tiếp"),
    ("dossiers.return", "Trả kết quả"),
    ("dossiers.assign", "Giao người giải quyết"),
    ("dossiers.examine", "Nhận việc, thẩm định, trình ký"),
    ("dossiers.ask_supplement", "Yêu cầu bổ sung giấy tờ"),
    ("dossiers.coordinate", "Gửi cơ quan phối hợp, lấy ý kiến"),
    (ANSWER, "Trả lời cơ quan khác về hồ sơ"),
    (DELEGATE, "Uỷ quyền quyết định tại quầy"),
    (MEET, "Gọi họp, kiểm tra thực tế, ghi biên bản"),
    ("dossiers.refuse", "Từ chối giải quyết"),
    ("dossiers.approve", "Ký duyệt"),
    ("dossiers.send_back", "Trả lại bước trước"),
    ("dossiers.issue", "Đăng ký kết quả"),
    ("dossiers.note", "Ghi chú, đính kèm tệp"),
    ("dossiers.looks", "Xem ai đã xem hồ sơ"),
    ("dossiers.correct", "Đính chính hồ sơ, huỷ tiếp nhận nhầm"),
    ("dossiers.stop", "Dừng giải quyết"),
    ("dossiers.apologise", "Xin lỗi và hẹn lại ngày trả"),
    ("dossiers.allow_supplement", "Cho yêu cầu bổ sung thêm một lần"),
    ("dossiers.change_result", "Đính chính, thay, huỷ kết quả"),
    (READ, "Xem, in, xuất sổ theo dõi hồ sơ"),
    (CLOSE, "Khoá sổ theo dõi hồ sơ"),
    (CARRY, "Giao nhận giấy tờ theo phiếu bàn giao"),
    (KEEP, "Giữ, chuyển chỗ, trả bản chính của người nộp"),
    ("dossiers.report_loss", "Báo mất, hỏng giấy tờ và kết thúc sự cố"),
)

_WORK = frozenset({LOOK, "dossiers.note", "dossiers.coordinate", ANSWER})
ROLES: dict[str, frozenset[str]] = {
    "counter": _WORK
    | {"dossiers.receive", "dossiers.hand_over", "dossiers.return", "dossiers.issue", "dossiers.ask_supplement"}
    | {"dossiers.correct", "dossiers.report_loss", READ, KEEP, CARRY},
    "specialist": _WORK
    | {
        MEET,
        KEEP,
        CARRY,
        "dossiers.examine",
        "dossiers.ask_supplement",
        "dossiers.refuse",
        "dossiers.send_back",
        "dossiers.report_loss",
    },
    "section_head": _WORK
    | {
        MEET,
        KEEP,
        CARRY,
        "dossiers.looks",
        "dossiers.assign",
        "dossiers.approve",
        "dossiers.send_back",
        "dossiers.ask_supplement",
        "dossiers.refuse",
    },
    "leader": _WORK
    | {
        MEET,
        DELEGATE,
        "dossiers.looks",
        "dossiers.assign",
        "dossiers.approve",
        "dossiers.send_back",
        "dossiers.ask_supplement",
        "dossiers.refuse",
        "dossiers.stop",
        "dossiers.apologise",
        "dossiers.allow_supplement",
        "dossiers.change_result",
        "dossiers.report_loss",
        READ,
        CLOSE,
    },
    # Who supervises sees figures and the dossiers behind them, each look noted.
    "supervisor": frozenset({LOOK}),
    # Staff of the public post take in and no more: whatever follows is an official's (NĐ 107/2021, not confirmed).
    "postal": frozenset({LOOK, "dossiers.receive"}),
    "document_clerk": _WORK
    | {"dossiers.issue", "dossiers.hand_over", "dossiers.send_back", "dossiers.report_loss"}
    | {KEEP, CARRY},
}
