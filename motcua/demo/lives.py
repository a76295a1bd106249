"""The plan of the demo's lives: who brings what to which counter when, and what becomes of it. Pure.

The same world, seed and number give the same plan. Every moment lies in office hours, and every life that is told to
its end ends before the demo's day. ``play`` takes the plan through the services.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from random import Random
from uuid import UUID

from motcua.clocks.calendar import Calendar, working_days_between
from motcua.clocks.deadlines import due
from motcua.clocks.duties import apology_by
from motcua.clocks.limits import Limit, LimitKind
from motcua.clocks.options import Options
from motcua.clocks.pauses import Pause, Policy
from motcua.clocks.working_time import add_working_time, working_time_between
from motcua.demo import keeping, mails, mishaps, names, saying
from motcua.demo.acts import Act
from motcua.demo.ways import Advance, Stop, walk
from motcua.kernel.moments import TZ

#: When the demo's clock begins to run; what is played happened before.
MORNING = time(8, 0)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Place:
    """A unit that receives: ``communes`` are those whose people come there, with their inhabitants."""

    unit: UUID
    code: str
    level: str
    valid_from: date | None
    valid_to: date | None
    communes: Mapping[str, int]

    @property
    def people(self) -> int:
        """How many live there."""
        return sum(self.communes.values())


@dataclass(frozen=True, slots=True)
class Offer:
    """A procedure as one unit receives it: ``competent`` by the owner's commune where that makes a difference."""

    unit: UUID
    procedure: UUID
    code: str
    field: str
    limit: Limit
    cases: tuple[str, ...]
    stops: tuple[Stop, ...]
    for_organisations: bool = False
    fee: int = 0

    @property
    def same_day(self) -> bool:
        """Whether the result is due on the day of receipt."""
        return self.limit.kind is LimitKind.SAME_DAY


@dataclass(frozen=True)
class World:
    """What the plan needs to know of the province."""

    day: date
    since: date
    calendar: Calendar
    options: Options
    supplement_policy: str
    places: tuple[Place, ...]
    offers: Mapping[UUID, tuple[Offer, ...]]
    communes: Mapping[str, UUID]
    stage: str
    signing: str
    fare: int = 0
    fates: Mapping[str, float] = field(default_factory=lambda: FATES)
    befalls: tuple[mishaps.Mishap, ...] = mishaps.MISHAPS
    #: Of a hundred lives so many come by post.
    by_post: float = 4
    #: Whether people bring a bank's slip, and results are scanned.
    files: bool = True
    #: Whether some say at the counter's device how content they are.
    rates: bool = False

    @cached_property
    def now(self) -> datetime:
        """When the demo's clock begins to run."""
        return datetime.combine(self.day, MORNING, TZ)

    def place(self, code: str) -> Place:
        """Return the receiving unit of a code."""
        return next(place for place in self.places if place.code == code)


@dataclass(frozen=True, slots=True)
class Life:
    """One dossier's life; ``offer`` says what is asked for where, ``asks`` the unit whose opinion is wanted."""

    number: int
    id: UUID
    offer: Offer
    case: str
    owner: Mapping[str, str]
    acts: tuple[Act, ...]
    by_post: bool = False
    asks: str = ""
    wishes_post: bool = False
    #: Paid from an account, with the bank's slip.
    transfers: bool = False
    tags: frozenset[str] = field(default_factory=frozenset)


#: How often a procedure is asked for; others count 1.
FAVOURITES: Mapping[str, int] = {
    "1.001193": 10, "2.000815": 12, "2.000884": 7, "1.004873": 8, "1.000656": 4, "1.000894": 5, "1.004859": 4,
    "1.001022": 2, "2.000908": 3, "1.004884": 3, "1.001612": 10, "1.001570": 4, "1.001266": 4, "2.000575": 4,
    "2.001035": 4, "1.000703": 5, "2.002043": 5, "2.001199": 6, "1.001662": 3,
}  # fmt: skip
#: Fields of the specialist at whose desk the demo's story is told.
AT_HOME = frozenset({"Hộ tịch", "Chứng thực", "Nuôi con nuôi"})
#: What becomes of a hundred lives that are told to their end.
FATES: Mapping[str, float] = {
    "on_time": 71.5, "late": 5, "apologised": 3, "supplemented": 5.5, "supplemented_twice": 1, "sent_back": 3, "refused": 3,
    "refused_at_intake": 2, "withdrawn": 1.5, "guided": 1.5, "stopped": 1, "cancelled": 2,
}  # fmt: skip
#: Deeds after which a fee can be paid.
RECEIVED = frozenset({"receive", "receive_mistyped", "receive_filed"})
#: Deeds before which what is owed has been paid.
BEFORE_THEM = frozenset({"return_result", mails.MADE, mails.SENT})
#: Fates that need more than the day of receipt.
TAKES_DAYS = frozenset({"late", "apologised", "supplemented", "supplemented_twice", "sent_back", "guided", "stopped"})
#: The open lives on the main stage: how far (deeds done), how urgent, how many. -1 is the last stop before the result.
STAGE = (
    ("taken", "overdue", 1), ("approval", "overdue", 1), ("taken", "today", 2), ("unassigned", "today", 2),
    ("approval", "today", 1), ("taken", "near", 2), ("approval", "near", 2), ("unassigned", "near", 1),
    ("received", "on_time", 2), ("taken", "on_time", 4), ("unassigned", "on_time", 2), ("approval", "on_time", 3),
    ("paused", "on_time", 2), ("waiting", "on_time", 3), ("received", "today", 1),
)  # fmt: skip
#: And everywhere else.
ELSEWHERE = (
    ("taken", "overdue", 4), ("approval", "overdue", 3), ("taken", "today", 6), ("unassigned", "today", 5),
    ("approval", "today", 5), ("taken", "near", 8), ("approval", "near", 7), ("received", "on_time", 8),
    ("taken", "on_time", 12), ("unassigned", "on_time", 9), ("approval", "on_time", 10), ("paused", "on_time", 8),
    ("waiting", "on_time", 12), ("guided", "on_time", 3),
)  # fmt: skip
SIGNING = (("asking", "on_time", 2), ("approval", "today", 3), ("approval", "near", 7), ("approval", "on_time", 14))
USUAL = 1200
#: Of ten people with a fee so many pay when they hand in; of so many receipts one is mistyped and cancelled.
PAY_AT_ONCE, MISTYPED = 7, 12

MISSING = (
    "Giấy tờ tuỳ thân đã hết hạn, cần bản còn giá trị.",
    "Tờ khai chưa có chữ ký của người yêu cầu.",
    "Thiếu bản chính để đối chiếu.",
    "Thông tin nơi cư trú trên tờ khai không khớp giấy tờ đã nộp.",
)
REFUSED = (
    "Việc này không thuộc thẩm quyền giải quyết của đơn vị; người nộp được hướng dẫn đến nơi có thẩm quyền.",
    "Hồ sơ không đủ điều kiện theo quy định; giấy tờ nộp kèm không chứng minh được nội dung yêu cầu.",
)
WRONG_RECEIPT = ("Ghi nhầm tên người nộp.", "Thu nhầm mức.")
STOPPED = ("Người nộp và bên liên quan đang khởi kiện; dừng giải quyết đến khi có bản án có hiệu lực.",)
CANCELLED = ("Chọn nhầm thủ tục; đã tiếp nhận lại đúng thủ tục.", "Nhập trùng hồ sơ vừa tiếp nhận.")
APOLOGY = ("Chờ kết quả xác minh của cơ quan phối hợp.", "Hồ sơ cần đối chiếu thêm với sổ gốc đang lưu ở cấp trên.")
ALLOWED = (
    "Giấy tờ đã bổ sung phát sinh thông tin mới cần làm rõ; cho yêu cầu thêm một lần theo đề nghị của người giải quyết."
)
WITHDRAWN = ("Người nộp không còn nhu cầu.", "Người nộp xin rút để nộp lại ở nơi khác.")
SENT_BACK = ("Sửa lại ngày tháng trong dự thảo cho khớp giấy tờ.", "Ghi thêm căn cứ trong tờ trình.")
NOTES = ("Đã gọi điện cho người nộp, hẹn đến đúng ngày.", "Đã đối chiếu với sổ gốc.", "Chờ xác nhận của thôn.")


def tell(world: World, *, seed: str, number: int, place: Place, day: date, may_last: bool) -> Life | None:
    """Return the life of this number, which begins at a place on a working day and ends before the world's day.

    ``may_last``: it may also be open on that day. None where nothing that is done here would end in time.
    """
    return _Teller(world, seed, number).life_of_day(place, day, may_last=may_last)


def plan(world: World, *, seed: str, number: int = USUAL) -> list[Life]:
    """Return so many lives; the open ones of the demo's day first."""
    lives: list[Life] = []
    stages = [
        (world.place(world.stage), _shrunk(STAGE, number)),
        (world.place(world.signing), _shrunk(SIGNING, number)),
        (None, _shrunk(ELSEWHERE, number)),
    ]
    for place, wanted in stages:
        for how_far, urgency, times in wanted:
            for _time in range(times):
                if len(lives) < number:
                    lives.append(_Teller(world, seed, len(lives)).open_life(place, how_far, urgency))
    own = max(1, number // 25)
    while len(lives) < number:
        place = world.place(world.stage) if own > 0 else None
        own -= 1
        lives.append(_Teller(world, seed, len(lives)).told_life(place))
    return lives


def in_order(lives: Sequence[Life]) -> list[tuple[Life, int, Act]]:
    """Return every act of every life in the order in which they happen, with its place in its life."""
    acts = [(life, place, act) for life in lives for place, act in enumerate(life.acts)]
    return sorted(acts, key=lambda found: (found[2].at, found[0].number, found[1]))


def identity(seed: str, number: int, at: datetime) -> UUID:
    """Return a life's key: a UUID version 7 of its first moment, the same for the same seed."""
    stamp = int(at.timestamp() * 1000).to_bytes(6, "big")
    rest = bytearray(hashlib.sha256(f"{seed}|life|{number}".encode()).digest()[:10])
    rest[0] = 0x70 | rest[0] & 0x0F
    rest[2] = 0x80 | rest[2] & 0x3F
    return UUID(bytes=stamp + bytes(rest))


def _shrunk(wanted: Sequence[tuple[str, str, int]], number: int) -> list[tuple[str, str, int]]:
    """Return fewer of each where the whole demo is small, at least one as long as there is room."""
    share = min(1.0, number / USUAL)
    return [(how_far, urgency, max(1, round(times * share))) for how_far, urgency, times in wanted]


class _Teller:
    """Tells one life; its own dice make it independent of all others."""

    def __init__(self, world: World, seed: str, number: int) -> None:
        self.world, self.seed, self.number = world, seed, number
        self.dice = Random(f"{seed}|{number}")  # noqa: S311 - nothing secret: the same seed must give the same life

    # Lives that are open on the demo's day.

    def open_life(self, place: Place | None, how_far: str, urgency: str) -> Life:
        """Tell a life that waits on the demo's day: so far on its way, so urgent."""
        offer, received = self._open_start(place, how_far, urgency)
        way = walk(offer.stops)
        end = self.world.now - MINUTE * self.dice.randint(2, 6)
        if how_far == "guided":
            first = Act("guide_at_intake", received, words=self.dice.choice(MISSING))
            return self._life(offer, [first], {"open", "guided"})
        done = self._done(way, offer, how_far)
        acts = [Act("receive", received), *self._advances(way[:done], received, end)]
        if how_far == "paused":
            last = acts[-1]
            asked = add_working_time(self.world.calendar, last.at, timedelta(minutes=self.dice.randint(20, 90)))
            words = self.dice.choice(MISSING)
            acts.append(Act("ask_supplement", min(asked, end), way[done - 1].leads_to, words))
        if how_far == "asking":
            asked = self._within(acts[-1].at, end, 0.2, 0.8)
            acts.append(Act("ask_stage", asked, acts[-1].stop, mishaps.QUESTION))
        if how_far == "waiting" and self.world.fare:
            acts += mails.on_its_way(self.number, acts[-1].at, end)
        if how_far == "taken" and self.number % 3 == 0:
            acts.append(mishaps.check_open(acts[-1], end, self.world.calendar, is_ahead=self.number % 2 == 0))
        return self._life(offer, acts, {"open", how_far, urgency})

    def _open_start(self, place: Place | None, how_far: str, urgency: str) -> tuple[Offer, datetime]:
        """Find a procedure and a moment of receipt that make it as urgent as is wanted."""
        for patience in range(200):
            where = place or self._place(self.world.day)
            offer = self._offer(where, at_home=place is not None)
            # What is due today and hardly begun is usually a same-day procedure of this morning.
            wants_same_day = urgency == "today" and how_far in {"received", "unassigned"}
            if offer.same_day != wants_same_day and (urgency != "today" or patience < 100):  # noqa: PLR2004 - half of the tries
                continue
            if how_far in {"taken", "asking", "unassigned", "approval"} and not self._has(offer, how_far):
                continue
            days = self._days_of(offer, urgency, early=how_far == "received")
            if how_far not in {"received", "unassigned"} and not offer.same_day:
                # Nobody gets so far within the morning's first hour.
                days = [day for day in days if day < self.world.day]
            if days:
                return offer, self._moment_on(self.dice.choice(days), how_far)
        raise AssertionError(f"no procedure is ever {how_far}, {urgency}")

    def _days_of(self, offer: Offer, urgency: str, *, early: bool) -> list[date]:
        """Return the days on which a receipt is so urgent now."""
        today, calendar = self.world.day, self.world.calendar
        if offer.same_day:
            return [today] if urgency == "today" else []
        found = []
        day = today
        for _back in range(70):
            if calendar.sessions_on(day):
                start = datetime.combine(day, time(7, 20), TZ)
                promised = due(calendar, start, offer.limit, (), self.world.options)
                if promised.due_at is not None and self._urgency(promised.due_at) == urgency:
                    found.append(day)
            day -= timedelta(days=1)
            if early and found:
                break
        return found

    def _urgency(self, due_at: datetime) -> str:
        today = self.world.day
        if due_at < self.world.now:
            late = working_days_between(self.world.calendar, due_at.date(), today)
            return "overdue" if late <= 3 else "long_overdue"  # noqa: PLR2004 - what a decent office lets happen
        if due_at.date() == today:
            return "today"
        left = working_days_between(self.world.calendar, today, due_at.date())
        return "near" if left <= 1 else "on_time"

    def _moment_on(self, day: date, how_far: str) -> datetime:
        """Return a moment of receipt; on the demo's own day early enough for what must follow."""
        if day == self.world.day:
            latest = 50 if how_far == "received" else 30
            return datetime.combine(day, time(7, 4), TZ) + self._minutes(0, latest)
        return self._office_moment(day)

    @staticmethod
    def _has(offer: Offer, how_far: str) -> bool:
        deeds = [advance.deed for advance in walk(offer.stops)]
        wanted = {"taken": "propose", "asking": "propose", "unassigned": "take_up", "approval": "approve"}[how_far]
        return wanted in deeds

    @staticmethod
    def _done(way: Sequence[Advance], offer: Offer, how_far: str) -> int:
        """Return how many deeds of the way are done."""
        deeds = [advance.deed for advance in way]
        match how_far:
            case "received":
                return 0
            case "unassigned":
                return deeds.index("take_up")
            case "taken" | "asking":
                return deeds.index("propose")
            case "paused":
                return next((n for n, deed in enumerate(deeds) if deed == "propose"), 1)
            case "approval":
                signed = [n for n, advance in enumerate(way) if advance.deed == "approve"]
                return next((n for n in signed if offer.stops[way[n].stop].role == "leader"), signed[0])
            case _:
                return len(way)

    # Lives that are told to their end.

    def told_life(self, place: Place | None) -> Life:
        """Tell a life that ended before the demo's day, wherever and however."""
        fate = self._fate()
        for _patience in range(200):
            day = self._past_day()
            where = place if place and _alive(place, day) else self._place(day)
            if life := self._told_on(where, day, fate):
                return life
        raise AssertionError(f"no life ever ends as {fate}")

    def life_of_day(self, place: Place, day: date, *, may_last: bool) -> Life | None:
        """Tell a life that begins here on this day, if one can; ``may_last``: on the last day of all it may still be open."""
        for patience in range(200):
            life = self._told_on(place, day, self._fate() if patience < 100 else "on_time", may_last=may_last)  # noqa: PLR2004 - half of the tries
            if life:
                return life
        return None

    def _fate(self) -> str:
        return self.dice.choices(list(self.world.fates), list(self.world.fates.values()))[0]

    def _told_on(self, place: Place, day: date, fate: str, *, may_last: bool = False) -> Life | None:
        offer = self._offer(place)
        if (offer.same_day and fate in TAKES_DAYS) or not _takes_time(offer):
            return None
        acts = self._told(offer, fate, self._office_moment(day))
        last = self._last_moment(place)
        if not acts or (acts[-1].at >= last and not may_last):
            return None
        life = self._life(offer, acts, {"told", fate})
        if life.acts[-1].at < last:
            return life
        if fate == "apologised":  # to whom another day was promised, the day is kept
            return None
        return replace(life, acts=tuple(act for act in life.acts if act.at < last), tags=frozenset({"open", fate}))

    def _last_moment(self, place: Place) -> datetime:
        """Everything that a unit had in hand is done when it is merged, and before the demo's day."""
        if place.valid_to is None or place.valid_to >= self.world.day:
            return datetime.combine(self.world.day, time(), TZ)
        return datetime.combine(place.valid_to, time(16, 45), TZ)

    def _told(self, offer: Offer, fate: str, received: datetime) -> list[Act]:
        way = walk(offer.stops)
        if fate == "refused_at_intake":
            return [Act("refuse_at_intake", received, words=self.dice.choice(REFUSED))]
        if fate == "cancelled":
            seen = received + self._minutes(4, 15)
            return [Act("receive", received), Act("cancel_reception", seen, words=self.dice.choice(CANCELLED))]
        if offer.same_day:
            return self._told_in_a_day(fate, received, way)
        acts, start = [Act("receive", received)], received
        if fate == "guided":
            acts = [Act("guide_at_intake", received, words=self.dice.choice(MISSING))]
            start = self._after(received, 4, 20)
            acts.append(Act("receive_filed", start))
        if fate == "withdrawn":
            end = self._within(start, self._due(offer, start), 0.1, 0.5)
            so_far = self._advances(way[: self.dice.randint(0, max(1, len(way) // 2))], start, end)
            return [*acts, *so_far, Act("withdraw", end + MINUTE, words=self.dice.choice(WITHDRAWN))]
        if fate in {"supplemented", "supplemented_twice"}:
            return self._told_with_supplement(offer, way, acts, twice=fate == "supplemented_twice")
        if fate == "stopped":
            return self._told_till_stopped(offer, way, acts)
        promised = self._due(offer, start)
        late = fate in {"late", "apologised"}
        finished = self._after(promised, 3, 24) if late else self._within(start, promised, 0.3, 0.97)
        if fate == "refused":
            before = [advance for advance in way if advance.deed != "register_result"]
            examined = 1 + next(n for n, advance in enumerate(before) if advance.deed in {"take_up", "assign"})
            so_far = self._advances(before[:examined], start, finished)
            where = way[examined - 1].leads_to
            refused = Act("refuse", max(finished, so_far[-1].at + MINUTE), where, self.dice.choice(REFUSED))
            return [*acts, *so_far, refused, Act("return_result", self._after(refused.at, 1, 16))]
        walked = self._advances(self._there_and_back(way, fate), start, finished, last_at_end=True)
        if fate == "apologised":
            walked = self._excused(walked, start, promised)
        return walked and [*acts, *self._noted(walked), Act("return_result", self._after(finished, 1, 20))]

    def _told_in_a_day(self, fate: str, received: datetime, way: Sequence[Advance]) -> list[Act]:
        """At once on one screen, or by hand within the day."""
        if fate != "refused" and self.dice.random() < 0.6:  # noqa: PLR2004 - most results are ready at once
            return [Act("receive_and_return", received)]
        if received.time() > time(14, 0):
            received = received.replace(hour=8)
        walked, at = [], received
        for advance in way:
            at = add_working_time(self.world.calendar, at, self._minutes(3, 25))
            walked.append(Act(advance.deed, at, advance.stop))
        back = Act("return_result", add_working_time(self.world.calendar, at, self._minutes(2, 30)))
        return [Act("receive", received), *walked, back]

    def _told_till_stopped(self, offer: Offer, way: Sequence[Advance], acts: list[Act]) -> list[Act]:
        """Stop the work before anything is signed; the notice is entered into the book and fetched."""
        start = acts[-1].at
        stopped = self._within(start, self._due(offer, start), 0.3, 0.7)
        examined = 1 + next(n for n, advance in enumerate(way) if advance.deed in {"take_up", "assign"})
        so_far = self._advances(way[:examined], start, stopped)
        stop = Act("stop", max(stopped, so_far[-1].at + MINUTE), way[examined - 1].leads_to, self.dice.choice(STOPPED))
        entered = Act("register_result", self._after(stop.at, 1, 3), len(offer.stops) - 1)
        return [*acts, *so_far, stop, entered, Act("return_result", self._after(entered.at, 1, 16))]

    def _excused(self, walked: list[Act], start: datetime, promised: datetime) -> list[Act]:
        """Put a leader's apology in time before the promise; nothing where there was no day for it, or none is needed."""
        said = self._within(start, promised, 0.3, 0.6)
        begun = next((place for place, act in enumerate(walked) if act.at > said), len(walked))
        in_time = apology_by(self.world.calendar, promised)
        if not begun or said.date() > in_time or walked[-1].at.date() <= promised.date() or begun == len(walked):
            return []
        apology = Act("apologise", said, walked[begun - 1].stop, self.dice.choice(APOLOGY))
        return [*walked[:begun], apology, *walked[begun:]]

    def _told_with_supplement(self, offer: Offer, way: Sequence[Advance], acts: list[Act], *, twice: bool) -> list[Act]:
        start = acts[-1].at
        asking = 1 + next(n for n, advance in enumerate(way) if advance.deed in {"take_up", "assign"})
        stop = way[asking - 1].leads_to
        asked = self._within(start, self._due(offer, start), 0.3, 0.6)
        before = self._advances(way[:asking], start, asked - 30 * MINUTE)
        asked = max(asked, before[-1].at + MINUTE)
        waited = [(asked, self._after(asked, 6, 30))]
        between = []
        if twice:
            allowed = self._after(waited[0][1], 1, 3)
            again = self._after(allowed, 1, 2)
            waited.append((again, self._after(again, 6, 20)))
            between = [Act("allow_supplement", allowed, stop, ALLOWED)]
        policy = Policy(self.world.supplement_policy)
        pauses = [Pause(begins, ends, "supplement", policy) for begins, ends in waited]
        promised = due(self.world.calendar, start, offer.limit, pauses, self.world.options).due_at
        assert promised is not None
        completed = waited[-1][1]
        finished = self._within(completed, promised, 0.3, 0.95)
        asks = [
            [Act("ask_supplement", begins, stop, self.dice.choice(MISSING)), Act("complete_supplement", ends)]
            for begins, ends in waited
        ]
        return [
            *acts,
            *before,
            *asks[0],
            *between,
            *(asks[1] if twice else ()),
            *self._advances(way[asking:], completed, finished, last_at_end=True),
            Act("return_result", self._after(finished, 1, 20)),
        ]

    def _there_and_back(self, way: Sequence[Advance], fate: str) -> list[Advance]:
        """Put a step sent back before the first signature: the specialist proposes once more."""
        way = list(way)
        signing = next((n for n, advance in enumerate(way) if advance.deed == "approve"), None)
        if fate != "sent_back" or signing is None or way[signing - 1].deed != "propose":
            return way
        proposal = way[signing - 1]
        back = Advance("send_back", way[signing].stop, proposal.stop)
        return [*way[:signing], back, proposal, *way[signing:]]

    def _noted(self, acts: list[Act]) -> list[Act]:
        """Leave a note at the specialist's desk now and then."""
        for place, act in enumerate(acts):
            if act.deed == "propose" and self.dice.random() < 0.15:  # noqa: PLR2004 - now and then
                note = Act("note", act.at - timedelta(seconds=30), act.stop, self.dice.choice(NOTES))
                return [*acts[:place], note, *acts[place:]]
        return acts

    # Moments.

    def _advances(
        self, way: Sequence[Advance], start: datetime, end: datetime, *, last_at_end: bool = False
    ) -> list[Act]:
        """Spread deeds over the office time between two moments, each at least some seconds after the one before."""
        if not way:
            return []
        total = max(working_time_between(self.world.calendar, start, end), timedelta(seconds=len(way) * 10))
        shares = sorted(self.dice.uniform(0.02, 0.98) for _advance in way)
        if last_at_end:
            shares[-1] = 1.0
        acts, earliest = [], start
        for advance, share in zip(way, shares, strict=True):
            at = max(add_working_time(self.world.calendar, start, total * share), earliest + timedelta(seconds=5))
            words = self.dice.choice(SENT_BACK) if advance.deed == "send_back" else ""
            acts.append(Act(advance.deed, at.replace(microsecond=0), advance.stop, words))
            earliest = at
        return acts

    def _due(self, offer: Offer, start: datetime) -> datetime:
        found = due(self.world.calendar, start, offer.limit, (), self.world.options).due_at
        assert found is not None, "what has no limit is not received"
        return found

    def _within(self, start: datetime, end: datetime, least: float, most: float) -> datetime:
        """Return a moment at some share of the office time between two others."""
        total = working_time_between(self.world.calendar, start, end)
        return add_working_time(self.world.calendar, start, total * self.dice.uniform(least, most)).replace(
            microsecond=0
        )

    def _after(self, start: datetime, least: int, most: int) -> datetime:
        """Return a moment some working hours later."""
        return add_working_time(self.world.calendar, start, self._minutes(least * 60, most * 60))

    def _minutes(self, least: int, most: int) -> timedelta:
        return timedelta(minutes=self.dice.randint(least, most), seconds=self.dice.randint(0, 59))

    def _office_moment(self, day: date) -> datetime:
        sessions = self.world.calendar.sessions_on(day)
        session = self.dice.choices(sessions, [3, 2][: len(sessions)])[0]
        begins = datetime.combine(day, session.begins, TZ)
        room = int((datetime.combine(day, session.ends, TZ) - begins).total_seconds()) - 1800
        return begins + timedelta(seconds=self.dice.randint(300, room))

    def _past_day(self) -> date:
        while True:
            day = self.world.since + timedelta(days=self.dice.randrange((self.world.day - self.world.since).days))
            if self.world.calendar.sessions_on(day):
                return day

    # Choices.

    def _place(self, day: date) -> Place:
        level = self.dice.choices(("commune", "district", "service_centre"), (70, 18, 12))[0]
        places = [place for place in self.world.places if place.level == level and _alive(place, day)]
        places = [place for place in places if self.world.offers.get(place.unit)]
        if not places:
            return self._place(day)
        return self.dice.choices(places, [max(1, place.people) for place in places])[0]

    def _offer(self, place: Place, *, at_home: bool = False) -> Offer:
        """Choose what is asked for; ``at_home`` mostly what one specialist of the main stage works on."""
        offers = self.world.offers[place.unit]
        if at_home and self.dice.random() < 0.75:  # noqa: PLR2004 - one desk is full, the others are not empty
            offers = tuple(offer for offer in offers if offer.field in AT_HOME) or offers
        return self.dice.choices(offers, [FAVOURITES.get(offer.code, 1) for offer in offers])[0]

    def _life(self, offer: Offer, acts: Sequence[Act], tags: set[str]) -> Life:
        place = next(place for place in self.world.places if place.unit == offer.unit)
        home = self.dice.choices(list(place.communes), list(place.communes.values()))[0]
        serial = self.number + 1
        organisation = offer.for_organisations and self.dice.random() < 0.5  # noqa: PLR2004 - half and half
        invent = names.organisation if organisation else names.citizen
        lived = self._befallen(acts, offer)
        if self.world.files:
            lived = keeping.scanned(lived, self.number, self.world.calendar)
        lived = keeping.kept(lived, self.number, self.world.calendar, is_open="open" in tags)
        if self.world.rates:
            lived = saying.rated(lived, self.number)
        wishes = mails.is_wished(lived)
        fee = offer.fee + (self.world.fare if wishes else 0)
        return Life(
            number=self.number,
            id=identity(self.seed, self.number, acts[0].at),
            offer=offer,
            case=self.dice.choice(offer.cases) if offer.cases else "",
            owner=invent(self.dice, serial, str(self.world.communes[home])),
            acts=tuple(_in_sequence(_paid(lived, fee, self.number))),
            asks=str(self.world.place(self.world.stage).unit) if "asking" in tags else "",
            by_post=acts[0].deed in {"receive", "receive_mistyped"} and self.dice.random() * 100 < self.world.by_post,
            wishes_post=wishes,
            transfers=self.world.files and self.number % 5 == 4,  # noqa: PLR2004 - every fifth
            tags=frozenset(tags),
        )

    def _befallen(self, acts: Sequence[Act], offer: Offer) -> Sequence[Act]:
        befallen = mishaps.befall(acts, self.number, offer.stops, self.world.calendar, self.world.befalls)
        if not self.world.fare:
            return befallen
        return mails.by_mail(befallen, self.number, self.world.calendar, pays_late=not _pays_at_once(self.number))


def _alive(place: Place, day: date) -> bool:
    return (place.valid_from is None or place.valid_from <= day) and (place.valid_to is None or day <= place.valid_to)


def _takes_time(offer: Offer) -> bool:
    return offer.limit.kind is not LimitKind.NONE


def _pays_at_once(number: int) -> bool:
    return number % 10 < PAY_AT_ONCE


def _paid(acts: Sequence[Act], fee: int, number: int) -> Sequence[Act]:
    """Let a fee be paid: mostly at reception, sometimes only when the result is fetched, a receipt now and then mistyped.

    No dice are thrown for it: a life is the same with and without its fee.
    """
    if not fee:
        return acts
    if acts[0].deed == "receive_and_return":
        return [Act("receive_pay_return", acts[0].at)]
    received = next((n for n, act in enumerate(acts) if act.deed in RECEIVED), None)
    fetched = next((n for n, act in enumerate(acts) if act.deed in BEFORE_THEM), None)
    at_once = _pays_at_once(number)
    if received is not None and at_once:
        place, first = received + 1, acts[received].at + timedelta(seconds=40)
    elif fetched is not None:
        place, first = fetched, acts[fetched].at - timedelta(seconds=20)
    else:
        return acts
    paid = [Act("take_fee", first)]
    if at_once and number % MISTYPED == 0:
        wrong = WRONG_RECEIPT[number % len(WRONG_RECEIPT)]
        paid += [
            Act("cancel_fee_receipt", first + timedelta(seconds=30), words=wrong),
            Act("take_fee", first + timedelta(seconds=55)),
        ]
    return [*acts[:place], *paid, *acts[place:]]


def _in_sequence(acts: Sequence[Act]) -> Iterator[Act]:
    """Let no act of a life stand before the one it follows."""
    latest: datetime | None = None
    for act in acts:
        at = act.at if latest is None or act.at > latest else latest + timedelta(seconds=5)
        yield replace(act, at=at)
        latest = at
