"""The way of a dossier from the counter to the result, told through the services."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connection

from motcua.dossiers import queries, services
from motcua.dossiers.queries.standing import difference
from motcua.dossiers.services.hand_over import moving
from motcua.dossiers.tests.one_stop import BIRTH, OneStop, at, stored
from motcua.dossiers.types import (
    AlreadyReceived,
    Deed,
    HasChanged,
    MoveKind,
    NoSuchDossier,
    NotNow,
    PaperIn,
    Person,
    ProofKind,
    State,
)
from motcua.dossiers.writing import put
from motcua.kernel.refusal import Invalid, NotAllowed, Refusal
from motcua.ledger import queries as ledger
from motcua.ledger.sockets import verbs


@pytest.fixture
def one_stop(province_db):
    return OneStop.open()


PAPER = (PaperIn(1, "Giấy chứng sinh", originals=1),)


def verbs_of(number):
    return [entry.verb.removeprefix("dossiers.") for entry in ledger.stream("dossiers.dossier", stored(number).id)]


def test_received_on_monday_the_result_of_five_working_days_is_promised_for_the_next_monday(one_stop):
    received = one_stop.receives(when="2020-05-11 09:10")

    assert received.due_at == at("2020-05-18 17:00")
    assert received.code.endswith(f".H03-200511-{received.ordinal:04d}")
    assert stored(received.code).standing.state is State.RECEIVED


def test_a_dossier_walks_from_hand_to_hand_and_back_to_the_citizen(one_stop):
    number = one_stop.receives(when="2020-05-11 09:10").code
    one_stop.hands_over(number)
    one_stop.examines(number)
    one_stop.proposes(number)
    one_stop.approves(number)
    record = one_stop.returns(number)

    assert (record.standing.state, record.standing.on_time) == (State.RETURNED, True)
    assert verbs_of(number) == ["received", "handed_over", "taken_up", "proposed", "approved", "returned"]
    assert difference(stored(number)) is None


def test_every_act_leaves_one_line_with_a_sentence(one_stop):
    number = one_stop.brings_to_signature()
    lines = queries.timeline(stored(number))

    assert len(lines) == 4
    assert lines[-1].sentence.startswith(f"Tiếp nhận, mã {number}, hẹn trả 17:00 18/5/2020")
    assert all(line.who and line.post and line.unit == "UBND xã Quảng Khê" for line in lines)


def test_a_foreign_commune_sees_nothing_of_it(one_stop):
    number = one_stop.receives().code

    assert queries.dossier_for(one_stop.clerk, number, at=at("2020-05-11 10:00")).number == number
    with pytest.raises(NoSuchDossier):
        queries.dossier_for(one_stop.stranger, number, at=at("2020-05-11 10:00"))
    with pytest.raises(NoSuchDossier):
        services.hand_over(actor=one_stop.stranger, at=at("2020-05-11 10:00"), number=number)


def test_the_desk_shows_what_waits_for_me_and_nothing_else(one_stop):
    number = one_stop.receives().code
    now = at("2020-05-11 10:00")
    assert number in [row.number for row in queries.desk(one_stop.clerk, "cho-toi", now, limit=100).rows]

    one_stop.hands_over(number)

    mine = queries.desk(one_stop.specialist, "cho-toi", now, limit=100)
    assert [row.waiting_for for row in mine.rows if row.number == number] == ["Nhận việc"]
    assert number not in [row.number for row in queries.desk(one_stop.clerk, "cho-toi", now, limit=100).rows]
    assert number in [row.number for row in queries.desk(one_stop.clerk, "da-chuyen", now, limit=100).rows]
    assert number not in [row.number for row in queries.desk(one_stop.stranger, "tat-ca", now, limit=100).rows]


def test_the_desk_puts_the_most_urgent_first_and_is_looked_at_by_time(one_stop):
    late, near, calm = (
        one_stop.receives(when=f"2020-05-{day} 09:10").code for day in ("04", "05", "08")
    )  # due on the 11th, the 12th and the 15th
    for number in (calm, late, near):
        one_stop.hands_over(number, "2020-05-08 10:00")
        one_stop.examines(number, "2020-05-08 11:00")
    now = at("2020-05-12 08:00")

    def seen(tab):
        rows = queries.desk(one_stop.specialist, tab, now, limit=100).rows
        return [row.number for row in rows if row.number in {late, near, calm}]

    assert seen("cho-toi") == [late, near, calm]
    assert (seen("qua-han"), seen("hom-nay"), seen("sap-han")) == ([late], [near], [])


def test_the_page_offers_only_what_i_may_do_now(one_stop):
    number = one_stop.receives().code
    now = at("2020-05-11 10:00")

    def offered(actor):
        return [deed for deed, _words in queries.page_of(actor, stored(number), at=now).deeds]

    assert offered(one_stop.clerk)[:2] == [Deed.HAND_OVER, Deed.ASK_SUPPLEMENT]
    assert offered(one_stop.specialist) == [Deed.NOTE, Deed.ATTACH, Deed.REPORT_LOSS, Deed.KEEP_ORIGINALS]
    one_stop.hands_over(number)
    assert offered(one_stop.specialist)[0] is Deed.TAKE_UP
    assert Deed.HAND_OVER not in offered(one_stop.clerk)


def test_a_deed_of_another_is_refused_with_whose_it_is(one_stop):
    number = one_stop.brings_to_signature()

    with pytest.raises(NotAllowed) as refused:
        services.approve(actor=one_stop.specialist, at=at("2020-05-12 10:00"), number=number)

    assert "UBND xã Quảng Khê" in refused.value.sentence


def test_a_deed_that_the_state_does_not_allow_is_refused(one_stop):
    number = one_stop.receives().code

    with pytest.raises(NotNow):
        services.approve(actor=one_stop.leader, at=at("2020-05-11 10:00"), number=number)


def test_whoever_looks_at_an_old_page_is_told_that_somebody_was_quicker(one_stop):
    number = one_stop.receives().code
    seen = stored(number).revision
    one_stop.hands_over(number)

    with pytest.raises(HasChanged):
        services.take_up(actor=one_stop.specialist, at=at("2020-05-11 11:00"), number=number, revision=seen)


def test_of_six_at_once_one_takes_it_up_and_the_others_write_nothing(one_stop):
    number = one_stop.receives().code
    one_stop.hands_over(number)
    ready, answers = threading.Barrier(6), []

    def take_up(_turn):
        ready.wait()
        try:
            answers.append(one_stop.examines(number).standing.post)
        except Refusal as refusal:
            answers.append(type(refusal))
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as hands:
        list(hands.map(take_up, range(6)))

    dossier = stored(number)
    assert answers.count(one_stop.specialist.post) == 1
    assert set(answers) <= {one_stop.specialist.post, HasChanged, NotNow}
    assert [move.kind for move in dossier.life.moves].count(MoveKind.TAKEN_UP) == 1
    assert difference(dossier) is None


def test_a_step_that_came_second_leaves_no_row_and_no_line(one_stop):
    number = one_stop.receives().code
    one_stop.hands_over(number)
    seen = stored(number)
    one_stop.examines(number)

    late = replace(seen.life.moves[-1], seq=len(seen.life.moves) + 1, kind=MoveKind.TAKEN_UP)
    change = moving(seen, late, actor=one_stop.specialist, verb="dossiers.taken_up")
    with pytest.raises(HasChanged):
        put(seen, change, actor=one_stop.specialist, at=at("2020-05-11 11:00"))

    now = stored(number)
    assert (now.revision, len(now.life.moves)) == (seen.revision + 1, len(seen.life.moves) + 1)


def test_the_same_reception_sent_twice_makes_one_dossier(one_stop):
    reception = one_stop.reception()
    first = services.receive(actor=one_stop.clerk, at=at("2020-05-11 09:00"), reception=reception)

    with pytest.raises(AlreadyReceived) as refused:
        services.receive(actor=one_stop.clerk, at=at("2020-05-11 09:00"), reception=reception)

    assert refused.value.dossier == first.id
    assert one_stop.receives(when="2020-05-11 09:01").ordinal == first.ordinal + 1


def test_a_supplement_stops_the_clock_and_completion_starts_it_anew(one_stop):
    number = one_stop.receives(when="2020-05-11 09:00").code
    one_stop.hands_over(number)
    one_stop.examines(number)
    asked = services.ask_supplement(
        actor=one_stop.specialist,
        at=at("2020-05-12 09:00"),
        number=number,
        papers=PAPER,
        reason="Bản chụp không đọc được.",
        ground="Luật Hộ tịch 2014, Điều 16.",
    )
    assert (asked.standing.state, asked.standing.due_at) == (State.SUPPLEMENT, None)

    done = services.complete_supplement(actor=one_stop.clerk, at=at("2020-05-14 09:00"), number=number, papers=PAPER)

    assert (done.standing.state, done.standing.due_at) == (State.PROCESSING, at("2020-05-21 17:00"))
    assert difference(stored(number)) is None
    assert "Bản chụp không đọc được." in " ".join(line.text for line in queries.timeline(stored(number)))


def test_a_refusal_after_appraisal_is_a_result_within_the_limit_and_goes_back_by_the_counter(one_stop):
    number = one_stop.receives().code
    one_stop.hands_over(number)
    one_stop.examines(number)

    record = services.refuse(
        actor=one_stop.specialist, at=at("2020-05-13 09:00"), number=number, reason="Không đủ điều kiện."
    )

    assert (record.standing.state, record.standing.on_time, record.standing.role) == (State.FINISHED, True, "counter")
    assert [form for form, _kept in queries.prints_of(stored(number))] == ["receipt", "refusal"]
    assert one_stop.returns(number).standing.state is State.RETURNED


def test_a_refusal_at_the_counter_has_a_filing_number_and_no_code(one_stop):
    record = services.refuse_at_intake(
        actor=one_stop.clerk,
        at=at("2020-05-11 09:00"),
        reception=one_stop.reception(),
        reason="Không thuộc thẩm quyền.",
    )

    assert (record.standing.state, record.facts["code"]) == (State.REFUSED_AT_INTAKE, None)
    assert record.number.startswith("N200511-")
    assert [form for form, _kept in queries.prints_of(stored(record.number))] == ["refusal"]


def test_what_was_guided_at_the_counter_is_received_when_the_papers_are_there(one_stop):
    reception = one_stop.reception()
    guided = services.guide_at_intake(
        actor=one_stop.clerk,
        at=at("2020-05-11 09:00"),
        reception=reception,
        papers=PAPER,
        reason="Thiếu giấy chứng sinh.",
        ground="Luật Hộ tịch 2014, Điều 16.",
    )
    assert (guided.standing.state, guided.standing.due_at) == (State.SUPPLEMENT, None)
    assert [form for form, _kept in queries.prints_of(stored(guided.number))] == ["supplement"]

    received = services.receive_filed(
        actor=one_stop.clerk, at=at("2020-05-13 09:00"), number=guided.number, reception=reception
    )

    record = stored(received.code)
    assert (record.standing.state, record.standing.due_at) == (State.RECEIVED, at("2020-05-20 17:00"))
    assert (record.facts["filing_number"], record.life.supplements) == (guided.number, 0)
    assert difference(record) is None
    assert verbs_of(received.code) == ["guided_at_intake", "received"]


def test_a_leader_approves_twenty_at_once_with_a_refusal_where_one_is_due(one_stop):
    numbers = [one_stop.brings_to_signature() for _dossier in range(3)]
    one_stop.approves(numbers[1])

    answer = services.approve_many(actor=one_stop.leader, at=at("2020-05-13 10:00"), numbers=numbers)

    assert answer.done == (numbers[0], numbers[2])
    assert list(answer.refused) == [numbers[1]]
    assert "Mở hồ sơ" in answer.refused[numbers[1]]


def test_sent_back_it_lies_again_on_the_desk_of_whoever_proposed_it(one_stop):
    number = one_stop.brings_to_signature()

    record = services.send_back(
        actor=one_stop.leader, at=at("2020-05-12 10:00"), number=number, reason="Ghi lại ngày sinh."
    )

    assert (record.standing.step, record.standing.post) == (2, one_stop.specialist.post)
    with pytest.raises(Invalid):
        services.send_back(actor=one_stop.leader, at=at("2020-05-12 10:00"), number=number, reason="  ")


def test_a_same_day_procedure_is_received_and_returned_on_one_screen(one_stop):
    received = services.receive_and_return(
        actor=one_stop.clerk, at=at("2020-05-11 09:00"), reception=one_stop.reception(BIRTH),
        recipient=Person("Triệu Mùi Khé", ProofKind.IDENTITY, "095000000001"), result_number="12/2020",
    )  # fmt: skip

    record = stored(received.code)
    assert (record.standing.state, record.standing.on_time) == (State.RETURNED, True)
    assert difference(record) is None


def test_a_withdrawn_dossier_is_closed_and_its_clock_stands(one_stop):
    number = one_stop.receives().code

    record = services.withdraw(
        actor=one_stop.clerk, at=at("2020-05-12 09:00"), number=number, reason="Người nộp đổi ý."
    )

    assert (record.standing.state, record.standing.closed_at) == (State.WITHDRAWN, at("2020-05-12 09:00"))
    with pytest.raises(NotNow):
        one_stop.hands_over(number)


def test_a_lost_receipt_is_reissued_only_to_whoever_proves_to_be_the_person(one_stop):
    number = one_stop.receives().code
    with pytest.raises(Invalid):
        services.reissue_receipt(
            actor=one_stop.clerk,
            at=at("2020-05-12 09:00"),
            number=number,
            recipient=Person("Triệu Mùi Khé", ProofKind.RECEIPT),
        )

    services.reissue_receipt(
        actor=one_stop.clerk, at=at("2020-05-12 09:00"), number=number,
        recipient=Person("Triệu Mùi Khé", ProofKind.IDENTITY, "095000000001"),
    )  # fmt: skip

    assert verbs_of(number)[-1] == "receipt_reissued"


def test_by_code_anybody_sees_the_state_and_no_person_and_no_place(one_stop):
    received = one_stop.receives(when="2020-05-11 09:10")
    now = at("2020-05-13 08:00")

    by_code = queries.by_code(received.code, now=now)
    by_token = queries.by_token(received.token, now=now)

    assert by_code.sentence == "Hồ sơ đang được giải quyết. Hẹn trả thứ Hai 18/5/2020, còn 3 ngày làm việc."
    assert [station.label for station in by_code.stations] == [
        "Tiếp nhận",
        "Thẩm định",
        "Trình lãnh đạo ký",
        "Trả kết quả",
    ]
    said = repr(by_code)
    assert not any(secret in said for secret in ("Triệu", "Khé", "Quảng Khê", "0900000001"))
    assert by_token.stations[0].place == "UBND xã Quảng Khê, huyện Ba Bể"


def test_the_citizens_page_tells_the_story_at_every_station(one_stop):
    received = one_stop.receives(when="2020-05-11 09:10")
    number = received.code
    now = at("2020-05-13 15:00")

    def here():
        return [
            station.label for station in queries.by_token(received.token, now=now).stations if station.state == "here"
        ]

    assert here() == ["Tiếp nhận"]
    one_stop.hands_over(number)
    assert here() == ["Thẩm định"]
    one_stop.examines(number)
    one_stop.proposes(number)
    assert here() == ["Trình lãnh đạo ký"]
    one_stop.approves(number)
    assert here() == ["Trả kết quả"]
    one_stop.returns(number)
    assert here() == []
    assert queries.by_token(received.token, now=now).sentence == "Kết quả đã trả ngày 13/5/2020."


def test_every_verb_of_this_module_has_a_sentence_for_officials():
    from motcua.dossiers.verbs import VERBS

    assert all(str(verb.sentence).endswith(".") for verb in VERBS)
    assert {verb.key for verb in VERBS} <= {verb.key for verb in verbs}
