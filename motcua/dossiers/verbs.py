"""The ledger's verbs of this module, each with its sentence for officials and one for the citizen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from motcua.dossiers.speech import CONCLUSIONS, field_words
from motcua.dossiers.types import Conclusion
from motcua.kernel.money import dong
from motcua.ledger.types import Verb
from motcua.organisation import queries as organisation
from motcua.postal.types import What

#: So many signs of a digest tell it from others.
DIGEST_SHOWN = 12


def _places(facts: Mapping[str, Any]) -> dict[str, object]:
    """Turn ids and codes of a line into words."""
    words: dict[str, object] = {**facts, **_who(facts)}
    if "task" in facts or "answered" in facts or "passed" in facts:
        words["agency"] = words.get("unit") or _("cơ quan ngoài hệ thống")
        words["to"] = words.get("post") or _("bộ phận phụ trách")
    if "late" in facts:
        words["timeliness"] = _("quá hạn") if facts["late"] else _("đúng hạn")
    if "policy" in facts:
        words["policy"] = _POLICIES.get(str(facts["policy"]), "")
    if "what" in facts:
        words["what"] = What(facts["what"]).words
    if "fields" in facts:
        words["fields"] = ", ".join(field_words(name) for name in facts["fields"])
    if "way" in facts:
        words["way"] = _WAYS.get(str(facts["way"]), "")
    if "conclusion" in facts:
        words["conclusion"] = CONCLUSIONS.get(Conclusion(facts["conclusion"]), "")
    if "proof" in facts:
        words["proof"] = _PROOFS.get(str(facts["proof"]), "")
    if "month" in facts:
        year, _dash, month = str(facts["month"]).partition("-")
        words |= {"month": f"{int(month)}/{year}", "digest": str(facts["digest"])[:DIGEST_SHOWN]}
    return words | _money(facts)


def _who(facts: Mapping[str, Any]) -> dict[str, object]:
    words: dict[str, object] = {}
    if facts.get("unit"):
        words["unit"] = organisation.short_name(UUID(str(facts["unit"])))
    if facts.get("to"):
        words["to"] = organisation.short_name(UUID(str(facts["to"])))
    for name in ("from", "post"):
        if facts.get(name):
            words[name] = organisation.post(UUID(str(facts[name]))).name
    return words


def _money(facts: Mapping[str, Any]) -> dict[str, object]:
    words: dict[str, object] = {name: dong(int(facts[name])) for name in ("amount", "owed") if name in facts}
    if "receipt" in facts and "number" in facts:
        words["number"] = f"{int(facts['number']):07}"
    return words


_POLICIES = {
    "RESTART": _("thời hạn tính lại từ đầu khi đủ giấy"),
    "SUSPEND_RESUME": _("thời hạn tạm dừng trong lúc chờ"),
    "NONE": _("thời hạn vẫn chạy"),
}
_WAYS = {
    "phone": _("chụp bằng điện thoại"),
    "folder": _("bằng máy quét của cơ quan"),
    "upload": _("tải tệp lên"),
}
_PROOFS = {
    "receipt": _("theo giấy hẹn"),
    "identity": _("theo giấy tờ tuỳ thân"),
    "authorisation": _("theo giấy uỷ quyền"),
    "post": _("bưu điện phát tận tay"),
    "online": _("mã gửi đến liên hệ của người nộp"),
}

#: (verb, sentence for officials, sentence for the citizen); places are the line's facts in words.
_SENTENCES: tuple[tuple[str, object, object | None], ...] = (
    ("dossiers.received", _("Tiếp nhận, mã %(code)s, hẹn trả %(due)s."), _("Đã tiếp nhận, hẹn trả %(due)s.")),
    (
        "dossiers.guided_at_intake",
        _("Hướng dẫn bổ sung %(papers)s giấy tờ trước khi tiếp nhận."),
        _("Cần bổ sung giấy tờ."),
    ),
    ("dossiers.refused_at_intake", _("Từ chối tiếp nhận."), _("Không được tiếp nhận.")),
    (
        "dossiers.entered_afterwards",
        _("Nhập sau từ sổ giấy: nhận thật lúc %(received)s."),
        _("Đã nhận trên sổ giấy khi mất điện, mất mạng; nhập vào hệ thống sau."),
    ),
    ("dossiers.book_drawn", _("Lập sổ giấy %(count)s mã, từ %(first)s đến %(last)s."), None),
    ("dossiers.book_codes_returned", _("Trả lại %(count)s mã không dùng, từ mã %(first)s."), None),
    ("dossiers.book_codes_spoilt", _("Bỏ %(count)s mã viết hỏng, từ mã %(first)s."), None),
    (
        "dossiers.book_closed",
        _("Đóng sổ giấy: %(entered)s mã đã nhập, %(returned)s trả lại, %(spoilt)s viết hỏng."),
        None,
    ),
    ("dossiers.handed_over", _("Chuyển sang bước %(step)s, %(unit)s."), _("Đã chuyển thẩm định.")),
    ("dossiers.assigned", _("Giao cho %(post)s."), _("Đã giao người giải quyết.")),
    ("dossiers.released", _("Trả về bàn chung ở bước %(step)s, %(unit)s: người giữ việc đã nghỉ."), None),
    ("dossiers.reassigned", _("Phân công lại: từ %(from)s sang %(post)s."), _("Đã đổi người giải quyết.")),
    ("dossiers.taken_up", _("Nhận việc thẩm định."), _("Đang thẩm định.")),
    ("dossiers.proposed", _("Thẩm định xong, chuyển bước %(step)s, %(unit)s."), _("Đã trình ký.")),
    ("dossiers.agreed", _("Đồng ý, chuyển bước %(step)s, %(unit)s."), _("Đã được đồng ý, chuyển bước tiếp.")),
    ("dossiers.approved", _("Ký duyệt. Kết quả chờ trả tại quầy."), _("Đã có kết quả.")),
    ("dossiers.sent_back", _("Trả lại bước %(step)s để làm lại."), _("Đang được xem lại.")),
    ("dossiers.supplement_asked", _("Yêu cầu bổ sung %(papers)s giấy tờ; %(policy)s."), _("Cần bổ sung giấy tờ.")),
    (
        "dossiers.supplement_asked_late",
        _("Yêu cầu bổ sung %(papers)s giấy tờ, muộn hơn ba ngày làm việc; cơ quan yêu cầu muộn: %(unit)s; %(policy)s."),
        _("Cần bổ sung giấy tờ."),
    ),
    ("dossiers.supplement_completed", _("Đã bổ sung đủ, hẹn trả mới %(due)s."), _("Đã bổ sung đủ.")),
    (
        "dossiers.sent_to_agencies",
        _("Gửi %(count)s cơ quan phối hợp cùng lúc."),
        _("Đã gửi các cơ quan cùng giải quyết."),
    ),
    ("dossiers.opinion_asked", _("Lấy ý kiến %(agency)s, trả lời trước %(due)s."), _("Đang lấy ý kiến cơ quan khác.")),
    (
        "dossiers.task_answered",
        _("%(agency)s đã trả lời, %(timeliness)s."),
        _("Một cơ quan phối hợp đã làm xong phần mình."),
    ),
    ("dossiers.task_passed_on", _("%(agency)s chuyển yêu cầu phối hợp cho %(to)s."), None),
    ("dossiers.task_recalled", _("Rút yêu cầu lấy ý kiến %(agency)s."), None),
    (
        "dossiers.refused",
        _("Từ chối giải quyết, có văn bản nêu lý do."),
        _("Không được giải quyết, có văn bản nêu lý do."),
    ),
    ("dossiers.result_registered", _("Đăng ký kết quả. Chờ trả tại quầy."), _("Đã có kết quả.")),
    ("dossiers.decided_at_counter", _("Quyết định tại quầy theo uỷ quyền. Chờ trả."), _("Đã có kết quả.")),
    ("dossiers.delegated", _("Uỷ quyền quyết định tại quầy thủ tục %(procedure)s."), None),
    ("dossiers.delegation_ended", _("Thôi uỷ quyền quyết định tại quầy thủ tục %(procedure)s."), None),
    ("dossiers.returned", _("Trả kết quả; %(proof)s."), _("Đã trả kết quả.")),
    (
        "dossiers.parcel_made",
        _("Lập bưu gửi: %(what)s. Chờ giao bưu điện."),
        _("Đang gửi %(what)s qua bưu điện."),
    ),
    (
        "dossiers.returned_by_post",
        _("Trả kết quả qua bưu điện."),
        _("Đã trả kết quả qua bưu điện."),
    ),
    ("dossiers.online_code_sent", _("Gửi mã nhận kết quả trên mạng."), _("Đã gửi mã nhận kết quả.")),
    ("dossiers.returned_online", _("Trả kết quả trên mạng; %(proof)s."), _("Đã trả kết quả trên mạng.")),
    ("dossiers.withdrawn", _("Người nộp rút hồ sơ."), _("Đã rút theo yêu cầu.")),
    ("dossiers.noted", _("Ghi chú."), None),
    ("dossiers.guidance_given", _("Hướng dẫn khi chưa có hồ sơ."), None),
    ("dossiers.council_called", _("Gọi họp hội đồng lúc %(starts)s."), _("Hồ sơ được đưa ra hội đồng xét.")),
    ("dossiers.check_called", _("Hẹn kiểm tra thực tế lúc %(starts)s."), _("Hẹn kiểm tra thực tế lúc %(starts)s.")),
    ("dossiers.council_moved", _("Dời cuộc họp hội đồng sang %(starts)s."), None),
    (
        "dossiers.check_moved",
        _("Dời buổi kiểm tra thực tế sang %(starts)s."),
        _("Buổi kiểm tra thực tế dời sang %(starts)s."),
    ),
    ("dossiers.council_called_off", _("Huỷ cuộc họp hội đồng hẹn lúc %(starts)s."), None),
    (
        "dossiers.check_called_off",
        _("Huỷ buổi kiểm tra thực tế hẹn lúc %(starts)s."),
        _("Buổi kiểm tra thực tế hẹn lúc %(starts)s không còn."),
    ),
    ("dossiers.council_recorded", _("Ghi biên bản họp hội đồng: %(conclusion)s."), _("Hội đồng đã xét hồ sơ.")),
    (
        "dossiers.check_recorded",
        _("Ghi biên bản kiểm tra thực tế: %(conclusion)s."),
        _("Đã kiểm tra thực tế, có biên bản."),
    ),
    ("dossiers.register_printed", _("Lập bản in sổ theo dõi năm %(year)s, đến số %(last)s."), None),
    ("dossiers.register_closed", _("Khoá sổ theo dõi năm %(year)s ở số %(last)s."), None),
    ("dossiers.file_attached", _("Đính kèm tệp."), None),
    (
        "dossiers.dues_set",
        _("Ghi khoản phải nộp: %(owed)s."),
        _("Phí, lệ phí phải nộp: %(owed)s."),
    ),
    (
        "dossiers.fee_taken",
        _("Thu %(amount)s, biên lai số %(number)s, quyển %(book)s/%(year)s."),
        _("Đã nộp %(amount)s, biên lai số %(number)s."),
    ),
    (
        "dossiers.payment_asked",
        _("Chờ nộp %(owed)s; %(policy)s."),
        _("Hồ sơ đang chờ bạn nộp %(owed)s; %(policy)s."),
    ),
    (
        "dossiers.fee_collected",
        _("Bưu điện thu hộ %(amount)s khi phát, biên lai số %(number)s, quyển %(book)s/%(year)s."),
        _("Đã nộp %(amount)s cho bưu điện khi nhận kết quả, biên lai số %(number)s."),
    ),
    (
        "dossiers.fee_receipt_cancelled",
        _("Huỷ biên lai số %(number)s, quyển %(book)s/%(year)s, trả lại %(amount)s."),
        _("Biên lai số %(number)s đã huỷ, trả lại %(amount)s."),
    ),
    ("dossiers.return_allowed_unpaid", _("Lãnh đạo cho trả kết quả khi còn %(amount)s chưa nộp."), None),
    (
        "dossiers.corrected",
        _("Đính chính %(fields)s; cấp giấy hẹn bản %(version)s."),
        _("Đã đính chính, cấp giấy hẹn bản %(version)s."),
    ),
    (
        "dossiers.corrected_elsewhere",
        _("Đính chính %(fields)s; giấy của nơi nhận ngoài một cửa không in lại."),
        _("Đã đính chính."),
    ),
    (
        "dossiers.reception_cancelled",
        _("Huỷ tiếp nhận nhầm; mã %(code)s và số thứ tự %(ordinal)s không dùng lại."),
        _("Tiếp nhận nhầm, đã huỷ."),
    ),
    (
        "dossiers.result_corrected",
        _("Đính chính kết quả: bản %(version)s thay bản %(before)s."),
        _("Kết quả đã được đính chính, bản %(version)s có giá trị."),
    ),
    (
        "dossiers.result_replaced",
        _("Thay kết quả: bản %(version)s thay bản %(before)s."),
        _("Kết quả đã được thay, bản %(version)s có giá trị."),
    ),
    ("dossiers.result_annulled", _("Huỷ kết quả bản %(before)s."), _("Kết quả đã bị huỷ.")),
    (
        "dossiers.paper_lost",
        _("Giấy tờ bị mất, có phiếu xin lỗi; cơ quan chịu trách nhiệm: %(unit)s."),
        _("Giấy tờ bị mất; cơ quan chịu trách nhiệm đang khắc phục."),
    ),
    (
        "dossiers.paper_damaged",
        _("Giấy tờ bị hỏng, có phiếu xin lỗi; cơ quan chịu trách nhiệm: %(unit)s."),
        _("Giấy tờ bị hỏng; cơ quan chịu trách nhiệm đang khắc phục."),
    ),
    (
        "dossiers.originals_kept",
        _("Giữ bản chính %(count)s giấy tờ, %(unit)s."),
        _("Cơ quan giữ bản chính %(count)s giấy tờ, sẽ trả lại."),
    ),
    ("dossiers.originals_moved", _("Chuyển chỗ giữ bản chính, %(unit)s."), None),
    (
        "dossiers.originals_carried",
        _("Nhận bản chính %(count)s giấy tờ theo phiếu bàn giao số %(ordinal)s/%(year)s, %(unit)s."),
        None,
    ),
    (
        "dossiers.originals_outside",
        _(
            "Giao bản chính %(count)s giấy tờ cho cơ quan ngoài hệ thống, phiếu bàn giao số %(ordinal)s/%(year)s, %(unit)s."
        ),
        None,
    ),
    (
        "dossiers.originals_given_back",
        _("Trả bản chính %(count)s giấy tờ; %(proof)s."),
        _("Đã trả bản chính %(count)s giấy tờ."),
    ),
    (
        "dossiers.papers_handed_over",
        _("Giao giấy tờ của %(count)s hồ sơ, phiếu bàn giao số %(ordinal)s/%(year)s, nơi nhận %(to)s."),
        None,
    ),
    (
        "dossiers.papers_sent_outside",
        _(
            "Giao giấy tờ của %(count)s hồ sơ cho cơ quan ngoài hệ thống, phiếu bàn giao số %(ordinal)s/%(year)s, %(unit)s."
        ),
        None,
    ),
    (
        "dossiers.papers_fetched",
        _(
            "Lập phiếu bàn giao số %(ordinal)s/%(year)s, %(unit)s: nhận lại giấy tờ của %(count)s hồ sơ từ ngoài hệ thống."
        ),
        None,
    ),
    (
        "dossiers.outside_signed",
        _(
            "Ghi cơ quan ngoài hệ thống đã ký phiếu bàn giao số %(ordinal)s/%(year)s của %(unit)s: %(count)s hồ sơ, khác %(differences)s."
        ),
        None,
    ),
    (
        "dossiers.papers_confirmed",
        _("Xác nhận phiếu bàn giao số %(ordinal)s/%(year)s của %(unit)s: nhận %(count)s, khác %(differences)s."),
        None,
    ),
    (
        "dossiers.difference_settled",
        _("Giải quyết một chênh lệch của phiếu bàn giao số %(ordinal)s/%(year)s, %(unit)s."),
        None,
    ),
    ("dossiers.incident_closed", _("Đã khắc phục việc mất, hỏng giấy tờ."), _("Đã khắc phục.")),
    (
        "dossiers.supplement_allowed",
        _("Cho yêu cầu bổ sung thêm một lần; chỉ số tính hồ sơ này là trễ hạn."),
        None,
    ),
    (
        "dossiers.stopped",
        _("Dừng giải quyết, có thông báo nêu lý do. Chờ vào sổ và trả tại quầy."),
        _("Cơ quan dừng giải quyết, có thông báo nêu lý do."),
    ),
    (
        "dossiers.apologised",
        _("Xin lỗi và hẹn lại, trả lúc %(due)s; cơ quan chịu trách nhiệm: %(unit)s."),
        _("Xin lỗi vì chậm; hẹn lại, trả lúc %(due)s."),
    ),
    (
        "dossiers.apologised_late",
        _("Xin lỗi muộn và hẹn lại, trả lúc %(due)s; cơ quan chịu trách nhiệm: %(unit)s."),
        _("Xin lỗi vì chậm; hẹn lại, trả lúc %(due)s."),
    ),
    ("dossiers.paper_scanned", _("Số hoá một giấy tờ, %(way)s."), _("Một giấy tờ đã được số hoá.")),
    (
        "dossiers.paper_reused",
        _("Dùng lại bản quét của giấy đã nộp trước, chủ hồ sơ đồng ý."),
        _("Dùng lại giấy tờ đã nộp trước, có sự đồng ý."),
    ),
    ("dossiers.voucher_attached", _("Đính kèm chứng từ của một biên lai."), None),
    ("dossiers.result_scanned", _("Số hoá kết quả, %(way)s."), _("Kết quả đã được số hoá.")),
    ("dossiers.receipt_reissued", _("Cấp lại giấy hẹn; %(proof)s."), _("Đã cấp lại giấy hẹn.")),
    (
        "dossiers.recounted",
        _("Lịch làm việc thay đổi (bản số %(calendar)s): tính lại ngày hẹn, trả lúc %(due)s."),
        _("Lịch làm việc thay đổi, ngày hẹn được tính lại: trả lúc %(due)s."),
    ),
    ("dossiers.reminded", _("Đôn đốc bằng văn bản số %(letter)s/%(year)s."), None),
    ("dossiers.reminder_answered", _("Trả lời văn bản đôn đốc số %(letter)s/%(year)s."), None),
    ("dossiers.directed", _("Có ý kiến chỉ đạo %(to)s, hạn trả lời %(due)s."), None),
    ("dossiers.direction_answered", _("Trả lời ý kiến chỉ đạo."), None),
    ("dossiers.received_before", _("%(unit)s tiếp nhận trên hệ thống cũ."), _("Đã tiếp nhận hồ sơ.")),
    ("dossiers.told_before", _("Lời ghi của hệ thống cũ."), None),
    ("dossiers.brought_over", _("Chuyển từ hệ thống cũ sang (dòng %(line)s của tệp)."), None),
    ("dossiers.taken_back", _("Rút lại cùng đợt chuyển từ hệ thống cũ."), None),
    (
        "dossiers.recounted_paused",
        _("Lịch làm việc thay đổi (bản số %(calendar)s): thời gian còn lại tính theo lịch mới."),
        None,
    ),
    (
        "dossiers.erased",
        _("Xoá dữ liệu cá nhân của hồ sơ, tệp và bản in; mã, thủ tục, đơn vị, thời gian còn lại."),
        _("Dữ liệu cá nhân của hồ sơ đã xoá."),
    ),
    ("dossiers.month_closed", _("Khép số liệu tháng %(month)s; dấu niêm phong %(digest)s."), None),
    ("dossiers.month_changed", _("Số liệu tháng %(month)s đổi vì việc làm sau đó; dấu mới %(digest)s."), None),
)
VERBS = tuple(Verb(code, sentence, citizen, _places) for code, sentence, citizen in _SENTENCES)
