"""Who is who: plain facts from memory, no actor needed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID

from motcua.identity import rules
from motcua.identity.roster import Held, Person, roster
from motcua.identity.types import AccountUnknown, Official, SolePost
from motcua.kernel.actor import SYSTEM
from motcua.kernel.moments import local


def holders(post_id: UUID, at: datetime) -> tuple[Official, ...]:
    """Return who holds a post on the day of ``at`` (business moment), longest first; substitutes are not among them."""
    return _officials(roster().by_post.get(post_id, ()), at)


def people_of(unit_id: UUID, at: datetime) -> tuple[Official, ...]:
    """Return everybody who holds a post in a unit on the day of ``at``, each once, longest first."""
    return _officials(roster().by_unit.get(unit_id, ()), at)


def names(account_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of accounts; an id that is nobody's is left out, the system has its own name."""
    people, wanted = roster().people, set(account_ids)
    found = {account: people[account].name for account in wanted if account in people}
    if SYSTEM.account in wanted:
        found[SYSTEM.account] = SYSTEM.name
    return found


def appointed_after(posts: Collection[UUID], on: date) -> int:
    """Return how many appointments to these posts run on after a day."""
    by_post = roster().by_post
    return sum(
        1
        for post in posts
        for line in by_post.get(post, ())
        if (line.valid_to is None or line.valid_to > on) and (line.valid_to is None or line.valid_to >= line.valid_from)
    )


def sole_posts(accounts: Collection[UUID], since: date, until: date) -> tuple[SolePost, ...]:
    """Return the posts that one of these accounts held between two days, both inclusive, and nobody else, not even as a substitute.

    What was done in such a post in that time was done by that official.
    """
    known, period = roster(), (since, until)
    stood_in = {
        line.held.post
        for lines in known.stand_ins.values()
        for line in lines
        if rules.overlap((line.valid_from, line.valid_to), period)
    }
    mine = {(held.account, held.post, held.unit) for account in accounts for held in known.by_account.get(account, ())}
    return tuple(
        SolePost(account, post, unit)
        for account, post, unit in sorted(mine)
        if post not in stood_in and _holders_between(known.by_post[post], period) == {account}
    )


def number_of_accounts() -> tuple[int, int]:
    """Return how many accounts there are: real ones, and the demo's."""
    people = roster().people.values()
    invented = sum(person.is_demo for person in people)
    return len(people) - invented, invented


def account_named(username: str) -> Person:
    """Return the account of a name, whatever the case. Raises AccountUnknown."""
    wanted = username.strip().lower()
    for person in roster().people.values():
        if person.username.lower() == wanted:
            return person
    raise AccountUnknown


def roles_of(account_id: UUID, post_id: UUID, at: datetime) -> frozenset[str]:
    """Return the roles that an account has in a post on the day of ``at``."""
    held = [line for line in roster().by_account.get(account_id, ()) if line.post == post_id]
    return frozenset[str]().union(*(line.roles for line in held if line.in_force(local(at).date())))


def acts_of_role(role: str) -> frozenset[str]:
    """Return the acts of a role: the modules' defaults with this installation's departures."""
    return roster().acts.get(role, frozenset())


def _holders_between(lines: Iterable[Held], period: tuple[date, date]) -> set[UUID]:
    return {
        line.account
        for line in lines
        if (line.valid_to is None or line.valid_to >= line.valid_from)
        and rules.overlap((line.valid_from, line.valid_to), period)
    }


def _officials(lines: Iterable[Held], at: datetime) -> tuple[Official, ...]:
    people, on = roster().people, local(at).date()
    in_office = dict.fromkeys(line.account for line in lines if line.in_force(on) and people[line.account].is_active)
    return tuple(Official(account, people[account].name) for account in in_office)
