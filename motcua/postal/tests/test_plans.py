"""How the operator's figures are counted: from indexes of what waits, and no more rows than wait."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import connection

from motcua.kernel.actor import Actor
from motcua.kernel.statements import run
from motcua.kernel.tests.plans import nodes_of
from motcua.postal import queries

NOW = datetime(2020, 5, 11, 3, 0, tzinfo=UTC)
UNIT = UUID(int=7)
#: Ten years of parcels, half of them of one unit, all but a few of them settled.
LIVED = """
insert into postal_parcel (id, owner_kind, owner_id, label, unit_id, what, reference, receiver, made_at, by_account, fate, fate_at,
  asking, tracking, tries, not_before, revision)
select gen_random_uuid(), 'test.thing', gen_random_uuid(), n::text, case when n %% 2 = 0 then %(unit)s::uuid else gen_random_uuid() end, 'result', 'R' || n, '', %(now)s, gen_random_uuid(),
  case when n %% 4000 = 0 then 'ready' else 'delivered' end, %(now)s,
  case n %% 8000 when 0 then 'refused' when 4000 then 'waiting' else 'taken' end, '', 0, %(now)s - interval '1 hour', 1
from generate_series(1, 40000) n
"""


@pytest.fixture
def parcels(province_db):
    """Forty thousand parcels: five wait for a person, five for the post's system."""
    with connection.cursor() as cursor:
        cursor.execute("set statement_timeout = 0")
    run("delete from postal_parcel where owner_kind = 'test.thing'")
    run(LIVED, {"now": NOW, "unit": UNIT})
    with province_db.cluster.superuser(province_db.name) as line:
        line.execute("vacuum (analyze) postal_parcel")


def test_what_waits_everywhere_is_counted_without_reading_all_parcels(parcels):
    told = []
    nodes = nodes_of(lambda: told.append(queries.waiting_everywhere(NOW)), "from postal_parcel")

    assert told[0][1] == 5
    assert {node["Index Name"] for node in nodes if "Index Name" in node} >= {
        "postal_parcel_to_order",
        "postal_parcel_in_doubt",
    }
    for node in nodes:
        if node.get("Relation Name") == "postal_parcel":
            assert node["Node Type"] != "Seq Scan"
            assert node["Actual Rows"] * node["Actual Loops"] + node.get("Rows Removed by Filter", 0) <= 5


def test_what_waits_in_a_unit_is_counted_without_reading_all_its_parcels(parcels):
    told = []
    clerk = Actor(account=UUID(int=1), name="Người Thử Một", unit=UNIT)
    nodes = nodes_of(lambda: told.append(queries.waiting_for_a_person(clerk).number()), "postal_parcel p")

    assert told == [10]
    for node in nodes:
        if node.get("Relation Name") == "postal_parcel":
            assert "Index Name" in node
            assert node["Actual Rows"] * node["Actual Loops"] + node.get("Rows Removed by Filter", 0) <= 10
