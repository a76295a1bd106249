"""Guidance without a dossier is recorded: what was asked, what was said, by which way (NĐ 61/2018 Đ15.2; spec D08)."""

from __future__ import annotations

import json
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.catalogue import queries as catalogue
from motcua.catalogue.types import ProcedureUnknown
from motcua.dossiers.models import Guidance
from motcua.dossiers.types import GUIDANCE, GuidanceWay
from motcua.kernel import access
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.keys import seal
from motcua.kernel.moments import local
from motcua.kernel.refusal import Invalid
from motcua.ledger import services as ledger

NEED = "dossiers.receive"
SAID = "dossiers.guidance"
LONGEST = 2000


@act
def guide(
    *, actor: Actor, at: datetime, unit: UUID, way: GuidanceWay | None, question: str, answer: str, procedure: str = ""
) -> UUID:
    """Record guidance that the counter of a unit gave; return its id.

    ``procedure`` is the national code of what was asked about, empty for none; nobody's name is kept. Refuses with Invalid
    (no way, nothing asked or said, no such procedure), and with NotAllowed whoever does not receive in the unit.
    """
    access.require(actor, NEED, unit)
    wrong = {}
    if way is None:
        wrong["way"] = _("Chọn hướng dẫn bằng cách nào.")
    if not question.strip() or len(question) > LONGEST:
        wrong["question"] = _("Ghi người dân hỏi gì, không quá %(most)s chữ.") % {"most": LONGEST}
    if not answer.strip() or len(answer) > LONGEST:
        wrong["answer"] = _("Ghi đã hướng dẫn gì, không quá %(most)s chữ.") % {"most": LONGEST}
    code = procedure.strip()
    if code and not _is_known(code, at):
        wrong["procedure"] = _(
            "Không có thủ tục nào như vậy. Chọn trong danh sách, hoặc để trống nếu không hỏi về thủ tục nào."
        )
    if wrong:
        raise Invalid(wrong)
    assert way is not None, "checked above"
    said = json.dumps({"question": question.strip(), "answer": answer.strip()}, ensure_ascii=False)
    made = Guidance.objects.create(
        id=new_id(),
        at=at,
        by_account=actor.account,
        by_post=actor.post,
        unit_id=unit,
        channel=way,
        procedure=code,
        said=seal(said, SAID),
    )
    ledger.write(
        actor,
        "dossiers.guidance_given",
        kind=GUIDANCE,
        stream=made.id,
        seq=1,
        at=at,
        unit=unit,
        by_way=way,
        procedure=code,
    )
    return made.id


def _is_known(code: str, at: datetime) -> bool:
    try:
        catalogue.in_force(code, local(at).date())
    except ProcedureUnknown:
        return False
    return True
