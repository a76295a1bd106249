"""Stories of the acceptance matrix that no other file tells (docs/reference/law.md names the rest)."""

import pytest

from motcua.dossiers import services
from motcua.dossiers.queries.standing import difference
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import OneStop, at, stored
from motcua.dossiers.types import AlreadyAsked, PaperIn, State
from motcua.kernel import moments
from motcua.ledger import queries as ledger

WHEN = at("2020-05-13 10:00")


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: WHEN)
    return OneStop.open()


def test_a_late_result_is_still_handed_over_and_stays_late(one_stop):
    number = one_stop.brings_to_signature()
    one_stop.approves(number, "2020-05-20 09:00")
    assert (stored(number).standing.state, stored(number).standing.on_time) == (State.FINISHED, False)

    returned = one_stop.returns(number, "2020-05-20 14:00")

    assert (returned.standing.state, returned.standing.on_time) == (State.RETURNED, False)
    assert difference(stored(number)) is None


def test_another_officials_second_request_is_refused_and_leaves_no_line(one_stop):
    number = one_stop.receives().code
    one_stop.hands_over(number)
    one_stop.examines(number)
    ask = {
        "number": number,
        "papers": (PaperIn(1, "Giấy chứng sinh", originals=1),),
        "reason": "Thiếu.",
        "ground": "Luật Hộ tịch 2014.",
    }
    services.ask_supplement(actor=one_stop.specialist, at=at("2020-05-12 09:00"), **ask)
    services.complete_supplement(actor=one_stop.clerk, at=at("2020-05-13 09:00"), number=number)
    before = len(ledger.stream("dossiers.dossier", stored(number).id))

    with pytest.raises(AlreadyAsked):
        services.ask_supplement(actor=one_stop.leader, at=at("2020-05-13 11:00"), **ask)

    assert len(ledger.stream("dossiers.dossier", stored(number).id)) == before
    assert stored(number).standing.state is State.PROCESSING


def test_the_public_page_holds_no_name_telephone_or_number(one_stop):
    reception = one_stop.reception()
    owner = reception.owner
    received = services.receive(actor=one_stop.clerk, at=at("2020-05-11 09:10"), reception=reception)
    secrets = (*owner["name"].split(), owner["phone"], owner["number"])

    page = Screen().client.get("/tra-cuu", {"ma": received.code}, follow=True).content.decode()

    assert "Hồ sơ đang được giải quyết." in page
    assert [secret for secret in secrets if secret in page] == []
