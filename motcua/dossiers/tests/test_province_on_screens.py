"""A new commune, its counter, its people, a holiday and a setting, all on screens; then a dossier is received there."""

import re
from datetime import date

import pytest

from motcua.dossiers import queries, services
from motcua.dossiers.queries.standing import recomputed
from motcua.dossiers.tests.at_the_screen import Screen, words_of
from motcua.dossiers.tests.one_stop import OneStop, at, stored
from motcua.identity import queries as identity
from motcua.identity import services as people
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.organisation import queries as organisation

PAPER = "NQ 12/NQ-HĐND ngày 4/5/2020"


@pytest.fixture(autouse=True)
def clock(monkeypatch, fresh_province):
    monkeypatch.setenv(moments.SHIFT_VARIABLE, str((at("2020-05-11 14:00") - moments.machine_now()).total_seconds()))


@pytest.fixture
def fresh_province(province_db):
    return province_db


def administrator(code, reach, username):
    unit = organisation.unit_by_code(code).id
    post = organisation.posts(unit, moments.today(), role="leader")[0]
    account = people.employ(
        actor=SYSTEM, at=moments.now(), username=username, name="Hoàng Thị Quản", post=post.id,
        valid_from=moments.today(), roles=["administrator"], reach=reach,
    )  # fmt: skip
    return Screen(identity.actor_for(account, post.id, moments.now()))


def previews_and_does(screen, path, **values):
    seen = screen.sends(path, values, viec="xem")
    assert seen.status_code == 200, words_of(seen)[-900:]
    assert "Sẽ thay đổi" in words_of(seen)
    done = screen.sends(path, values, viec="ghi")
    assert done.status_code == 302, words_of(done)[-900:]
    return done["Location"]


def test_a_commune_is_made_on_screens_and_receives(province_db):
    stop = OneStop.open()
    screen = administrator("BK", "everywhere", "quan-tri-tinh")
    gathered = set(re.findall(r">([^<]+)</a></dt>", screen.opens("/quan-tri").content.decode()))
    assert {"Đơn vị và vị trí", "Lịch làm việc", "Thiết lập của tỉnh", "Mẫu tin báo"} <= gathered

    home = previews_and_does(
        screen, "/don-vi/moi", unit_type="xã", name="Xã Nà Mới", code="BK-99901",
        parent_id=organisation.unit_by_code("BK-061").id, valid_from="2020-05-11", like=stop.unit.id, paper=PAPER,
    )  # fmt: skip
    unit = organisation.unit_by_code("BK-99901").id
    assert home == f"/don-vi/{unit}"
    assert "UBND xã Nà Mới, huyện Ba Bể" in screen.sees(home)

    counter = organisation.posts(unit, moments.today(), role="counter")[0]
    made = screen.sends(
        f"/can-bo/moi?don-vi={unit}", name="Lý Thị Mới", username="moi.lt", post=counter.id, role="", reach="unit",
        valid_from="2020-05-11",
    )  # fmt: skip
    assert made.status_code == 302, words_of(made)[-600:]
    clerk = identity.actor_for(identity.account_named("moi.lt").id, counter.id, moments.now())

    previews_and_does(
        screen, "/thiet-lap/deadlines.max_supplements", value="2", valid_from="2020-05-11", reason="QĐ 5/QĐ-UBND"
    )
    old = stop.receives(when="2020-05-11 09:10").code
    promised = stored(old).standing.due_at
    holiday = promised.date()
    proposed = screen.sends(
        "/lich-lam-viec/de-xuat",
        {"date0": f"{holiday:%d/%m/%Y}", "kind0": "holiday", "name0": "Ngày nghỉ bất thường"},
        paper="CV 7",
    )
    assert proposed.status_code == 302, words_of(proposed)[-900:]
    draft = proposed["Location"]
    assert "1 hồ sơ đang giải quyết sẽ đổi ngày hẹn nếu tính lại." in screen.sees(draft)
    assert old in screen.sees(draft)
    assert stored(old).standing.due_at == promised, "nothing moves before the decision"
    assert screen.sends(draft, {"quyet-dinh": "recount"}).status_code == 302
    assert stored(old).standing.due_at.date() > holiday
    assert queries.timeline(stored(old))[0].sentence.startswith("Lịch làm việc thay đổi (bản số ")
    assert [one.differences for one in recomputed() if one.differences] == []

    received = services.receive(
        actor=clerk, at=at("2020-05-11 14:05"), reception=OneStop(organisation.unit(unit)).reception()
    )
    record = stored(received.code)
    assert record.unit == unit
    assert received.code.startswith(organisation.code_prefix(unit, date(2020, 5, 11)).text)
    assert record.life.terms.max_supplements == 2
    assert record.standing.due_at.date() > holiday


def test_what_was_promised_stays_where_that_is_decided(province_db):
    stop, screen = OneStop.open(), administrator("BK", "everywhere", "quan-tri-tinh2")
    kept = stop.receives(when="2020-05-11 09:10").code
    promised = stored(kept).standing.due_at
    values = {"date0": f"{promised:%d/%m/%Y}", "kind0": "half_day", "name0": "Nửa ngày", "sessions0": "07:00-09:00"}
    draft = screen.sends("/lich-lam-viec/de-xuat", values, paper="CV 8")["Location"]

    assert screen.sends(draft, {"quyet-dinh": "keep"}).status_code == 302
    assert stored(kept).standing.due_at == promised
    again = screen.sends(draft, {"quyet-dinh": "recount"})
    assert again.status_code == 409
    assert "Dự thảo lịch này đã được quyết định." in words_of(again)


def test_wrong_days_are_said_beside_their_row_and_nothing_is_lost(province_db):
    screen = administrator("BK", "everywhere", "quan-tri-tinh3")
    answer = screen.sends(
        "/lich-lam-viec/de-xuat",
        {"date0": "31/2/2020", "kind0": "holiday", "name0": "Lạ", "date1": "2/1/2027", "kind1": "swap_work"},
        paper="CV 9",
    )
    assert answer.status_code == 422
    said = words_of(answer)
    assert "Ngày «31/2/2020» viết chưa đúng; viết như 2/9/2020." in said
    assert "Ngày 2/1/2027 là ngày hoán đổi: ghi ngày đổi với nó." in said
    assert 'value="31/2/2020"' in answer.content.decode()
    beyond = screen.sends("/lich-lam-viec/de-xuat", {"date0": "1/1/2027", "kind0": "holiday"}, paper="CV 9")
    assert "Ngày 1/1/2027 nằm ngoài lịch đã biết (đến hết năm 2026)." in words_of(beyond)
    assert "CV 9" not in screen.sees("/lich-lam-viec")


def test_next_years_list_carries_the_calendar_on(province_db, tmp_path):
    from django.core.files.uploadedfile import SimpleUploadedFile

    screen = administrator("BK", "everywhere", "quan-tri-tinh4")
    rows = "date,weekday,kind,name\n2027-01-01,T6,holiday,Tết Dương lịch\n2027-04-30,T6,holiday,Ngày Chiến thắng\n"
    file = SimpleUploadedFile("2027.csv", rows.encode())
    made = screen.client.post("/lich-lam-viec/de-xuat", {"file": file, "until_year": "2027", "paper": "TB 1/TB-BNV"})
    assert made.status_code == 302, words_of(made)[-900:]
    screen.sends(made["Location"], {"quyet-dinh": "recount"})

    assert organisation.calendar_ends(moments.today()) == date(2027, 12, 31)


def test_a_districts_administrator_founds_below_and_nowhere_else(province_db):
    screen = administrator("BK-061", "subtree", "quan-tri-huyen")
    values = {"unit_type": "xã", "name": "Xã Nà Hai", "code": "BK-99902", "valid_from": "2020-06-01", "paper": PAPER}

    foreign = screen.sends("/don-vi/moi", values, parent_id=organisation.unit_by_code("BK-063").id, like="", viec="ghi")
    assert foreign.status_code == 422
    previews_and_does(screen, "/don-vi/moi", **values, parent_id=organisation.unit_by_code("BK-061").id, like="")
    own = organisation.unit_by_code("BK-061").id
    assert "Việc này do người quản trị của đơn vị cấp trên làm." in screen.sees(f"/don-vi/{own}/doi-ten")
    assert (
        screen.sends(f"/don-vi/{own}/doi-ten", name="Huyện Lạ", valid_from="2020-06-01", viec="ghi").status_code == 403
    )
    assert "Lịch làm việc là của cả tỉnh" in screen.sees("/lich-lam-viec/de-xuat")
    assert "Thiết lập là của cả tỉnh" in screen.sees("/thiet-lap/duplicate_days")
    assert screen.sends("/thiet-lap/duplicate_days", value="9", valid_from="2020-06-01", viec="ghi").status_code == 403


def test_a_mistake_is_undone_on_the_page(province_db):
    screen = administrator("BK", "everywhere", "quan-tri-tinh5")
    unit = organisation.unit_by_code("BK-01927").id
    previews_and_does(screen, f"/don-vi/{unit}/doi-ten", name="Xã Nhầm Tên", valid_from="2020-06-01", paper=PAPER)
    page = screen.opens(f"/don-vi/{unit}").content.decode()
    undo = re.search(r'action="(/don-vi/quyet-dinh/[^"]+)"', page)[1]
    assert screen.sends(undo).status_code == 302
    assert organisation.name_on(unit, date(2020, 6, 1)) != "Xã Nhầm Tên"
    assert "đã huỷ" in screen.sees(f"/don-vi/{unit}")

    previews_and_does(screen, "/thiet-lap/duplicate_days", value="45", valid_from="2020-06-01", reason="QĐ 5")
    page = screen.opens("/thiet-lap/duplicate_days").content.decode()
    undo = re.search(r'action="(/thiet-lap/thay-doi/[^"]+)"', page)[1]
    assert screen.sends(undo).status_code == 302
    assert organisation.settings(date(2020, 6, 1)).duplicate_days == 30
    wrong = screen.sends("/thiet-lap/duplicate_days", value="400", valid_from="2020-06-01", reason="QĐ 5", viec="xem")
    assert wrong.status_code == 422
    assert "Nhập một số từ 0 đến 365." in words_of(wrong)


def test_the_code_of_a_unit_and_a_post_are_given_on_the_page(province_db):
    screen = administrator("BK", "everywhere", "quan-tri-tinh6")
    unit = organisation.unit_by_code("BK-01927").id
    previews_and_does(screen, f"/don-vi/{unit}/ma", code="000.88.03.H03", valid_from="2020-06-01")
    assert organisation.code_prefix(unit, date(2020, 6, 1)).text == "000.88.03.H03"
    previews_and_does(
        screen, f"/don-vi/{unit}/vi-tri-moi", section="Quầy 2", name="Công chức quầy 2", role="counter", seats="1",
        signs="no", valid_from="2020-05-11", paper=PAPER,
    )  # fmt: skip
    post = next(one for one in organisation.posts(unit, moments.today()) if one.section == "Quầy 2")
    previews_and_does(screen, f"/don-vi/vi-tri/{post.id}/dong", last_day="2020-05-31", paper=PAPER)
    heir = organisation.unit_by_code("BK-01924").id
    previews_and_does(screen, f"/don-vi/{unit}/giai-the", last_day="2020-12-31", successors=heir, paper=PAPER)
    assert organisation.competent_now(unit, date(2021, 1, 1)) == heir
    assert "Quảng Khê" in screen.sees("/don-vi?q=quảng")
