"""Staff of the public post take dossiers in at a counter, scan and take the fee; what follows is an official's."""

from datetime import date

import pytest

from motcua.dossiers import services
from motcua.dossiers.deeds import deeds_of
from motcua.dossiers.tests.at_the_screen import Screen, values_of, words_of
from motcua.dossiers.tests.one_stop import OneStop, at, stored
from motcua.dossiers.types import Deed, NoSuchDossier, PaperIn
from motcua.identity import queries as identity
from motcua.identity import services as people
from motcua.identity.types import NewAppointment, NewPerson
from motcua.kernel import access, moments
from motcua.kernel.actor import SYSTEM
from motcua.kernel.ids import new_id
from motcua.kernel.refusal import NotAllowed
from motcua.organisation import queries as organisation
from motcua.payments.types import Method
from motcua.scans.types import ATTACH

#: 30.000 đ in two working days.
AMEND = "2.000913"
WHEN = at("2020-05-11 09:30")


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: WHEN)
    return OneStop.open()


@pytest.fixture
def postal(one_stop):
    """Somebody of the post at the commune's counter."""
    post = organisation.posts(one_stop.unit.id, WHEN.date(), role="counter")[0]
    seat = NewAppointment(post.id, one_stop.unit.id, frozenset({"postal"}), date(2020, 1, 1))
    name = f"buu-dien-{new_id().hex[-8:]}"
    (account,) = people.create_people(
        actor=SYSTEM, at=at("2020-01-01 07:00"), rows=[NewPerson(name, "Lường Văn Thư", (seat,))]
    )
    return identity.actor_for(account, post.id, WHEN)


def test_the_post_takes_in_scans_and_takes_the_fee(one_stop, postal):
    number = services.receive(actor=postal, at=WHEN, reception=one_stop.reception(AMEND)).code
    services.take_fee(actor=postal, at=WHEN, number=number, receipt=new_id(), method=Method.CASH)

    assert access.judge(postal, ATTACH, one_stop.unit.id)
    record = stored(number)
    assert record.life.money.paid == 30_000
    assert not {Deed.HAND_OVER, Deed.RETURN_RESULT, Deed.CANCEL_FEE_RECEIPT} & set(deeds_of(postal, record))


def test_what_follows_is_an_officials(one_stop, postal):
    number = one_stop.receives(AMEND).code
    values = {"actor": postal, "at": WHEN, "number": number}
    with pytest.raises(NotAllowed):
        services.hand_over(**values)
    with pytest.raises(NotAllowed):
        services.ask_supplement(**values, papers=[PaperIn(1, "Sổ hộ khẩu", copies=1)], reason="Thiếu.")
    with pytest.raises(NotAllowed):
        services.note(**values, text="Ghi chú.")
    with pytest.raises(NotAllowed):
        services.cancel_reception(**values, reason="Nhầm.")


def test_in_another_unit_there_is_nothing_for_it(one_stop, postal):
    other = services.receive(
        actor=one_stop.stranger, at=WHEN, reception=one_stop.reception(unit=one_stop.stranger.unit)
    ).code
    with pytest.raises(NoSuchDossier):
        services.withdraw(actor=postal, at=WHEN, number=other, reason="x")


def test_its_pages_are_those_of_the_intake(one_stop, postal):
    page = Screen(postal)
    place = f"/tiep-nhan/{new_id()}"
    assert "Tiếp nhận hồ sơ" in page.sees(place)

    answer = page.sends(place, values_of(one_stop.reception()))

    assert answer.status_code == 302, words_of(answer)
    number = answer["Location"].rstrip("/").split("/")[2]
    said = page.sees(f"/ho-so/{number}")
    assert "Bưu chính" in said
    assert "Trả kết quả" not in said
    page.sees("/thong-bao", status=403)
