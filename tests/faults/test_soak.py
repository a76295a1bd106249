"""A soak of one minute: nothing acknowledged is lost, nothing doubled, every check is clean, every failure spoke."""

import pytest

from tests.faults import soak
from tests.faults.running import installation


@pytest.mark.long
def test_a_minute_of_sixteen_users_and_every_fault(tmp_path):
    with installation(tmp_path) as running:
        found = soak.soak(running, minutes=1)

    assert soak.is_well(found), found
    assert set(found["faults"]) == {name for name, _strike in soak.FAULTS}
    assert found["received"] > 0
    assert found["handed_over"] > 0


@pytest.mark.parametrize(
    ("told", "speaks"),
    [
        (b'{"detail": "Th\xe1\xbb\xad l\xe1\xba\xa1i sau."}', True),
        (b'{"detail": ""}', False),
        (b"<h1>Trang h\xe1\xbb\x8fng</h1>", True),
        (b"Internal Server Error", False),
        (b"", False),
    ],
)
def test_what_speaks_to_a_person(told, speaks):
    assert soak.has_sentence(told) is speaks
