"""What scanning plugs into lower modules."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.files.sockets import guards
from motcua.identity.sockets import ActLine, ModuleActs, acts
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.personal import holdings
from motcua.ledger.sockets import verbs
from motcua.scans import folder, queries
from motcua.scans.personal import HOLDING
from motcua.scans.types import ATTACH, FOUND, SITTING
from motcua.scans.verbs import VERBS
from motcua.ui.remembered import fixed
from motcua.ui.sockets import navigation
from motcua.ui.types import Entry


class Rail:
    """What the office scanner left, where the unit has one."""

    key = "scans"

    def entries(self, actor: Actor, request: HttpRequest) -> Sequence[Entry]:  # noqa: ARG002  the socket asks with it
        """Return it for whoever attaches scans."""
        if actor.is_anonymous or folder.root() is None or not access.judge(actor, ATTACH, actor.unit):
            return []
        return [Entry(_("Tệp máy quét"), fixed("scans:found-list"), order=50)]


class OfSittings:
    """Single pictures of a telephone are read by the clerk who opened it."""

    key = SITTING

    def may_read(self, actor: Actor, owner_id: UUID) -> bool:
        """May this actor read them?"""
        return queries.is_clerk(actor, owner_id)


class OfFound:
    """What the scanner left is read by whoever attaches scans in that unit."""

    key = FOUND

    def may_read(self, actor: Actor, owner_id: UUID) -> bool:
        """May this actor read it?"""
        return queries.may_read(actor, owner_id)


ACT = ActLine(ATTACH, gettext_noop("Quét giấy tờ, gắn bản quét vào hồ sơ"))
acts.plug(ModuleActs("scans", (ACT,), {role: frozenset({ATTACH}) for role in ("counter", "document_clerk", "postal")}))
navigation.plug(Rail())
guards.plug(OfSittings())
guards.plug(OfFound())
for verb in VERBS:
    verbs.plug(verb)
holdings.plug(HOLDING)
