"""What is owed is paid to the postman: collected at the door, receipted and settled when the post says delivered."""

import pytest

from motcua.dossiers import queries, services
from motcua.dossiers.deeds import deeds_of
from motcua.dossiers.queries.standing import difference
from motcua.dossiers.tests.at_the_screen import Screen, words_of
from motcua.dossiers.tests.one_stop import OneStop, at, stored
from motcua.dossiers.types import Deed, Payment, State
from motcua.kernel import moments
from motcua.ledger.services import catch_up
from motcua.payments import queries as payments
from motcua.payments.types import Method, Unpaid
from motcua.postal import services as posting
from motcua.postal.far import post_office as far
from motcua.postal.far.post_office import Mood
from motcua.postal.types import Fate, Means
from tests.post.post_office import Clock, carried, empty, open_post, parcel_of

#: 30.000 đ in two working days; a result by post costs 28.000 đ.
AMEND, OWED = "2.000913", 58_000
ADDRESS = "Thôn Nà Lẻo, xã Quảng Khê, huyện Ba Bể"


@pytest.fixture
def clock(monkeypatch):
    shown = Clock(at("2020-05-15 08:00"))
    monkeypatch.setattr(moments, "now", shown)
    return shown


@pytest.fixture
def one_stop(province_db, clock):
    empty()
    return OneStop.open()


@pytest.fixture
def post(one_stop, monkeypatch, settings, tmp_path):
    monkeypatch.setattr(far, "mood_of", lambda _reference: Mood.WELL)
    with open_post(tmp_path, settings) as found:
        yield found


def approved(one_stop):
    """An unpaid result that is wished by post."""
    number = one_stop.receives(AMEND, delivery="post", delivery_address=ADDRESS).code
    one_stop.hands_over(number)
    one_stop.examines(number)
    one_stop.proposes(number)
    one_stop.approves(number)
    return number


def sent(one_stop, when="2020-05-14 09:00"):
    number = approved(one_stop)
    services.send_by_post(actor=one_stop.clerk, at=at(when), number=number, collect=True)
    return number


def handed(one_stop, number, when="2020-05-14 10:00"):
    posting.hand_to_post(actor=one_stop.clerk, at=at(when), parcels=[parcel_of(number).id], postman="Lường Văn Thư")


def test_unpaid_it_goes_out_only_where_the_post_collects_all_that_is_owed(one_stop):
    number = approved(one_stop)
    with pytest.raises(Unpaid):
        services.send_by_post(actor=one_stop.clerk, at=at("2020-05-14 09:00"), number=number)

    services.send_by_post(actor=one_stop.clerk, at=at("2020-05-14 09:00"), number=number, collect=True)

    assert parcel_of(number).collects == OWED
    # On its way nobody takes it here too, and nobody changes how much it is.
    assert not {Deed.TAKE_FEE, Deed.SET_DUES} & set(deeds_of(one_stop.clerk, stored(number)))


def test_delivered_it_is_paid_receipted_and_returned_once(one_stop, post, clock):
    number = sent(one_stop)
    assert carried()
    assert post.orders[parcel_of(number).reference]["codAmount"] == OWED
    handed(one_stop, number, "2020-05-15 08:00")
    clock.now = at("2020-05-16 10:00")
    assert carried()
    catch_up()
    catch_up()

    record = stored(number)
    (receipt,) = record.life.money.receipts
    assert (receipt.method, receipt.amount, receipt.lines[90]) == (Method.POST, OWED, 28_000)
    assert (record.standing.payment, record.standing.state) == (Payment.PAID, State.RETURNED)
    assert difference(record) is None
    said = [line.sentence for line in queries.timeline(record)]
    assert any(one.startswith("Bưu điện thu hộ 58.000 đ khi phát, biên lai số") for one in said)

    # It lies in nobody's till, no day waits for being closed, and the quarter has it.
    day = receipt.at.date()
    assert day not in payments.open_days(one_stop.clerk, record.unit)
    tills = payments.tills(one_stop.clerk, record.unit, day)
    assert sum(till.total(Method.POST) for till in tills) == OWED
    found = payments.settlement(one_stop.clerk, record.unit, 2020, 2)
    assert sum(share.post for share in found.shares) >= OWED
    assert "Bưu điện thu hộ" in Screen(one_stop.clerk).sees("/doi-soat?nam=2020&quy=2")


def test_delivered_by_hand_it_is_settled_as_well(one_stop, clock):
    number = sent(one_stop)
    handed(one_stop, number)
    posting.note_message(
        actor=one_stop.clerk, at=clock.now, parcel=parcel_of(number).id, means=Means.DELIVERED, receiver="Triệu Mùi Khé"
    )
    catch_up()

    assert stored(number).standing.payment is Payment.PAID


def test_what_comes_back_was_not_paid_and_is_taken_at_the_counter(one_stop, clock):
    number = sent(one_stop)
    handed(one_stop, number)
    posting.take_back(actor=one_stop.clerk, at=clock.now, parcel=parcel_of(number).id)
    catch_up()

    record = stored(number)
    assert parcel_of(number).fate is Fate.BACK
    assert (record.standing.payment, record.life.money.receipts) == (Payment.DUE, ())
    assert Deed.TAKE_FEE in deeds_of(one_stop.clerk, record)
    assert difference(record) is None


def test_the_page_offers_it_with_the_sum(one_stop):
    number = approved(one_stop)
    clerk = Screen(one_stop.clerk)
    assert "Bưu điện thu hộ 58.000 đ khi phát" in clerk.sees(f"/ho-so/{number}/gui-buu-dien")
    typed = {"receiver": "Triệu Mùi Khé", "address": ADDRESS, "phone": ""}
    refused = clerk.does(number, "gui-buu-dien", **typed)
    assert "chưa nộp" in words_of(refused)

    assert clerk.does(number, "gui-buu-dien", collect="on", **typed).status_code == 302

    assert "Bưu điện thu hộ 58.000 đ" in clerk.sees(f"/buu-chinh/buu-gui/{parcel_of(number).id}")
    bag = posting.hand_to_post(
        actor=one_stop.clerk, at=moments.now(), parcels=[parcel_of(number).id], postman="Lường Văn Thư"
    )
    assert bag
