"""The same use-cases over the API: tokens, answers, problems, idempotency."""

import json
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client

from motcua.dossiers.tests.one_stop import RENEW, SINGLE, OneStop, at, stored
from motcua.gate.queries import answer as kept_answer
from motcua.identity import services as identity
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.kernel.ids import new_id


class Caller:
    """A program with a token of one official."""

    def __init__(self, actor):
        issued = identity.issue_token(
            actor=SYSTEM, at=moments.now(), account=actor.account, post=actor.post, label="chương trình"
        )
        self.headers = {"Authorization": f"Bearer {issued.raw}"}
        self.token = issued.id
        self.client = Client()

    def post(self, path, body, key=None, **headers):
        headers = self.headers | headers | ({"Idempotency-Key": key} if key else {})
        return self.client.post(f"/api/v1{path}", json.dumps(body), content_type="application/json", headers=headers)

    def put(self, path, body):
        return self.client.put(
            f"/api/v1{path}", json.dumps(body), content_type="application/json", headers=self.headers
        )

    def upload(self, dossier, content, name="quet.pdf"):
        """Store a file for a dossier, as its raw bytes."""
        address = f"/api/v1/dossier-files?{urlencode({'dossier': dossier, 'name': name})}"
        return self.client.post(address, content, content_type="application/octet-stream", headers=self.headers)

    def get(self, path, **headers):
        return self.client.get(f"/api/v1{path}", headers=self.headers | headers)


@pytest.fixture
def stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: at("2020-05-11 09:10"))
    return OneStop.open()


def body(**changes):
    return {
        "procedure": SINGLE,
        "owner": {"name": "Bàn Văn Sinh", "number": "095000999001", "phone": "0900000002"},
        "papers": [{"name": "Tờ khai", "originals": 1}],
    } | changes


def test_a_reception_answers_with_code_and_promise(stop):
    answer = Caller(stop.clerk).post("/dossiers", body())

    assert answer.status_code == 201, answer.content
    told = answer.json()
    assert told["due_at"] == "2020-05-14T17:00:00+07:00"
    assert stored(told["code"]).facts["owner_name"] == "Bàn Văn Sinh"


def test_the_same_key_and_body_give_the_same_answer_and_one_dossier(stop):
    caller, key = Caller(stop.clerk), str(new_id())

    first, second = caller.post("/dossiers", body(), key), caller.post("/dossiers", body(), key)

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert second["Idempotent-Replayed"] == "true"


def test_the_same_key_with_another_body_is_refused(stop):
    caller, key = Caller(stop.clerk), str(new_id())
    caller.post("/dossiers", body(), key)

    answer = caller.post("/dossiers", body(sets=2), key)

    assert (answer.status_code, answer.json()["type"]) == (422, "urn:motcua:problem:idempotency-key-reused")
    assert answer["Content-Type"] == "application/problem+json"


def test_ten_twins_at_once_receive_one_dossier(stop):
    caller, key = Caller(stop.clerk), str(new_id())

    def send(_twin):
        try:
            return caller.post("/dossiers", body(), key).json()["code"]
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        codes = set(pool.map(send, range(10)))

    assert len(codes) == 1
    assert kept_answer(caller.token, key) is not None


def test_an_act_under_a_key_is_done_once(stop):
    clerk, key = Caller(stop.clerk), str(new_id())
    number = clerk.post("/dossiers", body()).json()["code"]

    first, second = (clerk.post(f"/dossiers/{number}/hand-over", {}, key) for _time in range(2))

    assert (first.status_code, second.status_code) == (200, 200), first.content
    assert first.json() == second.json()
    assert stored(number).revision == 2


def test_without_a_token_nothing_is_said(stop):
    answer = Client().get("/api/v1/dossiers")

    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert answer.json()["type"] == "urn:motcua:problem:token-missing"


def test_a_paper_that_everybody_must_bring_is_missed_by_name(stop):
    answer = Caller(stop.clerk).post("/dossiers", body(procedure=RENEW))

    assert answer.status_code == 422
    assert answer.json()["errors"]["papers"].startswith("Hồ sơ còn thiếu: Bản sao Giấy khai sinh")


def test_a_foreign_dossier_is_not_found(stop):
    number = Caller(stop.clerk).post("/dossiers", body()).json()["code"]
    stranger = Caller(stop.stranger)

    assert stranger.get(f"/dossiers/{number}").status_code == 404
    assert stranger.post(f"/dossiers/{number}/hand-over", {}).status_code == 404


def test_what_is_wrong_is_said_beside_each_field_in_both_languages(stop):
    caller = Caller(stop.clerk)
    wrong = body(owner={"name": "Bàn Văn Sinh", "phone": "091234567"}, sets=0)

    vietnamese = caller.post("/dossiers", wrong)
    english = caller.post("/dossiers", wrong, **{"Accept-Language": "en"})

    assert vietnamese.status_code == 422
    assert vietnamese.json()["errors"]["sets"] == "Số này ngoài khoảng cho phép."
    assert english.json()["errors"]["sets"] != vietnamese.json()["errors"]["sets"]


def test_a_wrong_telephone_is_named_with_its_place(stop):
    answer = Caller(stop.clerk).post("/dossiers", body(owner={"name": "Bàn Văn Sinh", "phone": "091234567"}))

    assert answer.status_code == 422
    assert "10 số" in answer.json()["errors"]["owner.phone"]


def test_a_body_that_is_no_json_is_a_problem_too(stop):
    caller = Caller(stop.clerk)
    answer = caller.client.post("/api/v1/dossiers", "{", content_type="application/json", headers=caller.headers)

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_the_whole_way_by_api(stop):
    clerk, specialist, leader = Caller(stop.clerk), Caller(stop.specialist), Caller(stop.leader)
    papers = [{"paper": str(paper.paper), "originals": 1} for paper in stop.reception(RENEW).papers]
    number = clerk.post("/dossiers", body(procedure=RENEW, papers=papers)).json()["code"]
    steps = [
        (clerk, "hand-over", {}),
        (specialist, "take-up", {}),
        (specialist, "notes", {"text": "Đã đối chiếu sổ gốc."}),
        (
            specialist,
            "supplement",
            {"papers": [{"name": "Giấy tờ tuỳ thân", "copies": 1}], "reason": "Thiếu.", "ground": "Luật Hộ tịch."},
        ),
        (clerk, "supplement-completion", {"papers": []}),
        (specialist, "proposal", {}),
        (leader, "approval", {}),
        (clerk, "delivery", {"recipient": {"name": "Bàn Văn Sinh"}, "told": "gọi 0900000001 lúc 9 giờ"}),
    ]
    for caller, act, sent in steps:
        answer = caller.post(f"/dossiers/{number}/{act}", sent)
        assert answer.status_code == 200, (act, answer.content.decode())

    assert clerk.get(f"/dossiers/{number}").json()["state"] == 10
    lines = clerk.get(f"/dossiers/{number}/timeline").json()["lines"]
    assert [line["text"] for line in lines if line["text"]][-1] == "Đã đối chiếu sổ gốc."
    assert clerk.get(f"/dossiers/{number}/receipt").content.startswith(b"%PDF")


def test_the_desk_pages_on_by_cursor(stop):
    caller = Caller(stop.clerk)
    for _dossier in range(3):
        caller.post("/dossiers", body())

    seen, cursor = [], ""
    while True:
        page = caller.get(f"/dossiers?limit=2&cursor={cursor}").json()
        seen += [row["number"] for row in page["rows"]]
        cursor = page["next"]
        if not cursor:
            break

    assert len(seen) == len(set(seen)) == page["counts"]["cho-toi"]


def test_the_look_up_by_code_needs_no_token_and_says_no_name(stop):
    number = Caller(stop.clerk).post("/dossiers", body()).json()["code"]

    answer = Client().get(f"/api/v1/look-up/{number}")

    assert answer.status_code == 200
    assert answer.json()["sentence"].startswith("Hồ sơ đang được giải quyết.")
    assert "Sinh" not in answer.content.decode()
