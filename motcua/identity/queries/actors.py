"""From an account to an actor: for which post, in which unit, with which grants."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from motcua.identity.roster import Held, Roster, roster
from motcua.identity.types import AccountUnknown, Seat, SeatUnknown
from motcua.kernel.actor import Actor, Grant
from motcua.kernel.moments import local
from motcua.organisation import queries as organisation


def seats(account_id: UUID, at: datetime) -> tuple[Seat, ...]:
    """Return where an account may act from on the day of ``at``: its own posts first, then those it stands in for."""
    return tuple(_by_seat(roster(), account_id, local(at).date()))


def actor_for(account_id: UUID, post_id: UUID | None, at: datetime) -> Actor:
    """Return an account acting for a post on the day of ``at`` (its own post, or one whose holder it substitutes).

    Without a post: its first seat, or nobody's post and no grant at all. Raises SeatUnknown when it does not hold
    that post on that day, AccountUnknown for a closed or missing account.
    """
    by_seat = _by_seat(_with_active(account_id), account_id, local(at).date())
    if post_id is None:
        return _actor(account_id, *next(iter(by_seat.items()), (None, [])))
    for seat, held in by_seat.items():
        if seat.post == post_id:
            return _actor(account_id, seat, held)
    raise SeatUnknown


def actor_of_seat(account_id: UUID, key: str, at: datetime) -> Actor:
    """Return an account acting from the seat of this key. Raises SeatUnknown, AccountUnknown."""
    for seat, held in _by_seat(_with_active(account_id), account_id, local(at).date()).items():
        if seat.key == key:
            return _actor(account_id, seat, held)
    raise SeatUnknown


def _with_active(account_id: UUID) -> Roster:
    known = roster()
    if account_id not in known.people or not known.people[account_id].is_active:
        raise AccountUnknown
    return known


def _by_seat(known: Roster, account_id: UUID, on: date) -> dict[Seat, list[Held]]:
    """Group what is in force by seat: several appointments to one post are one seat with the grants of all."""
    by_seat: dict[Seat, list[Held]] = {}
    for held in known.by_account.get(account_id, ()):
        if held.in_force(on):
            by_seat.setdefault(_seat(known, held, None), []).append(held)
    for stand_in in known.stand_ins.get(account_id, ()):
        if stand_in.in_force(on):
            by_seat.setdefault(_seat(known, stand_in.held, stand_in.held.account), []).append(stand_in.held)
    return by_seat


def _seat(known: Roster, held: Held, acting_for: UUID | None) -> Seat:
    return Seat(
        key=f"{held.post}" if acting_for is None else f"{held.post}.{acting_for}",
        post=held.post,
        unit=held.unit,
        post_name=organisation.post(held.post).name,
        unit_name=organisation.short_name(held.unit),
        acting_for=acting_for,
        acting_for_name="" if acting_for is None else known.people[acting_for].name,
    )


def _actor(account_id: UUID, seat: Seat | None, held: list[Held]) -> Actor:
    known = roster()
    name = known.people[account_id].name
    if seat is None:
        return Actor(account=account_id, name=name)
    return Actor(
        account=account_id,
        name=name,
        post=seat.post,
        unit=seat.unit,
        section=organisation.post(seat.post).section or "",
        post_name=seat.post_name,
        unit_name=seat.unit_name,
        grants=tuple(
            Grant(
                acts=frozenset[str]().union(*(known.acts.get(role, frozenset()) for role in line.roles)),
                unit=line.unit,
                reach=line.reach,
                fields=line.fields,
            )
            for line in held
        ),
        acting_for=seat.acting_for,
    )
