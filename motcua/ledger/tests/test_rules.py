"""Leaves, trees, roots and signatures."""

import hashlib
import json
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.ledger import rules
from motcua.ledger.rules import Batch, Bound

SEED = bytes(range(32))
AT = datetime(2020, 5, 11, 1, 30, tzinfo=UTC)


def batch(number=1, previous=rules.GENESIS, tree=b"t" * 32):
    return Batch(number, 3, 3, Bound(1, 900, UUID(int=7)), previous, tree)


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def test_a_tree_of_three_leaves_is_that_of_rfc_6962():
    a, b, c = (bytes([i]) * 32 for i in range(3))
    assert rules.tree_of([a]) == a
    assert rules.tree_of([a, b]) == node(a, b)
    assert rules.tree_of([a, b, c]) == node(node(a, b), c)


@given(st.integers(1, 70), st.data())
def test_every_leaf_has_a_path_to_the_root(count, data):
    leaves = [hashlib.sha256(bytes([i])).digest() for i in range(count)]
    place = data.draw(st.integers(0, count - 1))
    assert rules.walk(leaves[place], rules.path_of(leaves, place)) == rules.tree_of(leaves)


def test_a_root_speaks_for_everything_before_it():
    roots = {
        batch().root,
        batch(number=2).root,
        batch(previous=b"p" * 32).root,
        batch(tree=b"u" * 32).root,
    }
    assert len(roots) == 4


def test_an_encoding_has_the_length_before_each_field():
    line = {
        "id": str(UUID(int=1)), "epoch": 1, "tx": 2**63 + 5, "node": 1, "kind": "dossiers.dossier", "stream": str(UUID(int=2)), "seq": 3,
        "verb": "dossiers.received", "actor": str(UUID(int=4)), "post": None, "unit": str(UUID(int=5)),
        "at": "2000-01-01T00:00:01+00:00", "recorded_at": "1999-12-31T23:59:59.999999+00:00", "facts": '{"due": "…"}',
    }  # fmt: skip
    text = rules.encode(line)
    assert text.startswith(
        b"\0\0\0\x10" + UUID(int=1).bytes + b"\0\0\0\x04\0\0\0\x01" + b"\0\0\0\x08\x80\0\0\0\0\0\0\x05"
    )
    assert (
        b"\xff\xff\xff\xff\0\0\0\x10"
        + UUID(int=5).bytes
        + b"\0\0\0\x08\0\0\0\0\0\x0f\x42\x40"
        + b"\0\0\0\x08"
        + b"\xff" * 8
        in text
    )
    assert text.endswith(b"\0\0\0\x0e" + '{"due": "…"}'.encode())


def test_a_signed_root_holds_until_one_figure_changes():
    root = json.loads(rules.signed(batch(), SEED, AT))
    assert root["key"] == rules.public_key(SEED)
    assert rules.is_signed(root)
    assert rules.is_signed(root, rules.public_key(SEED))
    assert not rules.is_signed(root, rules.public_key(bytes(32)))
    assert not rules.is_signed({**root, "total": 4})
    assert not rules.is_signed({name: value for name, value in root.items() if name != "signature"})


IDS = [UUID(int=i) for i in range(6)]


@pytest.mark.parametrize(
    ("late", "length"),
    [
        ({}, 6),
        ({1: IDS[4]}, 6),  # both are here
        ({3: UUID(int=99)}, 3),  # the earlier one is still open
        ({1: IDS[4], 3: UUID(int=99)}, 1),  # cutting before 3 leaves 4 out, so 1 must wait as well
    ],
)
def test_a_batch_never_turns_a_stream_round(late, length):
    assert rules.safe_prefix(IDS, late) == length


def test_a_stream_is_read_by_seq_and_the_rest_stays_as_it_stands():
    assert rules.sort_streams([("a", 2), ("b", 1), ("a", 1), ("c", 9), ("a", 3)]) == [2, 1, 0, 3, 4]
