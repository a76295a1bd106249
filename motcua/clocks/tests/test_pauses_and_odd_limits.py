"""What settled questions say of pauses, half days and the calendar's end."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from motcua.clocks.calendar import Calendar, DayKind, Override, Session
from motcua.clocks.deadlines import due, is_late, provisional_due
from motcua.clocks.limits import Limit, LimitKind, describe_limit, parse_limit
from motcua.clocks.options import Boundary, Model, Options, options_from
from motcua.clocks.pauses import Pause, Policy
from motcua.clocks.refusals import CalendarEnds, LimitUnreadable, OptionUnknown, PauseUnclear
from motcua.clocks.tests.office import office_calendar
from motcua.clocks.time_left import LeftKind, TimeLeft, say_time_left, time_left
from motcua.clocks.working_time import effective_start
from motcua.kernel.moments import TZ


@pytest.fixture(scope="module")
def calendar():
    return office_calendar()


B = Options(model=Model.B)
FIVE = parse_limit("5 ngày làm việc")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TZ)


def suspended(begins: str, ends: str | None) -> Pause:
    return Pause(at(begins), at(ends) if ends else None, policy=Policy.SUSPEND_RESUME)


def restarted(begins: str, ends: str | None) -> Pause:
    return Pause(at(begins), at(ends) if ends else None, policy=Policy.RESTART)


def test_ten_and_a_half_working_days_end_with_the_first_session_of_the_eleventh(calendar):
    promised = due(calendar, at("2020-05-11T09:00"), parse_limit("10,5 ngày làm việc"))

    assert promised.due_at == promised.late_at == at("2020-05-26T11:30")


@pytest.mark.parametrize(
    ("text", "kind", "amount", "words"),
    [
        ("5 ngày làm việc", LimitKind.WORKING_DAYS, "5", "5 ngày làm việc"),
        ("Không quá 05 (năm) ngày làm việc.", LimitKind.WORKING_DAYS, "5", "5 ngày làm việc"),
        ("10.50 ngày làm việc", LimitKind.WORKING_DAYS, "10.5", "10,5 ngày làm việc"),
        ("4 giờ làm việc", LimitKind.WORKING_HOURS, "4", "4 giờ làm việc"),
        ("12 giờ", LimitKind.HOURS, "12", "12 giờ"),
        ("  15  NGÀY ", LimitKind.CALENDAR_DAYS, "15", "15 ngày"),
        ("1 tháng", LimitKind.MONTHS, "1", "1 tháng"),
        ("trong ngày", LimitKind.SAME_DAY, "0", "trong ngày"),
        ("không quy định", LimitKind.NONE, "0", "không quy định"),
    ],
)
def test_a_limit_is_read_from_words_and_put_back_into_words(text, kind, amount, words):
    limit = parse_limit(text)

    assert (limit.kind, limit.amount) == (kind, Decimal(amount))
    assert describe_limit(limit) == words


@pytest.mark.parametrize(
    "text", ["", "năm ngày", "5", "0 ngày làm việc", "-3 ngày", "5 tuần", "99999 ngày", "5 ngày lễ"]
)
def test_what_is_no_limit_is_refused_with_a_sentence(text):
    with pytest.raises(LimitUnreadable, match="ời hạn"):
        parse_limit(text)


def test_hours_run_on_through_the_night_and_the_weekend(calendar):
    assert due(calendar, at("2020-05-15T20:00"), parse_limit("12 giờ")).due_at == at("2020-05-16T08:00")


def test_a_pause_asked_on_the_last_day_leaves_the_day_of_completion(calendar):
    start = at("2020-05-11T09:00")

    def when(ends: str):
        return due(calendar, start, FIVE, [suspended("2020-05-18T10:00", ends)]).due_at

    assert when("2020-05-20T09:00") == at("2020-05-20T17:00")
    assert when("2020-05-23T09:00") == at("2020-05-25T17:00")


def test_overlapping_pauses_count_once(calendar):
    start = at("2020-05-11T09:00")
    apart = [suspended("2020-05-12T09:00", "2020-05-14T09:00"), suspended("2020-05-13T09:00", "2020-05-15T09:00")]
    together = [suspended("2020-05-12T09:00", "2020-05-15T09:00")]

    assert due(calendar, start, FIVE, apart) == due(calendar, start, FIVE, together)
    assert due(calendar, start, FIVE, together).due_at == at("2020-05-21T17:00")


def test_an_open_pause_has_no_due_moment_but_tells_what_is_left(calendar):
    start = at("2020-05-11T09:00")
    ten = parse_limit("10 ngày làm việc")

    resumed = due(calendar, start, ten, [suspended("2020-05-13T09:00", None)])
    again = due(calendar, start, ten, [restarted("2020-05-13T09:00", None)])

    assert (resumed.due_at, resumed.late_at, resumed.remaining_working_days) == (None, None, 8)
    assert again.remaining_working_days == 10
    assert say_time_left(time_left(calendar, at("2020-05-14T09:00"), resumed)) == "còn 8 ngày khi đủ giấy"
    used_up = due(calendar, start, FIVE, [suspended("2020-05-18T09:00", None)])
    assert say_time_left(time_left(calendar, at("2020-05-19T09:00"), used_up)) == "trả trong ngày đủ giấy"


def test_consultation_does_not_stop_the_clock(calendar):
    asked = Pause(at("2020-05-12T09:00"), at("2020-05-14T09:00"), reason="consultation", policy=Policy.NONE)

    assert due(calendar, at("2020-05-11T09:00"), FIVE, [asked]).due_at == at("2020-05-18T17:00")


def test_model_b_subtracts_the_minutes_of_a_pause(calendar):
    paused = [suspended("2020-05-12T09:00", "2020-05-14T10:00")]

    assert due(calendar, at("2020-05-11T09:10"), FIVE, paused, B).due_at == at("2020-05-20T10:10")


def test_a_month_that_is_suspended_moves_by_the_days_of_the_pause(calendar):
    month = parse_limit("1 tháng")

    assert due(calendar, at("2020-05-11T09:00"), month).due_at == at("2020-06-11T17:00")
    paused = [suspended("2020-05-13T09:00", "2020-05-19T09:00")]
    assert due(calendar, at("2020-05-11T09:00"), month, paused).due_at == at("2020-06-17T17:00")


def test_a_same_day_procedure_whose_paper_comes_later_is_due_on_that_day(calendar):
    same_day = parse_limit("trong ngày")

    assert due(
        calendar, at("2020-05-11T09:00"), same_day, [suspended("2020-05-11T10:00", "2020-05-13T09:00")]
    ).due_at == at("2020-05-13T17:00")


def test_a_pause_that_ends_before_it_begins_is_refused():
    with pytest.raises(PauseUnclear, match="trước khi bắt đầu"):
        suspended("2020-05-13T09:00", "2020-05-12T09:00")


def test_the_calendars_end_is_a_refusal_and_the_counter_goes_on_provisionally(calendar):
    start = at("2025-12-29T09:00")

    with pytest.raises(CalendarEnds, match=r"31/12/2025.*1/1/2026.*năm 2026"):
        due(calendar, start, FIVE)
    promised = provisional_due(calendar, start, FIVE)
    assert (promised.due_at, promised.provisional) == (at("2026-01-05T17:00"), True)
    assert provisional_due(calendar, start, parse_limit("2 ngày làm việc")).provisional is False
    with pytest.raises(CalendarEnds, match="1/1/2019"):
        provisional_due(calendar, at("2018-12-31T09:00"), FIVE)


def test_a_running_clock_is_refused_too_where_the_calendar_ends(calendar):
    with pytest.raises(CalendarEnds):
        due(calendar, at("2025-12-31T20:00"), parse_limit("12 giờ"))


def test_a_half_day_and_an_own_session_list(calendar):
    morning = (Session(time(7), time(11, 30)),)
    half = Calendar(
        (*calendar.week[:5], morning, ()),
        {
            date(2020, 5, 12): Override(DayKind.HALF),
            date(2020, 5, 17): Override(DayKind.WORK, sessions=(Session(time(8), time(12)),)),
        },
        calendar.begins_on,
        calendar.ends_on,
    )

    assert due(half, at("2020-05-11T09:00"), parse_limit("1 ngày làm việc")).due_at == at("2020-05-12T11:30")
    assert due(half, at("2020-05-11T09:00"), FIVE).due_at == at("2020-05-16T11:30")
    assert due(half, at("2020-05-11T09:00"), parse_limit("6 ngày làm việc")).due_at == at("2020-05-17T12:00")
    assert effective_start(half, at("2020-05-16T12:00")) == at("2020-05-17T08:00")


def test_the_boundary_of_lateness_is_a_setting(calendar):
    strict = Options(late_after=Boundary.END_OF_SESSION, print_as=Boundary.END_OF_DAY)
    promised = due(calendar, at("2020-05-11T09:00"), FIVE, options=strict)

    assert promised.due_at == at("2020-05-18T23:59:59")
    assert is_late(at("2020-05-18T17:01"), promised)


def test_options_are_read_from_a_table_and_written_back():
    options = options_from({"model": "B", "after_15h": True, "cut_off": "14:30", "max_supplements": 2})

    assert options == Options(model=Model.B, after_15h_shift=True, cut_off=time(14, 30), max_supplements=2)
    assert options_from(options.as_facts()) == options
    with pytest.raises(OptionUnknown, match="Không có tuỳ chọn «modell»"):
        options_from({"modell": "A"})
    with pytest.raises(OptionUnknown, match="chỉ nhận: A, B"):
        options_from({"model": "C"})
    with pytest.raises(OptionUnknown, match="true, false"):
        options_from({"online": "yes"})


@pytest.mark.parametrize(
    ("now", "limit", "words"),
    [
        ("2020-05-13T09:00", "5 ngày làm việc", "còn 3 ngày"),
        ("2020-05-18T07:10", "5 ngày làm việc", "trong hôm nay"),
        ("2020-05-18T21:00", "5 ngày làm việc", "trong hôm nay"),
        ("2020-05-19T08:00", "5 ngày làm việc", "quá hạn 1 ngày"),
        ("2020-05-25T08:00", "5 ngày làm việc", "quá hạn 5 ngày"),
        ("2020-05-11T10:30", "4 giờ làm việc", "còn 2 giờ"),
        ("2020-05-11T14:15", "4 giờ làm việc", "còn 45 phút"),
        ("2020-05-11T16:30", "4 giờ làm việc", "quá hạn 1 giờ"),
        ("2020-05-11T23:00", "20 giờ", "còn 6 giờ"),
        ("2020-05-12T09:00", "48 giờ", "còn 1 ngày"),
        ("2020-05-12T09:00", "không quy định", "không có thời hạn"),
    ],
)
def test_time_left_in_words(calendar, now, limit, words):
    promised = due(calendar, at("2020-05-11T09:00"), parse_limit(limit))

    assert say_time_left(time_left(calendar, at(now), promised)) == words


def test_overdue_since_a_friday_is_a_day_on_saturday(calendar):
    promised = due(calendar, at("2020-05-14T09:00"), parse_limit("1 ngày làm việc"))

    assert time_left(calendar, at("2020-05-16T09:00"), promised) == TimeLeft(LeftKind.OVERDUE_DAYS, Decimal(1))


def test_what_is_left_of_hours_is_told_in_hours(calendar):
    promised = due(
        calendar, at("2020-05-11T09:00"), parse_limit("4 giờ làm việc"), [suspended("2020-05-11T10:00", None)]
    )

    assert promised.remaining == Limit(LimitKind.WORKING_HOURS, Decimal(3))
    assert say_time_left(time_left(calendar, at("2020-05-14T09:00"), promised)) == "còn 3 giờ khi đủ giấy"
