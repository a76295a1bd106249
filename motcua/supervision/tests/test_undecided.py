"""What waits, was withdrawn or stopped in Biểu II.06a: with what is on time or apart, as the province sets it."""

import itertools
import re
from datetime import date

import pytest

from motcua.dossiers import services
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import RENEW, OneStop, at, stored
from motcua.dossiers.tests.test_new_version import administrator
from motcua.dossiers.types import PaperIn
from motcua.kernel import moments
from motcua.organisation import services as organisation

NOW = at("2020-05-29 10:00")
PAGE = "/bao-cao/ii-06a?ngay=2020-05-29"
_numbers = itertools.count(1)


@pytest.fixture
def stop(province_db, monkeypatch):
    monkeypatch.setenv(moments.SHIFT_VARIABLE, str((NOW - moments.machine_now()).total_seconds()))
    return OneStop.open()


@pytest.fixture
def lives(stop):
    """One withdrawn, one on its day, one that waits for papers within its time, one open and late; all of May."""
    withdrawn = stop.receives(RENEW).code
    services.withdraw(actor=stop.clerk, at=at("2020-05-12 09:00"), number=withdrawn, reason="Không cần nữa.")
    on_its_day = stop.brings_to_signature()
    stop.approves(on_its_day, f"{stored(on_its_day).standing.due_at:%Y-%m-%d} 09:00")
    waiting = stop.receives(RENEW).code
    stop.hands_over(waiting)
    stop.examines(waiting)
    services.ask_supplement(
        actor=stop.specialist,
        at=at("2020-05-11 11:00"),
        number=waiting,
        papers=(PaperIn(1, "Sổ hộ khẩu", originals=1),),
        reason="Để đối chiếu.",
        ground="Điều 9",
    )
    return withdrawn, on_its_day, waiting, stop.receives(RENEW).code


@pytest.fixture
def apart(stop):
    admin = administrator(stop, f"bao-cao-{next(_numbers)}", "everywhere")

    def sets(value, reason):
        organisation.change_setting(
            actor=admin, at=NOW, key="reports.undecided", value=value, valid_from=date(2020, 5, 29), reason=reason
        )

    sets("apart", "Theo mẫu của Bộ")
    yield
    sets("on_time", "Thử xong")


def figures(page):
    """Return of the line of sums each column's figure, and where it leads."""
    head = re.findall(r'<th scope="col"[^>]*>([^<]+)</th>', page)[1:]
    row = re.search(r"<tr data-row>(.*?)</tr>", page, re.DOTALL)[1]
    cells = re.findall(r"<td[^>]*>(?:<a href=\"([^\"]+)\">)?(\d+)(?:</a>)?", row)
    return {name: (int(count), url.replace("&amp;", "&")) for name, (url, count) in zip(head, cells, strict=True)}


def agree(screen, page):
    """Each figure leads to as many dossiers; return the words of the page behind each column."""
    assert "Có dòng không cân" not in page
    behind = {}
    for name, (count, url) in figures(page).items():
        if url:
            behind[name] = screen.sees(url)
            assert f"{name}: {count}" in behind[name]
    return behind


def test_as_the_form_is_used_both_stand_with_what_is_on_time_and_are_told(stop, lives):
    withdrawn, on_its_day, waiting, late = lives
    screen = Screen(stop.clerk)
    page = screen.opens(PAGE).content.decode()
    behind = agree(screen, page)

    assert {withdrawn, on_its_day} <= set(behind["Đã giải quyết: đúng hạn"].split())
    assert waiting in behind["Đang giải quyết: trong hạn"]
    assert late in behind["Đang giải quyết: quá hạn"]
    assert "hồ sơ rút hoặc dừng" in page
    assert "hồ sơ chờ công dân bổ sung hoặc nộp tiền" in page


def test_set_apart_each_has_a_column_and_the_sums_stay(stop, lives, apart):
    withdrawn, on_its_day, waiting, late = lives
    screen = Screen(stop.clerk)
    page = screen.opens(PAGE).content.decode()
    behind = agree(screen, page)

    assert withdrawn in behind["Đã giải quyết: rút, dừng"]
    assert withdrawn not in behind["Đã giải quyết: đúng hạn"]
    assert on_its_day in behind["Đã giải quyết: đúng hạn"]
    assert waiting in behind["Đang giải quyết: chờ công dân, trong hạn"]
    assert waiting not in behind.get("Đang giải quyết: trong hạn", "")
    assert late in behind["Đang giải quyết: quá hạn"]
    assert "hồ sơ rút hoặc dừng" not in page


def test_a_period_before_the_setting_keeps_the_columns_of_its_time(stop, apart):
    assert "rút, dừng" not in Screen(stop.clerk).sees("/bao-cao/ii-06a?ngay=2020-04-20").lower().replace(
        "rút hoặc dừng", ""
    )
