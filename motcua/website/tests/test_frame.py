"""Headers, numbers to quote, and what a person sees when it does not work."""

import errno
import json
import logging
import re
import sys

import pytest
import structlog
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import HttpResponse
from django.urls import include, path
from structlog.testing import capture_logs

from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.refusal import Invalid, NotAllowed, NotFound, Refusal, SomebodyWasQuicker
from motcua.ui import sockets
from motcua.ui.tests import stage
from motcua.ui.types import Entry
from motcua.website import logs, metrics, middleware

pytestmark = pytest.mark.urls("motcua.website.tests.test_frame")

handler400 = "motcua.website.views.bad_request"
handler403 = "motcua.website.views.forbidden"
handler404 = "motcua.website.views.not_found"
handler500 = "motcua.website.views.server_error"


class Busy(Refusal):
    kind = "busy"
    status = 503
    retry_after = 7


PROBLEMS = {
    "khong-quyen": NotAllowed("Việc này do Chủ tịch UBND xã ký. Hồ sơ đang chờ ông Hà Văn Páo."),
    "khong-thay": NotFound("Không có hồ sơ nào mang mã này."),
    "cham": SomebodyWasQuicker("Bà Nông Thị Hạnh vừa nhận việc này lúc 09:12."),
    "sai": Invalid({"phone": "Số di động có 10 số.", "name": "Ghi họ tên."}),
    "ban": Busy("Đang có nhiều người gửi tệp."),
    "hong": ZeroDivisionError("bí mật 0912345678"),
    "cam": PermissionDenied(),
    "la": SuspiciousOperation(),
    "qua-lon": RequestDataTooBig(),
}


def page(request, name):
    if "can-bo" in request.GET:
        request.actor = Actor(account=new_id(), name="Người Thử Một")
    if name == "tot":
        return HttpResponse("tốt")
    if name == "pdf":
        return HttpResponse(b"%PDF", content_type="application/pdf")
    raise PROBLEMS[name]


urlpatterns = [path("thu/<name>", page), path("api/v1/<name>", page), path("", include("motcua.ui.urls"))]


@pytest.fixture(autouse=True)
def _frame_of_its_own():
    with stage.plugged():
        yield


@pytest.fixture
def client(client):
    client.raise_request_exception = False
    return client


def number_in(response):
    (number,) = re.findall(r"đọc mã (\w{4})\.", response.content.decode())
    return number


def test_every_answer_carries_the_strict_headers(client):
    response = client.get("/thu/tot")

    assert response["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cache-Control"] == "no-cache"


def test_what_an_official_saw_is_not_kept_on_the_counters_machine(client):
    assert client.get("/thu/tot?can-bo")["Cache-Control"] == "private, no-store"


def test_a_pdf_may_be_drawn_by_the_browser_but_has_no_rights(client):
    assert client.get("/thu/pdf")["Content-Security-Policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")


def test_every_request_has_a_number_that_is_easy_to_read_out(client):
    numbers = {client.get("/thu/tot")["X-Request-Number"] for _ in range(20)}

    assert len(numbers) > 15
    assert all(re.fullmatch(f"[{middleware.ALPHABET}]{{4}}", number) for number in numbers)


@pytest.mark.parametrize(
    ("name", "status", "sentence"),
    [
        ("khong-quyen", 403, "Việc này do Chủ tịch UBND xã ký. Hồ sơ đang chờ ông Hà Văn Páo."),
        ("khong-thay", 404, "Không có hồ sơ nào mang mã này."),
        ("cham", 409, "Bà Nông Thị Hạnh vừa nhận việc này lúc 09:12."),
        ("sai", 422, "<li>Số di động có 10 số.</li><li>Ghi họ tên.</li>"),
        ("ban", 503, "Đang có nhiều người gửi tệp."),
        ("cam", 403, "Việc này không thuộc vị trí bạn đang làm."),
        ("la", 400, "Máy không đọc được yêu cầu này."),
        ("qua-lon", 413, "Phần gửi lên quá lớn."),
    ],
)
def test_a_no_is_a_page_with_its_sentence_its_status_and_a_number(client, name, status, sentence):
    response = client.get(f"/thu/{name}")

    assert response.status_code == status
    assert sentence in response.content.decode()
    assert number_in(response) == response["X-Request-Number"]


def test_an_unknown_address_says_what_to_do(client):
    response = client.get("/thu/khong/co")

    assert response.status_code == 404
    assert "Không có trang nào ở địa chỉ này." in response.content.decode()


@pytest.mark.parametrize("path", ["/thu/a%00b", "/thu/tot?so=%00", "/api/v1/tot?so=a%00b"])
def test_an_address_that_no_database_keeps_is_refused_and_no_fault_of_ours(client, path):
    answer = client.get(path)

    assert answer.status_code == 400
    assert "tải lại rồi thử lần nữa" in answer.content.decode()


def test_who_is_told_to_wait_is_told_how_long(client):
    response = client.get("/thu/ban")

    assert response["Retry-After"] == "7"
    assert "Những gì đã lưu vẫn còn nguyên." in response.content.decode()


def test_our_fault_is_said_without_database_and_without_our_secrets(client):
    with capture_logs() as lines:
        response = client.get("/thu/hong")
    html = response.content.decode()

    assert response.status_code == 500
    assert "Lỗi ở phía máy chủ, không phải do bạn." in html
    assert "Hồ sơ không mất gì." in html
    assert "0912345678" not in html
    assert number_in(response) == response["X-Request-Number"]
    assert [(line["event"], line["number"], line["route"], line["status"]) for line in lines] == [
        ("request.failed", response["X-Request-Number"], "thu/<name>", 500),
        ("request.done", response["X-Request-Number"], "thu/<name>", 500),
    ]


def test_after_a_broken_act_nothing_is_promised_that_may_be_untrue(client):
    html = client.post("/thu/hong").content.decode()

    assert "Xem lại hồ sơ trước khi gửi lần nữa" in html
    assert "Hồ sơ không mất gì." not in html


def test_a_refused_act_has_changed_nothing(client):
    assert "Chưa có gì thay đổi." in client.post("/thu/khong-quyen").content.decode()


def test_a_fault_of_the_frame_itself_still_ends_in_a_page(client):
    class BrokenRail:
        key = "broken"

        def entries(self, actor, request):
            raise LookupError

    with sockets.navigation.instead(BrokenRail()):
        response = client.get("/thu/khong-quyen?can-bo")

    assert response.status_code == 500
    assert "Trang này đang hỏng" in response.content.decode()


def test_officials_keep_their_frame_around_a_refusal(client):
    class Rail:
        key = "rail"

        def entries(self, actor, request):
            return [] if actor.is_anonymous else [Entry("Bàn làm việc", "/ban", 3)]

    with sockets.navigation.instead(Rail()):
        assert "Bàn làm việc" in client.get("/thu/khong-quyen?can-bo").content.decode()
        assert "Bàn làm việc" not in client.get("/thu/khong-quyen").content.decode()


def test_machines_get_problem_details(client):
    response = client.get("/api/v1/sai")

    assert response["Content-Type"] == "application/problem+json"
    assert json.loads(response.content) == {
        "type": "urn:motcua:problem:invalid",
        "title": "Cần xem lại",
        "status": 422,
        "detail": "Số di động có 10 số. Ghi họ tên.",
        "errors": {"phone": "Số di động có 10 số.", "name": "Ghi họ tên."},
    }
    assert json.loads(client.get("/api/v1/hong").content)["status"] == 500
    assert json.loads(client.get("/api/v1/a/b").content)["status"] == 404


def test_a_form_that_is_not_ours_is_refused_with_a_way_out():
    from django.test import Client

    response = Client(enforce_csrf_checks=True).post("/thu/tot")

    assert response.status_code == 403
    assert "tải lại rồi gửi lần nữa" in response.content.decode()


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/ho-so/1?tab=2", "/ho-so/1?tab=2"),
        ("http://elsewhere.example/x", None),
        ("", None),
        ("http://testserver//elsewhere.example", None),
    ],
)
def test_the_way_back_leads_only_to_our_own_pages(client, referer, back):
    html = client.get("/thu/cham", headers={"referer": referer}).content.decode()

    assert (f'href="{back}">Quay lại' in html) if back else ("Quay lại" not in html)


def test_the_log_holds_no_value_of_a_variable(capsys):
    def break_with(telephone):
        raise LookupError

    logs.configure()
    try:
        break_with("09" + "12345678")
    except LookupError:
        structlog.get_logger("motcua.requests").exception("request.failed", number="K7M2")
    written = capsys.readouterr().err

    line = json.loads(written)
    assert (line["event"], line["number"], line["fault"]) == ("request.failed", "K7M2", ["LookupError"])
    assert [place.split(" ")[1] for place in line["places"]] == [
        "test_the_log_holds_no_value_of_a_variable",
        "break_with",
    ]
    assert "0912345678" not in written


def test_the_log_holds_no_message_of_a_fault_and_no_value_of_a_library_s_line(caplog):
    formatter = next(
        handler for handler in logging.getLogger().handlers if type(handler) is logging.StreamHandler
    ).formatter
    try:
        int("Nông Thị Hạnh")
    except ValueError:
        caplog.handler.setFormatter(formatter)
        logging.getLogger("some.library").exception("Not Found: %s", "/tra-cuu/a-token")

    line = json.loads(caplog.text)
    assert (line["event"], line["logger"], line["fault"]) == ("Not Found: %s", "some.library", ["ValueError"])
    assert "Hạnh" not in caplog.text
    assert "a-token" not in caplog.text


class FullDisk:
    """A stream behind which no byte more fits."""

    def write(self, text):
        raise OSError(errno.EFBIG, "File too large")

    flush = isatty = lambda self: False


def test_what_cannot_be_logged_or_counted_is_answered_all_the_same(client, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(sys, "stderr", FullDisk())
    monkeypatch.setattr(metrics.SECONDS, "observe", full)
    logs.configure()
    client.raise_request_exception = False
    answer, fault = client.get("/thu/tot"), client.get("/thu/hong")

    assert answer.content.decode() == "tốt"
    assert fault.status_code == 500
    assert "<h1" in fault.content.decode()
