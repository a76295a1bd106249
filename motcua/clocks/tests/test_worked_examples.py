"""Spec 5.3, example by example."""

import json
from datetime import date, datetime, timedelta

import pytest

from motcua.clocks.calendar import Calendar, DayKind, Override
from motcua.clocks.deadlines import Extension, check_may_extend, due, is_late
from motcua.clocks.duties import apology_by, index_on_time, stage_dues, supplement_ask_by, transfer_due
from motcua.clocks.limits import Limit, LimitKind, parse_limit
from motcua.clocks.options import Model, Options
from motcua.clocks.pauses import Pause, Policy
from motcua.clocks.refusals import ExtensionRefused
from motcua.clocks.tests.office import office_calendar
from motcua.clocks.working_time import effective_start
from motcua.kernel.moments import TZ


@pytest.fixture(scope="module")
def calendar():
    return office_calendar()


A = Options()
B = Options(model=Model.B)
SHIFT = Options(after_15h_shift=True)
UNIT = {"wd": "ngày làm việc", "wh": "giờ làm việc", "cd": "ngày", "month": "tháng"}

# The machine-readable copy of the specification, as it stands there.
COPY = """
[{"id":1,"start":"2020-05-11T09:10","unit":"wd","n":5,"A":"2020-05-18T17:00","B":"2020-05-18T09:10"},
 {"id":2,"start":"2020-05-12T15:20","unit":"wd","n":3,"A":"2020-05-15T17:00","A_shift15":"2020-05-18T17:00"},
 {"id":4,"start":"2020-04-29T10:00","unit":"wd","n":2,"A":"2020-05-05T17:00","B":"2020-05-05T10:00"},
 {"id":5,"start":"2025-04-25T09:00","unit":"wd","n":3,"A":"2025-04-29T17:00"},
 {"id":6,"start":"2025-04-29T14:00","unit":"wd","n":2,"A":"2025-05-06T17:00"},
 {"id":7,"start":"2020-05-14T15:30","unit":"wh","n":4,"B":"2020-05-15T09:30"},
 {"id":8,"start":"2020-05-11T10:00","unit":"wh","n":12,"B":"2020-05-12T16:00"},
 {"id":9,"start":"2020-05-11T09:00","unit":"wd","n":10,"A":"2020-05-25T17:00",
  "pause":["2020-05-13","2020-05-20T09:00"],"restart":"2020-06-03T17:00","resume":"2020-06-01T17:00"},
 {"id":12,"start":"2020-05-08","unit":"cd","n":15,"A":"2020-05-25"},
 {"id":13,"start":"2025-01-31","unit":"month","n":1,"A":"2025-02-28"},
 {"id":16,"start":"2020-05-15T16:00","unit":"wd","n":2,"A":"2020-05-19T17:00"},
 {"id":17,"start":"2020-01-21T09:00","unit":"wd","n":3,"A":"2020-01-31T17:00","B":"2020-01-31T09:00"}]
"""
ANSWERS = [
    (case, key) for case in json.loads(COPY) for key in ("A", "B", "A_shift15", "restart", "resume") if key in case
]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TZ)


@pytest.mark.parametrize(("case", "key"), ANSWERS, ids=[f"{case['id']}-{key}" for case, key in ANSWERS])
def test_the_machine_readable_copy(calendar, case, key):
    policy = {"restart": Policy.RESTART, "resume": Policy.SUSPEND_RESUME}.get(key)
    pauses = [Pause(at(case["pause"][0]), at(case["pause"][1]), policy=policy)] if policy else []

    answer = due(
        calendar,
        at(case["start"]),
        parse_limit(f"{case['n']} {UNIT[case['unit']]}"),
        pauses,
        {"B": B, "A_shift15": SHIFT}.get(key, A),
    )

    assert answer.due_at is not None
    assert f"{answer.due_at:%Y-%m-%dT%H:%M}".startswith(case[key])


def test_example_2_paper_that_comes_after_15h_leaves_at_the_next_opening(calendar):
    assert transfer_due(calendar, at("2020-05-12T15:20")) == at("2020-05-13T07:00")
    assert transfer_due(calendar, at("2020-05-12T15:00")) == at("2020-05-12T17:00")
    assert transfer_due(calendar, at("2020-05-15T15:01")) == at("2020-05-18T07:00")
    assert transfer_due(calendar, at("2020-05-16T09:00")) == at("2020-05-18T07:00")


def test_example_3_an_online_filing_on_saturday_evening(calendar):
    filed = at("2020-05-16T20:00")

    assert effective_start(calendar, filed) == at("2020-05-18T07:00")
    assert due(calendar, filed, parse_limit("8 giờ làm việc")).due_at == at("2020-05-18T17:00")
    assert due(calendar, at("2020-05-18T10:00"), parse_limit("2 ngày làm việc")).due_at == at("2020-05-20T17:00")
    online = Options(online=True)
    assert due(calendar, filed, parse_limit("2 ngày làm việc"), options=online).due_at == at("2020-05-20T17:00")


def test_example_5_without_the_swap_an_engine_names_a_day_when_the_office_is_closed(calendar):
    without = Calendar(
        calendar.week,
        {day: Override(DayKind.OFF) for day in (date(2025, 4, 30), date(2025, 5, 1))},
        calendar.begins_on,
        calendar.ends_on,
    )

    assert due(without, at("2025-04-25T09:00"), parse_limit("3 ngày làm việc")).due_at == at("2025-05-02T17:00")
    assert not calendar.is_working_day(date(2025, 5, 2))


def test_example_8_half_a_day_by_the_clock(calendar):
    assert due(calendar, at("2020-05-11T10:00"), parse_limit("0,5 ngày làm việc"), options=B).due_at == at(
        "2020-05-11T16:00"
    )
    assert due(calendar, at("2020-05-11T10:00"), parse_limit("1,5 ngày làm việc"), options=B).due_at == at(
        "2020-05-12T16:00"
    )


def test_example_10_the_last_day_to_ask_for_a_supplement(calendar):
    assert supplement_ask_by(calendar, at("2020-05-15T14:00")) == date(2020, 5, 20)
    assert supplement_ask_by(calendar, at("2020-05-11T09:00")) == date(2020, 5, 14)


def test_example_11_the_apology_comes_on_a_working_day_and_the_second_extension_is_refused(calendar):
    promised = due(calendar, at("2020-05-11T09:00"), parse_limit("10 ngày làm việc"))

    assert promised.due_at == at("2020-05-25T17:00")
    assert apology_by(calendar, promised.due_at) == date(2020, 5, 22)
    check_may_extend(promised, date(2020, 5, 28), already=0)
    with pytest.raises(ExtensionRefused, match="không được hẹn lại nữa"):
        check_may_extend(promised, date(2020, 5, 28), already=1)
    with pytest.raises(ExtensionRefused, match="phải sau ngày đã hẹn 25/5/2020"):
        check_may_extend(promised, date(2020, 5, 25), already=0)
    extended = due(
        calendar, at("2020-05-11T09:00"), parse_limit("10 ngày làm việc"), extension=Extension(date(2020, 5, 30))
    )
    assert extended.due_at == at("2020-06-01T17:00")


def test_example_12_calendar_days_roll_from_a_saturday_to_monday(calendar):
    assert due(calendar, at("2020-05-11T09:00"), parse_limit("15 ngày")).due_at == at("2020-05-26T17:00")
    assert due(calendar, at("2020-05-08T09:00"), parse_limit("15 ngày")).due_at == at("2020-05-25T17:00")


def test_example_13_a_month_ends_with_the_last_day_of_a_short_one(calendar):
    assert due(calendar, at("2025-01-31T09:00"), parse_limit("1 tháng")).due_at == at("2025-02-28T17:00")


def test_example_14_stages_one_after_the_other(calendar):
    stages = [parse_limit(f"{days} ngày làm việc") for days in (3, 5, 4)]

    dues = stage_dues(calendar, at("2020-05-11T09:00"), stages, SHIFT)

    assert [each.due_at for each in dues] == [at("2020-05-14T17:00"), at("2020-05-21T17:00"), at("2020-05-27T17:00")]


def test_stages_that_run_in_parallel_hand_on_with_the_latest(calendar):
    four, eight = parse_limit("4 giờ làm việc"), parse_limit("8 giờ làm việc")
    nothing = Limit(LimitKind.WORKING_HOURS)

    dues = stage_dues(calendar, at("2020-05-11T07:00"), [four, (four, eight), nothing, four])

    assert [f"{each.due_at:%d %H:%M}" for each in dues] == ["11 11:00", "11 17:00", "12 11:00", "12 11:00", "12 17:00"]


def test_example_15_after_15h_the_same_day_is_the_next_working_day(calendar):
    same_day = parse_limit("trong ngày")

    assert due(calendar, at("2020-05-15T15:01"), same_day).due_at == at("2020-05-18T17:00")
    assert due(calendar, at("2020-05-15T15:00"), same_day).due_at == at("2020-05-15T17:00")
    assert due(calendar, at("2020-05-16T09:00"), same_day).due_at == at("2020-05-18T17:00")


def test_example_18_model_b_from_moments_outside_office_hours(calendar):
    three = parse_limit("3 ngày làm việc")

    assert due(calendar, at("2020-05-11T16:50"), three, options=B).due_at == at("2020-05-14T16:50")
    assert due(calendar, at("2020-05-11T18:30"), three, options=B).due_at == at("2020-05-14T17:00")
    one = due(calendar, at("2020-05-11T12:10"), parse_limit("1 ngày làm việc"), options=B)
    assert one.due_at == at("2020-05-12T11:30")


def test_example_19_the_index_subtracts_one_supplement_and_forgives_no_second(calendar):
    promised = due(calendar, at("2020-05-11T09:00"), parse_limit("10 ngày làm việc"))
    waiting = Pause(at("2020-05-13T09:00"), at("2020-05-20T09:00"))

    def on_time(finished_at, *supplements):
        return index_on_time(
            finished_at=finished_at,
            due_by=promised.late_at,
            supplements=supplements,
            counted_to=at("2020-06-30T23:59"),
        )

    assert on_time(at("2020-06-01T17:00"), waiting)
    assert not on_time(at("2020-06-02T17:00"), waiting)
    assert not on_time(at("2020-05-26T09:00"))
    assert not on_time(at("2020-05-20T09:00"), waiting, Pause(at("2020-05-20T10:00"), at("2020-05-20T11:00")))
    assert on_time(None, Pause(at("2020-05-13T09:00"), None))
    assert not on_time(None)


def test_what_is_signed_in_the_evening_of_the_last_day_is_not_late(calendar):
    promised = due(calendar, at("2020-05-11T09:10"), parse_limit("5 ngày làm việc"))

    assert promised.late_at == at("2020-05-18T23:59:59")
    assert not is_late(at("2020-05-18T20:00"), promised)
    assert not is_late(at("2020-05-19T00:00") - timedelta(microseconds=1), promised)
    assert is_late(at("2020-05-19T00:00"), promised)
