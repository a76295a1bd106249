"""Scores from the counter's own records: told over dossiers that came out in every way."""

import io
from datetime import date
from decimal import Decimal
from zipfile import ZipFile

import pytest

from motcua.dossiers import queries, services
from motcua.dossiers.queries import Aspect, By, Cut, Figure, Judged, Period
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import FOREIGN, RENEW, OneStop, at, stored, unit_named
from motcua.dossiers.types import PaperIn
from motcua.scores import measuring
from motcua.scores.types import Indicator, Term

NOW = at("2020-05-29 10:00")
QUARTER = Term(2020, 2)
PAGE = "quy=2&nam=2020"


@pytest.fixture
def stop(province_db):
    return OneStop.open()


_lived: dict[int, tuple[str, ...]] = {}


@pytest.fixture
def lives(stop):
    """One early, one on its day, one late, one early after a supplement; one open, one withdrawn: once a database."""
    if id(stop) not in _lived:
        _lived[id(stop)] = lived(stop)
    return _lived[id(stop)]


def lived(stop):
    early = stop.brings_to_signature()
    stop.approves(early, "2020-05-12 09:00")
    on_its_day = stop.brings_to_signature()
    stop.approves(on_its_day, f"{stored(on_its_day).standing.due_at:%Y-%m-%d} 09:00")
    late = stop.brings_to_signature()
    stop.approves(late, "2020-05-20 09:00")
    asked = stop.receives(RENEW).code
    stop.hands_over(asked)
    stop.examines(asked)
    papers = (PaperIn(1, "Sổ hộ khẩu", originals=1),)
    services.ask_supplement(
        actor=stop.specialist,
        at=at("2020-05-11 11:00"),
        number=asked,
        papers=papers,
        reason="Để đối chiếu.",
        ground="Điều 9",
    )
    services.complete_supplement(actor=stop.clerk, at=at("2020-05-12 08:00"), number=asked)
    stop.proposes(asked, "2020-05-12 10:00")
    stop.approves(asked, "2020-05-12 11:00")
    stop.receives(RENEW)
    withdrawn = stop.receives(RENEW).code
    services.withdraw(actor=stop.clerk, at=at("2020-05-12 09:00"), number=withdrawn, reason="Không cần nữa.")
    return early, on_its_day, late, asked


def card(stop, term=QUARTER):
    return measuring.agencies(stop.leader, term, [stop.unit], NOW)[stop.unit.id]


def test_an_agency_is_scored_by_what_came_out(stop, lives):
    found = card(stop)

    assert found.dossiers == 4
    assert found.card.scores[Indicator.TIME] == Decimal("1.3")  # 2 + 1 + 0 + 2 of four dossiers
    assert found.card.scores[Indicator.CONTACTS] == Decimal("1.8")  # 2 + 2 + 2 + 1
    assert found.card.scores[Indicator.ATTITUDE] is None
    assert found.card.coverage < 100


def test_the_score_counts_what_the_board_counts(stop, lives):
    figures = queries.tally(stop.leader, Cut(Period(QUARTER.since, QUARTER.until)), By.UNIT, NOW)[stop.unit.id]
    counts = card(stop).counts[Indicator.TIME]

    assert (counts.two, counts.one, counts.none) == (
        figures[Figure.EARLY],
        figures[Figure.ON_TIME],
        figures[Figure.LATE],
    )


def test_every_count_is_the_list_behind_it(stop, lives):
    judged = Judged(QUARTER.since, QUARTER.until, frozenset({stop.unit.id}))
    for indicator, aspect in measuring.ASPECTS.items():
        counts = card(stop).counts[indicator]
        for points, count in ((2, counts.two), (1, counts.one), (0, counts.none)):
            found = queries.judged_dossiers(stop.leader, judged, aspect, points, NOW)
            assert len(found.rows) == found.counts[aspect] == count, (aspect, points)
    late = queries.judged_dossiers(stop.leader, judged, Aspect.WHOLE, 0, NOW)
    assert [row.number for row in late.rows] == [lives[2]]


def test_a_late_answer_of_another_agency_costs_its_point_only(stop):
    number = stop.receives(RENEW, when="2020-02-10 09:10").code
    stop.hands_over(number, "2020-02-10 10:00")
    stop.examines(number, "2020-02-10 10:30")
    neighbour = unit_named(FOREIGN).id
    record = services.ask_opinion(
        actor=stop.specialist,
        at=at("2020-02-10 11:00"),
        number=number,
        unit=neighbour,
        question="Người này có cư trú ở xã không?",
        answer_by=date(2020, 2, 10),
    )
    (task,) = record.life.tasks
    services.answer_task(
        actor=stop.person("specialist", neighbour), at=at("2020-02-11 08:00"), number=number, task=task.id, answer="Có."
    )
    stop.proposes(number, "2020-02-11 09:00")
    stop.approves(number, "2020-02-11 10:00")

    counts = card(stop, Term(2020, 1)).counts
    assert (counts[Indicator.TIME].two, counts[Indicator.PARTS].none) == (1, 1)


def test_an_official_is_scored_by_the_dossiers_that_went_through_the_own_hands(stop, lives):
    found = measuring.officials(stop.leader, QUARTER, stop.unit.id, NOW)

    assert found[stop.clerk.account].dossiers == found[stop.specialist.account].dossiers == 4
    assert stop.leader.account not in found
    own = measuring.official(stop.specialist, QUARTER, stop.specialist.account, NOW)
    assert own == found[stop.specialist.account]


def test_nobody_sees_the_scores_of_others_save_the_head(stop, lives):
    stranger = stop.person("leader", unit_named(FOREIGN).id)

    assert measuring.officials(stop.clerk, QUARTER, stop.unit.id, NOW) == {}
    assert measuring.officials(stranger, QUARTER, stop.unit.id, NOW) == {}
    assert measuring.official(stop.clerk, QUARTER, stop.specialist.account, NOW).dossiers == 0
    assert measuring.agencies(stranger, QUARTER, [stop.unit], NOW) == {}


def test_a_term_without_a_dossier_has_no_score(stop, lives):
    assert measuring.agencies(stop.leader, Term(2018, 1), [stop.unit], NOW) == {}
    assert measuring.official(stop.clerk, Term(2018, 1), stop.clerk.account, NOW).card.is_empty


def test_the_pages_say_what_is_not_known_and_lead_to_the_dossiers(stop, lives):
    leader = Screen(stop.leader)

    words = leader.sees(f"/cham-diem/co-quan?{PAGE}")
    assert "chưa có dữ liệu" in words
    assert "Chưa đủ năm phiếu đánh giá" in words
    assert stop.specialist.name in words
    assert "Xã Quảng Khê" in leader.sees(f"/cham-diem?{PAGE}") or "xã Quảng Khê" in leader.sees(f"/cham-diem?{PAGE}")
    behind = leader.sees(f"/cham-diem/ho-so?{PAGE}&don-vi={stop.unit.id}&chi-so=1&diem=0")
    assert lives[2] in behind
    assert lives[0] not in behind
    assert "chưa đủ dữ liệu" in Screen(stop.specialist).sees(f"/cham-diem/cong-chuc?{PAGE}")


def test_a_clerk_sees_no_names_in_the_agency_page_and_nothing_of_a_colleague(stop, lives):
    clerk = Screen(stop.clerk)

    assert stop.specialist.name not in clerk.sees(f"/cham-diem/co-quan?{PAGE}").replace(stop.clerk.name, "")
    words = clerk.sees(f"/cham-diem/cong-chuc?{PAGE}&nguoi={stop.specialist.account}")
    assert "bạn không được xem điểm của người này" in words


def test_the_scores_are_given_as_a_sheet_with_empty_cells_for_what_is_not_known(stop, lives):
    answer = Screen(stop.leader).opens(f"/cham-diem/bang-tinh?{PAGE}")

    with ZipFile(io.BytesIO(answer.content)) as book:
        page = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<v>1.3</v>" in page


def test_what_of_an_address_cannot_be_read_is_said(stop):
    assert "Không đọc được năm «hai nghìn»" in Screen(stop.clerk).sees("/cham-diem?nam=hai nghìn")
