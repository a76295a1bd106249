"""What is held of persons here, for the register of processing, erasure and the turning of keys."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.dossiers.types import HANDED_IN, KIND
from motcua.kernel.personal import NAMELESS, Column, Holding

OWN = {KIND: "id = %(id)s"}
#: What whoever handed in for somebody else may read of the dossier.
OF_SUBMITTER = OWN | {HANDED_IN: "id = %(id)s"}
OF = {KIND: "dossier_id = %(id)s"}
NOBODY = '{"name": "", "number": ""}'
#: A paper that the procedure's list does not name may be called after a person.
TYPED = {KIND: "dossier_id = %(id)s and paper_id is null"}
NAMELESS_PAPER = "(đã xoá tên giấy)"
#: Nobody's id: the link between a dossier and its owner is cut.
NO_PERSON = "00000000-0000-0000-0000-000000000000"
NO_MEETING = '{"place": "", "about": "", "guests": ""}'
GROUND = _("NĐ 61/2018: tiếp nhận, giải quyết, trả kết quả; TT 01/2018.")
SEEN_BY = _("Cán bộ của đơn vị có việc với hồ sơ; mỗi lần mở đều ghi vào nhật ký truy cập.")

#: Whose the dossier is and how to reach them.
APPLICANTS = (
    Column("dossiers_dossier.owner_id", _("Ai là chủ hồ sơ"), of=OWN, erased=NO_PERSON),
    Column("dossiers_dossier.owner_name", _("Họ tên chủ hồ sơ"), of=OWN, erased=NAMELESS),
    Column("dossiers_dossier.submitter_id", _("Ai nộp hồ sơ"), of=OWN, erased=None),
    Column("dossiers_dossier.submitter_name", _("Họ tên người nộp"), of=OF_SUBMITTER),
    Column("dossiers_dossier.authorisation", _("Giấy uỷ quyền"), of=OF_SUBMITTER),
    Column("dossiers_dossier.delivery_address", _("Địa chỉ nhận kết quả"), "dossiers.address", of=OWN, erased=None),
    Column("dossiers_search.words", _("Họ tên không dấu, để tìm hồ sơ"), key=("dossier_id",), of=OF),
    Column("dossiers_paper.name", _("Tên giấy tự gõ"), of=TYPED, erased=NAMELESS_PAPER),
    Column("dossiers_original.name", _("Tên bản chính đang giữ"), of=OF, erased=NAMELESS_PAPER),
    Column("dossiers_original.place", _("Chỗ giữ bản chính"), of=OF),
    Column("dossiers_original_place.place", _("Chỗ đã giữ bản chính"), of=OF),
    Column("dossiers_result.number", _("Số của kết quả")),
)
#: What was written while it was solved.
WRITTEN = (
    Column("dossiers_move.reason", _("Lý do chuyển bước"), "dossiers.reason", of=OF),
    Column(
        "dossiers_supplement.asked",
        _("Giấy tờ đã yêu cầu bổ sung và lý do"),
        "dossiers.asked",
        of=OF,
        erased='{"papers": [], "reason": ""}',
    ),
    Column("dossiers_refusal.reason", _("Lý do từ chối"), "dossiers.reason", of=OF),
    Column(
        "dossiers_delivery.recipient", _("Người nhận kết quả, số giấy tờ"), "dossiers.recipient", of=OF, erased=NOBODY
    ),
    Column("dossiers_delivery.told", _("Điều người nhận nói"), "dossiers.reason", of=OF, erased=None),
    Column("dossiers_withdrawal.reason", _("Lý do rút hồ sơ"), "dossiers.reason", of=OF),
    Column("dossiers_note.text", _("Ghi chú"), "dossiers.note", of=OF),
    Column("dossiers_reissue.recipient", _("Người nhận giấy hẹn cấp lại"), "dossiers.recipient", of=OF, erased=NOBODY),
    Column("dossiers_task.question", _("Nội dung lấy ý kiến"), "dossiers.question", of=OF),
    Column("dossiers_task.answer", _("Ý kiến trả lời"), "dossiers.question", of=OF, erased=None),
    Column("dossiers_online_code.code", _("Mã gửi qua tin nhắn"), "dossiers.online-code", of=OF),
    Column("dossiers_correction.before", _("Nội dung trước khi đính chính"), "dossiers.before", of=OF, erased="{}"),
    Column("dossiers_correction.reason", _("Lý do đính chính"), "dossiers.reason", of=OF),
    Column("dossiers_ending.reason", _("Lý do dừng, huỷ tiếp nhận"), "dossiers.reason", of=OF),
    Column("dossiers_apology.cause", _("Nguyên nhân chậm"), "dossiers.reason", of=OF),
    Column("dossiers_allowance.reason", _("Lý do cho bổ sung thêm"), "dossiers.reason", of=OF),
    Column("dossiers_result_repair.reason", _("Lý do sửa kết quả"), "dossiers.reason", of=OF),
    Column("dossiers_incident.what", _("Sự cố đã lập biên bản"), "dossiers.reason", of=OF),
    Column("dossiers_incident.closing", _("Cách xử lý sự cố"), "dossiers.reason", of=OF, erased=None),
    Column("dossiers_original.recipient", _("Người nhận lại bản chính"), "dossiers.recipient", of=OF, erased=None),
    Column("dossiers_scan.consent", _("Lời đồng ý cho chụp giấy tờ"), "dossiers.consent", of=OF, erased=None),
    Column("dossiers_meeting.said", _("Nơi họp, nội dung, khách mời"), "dossiers.meeting", of=OF, erased=NO_MEETING),
    Column("dossiers_meeting_change.reason", _("Lý do đổi lịch họp"), "dossiers.reason", of=OF),
    Column(
        "dossiers_meeting_change.was_said", _("Lịch họp trước khi đổi"), "dossiers.meeting", of=OF, erased=NO_MEETING
    ),
    Column(
        "dossiers_minutes.said",
        _("Nội dung biên bản, người ký"),
        "dossiers.meeting",
        of=OF,
        erased='{"found": "", "signers": ""}',
    ),
    Column("dossiers_list_line.note", _("Ghi chú khi giao nhận"), "dossiers.reason", of=OF, erased=None),
    Column(
        "dossiers_list_line.settlement",
        _("Cách giải quyết chỗ lệch khi giao nhận"),
        "dossiers.reason",
        of=OF,
        erased=None,
    ),
    Column("dossiers_paper_code.reason", _("Lý do bỏ mã trong sổ giấy"), "dossiers.reason", of=OF, erased=None),
)
#: Kept with registers and lists of a whole unit; they have their own time.
OF_UNITS = (
    Column("dossiers_guidance.said", _("Câu hỏi của người dân và lời hướng dẫn"), "dossiers.guidance"),
    Column("dossiers_list.carrier", _("Người mang giấy tờ"), "dossiers.reason"),
    Column("dossiers_list.signer", _("Người ký nhận ở cơ quan ngoài"), "dossiers.reason"),
    Column("dossiers_book_part.lines", _("Dòng của Sổ theo dõi đã in hoặc khoá sổ"), "dossiers.book"),
)

HOLDING = Holding(
    key="dossiers",
    label=_("Hồ sơ thủ tục hành chính"),
    aim=_("Tiếp nhận, giải quyết hồ sơ, trả kết quả."),
    ground=GROUND,
    seen_by=SEEN_BY,
    kept=_("Theo thời hạn lưu trữ của thủ tục, ghi trong từng hồ sơ ngày tiếp nhận."),
    recipients=_("Cơ quan phối hợp giải quyết; bưu điện khi trả qua bưu chính."),
    columns=(*APPLICANTS, *WRITTEN),
)
UNITS_HOLDING = Holding(
    key="dossiers.units",
    label=_("Sổ và biên bản của đơn vị"),
    aim=_("Sổ theo dõi hồ sơ, biên bản giao nhận, hướng dẫn tại quầy."),
    ground=GROUND,
    seen_by=_("Quầy tiếp nhận và lãnh đạo của đơn vị giữ sổ."),
    kept=_("Theo thời hạn lưu trữ của sổ, không theo từng hồ sơ; hồ sơ đã huỷ vẫn còn dòng trong sổ đã khoá."),
    recipients=_("Không gửi ra ngoài."),
    columns=OF_UNITS,
)
