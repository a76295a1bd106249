"""State 6: the work stands still until what is owed is paid; the clock by the province's policy."""

from dataclasses import replace

import pytest

from motcua.dossiers import queries, services
from motcua.dossiers.charging import tariffs_of
from motcua.dossiers.deeds import deeds_of
from motcua.dossiers.queries.standing import difference
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import OneStop, at, stored
from motcua.dossiers.tests.test_api import Caller
from motcua.dossiers.tests.test_fees import AMEND
from motcua.dossiers.types import Deed, NotNow, State
from motcua.kernel import moments
from motcua.kernel.ids import new_id
from motcua.kernel.refusal import NotAllowed
from motcua.organisation import queries as organisation
from motcua.payments.types import DueIn, Method

#: Received Monday 09:10 with two working days; asked on Tuesday at nine, paid on Thursday at nine.
ASKED, PAID = at("2020-05-12 09:00"), at("2020-05-14 09:00")


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: ASKED)
    return OneStop.open()


def examined(one_stop):
    number = one_stop.receives(AMEND).code
    one_stop.hands_over(number)
    one_stop.examines(number)
    return number


def asked(one_stop):
    number = examined(one_stop)
    services.ask_payment(actor=one_stop.specialist, at=ASKED, number=number)
    return number


def pays(one_stop, number):
    return services.take_fee(actor=one_stop.clerk, at=PAID, number=number, receipt=new_id(), method=Method.CASH)


def under(monkeypatch, policy):
    """Receive under another policy of the province."""
    settings = organisation.settings(ASKED.date())
    other = replace(settings, pauses={**settings.pauses, "payment": policy})
    monkeypatch.setattr("motcua.dossiers.services.receiving.organisation.settings", lambda _on: other)


def test_it_waits_in_a_state_of_its_own_and_goes_on_when_all_is_paid(one_stop):
    number = asked(one_stop)

    record = stored(number)
    assert (record.standing.state, record.standing.paused_since) == (State.PAYMENT, ASKED)
    assert difference(record) is None
    assert not {Deed.PROPOSE, Deed.COMPLETE_SUPPLEMENT} & set(deeds_of(one_stop.specialist, record))
    assert Deed.TAKE_FEE in deeds_of(one_stop.clerk, record)

    pays(one_stop, number)

    record = stored(number)
    assert (record.standing.state, record.standing.paused_since) == (State.PROCESSING, None)
    assert difference(record) is None
    said = [line.sentence for line in queries.timeline(record)]
    assert "Chờ nộp 30.000 đ; thời hạn tạm dừng trong lúc chờ." in said
    one_stop.proposes(number, "2020-05-14 10:00")


@pytest.mark.parametrize(
    ("policy", "due"),
    [("SUSPEND_RESUME", "2020-05-15 17:00"), ("NONE", "2020-05-13 17:00"), ("RESTART", "2020-05-18 17:00")],
)
def test_the_clock_stands_as_the_frozen_policy_says(one_stop, monkeypatch, policy, due):
    under(monkeypatch, policy)
    number = asked(one_stop)
    pays(one_stop, number)

    assert stored(number).standing.due_at == at(due)


def test_freed_of_it_or_let_go_by_a_leader_it_goes_on_as_well(one_stop):
    freed, let_go = asked(one_stop), asked(one_stop)
    (tariff,) = tariffs_of(stored(freed).procedure)
    poor = DueIn(tariff, relief="poor", proof="Sổ hộ nghèo 12")
    services.set_dues(actor=one_stop.clerk, at=PAID, number=freed, lines=[poor])
    services.allow_unpaid(actor=one_stop.leader, at=PAID, number=let_go, reason="Người nộp ở xa.")

    for number in (freed, let_go):
        assert stored(number).standing.state is State.PROCESSING
        assert difference(stored(number)) is None


def test_only_what_is_owed_is_waited_for_and_only_on_the_desk(one_stop):
    paid = examined(one_stop)
    pays(one_stop, paid)
    with pytest.raises(NotNow):
        services.ask_payment(actor=one_stop.specialist, at=PAID, number=paid)
    with pytest.raises(NotAllowed):
        services.ask_payment(actor=one_stop.clerk, at=ASKED, number=examined(one_stop))
    twice = asked(one_stop)
    with pytest.raises(NotNow):
        services.ask_payment(actor=one_stop.specialist, at=PAID, number=twice)
    # What nobody has begun to work on does not wait: 2 to 6 is no transition of the law's table.
    assert Deed.ASK_PAYMENT not in deeds_of(one_stop.clerk, stored(one_stop.receives(AMEND).code))


def test_what_was_taken_in_part_still_waits(one_stop):
    number = asked(one_stop)
    (tariff,) = tariffs_of(stored(number).procedure)
    services.set_dues(actor=one_stop.clerk, at=ASKED, number=number, lines=[DueIn(tariff, quantity=2)])

    assert stored(number).standing.state is State.PAYMENT


def test_the_page_asks_with_the_sum_and_the_citizen_is_told(one_stop):
    number = examined(one_stop)
    page = Screen(one_stop.specialist)
    assert "Còn phải nộp 30.000 đ." in page.sees(f"/ho-so/{number}/yeu-cau-nop-phi")
    assert "Thời hạn tạm dừng trong lúc chờ." in page.sees(f"/ho-so/{number}/yeu-cau-nop-phi")

    assert page.does(number, "yeu-cau-nop-phi").status_code == 302

    assert "Chờ nộp phí từ 12/5" in page.sees(f"/ho-so/{number}")
    assert "lệ phí" in Screen().sees(f"/tra-cuu?ma={number}")


def test_a_program_asks_too(one_stop):
    answer = Caller(one_stop.specialist).post(f"/dossiers/{examined(one_stop)}/payment-request", {})

    assert answer.status_code == 200, answer.content
    assert answer.json()["state"] == State.PAYMENT
