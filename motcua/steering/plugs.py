"""What steering plugs into lower modules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua.dossiers.sockets import BesideBox, beside
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
from motcua.steering.speech import VERBS, holder_words, state_words
from motcua.steering.types import ACTS, DIRECT, LOOK, NOTICE, REMINDER, ROLES, Direction
from motcua.ui.acting import today
from motcua.ui.remembered import fixed
from motcua.ui.sockets import navigation
from motcua.ui.types import Cell, Entry, Signal


class Rail:
    """Directions and reminders, each with how many wait for me."""

    key = "steering"

    def entries(self, actor: Actor, request: HttpRequest) -> Sequence[Entry]:
        """Return both, or nothing."""
        if actor.is_anonymous or access.scope(actor, LOOK).is_empty:
            return []
        return [
            Entry(
                _("Chỉ đạo"), fixed("steering:directions"), queries.asks_me(actor, today(request)).or_none(), order=33
            ),
            Entry(_("Đôn đốc"), fixed("steering:letters"), queries.waiting(actor).or_none(), order=34),
        ]


class OnTheDossier:
    """Directions about a dossier that the reader gave or was given, and for a head the way to give one."""

    key = "steering"

    def beside(self, actor: Actor, dossier: UUID, number: str, on: date) -> BesideBox | None:
        """Return them, or nothing."""
        found = queries.directions_about(actor, dossier, on)
        may = actor.unit is not None and access.judge(actor, DIRECT, actor.unit)
        if not found and not may:
            return None
        more = Cell(_("Cho ý kiến"), f"{fixed('steering:new-direction')}?ho-so={number}") if may else None
        return BesideBox(_("Ý kiến chỉ đạo"), tuple(_line(each, on) for each in found), more)


def _line(direction: Direction, on: date) -> Cell:
    return Cell(
        holder_words(direction.to_unit, direction.to_post),
        f"{fixed('steering:direction')}?so={direction.id}",
        sub=state_words(direction, on),
        signal=Signal.LATE if direction.is_overdue(on) else None,
    )


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
beside.plug(OnTheDossier())
acts.plug(ModuleActs("steering", tuple(ActLine(code, words) for code, words in ACTS), ROLES))
for verb in VERBS:
    verbs.plug(verb)
holdings.plug(HOLDING)
