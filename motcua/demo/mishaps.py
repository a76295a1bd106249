"""What goes wrong on an ordinary day, put into a life that was planned without it: typing slips, questions, losses. Pure.

No dice are thrown here: a life is the same with and without its mishap, and who meets one is told by its number.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from motcua.clocks.calendar import Calendar, next_working_day
from motcua.clocks.working_time import add_working_time, working_time_between
from motcua.demo.acts import Act
from motcua.demo.ways import Stop

SLIP = "Gõ thiếu một chữ cái trong tên người nộp."
MISCOUNT = "Ghi thiếu một bản chụp so với hồ sơ đã nộp."
MOVED = "Người đang giữ việc đi tập huấn, chuyển để kịp hạn."
MISPRINT = "Văn bản kết quả ghi sai ngày sinh; đã sửa theo bản chính."
LOST = "Bản sao sổ hộ khẩu, một bản, không còn trong tập hồ sơ."
FOUND = "Đã tìm thấy trong tập hồ sơ nộp cùng ngày, kiểm tra còn nguyên."
QUESTION = "Đề nghị cho biết nơi cư trú thực tế của người nộp."
CHECKED = "Xem hiện trạng, đối chiếu với giấy tờ đã nộp."
PUT_OFF = "Chủ hồ sơ đề nghị dời ngày vì bận việc gia đình."
NOT_NEEDED = "Giấy tờ bổ sung đã đủ căn cứ, không cần kiểm tra thực tế."
FOUND_OUT = "Hiện trạng đúng với giấy tờ đã nộp, không có tranh chấp."
ANSWER = "Đã kiểm tra, thông tin người nộp khai là đúng."
#: Whom a demo's office asks by letter: an agency outside the system.
ASKED = "Công an xã"
AT_EIGHT = time(8)


@dataclass(frozen=True, slots=True)
class Mishap:
    """One kind: of so many lives (``every``) the one whose number leaves ``rest`` meets it, where it can."""

    every: int
    rest: int
    befall: Callable[[Sequence[Act], Sequence[Stop], Calendar], Sequence[Act]]

    def meets(self, number: int) -> bool:
        """Whether a life of this number is meant."""
        return number % self.every == self.rest


def befall(
    acts: Sequence[Act], number: int, stops: Sequence[Stop], calendar: Calendar, mishaps: Sequence[Mishap]
) -> Sequence[Act]:
    """Return the acts of a life with what befell it on the way; at most one thing a life."""
    mishap = next((each for each in mishaps if each.meets(number)), None)
    return mishap.befall(acts, stops, calendar) if mishap else acts


def _mistyped(acts: Sequence[Act], stops: Sequence[Stop], calendar: Calendar) -> Sequence[Act]:
    """Let the applicant's name be mistyped, which is seen on the receipt and corrected while he is still there."""
    del stops, calendar
    if acts[0].deed != "receive":
        return acts
    first = acts[0]
    seen = Act("correct", first.at + timedelta(seconds=20), words=SLIP)
    return [Act("receive_mistyped", first.at, first.stop, first.words), seen, *acts[1:]]


def _miscounted(acts: Sequence[Act], stops: Sequence[Stop], calendar: Calendar) -> Sequence[Act]:
    """Let a copy be left out of the receipt, which is seen and corrected at once."""
    del stops, calendar
    if acts[0].deed != "receive":
        return acts
    return [acts[0], Act("correct_papers", acts[0].at + timedelta(seconds=25), words=MISCOUNT), *acts[1:]]


def _passed_on(acts: Sequence[Act], stops: Sequence[Stop], calendar: Calendar) -> Sequence[Act]:
    """Let the work move to a colleague of the same section before it is proposed."""
    place = _place_of("propose", acts)
    if place is None or stops[acts[place].stop].hands < 2:  # noqa: PLR2004 - nobody else is there
        return acts
    at = between(acts[place - 1].at, acts[place].at, 0.5, calendar)
    return [*acts[:place], Act("reassign", at, acts[place].stop, MOVED), *acts[place:]]


def _asked(acts: Sequence[Act], stops: Sequence[Stop], calendar: Calendar) -> Sequence[Act]:
    """Let the specialist ask an agency outside the system by letter, and note what it answered."""
    del stops
    place = _place_of("propose", acts)
    if place is None or acts[place - 1].at.date() == acts[place].at.date():
        return acts
    before, after, stop = acts[place - 1].at, acts[place].at, acts[place].stop
    question = Act("ask_outside", between(before, after, 0.2, calendar), stop, QUESTION)
    return [
        *acts[:place],
        question,
        Act("answer_outside", between(before, after, 0.8, calendar), stop, ANSWER),
        *acts[place:],
    ]


def _checked(acts: Sequence[Act], stops: Sequence[Stop], calendar: Calendar) -> Sequence[Act]:
    """Let the specialist go and look on the spot, and record what was found."""
    del stops
    if (place := _place_to_check(acts, calendar)) is None:
        return acts
    before, after, stop = acts[place - 1].at, acts[place].at, acts[place].stop
    called, begins, recorded = (between(before, after, share, calendar) for share in (0.1, 0.7, 0.9))
    return [
        *acts[:place],
        Act("call_check", called, stop, CHECKED, begins),
        Act("record_minutes", recorded, stop, FOUND_OUT),
        *acts[place:],
    ]


def _checked_later(acts: Sequence[Act], stops: Sequence[Stop], calendar: Calendar) -> Sequence[Act]:
    """Let a check be put off before it takes place."""
    del stops
    if (place := _place_to_check(acts, calendar)) is None:
        return acts
    before, after, stop = acts[place - 1].at, acts[place].at, acts[place].stop
    called, put_off, begins, later, recorded = (
        between(before, after, share, calendar) for share in (0.1, 0.3, 0.5, 0.7, 0.9)
    )
    return [
        *acts[:place],
        Act("call_check", called, stop, CHECKED, begins),
        Act("move_check", put_off, stop, PUT_OFF, later),
        Act("record_minutes", recorded, stop, FOUND_OUT),
        *acts[place:],
    ]


def _check_called_off(acts: Sequence[Act], stops: Sequence[Stop], calendar: Calendar) -> Sequence[Act]:
    """Let a check be called that is not needed after all."""
    del stops
    if (place := _place_to_check(acts, calendar)) is None:
        return acts
    before, after, stop = acts[place - 1].at, acts[place].at, acts[place].stop
    called, called_off, begins = (between(before, after, share, calendar) for share in (0.1, 0.4, 0.8))
    return [
        *acts[:place],
        Act("call_check", called, stop, CHECKED, begins),
        Act("call_off_check", called_off, stop, NOT_NEEDED),
        *acts[place:],
    ]


def _place_to_check(acts: Sequence[Act], calendar: Calendar) -> int | None:
    """Return before which deed there is time to go and look: the proposal, not of the same day."""
    place = _place_of("propose", acts)
    if place is None or acts[place - 1].at.date() == acts[place].at.date():
        return None
    return place if working_time_between(calendar, acts[place - 1].at, acts[place].at) >= timedelta(hours=2) else None


def check_open(last: Act, now: datetime, calendar: Calendar, *, is_ahead: bool) -> Act:
    """Return a check that lies ahead of the demo's moment, or one whose minutes nobody has recorded yet."""
    called = between(last.at, now, 0.3, calendar)
    ahead = datetime.combine(next_working_day(calendar, now.date()), AT_EIGHT, now.tzinfo)
    return Act(
        "call_check_ahead", called, last.stop, CHECKED, ahead if is_ahead else between(last.at, now, 0.8, calendar)
    )


def _misprinted(acts: Sequence[Act], stops: Sequence[Stop], calendar: Calendar) -> Sequence[Act]:
    """Let a wrong result be put right before it is fetched."""
    del stops
    place = _place_of("return_result", acts)
    if place is None or acts[place - 1].deed not in {"approve", "register_result"}:
        return acts
    at = between(acts[place - 1].at, acts[place].at, 0.4, calendar)
    return [*acts[:place], Act("change_result", at, acts[place - 1].stop, MISPRINT), *acts[place:]]


def _lost(acts: Sequence[Act], stops: Sequence[Stop], calendar: Calendar) -> Sequence[Act]:
    """Let a paper be missed and found again before the result is fetched; on the demo's day it is still missed."""
    del stops
    place = _place_of("return_result", acts)
    if place is None or acts[place - 1].deed not in {"approve", "register_result"}:
        return acts
    before, after = acts[place - 1].at, acts[place].at
    return [
        *acts[:place],
        Act("report_loss", between(before, after, 0.2, calendar), words=LOST),
        Act("close_incident", between(before, after, 0.7, calendar), words=FOUND),
        *acts[place:],
    ]


MISPRINTED, LOST_AND_FOUND = Mishap(41, 7, _misprinted), Mishap(43, 11, _lost)
ASKED_OUTSIDE = Mishap(13, 2, _asked)
CHECKED_ON_THE_SPOT = Mishap(17, 6, _checked)
PASSED_ON = Mishap(19, 3, _passed_on)
#: The frequent ones last: a number that leaves the rest of two meets the rarer.
MISHAPS = (
    MISPRINTED,
    LOST_AND_FOUND,
    Mishap(23, 5, _mistyped),
    CHECKED_ON_THE_SPOT,
    PASSED_ON,
    ASKED_OUTSIDE,
)
#: What can be made into rows in bulk, the rarer ones first too.
IN_BULK = (
    Mishap(89, 11, _check_called_off),
    Mishap(61, 7, _checked_later),
    LOST_AND_FOUND,
    MISPRINTED,
    Mishap(37, 9, _miscounted),
    PASSED_ON,
    CHECKED_ON_THE_SPOT,
    ASKED_OUTSIDE,
)


def _place_of(deed: str, acts: Sequence[Act]) -> int | None:
    """Return where the first such deed stands, unless it is the first of all."""
    return next((place for place, act in enumerate(acts) if act.deed == deed and place), None)


def between(start: datetime, end: datetime, share: float, calendar: Calendar) -> datetime:
    """Return the moment at a share of the office time between two others."""
    return add_working_time(calendar, start, working_time_between(calendar, start, end) * share).replace(microsecond=0)
