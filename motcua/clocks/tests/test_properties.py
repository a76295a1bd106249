"""What must hold of every due moment, whatever the calendar, the limit and the pauses."""

import itertools
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.clocks.calendar import Calendar, DayKind, Override, Session, working_days_between
from motcua.clocks.deadlines import due
from motcua.clocks.duties import stage_dues, transfer_due
from motcua.clocks.limits import Limit, LimitKind, describe_limit, parse_limit
from motcua.clocks.options import Model, Options
from motcua.clocks.pauses import Pause, Policy, merge_pauses
from motcua.clocks.working_time import add_working_time, effective_start, working_time_between
from motcua.kernel.moments import TZ

# A slow machine is no wrong answer.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

FIRST, LAST = date(2020, 1, 1), date(2059, 12, 31)
MORNING, AFTERNOON = Session(time(7), time(11, 30)), Session(time(13, 30), time(17))
OVERRIDES = st.dictionaries(
    st.dates(FIRST, date(2020, 12, 31)),
    st.sampled_from([Override(DayKind.OFF), Override(DayKind.WORK), Override(DayKind.HALF)]),
    max_size=40,
)
CALENDARS = st.builds(
    lambda saturday, overrides: Calendar((*(((MORNING, AFTERNOON),) * 5), saturday, ()), overrides, FIRST, LAST),
    st.sampled_from([(), (MORNING,)]),
    OVERRIDES,
)
MOMENTS = st.datetimes(datetime(2020, 1, 2), datetime(2020, 11, 30)).map(lambda moment: moment.replace(tzinfo=TZ))
AMOUNTS = st.decimals(Decimal("0.5"), Decimal(40), places=1)
LIMITS = st.builds(
    Limit,
    st.sampled_from([kind for kind in LimitKind if kind not in (LimitKind.SAME_DAY, LimitKind.NONE)]),
    AMOUNTS,
)
OPTIONS = st.builds(Options, model=st.sampled_from(Model), after_15h_shift=st.booleans(), online=st.booleans())
PAUSES = st.lists(
    st.builds(
        lambda begins, length, policy: Pause(begins, begins + length, policy=policy),
        MOMENTS,
        st.timedeltas(timedelta(), timedelta(days=20)),
        st.sampled_from(Policy),
    ),
    max_size=4,
)


def inside_a_session(calendar, moment):
    return any(each.begins < moment.time() <= each.ends for each in calendar.sessions_on(moment.date()))


@given(CALENDARS, MOMENTS, LIMITS, OPTIONS, PAUSES)
def test_a_due_moment_lies_in_office_time_and_not_before_the_start(calendar, start, limit, options, pauses):
    promised = due(calendar, start, limit, pauses, options)

    assert promised.due_at >= start
    assert promised.late_at >= promised.due_at
    if limit.kind is not LimitKind.HOURS and limit.amount:
        at_an_opening = promised.due_at == effective_start(calendar, promised.due_at)
        assert inside_a_session(calendar, promised.due_at) or at_an_opening


@given(CALENDARS, MOMENTS, st.timedeltas(timedelta(), timedelta(days=9)), LIMITS, OPTIONS)
def test_who_comes_later_is_not_served_earlier(calendar, start, later, limit, options):
    assert (
        due(calendar, start, limit, options=options).due_at
        <= due(calendar, start + later, limit, options=options).due_at
    )


@given(CALENDARS, MOMENTS, LIMITS, AMOUNTS, OPTIONS)
def test_a_longer_limit_is_not_due_earlier(calendar, start, limit, more, options):
    longer = Limit(limit.kind, limit.amount + more)

    assert due(calendar, start, limit, options=options).due_at <= due(calendar, start, longer, options=options).due_at


@given(CALENDARS, MOMENTS, LIMITS, OPTIONS, PAUSES)
def test_a_pause_never_brings_the_result_forward(calendar, start, limit, options, pauses):
    assert due(calendar, start, limit, pauses, options).due_at >= due(calendar, start, limit, options=options).due_at


@given(PAUSES, st.randoms())
def test_merging_pauses_twice_or_in_another_order_changes_nothing(pauses, chance):
    merged = merge_pauses(pauses)
    shuffled = list(pauses)
    chance.shuffle(shuffled)

    assert merge_pauses(merged) == merged
    assert [(each.begins_at, each.ends_at, each.policy) for each in merge_pauses(shuffled)] == [
        (each.begins_at, each.ends_at, each.policy) for each in merged
    ]
    assert all(one.ends_at < other.begins_at for one, other in itertools.pairwise(merged))


@given(CALENDARS, MOMENTS, LIMITS, OPTIONS, PAUSES)
def test_merged_pauses_give_the_same_due_moment(calendar, start, limit, options, pauses):
    assert due(calendar, start, limit, pauses, options) == due(calendar, start, limit, merge_pauses(pauses), options)


@given(CALENDARS, MOMENTS, st.integers(1, 40))
def test_model_a_counts_the_working_days_after_the_day_of_receipt(calendar, start, days):
    promised = due(calendar, start, Limit(LimitKind.WORKING_DAYS, Decimal(days)))

    assert working_days_between(calendar, start.date(), promised.due_at.date()) == days


@given(CALENDARS, MOMENTS, st.timedeltas(timedelta(minutes=1), timedelta(hours=90)))
def test_adding_office_time_and_measuring_it_are_opposites(calendar, start, span):
    assert working_time_between(calendar, start, add_working_time(calendar, start, span)) == span


@given(CALENDARS, MOMENTS)
def test_the_effective_start_is_its_own_effective_start(calendar, moment):
    begun = effective_start(calendar, moment)

    assert begun >= moment
    assert effective_start(calendar, begun) == begun
    assert transfer_due(calendar, moment) >= moment


@given(CALENDARS, MOMENTS, st.lists(LIMITS, min_size=1, max_size=4))
def test_stages_follow_each_other(calendar, start, limits):
    dues = [each.due_at for each in stage_dues(calendar, start, limits)]

    assert dues == sorted(dues)
    assert dues[0] == due(calendar, start, limits[0]).due_at


@given(LIMITS)
def test_words_of_a_limit_are_read_back(limit):
    assert parse_limit(describe_limit(limit)) == limit
