"""How long each step took: from moves and hours, kept as rows by a reader of the ledger, told by figures and the lists behind them."""

from dataclasses import replace
from datetime import date
from statistics import median

import pytest

from motcua.dossiers import queries, services
from motcua.dossiers.figures import NOBODY, By, Cut, Figure, Period
from motcua.dossiers.queries import STEPS_BY, StepFigure
from motcua.dossiers.queries.times import PLACES
from motcua.dossiers.stays import Timing, stays_of
from motcua.dossiers.tests import lives
from motcua.dossiers.tests.one_stop import FOREIGN, RENEW, SINGLE, OneStop, at, stored, unit_named
from motcua.dossiers.timekeeping import keep_time
from motcua.dossiers.types import MoveKind, Task, TaskKind
from motcua.kernel.ids import new_id
from motcua.kernel.statements import rows
from motcua.ledger.services import catch_up
from motcua.organisation.queries import calendar_of

NOW = at("2020-05-29 10:00")
MAY = Cut(Period(date(2020, 5, 1), date(2020, 5, 31)))


def stays(life):
    return [(stay.role, stay.minutes, stay.allotted, stay.timing) for stay in stays_of(life, lives.calendar())]


def test_a_step_takes_office_time_from_coming_to_leaving():
    life = lives.received("2020-05-11 09:00")
    life = lives.lies_at(life, 2, "2020-05-11 10:30")
    life = lives.lies_at(life, 2, "2020-05-11 14:00", post=lives.SPECIALIST)
    life = lives.lies_at(life, 3, "2020-05-12 09:00")
    life = lives.finishes(life, "2020-05-18 09:00")

    assert stays(life) == [
        ("counter", 90, 120, Timing.ON_TIME),
        ("specialist", 390, 1560, Timing.EARLY),
        ("leader", 1920, 600, Timing.LATE),
    ]


def test_waiting_for_papers_takes_nobody_time():
    life = lives.lies_at(lives.received("2020-05-11 09:00"), 2, "2020-05-11 10:00")
    life = lives.pauses(life, "2020-05-12 09:00", "2020-05-14 09:00")

    assert stays(lives.lies_at(life, 3, "2020-05-14 10:00"))[1] == ("specialist", 480, 1560, Timing.EARLY)


def test_what_was_cancelled_or_came_from_another_system_took_no_time_here():
    life = lives.lies_at(lives.received("2020-05-11 09:00"), 2, "2020-05-11 10:00")

    assert len(stays_of(life, lives.calendar())) == 1
    assert stays_of(replace(life, cancelled_at=at("2020-05-11 11:00")), lives.calendar()) == ()
    assert stays_of(replace(life, has_code=False), lives.calendar()) == ()
    brought = lives.lies_at(lives.received("2020-05-11 09:00"), 2, "2020-05-11 10:00", kind=MoveKind.BROUGHT_OVER)
    assert stays_of(brought, lives.calendar()) == ()


@pytest.fixture
def stop(province_db):
    return OneStop.open()


@pytest.fixture
def known(stop):
    """One in time, one late at its leader, one late at its specialist, one that waited for papers, one open, one cancelled."""
    in_time = stop.brings_to_signature()
    stop.approves(in_time, "2020-05-12 09:30")
    at_leader = stop.brings_to_signature()
    stop.approves(at_leader, "2020-05-20 09:00")
    at_specialist = stop.receives().code
    stop.hands_over(at_specialist)
    stop.examines(at_specialist)
    stop.proposes(at_specialist, "2020-05-21 09:00")
    stop.approves(at_specialist, "2020-05-21 10:00")
    stop.receives(RENEW)
    cancelled = stop.receives(SINGLE).code
    services.cancel_reception(actor=stop.clerk, at=at("2020-05-11 11:00"), number=cancelled, reason="Nhận nhầm.")
    catch_up()
    return in_time, at_leader, at_specialist


def kept(number):
    found = rows("select * from dossiers_stay where dossier_id = %s order by seq", [stored(number).id])
    return [(row["seq"], row["role"], row["minutes"], row["allotted"], row["is_late"]) for row in found]


def test_what_is_kept_is_what_the_dossiers_life_says_whoever_reads_it_how_often(stop, known):
    for number in known:
        record = stored(number)
        said = [
            (stay.seq, stay.role, stay.minutes, stay.allotted, stay.timing is Timing.LATE)
            for stay in stays_of(record.life, calendar_of(record.life.terms.calendar))
        ]
        assert kept(number) == said
        assert len(said) == 3
        keep_time([record.id])
        assert kept(number) == said


def pages_of(ask):
    found, cursor = [], ""
    while True:
        page = ask(cursor)
        found += page.rows
        if not page.following:
            return found, page
        cursor = page.following


@pytest.mark.parametrize("by", list(STEPS_BY))
def test_every_count_of_steps_is_the_list_behind_it_with_its_middle(stop, known, by):
    spent = queries.time_spent(stop.clerk, MAY, by)

    for figure in StepFigure:
        found, page = pages_of(
            lambda cursor, figure=figure: queries.steps_behind(stop.clerk, MAY, figure, cursor=cursor, limit=2)
        )
        assert len(found) == len({(row.number, row.ended_at) for row in found}) == page.count
        assert spent[""].figures[figure] == page.count
        assert sum(one.figures[figure] for key, one in spent.items() if key) == page.count
    everything, _page = pages_of(lambda cursor: queries.steps_behind(stop.clerk, MAY, StepFigure.DONE, cursor=cursor))
    assert spent[""].median == median(row.minutes for row in everything)
    if by is By.STAGE:
        for key in spent.keys() - {""}:
            narrow = replace(MAY, held=(By.STAGE, key))
            behind = queries.steps_behind(stop.clerk, narrow, StepFigure.DONE)
            assert {row.role for row in behind.rows} == {key}
            assert behind.count == spent[key].figures[StepFigure.DONE]
            assert spent[key].median == median(row.minutes for row in behind.rows)


def test_a_late_dossier_is_laid_where_the_step_overran(stop, known):
    _in_time, at_leader, at_specialist = known

    def behind(place):
        page = queries.late_behind(stop.clerk, MAY, By.STAGE, place, NOW, limit=100)
        return {row.number for row in page.rows} & set(known)

    assert behind("leader") == {at_leader}
    assert behind("specialist") == {at_specialist}
    assert behind("counter") == behind(NOBODY) == set()
    assert behind("") == {at_leader, at_specialist}


@pytest.mark.parametrize("by", PLACES)
def test_late_dossiers_and_open_ones_agree_with_the_lists_behind_them(stop, known, by):
    for place, count in queries.made_late(stop.clerk, MAY, by, NOW).items():
        page = queries.late_behind(stop.clerk, MAY, by, place, NOW, limit=100)
        assert len(page.rows) == page.counts[Figure.LATE] == count
    assert queries.made_late(stop.clerk, MAY, by, NOW)[""] == sum(
        figures[Figure.LATE] for figures in queries.tally(stop.clerk, MAY, By.UNIT, NOW).values()
    )
    opened = queries.tally(stop.clerk, MAY, by, NOW)
    oldest = queries.piles(stop.clerk, MAY, by, NOW)
    assert oldest.keys() == {key for key, figures in opened.items() if figures[Figure.OPEN]}
    for key, pile in oldest.items():
        page = queries.behind(stop.clerk, replace(MAY, held=(by, key)), Figure.OPEN, NOW, limit=100)
        assert pile.oldest in {row.number for row in page.rows}
        assert pile.received_at == min(stored(row.number).life.received_at for row in page.rows)


def test_nobody_counts_steps_of_dossiers_he_may_not_look_at(stop, known):
    foreign = stop.person("specialist", unit_named(FOREIGN).id)
    ours = replace(MAY, units=frozenset({stop.unit.id}))

    assert queries.time_spent(foreign, ours, By.STAGE) == {}
    assert queries.made_late(foreign, ours, By.STAGE, NOW) == {}
    assert queries.steps_behind(foreign, ours, StepFigure.DONE).rows == ()
    assert queries.late_behind(foreign, ours, By.STAGE, NOBODY, NOW).rows == ()


def test_a_step_does_not_answer_for_the_agencies_that_had_the_dossier_meanwhile():
    life = lives.lies_at(lives.received("2020-05-11 09:00"), 2, "2020-05-11 10:00")
    two, beside, three, four = life.route[1], replace(life.route[1], no=3, parallel="A"), *life.route[2:]
    life = replace(life, route=(life.route[0], two, beside, replace(three, no=4), replace(four, no=5)))
    task = Task(
        id=new_id(),
        kind=TaskKind.PARALLEL,
        at=at("2020-05-12 09:00"),
        by_unit=lives.COMMUNE,
        unit=lives.DEPARTMENT,
        agency="Sở",
        step=3,
        desk=None,
        due_at=None,
        late_at=None,
        answered_at=at("2020-05-19 09:00"),
        recalled_at=None,
    )
    life = replace(life, tasks=(task,))

    assert stays(lives.lies_at(life, 4, "2020-05-19 10:00"))[1] == ("specialist", 480, 1560, Timing.EARLY)
