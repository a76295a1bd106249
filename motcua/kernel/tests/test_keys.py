import base64
import json
import stat

import pytest
from cryptography.exceptions import InvalidTag

from motcua.kernel import keys


@pytest.fixture
def own_keys(tmp_path, monkeypatch):
    """A key file of this test's own; the suite's comes back afterwards."""
    path = tmp_path / "keys" / "keys.json"

    def forget():
        monkeypatch.setattr(keys, "_looked", None)

    keys.make_file(path)
    monkeypatch.setenv(keys.FILE_VARIABLE, str(path))
    forget()
    return path, forget


def test_a_sealed_value_opens_for_the_same_purpose_only(own_keys):
    sealed = keys.seal("095123456", "parties.number")

    assert b"095123456" not in sealed
    assert keys.unseal(sealed, "parties.number") == "095123456"
    with pytest.raises(InvalidTag):
        keys.unseal(sealed, "parties.phone")


def test_sealing_twice_gives_two_values(own_keys):
    assert keys.seal("a", "x") != keys.seal("a", "x")


def test_a_changed_byte_is_noticed(own_keys):
    sealed = bytearray(keys.seal("a", "x"))
    sealed[-1] ^= 1

    with pytest.raises(InvalidTag):
        keys.unseal(bytes(sealed), "x")


def test_equal_values_have_equal_indexes_within_a_purpose(own_keys):
    assert keys.blind("095123456", "number") == keys.blind("095123456", "number")
    assert keys.blind("095123456", "number") != keys.blind("095123456", "phone")
    assert keys.blind("095123456", "number") != keys.blind("095123457", "number")
    assert len(keys.blind("", "number")) == 32


def test_after_a_rotation_old_values_are_still_read_and_new_ones_use_the_new_key(own_keys):
    path, forget = own_keys
    before = keys.seal("Bản Cám", "parties.address")
    text = json.loads(path.read_text())
    text["keys"]["k2"] = base64.b64encode(bytes(range(32))).decode()
    text["current"] = "k2"
    path.write_text(json.dumps(text))
    forget()

    after = keys.seal("Bản Cám", "parties.address")

    assert keys.unseal(before, "parties.address") == "Bản Cám"
    assert (before[1:3], after[1:3]) == (b"k1", b"k2")


def test_a_key_file_is_its_owners_only_and_never_written_over(own_keys):
    path, _ = own_keys
    before = path.read_text()
    keys.make_file(path)

    assert path.read_text() == before
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert keys.KeyRing.parse(before).dump() == before


def test_without_a_key_file_nothing_personal_can_be_written(own_keys, monkeypatch):
    _, forget = own_keys
    monkeypatch.delenv(keys.FILE_VARIABLE)
    forget()

    with pytest.raises(keys.KeysMissing):
        keys.seal("a", "x")


def test_a_turned_key_is_known_first_and_then_written_with(own_keys):
    path, forget = own_keys
    first = keys.ring()

    keys.write_file(path, first.known())
    forget()
    known = keys.ring()
    before = keys.seal("Bản Cám", "x")
    keys.write_file(path, known.turned())
    forget()

    assert (known.current, known.coming, known.leaving) == ("k1", "k2", ())
    assert (keys.ring().current, keys.ring().coming, keys.ring().leaving) == ("k2", None, ("k1",))
    assert keys.unseal(before, "x") == "Bản Cám"
    assert keys.ring().roots == first.roots
    assert keys.KeyRing.parse(keys.ring().dump()) == keys.ring()


def test_a_search_asks_for_the_index_of_every_key_that_rows_may_have(own_keys):
    path, forget = own_keys
    old = keys.blind("095123456", "number")
    turned = keys.ring().known().turned()
    keys.write_file(path, turned)
    forget()

    assert keys.blind("095123456", "number") != old
    assert keys.blinds("095123456", "number") == [keys.blind("095123456", "number"), old]

    keys.write_file(path, turned.without("k1"))
    forget()

    assert keys.blinds("095123456", "number") == [keys.blind("095123456", "number")]


def test_a_retired_key_still_opens_what_an_older_copy_brings_back(own_keys):
    path, forget = own_keys
    before = keys.seal("Bản Cám", "x")
    keys.write_file(path, keys.ring().known().turned().without("k1"))
    forget()

    assert keys.unseal(before, "x") == "Bản Cám"
    assert keys.ring().leaving == ()


def test_a_process_that_has_not_looked_yet_opens_what_another_wrote_with_the_new_key(own_keys):
    path, forget = own_keys
    first = keys.ring()
    keys.write_file(path, first.known().turned())
    forget()
    fresh = keys.seal("Bản Cám", "x")
    keys._looked.ring, keys._looked.stamp = first, (0, 0)

    assert keys.ring().current == "k1"
    assert keys.unseal(fresh, "x") == "Bản Cám"


def test_without_the_key_of_a_value_it_is_said_which_one_is_missing(own_keys):
    path, forget = own_keys
    keys.write_file(path, keys.ring().known().turned())
    forget()
    fresh = keys.seal("a", "x")
    keys.write_file(path, keys.KeyRing.new())
    forget()

    with pytest.raises(keys.KeysMissing, match="k2"):
        keys.unseal(fresh, "x")
