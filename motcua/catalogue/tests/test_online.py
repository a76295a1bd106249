"""How far a procedure can be done online: the later scale follows from the older one until the province says it."""

from dataclasses import replace

import pytest

from motcua.catalogue.rules import empty_version, online_mode
from motcua.catalogue.types import OnlineMode


@pytest.mark.parametrize(
    ("level", "mode"),
    [(1, OnlineMode.INFORMATION), (2, OnlineMode.INFORMATION), (3, OnlineMode.PARTIAL), (4, OnlineMode.FULL)],
)
def test_in_the_later_scale_a_mode_follows_from_the_level_until_the_province_says_it(level, mode):
    version = replace(empty_version("X.1"), online_level=level)
    assert online_mode(version) == (mode, True)
    assert online_mode(replace(version, online_mode="full")) == (OnlineMode.FULL, False)
    assert online_mode(empty_version("X.1")) == (None, False)
