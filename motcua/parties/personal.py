"""What is held of persons here, for the register of processing, erasure and the turning of keys."""

from __future__ import annotations

import json

from django.utils.translation import gettext_lazy as _

from motcua.kernel.personal import NAMELESS, Column, Holding, Row
from motcua.parties import rules
from motcua.parties.rules.rows import CONTACT_PURPOSE, NUMBER_PURPOSE
from motcua.parties.services.erase import forget_names
from motcua.parties.types import STREAM

OWN = {STREAM: "id = %(id)s"}
EARLIER = {STREAM: "person_id = %(id)s"}


def _number_marks(number: str, row: Row) -> dict[str, bytes | None]:
    return {"number_index": rules.number_index(row["kind"], number)}


def _contact_marks(contact: str, row: Row) -> dict[str, bytes | None]:
    del row
    phone = json.loads(contact).get("phone")
    return {"phone_index": rules.phone_index(phone) if phone else None, "contact_mark": rules.contact_mark(contact)}


HOLDING = Holding(
    key="parties",
    label=_("Công dân, tổ chức"),
    aim=_("Biết hồ sơ là của ai, hẹn và báo tin đúng người."),
    ground=_("Luật Bảo vệ dữ liệu cá nhân: cơ quan nhà nước xử lý để giải quyết thủ tục hành chính; NĐ 61/2018."),
    seen_by=_("Người làm tại quầy, chuyên viên, lãnh đạo; mỗi lần mở đều ghi vào nhật ký truy cập."),
    kept=_("Đến khi hồ sơ cuối cùng của người ấy hết thời hạn lưu trữ."),
    recipients=_("Không gửi ra ngoài."),
    columns=(
        Column("parties_person.name", _("Họ tên, tên tổ chức"), of=OWN, erased=NAMELESS),
        Column("parties_person.name_plain", _("Họ tên không dấu, để tìm"), of=OWN),
        Column("parties_person.birth", _("Ngày sinh"), of=OWN),
        Column("parties_person.sex", _("Giới tính"), of=OWN),
        Column("parties_person.ethnic", _("Dân tộc"), of=OWN),
        Column("parties_person.sort_key", _("Họ tên theo thứ tự chữ cái"), of=OWN),
        Column("parties_person.commune_id", _("Xã nơi ở"), of=OWN, erased=None),
        Column(
            "parties_person.number",
            _("Số giấy tờ, mã số thuế"),
            NUMBER_PURPOSE,
            needs=("kind",),
            marks=_number_marks,
            of=OWN,
            erased=None,
        ),
        Column("parties_person.number_index", _("Dấu để tìm theo số giấy tờ"), of=OWN, erased=None),
        Column(
            "parties_person.contact",
            _("Điện thoại, e-mail, địa chỉ, người đại diện"),
            CONTACT_PURPOSE,
            marks=_contact_marks,
            of=OWN,
            erased=None,
        ),
        Column("parties_person.phone_index", _("Dấu để tìm theo số điện thoại"), of=OWN, erased=None),
        Column("parties_person.contact_mark", _("Dấu để biết cách liên hệ đã đổi"), of=OWN, erased=None),
        Column("parties_earlier.name", _("Họ tên ghi trước đây"), of=EARLIER),
        Column("parties_earlier.birth", _("Ngày sinh ghi trước đây"), of=EARLIER),
        Column("parties_earlier.commune_id", _("Xã nơi ở ghi trước đây"), of=EARLIER, erased=None),
        Column("parties_earlier.number", _("Số giấy tờ ghi trước đây"), NUMBER_PURPOSE, of=EARLIER, erased=None),
        Column("parties_earlier.contact", _("Cách liên hệ ghi trước đây"), CONTACT_PURPOSE, of=EARLIER, erased=None),
        Column("parties_name.plain", _("Danh sách họ tên không dấu, không nối với ai"), key=("plain",)),
    ),
    erase=forget_names,
)
