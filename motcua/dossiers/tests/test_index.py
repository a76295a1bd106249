"""What the national index counts: told over months that are over, before and after what came later."""

from datetime import date
from io import BytesIO

import pytest

from motcua.clocks.duties import index_on_time
from motcua.dossiers import queries, services
from motcua.dossiers.queries import IndexCut, Measure, Measured
from motcua.dossiers.rules import clock_of
from motcua.dossiers.tests.one_stop import FOREIGN, RENEW, OneStop, at, stored, unit_named
from motcua.dossiers.types import KIND, Channel, PaperIn
from motcua.files import services as files
from motcua.files.tests import papers as sheets
from motcua.organisation import queries as organisation

NOW = at("2020-05-29 10:00")
PAPER = (PaperIn(1, "Sổ hộ khẩu", originals=1),)


@pytest.fixture
def stop(province_db):
    return OneStop.open()


def month(stop, number, unit=None):
    until = date(2020, number + 1, 1).toordinal() - 1
    return IndexCut(date(2020, number, 1), date.fromordinal(until), frozenset({unit or stop.unit.id}))


def counted(stop, number, now=NOW):
    return queries.index_counts(stop.leader, month(stop, number), now).get(stop.unit.id)


def lost(stop, number, measure, now=NOW):
    return queries.index_lost(stop.leader, measure, month(stop, number), now)


def begun(stop, when, **changes):
    number = stop.receives(RENEW, when=f"{when} 08:10", **changes).code
    stop.hands_over(number, f"{when} 09:00")
    stop.examines(number, f"{when} 09:30")
    return number


def asked(stop, number, when):
    services.ask_supplement(
        actor=stop.specialist, at=at(when), number=number, papers=PAPER, reason="Để đối chiếu.", ground="Điều 9"
    )


def brought(stop, number, when):
    services.complete_supplement(actor=stop.clerk, at=at(when), number=number)


def solved(stop, number, when):
    stop.proposes(number, f"{when} 15:00")
    stop.approves(number, f"{when} 16:00")


def kept_file(stop, number, when):
    content = sheets.scan(1)
    return files.store(
        actor=stop.clerk, at=at(when), owner_kind=KIND, owner_id=stored(number).id,
        name="quet.pdf", stream=BytesIO(content), length=len(content),
    )  # fmt: skip


def test_a_month_by_hand(stop):
    in_time, late, once, twice = (begun(stop, "2020-02-10") for _ in range(4))
    solved(stop, in_time, "2020-02-11")
    solved(stop, late, "2020-02-24")
    asked(stop, once, "2020-02-11 09:00")
    brought(stop, once, "2020-02-18 09:00")
    solved(stop, once, "2020-02-19")
    asked(stop, twice, "2020-02-11 09:00")
    brought(stop, twice, "2020-02-11 10:00")
    services.allow_supplement(
        actor=stop.leader, at=at("2020-02-11 11:00"), number=twice, reason="Luật chuyên ngành cho phép."
    )
    asked(stop, twice, "2020-02-11 13:30")
    brought(stop, twice, "2020-02-11 14:00")
    solved(stop, twice, "2020-02-11")

    assert counted(stop, 2) == {
        Measure.ON_TIME: Measured(4, 2),
        Measure.CAME_ONLINE: Measured(4, 0),
        Measure.E_RESULT: Measured(4, 0),
        Measure.DIGITISED: Measured(4, 0),
    }
    assert {row.number for row in lost(stop, 2, Measure.ON_TIME).rows} == {late, twice}
    assert counted(stop, 1) is None


def test_what_was_open_is_judged_as_at_the_end_of_its_month_whatever_came_later(stop):
    waiting, overdue, fresh = (begun(stop, day) for day in ("2020-03-27", "2020-03-10", "2020-03-31"))
    asked(stop, waiting, "2020-03-30 10:00")
    before = counted(stop, 3)
    assert before[Measure.ON_TIME] == Measured(3, 2)

    brought(stop, waiting, "2020-04-15 09:00")
    for number in (waiting, overdue, fresh):
        solved(stop, number, "2020-04-28")

    assert counted(stop, 3) == before
    assert [row.number for row in lost(stop, 3, Measure.ON_TIME).rows] == [overdue]
    assert {row.number for row in lost(stop, 4, Measure.ON_TIME).rows} == {waiting, overdue, fresh}


def test_a_second_request_and_a_stop_of_the_month_count_and_those_after_it_do_not(stop):
    first, second, stopped = (begun(stop, day) for day in ("2020-03-30", "2020-03-30", "2020-03-19"))
    for number, days in ((first, ("03-30", "03-31")), (second, ("03-31", "04-01"))):
        asked(stop, number, f"2020-{days[0]} 10:00")
        brought(stop, number, f"2020-{days[0]} 11:00")
        services.allow_supplement(
            actor=stop.leader, at=at(f"2020-{days[0]} 13:30"), number=number, reason="Luật chuyên ngành cho phép."
        )
        asked(stop, number, f"2020-{days[1]} 14:00")
    services.stop(actor=stop.leader, at=at("2020-03-20 09:00"), number=stopped, reason="Tranh chấp.")

    found = {row.number for row in lost(stop, 3, Measure.ON_TIME).rows}
    assert first in found
    assert not {second, stopped} & found


def test_the_statement_judges_what_is_open_as_the_rule_does(stop):
    end = at("2020-05-15 23:59:59")
    numbers = [begun(stop, f"2020-05-{day:02d}") for day in (4, 4, 6, 8, 12, 13, 14)]
    for number, days in zip(numbers[1:5], ((5, 12), (7, 22), (11, 0), (13, 14)), strict=True):
        asked(stop, number, f"2020-05-{days[0]:02d} 10:00")
        if days[1]:
            brought(stop, number, f"2020-05-{days[1]:02d} 10:00")
    cut = IndexCut(date(2020, 5, 1), date(2020, 5, 15), frozenset({stop.unit.id}))
    late = {row.number for row in queries.index_lost(stop.leader, Measure.ON_TIME, cut, NOW, limit=100).rows}

    for number in numbers:
        life = stored(number).life
        calendar = organisation.calendar(stop.unit.id, end.date())
        pauses = [pause for pause in life.pauses if pause.begins_at <= end]
        known = [pause if pause.ends_at and pause.ends_at <= end else _open(pause) for pause in pauses]
        promised = clock_of(life, calendar).first_late_at
        is_good = index_on_time(finished_at=None, due_by=promised, supplements=known, counted_to=end)
        assert is_good == (number not in late), number
    assert 0 < len(late & set(numbers)) < len(numbers)


def _open(pause):
    return type(pause)(pause.begins_at, None, pause.reason, pause.policy)


def test_a_result_and_papers_count_as_files_from_the_month_in_which_they_were_scanned(stop):
    number = begun(stop, "2020-04-06")
    solved(stop, number, "2020-04-07")
    before = counted(stop, 4)
    services.scan_result(
        actor=stop.clerk, at=at("2020-04-08 09:00"), number=number, file=kept_file(stop, number, "2020-04-08 09:00"),
        way="upload",
    )  # fmt: skip
    assert counted(stop, 4)[Measure.E_RESULT].good == before[Measure.E_RESULT].good + 1
    assert counted(stop, 4)[Measure.DIGITISED].good == before[Measure.DIGITISED].good
    assert number in {row.number for row in lost(stop, 4, Measure.DIGITISED).rows}

    record = stored(number)
    for paper in queries.paper_scans(record):
        file = kept_file(stop, number, "2020-05-04 09:00")
        services.scan_paper(
            actor=stop.clerk, at=at("2020-05-04 09:00"), dossier=record.id, paper=paper.id, file=file, way="upload"
        )

    assert counted(stop, 4)[Measure.DIGITISED].good == before[Measure.DIGITISED].good


def test_what_came_online_counts_and_once_solved_only_with_an_electronic_result(stop):
    before = counted(stop, 5)[Measure.CAME_ONLINE] if counted(stop, 5) else Measured(0, 0)
    number = begun(stop, "2020-05-18", channel=Channel.ONLINE)
    assert counted(stop, 5)[Measure.CAME_ONLINE] == before + Measured(1, 1)
    receiving, competent, version = next(iter(queries.filed_online(stop.leader, month(stop, 5), NOW)))
    assert (receiving, competent, version) == (stop.unit.id, stop.unit.id, stop.reception(RENEW).procedure)

    solved(stop, number, "2020-05-19")

    assert counted(stop, 5)[Measure.CAME_ONLINE] == before + Measured(1, 0)
    assert number in {row.number for row in lost(stop, 5, Measure.CAME_ONLINE).rows}


def test_every_count_is_the_list_behind_it(stop):
    for number in (2, 3, 4, 5):
        for measure, found in counted(stop, number).items():
            listed = queries.index_lost(stop.leader, measure, month(stop, number), NOW, limit=100)
            assert len(listed.rows) == listed.counts[measure] == found.of - found.good, (number, measure)


def test_nobody_counts_what_is_not_theirs(stop):
    stranger = stop.person("leader", unit_named(FOREIGN).id)

    assert queries.index_counts(stranger, month(stop, 2), NOW) == {}
    assert queries.index_lost(stranger, Measure.ON_TIME, month(stop, 2), NOW).rows == ()
    assert stop.unit.id not in queries.index_counts(stranger, IndexCut(date(2020, 2, 1), date(2020, 2, 29)), NOW)
