"""Scores of terms that are over: frozen once, proven by their digest, shown to everybody without anybody's name."""

from datetime import date

import pytest
from django.test import Client

from motcua.dossiers import queries as dossiers
from motcua.dossiers.queries import By, Cut, Figure, Period
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import RENEW, OneStop, at
from motcua.kernel.actor import SYSTEM
from motcua.kernel.statements import row, run
from motcua.ledger import queries as ledger
from motcua.scores import freezing, measuring, queries, services, yearly
from motcua.scores.types import FROZEN, Indicator, Term

#: A night after the second quarter.
NIGHT = at("2020-07-01 02:40")
QUARTER = Term(2020, 2)
PAGE = "/diem-cong-khai?quy=2&nam=2020"


@pytest.fixture
def stop(province_db):
    return OneStop.open()


def finishes(stop, day="2020-05-12"):
    number = stop.brings_to_signature()
    stop.approves(number, f"{day} 09:00")


@pytest.fixture
def over(stop):
    """The second quarter is over, with a dossier that came out, and frozen."""
    if queries.frozen(QUARTER) is None:
        finishes(stop)
        services.freeze_term(actor=SYSTEM, at=NIGHT, term=QUARTER)
    return next(each for each in queries.frozen(QUARTER).cards if each.unit == stop.unit.id)


def test_what_is_over_is_frozen_once_with_a_line_in_the_ledger(stop, over):
    assert services.freeze_terms(actor=SYSTEM, at=NIGHT) == 0

    assert QUARTER in queries.frozen_terms()
    kept = row("select id, digest from scores_frozen_term where quarter = 2")
    (line,) = ledger.stream(FROZEN, kept["id"])
    assert (line.verb, line.facts["digest"]) == ("scores.term_frozen", kept["digest"])


def test_a_year_that_nobody_can_mean_is_said_and_no_fault(stop, over):
    assert "đang xem năm nay" in Screen().sees(f"/diem-cong-khai?quy=2&nam={'9' * 5000}")
    leader = Screen(stop.leader)
    for page in ("/danh-gia?quy=1&nam=", "/doi-soat?quy=1&nam=", "/so-lieu/ho-so?cot="):
        assert leader.opens(page + "9" * 5000).status_code == 200


def test_a_term_that_runs_or_has_no_dossier_is_not_frozen(stop, over):
    assert not services.freeze_term(actor=SYSTEM, at=at("2020-06-30 23:00"), term=Term(2020))
    assert not services.freeze_term(actor=SYSTEM, at=NIGHT, term=Term(2018, 1))
    assert queries.frozen(Term(2018, 1)) is None


def test_frozen_scores_stay_when_dossiers_come_out_afterwards(stop, over):
    year, night = Term(2020), at("2021-01-01 02:40")
    live = measuring.agencies(SYSTEM, year, [stop.unit], night)[stop.unit.id]
    assert services.freeze_term(actor=SYSTEM, at=night, term=year)
    kept = next(each for each in queries.frozen(year).cards if each.unit == stop.unit.id)
    assert (kept.card, kept.dossiers) == (live.card, live.dossiers)

    finishes(stop, "2020-06-29")
    assert measuring.agencies(SYSTEM, year, [stop.unit], night)[stop.unit.id].dossiers == live.dossiers + 1
    assert next(each for each in queries.frozen(year).cards if each.unit == stop.unit.id) == kept
    assert queries.frozen_terms() == (QUARTER, year)


def test_a_card_that_was_changed_behind_the_back_is_told(stop, over):
    cards = freezing.plain(measuring.agencies(SYSTEM, QUARTER, [stop.unit], NIGHT))
    assert freezing.digest_of(QUARTER, cards) != freezing.digest_of(Term(2020, 1), cards)
    assert freezing.cards_of(cards)[0].card.scores[Indicator.TIME] is not None
    assert queries.frozen(QUARTER).is_whole
    assert "mã kiểm không khớp" not in Screen().sees(PAGE)

    before = row("select digest from scores_frozen_term where quarter = 2")["digest"]
    run("update scores_frozen_term set digest = %s where quarter = 2", ["0" * 64])
    try:
        assert "mã kiểm không khớp" in Screen().sees(PAGE)
    finally:
        run("update scores_frozen_term set digest = %s where quarter = 2", [before])


def test_everybody_sees_agencies_and_nobodys_name_and_few_dossiers_hide(stop, over, settings):
    settings.SMALLEST_PUBLIC_FIGURE = over.dossiers
    words = Screen().sees(PAGE)
    assert "Quảng Khê" in words
    assert f"{str(over.card.total).replace('.', ',')}/18" in words
    assert stop.clerk.name not in words
    assert Screen().opens(PAGE)["Cache-Control"] == "public, max-age=3600"

    settings.SMALLEST_PUBLIC_FIGURE = over.dossiers + 1
    words = Screen().sees(PAGE)
    assert f"cơ quan có dưới {over.dossiers + 1} hồ sơ trong kỳ không hiện điểm" in words
    assert "Quảng Khê" in words
    assert f"{str(over.card.total).replace('.', ',')}/18" not in words
    assert "Kỳ này chưa có điểm được chốt" in Screen().sees("/diem-cong-khai?quy=1&nam=2019")


def test_programs_get_the_frozen_scores_without_a_token(stop, over, settings):
    settings.SMALLEST_PUBLIC_FIGURE = over.dossiers

    def card():
        answer = Client().get("/api/v1/scores/published?year=2020&quarter=2").json()
        return next(each for each in answer["cards"] if each["id"] == str(stop.unit.id))

    assert card()["total"] == float(over.card.total)
    settings.SMALLEST_PUBLIC_FIGURE = over.dossiers + 1
    assert (card()["total"], card()["scores"]) == (None, None)
    assert Client().get("/api/v1/scores/published?year=2019&quarter=1").json()["frozen_at"] is None


def test_the_yearly_evaluation_says_what_the_board_and_the_card_say(stop):
    finishes(stop)
    stop.receives(RENEW, when="2020-06-02 09:10")
    found = next(each for each in yearly.evaluation(stop.leader, 2020, NIGHT) if each.unit == stop.unit.id)
    counted = dossiers.tally(stop.leader, Cut(Period(date(2020, 1, 1), date(2020, 12, 31))), By.UNIT, NIGHT)[
        stop.unit.id
    ]

    assert found.figures == counted
    assert found.agrees
    assert found.share == dossiers.share_in_time(counted)
    assert found.scored == measuring.agencies(stop.leader, Term(2020), [stop.unit], NIGHT)[stop.unit.id]
    assert dossiers.share_in_time(dict.fromkeys(Figure, 0)) is None
    leader = Screen(stop.leader)
    words = leader.sees("/cham-diem/danh-gia-nam?nam=2020")
    assert "Có dòng không cân" not in words
    assert "xã Quảng Khê" in words
    assert leader.opens("/cham-diem/danh-gia-nam/bang-tinh?nam=2020").content.startswith(b"PK")
    assert "Năm này không có hồ sơ nào" in leader.sees("/cham-diem/danh-gia-nam?nam=2012")
