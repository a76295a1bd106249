"""What a version is marked as: received elsewhere yet tracked, done wholly at the counter, how far online (spec B05, B08, B09)."""

import itertools
from dataclasses import replace
from datetime import date

import pytest

from motcua.catalogue import queries as catalogue
from motcua.catalogue import services as publishing
from motcua.catalogue.types import Particulars, VersionUnfit
from motcua.dossiers import queries, services
from motcua.dossiers.queries.standing import difference
from motcua.dossiers.rules import deeds_here
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import OneStop, at, stored
from motcua.dossiers.tests.test_api import Caller
from motcua.dossiers.tests.test_new_version import administrator, publishes_alone, values_of
from motcua.dossiers.types import Correction, Deed
from motcua.kernel import moments
from motcua.organisation import services as organisation

TODAY, TOMORROW = date(2020, 5, 11), date(2020, 5, 12)
NOW = at("2020-05-11 08:30")
#: Declared on the spot by a team that goes from house to house.
MOBILE = "1.003583"
LISTS = "/thu-tuc/danh-muc"
_numbers = itertools.count(1)


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setenv(moments.SHIFT_VARIABLE, str((NOW - moments.machine_now()).total_seconds()))
    return OneStop.open()


@pytest.fixture
def admin(one_stop):
    return publishes_alone(administrator(one_stop, f"danh-dau-{next(_numbers)}", "everywhere"))


@pytest.fixture
def code():
    several = [
        each.code
        for each in catalogue.everything_in_force(TODAY)
        if each.receive_levels == ("commune",) and each.has_limit and each.code != MOBILE
    ]
    return several[next(_numbers) % len(several)]


def marks(admin, code, on, **changes):
    current = catalogue.versions_of(code)[-1]
    said = Particulars(**{name: getattr(current, name) for name in Particulars.__slots__})
    said = replace(said, legal_basis=said.legal_basis or ("Luật A",), **changes)
    return publishing.set_particulars(actor=admin, at=NOW, code=code, said=said, valid_from=on)


def in_lists(code, on):
    commune = next(one for one in catalogue.level_lists(on) if one.level == "commune")
    return code in {one.code for one in commune.at_counter}, code in {one.code for one in commune.elsewhere}


def test_what_is_received_elsewhere_stands_in_its_own_list_and_its_dossiers_are_tracked(one_stop, admin):
    screen = Screen(admin)
    values = values_of(screen.opens(f"/quan-tri/thu-tuc/{MOBILE}/noi-dung"))
    values |= {"valid_from": "2020-05-11", "legal_basis": "Luật Hộ tịch 2014", "received_elsewhere": "on"}
    assert in_lists(MOBILE, TODAY) == (True, False)

    assert screen.sends(f"/quan-tri/thu-tuc/{MOBILE}/noi-dung", values).status_code == 302

    assert in_lists(MOBILE, TODAY) == (False, True)
    page = Screen().sees(f"{LISTS}?cap=commune")
    assert page.index("Nhận ngoài bộ phận một cửa, vẫn theo dõi") < page.index("Đăng ký khai sinh lưu động")
    assert "ngoài bộ phận một cửa (lưu động, tại chỗ)" in Screen().sees(f"/thu-tuc/{MOBILE}")
    number = one_stop.receives(MOBILE, when="2020-05-11 09:00").code
    assert queries.dossier_for(one_stop.clerk, number, at=NOW).number == number
    assert number in Screen(one_stop.clerk).sees(f"/ho-so?q={number}")


@pytest.fixture
def elsewhere(one_stop, admin):
    """A procedure that is declared on the spot."""
    if not catalogue.in_force(MOBILE, TODAY).received_elsewhere:
        marks(admin, MOBILE, TODAY, received_elsewhere=True)
    return MOBILE


def receipts(number):
    return [one for one in queries.printed(stored(number)) if one.form == "receipt"]


def test_what_was_received_elsewhere_gets_a_code_and_no_second_receipt(one_stop, elsewhere):
    received = one_stop.receives(elsewhere, when="2020-05-11 09:00")
    number = received.code
    clerk = Screen(one_stop.clerk)

    assert received.receipt is None
    assert receipts(number) == []
    assert difference(stored(number)) is None
    page = clerk.sees(f"/ho-so/{number}/da-tiep-nhan")
    assert "ở đây không in giấy hẹn thứ hai" in page
    assert "In giấy hẹn" not in page
    assert Deed.REISSUE_RECEIPT not in deeds_here(stored(number).life, stored(number).standing)
    answer = Caller(one_stop.clerk).get(f"/dossiers/{number}/receipt")
    assert (answer.status_code, "giấy của nơi nhận" in answer.json()["detail"]) == (404, True)


def test_it_is_corrected_and_its_originals_are_kept_without_a_receipt(one_stop, elsewhere):
    number = one_stop.receives(elsewhere, when="2020-05-11 09:00").code
    services.correct(
        actor=one_stop.clerk,
        at=at("2020-05-11 09:10"),
        number=number,
        correction=Correction(sets=2),
        reason="Ghi nhầm.",
    )
    paper = queries.paper_scans(stored(number))[0]
    services.keep_originals(
        actor=one_stop.clerk, at=at("2020-05-11 09:20"), number=number, papers={paper.id: 1}, place="tủ 2"
    )

    assert receipts(number) == []
    assert "giấy của nơi nhận ngoài một cửa không in lại" in queries.timeline(stored(number))[1].sentence


def test_guided_first_and_received_then_it_has_none_either(one_stop, elsewhere):
    asked = one_stop.reception(elsewhere)
    filed = services.guide_at_intake(
        actor=one_stop.clerk, at=at("2020-05-11 09:00"), reception=asked, papers=asked.papers[:1], reason="Còn thiếu."
    )
    received = services.receive_filed(
        actor=one_stop.clerk, at=at("2020-05-11 10:00"), number=filed.number, reception=asked
    )

    assert received.receipt is None
    assert receipts(received.code) == []


def test_what_the_counter_receives_itself_keeps_its_receipt(one_stop, code):
    received = one_stop.receives(code, when="2020-05-11 09:00")

    assert [one.id for one in receipts(received.code)] == [received.receipt]


def test_the_share_done_wholly_at_the_counter_is_shown_by_level_beside_its_goal(one_stop, admin, code):
    before = next(one for one in catalogue.level_lists(TOMORROW) if one.level == "commune")
    marks(admin, code, TOMORROW, wholly_at_counter=True)

    after = next(one for one in catalogue.level_lists(TOMORROW) if one.level == "commune")
    assert (len(after.wholly), len(after.at_counter)) == (len(before.wholly) + 1, len(before.at_counter))
    assert after.share == len(after.wholly) * 100 // len(after.at_counter)
    assert [(one.level, one.goal) for one in catalogue.level_lists(TODAY)] == [
        ("commune", 100), ("district", 50), ("province", 20),
    ]  # fmt: skip
    assert f"0 trong {len(before.at_counter)} thủ tục (0%) làm trọn tại một cửa; mức cần đạt là 100%" in (
        Screen().sees(f"{LISTS}?cap=commune")
    )


def test_the_scale_of_the_day_is_shown_and_in_the_later_one_a_part_wants_its_published_reason(one_stop, admin, code):
    marks(admin, code, TODAY, online_level=3)
    assert "Mức độ trực tuyến 3" in Screen().sees(f"/thu-tuc/{code}")

    organisation.change_setting(
        actor=admin, at=NOW, key="catalogue.online_levels", value="full_partial", valid_from=TODAY, reason="NĐ 42"
    )
    try:
        assert "Dịch vụ công trực tuyến trực tuyến một phần giả định" in Screen().sees(f"/thu-tuc/{code}")
        with pytest.raises(VersionUnfit, match="Chưa ghi vì sao chưa làm trọn trực tuyến"):
            marks(admin, code, TODAY, online_mode="partial")
        screen = Screen(admin)
        opened = screen.opens(f"/quan-tri/thu-tuc/{code}/noi-dung")
        assert "Mức độ trực tuyến" not in opened.content.decode()
        values = values_of(opened) | {
            "valid_from": "2020-05-11", "online_mode": "partial", "online_reason": "Phải có mặt để ký",
        }  # fmt: skip
        assert screen.sends(f"/quan-tri/thu-tuc/{code}/noi-dung", values).status_code == 302
        seen = Screen().sees(f"/thu-tuc/{code}")
        assert "trực tuyến một phần" in seen
        assert "Phải có mặt để ký" in seen
        assert catalogue.in_force(code, TODAY).online_level == 3
    finally:
        organisation.change_setting(
            actor=admin, at=NOW, key="catalogue.online_levels", value="1234", valid_from=TODAY, reason="Thử xong"
        )
