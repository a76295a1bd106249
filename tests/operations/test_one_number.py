"""One number leads from the answer that somebody saw to the line of the log and to the line of the ledger."""

import pytest
from structlog.testing import capture_logs

from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import OneStop, at, stored
from motcua.dossiers.types import KIND
from motcua.kernel import moments
from motcua.ledger import queries as ledger


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: at("2020-05-11 09:30"))
    return OneStop.open()


def test_the_number_of_an_answer_stands_in_the_log_and_in_the_ledger(one_stop):
    number = one_stop.receives().code
    with capture_logs() as log:
        answer = Screen(one_stop.clerk).does(number, "chuyen-giao")

    (*before, last) = ledger.stream(KIND, stored(number).id)
    assert answer.status_code == 302, answer.content.decode()[-500:]
    assert last.facts["request"] == answer["X-Request-Number"]
    assert {line["number"] for line in log if line["event"] == "request.done"} == {answer["X-Request-Number"]}
    assert [line.facts.get("request") for line in before] == [None] * len(before)
