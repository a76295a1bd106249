"""What holds of a procedure on the profile's day, and what in it is assumed."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st

from motcua.clocks.folder.rows import PaperRow
from motcua.clocks.limits import describe_limit, parse_limit
from motcua.profile.queries import calendar, folder, procedures_in_force, settings
from motcua.profile.resolve.papers import paper_of, papers_of, short_name
from motcua.profile.resolve.processes import published_plan, share_out
from motcua.profile.tests.provinces import bac_kan_folder
from motcua.profile.types import Assumed


@pytest.fixture
def bac_kan():
    return bac_kan_folder()


DAY = date(2020, 5, 11)


@pytest.fixture(scope="module")
def on_the_day():
    return {each.code: each for each in procedures_in_force(DAY)}


def hours(plan) -> list[str]:
    return [f"{float(step.hours):g}" if step.hours is not None else "-" for step in plan.steps]


def test_69_procedures_are_in_force_in_2020_and_132_in_2026(on_the_day):
    assert len(on_the_day) == 69
    assert len(procedures_in_force(date(2026, 1, 1))) == 132
    assert procedures_in_force(date(2015, 12, 31)) == ()


def test_a_five_day_procedure_of_the_commune_has_the_standard_process(on_the_day):
    known = on_the_day["1.003583"]
    plan = known.processes["commune"]

    assert describe_limit(known.limit.limit) == "5 ngày làm việc"
    assert known.reception.levels == ("commune",)
    assert [step.role for step in plan.steps] == ["counter", "specialist", "leader", "counter"]
    assert hours(plan) == ["2", "26", "10", "2"]
    assert plan.assumed == {Assumed.PROCESS}
    assert [step.unit for step in plan.steps] == ["rule:receiving_counter", None, None, "rule:receiving_counter"]


def test_birth_registration_is_done_on_the_same_day(on_the_day):
    known = on_the_day["1.001193"]

    assert describe_limit(known.limit.limit) == "trong ngày"
    assert hours(known.processes["commune"]) == ["0.75", "4.75", "2", "0.5"]


def test_a_procedure_of_two_levels_has_a_process_for_each(on_the_day):
    known = on_the_day["1.004859"]

    assert known.competence.levels == ("commune", "district")
    assert {level: len(plan.steps) for level, plan in known.processes.items()} == {"commune": 4, "district": 7}


def test_a_department_decides_what_the_provincial_centre_receives(on_the_day):
    known = on_the_day["1.000703"]

    assert known.reception.levels == ("province",)
    assert (known.competence.levels, known.competence.unit_code) == (("department",), "BK-SGTVT")
    assert len(known.processes["province"].steps) == 7
    assert Assumed.COMPETENT_LEVEL not in known.assumed


def test_a_published_process_names_the_units_of_2020(on_the_day):
    known = on_the_day["1.001976"]
    plan = known.processes["province"]

    assert plan.process_id == "QT-1.001976-a2a5"
    assert known.reception.assumed == {Assumed.RECEIVING_LEVEL}
    assert {step.unit for step in plan.steps} == {"BK-TTPVHCC", "BK-STTTT"}
    assert (plan.hours, plan.exceeds_limit, plan.assumed) == (32, False, {Assumed.PROCESS_OF_ELSEWHERE})
    assert plan.steps[-1].hours is None


def test_parallel_steps_count_once(on_the_day):
    plan = on_the_day["2.000986"].processes["commune"]

    assert (plan.hours, plan.exceeds_limit) == (128, False)
    assert [step.parallel_group for step in plan.steps].count("A") == 2


def test_a_published_process_that_exceeds_the_limit_is_kept_with_its_flag(bac_kan):
    process = next(each for each in bac_kan.processes if each.process_id == "QT-1.001976-a2a5")

    def plan(limit):
        return published_plan(bac_kan, process, "province", parse_limit(limit), choice_assumed=False)

    assert plan("3 ngày làm việc").exceeds_limit
    assert not plan("4 ngày làm việc").exceeds_limit
    assert len(plan("3 ngày làm việc").steps) == 7


def test_of_equal_variants_the_one_with_an_account_in_it_is_taken_and_the_choice_assumed(on_the_day):
    plan = on_the_day["2.000477"].processes["commune"]

    assert plan.process_id == "QT-2.000477-f1ac"
    assert Assumed.PROCESS_VARIANT in plan.assumed


def test_a_bare_number_counts_working_days_and_no_number_is_no_limit(on_the_day):
    bare, none = on_the_day["2.000806"].limit, on_the_day["1.003976"].limit

    assert (describe_limit(bare.limit), bare.assumed) == ("5 ngày làm việc", {Assumed.LIMIT})
    assert (none.limit, none.assumed) == (None, {Assumed.LIMIT})
    assert hours(on_the_day["1.003976"].processes["province"]) == ["-"] * 9


def test_calendar_days_are_shared_as_the_working_days_in_them(on_the_day):
    assert sum(step.hours for step in on_the_day["1.001695"].processes["district"].steps) == 56


def test_an_unknown_level_without_a_process_is_that_of_today(on_the_day):
    assert on_the_day["2.001827"].reception.levels == ("province", "commune")
    assert on_the_day["1.004222"].reception.levels == ("commune",)


@trials(deadline=None)
@given(
    st.decimals(Decimal("0.5"), Decimal(2000), places=1),
    st.sampled_from(
        [["0.1", "0.6", "0.25", "0.05"], ["0.03", "0.02", "0.5", "0.08", "0.1", "0.1", "0.1", "0.04", "0.03"]]
    ),
)
def test_shared_hours_are_quarters_that_sum_to_the_limit(total, shares):
    shared = share_out(total, [Decimal(share) for share in shares])

    assert sum(shared) == total
    assert min(shared) >= 0
    assert all(each % Decimal("0.25") == 0 for each in shared[:-1] if each != max(shared))


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Giấy chứng sinh", "Giấy chứng sinh"),
        ("Tờ khai đăng ký khai sinh theo mẫu (nếu nộp trực tiếp)", "Tờ khai đăng ký khai sinh"),
        ("Điều lệ công ty; danh sách thành viên", "Điều lệ công ty"),
        (
            (
                "Trường hợp không có văn bản nêu trên thì phải có văn bản cam đoan của các bên nhận cha, mẹ, con về mối quan hệ"
                " cha, mẹ, con và có ít nhất hai người làm chứng"
            ),
            "Văn bản cam đoan của các bên nhận cha, mẹ, con…",
        ),
        (
            "Hộ chiếu/Thẻ căn cước công dân/Thẻ căn cước/Căn cước điện tử/Giấy chứng nhận căn cước hoặc giấy tờ khác",
            "Hộ chiếu/Thẻ căn cước công dân/Thẻ căn cước/Căn cước điện tử…",
        ),
        (
            (
                "Liên thông thủ tục hành chính về đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế cho trẻ em"
                " dưới 6 tuổi"
            ),
            "Liên thông: đăng ký khai sinh, đăng ký thường trú…",
        ),
        ("Đối với Quân đội nhân dân: Giấy giới thiệu đăng ký tạm trú", "Giấy giới thiệu đăng ký tạm trú"),
    ],
)
def test_a_short_name_ends_at_the_first_natural_break(name, short):
    assert short_name(name) == short


def test_every_short_name_of_the_province_fits_a_line(bac_kan):
    assert max(len(short_name(row.name)) for row in bac_kan.papers) <= 70
    assert min(len(short_name(row.name)) for row in bac_kan.papers) >= 4


def paper(**cells) -> PaperRow:
    empty = dict.fromkeys(("case_label", "form_code", "originals", "copies", "kind", "required", "note"))
    return PaperRow(line=2, **{"procedure_code": "1.000001", "position": 1, "name": "Giấy tờ", **empty, **cells})


def test_where_the_data_is_silent_a_form_is_wanted_once_and_the_rest_as_a_copy():
    form, other = paper_of(paper(kind="form"), DAY), paper_of(paper(kind="submit"), DAY)

    assert (form.originals, form.certified, form.copies) == (1, 0, 0)
    assert (other.originals, other.certified, other.copies) == (0, 0, 1)
    assert form.assumed == other.assumed == {Assumed.SCAN, Assumed.PAPER_COUNT}


def test_published_numbers_stand_and_a_certified_copy_is_told_by_its_name():
    plain = paper_of(paper(originals=1, copies=2, required="yes"), DAY)
    certified = paper_of(paper(originals=0, copies=1, name="Bản sao chứng thực Giấy khai sinh"), DAY)

    assert (plain.originals, plain.copies, plain.demanded, plain.assumed) == (1, 2, True, {Assumed.SCAN})
    assert (certified.originals, certified.certified, certified.copies) == (0, 1, 0)
    assert Assumed.PAPER_COUNT in certified.assumed


@pytest.mark.parametrize(
    ("name", "day", "later"),
    [
        ("Đơn theo Nghị định số 258/2025/NĐ-CP", DAY, True),
        ("Đơn theo Nghị định số 258/2025/NĐ-CP", date(2026, 1, 1), False),
        ("Đơn theo Nghị định số 123/2015/NĐ-CP", DAY, False),
        ("Thẻ căn cước công dân", DAY, False),
        ("Hộ chiếu hoặc thẻ Căn cước", DAY, True),
        ("Căn cước điện tử", DAY, True),
        ("Căn cước điện tử", date(2024, 7, 1), False),
        ("Mẫu hộ tịch điện tử tương tác đăng ký khai sinh", DAY, True),
    ],
)
def test_papers_that_did_not_exist_on_the_day_are_marked(name, day, later):
    assert (Assumed.LATER_LAW in paper_of(paper(name=name), day).assumed) is later


def test_papers_of_2020_that_cite_later_law_are_as_many_as_the_compilers_counted_or_more(on_the_day):
    marked = [
        code
        for code, known in on_the_day.items()
        for group in known.papers
        for each in group.papers
        if Assumed.LATER_LAW in each.assumed
    ]

    assert len(marked) >= 113
    assert len(set(marked)) >= 48


def test_papers_are_grouped_by_case_the_common_list_first():
    rows = [
        paper(position=3, case_label="Trường hợp uỷ quyền"),
        paper(position=2, case_label="Giấy tờ phải nộp"),
        paper(position=4),
        paper(position=1, case_label="Giấy tờ phải nộp"),
    ]

    groups = papers_of(rows, DAY)

    assert [(group.label, group.is_case, [each.position for each in group.papers]) for group in groups] == [
        (None, False, [4]),
        ("Giấy tờ phải nộp", False, [1, 2]),
        ("Trường hợp uỷ quyền", True, [3]),
    ]


def test_the_provinces_facts_are_asked_for_through_queries():
    assert settings().name == "Bắc Kạn"
    assert calendar().ends_on == date(2026, 12, 31)
    assert calendar("BK-01834") == calendar()
    assert folder() is folder()
