"""Who looks: a specialist with a full desk, the head of the busiest agency, somebody who may look at the whole province."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from motcua.bench import stage
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.statements import row, rows

#: So many open dossiers lie on a full desk; what is missing is received and handed over by the services.
FULL_DESK = 60


@dataclass(frozen=True)
class Looker:
    """Somebody signed in: the cookie of the session, and the unit."""

    cookie: str
    actor: Actor


@dataclass(frozen=True)
class Cast:
    """Who looks, who acts (tokens by role), and the telephone and code of somebody who handed in."""

    specialist: Looker
    head: Looker
    province: Looker
    tokens: dict[str, str]
    phone: str
    code: str


def cast() -> Cast:
    """Choose and sign in those who look; make the province's looker, who may look everywhere."""
    from motcua.organisation import queries as organisation

    at = moments.now()
    busiest = _busiest(organisation.units(at.date()))
    commune = _busiest(organisation.units(at.date(), "commune"))
    counter, specialist, leader = (_holder(commune, role, at) for role in ("counter", "specialist", "leader"))
    code, phone = _fill_desk(counter, specialist)
    return Cast(
        specialist=signed_in(specialist),
        head=signed_in(_holder(busiest, "leader", at)),
        province=signed_in(_who_looks_everywhere(busiest, at)),
        tokens={name: _token(actor, at) for name, actor in (("counter", counter), ("specialist", specialist), ("leader", leader))},
        phone=phone,
        code=code,
    )  # fmt: skip


def signed_in(actor: Actor) -> Looker:
    """Open a session for somebody, as the page of signing in does."""
    from django.contrib.sessions.backends.db import SessionStore
    from django.test import RequestFactory

    from motcua.identity import services as identity

    request = RequestFactory().get("/")
    request.session = SessionStore()
    identity.open_session(actor=actor, at=moments.now(), request=request)
    request.session.save()
    return Looker(f"sessionid={request.session.session_key}", actor)


def _busiest(units: Any) -> UUID:
    sql = """select receiving_unit_id as unit from dossiers_standing where receiving_unit_id = any(%s)
      group by 1 order by count(*) desc limit 1"""
    found = row(sql, [[unit.id for unit in units]])
    assert found is not None, "a filled database has dossiers"
    return UUID(str(found["unit"]))


def _holder(unit: UUID, role: str, at: datetime) -> Actor:
    """Return whoever holds a post of this role in a unit; of specialists the one with the most on the desk."""
    from motcua.identity import queries as identity

    sql = """select a.account_id, a.post_id from identity_appointment a where a.unit_id = %s and %s = any(a.roles)
        and a.valid_from <= %s and (a.valid_to is null or a.valid_to >= %s)
      order by (select count(*) from dossiers_standing s where s.desk = a.post_id and s.closed_at is null) desc, a.id limit 1"""
    found = row(sql, [unit, role, at.date(), at.date()])
    assert found is not None, f"nobody is a {role} here"
    return identity.actor_for(found["account_id"], found["post_id"], at)


def _who_looks_everywhere(unit: UUID, at: datetime) -> Actor:
    from motcua.identity import queries as identity
    from motcua.identity import services
    from motcua.organisation import queries as organisation

    post = organisation.posts(unit, at.date(), role="leader")[0].id
    known = row("select id from identity_account where username = %s", ["bench-looker"])
    if known is None:
        account = services.create_account(actor=SYSTEM, at=at, username="bench-looker", name="Người xem toàn tỉnh")
        since = (at - timedelta(days=1)).date()
        services.appoint(
            actor=SYSTEM, at=at, account=account, post=post, roles={"leader"}, reach="everywhere", valid_from=since
        )
    else:
        account = known["id"]
    return identity.actor_for(account, post, at)


def _token(actor: Actor, at: datetime) -> str:
    from motcua.identity import services

    return str(services.issue_token(actor=SYSTEM, at=at, account=actor.account, post=actor.post, label="bench").raw)


def _fill_desk(counter: Actor, specialist: Actor) -> tuple[str, str]:
    """Let a commune receive until the specialist's desk is full; return the last code and its telephone."""
    from motcua.catalogue import queries as catalogue
    from motcua.dossiers import services
    from motcua.dossiers.types import PaperIn, Reception
    from motcua.kernel.ids import new_id

    at = moments.now()
    there = len(rows("select from dossiers_standing where desk = %s and closed_at is null", [specialist.post]))
    version = catalogue.in_force(stage.PROCEDURE, at.date())
    code = phone = ""
    for number in range(max(FULL_DESK - there, 1)):
        body = stage.body(900_000_000 + there * 1000 + number)
        papers = tuple(PaperIn(place, **paper) for place, paper in enumerate(body["papers"], start=1))
        assert counter.unit is not None, "a clerk sits in a unit"
        reception = Reception(id=new_id(), unit=counter.unit, procedure=version.id, owner=body["owner"], papers=papers)
        code, phone = services.receive(actor=counter, at=at, reception=reception).code, body["owner"]["phone"]
        services.hand_over(actor=counter, at=at, number=code)
        services.take_up(actor=specialist, at=at, number=code)
    return code, phone
