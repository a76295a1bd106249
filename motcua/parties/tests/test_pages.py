"""Officials who may look find persons, open one, and correct a record."""

from datetime import datetime
from uuid import UUID

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import RequestFactory

from motcua.clocks.folder.reader import read_folder
from motcua.clocks.folder.shipped import SHIPPED
from motcua.kernel.access import EVERYTHING, NOTHING, judges
from motcua.kernel.actor import ANONYMOUS, SYSTEM, Actor
from motcua.kernel.ids import new_id
from motcua.kernel.moments import TZ
from motcua.kernel.refusal import NotAllowed
from motcua.ledger import queries as ledger
from motcua.organisation import queries as organisation
from motcua.organisation.services import load as load_units
from motcua.parties import queries, views
from motcua.parties.plugs import Rail, Search
from motcua.parties.services import load_people
from motcua.parties.types import STREAM, PersonUnknown

AT = datetime(2020, 5, 11, 8, 30, tzinfo=TZ)
CLERK = Actor(account=new_id(), name="Bà Một Cửa")


class Allows:
    key = "allows"

    def __init__(self, *acts):
        self.acts = acts

    def judge(self, actor, act, unit, field):
        return act in self.acts

    def scope(self, actor, act):
        return EVERYTHING if act in self.acts else NOTHING


@pytest.fixture
def hanh(fresh_db):
    load_units(actor=SYSTEM, folder=read_folder(SHIPPED), at=AT)
    commune = organisation.unit_by_code("BK-01924").id
    fields = {
        "name": "Nông Thị Hạnh",
        "birth": "5/9/1980",
        "number": "095180000001",
        "phone": "0912000001",
        "address": "Nà Hai",
        "commune_id": commune,
    }
    twin = {"name": "Nông Thị Hạnh", "birth": "5/9/1980", "number": "095180000002"}
    rows = [queries.row_of(queries.clean_person(raw), at=AT) for raw in (fields, twin)]
    load_people(actor=SYSTEM, people=rows, at=AT)
    with judges.instead(Allows("parties.look", "parties.correct")):
        yield UUID(rows[0]["id"])


def ask(view, *places, actor=CLERK, post=None, **get):
    request = RequestFactory().post("/", post) if post is not None else RequestFactory().get("/nguoi", get)
    request.actor, request.moment, request.session = actor, AT, {}
    request.user, request._messages = None, CookieStorage(request)
    response = view(request, *places)
    return response.status_code, response.content.decode() or response.headers.get("Location", "")


def test_a_person_is_found_with_the_end_of_the_number_only(hanh):
    status, page = ask(views.people, q="nong hanh")
    assert status == 200
    assert f"/nguoi/{hanh}" in page
    assert "…001" in page
    assert "xã Quảng Khê, huyện Ba Bể" in page
    assert "095180000001" not in page
    assert "Không thấy ai" in ask(views.people, q="x y z")[1]


def test_a_person_is_shown_whole_with_the_suspected_twin_and_a_look_is_noted(hanh):
    status, page = ask(views.person, hanh)
    assert status == 200
    for words in (
        "5/9/1980",
        "095180000001",
        "0912000001",
        "Nà Hai, xã Quảng Khê, huyện Ba Bể",
        "Có thể là cùng một người",
        "…002",
        "Sửa thông tin",
    ):
        assert words in page
    looks = ledger.looks_at(STREAM, hanh)
    assert [(look.act, look.actor) for look in looks] == [("open", CLERK.account)]


def correction(**changes):
    return {
        "name": "Nông Thị Hạnh",
        "birth": "5/9/1980",
        "number": "095180000001",
        "phone": "0912000001",
        "address": "Nà Hai",
        "revision": "1",
    } | changes


def test_a_record_is_corrected_on_its_page(hanh):
    assert 'value="5/9/1980"' in ask(views.correction, hanh)[1]
    assert ask(views.correction, hanh, post=correction(name="Nông Thị Hạnh Dung")) == (302, f"/nguoi/{hanh}")
    page = ask(views.person, hanh)[1]
    assert "<h1>Nông Thị Hạnh Dung</h1>" in page
    assert "Thông tin đã ghi trước đây" in page


def test_what_cannot_be_taken_is_said_at_its_field(hanh):
    status, page = ask(views.correction, hanh, post=correction(birth="31/2/1980", phone="1"))
    assert status == 422
    assert "Ngày sinh ghi như 5/9/1980" in page
    assert "Số điện thoại di động có 10 số" in page
    status, page = ask(views.correction, hanh, post=correction(number="095180000002"))
    assert status == 422
    assert "Số giấy tờ này đã ghi cho người mang tên khác" in page
    assert (
        "Người khác vừa sửa thông tin này" in ask(views.correction, hanh, post=correction(name="Lý A", revision="7"))[1]
    )


def test_nobody_signed_in_is_led_to_the_door(hanh):
    for view, places in ((views.people, ()), (views.person, (hanh,)), (views.correction, (hanh,))):
        status, address = ask(view, *places, actor=ANONYMOUS)
        assert (status, address.split("?")[0]) == (302, "/dang-nhap")


def test_who_may_not_look_finds_nobody_and_who_may_not_correct_does_not(hanh):
    with judges.instead(Allows()):
        with pytest.raises(NotAllowed):
            ask(views.people, q="nong")
        with pytest.raises(PersonUnknown):
            ask(views.person, hanh)
        assert Rail().entries(CLERK, None) == []
        assert Search().hits(CLERK, "nong", 5) == []
    with judges.instead(Allows("parties.look")):
        assert "Sửa thông tin" not in ask(views.person, hanh)[1]
        with pytest.raises(NotAllowed):
            ask(views.correction, hanh, post=correction())


def test_the_global_search_finds_persons(hanh):
    assert {(hit.kind, hit.label) for hit in Search().hits(CLERK, "nong hanh", 5)} == {
        ("Công dân, tổ chức", "Nông Thị Hạnh")
    }
    assert [entry.url for entry in Rail().entries(CLERK, None)] == ["/nguoi"]
