"""Letters of reminder: from the head who chooses late dossiers to the holder who answers."""

from datetime import date
from uuid import uuid4

import pytest

from motcua.dossiers import queries as dossiers
from motcua.dossiers import services as received
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import FOREIGN, RENEW, OneStop, at, stored, unit_named
from motcua.kernel import moments
from motcua.kernel.refusal import Invalid, NotAllowed
from motcua.ledger import queries as ledger
from motcua.organisation import queries as organisation
from motcua.steering import queries, services
from motcua.steering.types import REMINDER, AnsweredAlready, NoSuchReminder

#: A Friday; the next working day is Monday 1/6.
WHEN = at("2020-05-29 10:00")
TEXT = "Đề nghị giải quyết ngay."


@pytest.fixture
def stop(province_db):
    return OneStop.open()


@pytest.fixture
def late(stop):
    """Two dossiers that are late with the specialist, one that is late on the counter's desk."""
    held = [stop.receives(RENEW).code for _ in range(2)]
    for number in held:
        stop.hands_over(number)
        stop.examines(number)
    return (*held, stop.receives(RENEW).code)


def send(stop, numbers, **changes):
    values = {"actor": stop.leader, "at": WHEN, "numbers": numbers, "text": TEXT, "answer_by": date(2020, 5, 30)}
    return [queries.reminder_for(stop.leader, made) for made in services.remind(**(values | changes))]


def answer(letter, place=0, **changes):
    values = {
        "at": WHEN,
        "reminder": letter.id,
        "dossier": letter.dossiers[place].dossier,
        "reason": "Chờ xác minh.",
        "promised_on": date(2020, 6, 2),
    }
    services.answer_reminder(**(values | changes))


def verbs_of(number, kind="dossiers.dossier"):
    return [entry.verb for entry in ledger.stream(kind, stored(number).id)]


def test_each_holder_gets_one_letter_with_a_number_of_its_own(stop, late):
    letters = send(stop, late)

    by_holder = {letter.to_post: letter for letter in letters}
    assert set(by_holder) == {stop.specialist.post, None}
    assert {line.number for line in by_holder[stop.specialist.post].dossiers} == set(late[:2])
    first, second = sorted(letter.number for letter in letters)
    assert second == first + 1
    assert all(letter.answer_by == date(2020, 6, 1) for letter in letters)


def test_a_letter_stands_in_the_history_of_each_dossier_and_as_a_print(stop, late):
    (letter,) = send(stop, late[:2])

    assert [verbs_of(number)[-1] for number in late[:2]] == ["dossiers.reminded"] * 2
    assert Screen(stop.specialist).opens(f"/in/{letter.print_id}.pdf").content.startswith(b"%PDF")
    assert Screen(stop.stranger).opens(f"/in/{letter.print_id}.pdf").status_code == 404


def test_the_holder_answers_with_a_reason_and_a_day(stop, late):
    (letter,) = send(stop, late[:2])
    before = queries.waiting(stop.specialist).number()
    answer(letter, 0, actor=stop.specialist)

    assert queries.waiting(stop.specialist).number() == before
    answer(letter, 1, actor=stop.specialist)
    found = queries.reminder_for(stop.leader, letter.id)
    assert queries.waiting(stop.specialist).number() == before - 1
    assert (found.unanswered, found.dossiers[0].reason) == (0, "Chờ xác minh.")
    assert found.dossiers[0].promised_on == date(2020, 6, 2)
    assert verbs_of(late[0])[-1] == "dossiers.reminder_answered"
    assert [entry.verb for entry in ledger.stream(REMINDER, letter.id)] == [
        "steering.reminded",
        "steering.reminder_answered",
        "steering.reminder_answered",
    ]


def test_a_letter_is_answered_also_when_the_dossier_was_returned_meanwhile(stop, late):
    before = queries.waiting(stop.specialist).number()
    (letter,) = send(stop, late[:1])
    stop.proposes(late[0], when="2020-05-29 10:30")
    stop.approves(late[0], when="2020-05-29 11:00")
    stop.returns(late[0], when="2020-05-29 14:00")

    answer(letter, actor=stop.specialist, at=at("2020-05-29 15:00"))

    assert verbs_of(late[0])[-1] == "dossiers.reminder_answered"
    assert queries.waiting(stop.specialist).number() == before


def test_the_promise_to_the_citizen_does_not_move(stop, late):
    before = stored(late[0]).standing.due_at
    (letter,) = send(stop, late[:1])
    answer(letter, actor=stop.specialist)

    assert stored(late[0]).standing.due_at == before


def test_a_letter_without_an_answer_is_overdue_after_its_day(stop, late):
    (letter,) = send(stop, late[:1])

    assert not letter.is_overdue(date(2020, 6, 1))
    assert letter.is_overdue(date(2020, 6, 2))
    answer(letter, actor=stop.specialist)
    assert not queries.reminder_for(stop.leader, letter.id).is_overdue(date(2020, 6, 2))


def test_each_fault_is_said_at_its_field(stop, late):
    with pytest.raises(Invalid) as refused:
        send(stop, [], text=" ", answer_by=None)
    assert set(refused.value.fields) == {"numbers", "text", "answer_by"}
    with pytest.raises(Invalid) as refused:
        send(stop, late, answer_by=date(2020, 5, 28))
    assert set(refused.value.fields) == {"answer_by"}
    stop.proposes(late[0], "2020-05-28 09:00")
    stop.approves(late[0], "2020-05-28 10:00")
    with pytest.raises(Invalid) as refused:
        send(stop, late)
    assert late[0] in refused.value.fields["numbers"]
    (letter,) = send(stop, late[1:2])
    with pytest.raises(Invalid) as refused:
        answer(letter, actor=stop.specialist, reason="", promised_on=date(2020, 5, 1))
    assert set(refused.value.fields) == {"reason", "promised_on"}


def test_only_a_head_sends_and_only_the_holder_or_the_head_there_answers_once(stop, late):
    with pytest.raises(NotAllowed):
        send(stop, late, actor=stop.clerk)
    (letter,) = send(stop, late[:1])
    with pytest.raises(NotAllowed):
        answer(letter, actor=stop.clerk)
    with pytest.raises(NoSuchReminder):
        answer(letter, actor=stop.stranger)
    with pytest.raises(NoSuchReminder):
        answer(letter, actor=stop.specialist, dossier=uuid4())
    answer(letter, actor=stop.leader)
    with pytest.raises(AnsweredAlready):
        answer(letter, actor=stop.specialist)


def test_nobody_chooses_dossiers_of_another_unit(stop, late):
    neighbour = stop.person("leader", unit_named(FOREIGN).id)

    assert dossiers.late_dossiers(neighbour, stop.unit.id, WHEN) == ()
    with pytest.raises(Invalid):
        send(stop, late[:1], actor=neighbour)


def test_the_pages_lead_from_the_list_to_the_letter_and_its_answer(stop, late):
    leader, specialist = Screen(stop.leader), Screen(stop.specialist)
    assert "Chọn ít nhất một hồ sơ quá hạn." in _words(leader.sends("/don-doc/soan", text=TEXT, answer_by="31/12/2030"))
    assert leader.sends("/don-doc/soan", so=[late[0]], text=TEXT, answer_by="31/12/2030").status_code == 302
    letter = queries.reminders(stop.leader)[0]
    page = f"/don-doc/van-ban?so={letter.id}"

    assert late[0] in specialist.sees(page)
    assert f"{letter.number}/{letter.year}" in specialist.sees("/don-doc")
    wrong = specialist.sends(page, dossier=str(letter.dossiers[0].dossier), reason="Chờ đo đạc", promised_on="hôm nào")
    assert wrong.status_code == 422
    assert "Chờ đo đạc" in wrong.content.decode()
    assert "Ghi ngày sẽ xong" in wrong.content.decode()
    sent = specialist.sends(
        page, dossier=str(letter.dossiers[0].dossier), reason="Chờ đo đạc", promised_on="31/12/2030"
    )
    assert sent.status_code == 302
    assert "hẹn xong ngày 31/12/2030" in leader.sees(page)
    assert Screen(stop.stranger).opens(page).status_code == 404


def _words(response):
    return response.content.decode()


def test_the_unit_in_the_place_of_another_finds_its_late_dossiers_and_answers_its_letters(stop, monkeypatch):
    gone, came = (organisation.unit_by_code(code).id for code in ("BK-01966", "BK-01960B"))
    monkeypatch.setattr(moments, "now", lambda: at("2020-01-15 08:00"))
    stop.seat(gone, date(2020, 1, 15))
    taken = stop.reception(RENEW, on=date(2020, 1, 15), unit=gone)
    number = received.receive(actor=stop.person("counter", gone), at=at("2020-01-15 09:10"), reception=taken).code
    monkeypatch.setattr(moments, "now", lambda: at("2020-01-31 10:00"))
    asked = {"text": TEXT, "answer_by": date(2020, 2, 3)}
    leader = stop.person("leader", gone)
    (sent,) = services.remind(actor=leader, at=at("2020-01-31 10:00"), numbers=[number], **asked)
    monkeypatch.setattr(moments, "now", lambda: WHEN)
    stop.seat(came)
    clerk = stop.person("counter", came)

    assert number in [line.number for line in dossiers.late_dossiers(clerk, came, WHEN)]
    assert sent in [letter.id for letter in queries.reminders(clerk)]
    assert queries.waiting(clerk).number() == 1
    answer(queries.reminder_for(clerk, sent), actor=clerk)
    assert queries.waiting(clerk).number() == 0
