"""The plan of lives, without a database."""

from collections import Counter
from dataclasses import replace
from datetime import time, timedelta

import pytest

from motcua.clocks.deadlines import due
from motcua.clocks.duties import apology_by
from motcua.clocks.limits import LimitKind
from motcua.demo.lives import Life, in_order, plan
from motcua.demo.tests.world import BA_BE, MERGED, QUANG_KHE, small_world
from motcua.demo.ways import NoWay, Stop, walk

WORLD = small_world()
LIVES = plan(WORLD, seed="a trial", number=1200)


def open_lives(tag=None, unit=None):
    return [
        life
        for life in LIVES
        if "open" in life.tags and (tag is None or tag in life.tags) and (unit is None or life.offer.unit == unit)
    ]


def test_the_same_seed_plans_the_same_lives():
    assert plan(WORLD, seed="a trial", number=120) == plan(WORLD, seed="a trial", number=120)
    assert plan(WORLD, seed="another", number=120) != plan(WORLD, seed="a trial", number=120)


@pytest.mark.parametrize("number", [1, 20, 100])
def test_there_are_as_many_as_were_asked_for(number):
    assert len(plan(WORLD, seed="a trial", number=number)) == number


def test_a_life_s_key_is_its_own_and_speaks_of_its_beginning():
    assert len({life.id for life in LIVES}) == 1200
    assert {life.id.version for life in LIVES} == {7}
    assert all(life.id.int >> 80 == int(life.acts[0].at.timestamp() * 1000) for life in LIVES)


def test_everything_happens_in_office_hours_and_before_the_demo_begins():
    for life in LIVES:
        for act in life.acts:
            sessions = WORLD.calendar.sessions_on(act.at.date())
            minute = act.at.time()
            assert any(session.begins <= minute <= session.ends for session in sessions), (life.tags, act)
            assert act.at < WORLD.now
            assert act.at.date() >= WORLD.since


def test_the_acts_of_a_life_follow_one_another():
    for life in LIVES:
        moments = [act.at for act in life.acts]
        assert moments == sorted(set(moments))


def test_whoever_must_give_a_reason_gives_one():
    needed = {
        "send_back", "refuse", "refuse_at_intake", "guide_at_intake", "withdraw", "ask_supplement", "note",
        "allow_supplement", "stop", "cancel_reception", "apologise", "correct", "report_loss", "close_incident",
        "change_result", "ask_outside", "answer_outside", "ask_stage", "call_check", "call_check_ahead",
        "record_minutes", "cancel_fee_receipt",
    }  # fmt: skip

    assert {act.deed for life in LIVES for act in life.acts if act.words} == needed
    assert all(act.words for life in LIVES for act in life.acts if act.deed in needed)


def test_a_life_that_is_told_ends():
    ends = Counter(life.acts[-1].deed for life in LIVES if "told" in life.tags)

    assert set(ends) == {
        "return_result", "receive_and_return", "refuse_at_intake", "withdraw", "cancel_reception",
        "delivered", "delivered_paid", "fetch_after_post",
    }  # fmt: skip


def test_a_merged_commune_has_nothing_left_in_hand():
    ended = [life for life in LIVES if life.offer.unit == MERGED]

    assert ended
    assert not any("open" in life.tags for life in ended)
    assert max(life.acts[-1].at for life in ended).date().isoformat() <= "2020-01-31"


@pytest.mark.parametrize(("fate", "is_late"), [("late", True), ("on_time", False), ("sent_back", False)])
def test_what_is_called_late_is_late(fate, is_late):
    for life in LIVES:
        if {"told", fate} <= life.tags and life.offer.limit.kind is not LimitKind.SAME_DAY:
            promised = due(WORLD.calendar, life.acts[0].at, life.offer.limit, (), WORLD.options)
            assert (finish(life) > promised.late_at) is is_late


def finish(life: Life):
    """The deed with which the result was there."""
    return next(act.at for act in reversed(life.acts) if act.deed in {"approve", "register_result"})


def test_an_apology_comes_a_working_day_before_the_promise_that_is_then_broken():
    excused = [life for life in LIVES if "apologised" in life.tags]

    assert excused
    for life in excused:
        promised = due(WORLD.calendar, life.acts[0].at, life.offer.limit, (), WORLD.options).due_at
        (apology,) = (act for act in life.acts if act.deed == "apologise")
        assert apology.at.date() <= apology_by(WORLD.calendar, promised)
        assert finish(life).date() > promised.date()


def test_a_mishap_is_rare_and_repaired():
    pairs = {
        "receive_mistyped": "correct",
        "report_loss": "close_incident",
        "ask_outside": "answer_outside",
        "call_check": "record_minutes",
    }

    for life in LIVES:
        deeds = [act.deed for act in life.acts]
        for first, second in pairs.items():
            assert deeds.count(first) == deeds.count(second) <= 1
        assert sum(deeds.count(first) for first in [*pairs, "change_result", "reassign"]) <= 1


def test_what_was_received_by_mistake_is_cancelled_on_its_day():
    cancelled = [life for life in LIVES if "cancelled" in life.tags]

    assert cancelled
    for life in cancelled:
        received, mistake = life.acts
        assert received.at.date() == mistake.at.date()


def test_some_checks_lie_ahead_and_some_lack_their_minutes():
    begins = [act.then for life in LIVES for act in life.acts if act.deed == "call_check_ahead"]

    assert any(moment > WORLD.now for moment in begins)
    assert any(moment < WORLD.now for moment in begins)


def test_the_main_stage_is_asked_by_its_district():
    asking = [life for life in LIVES if life.asks]

    assert {life.offer.unit for life in asking} == {BA_BE}
    assert {life.asks for life in asking} == {str(QUANG_KHE)}


def test_the_main_stage_has_something_in_every_state():
    here = open_lives(unit=QUANG_KHE)

    assert {tag for life in here for tag in life.tags} >= {
        "open", "received", "unassigned", "taken", "approval", "paused", "waiting",
        "overdue", "today", "near", "on_time",
    }  # fmt: skip
    assert len(open_lives("waiting", QUANG_KHE)) >= 3


def test_a_leader_has_twenty_to_sign_at_once():
    assert len(open_lives("approval", BA_BE)) >= 20


def test_what_is_due_today_is_due_today():
    for life in open_lives("today"):
        promised = due(WORLD.calendar, life.acts[0].at, life.offer.limit, (), WORLD.options)
        assert promised.due_at.date() == WORLD.day


def test_what_is_overdue_was_due_some_days_ago():
    for life in open_lives("overdue"):
        promised = due(WORLD.calendar, life.acts[0].at, life.offer.limit, (), WORLD.options)
        assert WORLD.now - timedelta(days=7) < promised.due_at < WORLD.now


def test_nobody_invented_can_be_somebody():
    numbers = [life.owner["number"] for life in LIVES if "number" in life.owner]

    assert len(numbers) == len(set(numbers))
    assert all(number.startswith("0000") for number in numbers)
    assert all(life.owner.get("phone", "09000").startswith("09000") for life in LIVES)


def test_acts_are_played_in_the_order_of_time():
    moments = [act.at for _life, _place, act in in_order(LIVES)]

    assert moments == sorted(moments)
    assert moments[-1].time() < time(8, 0)


def costly_world():
    """The small world where everything costs something."""
    offers = {unit: tuple(replace(offer, fee=10_000) for offer in known) for unit, known in WORLD.offers.items()}
    return replace(WORLD, offers=offers)


def test_a_fee_changes_nothing_of_a_life_but_that_it_is_paid():
    money = {"take_fee", "cancel_fee_receipt"}
    names = {"receive_pay_return": "receive_and_return"}
    costly = plan(costly_world(), seed="a trial", number=1200)

    for life, free in zip(costly, LIVES, strict=True):
        others = [names.get(act.deed, act.deed) for act in life.acts if act.deed not in money]
        assert others == [act.deed for act in free.acts if act.deed not in money]


def test_whoever_fetches_a_result_has_paid_for_it_once():
    for life in plan(costly_world(), seed="a trial", number=1200):
        deeds = [act.deed for act in life.acts]
        taken = deeds.count("take_fee") - deeds.count("cancel_fee_receipt")
        assert taken <= 1
        if "return_result" in deeds:
            assert taken == 1
            assert deeds.index("return_result") > deeds.index("take_fee")
        assert all(act.words for act in life.acts if act.deed == "cancel_fee_receipt")


def mailed(*deeds):
    return [life for life in LIVES if any(act.deed in deeds for act in life.acts)]


def test_results_go_by_post_and_arrive_or_come_back():
    sent = mailed("post_result", "post_collecting")
    back, told = mailed("fetch_after_post"), [life for life in sent if "told" in life.tags]

    assert len(told) > 20
    assert 0 < len(back) < len(told)
    assert all(life.wishes_post for life in [*sent, *mailed("make_parcel")])
    for life in told:
        deeds = [act.deed for act in life.acts]
        assert deeds[-1] in {"delivered", "delivered_paid", "fetch_after_post"}
        assert deeds[-2] in {"post_result", "post_collecting"}
        assert "return_result" not in deeds


def test_a_result_by_post_is_paid_before_it_leaves_or_by_the_receiver():
    collected = mailed("post_collecting")

    assert collected
    for life in mailed("post_result", "post_collecting", "make_parcel"):
        deeds = [act.deed for act in life.acts]
        taken = deeds.count("take_fee") - deeds.count("cancel_fee_receipt")
        assert taken == (0 if life in collected else 1)
        assert ("delivered_paid" in deeds) == (life in collected)


def test_some_results_lie_with_the_post_on_the_demos_day():
    waiting = open_lives("waiting")

    assert {act.deed for life in waiting for act in life.acts} >= {"post_result", "make_parcel"}
    assert any(not life.wishes_post for life in waiting)


def test_some_originals_are_kept_and_given_back_with_the_result():
    kept = [life for life in LIVES if any(act.deed == "keep_originals" for act in life.acts)]

    assert {life.offer.unit for life in kept if "open" in life.tags} >= {QUANG_KHE, BA_BE}
    assert {life.acts[-1].deed for life in kept if "told" in life.tags} == {"return_result"}
    assert all([act.deed for act in life.acts[:2]] == ["receive", "keep_originals"] for life in kept)
    assert not any(life.wishes_post for life in kept)


def test_some_results_are_scanned_between_signature_and_return():
    scanned = [[act.deed for act in life.acts] for life in LIVES]
    scanned = [deeds for deeds in scanned if "scan_result" in deeds]

    assert scanned
    for deeds in scanned:
        place = deeds.index("scan_result")
        assert deeds[place - 1] in {"approve", "register_result"}
        assert deeds[-1] == "return_result"


def test_without_a_fare_nothing_goes_by_post():
    assert not any(life.wishes_post for life in plan(replace(WORLD, fare=0), seed="a trial", number=300))


def test_a_way_without_anybody_is_no_way():
    with pytest.raises(NoWay, match="nobody has the role specialist"):
        walk([Stop("counter", "receive", BA_BE), Stop("specialist", "process", BA_BE, staffed=False)])


def test_a_way_ends_with_the_signature_where_nobody_works_after_it():
    stops = WORLD.offers[QUANG_KHE][1].stops

    assert [(advance.deed, advance.leads_to) for advance in walk(stops)] == [
        ("hand_over", 1),
        ("take_up", 1),
        ("propose", 2),
        ("approve", 3),
    ]


def test_a_way_through_a_district_is_registered_by_its_clerk():
    stops = WORLD.offers[BA_BE][0].stops

    assert [advance.deed for advance in walk(stops)] == [
        "hand_over", "assign", "propose", "approve", "approve", "register_result",
    ]  # fmt: skip
