"""Pages on which somebody acts: nobody comes in unsigned, and what was refused stands beside its field."""

from datetime import datetime
from uuid import UUID

import pytest
from django import forms
from django.http import HttpResponse
from django.test import RequestFactory

from motcua.kernel import access
from motcua.kernel.actor import ANONYMOUS, Actor
from motcua.kernel.ids import new_id
from motcua.kernel.moments import TZ
from motcua.kernel.refusal import Invalid, NotAllowed, Refusal
from motcua.ui import acting

OFFICIAL = Actor(account=new_id(), name="Người Thử Một")


class Naming(forms.Form):
    name = forms.CharField()
    note = forms.CharField(required=False)


def asked(actor, method="get", address="/viec?trang=2", values=None):
    request = getattr(RequestFactory(), method)(address, values or {})
    request.actor, request.moment = actor, datetime(2020, 5, 11, 23, 30, tzinfo=TZ)
    return request


def page(request):
    return HttpResponse(acting.actor_of(request).name)


def raising(refusal):
    def act():
        raise refusal

    return act


def test_whoever_is_not_signed_in_signs_in_and_comes_back_to_the_same_page():
    answer = acting.signed_in(page)(asked(ANONYMOUS))
    assert (answer.status_code, answer["Location"]) == (302, "/dang-nhap?next=%2Fviec%3Ftrang%3D2")
    assert acting.signed_in(page)(asked(OFFICIAL)).content.decode() == "Người Thử Một"


def test_what_was_posted_unsigned_is_not_opened_again_by_its_address():
    assert acting.signed_in(page)(asked(ANONYMOUS, "post"))["Location"] == "/dang-nhap"


def test_a_page_of_an_act_is_shown_to_whoever_has_it_and_never_kept(monkeypatch):
    monkeypatch.setattr(access, "judge", lambda actor, act, *_where: act == "ui.held")
    shown = acting.having("ui.held")(page)(asked(OFFICIAL))
    assert "no-store" in shown["Cache-Control"]
    with pytest.raises(NotAllowed):
        acting.having("ui.other")(page)(asked(OFFICIAL))


def test_a_refusal_stands_beside_its_field_and_what_was_typed_stays():
    form = Naming({"name": "Sổ", "note": "một"})
    assert not acting.done(form, raising(Invalid({"name": "Tên đã có.", "elsewhere": "Chỗ khác sai."})))
    assert form.errors == {"name": ["Tên đã có."], "__all__": ["Chỗ khác sai."]}
    assert (form["note"].value(), acting.status_of(form)) == ("một", 422)

    form = Naming({"name": "Sổ"})
    assert not acting.done(form, raising(Refusal("Ghi chú dài quá.", field="memo")))
    assert form.non_field_errors() == ["Ghi chú dài quá."]


def test_a_service_may_name_a_field_otherwise_than_the_form():
    form = Naming({"name": "Sổ"})
    acting.put(form, Refusal("Tên đã có.", field="person.name"), lambda name: name.rpartition(".")[2])
    assert form.errors == {"name": ["Tên đã có."]}


def test_nothing_is_done_before_the_form_is_whole():
    done = []
    assert not acting.done(Naming({"name": ""}), lambda: done.append("too early"))
    assert acting.done(Naming({"name": "Sổ"}), lambda: done.append("now"))
    assert done == ["now"]


def test_what_was_sent_the_day_and_an_id_are_read_alike_everywhere():
    assert acting.sent(asked(OFFICIAL)) is None
    assert acting.sent(asked(OFFICIAL, "post", values={"name": "Sổ"}))["name"] == "Sổ"
    assert acting.today(asked(OFFICIAL)).isoformat() == "2020-05-11"
    assert acting.id_of("0176b7d8-0000-7000-8000-000000000001") == UUID("0176b7d8-0000-7000-8000-000000000001")
    assert acting.id_of("không phải mã") is None
