import pytest

from motcua.dossiers.tests.one_stop import OneStop
from motcua.kernel import moments
from tests.imports.bringing import NOW


@pytest.fixture
def province(provinces, request, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: NOW)
    with provinces(request.node.name) as database:
        yield database


@pytest.fixture
def one_stop(province):
    return OneStop.open()
