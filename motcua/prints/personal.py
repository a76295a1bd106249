"""What is held of persons here, for the register of processing, erasure and the turning of keys."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.kernel.personal import Column, Holding
from motcua.prints.services.erase import erase
from motcua.prints.services.keep import PURPOSE

#: Prints of a dossier are gone before their columns would be erased; those of a unit's registers are not a person's.
OWNED = {"dossiers.dossier": "owner_kind = 'dossiers.dossier' and owner_id = %(id)s"}

HOLDING = Holding(
    key="prints",
    label=_("Giấy đã in"),
    aim=_("In lại đúng giấy đã đưa cho người dân."),
    ground=_("TT 01/2018: phiếu, giấy hẹn."),
    seen_by=_("Người xem được hồ sơ của giấy ấy; mỗi lần mở đều ghi vào nhật ký truy cập."),
    kept=_("Cùng hồ sơ."),
    recipients=_("Người nhận giấy."),
    columns=(Column("prints_print.inputs", _("Nội dung điền vào giấy"), PURPOSE, of=OWNED),),
    erase=erase,
)
