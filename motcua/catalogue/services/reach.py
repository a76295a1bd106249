"""Who may publish: an administrator of the whole province."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from motcua.catalogue.queries.reach import may_publish
from motcua.catalogue.types import PUBLISH
from motcua.kernel.access import require
from motcua.kernel.refusal import NotAllowed

if TYPE_CHECKING:
    from motcua.kernel.actor import Actor


def require_publishing(actor: Actor) -> None:
    """Refuse with NotAllowed whoever has no such act, or has it for a part of the province only."""
    require(actor, PUBLISH)
    if not may_publish(actor):
        raise NotAllowed(_("Thủ tục dùng chung cho cả tỉnh, chỉ người quản trị toàn tỉnh công bố được."))
