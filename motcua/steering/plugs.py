"""What steering plugs into lower modules."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua.identity.sockets import ActLine, ModuleActs, acts
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.personal import holdings
from motcua.ledger.sockets import verbs
from motcua.notices.sockets import letters
from motcua.prints.sockets import guards
from motcua.steering import queries
from motcua.steering.letters import LETTERS
from motcua.steering.personal import HOLDING
from motcua.steering.speech import VERBS
from motcua.steering.types import ACTS, LOOK, NOTICE, REMINDER, ROLES
from motcua.ui.remembered import fixed
from motcua.ui.sockets import navigation
from motcua.ui.types import Entry


class Rail:
    """The reminders, with how many letters wait for an answer of mine."""

    key = "steering"

    def entries(self, actor: Actor, request: HttpRequest) -> Sequence[Entry]:  # noqa: ARG002  the socket asks with it
        """Return one entry, or nothing."""
        if actor.is_anonymous or access.scope(actor, LOOK).is_empty:
            return []
        return [Entry(_("Đôn đốc"), fixed("steering:letters"), queries.waiting(actor) or None, order=34)]


class OfReminders:
    """The print of a letter is read in the unit that sent it and in the one that it was sent to."""

    key = REMINDER

    def may_read(self, actor: Actor, owner_id: UUID) -> bool:
        """May this actor read it?"""
        return any(access.judge(actor, LOOK, unit) for unit in queries.reminder_units(owner_id))


class OfNotices:
    """The print of a monthly word is read by the official, and by whoever heads the desk's unit or the agency that lent."""

    key = NOTICE

    def may_read(self, actor: Actor, owner_id: UUID) -> bool:
        """May this actor read it?"""
        return queries.may_read_notice(actor, owner_id)


for letter in LETTERS:
    letters.plug(letter)
navigation.plug(Rail())
guards.plug(OfReminders())
guards.plug(OfNotices())
acts.plug(ModuleActs("steering", tuple(ActLine(code, words) for code, words in ACTS), ROLES))
for verb in VERBS:
    verbs.plug(verb)
holdings.plug(HOLDING)
