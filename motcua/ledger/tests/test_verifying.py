"""Whoever changes, removes, adds or cuts off a line is found out, and the line is named.

The tampering is done as the superuser with every trigger off: what an administrator with bad intentions can do.
"""

import hashlib
import json
from uuid import UUID

import pytest

from motcua.kernel import keys
from motcua.kernel.ids import new_id
from motcua.ledger import batches, roots, rules, sealer, verifying
from motcua.ledger.couriers.folder import FolderCourier
from motcua.ledger.sockets import couriers
from motcua.ledger.tests.world import connect, put_many


@pytest.fixture
def application(fresh_db):
    with connect(fresh_db.address(), autocommit=True) as opened:
        yield opened


@pytest.fixture
def history(fresh_db, application):
    """Twelve lines in three batches, in the order in which they are sealed."""
    for _ in range(3):
        put_many(fresh_db.address(), 4)
        sealer.seal_now(application)
    return [row[0] for row in application.execute("select id from ledger_entry order by epoch, tx, id")]


@pytest.fixture
def outside(application, history, tmp_path, monkeypatch):
    """A folder with the signed root of the third batch."""
    monkeypatch.setenv("MOTCUA_ROOTS", str(tmp_path / "roots"))
    with couriers.instead(FolderCourier()):
        roots.sign(application)
        assert roots.carry(application) == 1
    return tmp_path / "roots"


def tamper(database, *statements):
    with connect(database.address("superuser")) as superuser:
        for table in ("ledger_entry", "ledger_batch", "ledger_root"):
            superuser.execute(f"alter table {table} disable trigger all")
        for statement, *params in statements:
            superuser.execute(statement, params)


def fault_of(database, **options):
    return verifying.verify(database.address(), **options).fault


def test_an_untouched_history_is_whole(fresh_db, history, outside):
    put_many(fresh_db.address(), 2)
    verdict = verifying.verify(fresh_db.address(), folder=outside)
    assert verdict.as_dict() == {
        "ok": True,
        "lines": 12,
        "batches": 3,
        "unsealed": 2,
        "outside_roots": 1,
        "fault": None,
    }


def test_the_database_hashes_a_line_as_we_do(fresh_db, application, history):
    for line, leaf in application.execute("select id, ledger_leaf(e) from ledger_entry e"):
        fields = [
            str(value) if isinstance(value, UUID) else value
            for value in application.execute(
                "select id, epoch, tx::text, node, stream_kind, stream_id, seq, verb, actor, post, unit, at::text, recorded_at::text, facts::text "
                "from ledger_entry where id = %s",
                [line],
            ).fetchone()
        ]
        assert hashlib.sha256(rules.encode(dict(zip(rules.FIELDS, fields, strict=True)))).digest() == bytes(leaf)


@pytest.mark.parametrize(
    "change",
    ["facts = '{\"n\": 99}'", "verb = 'trial.quiet'", "at = at + interval '1 microsecond'", "actor = unit_of_nobody"],
)
def test_a_changed_line_is_named(fresh_db, history, change):
    change = change.replace("unit_of_nobody", "'00000000-0000-0000-0000-0000000000ff'")
    tamper(fresh_db, (f"update ledger_entry set {change} where id = %s", history[6]))
    fault = fault_of(fresh_db)
    assert (fault.what, fault.batch, fault.entry) == ("changed", 2, str(history[6]))
    assert str(history[6]) in fault.sentence


@pytest.mark.parametrize(("place", "batch"), [(0, 1), (5, 2), (11, 3)])
def test_a_removed_line_is_named_by_the_line_before_it(fresh_db, history, place, batch):
    tamper(fresh_db, ("delete from ledger_entry where id = %s", history[place]))
    fault = fault_of(fresh_db)
    before = str(history[place - 1]) if place % 4 else None
    assert (fault.what, fault.batch, fault.entry) == ("missing", batch, before)


SLIP = """
insert into ledger_entry (id, tx, node, stream_kind, stream_id, seq, verb, actor, at)
select %s, tx, 1, 'trial.thing', gen_random_uuid(), 1, 'trial.done', actor, at from ledger_entry where id = %s
"""


def test_a_line_slipped_into_the_sealed_past_is_named(fresh_db, history):
    forged = new_id()
    tamper(fresh_db, (SLIP, forged, history[5]))
    fault = fault_of(fresh_db)
    assert (fault.what, fault.batch, fault.entry) == ("added", 2, str(forged))


def test_a_change_covered_up_in_its_batch_breaks_the_chain(fresh_db, application, history):
    tamper(fresh_db, ("update ledger_entry set verb = 'trial.quiet' where id = %s", history[1]))
    leaves = [
        bytes(row[0])
        for row in application.execute("select ledger_leaf(e) from ledger_entry e order by epoch, tx, id limit 4")
    ]
    tree = rules.tree_of(leaves)
    tamper(fresh_db, ("update ledger_batch set tree = %s, leaves = %s where number = 1", tree, b"".join(leaves)))
    assert (fault_of(fresh_db).what, fault_of(fresh_db).batch) == ("batch", 1)

    root = batches.one(application, 1).root
    tamper(fresh_db, ("update ledger_batch set root = %s where number = 1", root))
    assert (fault_of(fresh_db).what, fault_of(fresh_db).batch) == ("batch", 2)


def test_a_history_rewritten_whole_differs_from_what_was_carried_out(fresh_db, application, history, outside):
    tamper(
        fresh_db,
        ("update ledger_entry set verb = 'trial.quiet' where id = %s", history[1]),
        ("delete from ledger_batch",),
    )
    sealer.seal_now(application)
    put_many(fresh_db.address(), 1)
    sealer.seal_now(application)
    put_many(fresh_db.address(), 1)
    sealer.seal_now(application)

    assert fault_of(fresh_db) is None
    assert (fault_of(fresh_db, folder=outside).what, fault_of(fresh_db, folder=outside).batch) == ("rewritten", 3)


def test_a_tail_cut_off_is_found_by_what_was_carried_out(fresh_db, history, outside):
    tamper(
        fresh_db,
        ("delete from ledger_batch where number = 3",),
        ("delete from ledger_entry where id = any(%s)", history[8:]),
    )
    assert fault_of(fresh_db) is None
    assert (fault_of(fresh_db, folder=outside).what, fault_of(fresh_db, folder=outside).batch) == ("cut off", 3)


def test_a_batch_taken_out_of_the_middle_is_named(fresh_db, history):
    tamper(fresh_db, ("delete from ledger_batch where number = 2",))
    assert (fault_of(fresh_db).what, fault_of(fresh_db).batch) == ("missing batch", 2)


def test_an_outside_root_that_somebody_else_signed_is_refused(fresh_db, history, outside):
    (path,) = outside.glob("*.json")
    root = json.loads(path.read_text())
    assert fault_of(fresh_db, folder=outside, key=rules.public_key(keys.root_key())) is None
    assert fault_of(fresh_db, folder=outside, key=rules.public_key(bytes(32))).what == "signature"

    path.write_text(json.dumps({**root, "total": 11}))
    assert fault_of(fresh_db, folder=outside).what == "signature"
    path.write_text("{}")
    assert fault_of(fresh_db, folder=outside).what == "root"


def test_several_processes_come_to_the_same_verdict(fresh_db, application, history, monkeypatch):
    monkeypatch.setattr(verifying, "WORTH_SHARING", 1)
    assert fault_of(fresh_db, processes=2) is None
    tamper(fresh_db, ("update ledger_entry set node = 9 where id = %s", history[9]))
    assert fault_of(fresh_db, processes=2).entry == str(history[9])


def test_checking_may_take_longer_than_an_act(fresh_db):
    with batches.connect(fresh_db.address()) as connection:
        limits = [
            connection.execute(f"show {name}").fetchone()[0] for name in ("statement_timeout", "transaction_timeout")
        ]
    assert limits == ["0", "0"]


def test_a_courier_that_fails_is_given_the_roots_again(application, history, tmp_path, monkeypatch):
    monkeypatch.setenv("MOTCUA_ROOTS", str(tmp_path / "a file"))
    (tmp_path / "a file").write_text("in the way")
    with couriers.instead(FolderCourier()):
        assert roots.sign(application) == 3
        assert roots.carry(application) == 0
        (tmp_path / "a file").unlink()
        assert roots.carry(application) == 1
        assert roots.carry(application) == 0
        assert roots.sign(application) is None
    assert [path.name for path in (tmp_path / "a file").iterdir()] == ["000000000003.json"]


def test_a_root_is_due_once_an_hour(fresh_db, application, history):
    assert roots.sign(application, due_only=True) == 3
    put_many(fresh_db.address(), 1)
    sealer.seal_now(application)
    assert roots.sign(application, due_only=True) is None
    tamper(fresh_db, ("update ledger_root set signed_at = signed_at - interval '61 minutes'",))
    assert roots.sign(application, due_only=True) == 4
