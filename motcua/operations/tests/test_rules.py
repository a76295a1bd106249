"""Which copies stay, and what of the log goes on from one."""

from datetime import UTC, datetime, timedelta

import pytest

from motcua.operations import rules

NIGHT = datetime(2026, 11, 29, 19, 0, tzinfo=UTC)
MEGABYTE = 1 << 20


def nights(count):
    return [NIGHT - timedelta(days=each) for each in range(count)]


def test_of_two_years_of_nights_seven_days_four_weeks_and_twelve_months_stay():
    kept = sorted(rules.kept(nights(730)), reverse=True)

    assert kept[:7] == nights(7)
    assert len(kept) == 7 + 2 + 11
    assert [f"{each:%m}" for each in kept[-11:]] == ["10", "09", "08", "07", "06", "05", "04", "03", "02", "01", "12"]
    assert kept[-1] == datetime(2025, 12, 30, 19, 0, tzinfo=UTC)


def test_few_copies_all_stay_however_old():
    old = [NIGHT - timedelta(days=400), NIGHT - timedelta(days=900)]

    assert rules.kept(old) == set(old)


def test_of_one_day_the_last_copy_stays_by_the_province_s_clock():
    before_midnight = datetime(2026, 11, 29, 16, 59, tzinfo=UTC)
    after_midnight = datetime(2026, 11, 29, 17, 1, tzinfo=UTC)

    assert rules.daily([before_midnight, after_midnight, after_midnight - timedelta(seconds=1)]) == [
        after_midnight,
        before_midnight,
    ]


def test_the_last_copy_before_a_moment():
    assert rules.last_before(nights(3), NIGHT - timedelta(hours=1)) == NIGHT - timedelta(days=1)
    assert rules.last_before(nights(3), NIGHT - timedelta(days=9)) is None


@pytest.mark.parametrize(
    ("position", "length", "name"),
    [
        ("0/2000130", 16 * MEGABYTE, "000000010000000000000002"),
        ("1/FF000000", 16 * MEGABYTE, "0000000100000001000000FF"),
        ("0/2000130", MEGABYTE, "000000010000000000000020"),
    ],
)
def test_a_position_of_the_log_lies_in_a_segment(position, length, name):
    assert rules.segment_at(position, 1, length) == name


def test_the_log_goes_on_over_a_full_half_and_another_timeline():
    names = [
        "0000000100000000000000FE",
        "0000000100000000000000FF",
        "000000010000000100000000",
        "000000020000000100000000",
    ]

    assert rules.goes_on(names, names[1], 16 * MEGABYTE) == (names[1:], "")


def test_the_first_missing_segment_is_named_where_a_later_one_is_there():
    names = ["000000010000000000000005", "000000010000000000000007"]

    assert rules.goes_on(names, names[0], 16 * MEGABYTE) == (names[:1], "000000010000000000000006")
    assert rules.goes_on(names[:1], "000000010000000000000006", 16 * MEGABYTE) == ([], "")
