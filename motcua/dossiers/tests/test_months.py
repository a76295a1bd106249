"""Months that are over are counted once, sealed, counted anew where an act touched them, and equal a recount."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import OperationalError, connection, transaction

from motcua.dossiers import months, services
from motcua.dossiers.figures import By, Cut, Figure, Period, Side
from motcua.dossiers.queries.recounted import figures_recounted
from motcua.dossiers.queries.tally import behind, counted, tally, tally_of_versions
from motcua.dossiers.tests.one_stop import RENEW, SINGLE, OneStop, at, stored
from motcua.dossiers.types import KIND, MONTH
from motcua.kernel.actor import SYSTEM
from motcua.kernel.moments import TZ
from motcua.kernel.statements import row, rows, run
from motcua.ledger import queries as ledger
from motcua.ledger.services import catch_up

NOW = at("2020-06-10 10:00")
APRIL, MAY = date(2020, 4, 1), date(2020, 5, 1)
PERIODS = (
    Period(APRIL, date(2020, 4, 30)),
    Period(MAY, date(2020, 5, 31)),
    Period(APRIL, date(2020, 6, 30)),
    Period(MAY, date(2020, 5, 12)),
    Period(date(2020, 1, 1), date(2020, 12, 31)),
    Period(date(2021, 1, 1), date(2021, 12, 31)),
)


@pytest.fixture
def stop(province_db):
    return OneStop.open()


@pytest.fixture
def lives(stop):
    """Some of April that end in May or never, some of May in every way, some of June."""
    over_the_month = stop.receives(RENEW, when="2020-04-28 09:10").code
    stop.receives(SINGLE, when="2020-04-20 09:10")
    early = stop.brings_to_signature()
    stop.approves(early, "2020-05-12 09:00")
    late = stop.brings_to_signature()
    stop.approves(late, "2020-05-20 09:00")
    withdrawn = stop.receives(SINGLE).code
    services.withdraw(actor=stop.clerk, at=at("2020-05-12 09:00"), number=withdrawn, reason="Không cần nữa.")
    stop.receives(RENEW, when="2020-06-02 08:30")
    return early, over_the_month


@pytest.fixture
def closed(lives):
    for month in months.months_to_close(NOW):
        services.close_month(actor=SYSTEM, at=NOW, month=month)
    catch_up()
    services.seal_months(actor=SYSTEM, at=NOW)
    return lives


def every_way(actor):
    """Every cut of a board, as it is answered and as every dossier is counted."""
    for period in PERIODS:
        for side in Side:
            for by in By:
                cut = Cut(period, side)
                yield cut, tally(actor, cut, by, NOW), counted(actor, cut, by, NOW)


def test_only_months_that_are_over_are_closed_and_each_once(closed):
    assert months.closed_months()[-1] == MAY
    assert months.months_to_close(NOW) == []
    before = row("select count(*) as count from dossiers_month_figures")

    services.close_month(actor=SYSTEM, at=NOW, month=MAY)
    services.close_month(actor=SYSTEM, at=NOW, month=date(2020, 6, 1))

    assert row("select count(*) as count from dossiers_month_figures") == before


def test_a_board_of_closed_months_says_what_a_count_of_every_dossier_says(stop, closed):
    for actor in (stop.clerk, SYSTEM):
        for cut, answered, fresh in every_way(actor):
            assert answered == fresh, cut


@pytest.mark.parametrize("by", [By.UNIT, By.FIELD])
def test_versions_within_a_unit_or_a_field_add_up_to_it(stop, closed, by):
    for period in PERIODS:
        cut, sums = Cut(period), {}
        for (key, _version), figures in tally_of_versions(stop.clerk, cut, by, NOW).items():
            sums[key] = {each: sums.get(key, {}).get(each, 0) + figures[each] for each in Figure}
        assert sums == {str(key): figures for key, figures in tally(stop.clerk, cut, by, NOW).items()}, period


@pytest.mark.parametrize("waiting", [True, False])
def test_those_that_wait_and_the_others_are_all(stop, closed, waiting):
    cut = Cut(PERIODS[1], waiting=waiting)
    (one,), (other,) = (
        [counted(stop.clerk, Cut(PERIODS[1], waiting=each), By.UNIT, NOW).get(stop.unit.id, dict.fromkeys(Figure, 0))]
        for each in (waiting, not waiting)
    )
    whole = tally(stop.clerk, Cut(PERIODS[1]), By.UNIT, NOW)[stop.unit.id]

    assert {figure: one[figure] + other[figure] for figure in Figure} == whole
    assert behind(stop.clerk, cut, Figure.OPEN, NOW).counts[Figure.OPEN] == one[Figure.OPEN]
    both = behind(stop.clerk, cut, Figure.SOLVED, NOW, also=(Figure.OPEN,))
    assert both.counts[Figure.SOLVED] == one[Figure.SOLVED] + one[Figure.OPEN]


def test_every_figure_of_a_closed_month_is_the_list_behind_it(stop, closed):
    cut = Cut(PERIODS[1])
    figures = tally(stop.clerk, cut, By.UNIT, NOW)[stop.unit.id]
    for figure in Figure:
        assert behind(stop.clerk, cut, figure, NOW).counts[figure] == figures[figure], figure


def test_an_act_afterwards_is_counted_where_it_belongs(stop, closed):
    early, over_the_month = closed
    may = tally(SYSTEM, Cut(PERIODS[1]), By.UNIT, NOW)[stop.unit.id]

    stop.returns(early, "2020-06-09 09:00")
    services.withdraw(actor=stop.clerk, at=at("2020-05-29 09:00"), number=over_the_month, reason="Không cần nữa.")
    catch_up()

    after = tally(SYSTEM, Cut(PERIODS[1]), By.UNIT, NOW)[stop.unit.id]
    assert after[Figure.TO_RETURN] == may[Figure.TO_RETURN] - 1
    assert after[Figure.OPEN] == may[Figure.OPEN] - 1
    for cut, answered, fresh in every_way(SYSTEM):
        assert answered == fresh, cut


def test_a_line_is_read_again_only_by_months_that_may_have_been_counted_without_it(closed):
    lines = ledger.stream(KIND, stored(closed[0]).id)
    run("delete from dossiers_month_figures")

    run("update dossiers_closed_month set counted_at = %s", [lines[-1].recorded_at + 2 * months.LONGEST])
    months.read(lines)
    assert row("select count(*) as number from dossiers_month_figures") == {"number": 0}

    run("update dossiers_closed_month set counted_at = %s", [lines[-1].recorded_at + months.LONGEST / 2])
    with transaction.atomic():
        months.read(lines)
    assert row("select count(*) > 0 as some from dossiers_month_figures") == {"some": True}


def test_a_line_that_came_while_its_month_is_being_counted_waits_for_that(stop, closed):
    lines = ledger.stream(KIND, stored(closed[0]).id)

    def waits():
        try:
            with transaction.atomic():
                run("set local lock_timeout = '200ms'")
                months.read(lines)
        except OperationalError:
            return True
        finally:
            connection.close()
        return False

    run("update dossiers_closed_month set counted_at = %s", [lines[-1].recorded_at + 2 * months.LONGEST])
    with ThreadPoolExecutor(1) as beside:
        assert not beside.submit(waits).result()
        with transaction.atomic():
            months.hold()
            assert beside.submit(waits).result()
    run("update dossiers_closed_month set counted_at = null")


def test_the_first_month_is_found_by_the_index_of_days(closed):
    with transaction.atomic():
        run("set local enable_seqscan = off")
        plan = rows(f"explain {months.FIRST}", [TZ.key])

    assert any("dossiers_by_day" in line["QUERY PLAN"] for line in plan)


def test_a_month_is_sealed_in_the_ledger_and_a_change_gets_a_line_of_its_own(stop, closed):
    stream = row("select id from dossiers_closed_month where month = %s", [MAY])["id"]
    before = ledger.stream(MONTH, stream)
    assert before[0].verb == "dossiers.month_closed"
    assert before[-1].facts == {"month": "2020-05", "digest": months.digest_of(MAY)}

    stop.returns(closed[0], "2020-06-09 09:00")
    catch_up()
    assert services.seal_months(actor=SYSTEM, at=NOW) == 1

    *_kept, changed = lines = ledger.stream(MONTH, stream)
    assert (len(lines), changed.verb) == (len(before) + 1, "dossiers.month_changed")
    assert changed.facts["digest"] == months.digest_of(MAY) != before[-1].facts["digest"]
    assert services.seal_months(actor=SYSTEM, at=NOW) == 0


def test_three_ways_of_counting_agree_and_a_false_row_is_named(stop, closed):
    assert all(one.agrees for one in figures_recounted(NOW))

    run(
        "update dossiers_month_figures set received = received + 1 where month = %s and competent_unit_id = %s and received > 0",
        [MAY, stop.unit.id],
    )

    wrong = {(one.month, each.unit, each.figure) for one in figures_recounted(NOW) for each in one.differences}
    assert wrong == {(MAY, stop.unit.id, Figure.RECEIVED)}
