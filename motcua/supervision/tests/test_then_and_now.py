"""Figures over the merger of 1/2/2020: of units as they were then, and as they are now; each way adds up to the same."""

import re
from dataclasses import replace
from datetime import date

import pytest

from motcua.catalogue import queries as catalogue
from motcua.dossiers import queries, services
from motcua.dossiers.queries import By, Figure, Side
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import RENEW, OneStop, at, stored
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.kernel.ids import new_id
from motcua.organisation import queries as organisation
from motcua.payments import queries as payments
from motcua.payments.types import Method
from motcua.supervision import cuts, levels
from motcua.supervision.cuts import Asked
from motcua.supervision.periods import Span
from motcua.supervision.reports import line_of
from motcua.supervision.unit_views import lines_of

NOW = at("2020-05-29 10:00")
#: Paid at once.
CERTIFIED_COPY = "2.000815"
BEFORE, TODAY = date(2020, 1, 15), NOW.date()
#: Two of one district that became one, the one that they became, and one that was shared out.
MERGED, ALSO, INTO, SPLIT = "BK-01966", "BK-01960A", "BK-01960B", "BK-02155A"


def of(code):
    return organisation.unit_by_code(code).id


@pytest.fixture
def stop(province_db, monkeypatch):
    stop = OneStop.open()
    monkeypatch.setattr(moments, "now", lambda: at("2020-01-15 08:00"))
    for code in (MERGED, ALSO, SPLIT):
        stop.seat(of(code), BEFORE)
    monkeypatch.setattr(moments, "now", lambda: NOW)
    stop.seat(of(INTO))
    return stop


@pytest.fixture
def received(stop):
    """One of each of the two before the merger, two after it, one of the commune that was shared out."""
    return [
        receives(stop, MERGED, "2020-01-15 09:10"),
        receives(stop, ALSO, "2020-01-16 09:10"),
        receives(stop, INTO, "2020-05-11 09:10"),
        receives(stop, INTO, "2020-05-12 09:10"),
        receives(stop, SPLIT, "2020-01-15 09:10"),
    ]


def receives(stop, code, when):
    clerk = stop.person("counter", of(code))
    reception = stop.reception(RENEW, on=at(when).date(), unit=of(code))
    return services.receive(actor=clerk, at=at(when), reception=reception).code


def asked(*, now, unit=None, by=By.UNIT, on=TODAY):
    return Asked(Span.YEAR, on, unit, Side.COMPETENT, by, heirs_on=TODAY if now else None)


def taken_in(question):
    return {key: figures[Figure.RECEIVED] for key, (_name, figures) in cuts.figures(SYSTEM, question, NOW).items()}


def test_dossiers_stand_with_the_unit_of_then_or_with_the_one_in_its_place(stop, received):
    then, now = taken_in(asked(now=False)), taken_in(asked(now=True))

    parts = [then[str(of(code))] for code in (MERGED, ALSO, INTO)]
    assert min(parts) >= 1
    assert now[str(of(INTO))] == sum(parts)
    assert not {str(of(MERGED)), str(of(ALSO))} & now.keys()
    assert now[str(of(SPLIT))] == then[str(of(SPLIT))] >= 1


@pytest.mark.parametrize("now", [False, True])
def test_both_ways_add_up_to_the_whole_and_balance(stop, received, now):
    everything = cuts.total(cuts.figures(SYSTEM, asked(now=False), NOW))
    rows = cuts.figures(SYSTEM, asked(now=now), NOW)

    assert cuts.total(rows) == everything
    assert all(line_of(name, figures).agrees for name, figures in rows.values())
    for on in (BEFORE, TODAY):
        district = organisation.district_of(of(INTO), TODAY)
        by_field = cuts.figures(SYSTEM, asked(now=now, unit=district, by=By.FIELD, on=on), NOW)
        by_unit = cuts.figures(SYSTEM, asked(now=now, unit=district, on=on), NOW)
        assert cuts.total(by_field) == cuts.total(by_unit)
        assert cuts.total(by_unit)[Figure.RECEIVED] >= 4
        assert all(line_of(name, figures).agrees for name, figures in by_field.values())


@pytest.mark.parametrize("now", [False, True])
def test_dossiers_by_level_stand_with_the_same_units_and_add_up_alike(stop, received, now):
    question = asked(now=now)
    whole, *lines = levels.lines(SYSTEM, question, NOW)

    assert levels.as_in_06a(SYSTEM, question, whole, NOW)
    assert all(line.agrees for line in lines)
    came = {line.key: line.all_arrived.total for line in lines if line.all_arrived.total}
    assert came == {key: count for key, count in taken_in(question).items() if count}


@pytest.mark.parametrize("now", [False, True])
def test_each_figure_of_either_way_is_the_list_behind_it(stop, received, now):
    question = asked(now=now)
    for key, (_name, figures) in cuts.figures(SYSTEM, question, NOW).items():
        cut, versions, _name = cuts.narrowed(question, key)
        for figure in (Figure.RECEIVED, Figure.OPEN):
            found = queries.behind(SYSTEM, cut, figure, NOW, versions=versions)
            assert found.counts[figure] == figures[figure]


def test_whoever_looks_at_the_unit_of_today_sees_what_came_before_it(stop, received):
    clerk = Screen(stop.person("counter", of(INTO)))
    page = clerk.opens("/so-lieu?ky=nam&don-vi-theo=hien-nay").content.decode()

    (url,) = re.findall(rf'href="([^"]*so=tiep-nhan&amp;dong={of(INTO)})"', page)
    words = clerk.sees(url.replace("&amp;", "&"))
    assert all(code in words for code in received[:4])
    assert received[4] not in words
    for code in received[:4]:
        assert clerk.opens(f"/ho-so/{code}").status_code == 200


def test_a_unit_that_was_merged_is_then_found_below_its_district_whatever_day_of_the_year_is_asked(stop, received):
    district = organisation.district_of(of(INTO), TODAY)

    for on in (BEFORE, TODAY):
        then = taken_in(asked(now=False, unit=district, on=on))
        assert {str(of(code)) for code in (MERGED, ALSO, INTO)} <= then.keys()
    assert replace(asked(now=True, unit=district)).cut.units >= {of(MERGED), of(ALSO), of(INTO)}


@pytest.mark.parametrize("now", [False, True])
def test_the_form_by_unit_balances_and_each_figure_opens_as_many(stop, received, now):
    question = asked(now=now)
    lines, total = lines_of(SYSTEM, question, NOW)
    theirs = {line.key: line.figures[0] for line in lines}

    assert all(line.agrees for line in (total, *lines))
    assert theirs[str(of(INTO))] == taken_in(question)[str(of(INTO))]
    page = Screen(stop.person("counter", of(INTO))).opens(
        f"/bao-cao/ii-06a/don-vi?ky=nam{'&don-vi-theo=hien-nay' if now else ''}"
    )
    found = re.findall(r'href="([^"]*cot=[^"]*)"[^>]*>(\d+)<', page.content.decode())
    assert len(found) >= 4
    for url, count in found:
        opened = Screen(stop.person("counter", of(INTO))).opens(url.replace("&amp;", "&")).content.decode()
        assert re.search(rf"<h1>[^<]*: {count}</h1>", opened), url


def test_a_unit_that_is_gone_can_be_chosen_on_a_day_of_its_life(stop, received):
    clerk = Screen(stop.person("counter", of(INTO)))

    assert f'value="{of(MERGED)}"' in clerk.opens("/so-lieu?ngay=2020-01-15").content.decode()
    assert "(đến 31/1/2020)" in clerk.sees("/so-lieu?ngay=2020-01-15")
    assert f'value="{of(MERGED)}"' not in clerk.opens("/so-lieu?ngay=2020-05-15").content.decode()
    assert f'value="{of(SPLIT)}"' not in clerk.opens("/so-lieu?ngay=2020-01-15").content.decode()


def test_whoever_looks_at_the_successor_reaches_each_dossier_that_its_figure_counts(stop, received):
    leader, foreign = Screen(stop.person("leader", of(INTO))), received[-1]
    asked = f"ky=nam&ngay=2020-05-29&don-vi={of(INTO)}&don-vi-theo=hien-nay"
    behind = leader.sees(f"/so-lieu/ho-so?{asked}&so=tiep-nhan")

    for number in received[:-1]:
        assert number in behind
        assert leader.opens(f"/ho-so/{number}").status_code == 200
        assert number in leader.sees(f"/ho-so?q={number}")
        assert number in leader.sees(f"/tim?q={number}")
        assert number in leader.sees(f"/tim?q={number.partition('-')[2]}")
    assert foreign not in behind
    assert leader.opens(f"/ho-so/{foreign}").status_code == 404
    assert foreign not in leader.sees(f"/tim?q={foreign.partition('-')[2]}")
    assert "Không có hồ sơ nào" in leader.sees(f"/ho-so?q={foreign}")


def test_the_successor_finds_originals_money_and_the_earlier_dossier_of_its_predecessor(stop):
    before, today = stop.person("counter", of(MERGED)), stop.person("counter", of(INTO))
    came = at("2020-01-15 09:10")
    owner = {"name": "Triệu Mùi Khé", "birth": "1996", "number": "095996000777", "phone": "0900000001"}
    reception = stop.reception(RENEW, on=came.date(), unit=of(MERGED), owner=owner)
    number = services.receive(actor=before, at=came, reception=reception).code
    paper = queries.paper_scans(stored(number))[0].id
    services.keep_originals(actor=before, at=came, number=number, papers={paper: 1}, place="tủ 7, ngăn 7")

    costs = services.receive(
        actor=before, at=came, reception=stop.reception(CERTIFIED_COPY, on=came.date(), unit=of(MERGED))
    ).code
    services.take_fee(actor=before, at=came, number=costs, receipt=new_id(), method=Method.CASH)

    assert of(MERGED) in [each.unit for each in payments.quarter_of_units(today, 2020, 1)]
    assert [line.number for line in queries.originals_kept(today, NOW, text="tủ 7, ngăn 7")] == [number]
    version = catalogue.in_force(RENEW, TODAY)
    assert [each.number for each in queries.alike(today, version, owner, at=NOW)] == [number]
