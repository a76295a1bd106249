"""The house that the stories about copies begin with."""

import shutil

import pytest

from tests.operations.small import House


@pytest.fixture
def small(house, monkeypatch):
    made = House(house, monkeypatch)
    yield made
    shutil.rmtree(made.target.folder, ignore_errors=True)
