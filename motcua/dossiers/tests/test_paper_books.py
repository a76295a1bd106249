"""No power, no line: codes drawn beforehand on paper, entered later with the real moment, each accounted for (spec A14)."""

import subprocess
import sys
from datetime import date
from uuid import UUID

import pytest

from motcua.dossiers import queries, services
from motcua.dossiers.fallback import BookIsClosed, CodeIsSpent, CodesLeft, CodeState, NoSuchBook
from motcua.dossiers.queries.standing import difference
from motcua.dossiers.tests.one_stop import COMMUNE, DAY, OneStop, at, stored, unit_named
from motcua.dossiers.types import AlreadyReceived
from motcua.kernel.ids import new_id
from motcua.kernel.refusal import Invalid, NotAllowed
from motcua.kernel.statements import rows
from motcua.ledger import queries as ledger


@pytest.fixture
def one_stop(province_db):
    return OneStop.open()


def drawn(stop, size=3, when="2020-05-08 16:00", day=DAY):
    book = services.draw_paper_book(actor=stop.clerk, at=at(when), unit=stop.unit.id, size=size, day=day)
    return book, queries.paper_codes(stop.clerk, book)


def entered(stop, line, received="2020-05-11 08:20", when="2020-05-12 14:00", **changes):
    return services.enter_from_book(
        actor=stop.clerk,
        at=at(when),
        code=line.id,
        reception=changes.pop("reception", None) or stop.reception(**changes),
        received_at=at(received) if received else None,
    )


def numbers(codes):
    return [int(one.code.rsplit("-", 1)[1]) for one in codes]


def test_a_block_takes_the_next_codes_of_its_day_and_reception_goes_on_behind_it(one_stop):
    before = one_stop.receives(when="2020-05-11 07:10").code
    _book, codes = drawn(one_stop, size=10)
    after = one_stop.receives(when="2020-05-11 07:20").code

    first = int(before.rsplit("-", 1)[1]) + 1
    assert numbers(codes) == list(range(first, first + 10))
    assert codes[0].code == f"{before.rsplit('-', 1)[0]}-{first:04}"
    assert int(after.rsplit("-", 1)[1]) == first + 10
    assert {one.state for one in codes} == {CodeState.FREE}


def test_what_was_received_on_paper_counts_from_the_real_moment(one_stop):
    _book, codes = drawn(one_stop)

    late = entered(one_stop, codes[0])
    there = one_stop.receives(when="2020-05-11 08:20")

    assert late.code == codes[0].code
    assert (late.received_at, late.due_at) == (at("2020-05-11 08:20"), there.due_at)
    record = stored(late.code)
    assert record.life.received_at == at("2020-05-11 08:20")
    assert (record.facts["day"], record.facts["day_number"]) == ("2020-05-11", numbers(codes)[0])
    assert difference(record) is None


def test_the_story_says_that_it_was_entered_afterwards_when_and_by_whom(one_stop):
    book, codes = drawn(one_stop)
    number = entered(one_stop, codes[0]).code

    second, first = queries.timeline(stored(number))
    assert first.at == at("2020-05-11 08:20")
    assert first.sentence.startswith(f"Tiếp nhận, mã {number}")
    assert second.at == at("2020-05-12 14:00")
    assert second.sentence == "Nhập sau từ sổ giấy: nhận thật lúc 08:20 11/5/2020."
    assert second.who == one_stop.clerk.name
    line = queries.paper_codes(one_stop.clerk, book)[0]
    assert (line.state, line.dossier, line.at) == (CodeState.ENTERED, stored(number).id, at("2020-05-12 14:00"))
    assert line.by_account == one_stop.clerk.account


def test_the_way_goes_on_as_for_any_other_dossier(one_stop):
    _book, codes = drawn(one_stop)
    number = entered(one_stop, codes[0]).code

    one_stop.hands_over(number, "2020-05-12 14:10")
    one_stop.examines(number, "2020-05-12 14:20")
    one_stop.proposes(number, "2020-05-12 15:00")
    one_stop.approves(number, "2020-05-13 09:00")
    assert stored(number).standing.on_time is True
    assert difference(stored(number)) is None


@pytest.mark.parametrize(
    ("received", "sentence"),
    [
        (None, "Ghi ngày và giờ đã nhận hồ sơ, như ghi trong sổ giấy."),
        ("2020-05-12 14:01", "Giờ nhận ghi trong sổ giấy không thể ở tương lai."),
        ("2020-05-08 15:59", "Sổ giấy lập lúc 16:00 8/5/2020; hồ sơ không thể nhận trước lúc đó."),
        ("2020-05-10 09:00", "Các mã của sổ dùng từ ngày 11/5/2020; hồ sơ không thể nhận trước ngày đó."),
    ],
)
def test_a_moment_that_cannot_be_is_refused_and_the_code_stays_free(one_stop, received, sentence):
    book, codes = drawn(one_stop)

    with pytest.raises(Invalid) as refusal:
        entered(one_stop, codes[0], received)

    assert refusal.value.fields == {"received_at": sentence}
    assert queries.next_free(one_stop.clerk, book) == codes[0]


def test_the_checks_are_those_of_any_reception(one_stop):
    book, codes = drawn(one_stop)

    with pytest.raises(Invalid) as refusal:
        entered(one_stop, codes[0], papers=())

    assert set(refusal.value.fields) == {"papers"}
    assert queries.next_free(one_stop.clerk, book) == codes[0]


def test_a_code_is_entered_once_and_sending_twice_leads_to_the_same_dossier(one_stop):
    _book, codes = drawn(one_stop)
    reception = one_stop.reception()
    entered(one_stop, codes[0], reception=reception)

    with pytest.raises(AlreadyReceived) as known:
        entered(one_stop, codes[0], reception=reception)
    assert known.value.dossier == reception.id
    with pytest.raises(CodeIsSpent):
        entered(one_stop, codes[0])


def test_codes_go_back_with_a_reason_that_stays(one_stop):
    book, codes = drawn(one_stop)

    with pytest.raises(Invalid) as refusal:
        ends(one_stop, book, codes[:1], reason=" ")
    assert refusal.value.fields == {"reason": "Ghi lý do; sau này ai hỏi mã này ở đâu, sổ trả lời được."}
    assert ends(one_stop, book, codes[:2], reason="Có điện lại lúc 10 giờ.") == 2
    assert ends(one_stop, book, codes[2:], how=CodeState.SPOILT, reason="Viết nhầm tên, gạch bỏ.") == 1

    lines = queries.paper_codes(one_stop.clerk, book)
    assert [(one.state, one.reason) for one in lines] == [
        (CodeState.RETURNED, "Có điện lại lúc 10 giờ."),
        (CodeState.RETURNED, "Có điện lại lúc 10 giờ."),
        (CodeState.SPOILT, "Viết nhầm tên, gạch bỏ."),
    ]
    with pytest.raises(CodeIsSpent):
        entered(one_stop, codes[0])
    told = [ledger.sentence(line) for line in ledger.stream("dossiers.paper_book", book)]
    assert told == [
        f"Lập sổ giấy 3 mã, từ {codes[0].code} đến {codes[2].code}.",
        f"Trả lại 2 mã không dùng, từ mã {codes[0].code}.",
        f"Bỏ 1 mã viết hỏng, từ mã {codes[2].code}.",
    ]


def ends(stop, book, codes, how=CodeState.RETURNED, reason="Không dùng đến."):
    return services.end_paper_codes(
        actor=stop.clerk, at=at("2020-05-12 15:00"), book=book, codes=[one.id for one in codes], how=how, reason=reason
    )


def test_where_one_of_the_chosen_codes_is_spent_none_is_returned(one_stop):
    book, codes = drawn(one_stop)
    entered(one_stop, codes[1])

    with pytest.raises(CodeIsSpent) as refusal:
        ends(one_stop, book, codes)

    assert codes[1].code in refusal.value.sentence
    states = [one.state for one in queries.paper_codes(one_stop.clerk, book)]
    assert states == [CodeState.FREE, CodeState.ENTERED, CodeState.FREE]


def test_a_book_closes_only_when_every_code_is_accounted_for(one_stop):
    book, codes = drawn(one_stop)
    entered(one_stop, codes[0])

    with pytest.raises(CodesLeft) as refusal:
        services.close_paper_book(actor=one_stop.clerk, at=at("2020-05-12 16:00"), book=book)
    assert refusal.value.sentence.startswith("Còn 2 mã chưa ghi.")

    ends(one_stop, book, codes[1:])
    services.close_paper_book(actor=one_stop.clerk, at=at("2020-05-12 16:00"), book=book)
    found = queries.paper_book(one_stop.clerk, book)
    assert (found.closed_at, found.entered, found.returned, found.free) == (at("2020-05-12 16:00"), 1, 2, 0)
    with pytest.raises(BookIsClosed):
        services.close_paper_book(actor=one_stop.clerk, at=at("2020-05-12 16:01"), book=book)


@pytest.mark.parametrize(
    ("size", "day", "field"),
    [(0, DAY, "size"), (101, DAY, "size"), (5, date(2020, 5, 7), "day"), (5, date(2020, 6, 9), "day")],
)
def test_a_block_has_bounds(one_stop, size, day, field):
    with pytest.raises(Invalid) as refusal:
        drawn(one_stop, size=size, day=day)
    assert set(refusal.value.fields) == {field}


def test_a_book_exists_for_the_counter_of_its_unit_only(one_stop):
    book, codes = drawn(one_stop)

    with pytest.raises(NotAllowed):
        services.draw_paper_book(actor=one_stop.specialist, at=at("2020-05-11 08:00"), unit=one_stop.unit.id, size=2)
    for stranger in (one_stop.stranger, one_stop.specialist):
        with pytest.raises(NoSuchBook):
            queries.paper_book(stranger, book)
        with pytest.raises(NoSuchBook):
            services.close_paper_book(actor=stranger, at=at("2020-05-11 08:00"), book=book)
        with pytest.raises(NoSuchBook):
            services.enter_from_book(
                actor=stranger,
                at=at("2020-05-11 09:00"),
                code=codes[0].id,
                reception=one_stop.reception(),
                received_at=at("2020-05-11 08:30"),
            )
        assert queries.paper_books(stranger, one_stop.unit.id) == ()
    with pytest.raises(NoSuchBook):
        queries.paper_code(one_stop.clerk, new_id())


def test_a_book_that_lies_open_for_more_than_a_week_is_called_to_mind(one_stop):
    already = queries.old_books(one_stop.unit.id, at("2020-05-18 08:00"))
    book, codes = drawn(one_stop)

    assert queries.old_books(one_stop.unit.id, at("2020-05-18 08:00")) == already
    assert queries.old_books(one_stop.unit.id, at("2020-05-19 08:00")) > already
    assert queries.paper_book(one_stop.clerk, book).is_old(at("2020-05-19 08:00"))
    ends(one_stop, book, codes)
    services.close_paper_book(actor=one_stop.clerk, at=at("2020-05-12 16:00"), book=book)
    assert not queries.paper_book(one_stop.clerk, book).is_old(at("2020-05-19 08:00"))


def writers(database, threads, each):
    command = [sys.executable, "-m", "motcua.dossiers.tests.paper_receiver", str(threads), str(each)]
    return subprocess.Popen(command, env=database.environment(), stdout=subprocess.PIPE, text=True)


def spoken_for(unit: UUID, day: date) -> list[int]:
    found = rows(
        "select day_number from dossiers_dossier where unit_id = %(unit)s and day = %(day)s union all "
        "select c.day_number from dossiers_paper_code c join dossiers_paper_book b on b.id = c.book_id "
        "where b.unit_id = %(unit)s and b.day = %(day)s and c.dossier_id is null",
        {"unit": unit, "day": day},
    )
    return sorted(one["day_number"] for one in found)


def test_forty_receivers_and_their_paper_books_never_share_a_code_and_leave_no_gap(province_db):
    processes = [writers(province_db, 10, 4) for _process in range(4)]

    codes = [line for process in processes for line in process.communicate(timeout=240)[0].split()]

    assert [process.returncode for process in processes] == [0, 0, 0, 0]
    assert len(codes) == len(set(codes)) == 4 * 10 * (4 + 2 * 3)
    spoken = spoken_for(unit_named(COMMUNE).id, DAY)
    assert spoken == list(range(1, len(spoken) + 1))
