"""A profile's folder becomes procedures in versions; twice without effect."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command

from motcua.catalogue import queries
from motcua.catalogue.services import load, publish_process, set_limit
from motcua.catalogue.types import (
    COMPETENT_COMMUNE,
    OUTSIDE,
    RECEIVING_COUNTER,
    CompetentUnknown,
    ProcedureUnknown,
    ProcessInvalid,
    Step,
    StepsExceedLimit,
)
from motcua.clocks.folder.reader import read_folder
from motcua.clocks.folder.shipped import SHIPPED
from motcua.clocks.limits import Limit, LimitKind
from motcua.kernel.actor import ANONYMOUS, SYSTEM
from motcua.kernel.moments import TZ
from motcua.kernel.refusal import NotAllowed
from motcua.ledger import queries as ledger
from motcua.organisation import queries as organisation
from motcua.organisation.services import load as load_units
from motcua.organisation.types import HeirUndecided
from motcua.profile import queries as profile

AT = datetime(2020, 5, 11, 8, tzinfo=TZ)
TODAY = AT.date()
FOLDER = read_folder(SHIPPED)
BIRTH, STATUS, ADOPTION = "1.001193", "1.004873", "1.003976"


@pytest.fixture
def catalogue(committed_db):
    if queries.revision() == 0:
        load_units(actor=SYSTEM, folder=FOLDER, at=AT)
        load(actor=SYSTEM, folder=FOLDER, at=AT)


@pytest.fixture
def own_catalogue(fresh_db):
    load_units(actor=SYSTEM, folder=FOLDER, at=AT)
    load(actor=SYSTEM, folder=FOLDER, at=AT)


def of(code):
    return organisation.unit_by_code(code).id


COMMUNE, DISTRICT, CENTRE = "BK-01924", "BK-061", "BK-TTPVHCC"


def test_there_are_as_many_procedures_as_in_force_on_the_day(catalogue):
    assert len(queries.everything_in_force(TODAY)) == 69
    assert len(queries.everything_in_force(date(2025, 7, 1))) == 132
    assert queries.everything_in_force(date(2015, 12, 31)) == ()


def test_a_procedure_is_whole(catalogue):
    version = queries.in_force(BIRTH, TODAY)
    assert (version.code, version.number, version.name, version.field) == (BIRTH, 1, "Đăng ký khai sinh", "Hộ tịch")
    assert (version.same_day, version.has_limit, version.fee) == (True, True, 0)
    assert (version.receive_level, version.decide_level, version.decide_unit) == ("commune", "commune", "")
    assert version.result == "Giấy khai sinh (KQ.G15.000031)"
    assert version.legal_basis[0] == "85/2019/TT-BTC"
    assert len(version.groups) == len(version.papers()) == 8
    assert [(case.label, case.pickable) for case in version.cases] == [("", True)]
    assert version.assumed >= {"process", "online_level", "later_law"}
    assert [(step.role, step.action_code, step.hours) for step in version.processes[0].steps] == [
        ("counter", "receive", Decimal("0.75")),
        ("specialist", "process", Decimal("4.75")),
        ("leader", "approve", Decimal(2)),
        ("counter", "return", Decimal("0.5")),
    ]
    assert queries.version(version.id) is version
    assert queries.process(version.process_id) is version.processes[0]
    assert queries.paper(version.groups[0].id) is version.groups[0]


def test_assumptions_are_those_that_the_profile_counts(catalogue):
    marks = Counter(mark for version in queries.everything_in_force(TODAY) for mark in version.assumed)
    counted = profile.counts(profile.doubts(FOLDER))
    for key in ("papers", "result", "receiving_level", "process", "online_level", "limit"):
        assert marks[key] == counted[key]
    doubts = queries.doubts(queries.in_force(STATUS, TODAY))
    assert "Chưa có quy trình nội bộ: dùng quy trình chuẩn, giả định." in [doubt.sentence for doubt in doubts]


def test_each_level_receives_its_own(catalogue):
    received = {
        code: {version.code for version in queries.receivable(of(code), TODAY)} for code in (COMMUNE, DISTRICT, CENTRE)
    }
    assert BIRTH in received[COMMUNE]
    assert "2.000806" in received[DISTRICT]
    assert "2.001199" in received[CENTRE]
    assert received[COMMUNE] & received[CENTRE] <= {
        code for code in received[CENTRE] if len(queries.in_force(code, TODAY).receive_levels) > 1
    }
    assert queries.receivable(of("BK-SNV"), TODAY) == ()
    assert queries.receivable(of("BK-01903"), TODAY) == ()
    assert queries.receivable(of("BK-01903"), date(2020, 1, 31)) != ()


def test_where_there_is_no_centre_a_department_receives_what_it_decides(catalogue):
    before = date(2019, 7, 31)
    assert {version.code for version in queries.receivable(of("BK-SGTVT"), before)} == {
        "1.000703",
        "1.000028",
        "1.002268",
    }
    assert "1.003179" in {version.code for version in queries.receivable(of("BK"), before)}


def test_what_cannot_be_received_says_why(catalogue):
    birth, adoption = queries.in_force(BIRTH, TODAY), queries.in_force(ADOPTION, TODAY)
    assert queries.why_not_receivable(birth, of(COMMUNE), TODAY) == ""
    assert (
        queries.why_not_receivable(birth, of(DISTRICT), TODAY)
        == "Thủ tục này không nộp ở đây mà nộp tại: xã, phường, thị trấn."
    )
    assert queries.why_not_receivable(adoption, of(CENTRE), TODAY).startswith("Thủ tục này chưa có thời hạn giải quyết")
    assert queries.why_not_receivable(birth, of(COMMUNE), date(2015, 1, 1)).startswith(
        "Bản công bố này không có hiệu lực"
    )
    assert ADOPTION in {version.code for version in queries.received_at(of(CENTRE), TODAY)}
    assert ADOPTION not in {version.code for version in queries.receivable(of(CENTRE), TODAY)}


def test_who_decides_is_told_by_level_department_and_the_owners_commune(catalogue):
    def competent(code, receiving, commune=None, on=TODAY):
        return queries.competent_unit(
            queries.in_force(code, on), receiving=of(receiving), commune=commune and of(commune), on=on
        )

    assert competent(BIRTH, COMMUNE) == of(COMMUNE)
    assert competent("2.000806", DISTRICT) == of(DISTRICT)
    assert competent("1.001662", COMMUNE) == of(DISTRICT)
    assert competent("1.003695", DISTRICT) == of("BK")
    assert competent("2.001199", CENTRE) == of("BK-SKHDT")
    assert competent("2.001199", CENTRE, on=date(2025, 3, 1)) == of("BK-STC2")
    assert competent("2.000815", COMMUNE) == of(COMMUNE)
    assert competent("2.000815", DISTRICT) == of(DISTRICT)
    with pytest.raises(CompetentUnknown):
        competent(BIRTH, CENTRE)
    assert competent(BIRTH, CENTRE, commune=COMMUNE) == of(COMMUNE)


def test_agencies_of_2025_are_mapped_to_the_units_of_2020(catalogue):
    version = queries.in_force("1.001806", TODAY)
    process = queries.process_for(version, receiving=of(CENTRE), on=TODAY)
    assert (process.level, process.source_id, process.hours) == ("province", "QT-1.001806-1606", Decimal(80))
    assert [(step.role, step.unit) for step in process.steps] == [
        ("counter", CENTRE),
        ("section_head", "BK-SLDTBXH"),
        ("specialist", "BK-SLDTBXH"),
        ("section_head", "BK-SLDTBXH"),
        ("leader", "BK-SLDTBXH"),
        ("document_clerk", "BK-SLDTBXH"),
        ("counter", CENTRE),
    ]
    units = [
        queries.unit_of_step(version, step, receiving=of(CENTRE), competent=of("BK-SLDTBXH")) for step in process.steps
    ]
    assert units == [of(CENTRE), *[of("BK-SLDTBXH")] * 5, of(CENTRE)]


def test_a_step_of_the_owners_commune_and_one_outside_are_told_apart(catalogue):
    version = queries.in_force("2.000986", TODAY)
    steps = {step.no: step for step in version.processes[0].steps}
    assert [steps[no].unit for no in (1, 2, 4)] == [RECEIVING_COUNTER, COMPETENT_COMMUNE, OUTSIDE]
    assert (steps[4].role, steps[4].parallel_group, steps[5].parallel_group) == ("counter", "A", "A")
    where = {"receiving": of(CENTRE), "competent": of("BK")}
    assert queries.unit_of_step(version, steps[2], **where) is None
    assert queries.unit_of_step(version, steps[2], **where, commune=of(COMMUNE)) == of(COMMUNE)
    assert queries.unit_of_step(version, steps[4], **where) is None
    assert queries.unit_of_step(version, steps[1], **where) == of(CENTRE)


def test_a_step_of_a_unit_that_is_no_more_goes_to_its_heir(catalogue):
    version = queries.in_force("1.001806", TODAY)
    step = version.processes[0].steps[1]
    where = {"receiving": of(CENTRE), "competent": of("BK-STP")}
    elsewhere = replace(step, unit="BK-SNV")
    assert queries.unit_of_step(version, elsewhere, **where, on=date(2025, 3, 1)) == of("BK-SNV2")
    assert queries.unit_of_step(version, step, **where) == of("BK-STP")
    split = replace(step, unit="BK-02149")
    with pytest.raises(HeirUndecided):
        queries.unit_of_step(version, split, **where, on=TODAY)


def test_every_role_of_a_step_has_a_post_at_its_level(catalogue):
    """A commune has no section heads: the published process of another province is fitted to the posts there are."""
    stuck = []
    roles = {}
    for post in FOLDER.posts:
        roles.setdefault(post.unit_level, set()).add(post.role)
    for version in queries.everything_in_force(TODAY):
        for process in version.processes:
            for step in process.steps:
                if step.unit in {RECEIVING_COUNTER, OUTSIDE}:
                    continue
                level = version.decide_level if len(version.decide_levels) == 1 else process.level
                if step.unit:
                    level = "commune" if step.unit == COMPETENT_COMMUNE else organisation.unit_by_code(step.unit).level
                if step.role not in roles[level]:
                    stuck.append((version.code, step))
    assert stuck == []


def test_a_published_process_that_exceeds_its_limit_is_kept_with_its_flag(own_catalogue):
    assert not queries.in_force("1.001806", TODAY).processes[0].exceeds_limit
    steps = tuple(
        replace(row, hours=Decimal(60)) if (row.procedure_code, row.step_no) == ("1.001806", 3) else row
        for row in FOLDER.steps
    )
    assert load(actor=SYSTEM, folder=replace(FOLDER, steps=steps), at=AT) == 1
    process = queries.in_force("1.001806", TODAY).processes[0]
    assert (process.hours, process.exceeds_limit) == (Decimal(84), True)


def test_cases_are_picked_only_where_there_are_several(catalogue):
    household = queries.in_force("1.001612", TODAY)
    assert [(case.label, case.pickable, len(case.papers)) for case in household.cases] == [("", True, 6)]
    cooperative = queries.in_force("1.005280", TODAY)
    assert [(case.label[:30], case.pickable) for case in cooperative.cases] == [
        ("", False),
        ("Trường hợp đăng ký thành lập h", True),
        ("Trường hợp hợp tác xã được chu", True),
        ("Trường hợp đăng ký khi hợp tác", True),
        ("Trường hợp đăng ký thành lập h", True),
    ]
    chosen = cooperative.cases[1]
    assert {paper.case_label for paper in cooperative.papers(chosen.label)} == {
        chosen.label,
        "Trường hợp ủy quyền thực hiện thủ tục",
    }
    residence = queries.in_force("1.004194", TODAY)
    assert (residence.cases[0].name, residence.cases[0].pickable) == ("Trường hợp thông thường", True)
    assert queries.in_force("2.001717", TODAY).cases == ()


def test_search_needs_no_accents_and_takes_codes_and_initials(catalogue):
    def first(text):
        return queries.search(text, None, TODAY)[0].code

    assert first("dang ky khai sinh") == BIRTH
    assert first("Đăng ký KHAI sinh") == BIRTH
    assert first("1.0048") == "1.004837"
    assert first("tinh trang hon nhan") == STATUS
    assert first("dkks") == BIRTH
    assert queries.search("khong co gi", None, TODAY) == []
    assert len(queries.search("", None, TODAY, limit=100)) == 69
    certified = [version.field for version in queries.search("chung thuc", None, TODAY, limit=100)]
    assert certified == ["Chứng thực"] * 10 + ["Quản lý chất lượng nông lâm sản và thủy sản"]
    assert {version.code for version in queries.search("nuoi con nuoi", of(CENTRE), TODAY)} == {ADOPTION, "1.003179"}
    assert [version.code for version in queries.search("", None, TODAY, field="Thú y")] == ["1.004756"]


def test_lists_stand_in_vietnamese_order(catalogue):
    names = [field for field, _count in queries.fields(TODAY)]
    assert names.index("Chứng thực") < names.index("Đường bộ") < names.index("Hộ tịch")
    assert sum(count for _field, count in queries.fields(TODAY)) == 69


def test_twice_the_same_folder_changes_nothing(catalogue):
    before = queries.revision()
    assert load(actor=SYSTEM, folder=FOLDER, at=AT.replace(day=12)) == 0
    assert queries.revision() == before


def test_a_change_in_the_folder_is_a_new_version_and_the_old_one_stays(own_catalogue):
    old = queries.in_force(STATUS, TODAY)
    procedures = tuple(replace(row, fee_vnd=(8000,)) if row.code == STATUS else row for row in FOLDER.procedures)
    assert load(actor=SYSTEM, folder=replace(FOLDER, procedures=procedures), at=AT.replace(day=20)) == 1
    new = queries.in_force(STATUS, date(2020, 5, 20))
    assert (new.number, new.fee, new.valid_from) == (2, 8000, date(2020, 5, 20))
    assert queries.in_force(STATUS, date(2020, 5, 19)).id == old.id
    assert (queries.version(old.id).fee, queries.version(old.id).valid_to) == (0, date(2020, 5, 19))
    entries = ledger.stream("catalogue.procedure", old.procedure_id)
    assert [(entry.seq, entry.verb, entry.facts["number"]) for entry in entries] == [
        (1, "catalogue.version.published", 1),
        (2, "catalogue.version.published", 2),
    ]
    assert ledger.sentence(entries[1]) == f"Công bố bản số 2 của thủ tục {STATUS}, dùng từ 20/5/2020"


def test_once_a_limit_is_set_a_procedure_can_be_received(own_catalogue):
    set_limit(actor=SYSTEM, code=ADOPTION, limit=Limit(LimitKind.CALENDAR_DAYS, Decimal(65)), valid_from=TODAY, at=AT)
    adoption = queries.in_force(ADOPTION, TODAY)
    assert queries.why_not_receivable(adoption, of(CENTRE), TODAY) == ""
    assert "limit" not in adoption.assumed
    assert load(actor=SYSTEM, folder=FOLDER, at=AT) == 0
    assert queries.in_force(ADOPTION, TODAY).id == adoption.id


STEPS = (
    Step(1, "counter", "receive", "Tiếp nhận", Decimal(2), unit=RECEIVING_COUNTER),
    Step(2, "specialist", "process", "Thẩm định", Decimal(16)),
    Step(3, "leader", "approve", "Ký duyệt", Decimal(4)),
    Step(4, "counter", "return", "Trả kết quả", Decimal(2), unit=RECEIVING_COUNTER),
)


def test_a_new_process_is_published_unless_its_steps_exceed_the_limit(own_catalogue):
    publish_process(actor=SYSTEM, code=STATUS, level="commune", steps=STEPS, valid_from=TODAY, at=AT)
    version = queries.in_force(STATUS, TODAY)
    assert (version.number, version.processes[0].hours, version.processes[0].exceeds_limit) == (2, Decimal(24), False)
    assert "process" not in version.assumed
    too_long = (*STEPS[:1], replace(STEPS[1], hours=Decimal("16.5")), *STEPS[2:])
    with pytest.raises(StepsExceedLimit) as problem:
        publish_process(actor=SYSTEM, code=STATUS, level="commune", steps=too_long, valid_from=TODAY, at=AT)
    assert (
        problem.value.sentence
        == "Các bước cộng lại 24,5 giờ, quá thời hạn 24 giờ. Giảm giờ của các bước rồi công bố lại."
    )
    with pytest.raises(ProcessInvalid):
        publish_process(actor=SYSTEM, code=STATUS, level="commune", steps=STEPS[1:], valid_from=TODAY, at=AT)
    with pytest.raises(ProcedureUnknown):
        publish_process(actor=SYSTEM, code="9.999999", level="commune", steps=STEPS, valid_from=TODAY, at=AT)


def test_only_who_may_publishes(catalogue):
    with pytest.raises(NotAllowed):
        load(actor=ANONYMOUS, folder=FOLDER, at=AT)
    with pytest.raises(NotAllowed):
        publish_process(actor=ANONYMOUS, code=STATUS, level="commune", steps=STEPS, valid_from=TODAY, at=AT)


def test_an_unknown_procedure_is_refused(catalogue):
    with pytest.raises(ProcedureUnknown):
        queries.in_force("9.999999", TODAY)
    with pytest.raises(ProcedureUnknown):
        queries.version(SYSTEM.account)


def told(*words):
    out = StringIO()
    call_command("profile_load", *words, stdout=out)
    return out.getvalue()


def test_the_command_brings_a_folder_in_and_twice_has_no_effect(fresh_db):
    first = json.loads(told(str(SHIPPED), "--json"))
    assert first == {
        "units": 208,
        "links": 158,
        "posts": first["posts"],
        "calendars": 1,
        "settings": 1,
        "procedures": 132,
        "texts": 0,
    }
    assert json.loads(told("--json")) == dict.fromkeys(first, 0)
    assert told() == "Không có gì mới: hồ sơ địa phương đã được nạp trước đó.\n"
