"""Depart from the modules' default roles."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.identity import roster, sockets
from motcua.identity.models import RoleAct
from motcua.identity.types import ROLE, Acts, ActUnknown, Role
from motcua.kernel import ids
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.refusal import NotAllowed
from motcua.ledger import services as ledger


@act
def set_role_act(*, actor: Actor, at: datetime, role: str, act_code: str, allowed: bool) -> None:
    """Give an act to a role, or take it away, for the whole installation; ``at`` is the business moment.

    Only who administers everywhere may, and nobody takes from administrators the act of administering. Raises
    ActUnknown for a role or act that nobody knows, NotAllowed.
    """
    everywhere = any(grant.reach == "everywhere" and Acts.ACCOUNTS in grant.acts for grant in actor.grants)
    if not (actor.is_system or everywhere):
        raise NotAllowed(_("Vai trò dùng chung cho cả tỉnh, chỉ người quản trị toàn tỉnh sửa được. Nhờ người đó."))
    if role not in set(Role):
        raise ActUnknown(role)
    if (role, act_code, allowed) == (Role.ADMINISTRATOR, Acts.ACCOUNTS, False):
        raise NotAllowed(_("Không bỏ được quyền này của vai trò Quản trị: sẽ không còn ai phân quyền được nữa."))
    if not any(line.code == act_code for plug in sockets.acts for line in plug.acts):
        raise ActUnknown(act_code)
    departure = RoleAct.objects.select_for_update().filter(role=role, act=act_code).first()
    if departure is None:
        departure = RoleAct(id=ids.new_id(), role=role, act=act_code, revision=0)
    departure.allowed = allowed
    departure.revision += 1
    departure.save()
    ledger.write(
        actor,
        "identity.role.set",
        kind=ROLE,
        stream=departure.id,
        seq=departure.revision,
        at=at,
        role=role,
        act=act_code,
        allowed=allowed,
    )
    roster.changed()
