"""The plain reader: rows from files, and every fault with its place."""

import shutil
from datetime import date, time
from pathlib import Path

import pytest

from motcua.clocks.calendar import DayKind, Session
from motcua.clocks.folder.findings import Severity, say_place
from motcua.clocks.folder.office import read_office
from motcua.clocks.folder.reader import read_folder
from motcua.clocks.folder.settings import read_settings
from motcua.clocks.folder.shipped import FOLDER_VARIABLE, SHIPPED, default_folder
from motcua.clocks.pauses import Policy
from motcua.clocks.refusals import FolderUnreadable


@pytest.fixture
def province(tmp_path) -> Path:
    """A copy of the shipped folder that a test may spoil."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "province"))


def spoil(file: Path, old: str, new: str) -> None:
    words = file.read_text(encoding="utf-8")
    assert old in words
    file.write_text(words.replace(old, new, 1), encoding="utf-8")


def faults(folder) -> list[tuple[str, str]]:
    found = read_folder(folder).findings
    return [(say_place(each), each.sentence) for each in found if each.severity is Severity.FAULT]


def test_the_shipped_folder_is_read_whole_and_without_a_finding():
    folder = read_folder(SHIPPED)

    assert folder.findings == ()
    assert [len(rows) for rows in (folder.units, folder.links, folder.procedures, folder.papers, folder.steps)] == [
        208,
        158,
        132,
        907,
        499,
    ]
    assert sum(row.inhabitants for row in folder.population) == 313_905


def test_an_empty_cell_is_not_known_rather_than_zero():
    first = read_folder(SHIPPED).procedures[0]

    assert first.level_receive_2020 == ("commune",)
    assert first.online_level is None


def test_the_calendar_of_the_shipped_folder_has_its_swaps():
    calendar = read_office(SHIPPED).calendar()

    assert (calendar.begins_on, calendar.ends_on) == (date(2016, 1, 1), date(2026, 12, 31))
    assert calendar.overrides[date(2025, 5, 2)].kind is DayKind.OFF
    assert calendar.sessions_on(date(2025, 4, 26)) == (
        Session(time(7), time(11, 30)),
        Session(time(13, 30), time(17)),
    )


def test_settings_of_the_shipped_folder():
    settings = read_office(SHIPPED).settings

    assert (settings.name, settings.unit, settings.day) == ("Bắc Kạn", "BK", date(2020, 5, 11))
    assert settings.pauses["supplement"] is Policy.RESTART
    assert settings.scheme_on(date(2020, 5, 11)).name == "legacy"
    assert settings.scheme_on(date(2020, 9, 15)).name == "qd20"
    assert settings.scheme_on(date(1996, 1, 1)) is None


def test_a_wrong_cell_is_named_with_line_and_column(province):
    spoil(province / "units.csv", "1997-01-01", "1997-13-01")
    spoil(province / "procedures.csv", "same_working_day", "some_day")

    assert faults(province) == [
        ("units.csv, dòng 2, cột valid_from", "«1997-13-01» không phải là ngày, hãy ghi như 2020-05-11."),
        (
            "procedures.csv, dòng 2, cột limit_unit",
            (
                "«some_day» không có trong các giá trị: working_day, working_hour, day, hour, month, same_working_day, "
                "unit_missing."
            ),
        ),
    ]


def test_the_line_of_a_record_is_where_it_begins(tmp_path, province):
    spoil(province / "population.csv", "code,", "code,")
    words = (province / "population.csv").read_text(encoding="utf-8")
    header, first, *rest = words.splitlines(keepends=True)
    broken = first.replace("Phường", '"Phường\n').replace(",5495,", '",x,', 1)
    (province / "population.csv").write_text("".join([header, broken, *rest]), encoding="utf-8")

    assert [place for place, _sentence in faults(province)] == ["population.csv, dòng 2, cột population_2019_04_01"]


def test_files_that_cannot_be_read_are_faults(province):
    (province / "steps.csv").unlink()
    (province / "units.csv").write_bytes("code,name\nBK,Bắc".encode("utf-16"))
    spoil(province / "processes.csv", "process_id,", "process,")
    spoil(province / "holidays.csv", "2016-01-01,T6,", "2016-01-01,T6,,")
    spoil(province / "agencies_2020.csv", "1.000091,", '1.000091,"')

    assert {place for place, _sentence in faults(province)} == {
        "steps.csv",
        "units.csv, dòng 1",
        "processes.csv, dòng 1, cột process_id",
        "holidays.csv, dòng 2",
        "agencies_2020.csv, dòng 2",
    }


def test_optional_files_may_be_absent_and_the_usual_way_stands_in(province):
    for name in ("posts.csv", "components.csv", "standard_processes.csv", "agencies_2020.csv", "population.csv"):
        (province / name).unlink()

    folder = read_folder(province, usual=SHIPPED)

    assert [(each.severity, each.file) for each in folder.findings] == [
        (Severity.DOUBT, "agencies_2020.csv"),
        (Severity.DOUBT, "components.csv"),
        (Severity.DOUBT, "population.csv"),
        (Severity.DOUBT, "posts.csv"),
        (Severity.DOUBT, "standard_processes.csv"),
    ]
    assert folder.papers == ()
    assert len(folder.posts) == 39


def test_office_hours_of_single_days_and_of_single_units(province):
    spoil(
        province / "profile.toml",
        "[codes]",
        'saturday = ["07:30-11:00"]\nfriday = ["07:00-11:30"]\n\n[unit_sessions.BK-01834]\nmonday_to_friday = ["08:00-12:00"]\n\n[codes]',
    )
    settings, findings = read_settings(province / "profile.toml")

    assert findings == []
    assert [len(sessions) for sessions in settings.week] == [2, 2, 2, 2, 1, 1, 0]
    assert settings.week_of("BK-01834")[0] == (Session(time(8), time(12)),)
    assert settings.week_of("BK-01837") == settings.week


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("demo_day = 2020-05-11", 'demo_day = "2020-05-11"', "profile.toml, dòng 6, cột demo_day"),
        ('unit = "BK"', "", "profile.toml, cột unit"),
        ('"07:00-11:30"', '"11:30-07:00"', "profile.toml, dòng 10, cột monday_to_friday"),
        ('"13:30-17:00"', '"11:00-17:00"', "profile.toml, dòng 10, cột monday_to_friday"),
        ("monday_to_friday", "monday_to_freitag", "profile.toml, dòng 10, cột monday_to_freitag"),
        ('model = "A"', 'model = "Z"', "profile.toml, dòng 18, cột deadlines"),
        ('supplement = "RESTART"', 'supplement = "STOP"', "profile.toml, dòng 27, cột supplement"),
        ("from = 2020-09-15", "from = 2020-09-01", "profile.toml, dòng 14, cột qd20"),
        ("to = 2020-09-14", "to = 1990-09-14", "profile.toml, dòng 13, cột legacy"),
        ("demo_since = 2019-10-01", "demo_since = 2020-10-01", "profile.toml, dòng 7, cột demo_since"),
        ("Asia/Ho_Chi_Minh", "Europe/Berlin", "profile.toml, dòng 4, cột timezone"),
        ("[sessions]", "[sessions", "profile.toml, dòng 9"),
    ],
)
def test_faults_of_the_settings_have_their_line(province, old, new, place):
    spoil(province / "profile.toml", old, new)

    assert place in [where for where, _sentence in faults(province)]


def test_settings_that_are_silent_are_doubts(province):
    words = (province / "profile.toml").read_text(encoding="utf-8")
    (province / "profile.toml").write_text(
        words.partition("[codes]")[0] + '[colour]\nbrand = "red"\n', encoding="utf-8"
    )

    settings, findings = read_settings(province / "profile.toml")

    assert settings.pauses["consultation"] is Policy.NONE
    assert {each.code for each in findings} == {"key", "codes", "deadlines", "pauses", "fees"}
    assert {each.severity for each in findings} == {Severity.DOUBT}


def test_a_deadline_is_refused_when_the_calendar_cannot_be_read(province):
    spoil(province / "holidays.csv", "2016-01-01,T6,holiday", "2016-01-01,T6,feast")

    with pytest.raises(FolderUnreadable, match=r"holidays\.csv, dòng 2, cột kind: «feast»"):
        read_office(province)


def test_another_province_is_named_by_the_environment(monkeypatch, province):
    monkeypatch.setenv(FOLDER_VARIABLE, str(province))

    assert default_folder() == province
