"""Appoint to posts, end appointments, stand in for somebody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.identity import roster, rules
from motcua.identity.judge import under
from motcua.identity.models import Appointment, Substitution
from motcua.identity.services.history import write
from motcua.identity.types import (
    AccountUnknown,
    Acts,
    ActUnknown,
    AlreadyAppointed,
    AppointmentUnknown,
    OwnSubstitute,
    PeriodUnfit,
    Role,
    SubstitutionUnknown,
)
from motcua.kernel import ids, moments
from motcua.kernel.access import judge, require
from motcua.kernel.act import act
from motcua.kernel.actor import Actor, Reach
from motcua.kernel.refusal import NotAllowed
from motcua.organisation import queries as organisation


@act
def appoint(
    *,
    actor: Actor,
    at: datetime,
    account: UUID,
    post: UUID,
    valid_from: date,
    valid_to: date | None = None,
    roles: Iterable[str] | None = None,
    reach: Reach = "unit",
    fields: Iterable[str] | None = None,
) -> UUID:
    """Appoint an account to a post from one day to another, both inclusive (None: until further notice); return the id.

    ``roles`` are the post's own role unless given; ``reach`` how far they hold («unit», «subtree», «everywhere»);
    ``fields`` narrows to fields of procedures. ``at`` is the business moment. Nobody gives further than they reach.
    Raises AlreadyAppointed, PeriodUnfit, ActUnknown (a role), AccountUnknown, NotAllowed.
    """
    place = organisation.post(post)
    given = frozenset(roles) if roles is not None else frozenset({place.role})
    _require_reach(actor, place.unit_id, reach)
    for role in given - set(Role):
        raise ActUnknown(role)
    if valid_to is not None and valid_to < valid_from:
        raise PeriodUnfit
    known = roster.roster()
    if account not in known.people or not known.people[account].is_active:
        raise AccountUnknown
    period = (valid_from, valid_to)
    for held in known.by_account.get(account, ()):
        same = held.post == post and held.roles & given and (held.valid_to is None or held.valid_to >= held.valid_from)
        if same and rules.overlap(period, (held.valid_from, held.valid_to)):
            raise AlreadyAppointed
    appointment = Appointment.objects.create(
        id=ids.new_id(),
        account_id=account,
        post_id=post,
        unit_id=place.unit_id,
        roles=sorted(given),
        reach=reach,
        fields=None if fields is None else sorted(fields),
        valid_from=valid_from,
        valid_to=valid_to,
    )
    write(
        actor,
        "identity.appointed",
        account,
        at=at,
        appointment=appointment.id,
        to_post=post,
        in_unit=place.unit_id,
        roles=sorted(given),
        reach=reach,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    roster.changed()
    return appointment.id


@act
def end_appointment(*, actor: Actor, at: datetime, appointment: UUID, last_day: date) -> None:
    """End an appointment after its last day; the day before its first undoes it.

    Its seats and tokens stop by themselves. Raises AppointmentUnknown, PeriodUnfit, NotAllowed.
    """
    found = Appointment.objects.select_for_update().filter(id=appointment).first()
    if found is None:
        raise AppointmentUnknown
    require(actor, Acts.ACCOUNTS, found.unit_id)
    if last_day < found.valid_from - timedelta(days=1):
        raise PeriodUnfit
    found.valid_to = last_day
    found.save(update_fields=["valid_to"])
    write(actor, "identity.appointment.ended", found.account_id, at=at, appointment=appointment, valid_to=last_day)
    roster.changed()


@act
def substitute(
    *, actor: Actor, at: datetime, appointment: UUID, substitute: UUID, valid_from: date, valid_to: date
) -> UUID:
    """Let an account stand in for the holder of an appointment, both days inclusive; return the id.

    The substitute acts under its own name, marked «trực thay»; both histories say so. The holder may arrange it, and
    whoever may substitute in the unit. Raises OwnSubstitute, PeriodUnfit, AppointmentUnknown, AccountUnknown,
    NotAllowed.
    """
    found = Appointment.objects.filter(id=appointment).first()
    if found is None:
        raise AppointmentUnknown
    if actor.account != found.account_id:
        require(actor, Acts.SUBSTITUTE, found.unit_id)
    if substitute == found.account_id:
        raise OwnSubstitute
    if substitute not in roster.roster().people:
        raise AccountUnknown
    outside = valid_from < found.valid_from or (found.valid_to is not None and valid_to > found.valid_to)
    if valid_to < valid_from or outside:
        raise PeriodUnfit
    made = Substitution.objects.create(
        id=ids.new_id(), appointment=found, substitute_id=substitute, valid_from=valid_from, valid_to=valid_to
    )
    facts: dict[str, Any] = {
        "substitution": made.id,
        "appointment": appointment,
        "valid_from": valid_from,
        "valid_to": valid_to,
    }
    write(actor, "identity.substituted", found.account_id, at=at, by_account=substitute, **facts)
    write(actor, "identity.stands_in", substitute, at=at, for_account=found.account_id, **facts)
    roster.changed()
    return made.id


@act
def end_substitution(*, actor: Actor, at: datetime, substitution: UUID) -> None:
    """End a substitution today, or undo one that has not begun; whoever could arrange it may.

    Raises SubstitutionUnknown when there is none that still runs, or none for this actor.
    """
    on = moments.local(at).date()
    found = (
        Substitution.objects.select_for_update(of=("self",))
        .select_related("appointment")
        .filter(id=substitution, valid_to__gte=on)
        .first()
    )
    if found is None:
        raise SubstitutionUnknown
    mine = actor.account == found.appointment.account_id
    if not mine and not judge(actor, Acts.SUBSTITUTE, found.appointment.unit_id):
        raise SubstitutionUnknown
    if found.valid_from < on:
        found.valid_to = on - timedelta(days=1)
        found.save(update_fields=["valid_to"])
    else:
        found.delete()
    write(actor, "identity.substitution.ended", found.appointment.account_id, at=at, by_account=found.substitute_id)
    roster.changed()


def _require_reach(actor: Actor, unit: UUID, reach: Reach) -> None:
    """Refuse with NotAllowed unless the actor administers all that the new appointment would reach."""
    require(actor, Acts.ACCOUNTS, unit)
    if actor.is_system or reach == "unit":
        return
    needed = {"subtree": {"subtree", "everywhere"}, "everywhere": {"everywhere"}}[reach]
    for grant in actor.grants:
        if Acts.ACCOUNTS in grant.acts and grant.reach in needed and rules.reaches(grant, unit, under):
            return
    raise NotAllowed(
        _("Bạn không thể giao quyền rộng hơn phạm vi mình quản trị. Nhờ người quản trị của tỉnh làm việc này.")
    )
