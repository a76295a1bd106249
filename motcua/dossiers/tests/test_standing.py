"""Where a dossier stands is a pure function of its rows."""

from dataclasses import replace

import pytest

from motcua.clocks.limits import NO_LIMIT
from motcua.dossiers.rules import deeds_here, may_become, standing_of, state_of
from motcua.dossiers.tests.lives import (
    COMMUNE,
    DEPARTMENT,
    DEPARTMENT_ROUTE,
    SPECIALIST,
    at,
    calendar,
    finishes,
    lies_at,
    pauses,
    received,
    returns,
)
from motcua.dossiers.types import TRANSITIONS, Custody, Deed, MoveKind, ResultKind, State, desk_of


def standing(life):
    return standing_of(life, calendar())


def test_received_on_monday_with_five_working_days_it_is_due_on_the_next_monday():
    found = standing(received("2020-05-11 09:10"))

    assert (found.state, found.due_at, found.late_at) == (
        State.RECEIVED,
        at("2020-05-18 17:00"),
        at("2020-05-18 23:59:59"),
    )
    assert found.original_due_at == found.due_at
    assert (found.desk, found.custody) == (desk_of(COMMUNE, "counter"), Custody.COUNTER)


def test_a_supplement_under_restart_counts_again_from_the_day_of_completion():
    life = pauses(
        lies_at(received("2020-05-11 09:00", days=10), 2, "2020-05-11 10:00"), "2020-05-13 09:00", "2020-05-20 09:00"
    )

    found = standing(life)

    assert (found.state, found.due_at) == (State.PROCESSING, at("2020-06-03 17:00"))
    assert found.original_due_at == at("2020-05-25 17:00")


def test_a_supplement_under_suspend_resume_gives_back_only_the_waiting_days():
    life = received("2020-05-11 09:00", days=10, policy="SUSPEND_RESUME")

    found = standing(pauses(life, "2020-05-13 09:00", "2020-05-20 09:00"))

    assert found.due_at == at("2020-06-01 17:00")


def test_while_papers_are_awaited_nothing_is_due_and_what_is_left_is_said():
    life = lies_at(received("2020-05-11 09:00", days=10, policy="SUSPEND_RESUME"), 2, "2020-05-11 10:00")

    found = standing(pauses(life, "2020-05-13 09:00"))

    assert (found.state, found.due_at, found.late_at) == (State.SUPPLEMENT, None, None)
    assert (found.paused_since, found.days_left) == (at("2020-05-13 09:00"), "8 ngày làm việc")


def test_a_result_signed_in_the_evening_of_the_due_day_is_on_time():
    assert standing(finishes(received("2020-05-11 09:10"), "2020-05-18 20:00")).on_time is True
    assert standing(finishes(received("2020-05-11 09:10"), "2020-05-19 07:05")).on_time is False


def test_a_waiting_time_makes_it_on_time_by_the_index_too_but_two_requests_never():
    life = received("2020-05-11 09:00", days=5, policy="SUSPEND_RESUME")
    once = pauses(life, "2020-05-12 09:00", "2020-05-20 09:00")
    twice = pauses(once, "2020-05-21 09:00", "2020-05-22 09:00")

    assert standing(finishes(once, "2020-05-25 10:00")).index_on_time is True
    assert standing(finishes(twice, "2020-05-25 10:00")).index_on_time is False


def test_a_finished_dossier_lies_at_the_counter_that_received_it():
    life = lies_at(received(route=DEPARTMENT_ROUTE), 5, "2020-05-12 09:00")

    found = standing(finishes(life, "2020-05-13 09:00"))

    assert (found.state, found.unit, found.role, found.finished_at) == (
        State.FINISHED,
        COMMUNE,
        "counter",
        at("2020-05-13 09:00"),
    )
    assert found.units == (COMMUNE, DEPARTMENT)


def test_a_result_late_in_returning_stays_on_time():
    found = standing(returns(finishes(received("2020-05-11 09:10"), "2020-05-18 16:00"), "2020-06-30 08:00"))

    assert (found.state, found.on_time, found.custody) == (State.RETURNED, True, Custody.RETURNED)
    assert found.closed_at == at("2020-06-30 08:00")


def test_without_a_limit_nothing_is_ever_late():
    life = received()
    life = replace(life, terms=replace(life.terms, limit=NO_LIMIT))

    found = standing(finishes(life, "2021-05-18 20:00"))

    assert (found.due_at, found.on_time, found.index_on_time) == (None, None, None)


def test_beyond_the_calendar_the_due_moment_is_provisional():
    found = standing(received("2026-12-30 09:00", days=5))

    assert (found.provisional, found.due_at) == (True, at("2027-01-06 17:00"))


def test_what_was_refused_at_the_counter_never_had_a_clock():
    life = replace(
        received(), has_code=False, received_at=None, starts_at=None, moves=(), refused_at=at("2020-05-11 09:00")
    )

    found = standing(life)

    assert (found.state, found.due_at, found.closed_at) == (State.REFUSED_AT_INTAKE, None, at("2020-05-11 09:00"))


def test_taken_up_work_lies_on_the_own_desk_and_unassigned_work_on_the_common_one():
    unassigned = lies_at(received(), 2, "2020-05-11 10:00")
    taken = lies_at(unassigned, 2, "2020-05-11 11:00", kind=MoveKind.TAKEN_UP, post=SPECIALIST)

    assert standing(unassigned).desk == desk_of(COMMUNE, "specialist", "")
    assert standing(taken).desk == SPECIALIST


@pytest.mark.parametrize("before", State)
@pytest.mark.parametrize("after", State)
def test_the_table_of_transitions_is_the_specifications_and_ours_for_a_mistake(before, after):
    allowed = {
        1: {2, 3, 5, 7}, 2: {4, 5, 7, 8, 90}, 4: {5, 6, 7, 8, 9, 90}, 5: {1, 2, 4, 7, 8, 90}, 6: {4, 7, 8}, 9: {10},
        8: {9}, 3: set(), 7: set(), 10: set(), 90: set(),
    }  # fmt: skip

    assert may_become(before, after) is (after in allowed[before])


def lives():
    """A life in every state that the counter knows, by what happened last."""
    fresh = received()
    working = lies_at(fresh, 2, "2020-05-11 10:00")
    signing = lies_at(working, 3, "2020-05-12 10:00")
    return {
        State.RECEIVED: fresh,
        State.PROCESSING: signing,
        State.SUPPLEMENT: pauses(working, "2020-05-12 08:00"),
        State.FINISHED: finishes(signing, "2020-05-13 08:00"),
        State.RETURNED: returns(finishes(signing, "2020-05-13 08:00"), "2020-05-14 08:00"),
        State.WITHDRAWN: replace(working, withdrawn_at=at("2020-05-12 08:00")),
        State.STOPPED: replace(working, stopped_at=at("2020-05-12 08:00")),
        State.CANCELLED: replace(working, cancelled_at=at("2020-05-11 15:00")),
    }


@pytest.mark.parametrize("state", lives())
def test_rows_amount_to_the_state_that_their_last_deed_made(state):
    assert state_of(lives()[state]) is state


def test_every_deed_leads_to_a_state_that_the_table_allows():
    """Play each state-changing deed on each state: what the page offers, the law's table allows."""
    leads_to = {
        Deed.RECEIVE: State.RECEIVED,
        Deed.HAND_OVER: State.PROCESSING,
        Deed.ASK_SUPPLEMENT: State.SUPPLEMENT,
        Deed.COMPLETE_SUPPLEMENT: State.PROCESSING,
        Deed.APPROVE: State.FINISHED,
        Deed.REGISTER_RESULT: State.FINISHED,
        Deed.RETURN_RESULT: State.RETURNED,
        Deed.REFUSE: State.FINISHED,
        Deed.WITHDRAW: State.WITHDRAWN,
        Deed.STOP: State.STOPPED,
        Deed.CANCEL_RECEPTION: State.CANCELLED,
    }
    for life in lives().values():
        found = standing(life)
        for deed in deeds_here(life, found):
            after = leads_to.get(deed)
            if after is not None and after is not found.state:
                assert after in TRANSITIONS[found.state], (found.state, deed)


def test_nothing_is_refused_after_reception_before_somebody_has_appraised_it():
    assert Deed.REFUSE not in deeds_here(received(), standing(received()))
    assert Deed.REFUSE in deeds_here(lives()[State.PROCESSING], standing(lives()[State.PROCESSING]))
    assert state_of(finishes(received(), "2020-05-12 08:00", ResultKind.REFUSED)) is State.FINISHED


def test_closed_dossiers_offer_nothing_but_a_wrong_result_put_right():
    for state in (State.WITHDRAWN, State.CANCELLED):
        life = lives()[state]
        assert deeds_here(life, standing(life)) == ()
