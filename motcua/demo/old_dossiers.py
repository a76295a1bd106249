"""An invented file of another system's dossiers, with faults planted in known lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from motcua.catalogue import queries as catalogue
from motcua.catalogue.types import CompetentUnknown, ProcedureVersion
from motcua.clocks.calendar import Calendar
from motcua.clocks.deadlines import due
from motcua.clocks.working_time import add_working_time
from motcua.demo import crowd
from motcua.kernel.moments import TZ
from motcua.kernel.refusal import Refusal
from motcua.organisation import queries as organisation

#: How the old system's dossiers stand, in shares: most were done long ago.
SHARES = {"10": 60, "9": 6, "4": 16, "2": 6, "5": 5, "7": 4, "8": 2, "6": 1}
#: Days before the last one over which they were received.
BACK, LEAST = 120, 12
FORM = "%d/%m/%Y %H:%M"
PROCEDURES = 12


@dataclass(frozen=True, slots=True)
class Counter:
    """A unit's counter in the file: its code, what stands before the day in its codes, and what it receives."""

    unit: UUID
    code: str
    prefix: str
    procedures: tuple[ProcedureVersion, ...]


@dataclass(slots=True)
class Planted:
    """A fault by line: its kind, and the column that must be named."""

    faults: dict[int, tuple[str, str]] = field(default_factory=dict)


def counters(on: date) -> list[Counter]:
    """Return the counters of communes and districts with what they receive and decide, as they are on a day."""
    found = []
    for unit in (*organisation.units(on, "commune"), *organisation.units(on, "district")):
        if not unit.is_alive(on - timedelta(days=BACK)):
            continue
        receives = [one for one in catalogue.receivable(unit.id, on) if _decided(one, unit.id, on)][:PROCEDURES]
        if receives:
            prefix = organisation.code_prefix(unit.id, on).text
            found.append(Counter(unit.id, unit.code, prefix, tuple(receives)))
    return found


def _decided(version: ProcedureVersion, unit: UUID, on: date) -> bool:
    try:
        catalogue.competent_unit(version, receiving=unit, commune=None, on=on)
    except (CompetentUnknown, Refusal):
        return False
    return version.valid_from is None or version.valid_from <= on - timedelta(days=BACK)


def lines(number: int, *, seed: str, last: date, faults: float, planted: Planted) -> Iterator[dict[str, str]]:
    """Yield so many lines, of which ``faults`` of a hundred are wrong; what is wrong with which goes into ``planted``.

    The last day is in the past; the first line is number 2, under the header.
    """
    calendar = organisation.calendar(organisation.province(last), last)
    office = _Office(seed, last, counters(last), calendar)
    dice = Random(seed)  # noqa: S311 - nothing secret: the same seed must give the same file
    before: dict[str, str] = {}
    for place in range(2, number + 2):
        values = _line(office, dice, place)
        if before and dice.random() * 100 < faults:
            kind = KINDS[len(planted.faults) % len(KINDS)]
            column, spoil = FAULTS[kind]
            values = _fit(values, kind, calendar)
            spoil(values, before)
            planted.faults[place] = (kind, column)
        else:
            before = values
        yield values


@dataclass(slots=True)
class _Office:
    """The old system: whose counters, which calendar, what was drawn until the last day."""

    seed: str
    last: date
    counters: list[Counter]
    calendar: Calendar
    drawn: dict[tuple[str, date], int] = field(default_factory=dict)


def _line(office: _Office, dice: Random, place: int) -> dict[str, str]:
    counter, calendar, drawn = dice.choice(office.counters), office.calendar, office.drawn
    day = office.last - timedelta(days=dice.randrange(LEAST, BACK))
    while not calendar.is_working_day(day):
        day -= timedelta(days=1)
    version = dice.choice(counter.procedures)
    received = datetime.combine(day, datetime.min.time(), TZ) + timedelta(hours=8, minutes=dice.randrange(150))
    number = drawn[counter.prefix, day] = drawn.get((counter.prefix, day), 0) + 1
    owner = crowd.citizen(office.seed, place, "")
    promised = due(calendar, received, version.limit).due_at
    state = dice.choices(list(SHARES), list(SHARES.values()))[0]
    values = {
        "code": f"{counter.prefix}-{day:%y%m%d}-{number:04}",
        "procedure": version.code,
        "unit": counter.code,
        "name": owner["name"],
        "birth": owner["birth"],
        "number": owner.get("number", ""),
        "phone": owner.get("phone", ""),
        "address": owner["address"],
        "received": received.strftime(FORM),
        "due": promised.strftime(FORM) if promised else "",
        "state": state,
        "story": f"{received:{FORM}} – Tiếp nhận tại quầy\n{received + timedelta(hours=1):{FORM}} – Chuyển bộ phận chuyên môn",
    }
    return values | _course(state, received, calendar, dice)


def _course(state: str, received: datetime, calendar: Calendar, dice: Random) -> dict[str, str]:
    """Return the moments that belong to a state."""
    later = add_working_time(calendar, received, timedelta(hours=1 + dice.randrange(6)))
    end = add_working_time(calendar, later, timedelta(hours=1))
    match state:
        case "10":
            return {
                "finished": later.strftime(FORM),
                "ended": end.strftime(FORM),
                "result": f"{dice.randrange(900)}/QĐ",
            }
        case "9" | "8":
            return {"finished": later.strftime(FORM)}
        case "7":
            return {"ended": later.strftime(FORM)}
        case "5":
            return {
                "paused": later.strftime(FORM),
                "left": str(1 + dice.randrange(5)),
                "asked": "Bản sao giấy khai sinh",
            }
        case "6":
            return {"paused": later.strftime(FORM), "owed": "50000"}
        case _:
            return {}


def _fit(values: dict[str, str], kind: str, calendar: Calendar) -> dict[str, str]:
    """Return the line in the state in which a fault of this kind can be made."""
    state = STATE_OF.get(kind)
    if state is None or state == values["state"]:
        return dict(values)
    received = datetime.strptime(values["received"], FORM).replace(tzinfo=TZ)
    plain = {name: value for name, value in values.items() if name not in _COURSE}
    return plain | {"state": state} | _course(state, received, calendar, Random(values["code"]))  # noqa: S311 - as above


_COURSE = frozenset({"finished", "ended", "result", "paused", "left", "asked", "owed"})
Spoil = Callable[[dict[str, str], dict[str, str]], object]


def _set(name: str, value: str) -> Spoil:
    return lambda line, _before: line.update({name: value})


def _gone(name: str) -> Spoil:
    return lambda line, _before: line.pop(name, None)


def _same(name: str) -> Spoil:
    return lambda line, before: line.update({name: before[name], "received": before["received"]})


#: A kind of fault: the column that must be named, and how the line is spoilt.
FAULTS: dict[str, tuple[str, Spoil]] = {
    "code malformed": ("code", lambda line, _before: line.update(code=line["code"].lower())),
    "day in the code does not exist": (
        "code",
        lambda line, _before: line.update(code=f"{line['code'][:-11]}200532-0001"),
    ),
    "day in the code is another": ("code", lambda line, _before: line.update(code=f"{line['code'][:-11]}160104-0001")),
    "code twice": ("code", _same("code")),
    "no code": ("code", _gone("code")),
    "procedure unknown": ("procedure", _set("procedure", "9.999999")),
    "unit unknown": ("unit", _set("unit", "BK-00000")),
    "agency unknown": ("competent", _set("competent", "SO-KHONG-CO")),
    "no name": ("name", _gone("name")),
    "figures in the name": ("name", lambda line, _before: line.update(name=f"{line['name']} 2")),
    "number too short": ("number", _set("number", "12345")),
    "born in the future": ("birth", _set("birth", "1/1/2100")),
    "telephone of nobody": ("phone", _set("phone", "12")),
    "e-mail without a place": ("email", _set("email", "khong-co-a-cong")),
    "receipt unreadable": ("received", _set("received", "hôm kia")),
    "receipt in the future": ("received", _set("received", "01/01/2100 08:00")),
    "promise before the receipt": ("due", _set("due", "04/01/2016 08:00")),
    "no promise": ("due", _gone("due")),
    "state unknown": ("state", _set("state", "lung tung")),
    "state not brought over": ("state", _set("state", "3")),
    "returned without a day": ("ended", _gone("ended")),
    "result before the receipt": ("finished", _set("finished", "04/01/2016 08:00")),
    "waits since nobody knows": ("paused", _gone("paused")),
    "days left unreadable": ("left", _set("left", "vài ngày")),
    "waits for no money": ("owed", _gone("owed")),
    "section unknown": ("section", _set("section", "Phòng Không Có")),
    "post unknown": ("post", _set("post", "Vị trí không có")),
    "way of coming unknown": ("channel", _set("channel", "bồ câu")),
    "history without a day": ("story", _set("story", "đã chuyển cho anh Páo")),
    "scan is not there": ("scans", _set("scans", "khong-co.pdf")),
}
KINDS: Sequence[str] = tuple(FAULTS)
#: The state in which a fault of a kind can be seen.
STATE_OF = {
    "no promise": "4",
    "returned without a day": "10",
    "result before the receipt": "9",
    "waits since nobody knows": "5",
    "days left unreadable": "5",
    "waits for no money": "6",
    "section unknown": "4",
    "post unknown": "4",
}
