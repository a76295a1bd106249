"""How lists are read: from which index, and how few rows, whatever one narrows by."""

from datetime import date

import pytest
from django.db import connection

from motcua.dossiers import ended, queries, services
from motcua.dossiers.queries import Lateness, Narrowed, Sorting
from motcua.dossiers.tests.one_stop import FOREIGN, SINGLE, OneStop, at, unit_named
from motcua.dossiers.types import Channel, State
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.kernel.statements import row, run
from motcua.kernel.tests.plans import nodes_of
from motcua.organisation.queries import unit_by_code

#: The quick test looks at few thousand dossiers, the long one at a hundred thousand.
FEW, MANY = 3_000, 100_000
NOW = at("2020-05-20 10:00")
#: Before the communes were merged.
CAME = at("2020-01-15 09:10")
#: One dossier again and again, an hour apart: one in ten late, one in fifty open; nine in ten at another counter.
AGAIN = """
with new as materialized (select gen_random_uuid() as id, n from generate_series(1, %(count)s::int) n),
dossiers as (insert into dossiers_dossier select r.* from new, dossiers_dossier d, lateral jsonb_populate_record(d, jsonb_build_object(
    'id', new.id, 'ordinal', %(before)s + n, 'code', d.code || '.' || n, 'token', new.id, 'day_number', %(before)s + n,
    'received_at', d.received_at - n * interval '1 hour')) r where d.code = %(code)s returning id)
insert into dossiers_standing select r.* from new, dossiers_dossier d join dossiers_standing s on s.dossier_id = d.id,
  lateral jsonb_populate_record(s, jsonb_build_object(
    'dossier_id', new.id, 'received_at', s.received_at - n * interval '1 hour', 'on_time', n %% 10 <> 0,
    'receiving_unit_id', case when n %% 10 = 0 then s.receiving_unit_id else %(other)s end,
    'competent_unit_id', case when n %% 10 = 0 then s.competent_unit_id else %(other)s end,
    'unit_id', case when n %% 10 = 0 then s.unit_id else %(other)s end,
    'state', case when n %% 50 = 0 then 4 else 10 end,
    'closed_at', case when n %% 50 = 0 then null else s.changed_at end)) r where d.code = %(code)s
"""
#: The result of one dossier for each of another counter's.
RESULTS = """
insert into dossiers_result select r.* from dossiers_dossier d join dossiers_result t on t.dossier_id = d.id,
  dossiers_standing s, lateral jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'dossier_id', s.dossier_id)) r
where d.code = %(code)s and s.receiving_unit_id = any(%(units)s)
"""
YEAR = {"since": date(2020, 1, 1), "until": date(2020, 3, 31)}
#: What is narrowed and how it is sorted; whose list; of all dossiers, how many may be read for it.
LISTS = [
    ("clerk", {}, Sorting.NEWEST, 0.06),
    ("clerk", {}, Sorting.OLDEST, 0.06),
    ("clerk", {"state": State.PROCESSING}, Sorting.DEADLINE, 0.06),
    (
        "clerk",
        {"state": State.RETURNED, "channel": Channel.COUNTER, "lateness": Lateness.ON_TIME},
        Sorting.NEWEST,
        0.06,
    ),
    ("clerk", {"procedure": SINGLE, **YEAR}, Sorting.NEWEST, 0.2),
    ("clerk", {"text": "người nào đó"}, Sorting.NEWEST, 0.01),
    ("province", {"lateness": Lateness.OVERDUE}, Sorting.DEADLINE, 0.06),
    ("province", {"state": State.PROCESSING, "channel": Channel.COUNTER}, Sorting.NEWEST, 0.06),
    ("province", {"state": State.RETURNED, "lateness": Lateness.ON_TIME}, Sorting.NEWEST, 0.06),
]
#: What is narrowed and how it is sorted in the list of a unit that stands in the place of two others.
OF_PREDECESSORS = [
    ({}, Sorting.NEWEST),
    ({}, Sorting.OLDEST),
    ({"state": State.PROCESSING}, Sorting.DEADLINE),
    ({"state": State.RETURNED, "channel": Channel.COUNTER, "lateness": Lateness.ON_TIME}, Sorting.NEWEST),
    ({"procedure": SINGLE, **YEAR}, Sorting.NEWEST),
    ({"text": "người nào đó"}, Sorting.NEWEST),
]


def read_by(actor, narrowed, sorting):
    """The tables that a list's statements scan row by row, and how many rows they read in all."""
    nodes = nodes_of(lambda: queries.listed(actor, Narrowed(**narrowed), NOW, sorting=sorting), "dossiers_standing")
    scanned = {node.get("Relation Name") for node in nodes if node["Node Type"] == "Seq Scan"}
    rows = sum(
        (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
        for node in nodes
        if "Relation Name" in node
    )
    return scanned, rows


@pytest.fixture
def stop(province_db):
    return OneStop.open()


def grown(count, code):
    """Let the database have so many dossiers like this one."""
    with connection.cursor() as cursor:
        cursor.execute("set statement_timeout = 0")
    before = row("select max(greatest(ordinal, day_number)) as number from dossiers_dossier")["number"]
    run(AGAIN, {"count": count, "code": code, "before": before + MANY, "other": unit_named(FOREIGN).id})


def counted(database):
    """Let PostgreSQL know how many there are."""
    ended.add_up()
    with database.cluster.superuser(database.name) as line:
        line.execute("vacuum (analyze) dossiers_standing")
        line.execute("vacuum (analyze) dossiers_dossier")
        line.execute("vacuum (analyze) dossiers_ended")


def check(stop, database, count):
    grown(count, stop.receives(SINGLE, when="2020-05-11 09:00").code)
    counted(database)
    for who, narrowed, sorting, share in LISTS:
        actor = SYSTEM if who == "province" else stop.clerk
        scanned, rows = read_by(actor, narrowed, sorting)
        assert scanned <= {"dossiers_ended"}, (who, narrowed)
        assert rows <= share * count, (who, narrowed, rows)


def test_no_list_reads_a_table_through(stop, province_db):
    check(stop, province_db, FEW)


@pytest.mark.long
def test_no_list_reads_a_table_through_among_a_hundred_thousand(stop, province_db):
    check(stop, province_db, MANY)


def test_no_list_of_a_unit_and_its_predecessors_reads_a_table_through(stop, province_db, monkeypatch):
    before, after = (unit_by_code(code).id for code in ("BK-01966", "BK-01960B"))
    monkeypatch.setattr(moments, "now", lambda: CAME)
    stop.seat(before, CAME.date())
    reception = stop.reception(SINGLE, on=CAME.date(), unit=before)
    number = services.receive(actor=stop.person("counter", before), at=CAME, reception=reception).code
    monkeypatch.setattr(moments, "now", lambda: NOW)
    stop.seat(after)
    grown(FEW, number)
    counted(province_db)
    for narrowed, sorting in OF_PREDECESSORS:
        scanned, rows = read_by(stop.person("counter", after), narrowed, sorting)
        assert scanned <= {"dossiers_ended"}, narrowed
        assert rows <= 0.3 * FEW, (narrowed, rows)


def test_the_results_of_a_unit_are_found_without_reading_those_of_all(stop, province_db):
    small = unit_by_code("BK-01927").id
    stop.seat(small, CAME.date())
    clerk = stop.person("counter", small)
    own = services.receive(actor=clerk, at=CAME, reception=stop.reception(SINGLE, on=CAME.date(), unit=small)).code
    number = stop.brings_to_signature()
    stop.approves(number, "2020-05-12 09:00")
    grown(FEW, number)
    run(RESULTS, {"code": number, "units": [small, unit_named(FOREIGN).id]})
    counted(province_db)
    with province_db.cluster.superuser(province_db.name) as line:
        line.execute("vacuum (analyze) dossiers_result")
    found = []
    nodes = nodes_of(lambda: found.append(queries.results_found(clerk)), "from dossiers_result r")
    rows = sum(
        (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
        for node in nodes
        if "Relation Name" in node
    )
    assert own in [line.number for line in found[0]]
    assert rows <= 100


def test_every_vacuum_of_the_standings_sweeps_their_indexes_too(db):
    found = row("select reloptions from pg_class where relname = 'dossiers_standing'")
    assert {"vacuum_index_cleanup=on", "autovacuum_vacuum_scale_factor=0"} <= set(found["reloptions"])
