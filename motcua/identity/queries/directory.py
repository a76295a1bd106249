"""Accounts as an administrator meets them: the list, one person, the units within reach. From memory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from motcua.identity import rules
from motcua.identity.models import CodeReset, Secondment, Slip
from motcua.identity.roster import Held, Person, StandIn, roster
from motcua.identity.types import AccountUnknown, Acts, Role
from motcua.kernel import access, moments
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.organisation import queries as organisation
from motcua.organisation.types import Post, Unit

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class PostLine:
    """One appointment in words."""

    id: UUID
    account: UUID
    post: UUID
    unit: UUID
    post_name: str
    section: str
    unit_name: str
    roles: str
    reach: str
    valid_from: date
    valid_to: date | None
    is_now: bool
    is_over: bool


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account of the list, with the posts it holds today."""

    id: UUID
    username: str
    name: str
    is_active: bool
    posts: tuple[PostLine, ...]


@dataclass(frozen=True, slots=True)
class AccountList:
    """A page of accounts, and how many there are in all."""

    lines: tuple[AccountLine, ...]
    number: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One account whole, for who administers it."""

    id: UUID
    username: str
    name: str
    is_active: bool
    posts: tuple[PostLine, ...]
    slip_until: datetime | None
    reset_asked_by: UUID | None
    reset_asked_at: datetime | None


@dataclass(frozen=True, slots=True)
class StandInLine:
    """A substitution in words."""

    id: UUID
    holder: str
    post_name: str
    unit_name: str
    substitute: str
    valid_from: date
    valid_to: date
    is_now: bool


@dataclass(frozen=True, slots=True)
class TermLine:
    """A secondment in words; ``days_left`` to its last day."""

    account: UUID
    name: str
    post_name: str
    unit_name: str
    from_unit: str
    valid_from: date
    valid_to: date
    days_left: int
    ends_soon: bool
    lent_by: UUID
    lent_to: UUID


def accounts_for(
    actor: Actor, at: datetime, *, text: str = "", unit: UUID | None = None, closed: bool = False, page: int = 1
) -> AccountList:
    """Return the accounts that the actor administers, by name: those with a post in reach, whoever administers all sees all.

    ``text`` is looked for in name and sign-in name, accents or not; ``unit`` keeps whoever holds a post there today;
    ``closed`` shows closed accounts instead.
    """
    known, on, wanted = roster(), local(at).date(), rules.plain(text)
    reach = access.scope(actor, Acts.ACCOUNTS)
    found = [
        person
        for person in known.people.values()
        if person.is_active is not closed
        and _is_within(known.by_account.get(person.id, ()), reach.units)
        and (not wanted or wanted in rules.plain(f"{person.name} {person.username}"))
        and (unit is None or any(h.unit == unit and h.in_force(on) for h in known.by_account.get(person.id, ())))
    ]
    found.sort(key=lambda person: (rules.plain(person.name).split()[-1:], rules.plain(person.name), person.username))
    pages = max(1, -(-len(found) // A_PAGE))
    page = min(max(page, 1), pages)
    return AccountList(
        tuple(_line(person, on) for person in found[(page - 1) * A_PAGE : page * A_PAGE]), len(found), page, pages
    )


def person_for(actor: Actor, account: UUID, at: datetime) -> PersonPage:
    """Return one account whole. Raises AccountUnknown when there is none, or none within the actor's reach."""
    known, on = roster(), local(at).date()
    person, held = known.people.get(account), known.by_account.get(account, ())
    if person is None or not _is_within(held, access.scope(actor, Acts.ACCOUNTS).units):
        raise AccountUnknown
    slip = Slip.objects.filter(account_id=account, settled_at=None, used_at=None).first()
    reset = CodeReset.objects.filter(account_id=account, answered_at=None).first()
    posts = sorted((post_line(line, on) for line in held), key=lambda line: (not line.is_now, line.is_over))
    return PersonPage(
        person.id,
        person.username,
        person.name,
        person.is_active,
        tuple(posts),
        local(slip.expires_at + moments.shift()) if slip else None,
        reset.asked_by if reset else None,
        local(reset.asked_at) if reset else None,
    )


def appointment_for(actor: Actor, appointment: UUID, at: datetime) -> PostLine:
    """Return one appointment within the actor's reach. Raises AccountUnknown."""
    for lines in roster().by_account.values():
        for held in lines:
            if held.id == appointment and access.judge(actor, Acts.ACCOUNTS, held.unit):
                return post_line(held, local(at).date())
    raise AccountUnknown


def units_in_reach(actor: Actor, act: str, at: datetime) -> tuple[Unit, ...]:
    """Return the units alive today in which the actor may do an act, in the order of their codes."""
    reach = access.scope(actor, act).units
    return tuple(unit for unit in organisation.units(local(at).date()) if reach is None or unit.id in reach)


def posts_in_reach(actor: Actor, at: datetime, unit: UUID | None = None) -> list[tuple[str, list[Post]]]:
    """Return the posts of the units in reach that have any, or of one of them, each under its unit's full name."""
    on = local(at).date()
    units = [one for one in units_in_reach(actor, Acts.ACCOUNTS, at) if unit is None or one.id == unit]
    found = [(organisation.full_name(one.id, on), list(organisation.posts(one.id, on))) for one in units]
    return [(name, posts) for name, posts in found if posts]


def colleagues(account: UUID, at: datetime) -> tuple[PostLine, ...]:
    """Return who could take over from somebody: others in the same units today whose roles meet theirs, each post once."""
    known, on = roster(), local(at).date()
    own = [held for held in known.by_account.get(account, ()) if held.in_force(on)]
    found: dict[UUID, PostLine] = {}
    for mine in own:
        for held in known.by_unit.get(mine.unit, ()):
            same = held.account != account and held.in_force(on) and held.roles & mine.roles and held.post != mine.post
            if same and known.people[held.account].is_active:
                found.setdefault(held.post, post_line(held, on))
    return tuple(found.values())


def posts_left_empty(account: UUID, at: datetime) -> frozenset[UUID]:
    """Return the posts that nobody would hold today without this account."""
    known, on = roster(), local(at).date()
    own = {held.post for held in known.by_account.get(account, ()) if held.in_force(on)}
    return frozenset(
        post
        for post in own
        if not any(
            held.in_force(on) and held.account != account and known.people[held.account].is_active
            for held in known.by_post[post]
        )
    )


def stand_ins_for(actor: Actor, at: datetime) -> tuple[StandInLine, ...]:
    """Return the substitutions that run or will, in the units where the actor may arrange them, and one's own."""
    on, reach = local(at).date(), access.scope(actor, Acts.SUBSTITUTE).units
    known = roster()
    lines = [line for lines in known.stand_ins.values() for line in lines if line.valid_to >= on]
    return tuple(
        _stand_in(line, on)
        for line in sorted(lines, key=lambda line: (line.valid_from, line.valid_to))
        if reach is None or line.held.unit in reach or line.held.account == actor.account
    )


def holders_for(actor: Actor, at: datetime) -> tuple[PostLine, ...]:
    """Return the appointments in force for which the actor may arrange a stand-in: those of the own unit."""
    on, known = local(at).date(), roster()
    lines = known.by_unit.get(actor.unit, ()) if actor.unit and access.judge(actor, Acts.SUBSTITUTE, actor.unit) else ()
    return tuple(post_line(held, on) for held in lines if held.in_force(on) and known.people[held.account].is_active)


def terms_for(actor: Actor, at: datetime) -> tuple[TermLine, ...]:
    """Return the secondments that run or will, within the actor's reach, whose end comes first standing first."""
    on, known, reach = local(at).date(), roster(), access.scope(actor, Acts.ACCOUNTS).units
    lent = {row.appointment_id: row.from_unit_id for row in Secondment.objects.all()}
    warning = organisation.settings(on).staff["secondment_warning_days"]
    found = [
        TermLine(
            held.account,
            known.people[held.account].name,
            organisation.post(held.post).name,
            organisation.short_name(held.unit),
            organisation.short_name(lent[held.id]),
            held.valid_from,
            held.valid_to,
            (held.valid_to - on).days,
            (held.valid_to - on).days <= warning,
            lent[held.id],
            held.unit,
        )
        for lines in known.by_account.values()
        for held in lines
        if held.id in lent
        and held.valid_to is not None
        and held.valid_to >= max(on, held.valid_from)
        and known.people[held.account].is_active
        and (reach is None or held.unit in reach or lent[held.id] in reach)
    ]
    return tuple(sorted(found, key=lambda line: (line.valid_to, line.name)))


def post_line(held: Held, on: date) -> PostLine:
    """Put an appointment into words."""
    post = organisation.post(held.post)
    return PostLine(
        held.id,
        held.account,
        held.post,
        held.unit,
        post.name,
        post.section,
        organisation.short_name(held.unit),
        ", ".join(Role(role).words for role in sorted(held.roles) if role in set(Role)),
        held.reach,
        held.valid_from,
        held.valid_to,
        held.in_force(on),
        held.valid_to is not None and held.valid_to < on,
    )


def _line(person: Person, on: date) -> AccountLine:
    held = roster().by_account.get(person.id, ())
    posts = tuple(post_line(line, on) for line in held if line.in_force(on))
    return AccountLine(person.id, person.username, person.name, person.is_active, posts)


def _stand_in(line: StandIn, on: date) -> StandInLine:
    people = roster().people
    return StandInLine(
        line.id,
        people[line.held.account].name,
        organisation.post(line.held.post).name,
        organisation.short_name(line.held.unit),
        people[line.substitute].name,
        line.valid_from,
        line.valid_to,
        line.in_force(on),
    )


def _is_within(held: tuple[Held, ...], units: frozenset[UUID] | None) -> bool:
    return units is None or any(line.unit in units for line in held)
