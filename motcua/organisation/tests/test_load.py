"""A profile's folder is brought in: units in time, links, posts, calendars, settings; twice without effect."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time

import pytest

from motcua.clocks.folder.findings import fault
from motcua.clocks.folder.reader import read_folder
from motcua.clocks.folder.shipped import SHIPPED
from motcua.clocks.pauses import Policy
from motcua.kernel.access import NOTHING, judges
from motcua.kernel.actor import ANONYMOUS, SYSTEM
from motcua.kernel.moments import TZ
from motcua.kernel.refusal import NotAllowed
from motcua.ledger import queries as ledger
from motcua.organisation import queries
from motcua.organisation.services import give_code, load
from motcua.organisation.types import (
    CodeDated,
    CodeMalformed,
    CodeTaken,
    FolderFaulty,
    HeirUndecided,
    NoHeir,
    PostUnknown,
    Prefix,
    UnitUnknown,
)

AT = datetime(2020, 5, 11, 8, tzinfo=TZ)
TODAY = AT.date()
FOLDER = read_folder(SHIPPED)


@pytest.fixture
def province(committed_db):
    if queries.revision() == 0:
        load(actor=SYSTEM, folder=FOLDER, at=AT)


def of(code):
    return queries.unit_by_code(code).id


def count(on, level=None):
    return len(queries.units(on, level))


def test_there_are_as_many_units_as_on_the_day_asked_for(province):
    assert [
        count(day, "commune") for day in (date(2019, 12, 31), date(2020, 1, 31), date(2020, 2, 1), date(2023, 4, 10))
    ] == [122, 122, 108, 108]
    assert count(date(2025, 7, 1), "commune") == 37
    assert (count(TODAY), count(date(2025, 6, 30)), count(date(2025, 7, 1))) == (137, 132, 38)
    assert Counter(unit.unit_type for unit in queries.units(TODAY, "commune")) == {"xã": 96, "phường": 6, "thị trấn": 6}


def test_a_unit_stands_in_its_district_and_province(province):
    commune, district = of("BK-01924"), of("BK-061")
    assert queries.unit(commune).parent_id == district
    assert queries.district_of(commune, TODAY) == district
    assert queries.province_of(commune, TODAY) == of("BK")
    assert queries.receiving_centre(TODAY) == of("BK-TTPVHCC")
    assert queries.receiving_centre(date(2019, 7, 31)) is None
    assert len(queries.children(district, TODAY)) == 15
    assert len(queries.children(district, date(2020, 1, 31))) == 16
    assert queries.subtree(district, TODAY) == {district} | {unit.id for unit in queries.children(district, TODAY)}
    assert len(queries.subtree(of("BK"), TODAY)) == 137
    assert queries.district_of(of("TN-01933"), date(2025, 7, 1)) is None


def test_names_are_short_full_and_a_place(province):
    commune = of("BK-01924")
    assert queries.unit(commune).name == "Xã Quảng Khê"
    assert queries.short_name(commune) == "UBND xã Quảng Khê"
    assert queries.full_name(commune) == "UBND xã Quảng Khê, huyện Ba Bể"
    assert queries.place(commune) == "Quảng Khê"
    assert queries.full_name(of("BK-061")) == "UBND huyện Ba Bể, tỉnh Bắc Kạn"
    assert queries.full_name(of("BK-TTPVHCC")) == "Trung tâm Phục vụ hành chính công tỉnh Bắc Kạn"
    assert queries.full_name(of("BK-SNV")) == "Sở Nội vụ tỉnh Bắc Kạn"
    assert queries.place(of("BK-SNV")) == "Bắc Kạn"
    assert queries.full_name(of("TN-01933")) == "UBND xã Đồng Phúc, tỉnh Thái Nguyên"


def test_doubts_of_the_source_are_kept(province):
    assert queries.unit(of("BK")).note.startswith("Mã cấp 1 H03: suy ra từ thứ tự chữ cái")


def test_competence_follows_the_succession_and_guesses_nothing(province):
    merged, absorbing = of("BK-01903"), of("BK-01912")
    assert queries.competent_now(merged, date(2020, 1, 31)) == merged
    assert queries.competent_now(merged, TODAY) == absorbing
    assert queries.competent_now(merged, date(2025, 7, 1)) == of("TN-01912")
    split = of("BK-02149")
    with pytest.raises(HeirUndecided) as undecided:
        queries.competent_now(split, TODAY)
    assert set(undecided.value.heirs) == {of("BK-02152"), of("BK-02137B")} == set(queries.heirs(split, TODAY))
    assert queries.competent_now(split, date(2025, 7, 1)) == of("TN-02152")
    assert queries.heirs(of("BK-061"), date(2025, 7, 1)) == ()
    with pytest.raises(NoHeir):
        queries.competent_now(of("BK-061"), date(2025, 7, 1))
    assert [link.change_type for link in queries.links_from(of("BK-061"))] == ["abolish"]


def test_every_unit_has_a_prefix_of_the_day_that_no_other_ever_bears(province):
    assert queries.code_prefix(of("BK-01924"), TODAY) == Prefix("900.13.03.H03", "legacy", assumed=True)
    assert queries.code_prefix(of("BK"), TODAY) == Prefix("000.00.00.H03", "legacy", assumed=False)
    assert queries.code_prefix(of("BK"), date(2020, 9, 15)) == Prefix("H03", "qd20", assumed=False)
    assert queries.code_prefix(of("BK-STTTT"), TODAY) == Prefix("000.00.01.H03", "legacy", assumed=False)
    everybody = [unit.id for unit in queries.shelf.tree().units.values()]
    for day, form in ((date(2020, 9, 14), r"9\d\d\.\d\d\.\d\d\.H(03|55)"), (date(2020, 9, 15), r"H(03|55)\.X\d{3}")):
        prefixes = [queries.code_prefix(unit, day) for unit in everybody]
        assert len({prefix.text for prefix in prefixes}) == len(everybody) == 208
        assert [prefix.text for prefix in prefixes if prefix.assumed and not re.fullmatch(form, prefix.text)] == []
    assert len(queries.units_with_assumed_code(TODAY)) == 135


def test_posts_are_those_of_the_level(province):
    commune = of("BK-01924")
    assert len(queries.posts(commune, TODAY)) == 8
    assert [post.name for post in queries.posts(commune, TODAY, role="leader")] == [
        "Chủ tịch UBND",
        "Phó Chủ tịch UBND",
    ]
    assert queries.sections(commune, TODAY) == ("Thường trực UBND", "Bộ phận Tiếp nhận và Trả kết quả", "")
    desk = queries.posts(of("BK-TTPVHCC"), TODAY, role="counter", section="Quầy")[0]
    assert (desk.seats, queries.post(desk.id)) == (4, desk)
    assert queries.posts(of("BK-01903"), TODAY) == ()
    with pytest.raises(PostUnknown):
        queries.post(commune)


def test_the_calendar_is_one_shared_object_with_a_number(province):
    calendar = queries.calendar(of("BK-01924"), TODAY)
    assert calendar is queries.calendar(of("BK"), TODAY) is queries.calendar_of(1)
    assert queries.calendar_version(of("BK-01924")) == 1
    assert calendar == FOLDER.calendar()
    assert not calendar.is_working_day(date(2020, 4, 30))
    assert calendar.sessions_on(TODAY)[0].begins == time(7)


def test_settings_are_those_of_the_day(province):
    settings = queries.settings(TODAY)
    assert (settings.name, settings.unit_code, settings.demo_day) == ("Bắc Kạn", "BK", TODAY)
    assert settings.options == FOLDER.settings.options
    assert settings.pauses["supplement"] == Policy.RESTART
    assert settings.contact == {"hotline": "0209 0000 000"}
    assert (settings.scheme(date(2020, 9, 14)), settings.scheme(date(2020, 9, 15))) == ("legacy", "qd20")


def test_twice_the_same_folder_changes_nothing(province):
    before = queries.revision()
    again = load(actor=SYSTEM, folder=FOLDER, at=AT)
    assert (again.units, again.links, again.posts, again.calendars, again.settings) == (0, 0, 0, 0, 0)
    assert queries.revision() == before
    assert [entry.verb for entry in ledger.stream("organisation.unit", of("BK-01924"))] == [
        "organisation.unit.recorded"
    ]


def test_what_has_changed_is_recorded_from_the_day_on(fresh_db):
    load(actor=SYSTEM, folder=FOLDER, at=AT)
    units = tuple(
        replace(unit, note="Đã đối chiếu.", valid_to=date(2021, 1, 31)) if unit.code == "BK-01924" else unit
        for unit in FOLDER.units
    )
    settings = replace(
        FOLDER.settings,
        contact={"hotline": "0209 1111 111"},
        unit_weeks={"BK-061": (*FOLDER.settings.week[:5], FOLDER.settings.week[0][:1], ())},
    )
    posts = tuple(post for post in FOLDER.posts if post.post != "Công chức Tài chính - kế toán")
    changed = load(
        actor=SYSTEM, folder=replace(FOLDER, units=units, settings=settings, posts=posts), at=AT.replace(day=12)
    )
    assert (changed.links, changed.calendars, changed.settings) == (0, 1, 1)
    commune = queries.unit_by_code("BK-01924")
    assert (commune.note, commune.valid_to) == ("Đã đối chiếu.", date(2021, 1, 31))
    assert count(date(2021, 2, 1), "commune") == 107
    assert queries.settings(date(2020, 5, 12)).contact["hotline"] == "0209 1111 111"
    assert queries.settings(TODAY).contact["hotline"] == "0209 0000 000"
    assert (queries.calendar_version(commune.id, date(2020, 5, 12)), queries.calendar_version(commune.id, TODAY)) == (
        2,
        1,
    )
    assert queries.calendar(commune.id, date(2020, 5, 12)).is_working_day(date(2020, 5, 16))
    assert len(queries.posts(commune.id, date(2020, 5, 12))) == 7
    assert len(queries.posts(commune.id, TODAY)) == 8
    last = ledger.stream("organisation.unit", commune.id)[-1]
    assert (last.verb, last.seq, last.facts["changed"]) == ("organisation.unit.changed", 2, ["valid_to", "note"])


def test_a_folder_with_a_fault_is_not_brought_in(province):
    wrong = replace(FOLDER, findings=(fault("cells", "Dòng thiếu ô.", "units.csv", 12),))
    with pytest.raises(FolderFaulty) as problem:
        load(actor=SYSTEM, folder=wrong, at=AT)
    assert problem.value.sentence == (
        "Thư mục hồ sơ địa phương có 1 lỗi, lỗi đầu: units.csv, dòng 12: Dòng thiếu ô. Sửa rồi chạy lại «motcua profile check»."
    )


def test_a_real_code_replaces_the_assumed_one_from_a_day(fresh_db):
    load(actor=SYSTEM, folder=FOLDER, at=AT)
    commune = of("BK-01924")
    give_code(actor=SYSTEM, unit_id=commune, text=" 000.13.61.h03 ", valid_from=date(2020, 6, 1), at=AT)
    assert queries.code_prefix(commune, date(2020, 5, 31)) == Prefix("900.13.03.H03", "legacy", assumed=True)
    assert queries.code_prefix(commune, date(2020, 6, 1)) == Prefix("000.13.61.H03", "legacy", assumed=False)
    give_code(actor=SYSTEM, unit_id=commune, text="000.13.61.H03", valid_from=date(2020, 6, 1), at=AT)
    entries = ledger.stream("organisation.unit", commune)
    assert [(entry.seq, entry.verb) for entry in entries] == [
        (1, "organisation.unit.recorded"),
        (2, "organisation.code.given"),
    ]
    assert ledger.sentence(entries[-1]) == "Cấp mã định danh 000.13.61.H03, dùng từ ngày 1/6/2020"
    for text in ("900.13.03.H03", "000.13.61.H03"):
        with pytest.raises(CodeTaken):
            give_code(actor=SYSTEM, unit_id=of("BK-01921"), text=text, valid_from=date(2020, 6, 1), at=AT)
    with pytest.raises(CodeDated):
        give_code(actor=SYSTEM, unit_id=commune, text="000.13.62.H03", valid_from=date(2020, 5, 1), at=AT)
    with pytest.raises(CodeMalformed):
        give_code(actor=SYSTEM, unit_id=commune, text="H3", valid_from=date(2020, 6, 1), at=AT)


class SaysNo:
    key = "no"

    def judge(self, actor, act, unit, field):
        return False

    def scope(self, actor, act):
        return NOTHING


def test_only_who_may_loads_and_gives_codes(province):
    with judges.instead(SaysNo()):
        with pytest.raises(NotAllowed):
            load(actor=ANONYMOUS, folder=FOLDER, at=AT)
        with pytest.raises(NotAllowed):
            give_code(actor=ANONYMOUS, unit_id=of("BK"), text="H03.1", valid_from=TODAY, at=AT)


def test_an_unknown_unit_is_refused(province):
    with pytest.raises(UnitUnknown):
        queries.unit_by_code("BK-99999")
