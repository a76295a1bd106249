"""How much memory the server keeps pages in."""

import os

import pytest

from motcua.database import memory

GB = 2**30


@pytest.mark.parametrize(
    ("has", "takes"),
    [(1 * GB, "256MB"), (2 * GB, "256MB"), (8 * GB, "1024MB"), (23 * GB, "2944MB"), (500 * GB, "8192MB")],
)
def test_the_server_takes_an_eighth_within_bounds(monkeypatch, has, takes):
    monkeypatch.setattr(memory, "available", lambda: has)
    assert memory.shared_buffers() == takes


def test_a_containers_limit_counts_where_it_is_less_than_the_machine(tmp_path):
    machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    small, large, none = tmp_path / "small", tmp_path / "large", tmp_path / "none"
    small.write_text("268435456\n")
    large.write_text(f"{machine * 2}\n")
    none.write_text("max\n")
    assert memory.available([small, tmp_path / "missing"]) == 268435456
    assert memory.available([large, none]) == machine
