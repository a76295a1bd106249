"""A small language for lives of dossiers: rows without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import cache
from uuid import UUID

from motcua.clocks.calendar import Calendar
from motcua.clocks.folder.office import read_office
from motcua.clocks.folder.shipped import SHIPPED
from motcua.clocks.limits import Limit, LimitKind
from motcua.clocks.options import Boundary, Options
from motcua.clocks.pauses import Pause, Policy
from motcua.dossiers.types import Life, Move, MoveKind, Outcome, ResultKind, Role, RouteStep, Terms
from motcua.kernel.moments import local

COMMUNE, DEPARTMENT, PROVINCE = UUID(int=10), UUID(int=20), UUID(int=30)
CLERK, SPECIALIST, LEADER = UUID(int=101), UUID(int=102), UUID(int=103)

COMMUNE_ROUTE = (
    RouteStep(1, Role.COUNTER, "receive", COMMUNE, 2.0),
    RouteStep(2, Role.SPECIALIST, "process", COMMUNE, 26.0),
    RouteStep(3, Role.LEADER, "approve", COMMUNE, 10.0),
    RouteStep(4, Role.COUNTER, "return", COMMUNE, 2.0),
)
DEPARTMENT_ROUTE = (
    RouteStep(1, Role.COUNTER, "receive", COMMUNE, 2.0),
    RouteStep(2, Role.SECTION_HEAD, "assign", DEPARTMENT, 2.0),
    RouteStep(3, Role.SPECIALIST, "process", DEPARTMENT, 22.0),
    RouteStep(4, Role.SECTION_HEAD, "review", DEPARTMENT, 4.0),
    RouteStep(5, Role.LEADER, "approve", DEPARTMENT, 6.0),
    RouteStep(6, Role.DOCUMENT_CLERK, "issue", DEPARTMENT, 2.0),
    RouteStep(7, Role.COUNTER, "return", COMMUNE, 2.0),
)


def at(text: str) -> datetime:
    """Read «2020-05-11 09:10» on the province's clock."""
    return local(datetime.fromisoformat(text))


def working_days(days: int, *, policy: str = "RESTART", late_after: str = "end_of_day") -> Terms:
    return Terms(
        limit=Limit(LimitKind.WORKING_DAYS, Decimal(days)),
        options=Options(late_after=Boundary(late_after)),
        pauses={"supplement": policy},
        calendar=1,
    )


def received(
    when: str = "2020-05-11 09:00",
    *,
    days: int = 5,
    route: tuple[RouteStep, ...] = COMMUNE_ROUTE,
    policy: str = "RESTART",
) -> Life:
    moment = at(when)
    return Life(
        received_at=moment,
        starts_at=moment,
        unit=COMMUNE,
        competent_unit=route[1].unit,
        terms=working_days(days, policy=policy),
        route=route,
        moves=(Move(1, MoveKind.RECEIVED, moment, 1, COMMUNE, Role.COUNTER),),
    )


def lies_at(
    life: Life,
    step: int,
    when: str,
    *,
    kind: MoveKind = MoveKind.HANDED_OVER,
    post: UUID | None = None,
    section: str = "",
) -> Life:
    place = next(known for known in life.route if known.no == step)
    move = Move(len(life.moves) + 1, kind, at(when), step, place.unit, place.role, section, post)
    return replace(life, moves=(*life.moves, move))


def pauses(
    life: Life, since: str, until: str | None = None, *, policy: str | None = None, reason: str = "supplement"
) -> Life:
    pause = Pause(at(since), at(until) if until else None, reason, Policy(policy or life.terms.pauses["supplement"]))
    return replace(life, pauses=(*life.pauses, pause), supplements=life.supplements + (reason == "supplement"))


def finishes(life: Life, when: str, kind: ResultKind = ResultKind.GRANTED) -> Life:
    return replace(lies_at(life, life.route[-1].no, when, kind=MoveKind.APPROVED), outcome=Outcome(at(when), kind))


def returns(life: Life, when: str) -> Life:
    return replace(life, returned_at=at(when))


@cache
def calendar() -> Calendar:
    """The shipped calendar."""
    return read_office(SHIPPED).calendar()
