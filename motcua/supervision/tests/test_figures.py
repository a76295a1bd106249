"""Figures, the dossiers behind them, and the report: told over dossiers that are in every state."""

import io
import re
from datetime import date
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from motcua.dossiers import queries, services
from motcua.dossiers.queries import By, Cut, Figure, Period, Side
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import FOREIGN, RENEW, SINGLE, OneStop, at, unit_named
from motcua.dossiers.tests.test_api import Caller
from motcua.supervision import cuts
from motcua.supervision.cuts import Asked
from motcua.supervision.periods import Span
from motcua.supervision.reports import line_of

NOW = at("2020-05-29 10:00")
MAY, JUNE = Period(date(2020, 5, 1), date(2020, 5, 31)), Period(date(2020, 6, 1), date(2020, 6, 30))


@pytest.fixture
def stop(province_db):
    return OneStop.open()


@pytest.fixture
def lives(stop):
    """One early, one on its day, one late, one open, one open and late, one withdrawn, one of April that ended in May."""
    early = stop.brings_to_signature()
    stop.approves(early, "2020-05-12 09:00")
    on_its_day = stop.brings_to_signature()
    stop.approves(on_its_day, "2020-05-14 09:00")
    late = stop.brings_to_signature()
    stop.approves(late, "2020-05-20 09:00")
    stop.returns(late, "2020-05-20 14:00")
    withdrawn = stop.receives(SINGLE).code
    services.withdraw(actor=stop.clerk, at=at("2020-05-12 09:00"), number=withdrawn, reason="Không cần nữa.")
    stop.receives(RENEW)
    stop.receives(RENEW, when="2020-05-29 08:30")
    before = stop.receives(RENEW, when="2020-04-20 09:10").code
    return early, late, withdrawn, before


def counted(stop, period=MAY, by=By.UNIT, side=Side.COMPETENT, now=NOW):
    return queries.tally(stop.clerk, Cut(period, side), by, now)[stop.unit.id if by is By.UNIT else by]


def behind(stop, figure, period=MAY):
    found, cursor = [], ""
    while True:
        page = queries.behind(stop.clerk, Cut(period), figure, NOW, cursor=cursor, limit=2)
        found += [row.number for row in page.rows]
        if not page.following:
            return found, page.counts[figure]
        cursor = page.following


def test_every_figure_is_the_list_behind_it_to_the_dossier(stop, lives):
    figures = counted(stop)

    for figure in Figure:
        numbers, count = behind(stop, figure)
        assert len(numbers) == len(set(numbers)) == count == figures[figure], figure


def test_each_dossier_stands_where_it_belongs(stop, lives):
    early, late, withdrawn, before = lives

    assert early in behind(stop, Figure.EARLY)[0]
    assert late in behind(stop, Figure.LATE)[0]
    assert withdrawn in behind(stop, Figure.UNDECIDED)[0]
    assert before in behind(stop, Figure.CARRIED)[0]
    assert before in behind(stop, Figure.OPEN_LATE)[0]
    assert before not in behind(stop, Figure.RECEIVED)[0]
    assert early in behind(stop, Figure.TO_RETURN)[0]
    assert late not in behind(stop, Figure.TO_RETURN)[0]


def test_what_came_in_went_out_or_is_there(stop, lives):
    for period in (
        MAY,
        JUNE,
        Period(date(2020, 5, 12), date(2020, 5, 12)),
        Period(date(2020, 4, 1), date(2020, 4, 30)),
    ):
        for line in queries.tally(stop.clerk, Cut(period), By.FIELD, NOW).values():
            assert line_of("", line).agrees
    figures = counted(stop)
    assert figures[Figure.SOLVED] == sum(
        figures[part] for part in (Figure.EARLY, Figure.ON_TIME, Figure.LATE, Figure.UNDECIDED)
    )
    assert figures[Figure.RECEIVED] == sum(figures[part] for part in (Figure.ONLINE, Figure.AT_COUNTER, Figure.BY_POST))


def test_the_next_period_begins_with_what_was_left(stop, lives):
    assert counted(stop, JUNE)[Figure.CARRIED] == counted(stop)[Figure.OPEN]
    assert counted(stop, JUNE)[Figure.RECEIVED] == 0


def test_fields_and_procedures_add_up_to_the_unit(stop, lives):
    whole = counted(stop)
    for by in (By.FIELD, By.PROCEDURE):
        parts = queries.tally(stop.clerk, Cut(MAY, units=frozenset({stop.unit.id})), by, NOW).values()
        assert {figure: sum(part[figure] for part in parts) for figure in Figure} == whole


@pytest.mark.parametrize("by", [By.STAGE, By.HOLDER, By.OFFICIAL])
def test_stages_agencies_and_officials_add_up_and_each_leads_to_its_dossiers(stop, lives, by):
    cut = Cut(MAY, units=frozenset({stop.unit.id}))
    parts = queries.tally(stop.clerk, cut, by, NOW)

    assert {figure: sum(part[figure] for part in parts.values()) for figure in Figure} == counted(stop)
    for key, figures in parts.items():
        narrow, versions, name = cuts.narrowed(Asked(Span.MONTH, NOW.date(), stop.unit.id, Side.COMPETENT, by), key)
        found = queries.behind(stop.clerk, narrow, Figure.OPEN, NOW, versions=versions)
        assert name
        assert found.counts[Figure.OPEN] == figures[Figure.OPEN]


def test_whoever_types_a_post_that_is_not_there_finds_nothing(stop, lives):
    assert "Đang giải quyết: 0" in Screen(stop.clerk).sees(
        "/so-lieu/ho-so?ngay=2020-05-29&xem=vi-tri&so=dang-giai-quyet&dong=ai-do"
    )


def test_nobody_counts_what_he_may_not_look_at(stop, lives):
    foreign = stop.person("specialist", unit_named(FOREIGN).id)

    assert stop.unit.id not in queries.tally(foreign, Cut(MAY), By.UNIT, NOW)
    assert queries.tally(foreign, Cut(MAY, units=frozenset({stop.unit.id})), By.UNIT, NOW) == {}
    assert queries.behind(foreign, Cut(MAY, units=frozenset({stop.unit.id})), Figure.RECEIVED, NOW).rows == ()


def test_the_board_shows_the_figures_and_each_leads_to_its_dossiers(stop, lives):
    clerk = Screen(stop.clerk)
    page = clerk.opens("/so-lieu?ngay=2020-05-29").content.decode()
    figures = counted(stop)

    links = re.findall(r'href="(/so-lieu/ho-so[^"]*so=qua-han&amp;dong=)"[^>]*>(\d+)<', page)
    assert [int(count) for _url, count in links] == [figures[Figure.LATE]]
    words = clerk.sees(links[0][0].replace("&amp;", "&"))
    assert f"Giải quyết quá hạn: {figures[Figure.LATE]}" in words
    assert lives[1] in words
    assert "xã Quảng Khê" in clerk.sees("/so-lieu?ngay=2020-05-29&xem=linh-vuc") + clerk.sees(
        "/so-lieu?ngay=2020-05-29"
    )
    assert "Kỳ này không có hồ sơ nào" in clerk.sees("/so-lieu?ngay=2010-01-01")


def test_what_of_an_address_cannot_be_read_is_said_beside_what_is_usual(stop, lives):
    words = Screen(stop.clerk).sees("/so-lieu?ngay=hom-qua&ky=the-ky&don-vi=xa&xem=gi&phia=nao")

    assert "Không đọc được ngày «hom-qua»" in words
    assert "Không có đơn vị này" in Screen(stop.clerk).sees("/so-lieu?don-vi=xa")


def test_the_report_balances_and_is_given_as_a_sheet(stop, lives):
    clerk = Screen(stop.clerk)
    words = clerk.sees("/bao-cao/ii-06a?ngay=2020-05-29")
    answer = clerk.opens("/bao-cao/ii-06a/bang-tinh?ngay=2020-05-29")

    assert "Có dòng không cân" not in words
    total = line_of("", counted(stop)).figures
    assert re.search(r"Tổng số " + " ".join(map(str, total)) + r"\b", words)
    with ZipFile(io.BytesIO(answer.content)) as book:
        cells = [
            float(cell.text)
            for cell in ET.fromstring(book.read("xl/worksheets/sheet1.xml")).iter(
                "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}v"
            )
        ]
    assert any(tuple(cells[at : at + len(total)]) == total for at in range(len(cells)))


def test_a_program_gets_the_same_figures(stop, lives):
    answer = Caller(stop.clerk).get("/figures?on=2020-05-29").json()

    (row,) = [row for row in answer["rows"] if row["key"] == str(stop.unit.id)]
    assert row["figures"]["qua-han"] == counted(stop)[Figure.LATE]
    assert answer["total"]["tiep-nhan"] >= row["figures"]["tiep-nhan"]


def test_whoever_is_not_signed_in_signs_in_and_comes_back(stop):
    answer = Screen().opens("/so-lieu?ky=nam")

    assert (answer.status_code, answer["Location"]) == (302, "/dang-nhap?next=%2Fso-lieu%3Fky%3Dnam")
