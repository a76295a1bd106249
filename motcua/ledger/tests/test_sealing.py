"""The sealer takes what no open transaction can still get in front of, and never turns a stream round."""

import threading

import pytest

from motcua.kernel import alarms
from motcua.kernel.ids import new_id
from motcua.ledger import batches, epochs, sealer, sealing, verifying
from motcua.ledger.queries import measures
from motcua.ledger.tests.world import connect, put, put_many


class Bell:
    key = "trial"

    def __init__(self):
        self.rung = []

    def ring(self, code, sentence, facts):
        self.rung.append((code, sentence))


@pytest.fixture
def application(fresh_db):
    with connect(fresh_db.address(), autocommit=True) as connection:
        yield connection


def test_lines_are_sealed_in_batches_that_chain(fresh_db, application):
    put_many(fresh_db.address(), 5)
    first = sealing.seal_once(application, None)
    put_many(fresh_db.address(), 3)
    second = sealing.seal_once(application, first)

    assert (first.number, first.count, first.total) == (1, 5, 5)
    assert (second.number, second.count, second.total, second.previous) == (2, 3, 8, first.root)
    assert batches.last(application) == second
    assert sealing.seal_once(application, second) is None
    assert verifying.verify(fresh_db.address()).fault is None


def test_an_open_writer_holds_back_what_comes_after_it(fresh_db, application):
    with connect(fresh_db.address()) as slow:
        early = put(slow, new_id(), 1)
        put_many(fresh_db.address(), 4)
        assert sealing.seal_once(application, None) is None
        slow.commit()

    batch = sealing.seal_once(application, None)
    assert batch.count == 5
    (first,) = application.execute("select id from ledger_entry order by epoch, tx, id limit 1").fetchone()
    assert first == early


def test_a_line_that_was_rolled_back_was_never_there(fresh_db, application):
    with connect(fresh_db.address()) as undone:
        put(undone, new_id(), 1)
        undone.rollback()
    put_many(fresh_db.address(), 1)
    assert sealing.seal_once(application, None).count == 1


def test_a_stream_is_not_turned_round_by_an_older_transaction_that_wrote_later(fresh_db, application):
    stream = new_id()
    with (
        connect(fresh_db.address()) as old,
        connect(fresh_db.address()) as open_one,
        connect(fresh_db.address()) as new,
    ):
        put(old, new_id(), 1)  # has the lowest number
        put(open_one, new_id(), 1)  # stays open in between
        put(new, stream, 1)  # the stream's first line, in the highest
        new.commit()
        put(old, stream, 2)  # its second, in the lowest
        old.commit()

        # «old» is below the horizon by now: its first line may go, the stream's second must wait for the stream's first.
        first = sealing.seal_once(application, None)
        assert first.count == 1
        assert sealing.seal_once(application, first) is None
        open_one.commit()
    assert sealing.seal_once(application, first).count == 3


def test_a_large_backlog_goes_in_several_batches(fresh_db, application):
    put_many(fresh_db.address(), 10)
    counts, last = [], None
    while batch := sealing.seal_once(application, last, limit=4):
        counts.append(batch.count)
        last = batch
    assert counts == [4, 4, 2]


def test_one_sealer_at_a_time(fresh_db, application):
    put_many(fresh_db.address(), 3)
    with connect(fresh_db.address(), autocommit=True) as other:
        other.execute(sealer.LOCK)
        assert sealer.seal_now(application) is None
    stop = threading.Event()
    thread = threading.Thread(target=sealer.run, args=[stop, fresh_db.address()])
    thread.start()
    while batches.last(application) is None:
        stop.wait(0.01)
    stop.set()
    thread.join()
    while (sealed := sealer.seal_now(application)) is None:  # the server has yet to notice that the other is gone
        pass
    assert sealed == 0


def test_what_stalls_the_sealer_is_named_and_ended(fresh_db, application):
    bell = Bell()
    with connect(fresh_db.address()) as forgotten, alarms.bells.instead(bell):
        put(forgotten, new_id(), 1)
        put_many(fresh_db.address(), 1)
        pid, _ = sealing.end_what_stalls(application, None, patience=0.0)

        assert pid == forgotten.info.backend_pid
        ((code, sentence),) = bell.rung
        assert code == "ledger.stalled"
        assert "motcua" in sentence
        while not sealing.seal_once(application, None):
            pass
        forgotten.close()
    assert batches.last(application).count == 1


def test_a_migration_is_named_and_left_alone(fresh_db, application):
    bell = Bell()
    with connect(fresh_db.address("owner")) as migration, alarms.bells.instead(bell):
        put(migration, new_id(), 1)
        put_many(fresh_db.address(), 1)
        sealing.end_what_stalls(application, None, patience=0.0)
        assert [code for code, _ in bell.rung] == ["ledger.stalled"]
        migration.commit()
    assert sealing.seal_once(application, None).count == 2


def test_nothing_is_ended_while_nothing_waits(fresh_db, application):
    with connect(fresh_db.address()) as writer:
        put(writer, new_id(), 1)
        assert sealing.end_what_stalls(application, None, patience=0.0) is None


def test_after_a_restore_old_lines_go_before_new_ones_and_the_chain_holds(fresh_db, application):
    put_many(fresh_db.address(), 3)
    sealed = sealing.seal_once(application, None)
    put_many(fresh_db.address(), 2)  # came back unsealed

    assert epochs.raise_epoch(fresh_db.address("owner")) == (2, 2)

    put_many(fresh_db.address(), 4)
    last = sealing.seal_once(application, batches.last(application))
    assert (sealed.upper.epoch, last.upper.epoch, last.count, last.total) == (1, 2, 4, 9)
    assert verifying.verify(fresh_db.address()).fault is None


def test_whether_lines_wait_is_found_by_the_order_of_sealing(fresh_db, application):
    put_many(fresh_db.address(), 3_000)
    with connect(fresh_db.address("owner"), autocommit=True) as owner:
        owner.execute("analyze ledger_entry")
    after = batches.after(sealing.seal_once(application, None))[2]
    application.execute("set plan_cache_mode = force_generic_plan")
    asked = {
        "stuck": (sealing.STUCK, [0.0, after.epoch, after.tx, after.id]),
        "lag": (measures.LAG, []),
    }
    for name, (sql, values) in asked.items():
        plan = "\n".join(line for (line,) in prepared(application, name, sql, values))
        assert "Seq Scan on ledger_entry" not in plan, name
        assert "Index Cond: (ROW(epoch, tx, id) >" in plan, name


def prepared(connection, name, sql, values):
    """Return the plan of a statement that is made once for all values, as the parts of the house make theirs."""
    places = iter(range(1, len(values) + 1))
    while "%s" in sql:
        sql = sql.replace("%s", f"${next(places)}", 1)
    connection.execute(f"prepare {name} as {sql}")
    given = ", ".join(f"'{value}'" for value in values)
    return connection.execute(f"explain execute {name}{f'({given})' if given else ''}").fetchall()
