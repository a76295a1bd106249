"""What is held of persons here, for the register of processing, erasure and the turning of keys."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.kernel.personal import Column, Holding
from motcua.postal.sealing import ADDRESS, ANNOUNCED, NOTE, POSTMAN, SENDER, WORDS

#: An arrival has the id of the dossier that was received from it.
CAME = {"dossiers.dossier": "id = %(id)s"}
WENT = {"dossiers.dossier": "owner_kind = 'dossiers.dossier' and owner_id = %(id)s"}
TOLD = {kind: f"parcel_id in (select id from postal_parcel where {condition})" for kind, condition in WENT.items()}

HOLDING = Holding(
    key="postal",
    label=_("Bưu chính công ích"),
    aim=_("Nhận hồ sơ, gửi kết quả qua bưu điện."),
    ground=_("QĐ 45/2016/QĐ-TTg."),
    seen_by=_("Người giao nhận với bưu điện của đơn vị."),
    kept=_("Cùng hồ sơ; danh sách bưu điện báo trước giữ theo sổ giao nhận."),
    recipients=_("Bưu điện."),
    columns=(
        Column(
            "postal_parcel.receiver",
            _("Họ tên, địa chỉ, điện thoại người nhận"),
            ADDRESS,
            of=WENT,
            erased='["", "", ""]',
        ),
        Column("postal_parcel.asking_words", _("Lời bưu điện đáp khi gọi lấy"), WORDS, of=WENT, erased=None),
        Column("postal_event.words", _("Lời bưu điện báo, người ký nhận"), WORDS, of=TOLD, erased=None),
        Column("postal_arrival.sender", _("Người gửi"), SENDER, of=CAME),
        Column("postal_arrival.about", _("Nội dung gửi"), SENDER, of=CAME),
        Column("postal_arrival.told", _("Điện thoại, địa chỉ bưu điện báo"), SENDER, of=CAME, erased=None),
        Column("postal_arrival.note", _("Ghi chú khi nhận"), NOTE, of=CAME, erased=None),
        Column("postal_announced.lines", _("Danh sách bưu điện báo trước"), ANNOUNCED),
        Column("postal_bag.postman", _("Người của bưu điện ký nhận"), POSTMAN),
    ),
)
