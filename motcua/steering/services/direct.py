"""Give a direction to a unit below or to a post of the own unit, perhaps about a dossier (TT 22/2019 Đ5.1.h; spec E11)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.clocks.calendar import on_or_next_working_day
from motcua.dossiers import queries as dossiers
from motcua.dossiers import services as dossier_services
from motcua.dossiers.types import NoSuchDossier
from motcua.identity import queries as identity
from motcua.kernel import access
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.keys import seal
from motcua.kernel.moments import local
from motcua.kernel.refusal import Invalid
from motcua.ledger import services as ledger
from motcua.organisation import queries as organisation
from motcua.steering import rules
from motcua.steering.letters import mail, page_of
from motcua.steering.models import Direction
from motcua.steering.sealing import DIRECTION as SEALED
from motcua.steering.types import DIRECT, DIRECTION
from motcua.ui import words

LONGEST = 2000


@act
def direct(
    *,
    actor: Actor,
    at: datetime,
    to_unit: UUID | None,
    to_post: UUID | None = None,
    text: str,
    due_on: date | None,
    number: str = "",
) -> UUID:
    """Direct a unit below the actor's own, or another post of it, to do something until a day; return the direction's id.

    On a closed day ``due_on`` means the next working day. ``number`` is the dossier that it is about: one that the actor
    may see and that the other one has to do with; its history has a line without the text. Refuses with Invalid (nobody
    whom the actor may direct, no text or over 2,000 letters, no day or one gone by, another's dossier), with NotAllowed
    whoever does not head a unit.
    """
    access.require(actor, DIRECT, actor.unit)
    assert actor.unit is not None, "required above"
    at = local(at)
    dossier, wrong = _about(actor, at, number.strip(), to_unit)
    wrong |= _wrong(actor, at.date(), to_unit, to_post) | said_wrong(text, due_on, at.date())
    if wrong:
        raise Invalid(wrong)
    assert to_unit is not None, "checked above"
    assert due_on is not None, "checked above"
    direction = Direction.objects.create(
        id=new_id(),
        at=at,
        by_account=actor.account,
        by_post=actor.post,
        unit_id=actor.unit,
        to_unit=to_unit,
        to_post=to_post,
        dossier_id=dossier,
        label=number.strip(),
        text=seal(text.strip(), SEALED),
        due_on=on_or_next_working_day(organisation.calendar(actor.unit, at.date()).beyond(), due_on),
    )
    facts = {"to_unit": to_unit, "to_post": to_post, "due": direction.due_on, "number": direction.label}
    ledger.write(actor, "steering.directed", kind=DIRECTION, stream=direction.id, seq=1, at=at, **facts)
    if dossier is not None:
        dossier_services.steer(
            actor=actor,
            at=at,
            number=direction.label,
            verb="dossiers.directed",
            to=to_unit,
            due=direction.due_on,
        )
    _tell(direction, at)
    made: UUID = direction.id
    return made


def said_wrong(text: str, due_on: date | None, today: date) -> dict[str, str]:
    """Return what is wrong with a text and a last day, by field."""
    wrong = {}
    if not text.strip():
        wrong["text"] = _("Ghi nội dung chỉ đạo.")
    elif len(text) > LONGEST:
        wrong["text"] = _("Viết ngắn lại, không quá %(most)s chữ cái.") % {"most": LONGEST}
    if due_on is None:
        wrong["due_on"] = _("Ghi hạn trả lời, ví dụ 25/5/2020.")
    elif due_on < today:
        wrong["due_on"] = _("Hạn trả lời đã qua. Chọn hôm nay hoặc ngày sau.")
    return wrong


def _wrong(actor: Actor, today: date, to_unit: UUID | None, to_post: UUID | None) -> dict[str, str]:
    assert actor.unit is not None, "required before"
    if to_unit is None:
        return {"to": _("Chọn đơn vị hoặc vị trí nhận ý kiến.")}
    below = organisation.subtree(actor.unit, today)
    posts = {post.id for post in organisation.posts(actor.unit, today)}
    known = to_post is None or to_post in posts
    if known and rules.may_direct(actor.unit, actor.post, below, to_unit, to_post):
        return {}
    return {"to": _("Chỉ chỉ đạo được đơn vị cấp dưới hoặc vị trí khác trong đơn vị mình. Chọn lại nơi nhận.")}


def _about(actor: Actor, at: datetime, number: str, to_unit: UUID | None) -> tuple[UUID | None, dict[str, str]]:
    if not number:
        return None, {}
    try:
        record = dossiers.dossier_for(actor, number, at=at, look=False)
    except NoSuchDossier:
        return None, {"number": _("Không có hồ sơ này, hoặc của đơn vị khác. Xem lại mã, hoặc để trống.")}
    if to_unit is not None and to_unit not in record.standing.units:
        return None, {
            "number": _("Nơi nhận không tiếp nhận, giữ hay giải quyết hồ sơ này. Chọn nơi nhận khác, hoặc bỏ mã hồ sơ.")
        }
    return record.id, {}


def _tell(direction: Direction, at: datetime) -> None:
    """Tell the post's holders by e-mail; of a unit, those who lead it."""
    posts = [direction.to_post] if direction.to_post else []
    posts = posts or [post.id for post in organisation.posts(direction.to_unit, at.date(), role="leader")]
    mail(
        "direction",
        [official.account for post in posts for official in identity.holders(post, at)],
        cause=direction.id,
        about=DIRECTION,
        label=direction.label or words.day(direction.due_on),
        unit=direction.unit_id,
        at=at,
        values={
            "don_vi": organisation.short_name(direction.unit_id),
            "ngay": words.day(direction.due_on),
            "xem": f"{page_of('steering:direction')}?so={direction.id}",
        },
    )
