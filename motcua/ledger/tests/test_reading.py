"""Readers see every sealed line once, in order, and one bad line does not stop the rest."""

import pytest
from django.db import connection

from motcua.kernel import alarms
from motcua.kernel.act import act, inside_an_act
from motcua.kernel.ids import new_id
from motcua.ledger import queries, reading, sealer, services
from motcua.ledger.queries import measures
from motcua.ledger.reading import Pace
from motcua.ledger.sockets import Reader, readers
from motcua.ledger.tests.test_sealing import Bell
from motcua.ledger.tests.world import connect, put, put_many


@pytest.fixture
def application(fresh_db):
    with connect(fresh_db.address(), autocommit=True) as opened:
        yield opened


def seen_by(kinds=None, key="trial"):
    seen = []
    return seen, Reader(key, kinds, seen.extend)


def test_a_reader_gets_every_line_once_and_each_stream_in_order(fresh_db, application):
    ids = put_many(fresh_db.address(), 40)
    sealer.seal_now(application)
    seen, reader = seen_by()
    with readers.instead(reader):
        assert reading.read_all() == 40
        assert reading.read_all() == 0
        ids += put_many(fresh_db.address(), 2)
        assert reading.read_all() == 0  # not sealed yet
        sealer.seal_now(application)
        assert reading.read_all() == 2

    assert sorted(entry.id for entry in seen) == sorted(ids)
    for stream in {entry.stream for entry in seen}:
        seqs = [entry.seq for entry in seen if entry.stream == stream]
        assert seqs == sorted(seqs)


def test_the_reading_lag_is_that_of_the_oldest_line_that_a_reader_has_not_read(fresh_db, application):
    _seen, reader = seen_by()
    with readers.instead(reader):
        for _turn in range(2):
            put_many(fresh_db.address(), 1)
            sealer.seal_now(application)
            reading.read_all()
        assert queries.reading_lag() == 0.0
        for _turn in range(2):
            put_many(fresh_db.address(), 1)
            sealer.seal_now(application)
    waiting = "select extract(epoch from max(sealed_at) - min(sealed_at)) from ledger_batch where number > 2"
    (apart,) = application.execute(waiting).fetchone()
    assert queries.reading_lag() > apart
    assert queries.reading_lag() == pytest.approx(queries.unread_by("trial"), abs=1)


def test_the_reading_lag_is_found_by_the_number_of_a_batch(fresh_db, application):
    put_many(fresh_db.address(), 1)
    sealer.seal_now(application)
    application.execute("set enable_seqscan = off")
    plan = "\n".join(line for (line,) in application.execute(f"explain {measures.READING_LAG}"))
    assert "Limit" in plan
    assert "ledger_batch_pkey" in plan


def test_a_line_in_an_older_transaction_is_read_after_the_line_it_follows(fresh_db, application):
    stream = new_id()
    with connect(fresh_db.address()) as old, connect(fresh_db.address()) as new:
        put(old, new_id(), 1)
        put(new, stream, 1)
        new.commit()
        put(old, stream, 2)
        old.commit()
    sealer.seal_now(application)
    seen, reader = seen_by()
    with readers.instead(reader):
        reading.read_all()
    assert [entry.seq for entry in seen if entry.stream == stream] == [1, 2]


def test_a_reader_is_given_only_the_kinds_it_wants(fresh_db, application):
    put_many(fresh_db.address(), 3)
    wanted = put(application, new_id(), 1, kind="trial.other", n=1)
    sealer.seal_now(application)
    seen, reader = seen_by(frozenset({"trial.other"}))
    with readers.instead(reader):
        assert reading.read_all() == 4
    assert [(entry.id, entry.facts) for entry in seen] == [(wanted, {"n": 1})]


def test_the_cursor_moves_with_the_effect_or_not_at_all(fresh_db, application):
    put_many(fresh_db.address(), 3)
    sealer.seal_now(application)

    def read(entries):
        with connection.cursor() as cursor:
            cursor.execute(
                "insert into ledger_look (at, id, actor, kind, act) select clock_timestamp(), gen_random_uuid(), gen_random_uuid(), 'trial', 'effect'"
            )
        if len(entries) > 1:
            raise ValueError

    with readers.instead(Reader("trial", None, read)):
        reading.read_all()
    assert application.execute("select count(*) from ledger_look").fetchone() == (3,)


def test_a_line_that_cannot_be_digested_is_parked_and_the_rest_flows_on(fresh_db, application):
    ids = put_many(fresh_db.address(), 9)
    sealer.seal_now(application)
    seen, broken, bell = [], [ids[4]], Bell()

    def read(entries):
        if any(entry.id in broken for entry in entries):
            raise ValueError("Nông Thị Hạnh")
        seen.extend(entry.id for entry in entries)

    reader = Reader("trial", None, read)
    with readers.instead(reader), alarms.bells.instead(bell):
        reading.read_all()
        assert sorted(seen) == sorted(set(ids) - {ids[4]})
        assert reading.parked(reader) == [("trial", ids[4], reading.TRIES, "ValueError")]
        assert [code for code, _ in bell.rung] == ["ledger.parked"]

        assert reading.retry_parked(reader) == 0
        broken.clear()
        assert reading.retry_parked(reader) == 1
        assert reading.parked(reader) == []
    assert sorted(seen) == sorted(ids)


def test_between_tries_at_one_line_the_reader_waits(fresh_db, application):
    put_many(fresh_db.address(), 1)
    sealer.seal_now(application)

    def read(entries):
        raise OSError

    reader, pace = Reader("trial", None, read), Pace(size=1, patience=60)
    with readers.instead(reader):
        assert reading.read_some(reader, pace) == 1
        assert reading.read_some(reader, pace) == 0
    assert application.execute("select tries from ledger_cursor").fetchone() == (1,)


def test_two_processes_do_not_read_for_one_reader_at_once(fresh_db, application):
    put_many(fresh_db.address(), 2)
    sealer.seal_now(application)
    _, reader = seen_by()
    application.execute("insert into ledger_cursor (reader) values ('trial')")
    with readers.instead(reader):
        with connect(fresh_db.address()) as other:
            other.execute("select from ledger_cursor for update")
            assert reading.read_some(reader, Pace()) == 0
        assert reading.read_some(reader, Pace()) == 2


def test_services_that_a_reader_calls_join_its_transaction(fresh_db, application):
    put_many(fresh_db.address(), 1)
    sealer.seal_now(application)
    inside = []

    @act
    def serve():
        inside.append(inside_an_act() and connection.in_atomic_block)

    with readers.instead(Reader("trial", None, lambda entries: serve())):
        reading.read_all()
    assert inside == [True]


def test_many_small_batches_and_one_large_are_read_alike(fresh_db, application):
    ids = []
    for count in (1, 2, 30, 1):
        ids += put_many(fresh_db.address(), count)
        sealer.seal_now(application)
    seen, reader = seen_by()
    pace = Pace(size=7)
    moved = []
    with readers.instead(reader):
        while step := reading._read_piece(reader, pace.size):
            moved.append(step)
    assert moved == [3, 7, 7, 7, 7, 2, 1]
    assert sorted(entry.id for entry in seen) == sorted(ids)


def test_whoever_cannot_wait_catches_up_at_once(fresh_db):
    ids = put_many(fresh_db.address(), 6)
    seen, reader = seen_by()
    with readers.instead(reader):
        assert services.catch_up() == 6
        assert services.catch_up() == 0
    assert sorted(entry.id for entry in seen) == sorted(ids)
    lags = queries.sealing_lags()
    assert lags.lines == 6
    assert 0 < lags.half <= lags.most <= lags.worst
    assert queries.sealing_lag() == 0.0
    assert queries.bytes_a_line() > 300
