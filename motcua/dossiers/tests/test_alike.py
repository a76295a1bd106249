"""While receiving the clerk is told of the same person's same procedure, open or done lately, and decides."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.catalogue import queries as catalogue
from motcua.dossiers import queries, services
from motcua.dossiers.tests.at_the_screen import Screen, values_of
from motcua.dossiers.tests.one_stop import RENEW, SINGLE, OneStop, at, stored
from motcua.dossiers.tests.test_api import Caller, body
from motcua.kernel import moments
from motcua.kernel.ids import new_id
from motcua.organisation import queries as organisation
from motcua.parties import queries as parties

WHEN = at("2020-05-14 09:00")
ASK = "Người này đã có hồ sơ cùng thủ tục."


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: WHEN)
    return OneStop.open()


def person(dossier, **changes):
    known = parties.persons([stored(dossier).owner])[stored(dossier).owner]
    return {"name": known.name, "birth": known.birth, "number": known.number} | changes


def told(one_stop, owner, procedure=RENEW, when=WHEN, actor=None):
    version = catalogue.in_force(procedure, when.date())
    return [one.number for one in queries.alike(actor or one_stop.clerk, version, owner, at=when)]


def test_the_same_number_and_procedure_still_open_is_told_with_its_state(one_stop):
    number = one_stop.receives().code
    version = catalogue.in_force(RENEW, WHEN.date())
    (found,) = queries.alike(one_stop.clerk, version, person(number), at=WHEN)

    assert (found.number, found.owner, found.on, found.state) == (
        number,
        "Triệu Mùi Khé",
        at("2020-05-11 00:00").date(),
        "Chuyển thẩm định",
    )


def test_name_and_birth_are_enough_and_a_name_alone_is_not(one_stop):
    number = one_stop.receives(owner={"name": "Hoàng Thị Duyên", "birth": "3/4/1988"}).code

    assert told(one_stop, {"name": "HOÀNG THỊ DUYÊN", "birth": "3/4/1988"}) == [number]
    assert told(one_stop, {"name": "Hoàng Thị Duyên"}) == []


def test_another_procedure_or_another_person_is_not_told(one_stop):
    number = one_stop.receives().code

    assert told(one_stop, person(number), SINGLE) == []
    assert told(one_stop, person(number, number="095000888777")) == []


def test_what_is_done_is_told_for_the_days_of_the_settings(one_stop):
    number = one_stop.brings_to_signature()
    one_stop.approves(number)
    one_stop.returns(number, "2020-05-13 14:00")

    assert organisation.settings(WHEN.date()).duplicate_days == 30
    assert told(one_stop, person(number), when=at("2020-06-12 13:00")) == [number]
    assert told(one_stop, person(number), when=at("2020-06-12 15:00")) == []


def test_what_was_taken_back_or_received_by_mistake_is_no_second_time(one_stop):
    back, mistake = one_stop.receives().code, one_stop.receives().code
    services.withdraw(actor=one_stop.clerk, at=WHEN, number=back, reason="Đổi ý.")
    services.cancel_reception(actor=one_stop.clerk, at=at("2020-05-11 15:00"), number=mistake, reason="Nhầm.")

    assert told(one_stop, person(back)) == []
    assert told(one_stop, person(mistake)) == []


def test_what_the_clerk_may_not_see_is_not_told(one_stop):
    number = one_stop.receives().code

    assert told(one_stop, person(number), actor=one_stop.stranger) == []


def typed(one_stop, number):
    return values_of(one_stop.reception(owner=person(number) | {"phone": "0900000001"}))


def test_the_warning_stands_beside_the_form_and_the_clerk_goes_on(one_stop):
    number = one_stop.receives().code
    clerk, values = Screen(one_stop.clerk), typed(one_stop, number)
    draft = new_id()
    saved = clerk.client.post(f"/tiep-nhan/{draft}/nhap", values, headers={"Accept": "application/json"})
    page = clerk.opens(f"/tiep-nhan/{draft}").content.decode()

    assert ASK in saved.json()["regions"]["alike"]
    assert f'href="/ho-so/{number}"' in page
    assert clerk.sends(f"/tiep-nhan/{draft}", values).status_code == 302
    assert queries.dossier_by_id(one_stop.clerk, draft).has_code


def test_without_a_double_there_is_no_warning(one_stop):
    clerk, draft = Screen(one_stop.clerk), new_id()
    values = values_of(one_stop.reception())
    saved = clerk.client.post(f"/tiep-nhan/{draft}/nhap", values, headers={"Accept": "application/json"})

    assert saved.json()["regions"]["alike"].strip() == ""
    assert ASK not in clerk.sees(f"/tiep-nhan/{draft}")


def test_a_program_asks_by_itself_and_its_reception_asks_nothing_more(one_stop):
    caller = Caller(one_stop.clerk)
    number = caller.post("/dossiers", body()).json()["code"]
    with CaptureQueriesContext(connection) as statements:
        assert caller.post("/dossiers", body()).status_code == 201
    answer = caller.post("/duplicates", {"procedure": SINGLE, "owner": body()["owner"]})

    assert number in [one["number"] for one in answer.json()["dossiers"]]
    assert not [one for one in statements.captured_queries if re.search(r"name_plain = |s\.closed_at >=", one["sql"])]
