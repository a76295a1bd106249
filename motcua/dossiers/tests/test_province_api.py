"""A program of the province's administrator does over the API what the pages do, with the same refusals."""

import pytest

from motcua.dossiers.tests.one_stop import OneStop, at
from motcua.dossiers.tests.province_calls import province_calls
from motcua.dossiers.tests.test_api import Caller
from motcua.kernel import moments


@pytest.fixture
def stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: at("2020-05-11 09:10"))
    return OneStop.open()


def test_units_calendar_settings_and_procedures_are_changed_as_on_the_pages(stop):
    def note(operation, answer):
        assert answer.status_code < 300, (operation, answer.content.decode()[:600])
        return answer.json() if answer.content else None

    province_calls(stop, note)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/settings/duplicate_days", {"value": "45", "valid_from": "2020-06-01", "reason": "x"}),
        ("/procedures/1.001193/fees", {"fees": [{"amount": 1}], "valid_from": "2020-06-01"}),
        ("/procedure-drafts", {"code": "BKA-9", "name": "Thử"}),
        ("/calendar-proposals", {"days": [], "paper": "x"}),
    ],
)
def test_a_clerks_program_changes_nothing_of_the_province(stop, path, body):
    answer = Caller(stop.clerk).post(path, body)

    assert (answer.status_code, answer.json()["type"]) == (403, "urn:motcua:problem:not-allowed")


def test_what_is_public_of_the_house_is_read_by_every_token(stop):
    caller = Caller(stop.clerk)

    assert (
        caller.get("/units").status_code == caller.get("/calendar?first=2020-05-11&last=2020-05-12").status_code == 200
    )
    assert caller.get("/settings").status_code == caller.get("/procedures/1.001193/versions").status_code == 403
    assert caller.get("/units/BK-KHONG-CO").status_code == 404
    assert caller.get("/calendar?first=2020-05-11&last=2029-05-12").json()["errors"].keys() == {"last"}
