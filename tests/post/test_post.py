"""By public post: what comes counts from the signed minutes, what goes is followed to the citizen's door."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from motcua.dossiers import queries, services
from motcua.dossiers.deeds import deeds_of
from motcua.dossiers.queries.standing import difference
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import OneStop, at, stored
from motcua.dossiers.types import Channel, Deed, PaperIn, Payment, Person, ProofKind, State
from motcua.kernel import moments
from motcua.kernel.ids import new_id
from motcua.kernel.refusal import NotAllowed
from motcua.kernel.statements import row, rows
from motcua.ledger.services import catch_up
from motcua.operations import queries as operations
from motcua.operations.types import Level
from motcua.payments.types import Method, Unpaid
from motcua.postal import queries as postal
from motcua.postal import services as posting
from motcua.postal.far import post_office as far
from motcua.postal.far.post_office import Mood
from motcua.postal.queries.settings import office
from motcua.postal.types import (
    Address,
    AlreadySigned,
    AlreadyUnderWay,
    ArrivalIn,
    Doubt,
    Fate,
    Found,
    Means,
    Message,
    NoSuchBag,
    NoSuchParcel,
    NotNow,
    Order,
    ParcelChanged,
    PostInvalid,
    Said,
    Verdict,
    What,
)
from tests.post.post_office import Clock, carried, empty, open_post, parcel_of

#: Two working days.
AMEND = "2.000913"
ADDRESS = "Thôn Nà Lẻo, xã Quảng Khê, huyện Ba Bể"
FARE = 28_000


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
def moody(monkeypatch):
    """Say how the post treats every parcel."""

    def treat(mood):
        monkeypatch.setattr(far, "mood_of", lambda _reference: mood)

    treat(Mood.WELL)
    return treat


@pytest.fixture
def post(one_stop, moody, settings, tmp_path):
    with open_post(tmp_path, settings) as found:
        yield found


def ready(one_stop):
    """A dossier whose result is wished by post, paid and signed; its number."""
    number = one_stop.receives(delivery="post", delivery_address=ADDRESS).code
    one_stop.hands_over(number)
    one_stop.examines(number)
    one_stop.proposes(number)
    one_stop.approves(number)
    services.take_fee(
        actor=one_stop.clerk, at=at("2020-05-14 08:00"), number=number, receipt=new_id(), method=Method.CASH
    )
    return number


def sent(one_stop, when="2020-05-14 09:00"):
    """Such a dossier with its parcel made."""
    number = ready(one_stop)
    services.send_by_post(actor=one_stop.clerk, at=at(when), number=number)
    return number


def handed(one_stop, number, when="2020-05-14 10:00"):
    """Its parcel with the postman."""
    return posting.hand_to_post(
        actor=one_stop.clerk, at=at(when), parcels=[parcel_of(number).id], postman="Lường Văn Thư"
    )


def says(number, code, when, key, receiver=""):
    """A message of the post about a dossier's parcel."""
    message = Message(key, parcel_of(number).reference, code, at(when).isoformat(), "", receiver)
    return posting.take_message(actor=one_stop_system(), at=moments.now(), message=message)


def one_stop_system():
    from motcua.kernel.actor import SYSTEM

    return SYSTEM


# What comes


def opened(one_stop, *lines, when="2020-05-15 15:30"):
    lines = lines or (ArrivalIn("CP1", "Triệu Mùi Khé", "hồ sơ tình trạng hôn nhân"),)
    return posting.open_bag(actor=one_stop.clerk, at=at(when), arrivals=lines)


def arrivals_of(one_stop, bag):
    return postal.bag_for(one_stop.clerk, bag, at=moments.now(), look=False).arrivals


def signed(one_stop, bag, when="2020-05-15 16:00", **more):
    found = {one.id: Found(Verdict.HERE) for one in arrivals_of(one_stop, bag)}
    values = {"postman": "Lường Văn Thư", "found": found} | more
    return posting.sign_bag(actor=one_stop.clerk, at=at(when), bag=bag, **values)


def test_the_clock_starts_when_the_minutes_are_signed_not_at_the_entry_nor_at_the_drop(one_stop, clock):
    clock.now = at("2020-05-18 09:00")
    bag = opened(one_stop)
    signed(one_stop, bag)
    (came,) = arrivals_of(one_stop, bag)

    # Dropped on Thursday, signed on Friday at 16:00, entered on Monday with another moment typed by mistake (spec §5.4, 16).
    received = services.receive(
        actor=one_stop.clerk,
        at=at("2020-05-18 09:00"),
        reception=one_stop.reception(AMEND, id=came.id, channel=Channel.POST, handed_at=at("2020-05-14 08:00")),
    )

    record = stored(received.code)
    assert record.life.starts_at == at("2020-05-15 16:00")
    assert record.life.received_at == at("2020-05-18 09:00")
    assert record.facts["channel"] == Channel.POST
    assert received.due_at == at("2020-05-19 17:00")
    assert difference(record) is None


def test_a_counter_reception_asks_the_post_nothing(one_stop, django_assert_num_queries):
    reception = one_stop.reception()
    with django_assert_num_queries(1):
        services.receive(actor=one_stop.clerk, at=at("2020-05-11 09:10"), reception=reception)


def test_the_minutes_name_what_differs(one_stop, clock):
    clock.now = at("2020-05-15 16:30")
    bag = opened(one_stop, ArrivalIn("CP1", "Khé"), ArrivalIn("CP2", "Tịch"), ArrivalIn("CP3", "Pham"))
    first, second, third = arrivals_of(one_stop, bag)
    found = {
        first.id: Found(Verdict.HERE),
        second.id: Found(Verdict.MISSING, "không có trong túi"),
        third.id: Found(Verdict.DAMAGED, "ướt một góc"),
    }

    printed = signed(one_stop, bag, found=found, extra=[ArrivalIn("", "Nông Thị Hạnh", "tờ khai")])

    now = arrivals_of(one_stop, bag)
    assert [(one.sender, one.verdict, one.note) for one in now] == [
        ("Khé", Verdict.HERE, ""),
        ("Tịch", Verdict.MISSING, "không có trong túi"),
        ("Pham", Verdict.DAMAGED, "ướt một góc"),
        ("Nông Thị Hạnh", Verdict.EXTRA, ""),
    ]
    assert postal.bag_for(one_stop.clerk, bag, at=clock.now).print == printed
    page = Screen(one_stop.clerk)
    assert page.opens(f"/in/{printed}.pdf").status_code == 200
    with pytest.raises(AlreadySigned):
        signed(one_stop, bag)


def test_what_the_minutes_refuse_stands_beside_its_field(one_stop):
    bag = opened(one_stop, ArrivalIn("CP1", "Khé"), ArrivalIn("CP2", "Tịch"))
    _first, second = arrivals_of(one_stop, bag)

    with pytest.raises(PostInvalid) as refused:
        signed(
            one_stop,
            bag,
            postman=" ",
            found={second.id: Found(Verdict.DAMAGED)},
            extra=[ArrivalIn("CP9", "")],
            signed_at=at("2020-05-15 17:00"),
        )

    assert refused.value.fields == {
        "postman": "Ghi họ tên nhân viên bưu điện ký biên bản.",
        "verdict_1": "Đánh dấu dòng này: có đủ, thiếu, hay rách hỏng.",
        "note_2": "Ghi khác ở chỗ nào, để hai bên cùng ký.",
        "extra": "Dòng 1 chưa có người gửi: viết mã bưu gửi; người gửi; trong đó có gì.",
        "signed_on": "Biên bản không thể ký sau lúc này.",
    }
    with pytest.raises(PostInvalid) as nothing:
        posting.open_bag(actor=one_stop.clerk, at=at("2020-05-15 15:30"))
    assert nothing.value.fields == {"lines": "Ghi mỗi bưu gửi một dòng: mã bưu gửi; người gửi; trong đó có gì."}


def test_a_bag_of_another_counter_does_not_exist_and_a_specialist_opens_none(one_stop):
    bag = opened(one_stop)

    with pytest.raises(NoSuchBag):
        postal.bag_for(one_stop.stranger, bag, at=moments.now())
    with pytest.raises(NoSuchBag):
        posting.sign_bag(actor=one_stop.stranger, at=moments.now(), bag=bag, postman="A", found={})
    with pytest.raises(NotAllowed):
        posting.open_bag(actor=one_stop.specialist, at=moments.now(), arrivals=[ArrivalIn("", "A")])


def test_an_incomplete_one_is_guided_and_its_slip_goes_back_by_post(one_stop, clock):
    clock.now = at("2020-05-15 16:30")
    bag = opened(one_stop)
    signed(one_stop, bag)
    (came,) = arrivals_of(one_stop, bag)
    record = services.guide_at_intake(
        actor=one_stop.clerk,
        at=clock.now,
        reception=one_stop.reception(id=came.id, channel=Channel.POST),
        papers=[PaperIn(1, "Giấy xác nhận nơi cư trú", copies=1)],
        reason="Thiếu giấy xác nhận nơi cư trú.",
        ground="Luật Hộ tịch 2014, Điều 16.",
    )

    assert Deed.SEND_BY_POST in deeds_of(one_stop.clerk, record)
    services.send_by_post(
        actor=one_stop.clerk, at=at("2020-05-15 16:40"), number=record.number, to=Address("Khé", ADDRESS)
    )

    assert parcel_of(record.number).what is What.SUPPLEMENT
    assert stored(record.number).standing.state is State.SUPPLEMENT
    page = Screen(one_stop.clerk).sees(f"/buu-chinh/bien-ban/{bag}")
    assert record.number in page
    assert difference(stored(record.number)) is None


def test_the_list_that_the_post_announced_opens_the_bag(one_stop, post, clock):
    code = one_stop.unit.code
    item = {"itemCode": "CP7", "senderName": "Đặng Mùi Pham", "description": "Giấy tờ bổ sung"}
    post.lists = [
        {"listNumber": "DS1", "unitCode": code, "items": [item]},
        {"listNumber": "DS2", "unitCode": "KHONG-CO", "items": [item]},
        {"listNumber": "DS3", "unitCode": code, "items": "hỏng"},
        "không phải danh sách",
    ]

    assert carried()
    assert carried()

    (listed,) = postal.announced(one_stop.clerk)
    assert (listed.number, listed.arrivals) == ("DS1", (ArrivalIn("CP7", "Đặng Mùi Pham", "Giấy tờ bổ sung"),))
    bag = posting.open_bag(actor=one_stop.clerk, at=clock.now, announced=listed.id)
    assert [one.sender for one in arrivals_of(one_stop, bag)] == ["Đặng Mùi Pham"]
    with pytest.raises(NoSuchBag):
        posting.open_bag(actor=one_stop.clerk, at=clock.now, announced=listed.id)
    assert postal.announced(one_stop.clerk) == []


# What goes


def test_the_wish_at_reception_owes_the_postage_and_the_receipt_says_so(one_stop):
    received = one_stop.receives(delivery="post", delivery_address=ADDRESS)

    record = stored(received.code)
    version_fee = record.procedure.fee or 0
    assert record.life.money.owed(record.life.fee) == version_fee + FARE
    assert record.standing.payment is Payment.DUE
    services.take_fee(
        actor=one_stop.clerk, at=at("2020-05-11 09:20"), number=received.code, receipt=new_id(), method=Method.CASH
    )
    (receipt,) = stored(received.code).life.money.receipts
    assert receipt.amount == version_fee + FARE
    assert receipt.lines[90] == FARE


def test_a_result_is_not_sent_before_what_is_owed_is_paid(one_stop):
    number = one_stop.receives(delivery="post", delivery_address=ADDRESS).code
    one_stop.hands_over(number)
    one_stop.examines(number)
    one_stop.proposes(number)
    one_stop.approves(number)

    with pytest.raises(Unpaid):
        services.send_by_post(actor=one_stop.clerk, at=at("2020-05-14 09:00"), number=number)
    assert stored(number).life.parcels == ()


def test_a_result_goes_by_post_and_is_returned_when_it_is_delivered(one_stop, post, clock):
    number = sent(one_stop)
    assert carried()
    tracking = parcel_of(number).tracking
    assert tracking.startswith("BK")
    assert parcel_of(number).order is Order.TAKEN
    # In the parcel it cannot be handed over at the counter too.
    assert Deed.RETURN_RESULT not in deeds_of(one_stop.clerk, stored(number))
    assert f"Kết quả chờ giao bưu điện, mã bưu gửi {tracking}." in Screen().sees(f"/tra-cuu?ma={number}")

    posting.hand_to_post(
        actor=one_stop.clerk, at=at("2020-05-15 08:00"), parcels=[parcel_of(number).id], postman="Lường Văn Thư"
    )
    clock.now = at("2020-05-16 10:00")
    assert carried()
    catch_up()

    record = stored(number)
    assert parcel_of(number).fate is Fate.DELIVERED
    assert record.standing.state is State.RETURNED
    assert record.life.returned_at == parcel_of(number).delivered_at
    assert difference(record) is None
    assert postal.receiver_of(parcel_of(number).id) == "Triệu Mùi Khé"
    lines = [line.sentence for line in queries.timeline(record)]
    assert lines[:2] == ["Trả kết quả qua bưu điện.", "Lập bưu gửi: kết quả. Chờ giao bưu điện."]
    assert f"Bưu điện đã phát kết quả ngày 15/5/2020, mã bưu gửi {tracking}." in Screen().sees(f"/tra-cuu?ma={number}")


def test_the_reader_run_twice_returns_once(one_stop, clock):
    number = sent(one_stop)
    handed(one_stop, number)
    says(number, "40", "2020-05-15 07:30", "A1", "Triệu Mùi Khé")
    catch_up()
    revision = stored(number).revision

    parcel = parcel_of(number).id
    assert not services.return_by_post(actor=one_stop_system(), at=clock.now, dossier=stored(number).id, parcel=parcel)
    assert stored(number).revision == revision


def test_where_the_province_says_so_it_is_returned_when_the_post_takes_it(one_stop, monkeypatch):
    from motcua.dossiers import postmen
    from motcua.postal.rules import rules_from

    monkeypatch.setattr(
        postmen.postal, "post_rules", lambda _on: rules_from({"returned_at": "hand_over", "fare": FARE})
    )
    number = sent(one_stop)
    handed(one_stop, number, "2020-05-14 10:00")
    catch_up()

    assert stored(number).standing.state is State.RETURNED
    assert stored(number).life.returned_at == at("2020-05-14 10:00")


def test_an_undeliverable_one_comes_back_to_the_counter_and_can_go_either_way(one_stop, post, moody, clock):
    moody(Mood.RETURNED)
    number = sent(one_stop)
    carried()
    handed(one_stop, number)
    clock.now = at("2020-05-18 10:00")
    carried()
    catch_up()
    assert parcel_of(number).fate is Fate.RETURNING
    assert stored(number).standing.state is State.FINISHED

    posting.take_back(actor=one_stop.clerk, at=clock.now, parcel=parcel_of(number).id)

    assert parcel_of(number).fate is Fate.BACK
    deeds = deeds_of(one_stop.clerk, stored(number))
    assert deeds[:2] == (Deed.SEND_BY_POST, Deed.RETURN_RESULT)
    again = services.send_by_post(
        actor=one_stop.clerk, at=clock.now, number=number, to=Address("Khé", "Tổ 5, thị trấn Chợ Rã")
    )
    assert parcel_of(again.number).reference == f"{number}-BC2"


def test_what_came_back_and_was_fetched_at_the_counter_is_not_sent_again(one_stop, clock):
    number = sent(one_stop)
    handed(one_stop, number)
    clock.now = at("2020-05-18 10:00")
    posting.take_back(actor=one_stop.clerk, at=clock.now, parcel=parcel_of(number).id)
    services.return_result(
        actor=one_stop.clerk,
        at=at("2020-05-18 14:00"),
        number=number,
        recipient=Person(name="Triệu Thị Khé", proof=ProofKind.RECEIPT),
        told="Gọi điện, người nộp hẹn đến quầy.",
    )

    assert Deed.SEND_BY_POST not in deeds_of(one_stop.clerk, stored(number))


def test_a_parcel_that_has_not_left_can_stay_and_the_order_is_cancelled_too(one_stop, post):
    number = sent(one_stop)
    carried()
    reference = parcel_of(number).reference
    assert reference in post.orders

    posting.cancel_parcel(actor=one_stop.clerk, at=moments.now(), parcel=parcel_of(number).id)
    assert parcel_of(number).order is Order.CANCELLING
    carried()

    assert (parcel_of(number).fate, parcel_of(number).order) == (Fate.CANCELLED, Order.CANCELLED)
    assert reference not in post.orders
    assert one_stop.returns(number, "2020-05-15 08:10").standing.state is State.RETURNED


def test_the_same_thing_is_in_one_parcel_only(one_stop, clock):
    number = sent(one_stop)
    record = stored(number)

    with pytest.raises(AlreadyUnderWay):
        posting.make_parcel(
            actor=one_stop.clerk, at=clock.now, owner_kind="dossiers.dossier", owner=record.id, label=number,
            unit=record.unit, what=What.RESULT, to=Address("Khé", ADDRESS),
        )  # fmt: skip


def test_only_what_is_here_is_handed_over(one_stop, clock):
    number = sent(one_stop)
    handed(one_stop, number)
    parcel = parcel_of(number).id

    with pytest.raises(NotNow):
        posting.hand_to_post(actor=one_stop.clerk, at=clock.now, parcels=[parcel], postman="A")
    with pytest.raises(NotNow):
        posting.cancel_parcel(actor=one_stop.clerk, at=clock.now, parcel=parcel)
    with pytest.raises(NoSuchParcel):
        posting.take_back(actor=one_stop.stranger, at=clock.now, parcel=parcel)
    with pytest.raises(ParcelChanged):
        posting.take_back(actor=one_stop.clerk, at=clock.now, parcel=parcel, revision=0)
    with pytest.raises(PostInvalid) as nothing:
        posting.hand_to_post(actor=one_stop.clerk, at=clock.now, parcels=[], postman="")
    assert set(nothing.value.fields) == {"parcels", "postman"}


# A post that is unwell


def test_an_order_that_broke_off_is_looked_up_and_never_made_twice(one_stop, post, moody):
    moody(Mood.BROKEN)
    number = sent(one_stop)

    carried()
    carried()  # looked up by the same reference
    assert parcel_of(number).order is Order.TAKEN
    assert list(post.orders) == [parcel_of(number).reference]


def test_an_order_that_never_answers_is_one_parcel(one_stop, moody, settings, tmp_path):
    moody(Mood.SILENT)
    with open_post(tmp_path, settings, wait=0.3) as silent:
        number = sent(one_stop)
        carried()
        carried()

        assert parcel_of(number).order is Order.TAKEN
        assert list(silent.orders) == [parcel_of(number).reference]


def test_a_busy_post_costs_nothing_and_a_refused_order_waits_for_a_person(one_stop, post, moody):
    moody(Mood.BUSY_ONCE)
    first = sent(one_stop)
    assert not carried()
    assert parcel_of(first).order is Order.WAITING
    carried()
    assert parcel_of(first).order is Order.TAKEN

    moody(Mood.REFUSED)
    second = sent(one_stop)
    carried()
    assert parcel_of(second).order is Order.REFUSED
    page = Screen(one_stop.clerk)
    assert "bưu điện từ chối đơn. Địa chỉ ngoài vùng phát" in page.sees(f"/buu-chinh/buu-gui/{parcel_of(second).id}")
    moody(Mood.WELL)
    posting.order_again(actor=one_stop.clerk, at=moments.now(), parcel=parcel_of(second).id)
    carried()
    assert parcel_of(second).order is Order.TAKEN


def test_an_expired_session_signs_in_again(one_stop, post):
    number = sent(one_stop)
    hcc = office()
    hcc._token = "het-han"

    assert carried()
    assert parcel_of(number).order is Order.TAKEN


def test_a_message_twice_or_out_of_order_changes_nothing(one_stop, post, moody, clock):
    for mood in (Mood.TWICE, Mood.BACKWARDS):
        moody(mood)
        number = sent(one_stop)
        carried()
        handed(one_stop, number)
        clock.now = at("2020-05-16 10:00")
        carried()
        carried()
        catch_up()

        assert parcel_of(number).fate is Fate.DELIVERED, mood
        assert stored(number).standing.state is State.RETURNED, mood
    assert postal.parked(one_stop.clerk) == []


def test_an_unknown_code_and_somebody_elses_parcel_wait_for_a_person(one_stop, post, moody, clock):
    moody(Mood.ODD_CODE)
    number = sent(one_stop)
    moody(Mood.STRANGER)
    other = sent(one_stop)
    moody(Mood.ODD_CODE)
    carried()
    post.say("KHONG-CUA-AI-1", "20", "Đang vận chuyển")
    handed(one_stop, number)
    handed(one_stop, other)
    carried()

    parked = {one.doubt: one for one in postal.parked(one_stop.clerk)}
    assert set(parked) == {Doubt.CODE, Doubt.PARCEL}
    page = Screen(one_stop.clerk).sees("/buu-chinh")
    assert "Bưu điện dùng mã trạng thái lạ." in page
    assert "Chuyển tuyến phát đặc biệt" in page
    with pytest.raises(PostInvalid):
        posting.settle_message(actor=one_stop.clerk, at=clock.now, event=parked[Doubt.PARCEL].id, means=Means.DELIVERED)
    for one in postal.parked(one_stop.clerk):
        posting.settle_message(actor=one_stop.clerk, at=clock.now, event=one.id, means=None)
    assert postal.parked(one_stop.clerk) == []


def figure(code):
    return next(one for one in operations.figures() if one.code == code)


def test_the_operator_sees_what_does_not_leave_and_what_waits_for_a_person(one_stop, clock, settings, moody, tmp_path):
    sent(one_stop)
    clock.now = at("2020-05-15 14:00")
    assert figure("postal_late").value == 0, "without a system orders are noted by hand"
    settings.POST_URL, settings.POST_USER, settings.POST_CUSTOMER = "http://127.0.0.1:1/hcc", "bac-kan", "BK01"
    assert (figure("postal_late").value, figure("postal_late").level) == (1, Level.WATCH)

    moody(Mood.REFUSED)
    with open_post(tmp_path, settings):
        carried()
    assert (figure("postal_late").value, figure("postal_asking").value) == (0, 1)


def test_a_delivery_that_nobody_handed_over_waits_and_is_taken_when_the_minutes_are_signed(one_stop):
    number = sent(one_stop)

    assert says(number, "40", "2020-05-15 07:00", "B1") is Doubt.NOT_HANDED
    assert parcel_of(number).fate is Fate.READY
    handed(one_stop, number)

    assert parcel_of(number).fate is Fate.DELIVERED


def test_what_contradicts_a_delivery_waits_for_a_person(one_stop, clock):
    number = sent(one_stop)
    handed(one_stop, number)
    says(number, "40", "2020-05-15 07:00", "C1", "Triệu Mùi Khé")

    assert says(number, "61", "2020-05-15 07:40", "C2") is Doubt.CONTRARY
    assert parcel_of(number).fate is Fate.DELIVERED
    (one,) = postal.parked(one_stop.clerk)
    posting.settle_message(actor=one_stop.clerk, at=clock.now, event=one.id, means=Means.RETURNED)
    assert parcel_of(number).fate is Fate.RETURNING


def test_a_message_without_a_moment_is_kept_once_and_parked(one_stop):
    number = sent(one_stop)
    broken = Message("D1", parcel_of(number).reference, "40", "hôm qua")

    assert posting.take_message(actor=one_stop_system(), at=moments.now(), message=broken) is Doubt.BROKEN
    assert posting.take_message(actor=one_stop_system(), at=moments.now(), message=broken) is None
    assert row("select count(*) as n from postal_event")["n"] == 1


class Nonsense(BaseHTTPRequestHandler):
    """A far side whose bodies nobody can read."""

    def do_GET(self):
        self._say(b'{"items": 7}')

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self._say(b'{"access_token": "t"}' if self.path.endswith("token") else b"<html>")

    def _say(self, body):
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words):
        """Quiet."""


def test_a_body_that_nobody_can_read_moves_no_mark_and_asks_a_person_in_the_end(one_stop, settings):
    server = HTTPServer(("127.0.0.1", 0), Nonsense)
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    settings.POST_URL, settings.POST_WAIT = f"http://127.0.0.1:{server.server_address[1]}", 2.0
    number = sent(one_stop)
    hcc = office()
    try:
        assert hcc.order("X", "", Address("a", "b"), Address("c", "d")).said is Said.UNKNOWN
        assert hcc.news("0") is None
        for _round in range(9):
            carried()
    finally:
        server.shutdown()
        server.server_close()

    # Nothing that it answers to «is it there?» is an order: it is not ordered again on that ground.
    assert parcel_of(number).order is Order.ASKED
    assert rows("select * from postal_mark") == []


def test_without_a_system_the_clerk_writes_what_the_paper_says(one_stop, clock, settings):
    settings.POST_URL = ""
    number = sent(one_stop)
    handed(one_stop, number)
    parcel = parcel_of(number).id

    with pytest.raises(PostInvalid):
        posting.note_tracking(actor=one_stop.clerk, at=clock.now, parcel=parcel, tracking="mã số ?")
    posting.note_tracking(actor=one_stop.clerk, at=clock.now, parcel=parcel, tracking=" bk 123 vn ")
    with pytest.raises(PostInvalid) as nobody:
        posting.note_message(
            actor=one_stop.clerk, at=clock.now, parcel=parcel, means=Means.DELIVERED, on=at("2020-05-13 08:00")
        )
    assert set(nobody.value.fields) == {"receiver", "on"}
    posting.note_message(
        actor=one_stop.clerk,
        at=clock.now,
        parcel=parcel,
        means=Means.DELIVERED,
        receiver="Hoàng Văn Tịch",
        on=at("2020-05-14 15:00"),
    )
    catch_up()

    assert parcel_of(number).tracking == "BK123VN"
    assert stored(number).life.returned_at == at("2020-05-14 15:00")
    assert postal.receiver_of(parcel) == "Hoàng Văn Tịch"


def test_the_history_holds_no_name_address_or_number(one_stop, clock):
    number = sent(one_stop)
    handed(one_stop, number)
    says(number, "40", "2020-05-15 07:00", "E1", "Triệu Mùi Khé")
    bag = opened(one_stop)
    signed(one_stop, bag, "2020-05-15 16:00")

    written = json.dumps(
        [line["facts"] for line in rows("select facts from ledger_entry where stream_kind like 'postal.%%'")]
    )
    assert "Triệu" not in written
    assert "Nà Lẻo" not in written
    assert "Lường" not in written
