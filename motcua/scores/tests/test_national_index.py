"""The index of QĐ 766: its table, points by hand, zero denominators, the pages, the sheet."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from motcua.catalogue import queries as catalogue
from motcua.dossiers import queries, services
from motcua.dossiers.queries import IndexCut, Measure
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import FOREIGN, RENEW, OneStop, at, unit_named
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.organisation import queries as organisation
from motcua.scores import index_measuring, index_pages, measuring, national_index
from motcua.scores.index_asked import month_read
from motcua.scores.index_measuring import ProcedureMeasure
from motcua.scores.national_index import NO_POINTS
from motcua.scores.types import Month, Term

NOW = at("2020-05-29 10:00")
FEBRUARY = Month(2020, 2)
PAGE = "thang=2020-02"


@pytest.fixture
def stop(province_db):
    return OneStop.open()


_lived: dict[int, tuple[str, str]] = {}


@pytest.fixture
def lives(stop):
    """Of February one in time and three late, once a database."""
    if id(stop) not in _lived:
        numbers = [solved(stop, day) for day in ("2020-02-11", "2020-02-24", "2020-02-25", "2020-02-26")]
        _lived[id(stop)] = (numbers[0], numbers[1])
    return _lived[id(stop)]


def solved(stop, day):
    number = stop.receives(RENEW, when="2020-02-10 09:10").code
    stop.hands_over(number, "2020-02-10 10:00")
    stop.examines(number, "2020-02-10 14:00")
    stop.proposes(number, f"{day} 09:00")
    stop.approves(number, f"{day} 10:00")
    return number


def cut(stop, month=FEBRUARY, unit=None):
    return IndexCut(month.since, month.until, frozenset({unit or stop.unit.id}))


def index(stop, month=FEBRUARY, actor=None):
    return index_measuring.index_of(actor or stop.leader, cut(stop, month), NOW)


def criterion(code):
    return next(each for each in national_index.criteria(date(2022, 7, 1)) if each.code == code)


def test_the_table_gives_a_hundred_points_in_five_groups():
    groups: dict[str, Decimal] = {}
    for each in national_index.criteria(date(2022, 7, 1)):
        groups[each.group] = groups.get(each.group, Decimal(0)) + each.points

    assert sorted(groups.values()) == [18, 18, 20, 22, 22]
    assert [each.code for each in national_index.criteria(date(2022, 7, 1)) if not each.is_assumed] == ["1.2", "5.4"]


def test_before_the_index_its_first_version_is_tried():
    assert national_index.is_tried(date(2022, 6, 22))
    assert not national_index.is_tried(date(2022, 6, 23))
    assert national_index.criteria(date(2020, 5, 1)) == national_index.criteria(date(2022, 6, 23))


@pytest.mark.parametrize(
    ("code", "of", "good", "rate", "got"),
    [
        ("2.1", 3, 2, "66.67", "13.33"),
        ("2.1", 7, 7, "100.00", "20.00"),
        ("3.3", 8, 4, "50.00", "4.00"),
        ("3.3", 8, 2, "25.00", "2.00"),
        ("4.2", 10, 6, "60.00", "4.50"),
        ("4.1", 9, 0, "0.00", "0.00"),
    ],
)
def test_points_are_the_rate_by_the_target_at_most_in_full_to_two_places(code, of, good, rate, got):
    found = national_index.pointed(criterion(code), (of, good))

    assert (str(found.rate), str(found.got)) == (rate, got)


def test_nothing_to_measure_is_not_zero_unless_the_table_says_so():
    nothing = national_index.pointed(criterion("2.1"), (0, 0))
    zero = national_index.pointed(replace(criterion("2.1"), empty=NO_POINTS), (0, 0))
    unmeasured = national_index.pointed(replace(criterion("1.2"), empty=NO_POINTS), None)

    assert (nothing.rate, nothing.got, nothing.lost) == (None, None, None)
    assert (zero.rate, zero.got, zero.lost) == (None, 0, 20)
    assert unmeasured.got is None


def test_what_is_not_measured_is_counted_apart():
    known, nothing = (
        national_index.pointed(criterion("2.1"), (4, 1)),
        national_index.pointed(criterion("1.2"), None),
    )
    sums = national_index.sums([known, nothing])

    assert (sums.got, sums.most, sums.unmeasured) == (5, 20, 4)
    assert str(sums.coverage) == "83.33"
    assert national_index.sums([]).coverage == 0


def test_a_month_by_hand(stop, lives):
    found = {each.criterion.code: each for each in index(stop).points}

    assert (found["2.1"].of, found["2.1"].good, found["2.1"].got) == (4, 1, 5)
    assert (found["3.3"].of, found["3.3"].got) == (4, 0)
    assert (found["4.1"].of, found["4.1"].got) == (4, 0)
    assert {code for code, each in found.items() if each.got is None} >= {"1.1", "1.2", "1.4", "3.5", "3.6", "5.4"}
    assert index(stop).sums.most + index(stop).sums.unmeasured == 100


def test_a_month_without_a_dossier_has_no_points_and_loses_none(stop):
    found = index(stop, Month(2018, 1))

    assert found.dossiers == 0
    assert all(each.got is None for each in found.points if each.criterion.measure in set(Measure))
    assert found.sums.most + found.sums.unmeasured == 100


def test_the_unit_in_the_list_has_the_points_of_its_own_page(stop, lives):
    by_unit = index_measuring.index_by_unit(stop.leader, IndexCut(FEBRUARY.since, FEBRUARY.until), NOW)

    assert by_unit[stop.unit.id] == index(stop)


def test_procedures_that_cost_points_are_those_between_all_and_the_good_ones(stop, lives):
    found = {each.criterion.measure: each for each in index(stop).points}
    counted = index_measuring.procedures(stop.leader, cut(stop), NOW)

    for measure in ProcedureMeasure:
        assert found[measure].of - found[measure].good == len(counted[measure].lost), measure
    complete = counted[ProcedureMeasure.COMPLETE]
    assert all(index_measuring.lacking(version, FEBRUARY.until) for version in complete.lost)
    assert {version.code for version in complete.of} == {
        version.code for version in catalogue.received_at(stop.unit.id, FEBRUARY.until)
    }


def test_the_page_says_what_is_not_known_and_leads_to_what_cost_points(stop, lives):
    leader = Screen(stop.leader)

    words = leader.sees(f"/chi-so-766?{PAGE}&don-vi={stop.unit.id}")
    assert "chưa nối với Cổng Dịch vụ công quốc gia" in words
    assert "chưa có dữ liệu" in words
    assert "Tháng này tính thử theo bản đầu tiên." in words
    assert f"/chi-so-766/mat-diem?thang=2020-02&amp;don-vi={stop.unit.id}&amp;tieu-chi=2.1" in (
        leader.opens(f"/chi-so-766?{PAGE}&don-vi={stop.unit.id}").content.decode()
    )
    behind = leader.sees(f"/chi-so-766/mat-diem?{PAGE}&don-vi={stop.unit.id}&tieu-chi=2.1")
    assert "Làm mất điểm : 3" in behind or "Làm mất điểm: 3" in behind
    assert lives[1] in behind
    assert lives[0] not in behind
    assert "Từng đơn vị" in leader.sees(f"/chi-so-766?{PAGE}")


def test_the_page_of_a_stranger_counts_nothing_of_ours(stop, lives):
    stranger = stop.person("leader", unit_named(FOREIGN).id)

    assert index(stop, actor=stranger).dossiers == 0
    assert lives[1] not in Screen(stranger).sees(f"/chi-so-766/mat-diem?{PAGE}&don-vi={stop.unit.id}&tieu-chi=2.1")


def test_the_sheet_has_numbers_and_leaves_empty_what_is_not_known(stop, lives):
    answer = Screen(stop.leader).opens(f"/chi-so-766/bang-tinh?{PAGE}&don-vi={stop.unit.id}")

    with ZipFile(io.BytesIO(answer.content)) as book:
        page = book.read("xl/worksheets/sheet1.xml").decode()
        words = book.read("xl/sharedStrings.xml").decode()
    assert "<v>25</v>" in page
    assert "Chưa đo được" in words


def test_the_paper_says_what_the_page_says_and_has_places_to_sign(stop, lives):
    leader, asked = Screen(stop.leader), f"?{PAGE}&don-vi={stop.unit.id}"
    answer = leader.opens("/chi-so-766/in.pdf" + asked)
    said = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(answer.content)).pages)

    sums = index(stop).sums
    assert f"Cộng các tiêu chí đo được {index_pages.number(sums.most)} {index_pages.number(sums.got)}" in said
    for words in ("Kỳ báo cáo: tháng 2/2020", "tính thử theo bản đầu tiên", "Chưa đo được", "THỦ TRƯỞNG ĐƠN VỊ"):
        assert words in said
    assert "/chi-so-766/in.pdf" in leader.opens("/chi-so-766" + asked).content.decode()
    assert "Điểm của từng đơn vị" not in said


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2020-05", Month(2020, 5)),
        ("5/2020", Month(2020, 5)),
        ("2020-13", None),
        ("tháng năm", None),
        ("2020-00", None),
    ],
)
def test_a_month_is_read_as_inputs_and_people_write_it(text, month):
    assert month_read(text) == month


def test_months_follow_each_other_over_the_turn_of_a_year():
    december = Month(2019, 12)

    assert (december.after, december.after.before, december.until) == (Month(2020, 1), december, date(2019, 12, 31))


def test_what_of_an_address_cannot_be_read_is_said(stop):
    assert "Không đọc được tháng «năm ngoái»" in Screen(stop.clerk).sees("/chi-so-766?thang=năm ngoái")


def test_what_a_unit_had_that_is_gone_is_seen_in_the_one_in_its_place(stop, monkeypatch):
    before, after = (organisation.unit_by_code(code).id for code in ("BK-01966", "BK-01960B"))
    when, january = at("2020-01-15 09:10"), Month(2020, 1)
    monkeypatch.setattr(moments, "now", lambda: when)
    stop.seat(before, when.date())
    clerk = stop.person("counter", before)
    services.receive(actor=clerk, at=when, reception=stop.reception(RENEW, on=when.date(), unit=before))
    monkeypatch.setattr(moments, "now", lambda: NOW)
    stop.seat(after)
    clerk, asked = stop.person("counter", after), cut(stop, january, before)

    found = index_measuring.index_of(clerk, asked, NOW)
    assert found.dossiers == 1
    assert found == index_measuring.index_of(SYSTEM, asked, NOW)
    assert before in index_measuring.index_by_unit(clerk, replace(asked, units=None), NOW)
    assert index_measuring.index_of(stop.stranger, asked, NOW).dossiers == 0
    units = [organisation.unit(before)]
    (card,) = measuring.agencies(clerk, Term(2020, 1), units, NOW).values()
    assert card == measuring.agencies(SYSTEM, Term(2020, 1), units, NOW)[before]
    assert not measuring.agencies(stop.stranger, Term(2020, 1), units, NOW)


def test_what_a_measure_counts_is_the_list_behind_it(stop, lives):
    for measure in Measure:
        found = next(each for each in index(stop).points if each.criterion.measure == measure)
        listed = queries.index_lost(stop.leader, measure, cut(stop), NOW, limit=100)
        assert len(listed.rows) == listed.counts[measure] == found.of - found.good, measure
