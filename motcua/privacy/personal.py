"""What is held of persons here, for the register of processing, erasure and the turning of keys."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.kernel.personal import Column, Holding
from motcua.privacy.sealing import REASON

#: The reason of a round names nobody; that of a single proposal goes with its subject.
OF = (
    "id in (select l.proposal_id from privacy_line l where l.subject_id = %(id)s and not exists "
    "(select from privacy_line o where o.proposal_id = l.proposal_id and o.id <> l.id))"
)
TOLD = {"parties.person": "person_id = %(id)s"}
ABOUT = {"dossiers.dossier": OF, "parties.person": OF}

HOLDING = Holding(
    key="privacy",
    label=_("Đề nghị xoá dữ liệu"),
    aim=_("Hai người quyết định việc xoá dữ liệu cá nhân, có căn cứ."),
    ground=_("Luật Bảo vệ dữ liệu cá nhân; Luật Lưu trữ."),
    seen_by=_("Văn thư, lãnh đạo của đơn vị; người quản trị của tỉnh; lý do đưa dữ liệu: cả người có dữ liệu."),
    kept=_("Căn cứ, số văn bản giữ mãi; lý do mất cùng dữ liệu đã xoá."),
    recipients=_("Không gửi ra ngoài."),
    columns=(
        Column("privacy_proposal.reason", _("Lý do đề nghị xoá"), REASON, of=ABOUT),
        Column("privacy_answer.reason", _("Lý do đưa dữ liệu cho người ấy"), REASON, of=TOLD),
        Column("privacy_proposal.answer", _("Lý do không duyệt"), REASON, of=ABOUT),
    ),
)
