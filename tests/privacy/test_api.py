"""Programs propose to erase, decide, read the register and who looked; each under the acts of its token, in sentences."""

import pytest

from motcua.dossiers.tests.one_stop import OneStop, at, stored
from motcua.dossiers.tests.test_api import Caller
from motcua.kernel import moments
from motcua.kernel.ids import new_id
from motcua.kernel.personal import holdings
from tests.privacy.whole_life import Somebody, lived

NOW = at("2020-06-10 10:00")


@pytest.fixture
def stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: NOW)
    return OneStop.open()


@pytest.fixture
def who():
    return Somebody()


@pytest.fixture
def clerk(stop):
    return Caller(stop.person("document_clerk"))


def proposes(clerk, number, key=None, **changes):
    body = {"subject": number, "ground": "asked", "reason": "Bà ấy yêu cầu.", "paper": "Đơn 1"}
    return clerk.post("/erasures", body | changes, key)


def test_what_one_program_proposes_another_approves_and_it_is_erased(stop, clerk, who):
    number, key = lived(stop, who), str(new_id())
    made = proposes(clerk, number, key)
    leader = Caller(stop.leader)

    assert made.status_code == 201, made.content
    assert proposes(clerk, number, key).json() == made.json()
    place = f"/erasures/{made.json()['id']}"
    assert leader.get("/erasures").json()["waiting"] == 1
    done = leader.post(f"{place}/approval", {"decision": "45/QĐ-UBND"})
    assert done.status_code == 200, done.content
    assert done.json()["lines"][0]["done_at"] == done.json()["done_at"]
    assert stored(number).life.erased_at == NOW
    again = leader.post(f"{place}/approval", {"decision": "45/QĐ-UBND"})
    assert (again.status_code, again.json()["type"]) == (409, "urn:motcua:problem:decided-already")


def test_nobody_approves_what_the_same_account_proposed(stop, who):
    from motcua.dossiers.tests.test_new_version import administrator

    both = Caller(administrator(stop, "ca-hai", "everywhere"))
    made = proposes(both, lived(stop, who)).json()

    own = both.post(f"/erasures/{made['id']}/approval", {"decision": "1"})

    assert (own.status_code, own.json()["type"]) == (403, "urn:motcua:problem:own-proposal")


def test_what_lacks_is_said_beside_its_field(stop, clerk, who):
    number = lived(stop, who)

    without = proposes(clerk, number, ground=None, reason=" ")
    assert without.status_code == 422
    assert without.json()["errors"]["ground"] == "Chọn căn cứ."
    assert "reason" in without.json()["errors"]
    assert proposes(clerk, "900.05.03.H03-200511-9876").status_code == 404
    made = proposes(clerk, number).json()
    unsaid = Caller(stop.leader).post(f"/erasures/{made['id']}/refusal", {"answer": ""})
    assert unsaid.json()["errors"] == {"answer": "Ghi vì sao không duyệt."}


def test_a_token_without_the_act_learns_nothing(stop, clerk, who):
    number = lived(stop, who)
    made = proposes(clerk, number).json()
    specialist, stranger = Caller(stop.specialist), Caller(stop.stranger)

    for path in ("/erasures", f"/erasures/{made['id']}", "/due-dossiers", "/processing-register"):
        assert specialist.get(path).status_code == 403, path
    assert proposes(specialist, number).status_code == 403
    assert stranger.get(f"/erasures/{made['id']}").status_code in {403, 404}
    told = specialist.post("/looks-told", {"number": who.card, "reason": "Muốn biết."})
    assert told.status_code == 403


def test_the_register_says_all_that_the_modules_declare(clerk):
    told = {one["key"]: one for one in clerk.get("/processing-register").json()["holdings"]}

    assert set(told) == {holding.key for holding in holdings}
    for holding in holdings:
        assert told[holding.key]["aim"] == str(holding.aim)
        assert {one["what"] for one in told[holding.key]["columns"]} == {str(one.what) for one in holding.columns}
    assert any(one["is_sealed"] for one in told["parties"]["columns"])


def test_who_looked_is_told_by_the_number_on_the_card_with_the_reason(stop, who):
    number = lived(stop, who)
    counter = Caller(stop.clerk)
    counter.get(f"/dossiers/{number}")

    told = counter.post("/looks-told", {"number": who.card, "reason": "Bà ấy hỏi."}).json()

    assert told["person"] == who.name
    assert {(look["what"], look["act"]) for look in told["looks"]} >= {(number, "mở xem")}
    assert "Bà ấy hỏi." in {look["reason"] for look in told["looks"]}
    wrong = counter.post("/looks-told", {"number": "1", "reason": "Bà ấy hỏi."})
    assert (wrong.status_code, list(wrong.json()["errors"])) == (422, ["number"])
