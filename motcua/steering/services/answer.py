"""Answer a reminder: why a dossier is late, and until when it will be done."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.dossiers import services as dossiers
from motcua.kernel import statements
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.keys import seal
from motcua.kernel.moments import local
from motcua.kernel.refusal import Invalid, NotAllowed
from motcua.ledger import services as ledger
from motcua.steering import queries
from motcua.steering.sealing import REASON
from motcua.steering.types import REMINDER, AnsweredAlready, NoSuchReminder

LONGEST = 2000
ANSWER = """
update steering_reminded set answered_at = %s, answered_account = %s, answered_post = %s, reason = %s, promised_on = %s
where reminder_id = %s and dossier_id = %s and answered_at is null"""
REVISE = "update steering_reminder set revision = revision + 1 where id = %s returning revision"


@act
def answer_reminder(
    *, actor: Actor, at: datetime, reminder: UUID, dossier: UUID, reason: str, promised_on: date | None
) -> None:
    """Answer for one dossier of a letter with the reason and the day by which it will be done.

    The promise to the citizen does not move: for that there is the apology. Refuses with NoSuchReminder, NotAllowed
    (another holder's), Invalid (no reason, no day or one gone by), AnsweredAlready.
    """
    letter = queries.reminder_for(actor, reminder)
    known = next((each for each in letter.dossiers if each.dossier == dossier), None)
    if known is None:
        raise NoSuchReminder
    if not queries.may_answer(actor, letter):
        raise NotAllowed(_("Văn bản này gửi người khác. Người nhận hoặc người đứng đầu đơn vị đó trả lời."))
    wrong = _wrong(reason, promised_on, local(at).date())
    if wrong:
        raise Invalid(wrong)
    revised = statements.row(REVISE, [reminder])
    assert revised is not None, "found above"
    sealed = seal(reason.strip(), REASON)
    if not statements.run(ANSWER, [at, actor.account, actor.post, sealed, promised_on, reminder, dossier]):
        raise AnsweredAlready
    ledger.write(
        actor,
        "steering.reminder_answered",
        kind=REMINDER,
        stream=reminder,
        seq=revised["revision"],
        at=at,
        number=letter.number,
        year=letter.year,
        dossier=dossier,
        promised=promised_on,
    )
    dossiers.steer(
        actor=actor,
        at=at,
        number=known.number,
        verb="dossiers.reminder_answered",
        letter=letter.number,
        year=letter.year,
    )


def _wrong(reason: str, promised_on: date | None, today: date) -> dict[str, str]:
    wrong = {}
    if not reason.strip():
        wrong["reason"] = _("Ghi lý do chậm.")
    elif len(reason) > LONGEST:
        wrong["reason"] = _("Viết ngắn lại, không quá %(most)s chữ cái.") % {"most": LONGEST}
    if promised_on is None:
        wrong["promised_on"] = _("Ghi ngày sẽ xong, ví dụ 25/5/2020.")
    elif promised_on < today:
        wrong["promised_on"] = _("Ngày sẽ xong đã qua. Chọn hôm nay hoặc ngày sau.")
    return wrong
