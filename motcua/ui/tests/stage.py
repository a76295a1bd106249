"""A small house for the tests of the frame: pages made of every part, plugs that answer, no database."""

import threading
import time
from contextlib import contextmanager
from datetime import datetime
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django import forms
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.contrib.staticfiles.views import serve
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse, JsonResponse
from django.template import engines
from django.urls import include, path

from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.moments import TZ
from motcua.ui import sockets, views
from motcua.ui.timebar import Mark, Pause, TimeBar
from motcua.ui.types import (
    Cell,
    Column,
    Entry,
    Fact,
    Hit,
    Line,
    Page,
    Province,
    Signal,
    Station,
    Tab,
    Table,
    TimeLeft,
    Who,
)

OFFICIAL = Actor(account=new_id(), name="Người Thử Một")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=TZ)


class Rail:
    key = "stage"

    def entries(self, actor, request):
        if actor.is_anonymous:
            return [Entry("Tra cứu", "/tra-cuu")]
        return [
            Entry("Trợ giúp", "/tro-giup", group="help"),
            Entry("Bàn làm việc", "/ban", 14, "work", 1),
            Entry("Tiếp nhận", "/nhap", None, "work", 2),
        ]


class Me:
    key = "stage"

    def who(self, request):
        return Who("Người Thử Một", "Công chức tư pháp – hộ tịch", "UBND xã Thử", "/vi-tri", "/dang-xuat")


class Finder:
    key = "stage"

    def hits(self, actor, text, limit):
        return [
            Hit("Đăng ký khai sinh", "cấp xã", "/tt/1", "Thủ tục"),
            Hit("900.05.03.H03-200511-0001", "Đăng ký khai sinh", "/hs/1", "Hồ sơ"),
            Hit("Đăng ký lại khai sinh", "cấp xã", "/tt/2", "Thủ tục"),
        ]


class Sign:
    key = "stage"

    def province(self):
        return Province("tỉnh Thử", hotline="0209 0000 000")


@contextmanager
def plugged():
    with (
        sockets.navigation.instead(Rail()),
        sockets.header.instead(Me()),
        sockets.search.instead(Finder()),
        sockets.house.instead(Sign()),
    ):
        yield


class Declaration(forms.Form):
    procedure_text = forms.CharField(label="Thủ tục", help_text="Gõ vài chữ, không cần dấu", required=False)
    procedure = forms.CharField(widget=forms.HiddenInput, required=False)
    phone = forms.CharField(label="Điện thoại")
    delivery = forms.ChoiceField(label="Nhận kết quả", choices=[("a", "Tại quầy"), ("b", "Qua bưu điện")])
    channel = forms.ChoiceField(
        label="Cách nộp", choices=[("a", "Tại quầy"), ("b", "Bưu điện")], widget=forms.RadioSelect
    )
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea)
    sms = forms.BooleanField(label="Nhắn tin khi có kết quả", required=False)


TABLE = Table(
    "Hồ sơ chờ tôi",
    [Column("Mã hồ sơ", "code"), Column("Chủ hồ sơ"), Column("Thời hạn")],
    [
        [Cell(f"900-{no}", f"/hs/{no}"), Cell("Người Thử Hai"), Cell("còn 1 ngày", sub="hẹn 12/5", signal=signal)]
        for no, signal in enumerate(Signal, 1)
    ],
)
PARTS = {
    "tabs": [Tab("Chờ tôi", "?", 14, is_current=True), Tab("Tất cả", "?", 61)],
    "table": TABLE,
    "rows": [1, 2, 3],
    "page": Page("5 trong 14 hồ sơ", "?sau=5"),
    "left": TimeLeft(Signal.NEAR, "trong hôm nay", "hẹn 17:00"),
    "bar": TimeBar(
        Mark(at("2020-05-06 08:40"), "Tiếp nhận 6/5", "08:40 tại quầy"),
        Mark(at("2020-05-11 08:12"), "Bây giờ"),
        Mark(at("2020-05-13 17:00"), "Hẹn trả 13/5", "cuối buổi chiều"),
        Signal.ONTIME,
        "Tiếp nhận 6/5; chờ bổ sung 7/5 đến 8/5; hôm nay 11/5; hẹn trả 13/5.",
        [Pause(at("2020-05-07 09:15"), at("2020-05-08 10:20"), "Chờ bổ sung 7–8/5")],
    ),
    "lines": [
        Line(at("2020-05-08 10:20"), "Đã bổ sung đủ.", "Người Thử"),
        Line(at("2020-05-07 09:15"), "Yêu cầu bổ sung."),
    ],
    "stations": [Station("Tiếp nhận", "6/5/2020", "done"), Station("Trình ký", state="now"), Station("Trả kết quả")],
    "facts": [Fact("Thời hạn", "3 ngày làm việc", "/can-cu", "căn cứ", assumed=True)],
}
PARTS_PAGE = """{% extends "ui/base.html" %}{% load ui %}{% block title %}Bàn làm việc{% endblock %}
{% block scripts %}{% script "copy" %}{% endblock %}
{% block content %}<h1>Bàn làm việc</h1>{% copy_button "900-1" %}{% time_left left %}{% time_bar bar %}{% tabs tabs %}
<form method="post" action="/duyet">{% csrf_token %}<table class="mc-table mc-table--cards"><caption class="mc-hidden">Chọn</caption>
<thead><tr><th scope="col">Chọn</th><th scope="col">Mã</th></tr></thead><tbody>{% for no in rows %}<tr data-row>
<td class="mc-table__tick"><input type="checkbox" name="no" value="{{ no }}" aria-label="Chọn {{ no }}"></td>
<td><a href="/hs/{{ no }}">Hồ sơ {{ no }}</a></td></tr>{% endfor %}</tbody></table>
{% include "ui/parts/under.html" %}<div class="mc-many"><span><span data-taken>0</span> hồ sơ</span>{% button "Ký duyệt" %}</div></form>
<h2>Bảng</h2>{% table table %}<h2>Diễn biến</h2>{% timeline lines %}{% stations stations %}{% facts facts %}
{% empty "Không có việc nào chờ bạn." %}{% endblock %}"""
FORM_PAGE = """{% extends "ui/base.html" %}{% load ui %}{% block title %}Tiếp nhận{% endblock %}
{% block scripts %}{% script "autosave" %}{% script "submit-once" %}{% script "search-as-you-type" %}{% endblock %}
{% block content %}<h1>Tiếp nhận</h1><p data-saved role="status">Chưa lưu</p>{% errors form %}
<form method="post" novalidate data-save-url="/luu" data-once action="/gui">{% csrf_token %}
{% field form.procedure_text data_search_url="/goi-y" data_search_into="procedure" %}{% field form.procedure %}
<button data-without-script>Tìm</button>{% field form.phone width="10" %}{% field form.delivery %}
{% field form.channel inline=True %}{% field form.note %}{% field form.sms %}<div data-region="offer"></div>
{% button "Tiếp nhận" data_ctrl_enter=True %}</form><div data-region="receipt">Giấy hẹn trống</div>{% endblock %}"""
OFFER = """<label><input type="checkbox" name="agreed"{% if agreed %} checked{% endif %}> Dùng lại</label>"""
PUBLIC_PAGE = """{% extends "ui/public.html" %}{% load ui %}{% block title %}Tra cứu{% endblock %}
{% block content %}<h1>Hồ sơ của tôi ở đâu?</h1><form>{% field form.phone hint="In ở đầu giấy hẹn" %}{% button "Tra cứu" %}</form>
<p class="mc-answer">Hẹn trả thứ Tư 13/5/2020.</p>{% stations stations %}{% endblock %}"""

#: What the pages of the stage were asked for: the tests read it.
SAVED: list[dict[str, str]] = []
SENT: list[dict[str, str]] = []
DOWN = threading.Event()
#: What was saved is answered only while this is set.
ANSWER = threading.Event()
ANSWER.set()
#: Suggestions take their time while this is set.
SLOW = threading.Event()


def official(view):
    def run(request):
        request.actor, request.moment = OFFICIAL, at("2020-05-11 08:12")
        return view(request)

    return run


def show(text, **values):
    return lambda request: HttpResponse(engines["django"].from_string(text).render(values | PARTS, request))


def form_page(request):
    form = Declaration({"phone": "091", "channel": "a", "delivery": "a"} if "sai" in request.GET else None)
    if "sai" in request.GET:
        form.add_error("phone", "Số này thiếu bảy chữ số: số di động có 10 số.")
    return show(FORM_PAGE, form=form)(request)


def save(request):
    if DOWN.is_set():
        return HttpResponse(status=503)
    SAVED.append(request.POST.dict())
    ANSWER.wait(20)
    offer = engines["django"].from_string(OFFER).render({"agreed": "agreed" in request.POST}, request)
    return JsonResponse({"saved_at": "08:31:07", "regions": {"receipt": "Hẹn trả 18/5", "offer": offer}})


def suggest(request):
    if SLOW.is_set():
        time.sleep(0.5)
    hits = [
        {"value": "1", "label": "Đăng ký khai sinh", "detail": "trong ngày"},
        {"value": "2", "label": "Đăng ký lại khai sinh"},
    ]
    return JsonResponse({"hits": hits if request.GET["q"].startswith("khai") else []})


def send(request):
    SENT.append(request.POST.dict())
    return show(PARTS_PAGE)(request)


urlpatterns = [
    path("ban", official(show(PARTS_PAGE))),
    path("nhap", official(form_page)),
    path("luu", official(save)),
    path("goi-y", official(suggest)),
    path("gui", official(send)),
    path("tra-cuu", show(PUBLIC_PAGE, form=Declaration())),
    path("tim", official(views.search)),
    path("can-bo/tro-giup", official(views.help_page)),
    path("", include("motcua.ui.urls")),
]


class _Static(StaticFilesHandler):
    def serve(self, request):
        return serve(request, self.file_path(request.path), insecure=True)


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *arguments):
        pass


@contextmanager
def served():
    """Serve the stage on a free port of this machine; yields its address."""
    server = make_server("127.0.0.1", 0, _Static(get_wsgi_application()), server_class=_Server, handler_class=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
