"""Remind whoever holds late dossiers, by a numbered letter to each (NĐ 61/2018 Đ8.2.b, Đ9.1; spec J04)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.clocks.calendar import on_or_next_working_day
from motcua.dossiers import queries as dossiers
from motcua.dossiers import services as dossier_services
from motcua.dossiers.queries import LateDossier
from motcua.identity import queries as identity
from motcua.kernel import access, statements
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.moments import local
from motcua.kernel.refusal import Invalid
from motcua.ledger import services as ledger
from motcua.organisation import queries as organisation
from motcua.prints import services as prints
from motcua.prints.types import ReminderInputs
from motcua.steering.letters import mail, page_of
from motcua.steering.models import Reminded, Reminder
from motcua.steering.speech import holder_words
from motcua.steering.types import REMIND, REMINDER
from motcua.ui import words

LONGEST = 2000
NEXT = """
insert into steering_counter (unit_id, year, last) values (%s, %s, 1)
on conflict (unit_id, year) do update set last = steering_counter.last + 1 returning last"""


@act
def remind(
    *, actor: Actor, at: datetime, numbers: Sequence[str], text: str, answer_by: date | None
) -> tuple[UUID, ...]:
    """Send a letter to each holder of these late dossiers for the actor's unit; return the letters' ids.

    On a closed day ``answer_by`` means the next working day. Each dossier's history has a line. Refuses with Invalid
    (nothing chosen or no longer late, no text or over 2,000 letters, no day or one gone by), with NotAllowed whoever
    does not head a unit.
    """
    access.require(actor, REMIND, actor.unit)
    assert actor.unit is not None, "required above"
    at = local(at)
    late = {line.number: line for line in dossiers.late_dossiers(actor, actor.unit, at)}
    wrong = _wrong(numbers, late.keys(), text, answer_by, at.date())
    if wrong:
        raise Invalid(wrong)
    assert answer_by is not None, "checked above"
    last_day = on_or_next_working_day(organisation.calendar(actor.unit, at.date()).beyond(), answer_by)
    chosen = sorted((late[number] for number in set(numbers)), key=lambda line: (_holder(line), line.due_at))
    return tuple(_send(actor, at, tuple(lines), text.strip(), last_day) for _key, lines in groupby(chosen, key=_holder))


def _wrong(
    numbers: Sequence[str], late: Iterable[str], text: str, answer_by: date | None, today: date
) -> dict[str, str]:
    wrong = {}
    gone = sorted(set(numbers) - set(late))
    if not numbers:
        wrong["numbers"] = _("Chọn ít nhất một hồ sơ quá hạn.")
    elif gone:
        wrong["numbers"] = _("Không còn quá hạn: %(numbers)s. Bỏ chọn các hồ sơ này rồi gửi lại.") % {
            "numbers": ", ".join(gone[:5])
        }
    if not text.strip():
        wrong["text"] = _("Ghi nội dung đôn đốc.")
    elif len(text) > LONGEST:
        wrong["text"] = _("Viết ngắn lại, không quá %(most)s chữ cái.") % {"most": LONGEST}
    if answer_by is None:
        wrong["answer_by"] = _("Ghi ngày phải trả lời, ví dụ 25/5/2020.")
    elif answer_by < today:
        wrong["answer_by"] = _("Ngày phải trả lời đã qua. Chọn hôm nay hoặc ngày sau.")
    return wrong


def _holder(line: LateDossier) -> tuple[UUID, str]:
    return line.unit, str(line.post or "")


def _send(actor: Actor, at: datetime, lines: Sequence[LateDossier], text: str, answer_by: date) -> UUID:
    assert actor.unit is not None, "required above"
    first = lines[0]
    drawn = statements.row(NEXT, [actor.unit, at.year])
    assert drawn is not None, "one is always the next"
    letter = Reminder.objects.create(
        id=new_id(),
        at=at,
        by_account=actor.account,
        by_post=actor.post,
        unit_id=actor.unit,
        year=at.year,
        number=drawn["last"],
        to_unit=first.unit,
        to_post=first.post,
        answer_by=answer_by,
        print_id=new_id(),
    )
    Reminded.objects.bulk_create(
        Reminded(id=new_id(), reminder=letter, dossier_id=line.id, label=line.number, due_at=line.due_at)
        for line in lines
    )
    prints.keep(
        actor=actor,
        at=at,
        print_id=letter.print_id,
        form="reminder",
        owner_kind=REMINDER,
        owner=letter.id,
        person=None,
        inputs=_inputs(actor, at, letter, lines, text),
    )
    ledger.write(
        actor,
        "steering.reminded",
        kind=REMINDER,
        stream=letter.id,
        seq=1,
        at=at,
        number=letter.number,
        year=letter.year,
        to_unit=letter.to_unit,
        to_post=letter.to_post,
        dossiers=len(lines),
    )
    for line in lines:
        dossier_services.steer(
            actor=actor, at=at, number=line.number, verb="dossiers.reminded", letter=letter.number, year=letter.year
        )
    mail(
        "reminder",
        _told(letter, at),
        cause=letter.id,
        about=REMINDER,
        label=f"{letter.number}/{letter.year}",
        unit=letter.unit_id,
        at=at,
        values={
            "don_vi": organisation.short_name(letter.unit_id),
            "so": f"{letter.number}/{letter.year}",
            "so_ho_so": str(len(lines)),
            "ngay": words.day(answer_by),
            "xem": f"{page_of('steering:letter')}?so={letter.id}",
        },
    )
    made: UUID = letter.id
    return made


def _told(letter: Reminder, at: datetime) -> list[UUID]:
    """Return whom an e-mail goes to: the post's holders; of a common desk, those who lead the unit."""
    posts = [letter.to_post] if letter.to_post else []
    posts = posts or [post.id for post in organisation.posts(letter.to_unit, at.date(), role="leader")]
    return [official.account for post in posts for official in identity.holders(post, at)]


def _inputs(actor: Actor, at: datetime, letter: Reminder, lines: Sequence[LateDossier], text: str) -> ReminderInputs:
    assert actor.unit is not None, "required above"
    return {
        "head": organisation.head_of(actor.unit, at.date()),
        "number": f"{letter.number}/{letter.year}",
        "to": holder_words(letter.to_unit, letter.to_post),
        "text": text,
        "dossiers": [
            {"number": line.number, "procedure": line.procedure, "due_at": line.due_at.isoformat()} for line in lines
        ],
        "answer_by": letter.answer_by.isoformat(),
        "post": actor.post_name,
        "signer": actor.name,
    }
