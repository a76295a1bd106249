"""What is held of persons here, for the register of processing, erasure and the turning of keys."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.kernel.personal import Column, Holding
from motcua.notices.sealing import ADDRESS, ANSWER, BODY, SUBJECT

ABOUT = {
    "dossiers.dossier": "about_kind = 'dossiers.dossier' and about_id = %(id)s",
    "parties.person": "person_id = %(id)s",
}
ANSWERED = {
    kind: f"message_id in (select id from notices_message where {condition})" for kind, condition in ABOUT.items()
}

HOLDING = Holding(
    key="notices",
    label=_("Tin báo"),
    aim=_("Báo cho người nộp biết hồ sơ đến đâu, bằng e-mail và tin nhắn."),
    ground=_("TT 01/2018: thông báo tình trạng hồ sơ."),
    seen_by=_("Người trông tin báo của đơn vị, địa chỉ chỉ hiện một phần."),
    kept=_("Cùng hồ sơ mà tin ấy nói tới."),
    recipients=_("Nhà mạng, máy chủ thư."),
    columns=(
        Column("notices_message.address", _("Số điện thoại hoặc e-mail nhận tin"), ADDRESS, of=ABOUT),
        Column("notices_message.subject", _("Tiêu đề tin"), SUBJECT, of=ABOUT),
        Column("notices_message.body", _("Nội dung tin"), BODY, of=ABOUT),
        Column("notices_attempt.answer", _("Lời đáp của nhà mạng, máy chủ thư"), ANSWER, of=ANSWERED, erased=None),
    ),
)
