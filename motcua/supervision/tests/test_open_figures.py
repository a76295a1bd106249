"""Figures for everybody: of what is over, equal to the board's, and nobody can be singled out of them."""

import random
from datetime import date
from fractions import Fraction

import pytest
from django.core.cache import cache
from django.test import Client

from motcua.dossiers import queries
from motcua.dossiers.queries import By, Cut, Figure, Period
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import RENEW, OneStop, at, stored
from motcua.kernel import moments
from motcua.kernel.actor import ANONYMOUS
from motcua.ratings.services import rate
from motcua.ratings.types import Said, Satisfaction
from motcua.supervision.periods import Span
from motcua.supervision.public import public_figures
from motcua.supervision.shielding import NOTHING, Shown, hidden, hidden_of_months, together

LEAST = 5
ROWS = [f"r{number}" for number in range(8)]


def invented(seed):
    """A year of eight rows: some busy, some with one dossier now and then."""
    dice = random.Random(seed)
    months = []
    for _month in range(12):
        rows = {}
        for place, key in enumerate(ROWS):
            received = dice.choice((0, 0, 1, 2, 4, 7)) if place < 5 else dice.randint(20, 60)
            solved = dice.randint(0, received)
            rows[key] = Shown(received, solved, dice.randint(0, solved))
        months.append(rows)
    return months


def published(months, figure):
    """What stands on the pages as equations over the cells (row, month): each a set of cells and their sum."""
    told = []
    for number, rows in enumerate(months):
        hides = hidden(rows, LEAST)
        told.append(({(key, number) for key in rows}, sum(getattr(row, figure) for row in rows.values())))
        told += [({(key, number)}, getattr(row, figure)) for key, row in rows.items() if key not in hides]
    hides = hidden_of_months(months, LEAST)
    cells = {(key, number) for key in ROWS for number in range(12)}
    sums = together(months)
    told.append((cells, sum(getattr(row, figure) for row in sums.values())))
    told += [
        ({(key, number) for number in range(12)}, getattr(row, figure)) for key, row in sums.items() if key not in hides
    ]
    return told


def solvable(told):
    """The cells whose value follows from the equations: what an attacker learns by adding and subtracting."""
    places = [(key, number) for key in ROWS for number in range(12)]
    matrix = [[Fraction(place in cells) for place in places] for cells, _sum in told]
    rank = 0
    for column in range(len(places)):
        pivot = next((line for line in range(rank, len(matrix)) if matrix[line][column]), None)
        if pivot is None:
            continue
        matrix[rank], matrix[pivot] = matrix[pivot], matrix[rank]
        lead = matrix[rank][column]
        matrix[rank] = [value / lead for value in matrix[rank]]
        for line in range(len(matrix)):
            if line != rank and (factor := matrix[line][column]):
                matrix[line] = [one - factor * two for one, two in zip(matrix[line], matrix[rank], strict=True)]
        rank += 1
    alone = [[place for place, value in zip(places, line, strict=True) if value] for line in matrix[:rank]]
    return {line[0] for line in alone if len(line) == 1}


@pytest.mark.parametrize("seed", range(12))
def test_no_small_figure_follows_from_what_is_shown_of_months_years_and_totals(seed):
    months = invented(seed)
    for figure in ("received", "solved"):
        found = solvable(published(months, figure))
        small = {
            (key, number)
            for number, rows in enumerate(months)
            for key, row in rows.items()
            if 0 < getattr(row, figure) < LEAST
        }
        assert small
        assert not found & small


def test_one_small_row_takes_another_with_it_and_none_hides_where_none_is_small():
    rows = {"a": Shown(2, 0, 0), "b": Shown(30, 20, 20), "c": Shown(60, 50, 40), "d": NOTHING}

    assert hidden(rows, LEAST) == {"a", "b"}
    assert hidden({key: row for key, row in rows.items() if key != "a"}, LEAST) == frozenset()


def test_a_year_is_shown_though_months_of_it_hide():
    months = [{"a": Shown(3, 3, 3), "b": Shown(4, 4, 4), "c": Shown(2, 2, 1)} for _month in range(12)]

    assert [hidden(rows, LEAST) for rows in months] == [{"a", "b", "c"}] * 12
    assert hidden_of_months(months, LEAST) == frozenset()


def test_a_year_hides_where_eleven_months_would_tell_the_twelfth():
    usual = {"a": Shown(30, 20, 20), "b": Shown(20, 20, 20), "c": Shown(50, 50, 50)}
    months = [usual] * 11 + [usual | {"a": Shown(2, 2, 2)}]

    assert hidden(months[-1], LEAST) == {"a", "b"}
    assert hidden_of_months(months, LEAST) == {"a", "b"}


@pytest.fixture
def stop(province_db, monkeypatch):
    cache.clear()
    monkeypatch.setattr(moments, "now", lambda: at("2020-06-10 10:00"))
    stop = OneStop.open()
    for _each in range(6):
        stop.receives(RENEW)
    return stop


def test_anybody_sees_a_month_that_is_over_with_the_boards_figures(stop):
    page = Screen().opens("/so-lieu-cong-khai?ngay=2020-05-11")
    board = queries.tally(stop.clerk, Cut(Period(date(2020, 5, 1), date(2020, 5, 31))), By.UNIT, moments.now())

    assert page["Cache-Control"] == "public, max-age=3600"
    words = Screen().sees("/so-lieu-cong-khai?ngay=2020-05-11")
    received = board[stop.unit.id][Figure.RECEIVED]
    assert f"xã Quảng Khê {received}" in words or "xã Quảng Khê – – –" in words
    assert "Cộng" in words
    for person in ("Triệu", "H03-2005"):
        assert person not in words


def rated(stop, overall):
    number = stop.receives(RENEW, when="2020-02-10 09:10").code
    stop.hands_over(number, "2020-02-10 10:00")
    stop.examines(number, "2020-02-10 14:00")
    stop.proposes(number, "2020-02-11 09:00")
    stop.approves(number, "2020-02-11 10:00")
    token = stored(number).facts["token"]
    rate(actor=ANONYMOUS, at=at("2020-03-20 10:00"), token=token, said=Said(overall))


def test_a_year_says_how_many_were_satisfied_where_five_of_a_quarter_said_so(stop, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: at("2021-01-15 10:00"))

    def told(by=By.UNIT, span=Span.YEAR):
        cache.clear()
        return public_figures(span, date(2020, 2, 11), by, moments.now())

    for overall in (Satisfaction.NOT, *[Satisfaction.VERY] * 4):
        assert {row.satisfied for row in told().rows} == {None}
        rated(stop, overall)
    assert {row.key: row.satisfied for row in told().rows}[str(stop.unit.id)] == 80
    assert "Tỉ lệ hài lòng" in Screen().sees("/so-lieu-cong-khai?ky=nam&ngay=2020-02-11")
    assert "80%" in Screen().sees("/so-lieu-cong-khai?ky=nam&ngay=2020-02-11")
    rows = Client().get("/api/v1/public-figures?span=nam&on=2020-02-11").json()["rows"]
    assert {row["key"]: row["satisfied"] for row in rows}[str(stop.unit.id)] == 80
    for other in (told(By.PROCEDURE), told(span=Span.MONTH)):
        assert {row.satisfied for row in other.rows} == {None}
        assert not other.tells_ratings


def test_what_still_runs_is_not_shown_but_what_was_over_last(stop):
    assert "Tháng 5/2020" in Screen().sees("/so-lieu-cong-khai?ngay=2020-06-09")
    assert "Năm 2019" in Screen().sees("/so-lieu-cong-khai?ky=nam&xem=thu-tuc&ngay=2020-06-09")


def test_a_total_that_would_tell_what_hides_is_hidden_too(stop, settings):
    settings.SMALLEST_PUBLIC_FIGURE = 1_000

    assert public_figures(Span.MONTH, date(2020, 5, 1), By.UNIT, moments.now()).total is None
    assert "Cộng – – –" in Screen().sees("/so-lieu-cong-khai?ngay=2020-05-11")


def test_a_program_gets_the_same_without_a_token_and_what_hides_is_null(stop, settings):
    place = "/api/v1/public-figures?on=2020-05-11"
    answer = Client().get(place)
    shown = public_figures(Span.MONTH, date(2020, 5, 11), By.UNIT, moments.now())

    assert answer["Cache-Control"] == "public, max-age=3600"
    found = {row["key"]: row["figures"] for row in answer.json()["rows"]}
    assert found == {
        row.key: {"received": row.figures.received, "solved": row.figures.solved, "in_time": row.figures.in_time}
        if row.figures
        else None
        for row in shown.rows
    }
    settings.SMALLEST_PUBLIC_FIGURE = 1_000
    hidden_all = Client().get(place).json()
    assert hidden_all["total"] is None
    assert {row["figures"] for row in hidden_all["rows"]} == {None}
    assert Client().get("/api/v1/public-figures?span=ngay").status_code == 422
