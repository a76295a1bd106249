"""What the dossiers plug into lower modules."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.dossiers import guards, queries, services
from motcua.dossiers.acts import ACTS, ROLES
from motcua.dossiers.books import BOOK, READ
from motcua.dossiers.carrying import CARRY, LIST
from motcua.dossiers.deeds import DELEGATE, KEEP
from motcua.dossiers.destinations import DossierPapers, DraftPapers
from motcua.dossiers.letters import LETTERS
from motcua.dossiers.letters import READER as TELLER
from motcua.dossiers.months import READER as MONTHS
from motcua.dossiers.personal import HOLDING, UNITS_HOLDING
from motcua.dossiers.postmen import READER as POSTMAN
from motcua.dossiers.postmen import OfDossiers as OfThePost
from motcua.dossiers.queries.rail import waiting
from motcua.dossiers.reading import READER
from motcua.dossiers.timekeeping import READER as TIMEKEEPER
from motcua.dossiers.types import KIND
from motcua.dossiers.verbs import VERBS
from motcua.files.sockets import guards as file_guards
from motcua.identity.sockets import ActLine, Held, ModuleActs, acts, holdings
from motcua.kernel import access, moments
from motcua.kernel.actor import Actor
from motcua.kernel.personal import holdings as personal
from motcua.ledger.sockets import readers, verbs
from motcua.notices.sockets import letters
from motcua.organisation.sockets import promises, stakes
from motcua.organisation.types import CalendarChange, MovedPromise, MovedPromises, Stake
from motcua.parties.sockets import ties
from motcua.postal.sockets import owners
from motcua.prints.sockets import guards as print_guards
from motcua.scans.sockets import destinations
from motcua.ui.remembered import fixed
from motcua.ui.sockets import navigation, search
from motcua.ui.types import Entry, Hit

LOOK = "dossiers.look"


class Rail:
    """The counter's entries, with what waits; for citizens the look-up."""

    key = "dossiers"

    def entries(self, actor: Actor, request: HttpRequest) -> Sequence[Entry]:  # noqa: ARG002  the socket asks with it
        """Return them for this actor."""
        if actor.is_anonymous:
            return [Entry(_("Tra cứu hồ sơ"), fixed("dossiers:look-up"), order=10)]
        if access.scope(actor, LOOK).is_empty:
            return []
        count = waiting(actor)
        found = [Entry(_("Bàn làm việc"), fixed("dossiers:desk"), count.mine, order=10)]
        if access.judge(actor, "dossiers.receive", actor.unit):
            found.append(Entry(_("Tiếp nhận"), fixed("dossiers:reception-start"), order=20))
            found.append(Entry(_("Hướng dẫn"), fixed("dossiers:guidances"), order=22))
            found.append(Entry(_("Sổ giấy"), fixed("dossiers:paper-books"), count.old_books, order=25))
        if access.judge(actor, "dossiers.return", actor.unit):
            found.append(Entry(_("Trả kết quả"), fixed("dossiers:returning"), count.to_return, order=30))
        if access.judge(actor, DELEGATE, actor.unit):
            found.append(Entry(_("Quyết định tại quầy"), fixed("dossiers:delegations"), order=46))
        if access.judge(actor, READ, actor.unit):
            found.append(Entry(_("Sổ theo dõi"), fixed("dossiers:book"), order=45))
        if access.judge(actor, CARRY, actor.unit):
            found.append(Entry(_("Bàn giao"), fixed("dossiers:hand-over-lists"), order=32))
        if access.judge(actor, KEEP, actor.unit):
            found.append(Entry(_("Bản chính đang giữ"), fixed("dossiers:originals"), order=44))
        found.append(Entry(_("Kết quả"), fixed("dossiers:results"), order=41))
        return [*found, Entry(_("Hồ sơ của đơn vị"), fixed("dossiers:dossiers"), order=40)]


class Search:
    """Dossiers by code, name, telephone or identity number."""

    key = "dossiers"

    def hits(self, actor: Actor, text: str, limit: int) -> Sequence[Hit]:
        """Return the dossiers that fit."""
        found = queries.find(actor, text, at=moments.now(), limit=limit)
        return [
            Hit(
                label=row.number,
                detail=f"{row.owner} · {row.procedure} · {row.waiting_for} · {row.time}",
                url=reverse("dossiers:dossier", args=[row.number]),
                kind=_("Hồ sơ"),
            )
            for row in found[:limit]
        ]


class OpenWork:
    """The open dossiers that lie on a post's own desk: they go to somebody else when its last holder leaves."""

    key = "dossiers"

    def held(self, posts: frozenset[UUID]) -> Held:
        """Say how many lie there."""
        count = queries.held_by(posts)
        return Held(count, _("%(count)s hồ sơ đang giải quyết") % {"count": count})

    def move(self, *, actor: Actor, at: datetime, posts: frozenset[UUID], to: UUID | None) -> int:
        """Move them all."""
        return services.release(actor=actor, at=at, posts=posts, to=to)


class KeptOriginals:
    """The citizen's originals that a post keeps: they go into other hands when its last holder leaves."""

    key = "originals"

    def held(self, posts: frozenset[UUID]) -> Held:
        """Name them."""
        count, named = queries.kept_by(posts)
        return Held(count, _("%(count)s bản chính đang giữ: %(named)s") % {"count": count, "named": named})

    def move(self, *, actor: Actor, at: datetime, posts: frozenset[UUID], to: UUID | None) -> int:
        """Lay them into other hands; the shelf stays."""
        return services.release_originals(actor=actor, at=at, posts=posts, to=to)


class Moments:
    """What dossiers were promised: counted anew where a decision about the calendar says so."""

    key = "dossiers"

    def moved(self, change: CalendarChange, *, at: datetime, most: int) -> MovedPromises:
        """Return the open dossiers that would be due at another moment."""
        count, lines = 0, []
        for record, _life, standing in queries.to_recount(change, at):
            count += 1
            if len(lines) < most:
                url = reverse("dossiers:dossier", args=[record.number])
                lines.append(MovedPromise(record.number, url, record.unit, record.standing.due_at, standing.due_at))
        return MovedPromises(count, tuple(lines))

    def recount(self, change: CalendarChange, *, actor: Actor, at: datetime, most: int) -> int:
        """Count them by the new calendars."""
        return services.recount(actor=actor, at=at, change=change, most=most)


class Applicants:
    """Whoever a dossier is of, or was handed in by, is not forgotten while it is there."""

    key = "dossiers"

    def tied(self, persons: Collection[UUID]) -> frozenset[UUID]:
        """Return those whom a dossier names."""
        return queries.named_in_dossiers(persons)


class OpenDossiers:
    """The open dossiers of a unit that ends: its heir goes on with them."""

    key = "dossiers"

    def held(self, *, unit: UUID, posts: frozenset[UUID], whole: bool, on: date) -> Sequence[Stake]:
        """Say how many there are; of a post, those that lie on its desk."""
        del on
        count = queries.open_of_unit(unit) if whole else queries.held_by(posts)
        return [Stake(count, _("%(count)s hồ sơ đang giải quyết") % {"count": count}, hinders=not whole)]


class OfDossiers:
    """Files and prints of a dossier are read by whoever may see it."""

    key = KIND

    def may_read(self, actor: Actor, owner_id: UUID) -> bool:
        """May this actor read them?"""
        return guards.may_see(actor, owner_id)


class OfBooks:
    """A bound register is read by whoever may read that unit's registers."""

    key = BOOK

    def may_read(self, actor: Actor, owner_id: UUID) -> bool:
        """May this actor read it?"""
        return queries.book_may_be_read(actor, owner_id)


class OfLists:
    """A hand-over list is read by whoever carries papers in one of its units."""

    key = LIST

    def may_read(self, actor: Actor, owner_id: UUID) -> bool:
        """May this actor read it?"""
        return any(access.judge(actor, CARRY, unit) for unit in queries.list_units(owner_id))


class OfDrafts:
    """Scans that came before the dossier: of whoever receives, then of whoever may see what became of it."""

    key = "draft"

    def may_read(self, actor: Actor, owner_id: UUID) -> bool:
        """May this actor read them?"""
        return guards.may_see(actor, owner_id) or guards.is_own_draft(actor, owner_id)


navigation.plug(Rail())
search.plug(Search())
acts.plug(ModuleActs("dossiers", tuple(ActLine(code, words) for code, words in ACTS), ROLES))
file_guards.plug(OfDossiers())
file_guards.plug(OfDrafts())
file_guards.plug(OfBooks())
print_guards.plug(OfDossiers())
print_guards.plug(OfLists())
holdings.plug(OpenWork())
holdings.plug(KeptOriginals())
destinations.plug(DossierPapers())
destinations.plug(DraftPapers())
promises.plug(Moments())
stakes.plug(OpenDossiers())
ties.plug(Applicants())
readers.plug(READER)
readers.plug(MONTHS)
readers.plug(TIMEKEEPER)
readers.plug(TELLER)
readers.plug(POSTMAN)
owners.plug(OfThePost())
for letter in LETTERS:
    letters.plug(letter)
for verb in VERBS:
    verbs.plug(verb)
personal.plug(HOLDING)
personal.plug(UNITS_HOLDING)
