"""When a message goes, what becomes of it, how a text is filled."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from motcua.kernel.moments import TZ, local
from motcua.notices import rules
from motcua.notices.types import Channel, Fate, Outcome, Text

NIGHT = (time(21), time(7))


def at(clock, day=11):
    return datetime.combine(date(2020, 5, day), time.fromisoformat(clock), TZ)


@pytest.mark.parametrize(
    ("clock", "quiet"), [("06:59", True), ("07:00", False), ("20:59", False), ("21:00", True), ("23:59", True)]
)
def test_the_night_goes_over_midnight_and_its_end_is_open(clock, quiet):
    assert rules.is_quiet(at(clock), NIGHT) is quiet


def test_a_rest_at_noon_and_no_night_at_all():
    assert rules.is_quiet(at("12:00"), (time(11, 30), time(13, 30))) is True
    assert rules.is_quiet(at("14:00"), (time(11, 30), time(13, 30))) is False
    assert rules.is_quiet(at("03:00"), None) is False


def test_what_is_queued_at_night_waits_until_the_morning():
    assert rules.awake(at("22:30"), NIGHT) == at("07:00", 12)
    assert rules.awake(at("02:30"), NIGHT) == at("07:00")
    assert rules.awake(at("08:30"), NIGHT) == at("08:30")


@given(some.datetimes(datetime(2019, 1, 1), datetime(2021, 1, 1)), some.times(), some.times())
def test_nobody_is_woken_and_nothing_waits_longer_than_a_day(moment, begins, ends):
    moment, quiet = local(moment), (begins, ends)
    then = rules.awake(moment, quiet)

    assert not rules.is_quiet(then, quiet)
    assert timedelta(0) <= then - moment <= timedelta(days=1)


@pytest.mark.parametrize(
    ("outcome", "fate"),
    [(Outcome.SENT, Fate.SENT), (Outcome.REFUSED, Fate.REFUSED), (Outcome.UNKNOWN, Fate.UNKNOWN)],
)
def test_an_answer_settles_it(outcome, fate):
    assert rules.fate_after(outcome, tries=0, made_at=at("08:00"), at=at("09:00"), quiet=NIGHT) == (fate, at("09:00"))


def test_waits_grow_and_keep_out_of_the_night():
    def again(tries, clock="09:00"):
        return rules.fate_after(Outcome.DEFERRED, tries=tries, made_at=at("08:00"), at=at(clock), quiet=NIGHT)

    assert [again(tries)[1] for tries in (1, 2, 3)] == [at("09:01"), at("09:05"), at("09:15")]
    assert again(9)[1] == at("13:00")
    assert again(9, "18:30") == (Fate.DEFERRED, at("07:00", 12))
    assert again(rules.MOST_TRIES) == (Fate.REFUSED, at("09:00"))


def test_a_carrier_that_is_away_for_days_is_given_up():
    made = at("08:00", 4)
    away = rules.fate_after(Outcome.AWAY, tries=0, made_at=made, at=made + rules.LONGEST, quiet=None)
    given_up = rules.fate_after(Outcome.AWAY, tries=0, made_at=made, at=made + timedelta(days=6), quiet=None)

    assert (away[0], given_up[0]) == (Fate.DEFERRED, Fate.REFUSED)


def test_a_subject_stays_on_one_line_whatever_fills_it():
    text = rules.filled(Text("Hồ sơ {ten}", "Chào {ten}."), {"ten": "A\r\nBcc: b@vidu.vn"})

    assert text == Text("Hồ sơ A Bcc: b@vidu.vn", "Chào A\r\nBcc: b@vidu.vn.")


@pytest.mark.parametrize(
    ("text", "parts"), [("a" * 70, 1), ("a" * 71, 2), ("ấ" * 134, 2), ("ấ" * 135, 3), ("😀" * 35, 1), ("😀" * 36, 2)]
)
def test_an_sms_with_accents_has_parts_of_seventy_signs(text, parts):
    assert rules.sms_parts(text) == parts


def test_an_sms_of_five_parts_is_too_long():
    wrong = rules.faults_of(Text("", "ấ" * 300), Channel.SMS, {})

    assert wrong == {"body": "Tin nhắn dài 5 phần khi điền mẫu; viết không quá 4 phần."}


@pytest.mark.parametrize(("address", "seen"), [("mui.khe@vidu.vn", "m…@vidu.vn"), ("0900000001", "090…001"), ("", "…")])
def test_a_masked_address_is_nobodys(address, seen):
    assert rules.mask(address) == seen


def test_a_servers_words_lose_every_address():
    assert rules.without_addresses("5.1.1 <a.b@vidu.vn>: unknown, ask c@vidu.vn") == (
        "5.1.1 <a…@vidu.vn>: unknown, ask c…@vidu.vn"
    )
