"""A small province of plain values: two communes of which one is merged away, their district, the provincial centre."""

from datetime import date
from decimal import Decimal
from functools import cache
from uuid import UUID

from motcua.clocks.folder.office import read_office
from motcua.clocks.folder.shipped import SHIPPED
from motcua.clocks.limits import SAME_DAY, Limit, LimitKind
from motcua.clocks.options import DEFAULT
from motcua.demo.lives import Offer, Place, World
from motcua.demo.ways import Stop

QUANG_KHE, MERGED, BA_BE, CENTRE, DEPARTMENT = (UUID(int=number) for number in range(1, 6))


def commune_way(unit):
    roles = ("counter", "receive"), ("specialist", "process"), ("leader", "approve"), ("counter", "return")
    return tuple(Stop(role, action, unit, ("",) if role == "specialist" else ()) for role, action in roles)


def district_way(counter, unit, sections):
    roles = ("section_head", "assign"), ("specialist", "process"), ("section_head", "review")
    return (
        Stop("counter", "receive", counter),
        *(Stop(role, action, unit, sections) for role, action in roles),
        Stop("leader", "approve", unit),
        Stop("document_clerk", "issue", unit),
        Stop("counter", "return", counter),
    )


def offer(unit, number, code, limit, stops, **more):
    return Offer(unit, UUID(int=100 + number), code, "Hộ tịch", limit, ("",), stops, **more)


def days(amount):
    return Limit(LimitKind.WORKING_DAYS, Decimal(amount))


@cache
def small_world():
    def commune(unit):
        return (
            offer(unit, 1, "1.001193", SAME_DAY, commune_way(unit)),
            offer(unit, 2, "1.004873", days(3), commune_way(unit)),
            offer(unit, 3, "1.004884", days(5), commune_way(unit)),
        )

    rooms = ("Phòng Tư pháp", "Phòng Nội vụ")
    return World(
        day=date(2020, 5, 11),
        since=date(2019, 10, 1),
        calendar=shipped_calendar(),
        options=DEFAULT,
        supplement_policy="RESTART",
        places=(
            Place(QUANG_KHE, "QK", "commune", None, None, {"QK": 3600}),
            Place(MERGED, "OLD", "commune", None, date(2020, 1, 31), {"OLD": 1200}),
            Place(BA_BE, "BB", "district", None, None, {"QK": 3600, "OLD": 1200}),
            Place(CENTRE, "TT", "service_centre", None, None, {"QK": 3600, "OLD": 1200}),
        ),
        offers={
            QUANG_KHE: commune(QUANG_KHE),
            MERGED: commune(MERGED),
            BA_BE: (offer(BA_BE, 4, "1.001612", days(3), district_way(BA_BE, BA_BE, rooms), for_organisations=True),),
            CENTRE: (offer(CENTRE, 5, "1.000703", days(4), district_way(CENTRE, DEPARTMENT, ("Phòng chuyên môn",))),),
        },
        communes={"QK": QUANG_KHE, "OLD": MERGED},
        stage="QK",
        signing="BB",
        fare=28_000,
    )


def shipped_calendar():
    return read_office(SHIPPED).calendar()
