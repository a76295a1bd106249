"""The API says what it does: no 500, no undocumented answer, and every operation succeeds at least once."""

import json
from base64 import b64encode

import pytest
import schemathesis
from django.apps import apps
from django.core.wsgi import get_wsgi_application
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from motcua.dossiers.tests.one_stop import BIRTH, FOREIGN, OneStop, at, stored, unit_named
from motcua.dossiers.tests.privacy_calls import privacy_calls
from motcua.dossiers.tests.province_calls import province_calls
from motcua.dossiers.tests.test_api import Caller, body
from motcua.files.tests import papers as sheets
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.kernel.ids import new_id
from motcua.notices.tests.post_office import refused_messages
from motcua.postal import services as posting
from motcua.postal.types import Message, OrderAnswer, Said

#: Birth, residence and health insurance of a child at once: two agencies outside the system work at the same time.
LINKED = "2.000986"
CHECKS = (not_a_server_error, status_code_conformance, response_schema_conformance)


@pytest.fixture
def stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: at("2020-05-11 09:10"))
    return OneStop.open()


def test_whatever_is_sent_the_answer_is_a_documented_one(stop):
    caller = Caller(stop.clerk)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    tried = 0

    for operation in schema.get_all_operations():

        @given(case=operation.ok().as_strategy())
        @settings(
            max_examples=15, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        def send(case):
            case.call_and_validate(headers=caller.headers, checks=CHECKS)

        send()
        tried += 1

    assert tried == len(operations())


def operations():
    told = Client().get("/api/v1/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    return {one["operationId"] for path in told["paths"].values() for one in path.values()}


def test_every_operation_succeeds_at_least_once(stop, monkeypatch):
    clerk, specialist, leader = Caller(stop.clerk), Caller(stop.specialist), Caller(stop.leader)
    done = {}

    def note(operation, answer):
        done[operation] = answer.status_code
        assert answer.status_code < 300, (operation, answer.content.decode()[:400])
        return answer.json() if answer.content and answer["Content-Type"].startswith("application/json") else None

    def fresh():
        return note("receive", clerk.post("/dossiers", body(), str(new_id())))["code"]

    def with_specialist():
        number = fresh()
        note("hand_over", clerk.post(f"/dossiers/{number}/hand-over", {}))
        note("take_up", specialist.post(f"/dossiers/{number}/take-up", {}))
        return number

    def with_leader():
        number = with_specialist()
        note("propose", specialist.post(f"/dossiers/{number}/proposal", {}))
        return number

    recipient = {"recipient": {"name": "Bàn Văn Sinh", "proof": "identity", "proof_number": "095000000002"}}
    paper = [{"name": "Giấy tờ tuỳ thân", "copies": 1}]
    birth = [{"paper": str(one.paper), "originals": 1} for one in stop.reception(BIRTH).papers]

    number = with_leader()
    note("send_back", leader.post(f"/dossiers/{number}/send-back", {"reason": "Ghi lại ngày sinh."}))
    note(
        "ask_supplement",
        specialist.post(f"/dossiers/{number}/supplement", {"papers": paper, "reason": "Thiếu.", "ground": "Luật."}),
    )
    note("complete_supplement", clerk.post(f"/dossiers/{number}/supplement-completion", {"papers": paper}))
    note("note", specialist.post(f"/dossiers/{number}/notes", {"text": "Đã xem."}))
    note("propose", specialist.post(f"/dossiers/{number}/proposal", {}))
    note("approve", leader.post(f"/dossiers/{number}/approval", {}))
    note("return_result", clerk.post(f"/dossiers/{number}/delivery", recipient | {"told": "Gọi điện."}))
    wrong_result(note, leader, number)
    note("approve_many", leader.post("/approvals", {"numbers": [with_leader()]}))
    consults(note, specialist, with_specialist())
    with_others(stop, note, specialist, [with_specialist(), with_specialist()], monkeypatch)
    note("refuse", specialist.post(f"/dossiers/{with_specialist()}/refusal", {"reason": "Không đủ điều kiện."}))
    note("withdraw", clerk.post(f"/dossiers/{fresh()}/withdrawal", {"reason": "Đổi ý."}))
    kept = fresh()
    note("reissue_receipt", clerk.post(f"/dossiers/{kept}/receipt-reissue", recipient))
    under_a_head(note, fresh, clerk, leader, [str(one.post) for one in stop.cast[stop.unit.id, "specialist"]])
    on_a_bad_day(note, fresh, with_specialist, clerk, leader)
    found(note, clerk, kept)
    papers_too(note, stop, clerk, fresh())
    same_day = {"reception": body(procedure=BIRTH, papers=birth), **recipient, "result_number": "12"}
    note("receive_and_return", clerk.post("/immediate-results", same_day))
    note("refuse_at_intake", clerk.post("/intake-refusals", {"reception": body(), "reason": "Không thuộc thẩm quyền."}))
    guided = note(
        "guide_at_intake",
        clerk.post("/intake-guidances", {"reception": body(), "papers": paper, "reason": "Thiếu.", "ground": "Luật."}),
    )
    note("receive_filed", clerk.post(f"/dossiers/{guided['number']}/reception", body()))
    on_paper(note, clerk)
    money_too(stop, note, clerk, leader)
    by_post(stop, note, clerk)
    messages_too(stop, note, clerk)
    books_too(stop, note, clerk, leader)
    province_calls(stop, note)
    seen_from_above(stop, note, clerk, specialist, leader)

    # Entering a result belongs to the document clerk, or to the counter where nobody signs in the system; what several
    # agencies do at once wants a procedure of that kind; a month's notice is made by a job of ``steering``, whose tests read one.
    assert operations() - set(done) == {"register_result", "send_to_agencies", "lent_notice"}


def read_too(note, clerk):
    """What anybody may read."""
    note("public_figures", Client().get("/api/v1/public-figures?span=nam"))
    note("procedures", clerk.get("/procedures"))
    note("figures", clerk.get("/figures?span=nam&by=linh-vuc"))
    note("times", clerk.get("/figures/times?span=nam"))
    note("procedure", clerk.get("/procedures/1.001193"))
    note("published_scores", Client().get("/api/v1/scores/published?year=2020&quarter=1"))
    note("report_06a", clerk.get("/reports/ii-06a?span=nam"))
    note("report_07b", clerk.get("/reports/ii-07b?span=nam&by=don-vi"))


def told_in_words(note, clerk, leader):
    """The report in words of a month: drafted by the counter, issued by the head."""
    month = {"span": "thang", "on": "2020-04-15"}
    draft = note("narrative_draft", clerk.get("/narratives/draft?span=thang&on=2020-04-15"))
    texts = {item["key"]: item["text"] for item in draft["items"]}
    saved = note("save_narrative", clerk.post("/narratives/draft", month | {"texts": texts}))
    issued = month | {"texts": texts, "revision": saved["revision"]}
    made = note("issue_narrative", leader.post("/narratives", issued, str(new_id())))
    assert note("narrative", clerk.get(f"/narratives/{made['id']}"))["digest"] == made["digest"]
    assert made["id"] in [each["id"] for each in note("narratives", clerk.get("/narratives"))["narratives"]]


def seen_from_above(stop, note, clerk, specialist, leader):
    """What anybody may read, scores, the index, reports in words, letters of reminder, directions."""
    read_too(note, clerk)
    told_in_words(note, clerk, leader)
    note("lent_notices", leader.get("/lent-notices"))
    unit = stop.unit.id
    solved = stop.brings_to_signature()
    stop.approves(solved, "2020-05-11 09:05")
    answers = {"overall": 2, "answers": {"a": 1}}
    note(
        "rate", Client().post("/api/v1/ratings", answers | {"token": stored(solved).facts["token"]}, "application/json")
    )
    note("satisfaction", clerk.get("/satisfaction?year=2020&quarter=1"))
    note("agency_scores", clerk.get(f"/scores?year=2020&quarter=2&unit={unit}"))
    note("official_scores", leader.get(f"/scores/officials?year=2020&unit={unit}"))
    note("own_score", clerk.get("/scores/own?year=2020"))
    note("national_index", clerk.get("/index?year=2020&month=5"))
    note("index_lost", clerk.get(f"/index/lost?year=2020&month=5&criterion=2.1&unit={unit}"))
    late = stop.receives(when="2020-04-20 09:10").code
    stop.hands_over(late, "2020-04-20 10:00")
    stop.examines(late, "2020-04-20 14:00")
    assert late in [each["number"] for each in note("late_dossiers", leader.get("/late-dossiers"))["dossiers"]]
    letter = {"numbers": [late], "text": "Đề nghị giải quyết ngay.", "answer_by": "2020-05-14"}
    (made,) = note("remind", leader.post("/reminders", letter, str(new_id())))["reminders"]
    note("reminders", specialist.get("/reminders"))
    (line,) = note("reminder", specialist.get(f"/reminders/{made['id']}"))["dossiers"]
    said = {"dossier": line["dossier"], "reason": "Chờ xác minh.", "promised_on": "2020-05-15"}
    assert note("answer_reminder", specialist.post(f"/reminders/{made['id']}/answers", said))["unanswered"] == 0
    order = {"to_unit": str(unit), "to_post": str(stop.specialist.post), "text": "Xong trước thứ Sáu.", "number": late}
    given = note("direct", leader.post("/directions", order | {"due_on": "2020-05-14"}, str(new_id())))
    place = f"/directions/{given['id']}"
    note("direction", specialist.get(place))
    note("answer_direction", specialist.post(f"{place}/answers", {"text": "Còn chờ xác minh."}))
    note("extend_direction", leader.post(f"{place}/extension", {"text": "Xác minh cho xong.", "due_on": "2020-05-20"}))
    assert note("directions", specialist.get("/directions"))["counts"]["cho-toi"] >= 1
    assert note("close_direction", leader.post(f"{place}/closing", {}))["closed_at"]
    privacy_calls(stop, note)


def on_paper(note, clerk):
    book = note("draw_paper_book", clerk.post("/paper-books", {"size": 2}, str(new_id())))
    first, second = book["codes"]
    sent = body() | {"received_at": "2020-05-11T09:10:00+07:00"}
    entered = note("enter_from_book", clerk.post(f"/paper-codes/{first['id']}/reception", sent, str(new_id())))
    assert entered["code"] == first["code"]
    ends = {"codes": [second["id"]], "how": "returned", "reason": "Có điện lại."}
    note("end_paper_codes", clerk.post(f"/paper-books/{book['id']}/returned-codes", ends))
    note("close_paper_book", clerk.post(f"/paper-books/{book['id']}/closing", {}))
    assert note("paper_book", clerk.get(f"/paper-books/{book['id']}"))["returned"] == 1
    note("paper_books", clerk.get("/paper-books"))


def found(note, clerk, number):
    note("dossier", clerk.get(f"/dossiers/{number}"))
    note("timeline", clerk.get(f"/dossiers/{number}/timeline"))
    note("receipt", clerk.get(f"/dossiers/{number}/receipt"))
    note("desk", clerk.get("/dossiers"))
    note("list_dossiers", clerk.get("/dossiers/list?state=4&page=1"))
    note("find", clerk.get(f"/dossiers/search?text={number}"))
    note("look_up", Client().get(f"/api/v1/look-up/{number}"))
    note("me", clerk.get("/me"))


def messages_too(stop, note, clerk):
    note("messages", clerk.get("/messages"))
    decisions = (("resend_message", "resend"), ("settle_message", "settlement"))
    for (operation, noun), refused in zip(decisions, refused_messages(stop.unit.id), strict=True):
        note(operation, clerk.post(f"/messages/{refused}/{noun}", {"revision": 0}))


def papers_too(note, stop, clerk, number):
    """Originals in keeping, papers on their way, papers as files, results found again."""
    originals_too(note, clerk, number)
    papers_scanned(note, clerk)
    papers_carried(note, stop)
    files_and_vouchers(note, stop, clerk)
    note("results", clerk.get("/results"))


def originals_too(note, clerk, number):
    from motcua.dossiers import queries

    paper = str(queries.paper_scans(stored(number))[0].id)
    note("keep_originals", clerk.post(f"/dossiers/{number}/originals", {"papers": [{"paper": paper}], "place": "tủ 1"}))
    note("kept_originals", clerk.get("/originals"))
    kept = [note("originals", clerk.get(f"/dossiers/{number}/originals"))["originals"][0]["id"]]
    note("move_originals", clerk.post(f"/dossiers/{number}/originals-move", {"originals": kept, "place": "tủ 2"}))
    taker = {"name": "Bàn Văn Sinh", "proof": "receipt"}
    back = {"originals": kept, "recipient": taker}
    note("give_back_originals", clerk.post(f"/dossiers/{number}/originals-return", back))


def papers_carried(note, stop):
    from motcua.dossiers import services
    from motcua.organisation import queries as organisation

    district, when = organisation.district_of(stop.unit.id, at("2020-05-11 09:00").date()), at("2020-05-11 09:00")
    section = "Phòng Tài chính - Kế hoạch"
    people = stop.person("counter", district), stop.person("section_head", district, section=section)
    reception = stop.reception("1.001612", on=when.date(), unit=district)
    number = services.receive(actor=people[0], at=when, reception=reception).code
    services.hand_over(actor=people[0], at=when, number=number, section=section)
    desk, head = Caller(people[0]), Caller(people[1])
    leg = note("papers_to_carry", desk.get("/papers-to-carry"))["legs"][0]
    sent = {"target": leg["target"], "dossiers": [leg["dossier"]]}
    made = note("hand_over_papers", desk.post("/hand-over-lists", sent))
    place, line = f"/hand-over-lists/{made['id']}", made["lines"][0]["id"]
    lost = {"found": [{"line": line, "verdict": "missing", "note": "không thấy"}]}
    note("confirm_papers", head.post(f"{place}/confirmation", lost))
    note("settle_difference", desk.post(f"{place}/settlement", {"line": line, "how": "Tìm thấy."}))
    note("hand_over_list", head.get(place))


def files_and_vouchers(note, stop, clerk):
    papers = [{"paper": str(one.paper), "originals": 1} for one in stop.reception("2.000913").papers]
    number = clerk.post("/dossiers", body(procedure="2.000913", papers=papers)).json()["code"]
    dossier, receipt = clerk.get(f"/dossiers/{number}").json()["id"], str(new_id())
    file = note("store_file", clerk.upload(dossier, sheets.scan(1)))["id"]
    note("file", clerk.get(f"/files/{file}"))
    paid = {"receipt": receipt, "method": "transfer", "reference": "FT1", "voucher": file}
    note("take_fee", clerk.post(f"/dossiers/{number}/payments", paid))
    note("attach_voucher", clerk.post(f"/dossiers/{number}/vouchers", {"receipt": receipt, "file": file}))
    note("vouchers", clerk.get(f"/dossiers/{number}/vouchers"))


def consults(note, specialist, number):
    asked = {"question": "Có hộ khẩu ở đâu?", "answer_by": "2020-05-13", "agency": "Công an huyện"}
    for _time in range(2):
        note("ask_opinion", specialist.post(f"/dossiers/{number}/consultations", asked))
    first, second = note("agencies", specialist.get(f"/dossiers/{number}/agencies"))["tasks"]
    note("answer_task", specialist.post(f"/dossiers/{number}/tasks/{first['id']}/answer", {"answer": "Ở xã."}))
    note("recall_task", specialist.post(f"/dossiers/{number}/tasks/{second['id']}/recall", {}))


def decides(stop, note, clerk, leader):
    number, unit = clerk.post("/dossiers", body()).json()["code"], str(stop.unit.id)
    listed = {"unit": unit, "account": str(stop.clerk.account), "procedure": "1.004873", "decision": "45/QĐ"}
    made = note("delegate", leader.post("/delegations", listed))["delegations"][0]["id"]
    note("delegations", leader.get(f"/delegations?unit={unit}"))
    note("decide_at_counter", clerk.post(f"/dossiers/{number}/decision", {"number": "12"}))
    note("end_delegation", leader.post(f"/delegations/{made}/ending", {}))


def passes_on(stop, note, specialist, number):
    neighbour = stop.person("leader", unit_named(FOREIGN).id)
    asked = {"question": "Có cư trú không?", "answer_by": "2020-05-13", "unit": str(neighbour.unit)}
    note("ask_opinion", specialist.post(f"/dossiers/{number}/consultations", asked))
    task = specialist.get(f"/dossiers/{number}/agencies").json()["tasks"][0]["id"]
    to = {"post": str(stop.person("specialist", neighbour.unit).post)}
    note("pass_task", Caller(neighbour).post(f"/dossiers/{number}/tasks/{task}/passing-on", to))


def with_others(stop, note, specialist, numbers, monkeypatch):
    passes_on(stop, note, specialist, numbers[0])
    meets(note, specialist, numbers[1], monkeypatch)


def meets(note, specialist, number, monkeypatch):
    where = f"/dossiers/{number}/meetings"
    called = {"starts_at": "2020-05-11T09:15:00+07:00", "place": "Nà Lẻo", "about": "Xem đất.", "guests": "Chủ hồ sơ"}
    for _time in range(2):
        note("call_meeting", specialist.post(where, called))
    first, second = note("meetings", specialist.get(where))["meetings"]
    moved = {"starts_at": "2020-05-11T09:16:00+07:00", "reason": "Xe hỏng."}
    note("move_meeting", specialist.post(f"{where}/{first['id']}/move", moved))
    note("call_off_meeting", specialist.post(f"{where}/{first['id']}/cancellation", {"reason": "Đã có ảnh."}))
    minutes = {"found": "Ranh giới rõ.", "conclusion": "favourable", "signers": "Nông Thị Hạnh"}
    with monkeypatch.context() as later:
        later.setattr(moments, "now", lambda: at("2020-05-11 09:20"))
        note("record_minutes", specialist.post(f"{where}/{second['id']}/minutes", minutes))


def test_a_linked_procedure_goes_to_its_agencies_at_once(stop):
    clerk, specialist = Caller(stop.clerk), Caller(stop.specialist)
    papers = [{"paper": str(one.paper), "originals": 1} for one in stop.reception(LINKED).papers]
    number = clerk.post("/dossiers", body(procedure=LINKED, papers=papers)).json()["code"]
    assert clerk.post(f"/dossiers/{number}/hand-over", {}).status_code == 200
    assert specialist.post(f"/dossiers/{number}/take-up", {}).status_code == 200
    assert specialist.post(f"/dossiers/{number}/proposal", {}).status_code == 200

    sent = clerk.post(f"/dossiers/{number}/coordination", {})
    assert sent.status_code == 200, sent.content.decode()
    tasks = clerk.get(f"/dossiers/{number}/agencies").json()["tasks"]
    assert {task["agency"] for task in tasks} == {"Công an cấp xã hoặc cấp huyện", "Bảo hiểm xã hội cấp huyện"}
    for task in tasks:
        answer = clerk.post(f"/dossiers/{number}/tasks/{task['id']}/answer", {"answer": "Đã xong."})
        assert answer.status_code == 200, answer.content.decode()
    assert "register_result" in clerk.post(f"/dossiers/{number}/hand-over", {}).json()["deeds"]


def by_post(stop, note, clerk):
    """What comes in a bag, and what goes in a parcel: handed over, told of, cancelled, taken back, decided."""
    note("postal_lists", clerk.get("/postal/lists"))
    bag = note("open_postal_bag", clerk.post("/postal/bags", {"arrivals": [{"sender": "Khé"}]}, str(new_id())))
    found = [{"arrival": one["id"]} for one in bag["arrivals"]]
    signed = {"postman": "Lường Văn Thư", "found": found}
    assert note("sign_postal_bag", clerk.post(f"/postal/bags/{bag['id']}/signature", signed))["print"]
    note("postal_bag", clerk.get(f"/postal/bags/{bag['id']}"))
    note("postal_bags", clerk.get("/postal/bags"))
    first, second = (wished_by_post(stop, note, clerk) for _result in range(2))
    note("cancel_parcel", clerk.post(f"/postal/parcels/{second}/cancellation", {}))
    place = f"/postal/parcels/{first}"
    note("note_tracking", clerk.post(f"{place}/tracking", {"tracking": "BK123456789VN"}))
    note("hand_to_post", clerk.post("/postal/hand-overs", {"parcels": [first], "postman": "Lường Văn Thư"}))
    note("note_parcel_news", clerk.post(f"{place}/news", {"means": "failed"}))
    assert note("parcel", clerk.get(place))["news"][0]["means"] == "failed"
    assert note("take_parcel_back", clerk.post(f"{place}/return", {}))["fate"] == "back"
    decided_about(stop, note, clerk)


def wished_by_post(stop, note, clerk):
    number = stop.receives(when="2020-05-04 09:10", delivery="post", delivery_address="Thôn Nà Lẻo").code
    stop.hands_over(number, "2020-05-04 10:00")
    stop.examines(number, "2020-05-04 14:00")
    stop.proposes(number, "2020-05-05 10:00")
    stop.approves(number, "2020-05-05 14:00")
    note("send_by_post", clerk.post(f"/dossiers/{number}/parcel", {"collect": True}))
    parcels = note("parcels", clerk.get("/postal/parcels"))["parcels"]
    return next(one["id"] for one in parcels if one["label"] == number)


def decided_about(stop, note, clerk):
    """An order that the post refused, and a message of it that nobody understands."""
    parcel = wished_by_post(stop, note, clerk)
    reference = clerk.get(f"/postal/parcels/{parcel}").json()["reference"]
    posting.take_message(actor=SYSTEM, at=moments.now(), message=Message("k1", reference, "77", "hôm qua"))
    (waiting,) = note("postal_news", clerk.get("/postal/news"))["news"]
    note("settle_postal_news", clerk.post(f"/postal/news/{waiting['id']}/decision", {"means": None}))
    apps.get_model("postal", "Parcel").objects.filter(id=parcel).update(asking="asked")
    posting.note_answer(actor=SYSTEM, at=moments.now(), parcel=parcel, answer=OrderAnswer(Said.REFUSED))
    note("order_parcel_again", clerk.post(f"/postal/parcels/{parcel}/order", {}))


def books_too(stop, note, clerk, leader):
    asked = {"unit": str(stop.unit.id), "way": "phone", "question": "Cần giấy gì?", "answer": "Tờ khai."}
    note("guide", clerk.post("/guidances", asked))
    note("guidances", clerk.get(f"/guidances?unit={stop.unit.id}&since=2020-05-01"))
    decides(stop, note, clerk, leader)
    stop.receives(when="2019-11-11 09:10")
    place = f"/books/{stop.unit.id}"
    assert note("book", clerk.get(f"{place}/2020?limit=1"))["following"] == 1
    made = note("print_book", clerk.post(f"{place}/2020/printings", {}))
    assert note("book_printing", clerk.get(f"/book-printings/{made['id']}"))["percent"] == 0
    assert note("close_book", leader.post(f"{place}/2019/closing", {}))["is_closing"]


def papers_scanned(note, clerk):
    """A paper photographed over the API, and the same one used again in the person's next dossier."""
    first, second = (note("receive", clerk.post("/dossiers", body()))["code"] for _time in range(2))
    paper = note("papers", clerk.get(f"/dossiers/{first}/papers"))["papers"][0]["id"]
    note("close_phone", clerk.post(f"/phones/{opened_phone(note, clerk, first, paper)}/closing", {}))
    phone, picture, content = opened_phone(note, clerk, first, paper), str(new_id()), sheets.photograph()
    note("begin_picture", clerk.post(f"/phones/{phone}/pictures", {"id": picture, "size": len(content)}))
    part = {"offset": 0, "content": b64encode(content).decode()}
    assert note("put_part", clerk.post(f"/phones/{phone}/pictures/{picture}/parts", part))["whole"]
    assert note("phone", clerk.get(f"/phones/{phone}"))["pictures"][0]["received"] == len(content)
    assert note("bind", clerk.post(f"/phones/{phone}/binding", {}))["pages"] == 1
    again = clerk.get(f"/dossiers/{second}/papers").json()["papers"][0]["id"]
    place = f"/dossiers/{second}/papers/{again}"
    (earlier,) = note("earlier_papers", clerk.get(f"{place}/earlier"))["papers"]
    agreed = {"origin": earlier["id"], "agreed": True, "consent": "nói tại quầy"}
    assert note("reuse_paper", clerk.post(f"{place}/reuse", agreed))["reused"]


def opened_phone(note, clerk, number, paper):
    return note("open_phone", clerk.post(f"/dossiers/{number}/papers/{paper}/phones", {}))["id"]


def money_too(stop, note, clerk, leader):
    """What is owed, taken, cancelled, counted and settled."""
    amend = [{"paper": str(one.paper), "originals": 1} for one in stop.reception("2.000913").papers]
    costs = note("receive", clerk.post("/dossiers", body(procedure="2.000913", papers=amend)))["code"]
    line = {"position": 1, "quantity": 2, "relief": "old", "proof": "CMND 095"}
    note("set_dues", clerk.post(f"/dossiers/{costs}/dues", {"lines": [line]}))
    stop.hands_over(costs, "2020-05-11 09:10")
    stop.examines(costs, "2020-05-11 09:10")
    note("ask_payment", Caller(stop.specialist).post(f"/dossiers/{costs}/payment-request", {}))
    taken = note("take_fee", clerk.post(f"/dossiers/{costs}/payments", {"method": "cash"}))
    assert taken["payment"] == "paid"
    paid = note("payments", clerk.get(f"/dossiers/{costs}/payments"))["receipts"][0]
    cancelled = {"receipt": paid["id"], "reason": "Ghi nhầm."}
    note("cancel_fee_receipt", clerk.post(f"/dossiers/{costs}/receipt-cancellation", cancelled))
    note("allow_unpaid", leader.post(f"/dossiers/{costs}/unpaid-return", {"reason": "Người nộp ở xa."}))
    note("tills", clerk.get("/tills?on=2020-05-11"))
    note("close_till", clerk.post("/tills/2020-05-11/closing", {"counted": {"10000": 0}}, str(new_id())))
    note("receipt_books", clerk.get("/receipt-books?year=2020"))
    note("open_receipt_book", clerk.post("/receipt-books", {"serial": "BK/20T", "size": 50}, str(new_id())))
    note("settlement", leader.get("/settlements?year=2020&quarter=2"))
    note("quarter_of_units", leader.get("/settlements/units?year=2020&quarter=2"))


def wrong_result(note, leader, number):
    wrong = {"change": "corrected", "reason": "Sai ngày sinh.", "number": "12/XN"}
    note("change_result", leader.post(f"/dossiers/{number}/result-change", wrong))


def under_a_head(note, fresh, clerk, leader, posts):
    number = fresh()
    note("hand_over", clerk.post(f"/dossiers/{number}/hand-over", {}))
    note("assign", leader.post(f"/dossiers/{number}/assignment", {"post": posts[0]}))
    note("reassign", leader.post(f"/dossiers/{number}/reassignment", {"post": posts[1], "reason": "Nghỉ phép."}))


def on_a_bad_day(note, fresh, with_specialist, clerk, leader):
    number = with_specialist()
    note("correct", clerk.post(f"/dossiers/{number}/correction", {"sets": 2, "reason": "Gõ nhầm số bộ."}))
    paper = {"papers": [{"name": "Giấy tờ tuỳ thân", "copies": 1}], "reason": "Thiếu.", "ground": "Luật."}
    note("ask_supplement", clerk.post(f"/dossiers/{(twice := fresh())}/supplement", paper))
    note("complete_supplement", clerk.post(f"/dossiers/{twice}/supplement-completion", {}))
    allowed = leader.post(f"/dossiers/{twice}/supplement-allowance", {"reason": "Luật chuyên ngành cho phép."})
    note("allow_supplement", allowed)
    note("duplicates", clerk.post("/duplicates", {"procedure": body()["procedure"], "owner": body()["owner"]}))
    note("report_loss", clerk.post(f"/dossiers/{number}/incident", {"what": "Sổ hộ khẩu, 1 bản chụp."}))
    note("close_incident", clerk.post(f"/dossiers/{number}/incident-closing", {"closing": "Tìm thấy."}))
    asked = {"until": "2020-05-20", "cause": "Chờ xác minh."}
    note("apologise", leader.post(f"/dossiers/{number}/apology", asked))
    note("stop", leader.post(f"/dossiers/{number}/stop", {"reason": "Tranh chấp."}))
    note("cancel_reception", clerk.post(f"/dossiers/{fresh()}/cancellation", {"reason": "Nhận nhầm thủ tục."}))


def test_the_document_clerk_registers_the_result_of_a_district(stop):
    from motcua.organisation import queries as organisation

    district = organisation.district_of(stop.unit.id, at("2020-05-11 09:00").date())
    business = [{"paper": str(one.paper), "originals": 1} for one in stop.reception("1.001612").papers]
    counter, clerk = Caller(stop.person("counter", district)), Caller(stop.person("document_clerk", district))
    number = counter.post("/dossiers", body(procedure="1.001612", papers=business)).json()
    assert "code" in number, json.dumps(number, ensure_ascii=False)
    number = number["code"]
    handed = counter.post(f"/dossiers/{number}/hand-over", {"section": "Phòng Tài chính - Kế hoạch"})
    assert handed.status_code == 200, handed.content.decode()
    section = "Phòng Tài chính - Kế hoạch"
    head, specialist = (Caller(stop.person(role, district, section=section)) for role in ("section_head", "specialist"))
    leader = Caller(stop.person("leader", district))
    post = stop.person("specialist", district, section=section).post

    steps = (
        (head, "assignment", {"post": str(post)}),
        (specialist, "proposal", {}),
        (head, "approval", {}),
        (leader, "approval", {}),
        (clerk, "result", {"number": "15/GP-UBND", "signed_on": "2020-05-11"}),
    )
    for caller, act, sent in steps:
        answer = caller.post(f"/dossiers/{number}/{act}", sent)
        assert answer.status_code == 200, (act, answer.content.decode())

    assert counter.get(f"/dossiers/{number}").json()["state"] == 9
