"""Who looked at my dossier: for the owner who bears the receipt, on the look-up's page, and for nobody else."""

import pytest

from motcua.dossiers import queries as dossiers
from motcua.dossiers import services as dossier_services
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import OneStop, at, stored
from motcua.dossiers.types import KIND
from motcua.files import queries as files
from motcua.kernel import moments
from motcua.privacy import queries
from motcua.privacy import services as privacy
from motcua.privacy.types import Ground, NotForTheBearer
from tests.privacy.whole_life import Somebody, lived

NOW = at("2020-05-11 10:00")


@pytest.fixture
def stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: NOW)
    return OneStop.open()


@pytest.fixture
def citizen():
    return Screen()


def token_of(number):
    return stored(number).facts["token"]


def address(number):
    return f"/tra-cuu/{token_of(number)}/ai-da-xem"


def test_the_owner_reads_who_opened_the_dossier_from_which_post_and_when(stop, citizen):
    number = stop.receives().code
    Screen(stop.specialist).sees(f"/ho-so/{number}")

    assert "Ai đã xem hồ sơ của tôi" in citizen.sees(f"/tra-cuu/{token_of(number)}")
    page = citizen.sees(address(number))

    assert f"10:00 11/5/2020 UBND xã Quảng Khê, {stop.specialist.post_name}" in page
    assert "mở xem" in page
    assert stop.specialist.name not in page


def test_officials_are_named_only_where_the_setting_says_so(stop, citizen, settings):
    number = stop.receives().code
    Screen(stop.specialist).sees(f"/ho-so/{number}")
    settings.NAME_LOOKERS = True

    assert stop.specialist.name in citizen.sees(address(number))


def test_a_print_of_the_dossier_is_told_as_one(stop, citizen):
    number = stop.receives().code
    Screen(stop.clerk).opens(f"/ho-so/{number}/phieu-kiem-soat")

    _number, seen, _earlier = queries.seen_of_bearer(token_of(number))
    assert [(one.what, one.act) for one in seen] == [(number, "in")]


def test_a_file_that_was_opened_is_told_as_one(stop):
    who = Somebody()
    number = lived(stop, who)
    (file, *_more) = files.of_owner(KIND, stored(number).id)
    Screen(stop.clerk).opens(f"/tep/{file.id}")

    _number, seen, _earlier = queries.seen_of_bearer(token_of(number))
    assert (f"{number}, tệp", "mở xem") in {(one.what, one.act) for one in seen}


def test_the_persons_own_looks_are_none_of_an_officials(stop, citizen):
    number = stop.receives().code

    for _time in range(2):
        assert "Chưa cán bộ nào mở hồ sơ này." in citizen.sees(address(number))
        citizen.sees(f"/tra-cuu/{token_of(number)}")


def test_an_export_is_told_with_its_reason_and_to_the_person_alone(stop, citizen):
    who, carrier = Somebody(), Somebody()
    number = stop.receives(owner=who.fields).code
    other = stop.receives(owner=carrier.fields).code
    privacy.give_everything(actor=stop.clerk, at=NOW, number=who.card, reason="Bà ấy đến quầy yêu cầu.")

    page = citizen.sees(address(number))
    assert "xuất dữ liệu" in page
    assert "Bà ấy đến quầy yêu cầu." in page
    assert "Bà ấy đến quầy yêu cầu." not in citizen.sees(address(other))


def test_the_sheet_at_the_counter_has_the_reason_too(stop):
    who = Somebody()
    number = stop.receives(owner=who.fields).code
    privacy.give_everything(actor=stop.clerk, at=NOW, number=who.card, reason="Bà ấy đến quầy yêu cầu.")

    told = privacy.tell_who_looked(actor=stop.clerk, at=at("2020-05-11 10:30"), number=who.card, reason="Hỏi ai xem.")

    said = {(line["what"], line["act"], line["reason"]) for line in told["lines"]}
    assert (number, "xuất dữ liệu", "Bà ấy đến quầy yêu cầu.") in said
    assert ("thông tin người", "xuất dữ liệu", "Hỏi ai xem.") in said
    assert told["more"] == 0


def test_whoever_handed_in_for_somebody_else_reads_nothing(stop, citizen):
    who, carrier = Somebody(), Somebody()
    number = stop.receives(
        owner=who.fields, submitter=carrier.fields, authorisation="Giấy uỷ quyền 3 ngày 4/5/2020"
    ).code
    Screen(stop.specialist).sees(f"/ho-so/{number}")

    assert "Ai đã xem" not in citizen.sees(f"/tra-cuu/{token_of(number)}")
    assert "Trang này chỉ cho chủ hồ sơ tự nộp xem." in citizen.sees(address(number), 403)
    with pytest.raises(NotForTheBearer):
        queries.seen_of_bearer(token_of(number))
    told = privacy.tell_who_looked(actor=stop.clerk, at=NOW, number=carrier.card, reason="Hỏi ai xem.")
    assert number not in {line["what"] for line in told["lines"]}


def test_whoever_was_hired_to_hand_in_reads_nothing(stop, citizen):
    number = stop.receives(via_agent=True).code

    assert "Ai đã xem" not in citizen.sees(f"/tra-cuu/{token_of(number)}")
    citizen.sees(address(number), 403)


def test_the_code_alone_leads_to_nobody_who_looked(stop, citizen):
    number = stop.receives().code

    assert "Ai đã xem" not in citizen.sees(f"/tra-cuu?ma={number}")
    citizen.sees(f"/tra-cuu/{number}/ai-da-xem", 404)


def test_what_is_opened_again_within_the_minute_is_told_once(stop, citizen):
    number = stop.receives().code
    for moment in ("10:00:05", "10:00:50", "10:01:10"):
        dossiers.dossier_for(stop.specialist, number, at=at(f"2020-05-11 {moment}"))

    _number, seen, earlier = queries.seen_of_bearer(token_of(number))
    assert [one.at for one in seen] == [at("2020-05-11 10:01"), at("2020-05-11 10:00")]
    assert earlier == 0


def test_many_looks_are_paged_the_newest_first_and_bounded(stop, citizen, monkeypatch):
    monkeypatch.setattr("motcua.privacy.queries.looks.MOST", 30)
    number = stop.receives().code

    for minute in range(32):
        dossiers.dossier_for(stop.specialist, number, at=at(f"2020-05-11 10:{minute:02}"))

    first, second = citizen.sees(address(number)), citizen.sees(address(number) + "?trang=2")
    assert "1–25 trong 30 lượt xem" in first
    assert first.index("10:31 11/5/2020") < first.index("10:07 11/5/2020")
    assert "10:06 11/5/2020" not in first
    assert "10:02 11/5/2020" in second
    assert "10:01 11/5/2020" not in second
    assert "Trước đó còn 2 lượt xem." in second
    assert "1–25 trong 30 lượt xem" in citizen.sees(address(number) + "?trang=99")


def test_asking_is_limited_together_with_the_look_up(stop, citizen, settings):
    number = stop.receives().code
    settings.LOOK_UPS = 2
    citizen.client.get(f"/tra-cuu/{token_of(number)}", REMOTE_ADDR="203.0.113.7")
    citizen.client.get(address(number), REMOTE_ADDR="203.0.113.7")

    held = citizen.client.get(address(number), REMOTE_ADDR="203.0.113.7")
    assert held.status_code == 429
    assert int(held["Retry-After"]) > 0


def test_an_erased_dossier_is_nobodys_any_more(stop, citizen):
    number = stop.brings_to_signature()
    stop.approves(number)
    stop.returns(number)
    token = token_of(number)
    dossier_services.mark_erased(actor=stop.leader, at=NOW, dossier=stored(number).id, ground=Ground.WRONGLY_TAKEN)

    assert "Ai đã xem" not in citizen.sees(f"/tra-cuu/{token}")
    citizen.sees(f"/tra-cuu/{token}/ai-da-xem", 403)
