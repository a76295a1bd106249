"""How the steps of a period are read: from the index of their ends, and no more than ended in it."""

from datetime import date

import pytest
from django.db import connection

from motcua.dossiers import queries
from motcua.dossiers.figures import By, Cut, Period
from motcua.dossiers.queries import StepFigure
from motcua.dossiers.tests.one_stop import OneStop, stored
from motcua.kernel.actor import SYSTEM
from motcua.kernel.statements import row, run
from motcua.kernel.tests.plans import nodes_of
from motcua.ledger.services import catch_up

MAY = Cut(Period(date(2020, 5, 1), date(2020, 5, 31)))
#: The steps of one dossier again and again, five hours earlier each time.
AGAIN = """
insert into dossiers_stay (dossier_id, seq, step, role, unit_id, begun_at, ended_at, minutes, allotted, is_late, procedure_id,
  receiving_unit_id, competent_unit_id, field)
select gen_random_uuid(), seq, step, role, unit_id, begun_at, ended_at - n * interval '5 hours', minutes, allotted, is_late, procedure_id,
  receiving_unit_id, competent_unit_id, field
from generate_series(1, 4000) n, dossiers_stay where dossier_id = %s
"""


@pytest.fixture
def steps(province_db):
    """Four thousand times the steps of a life, over two years."""
    stop = OneStop.open()
    number = stop.brings_to_signature()
    stop.approves(number, "2020-05-12 09:30")
    catch_up()
    with connection.cursor() as cursor:
        cursor.execute("set statement_timeout = 0")
    run(AGAIN, [stored(number).id])
    with province_db.cluster.superuser(province_db.name) as line:
        line.execute("vacuum (analyze) dossiers_stay")
    found = row("select count(*) as count from dossiers_stay")
    return found["count"] if found else 0


def scans_of(ask):
    """The nodes of an answer's plans that read steps."""
    return [node for node in nodes_of(ask, "from dossiers_stay s") if node.get("Relation Name") == "dossiers_stay"]


@pytest.mark.parametrize("by", [By.STAGE, By.PROCEDURE])
def test_steps_of_a_month_are_read_by_their_end_and_no_others(steps, by):
    ended = queries.time_spent(SYSTEM, MAY, by)[""].figures[StepFigure.DONE]
    assert ended < steps / 10

    for node in scans_of(lambda: queries.time_spent(SYSTEM, MAY, by)):
        assert node["Node Type"] != "Seq Scan"
        assert node["Actual Rows"] * node["Actual Loops"] + node.get("Rows Removed by Filter", 0) <= ended


def test_a_page_of_steps_reads_a_page(steps):
    (_count, page) = scans_of(lambda: queries.steps_behind(SYSTEM, MAY, StepFigure.DONE))

    assert page["Actual Rows"] <= 21
