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
        keys.ring.cache_clear()
        keys._cipher.cache_clear()

    keys.make_file(path)
    monkeypatch.setenv(keys.FILE_VARIABLE, str(path))
    forget()
    yield path, forget
    monkeypatch.undo()
    forget()


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
