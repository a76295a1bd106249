from datetime import UTC, date, datetime

from motcua.kernel.moments import TZ
from motcua.ui import words

MORNING = datetime(2020, 5, 11, 8, 5, 7, tzinfo=TZ)


def test_a_day_is_written_without_zeros():
    assert words.day(date(2020, 5, 8)) == "8/5/2020"


def test_a_moment_is_told_on_the_provinces_clock():
    assert words.clock(datetime(2020, 5, 11, 1, 5, tzinfo=UTC)) == "08:05"
    assert words.clock_to_the_second(MORNING) == "08:05:07"


def test_an_evening_in_greenwich_is_the_next_day_here():
    assert words.day(datetime(2020, 5, 10, 20, 0, tzinfo=UTC)) == "11/5/2020"


def test_the_weekday_stands_where_it_helps():
    assert words.weekday_short(date(2020, 5, 13)) == "thứ Tư 13/5"
    assert words.weekday_day(date(2020, 5, 17)) == "Chủ nhật 17/5/2020"


def test_a_sentence_begins_with_a_capital():
    assert words.moment(MORNING) == "Thứ Hai, 11/5/2020, 08:05"
    assert words.moment_short(MORNING) == "Thứ Hai 11/5, 08:05"
