"""What an office keeps besides dossiers: who is lent to the centre, who decides at the counter, guidance without a dossier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from motcua.demo import cast, names
from motcua.demo.acts import Act
from motcua.demo.lives import MORNING, Life, Place, World, identity
from motcua.dossiers import queries as dossiers
from motcua.dossiers import services
from motcua.dossiers.types import GuidanceWay
from motcua.identity import queries as people
from motcua.identity import services as staff
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.moments import TZ
from motcua.organisation import queries as organisation

#: Departments that lend somebody to the provincial centre: from when until when. The first term ends soon, so that the page warns.
LENT = (
    ("BK-STNMT", date(2019, 11, 15), date(2020, 5, 29)),
    ("BK-SYT", date(2020, 1, 2), date(2021, 6, 30)),
    ("BK-STP", date(2020, 3, 2), date(2021, 3, 1)),
)
#: Of those the ones that name a stand-by; the other is named as lacking.
STANDING_BY = frozenset({"BK-STNMT", "BK-STP"})

#: What the clerk of the main stage decides at once: confirmations from the unit's own books, free of charge.
EMPOWERED = ("1.004873", "1.000894", "1.004859")
DECISION, EMPOWERED_ON = "12/QĐ-UBND ngày 2/3/2020", date(2020, 3, 2)
#: How many were decided so, and after which of the planned lives they are numbered: no number is used twice.
DECIDED, AFTER = 6, 70_000

TOLD = (
    ("1.001193", "Khai sinh cho con khi cha mẹ chưa đăng ký kết hôn thì cần gì?", "Khai theo tờ khai; phần người cha ghi khi nhận con, làm cùng lúc được."),
    ("1.001193", "Con đã ba tháng mới đi khai sinh có bị phạt không?", "Không bị phạt. Mang giấy chứng sinh và giấy tờ tuỳ thân."),
    ("1.000656", "Khai tử cho ông ở nơi khác về mất tại nhà thì làm ở đâu?", "Tại UBND xã nơi cư trú cuối cùng của người mất."),
    ("2.000815", "Chứng thực bản sao có cần mang bản chính không?", "Cần mang bản chính để đối chiếu; nhận trong ngày."),
    ("1.000894", "Đăng ký kết hôn có phải cả hai người cùng đến không?", "Cả hai cùng có mặt khi nhận giấy chứng nhận."),
    ("", "Bộ phận một cửa làm việc sáng thứ Bảy không?", "Làm việc từ thứ Hai đến thứ Sáu; thứ Bảy nhận qua bưu điện và trực tuyến."),
    ("", "Mất giấy hẹn có nhận được kết quả không?", "Được. Mang giấy tờ tuỳ thân, cán bộ tìm hồ sơ theo tên."),
    ("1.004884", "Khai sinh bị sai tên đệm thì sửa thế nào?", "Nộp tờ khai cải chính kèm giấy tờ chứng minh tên đúng."),
)  # fmt: skip
WAYS = (GuidanceWay.IN_PERSON, GuidanceWay.PHONE, GuidanceWay.IN_PERSON, GuidanceWay.ONLINE)
#: How often a counter guided since when.
TIMES, SINCE = 18, timedelta(days=35)


@dataclass(frozen=True, slots=True)
class Told:
    """Guidance as a plain value: when, which way, about what."""

    at: datetime
    way: GuidanceWay
    procedure: str
    question: str
    answer: str


def lend(world: World) -> None:
    """Lend people of departments to the provincial centre for a term, and name stand-bys; done again, it lends nobody."""
    centre = next((place for place in world.places if place.level == "service_centre" and _lasts(place, world)), None)
    if centre is None or people.terms_for(SYSTEM, world.now):
        return
    posts = organisation.posts(centre.unit, world.day, role="counter")
    for turn, (code, since, until) in enumerate(LENT):
        unit, at = organisation.unit_by_code(code).id, datetime.combine(since, MORNING, TZ)
        lent, ready = _specialists(unit, at)[:2]
        staff.second(
            actor=SYSTEM, at=at, account=lent, post=posts[turn % len(posts)].id, from_unit=unit, valid_from=since,
            valid_to=until,
        )  # fmt: skip
        if code in STANDING_BY:
            staff.name_stand_by(
                actor=SYSTEM, at=at, account=ready, from_unit=unit, in_unit=centre.unit, valid_from=since
            )


def empower(world: World) -> None:
    """Let the clerk of the main stage decide at the counter about some procedures; done again, it adds nothing."""
    unit, at = world.place(world.stage).unit, datetime.combine(EMPOWERED_ON, MORNING, TZ)
    leader = cast.worker_at(unit, "leader", "", at, field="", turn=0)
    known = {line.procedure for line in dossiers.delegations(leader, unit)}
    for code in _decided_here(world):
        if code not in known:
            services.delegate(
                actor=leader, at=at, unit=unit, account=_clerk(unit, at).account, procedure=code, decision=DECISION
            )


def decided_lives(world: World, seed: str) -> list[Life]:
    """Return lives that end within the hour: received, decided by whoever is empowered, returned."""
    place, codes = world.place(world.stage), _decided_here(world)
    offers = [offer for offer in world.offers[place.unit] if offer.code in codes]
    lives: list[Life] = []
    day = world.day
    while offers and len(lives) < DECIDED:
        day = _office_day_before(world, day - timedelta(days=4))
        number = AFTER + len(lives)
        dice = Random(f"{seed}|decided|{number}")  # noqa: S311 - nothing secret: the same seed must give the same life
        received = datetime.combine(day, time(8, dice.randint(10, 50)), TZ)
        offer = offers[len(lives) % len(offers)]
        lives.append(
            Life(
                number=number,
                id=identity(seed, number, received),
                offer=offer,
                case=offer.cases[0] if offer.cases else "",
                owner=names.citizen(dice, number, str(world.communes[place.code])),
                acts=(
                    Act("receive", received),
                    Act("decide_at_counter", received + timedelta(minutes=dice.randint(10, 25))),
                    Act("return_result", received + timedelta(minutes=dice.randint(28, 40))),
                ),
                tags=frozenset({"told", "decided"}),
            )
        )
    return lives


def guide(world: World, seed: str) -> None:
    """Record guidance that three counters gave in the last weeks; what is recorded already is not recorded twice."""
    for place in (world.place(world.stage), world.place(world.signing), *_centres(world)):
        now = world.now - timedelta(days=1)
        known = {line.at for line in dossiers.guidances(_clerk(place.unit, now), place.unit, limit=TIMES)}
        for told in _told(world, place, seed):
            if told.at not in known:
                services.guide(
                    actor=_clerk(place.unit, told.at), at=told.at, unit=place.unit, way=told.way,
                    question=told.question, answer=told.answer, procedure=told.procedure,
                )  # fmt: skip


def decide(number: str, at: datetime, unit: UUID, ordinal: int) -> object:
    """Decide about a dossier as the empowered clerk of a unit; return it as it stands then."""
    return services.decide_at_counter(
        actor=_clerk(unit, at), at=at, number=number, result_number=f"{ordinal:02}/{at:%Y}/XN"
    )


def _told(world: World, place: Place, seed: str) -> list[Told]:
    dice = Random(f"{seed}|guidance|{place.code}")  # noqa: S311 - nothing secret: the same seed must tell the same
    found = []
    for turn in range(TIMES):
        back = timedelta(days=1) + SINCE * (turn / TIMES)
        day = _office_day_before(world, world.day - timedelta(days=back.days))
        at = datetime.combine(day, time(dice.randint(8, 10), dice.randint(0, 59), turn), TZ)
        procedure, question, answer = TOLD[dice.randrange(len(TOLD))]
        found.append(Told(at, dice.choice(WAYS), procedure, question, answer))
    return sorted(found, key=lambda told: told.at)


def _decided_here(world: World) -> tuple[str, ...]:
    """Return what is decided at the main stage's counter: of the usual ones those that it receives without a fee."""
    offers = {offer.code: offer for offer in world.offers[world.place(world.stage).unit]}
    return tuple(code for code in EMPOWERED if code in offers and not offers[code].fee)


def _office_day_before(world: World, day: date) -> date:
    while not world.calendar.sessions_on(day):
        day -= timedelta(days=1)
    return day


def _centres(world: World) -> list[Place]:
    return [place for place in world.places if place.level == "service_centre" and _lasts(place, world)]


def _lasts(place: Place, world: World) -> bool:
    return place.valid_to is None or place.valid_to >= world.day


def _clerk(unit: UUID, at: datetime) -> Actor:
    return cast.counter_of(unit, at, 0)


def _specialists(unit: UUID, at: datetime) -> list[UUID]:
    """Return the specialists of a department, each once."""
    posts = organisation.posts(unit, at.date(), role="specialist")
    return list(dict.fromkeys(official.account for post in posts for official in people.holders(post.id, at)))
