"""Add a post to a unit, and close one."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.kernel.access import require
from motcua.kernel.act import act
from motcua.organisation import queries
from motcua.organisation.models import PostRow
from motcua.organisation.services.orders import check_dated, decide, one_at_a_time, refuse, unit_row
from motcua.organisation.sockets import stakes
from motcua.organisation.types import ROLES_OF_POSTS, UNITS, OrderKind, PostUnknown

if TYPE_CHECKING:
    from motcua.kernel.actor import Actor

SIGNS = ("no", "yes", "KT.", "TL.")
MOST_SEATS = 200
LONGEST = 120


@act
def add_post(
    *, actor: Actor, at: datetime, unit_id: UUID, section: str, name: str, role: str, seats: int, signs: str,
    valid_from: date, paper: str,
) -> UUID:  # fmt: skip
    """Give a unit a post with so many seats from a day on; return its id. Raises NotAllowed, UnitUnknown, DecisionUnfit."""
    require(actor, UNITS, unit_id)
    unit = unit_row(unit_id)
    one_at_a_time()
    section, name = " ".join(section.split()), " ".join(name.split())
    check_adding(
        unit.id,
        section=section,
        name=name,
        role=role,
        seats=seats,
        signs=signs,
        valid_from=valid_from,
        paper=paper,
        at=at,
    )
    known = PostRow.objects.filter(unit=unit, section=section, name=name, role=role).first()
    last = PostRow.objects.filter(unit=unit).order_by("place").last()
    values = {"seats": seats, "signs": signs, "assumed": False, "valid_from": valid_from, "valid_to": None}
    if known is None:
        known = PostRow.objects.create(
            unit=unit, section=section, name=name, role=role, place=(last.place if last else 0) + 1, **values
        )
    else:
        PostRow.objects.filter(id=known.id).update(**values)
    decide(
        actor, OrderKind.ADD_POST, unit, at=at, valid_from=valid_from, paper=paper, post=known.id, after={"name": name},
        role=role, seats=seats, for_post=known.id,
    )  # fmt: skip
    return known.id


def check_adding(
    unit_id: UUID,
    *,
    section: str,
    name: str,
    role: str,
    seats: int,
    signs: str,
    valid_from: date,
    paper: str,
    at: datetime,
) -> None:
    """Refuse a post that cannot be added so."""
    wrong: dict[str, str] = {}
    check_dated(valid_from, paper, at, wrong)
    if not queries.unit(unit_id).is_alive(valid_from):
        wrong["valid_from"] = _("Đơn vị không hoạt động vào ngày ấy. Chọn ngày khác.")
    if not name or len(name) > LONGEST:
        wrong["name"] = _("Nhập tên vị trí, không quá %(most)s chữ.") % {"most": LONGEST}
    if role not in ROLES_OF_POSTS:
        wrong["role"] = _("Chọn vai trò của vị trí.")
    if signs not in SIGNS:
        wrong["signs"] = _("Chọn cách ký của vị trí.")
    if not 1 <= seats <= MOST_SEATS:
        wrong["seats"] = _("Số người là một số từ 1 đến %(most)s.") % {"most": MOST_SEATS}
    there = PostRow.objects.filter(unit_id=unit_id, section=section, name=name, role=role).first()
    if there is not None and (there.valid_to is None or there.valid_to >= valid_from):
        wrong["name"] = _("Đơn vị đã có vị trí này trong cùng bộ phận. Đặt tên khác, hoặc đóng vị trí cũ trước.")
    refuse(wrong)


@act
def close_post(*, actor: Actor, at: datetime, post_id: UUID, last_day: date, paper: str) -> None:
    """End a post after its last day. Raises NotAllowed, PostUnknown, DecisionUnfit (who holds it leaves it first)."""
    post = PostRow.objects.filter(id=post_id).select_related("unit").first()
    if post is None:
        raise PostUnknown
    require(actor, UNITS, post.unit_id)
    one_at_a_time()
    check_closing(post_id, last_day=last_day, paper=paper, at=at)
    PostRow.objects.filter(id=post.id).update(valid_to=last_day, assumed=False)
    decide(
        actor, OrderKind.CLOSE_POST, post.unit, at=at, valid_from=last_day, paper=paper, post=post.id,
        before={"assumed": post.assumed}, after={"name": post.name}, for_post=post.id,
    )  # fmt: skip


def check_closing(post_id: UUID, *, last_day: date, paper: str, at: datetime) -> None:
    """Refuse a post that cannot be closed so."""
    wrong: dict[str, str] = {}
    check_dated(last_day, paper, at, wrong, field="last_day")
    post = PostRow.objects.get(id=post_id)
    if post.valid_to is not None and post.valid_to < last_day:
        wrong["last_day"] = _("Vị trí này đã đóng.")
    if post.valid_from and last_day < post.valid_from:
        wrong["last_day"] = _("Ngày cuối cùng phải sau ngày lập vị trí. Muốn bỏ hẳn, hãy huỷ quyết định lập.")
    held = [
        stake
        for plug in stakes
        for stake in plug.held(unit=post.unit_id, posts=frozenset({post_id}), whole=False, on=last_day)
        if stake.hinders and stake.count
    ]
    if held:
        wrong["last_day"] = _("Chưa đóng được: %(stakes)s. Kết thúc bổ nhiệm trước ngày ấy rồi đóng vị trí.") % {
            "stakes": "; ".join(stake.words for stake in held)
        }
    refuse(wrong)
