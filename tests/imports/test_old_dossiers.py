"""A file of the old system's dossiers: every fault is named, the rest comes in, and behaves like any other dossier."""

import csv
import io
import json
import re
import signal
import subprocess
import sys
import time
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

import pytest
import xlsxwriter
from django.core.management import call_command
from django.core.management.base import CommandError

from motcua.clocks.deadlines import due
from motcua.demo import old_dossiers
from motcua.dossiers import months
from motcua.dossiers import queries as dossiers
from motcua.dossiers import services as services_of_dossiers
from motcua.dossiers.queries import by_code
from motcua.dossiers.queries.recounted import figures_recounted
from motcua.dossiers.queries.standing import recomputed
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import at, stored
from motcua.dossiers.tests.test_new_version import administrator
from motcua.dossiers.types import PaperIn
from motcua.files import services as stored_bytes
from motcua.files.tests.papers import photograph
from motcua.imports import files, queries, services
from motcua.imports.columns import COLUMNS
from motcua.imports.types import CannotBring, CannotRead, CannotUndo, NoSuchRun
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.kernel.ids import new_id
from motcua.kernel.statements import row, rows
from motcua.ledger import queries as ledger
from motcua.ledger import services as sealing
from motcua.organisation import queries as organisation
from motcua.parties import queries as parties
from motcua.parties import services as people
from tests.imports.bringing import NOW, brought, line_of, named, put

LAST = date(2020, 5, 10)


def written(folder, number, faults, seed="hồ sơ cũ"):
    """Write a file of so many lines and return it with what is wrong in it."""
    planted = old_dossiers.Planted()
    lines = old_dossiers.lines(number, seed=seed, last=LAST, faults=faults, planted=planted)
    return put(folder / "cu.csv", lines), planted.faults


def counted(table):
    return row(f"select count(*) as number from {table}")["number"]


def everything():
    return {table: counted(table) for table in ("dossiers_dossier", "dossiers_move", "dossiers_note", "parties_person")}


def differences():
    return [each for checked in recomputed() for each in checked.differences]


def test_every_planted_fault_is_named_and_the_rest_comes_in_once(province, tmp_path):
    path, planted = written(tmp_path, 1000, faults=4)
    assert {kind for kind, _column in planted.values()} == set(old_dossiers.KINDS)

    trial = brought(path, trial=True)
    assert counted("dossiers_dossier") == 0
    strange = [fault for fault in queries.faults(trial.id) if fault.line not in planted]
    assert strange == []
    assert set(named(trial)) == set(planted)
    assert {line: column for line, (_kind, column) in planted.items() if column not in named(trial)[line]} == {}

    run = brought(path)
    assert (run.taken, run.known, run.wrong) == (1000 - len(planted), 0, len(planted))
    assert named(run) == named(trial)
    assert differences() == []

    before = everything()
    again = brought(path)
    assert (again.taken, again.known, again.wrong) == (0, run.taken, run.wrong)
    assert everything() == before


def test_a_line_that_was_mended_is_fed_again_from_the_file_set_aside(province, tmp_path):
    path, planted = written(tmp_path, 400, faults=3, seed="để riêng")
    with pytest.raises(SystemExit):
        call_command("import_dossiers", str(path), "--apply")

    aside = tmp_path / "cu.can-sua.csv"
    with aside.open(encoding="utf-8-sig", newline="") as text:
        lines = list(csv.DictReader(text))
    assert len(lines) == len(planted)
    assert all(line["Vì sao"] for line in lines)
    report = (tmp_path / "cu.bao-cao.csv").read_text(encoding="utf-8-sig")
    assert report.startswith("Dòng,Mã hồ sơ,Cột,Sai gì,Làm gì")

    mended = [line for line in lines if line["Mã thủ tục"] == "9.999999"]
    assert mended
    for line in mended:
        line["Mã thủ tục"] = "1.004884"
    again = tmp_path / "sua.csv"
    with again.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, lines[0])
        writer.writeheader()
        writer.writerows(mended)
    run = brought(again)
    assert (run.taken, run.wrong) == (len(mended), 0)


def test_a_run_goes_as_a_whole_and_the_history_says_so(province, tmp_path):
    path, _planted = written(tmp_path, 120, faults=0, seed="rút lại")
    before = counted("dossiers_dossier")
    run = brought(path)
    assert counted("dossiers_dossier") == before + run.taken
    one = row("select dossier_id from dossiers_origin where run_id = %s order by line limit 1", [run.id])
    for month in months.months_to_close(NOW):
        services_of_dossiers.close_month(actor=SYSTEM, at=NOW, month=month)

    gone = sum(services.undo(actor=SYSTEM, at=NOW, origin=run.id))

    assert (gone, counted("dossiers_dossier")) == (run.taken, before)
    assert ledger.stream("dossiers.dossier", one["dossier_id"])[-1].verb == "dossiers.taken_back"
    assert [checked.differences for checked in figures_recounted(NOW) if not checked.agrees] == []
    sealing.seal()
    with pytest.raises(CannotUndo):
        list(services.undo(actor=SYSTEM, at=NOW, origin=run.id))
    assert brought(path).taken == run.taken, "what was taken back can be brought again"


def test_a_run_that_was_killed_goes_on_where_it_was(province, tmp_path):
    path, planted = written(tmp_path, 6000, faults=1, seed="bị giết")
    before = everything()
    words = [sys.executable, "-m", "django", "import_dossiers", str(path), "--apply"]
    shift = str((NOW - moments.machine_now()).total_seconds())
    environment = province.environment() | {
        "DJANGO_SETTINGS_MODULE": "motcua.website.settings",
        moments.SHIFT_VARIABLE: shift,
    }
    running = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while counted("dossiers_dossier") < before["dossiers_dossier"] + 1000:
        assert running.poll() is None, "it ended before it could be killed"
        assert time.monotonic() < deadline
        time.sleep(0.05)
    running.send_signal(signal.SIGKILL)
    running.wait()
    half = counted("dossiers_dossier") - before["dossiers_dossier"]
    assert 0 < half < 6000 - len(planted)

    run = brought(path)

    assert [fault for fault in queries.faults(run.id) if fault.line not in planted] == []
    assert run.taken == 6000 - len(planted) == counted("dossiers_dossier") - before["dossiers_dossier"]
    assert set(named(run)) == set(planted)
    assert rows("select code from dossiers_dossier group by code having count(*) > 1") == []
    assert differences() == []


def parts_of(monkeypatch, lines):
    """Let both ways go in parts of so many."""
    for way in ("bring", "undo"):
        monkeypatch.setattr(import_module(f"motcua.imports.services.{way}"), "AT_ONCE", lines)


def test_a_run_that_is_half_taken_back_is_not_gone_on_with(province, tmp_path, monkeypatch):
    parts_of(monkeypatch, 10)
    path, _planted = written(tmp_path, 40, faults=0, seed="nửa chừng")
    before = counted("dossiers_dossier")
    origin = services.begin(actor=SYSTEM, at=NOW, path=path, is_trial=False)
    parts = services.bring(actor=SYSTEM, at=NOW, origin=origin, path=path, scans=None)
    next(parts), next(parts)
    assert next(services.undo(actor=SYSTEM, at=NOW, origin=origin.id)) == 10

    with pytest.raises(CommandError, match=f"Lần này đang rút lại. Gõ: motcua import undo {origin.id}"):
        call_command("import_dossiers", str(path), "--apply")

    assert sum(services.undo(actor=SYSTEM, at=NOW, origin=origin.id)) == 10
    assert counted("dossiers_dossier") == before
    assert brought(path).taken == 40


def test_taking_a_run_back_stops_whoever_still_brings_it(province, tmp_path, monkeypatch):
    parts_of(monkeypatch, 10)
    path, _planted = written(tmp_path, 30, faults=0, seed="đang chạy")
    before = counted("dossiers_dossier")
    origin = services.begin(actor=SYSTEM, at=NOW, path=path, is_trial=False)
    parts = services.bring(actor=SYSTEM, at=NOW, origin=origin, path=path, scans=None)
    next(parts)
    assert next(services.undo(actor=SYSTEM, at=NOW, origin=origin.id)) == 10

    with pytest.raises(CannotBring, match="Lần này đang rút lại"):
        next(parts)
    with pytest.raises(CannotBring, match="Lần này đang rút lại"):
        services.end(actor=SYSTEM, at=NOW, origin=origin.id)
    assert counted("dossiers_dossier") == before


def test_one_file_is_brought_by_one_process_at_a_time(province, tmp_path, monkeypatch):
    parts_of(monkeypatch, 10)
    path, _planted = written(tmp_path, 30, faults=20, seed="hai lệnh")
    origin = services.begin(actor=SYSTEM, at=NOW, path=path, is_trial=False)
    asked = {"actor": SYSTEM, "at": NOW, "origin": origin, "path": path, "scans": None}
    slower = services.bring(**asked)
    next(services.bring(**asked))

    with pytest.raises(CannotBring, match="Một lệnh khác đang chuyển tệp này"):
        next(slower)
    monkeypatch.setattr(import_module("motcua.imports.services.bring"), "open_run", lambda digest: None)
    with pytest.raises(CannotBring, match="Một lệnh khác đang chuyển tệp này"):
        services.begin(actor=SYSTEM, at=NOW, path=path, is_trial=False)


@pytest.mark.long
def test_twenty_thousand_come_in_whole(province, tmp_path):
    path, planted = written(tmp_path, 20_000, faults=1, seed="hai vạn")
    before = counted("dossiers_dossier")

    run = brought(path)

    assert (run.taken, run.wrong) == (20_000 - len(planted), len(planted))
    assert counted("dossiers_dossier") == before + run.taken
    assert set(named(run)) == set(planted)
    assert differences() == []
    assert brought(path).taken == 0


def test_without_a_word_nothing_is_written(province, tmp_path, capsys):
    path, _planted = written(tmp_path, 20, faults=0, seed="chỉ thử")
    before = everything()

    call_command("import_dossiers", str(path))

    assert everything() == before
    assert "Thử, không ghi hồ sơ nào." in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("import_dossiers", str(path), "--apply", "--dry-run")


def person(name, number):
    return {"kind": "citizen", "name": name, "number": number}


def named_now(*names):
    """Return which of these names are those of recorded persons."""
    return {one["name"] for one in rows("select name from parties_person where name = any(%s)", [list(names)])}


def brings(folder, *lines):
    run = brought(put(folder / f"{new_id()}.csv", lines))
    assert list(queries.faults(run.id)) == []
    return run


def test_an_old_dossier_keeps_its_code_and_promise_and_goes_on_like_any_other(one_stop, tmp_path):
    code = brings_one(one_stop, tmp_path, story="08/05/2020 09:10 – Anh Páo nhận giấy")

    record = stored(code)
    assert record.standing.due_at == at("2020-05-13 17:00")
    assert record.facts["code"] == code
    story = [(line.sentence, line.text) for line in dossiers.timeline(record)]
    assert ("Lời ghi của hệ thống cũ.", "Anh Páo nhận giấy") in story
    assert by_code(code, now=NOW).number == code
    assert code in Screen(one_stop.clerk).sees(f"/ho-so?q={code}")
    assert "Chuyển từ hệ thống cũ" in Screen(one_stop.clerk).sees(f"/ho-so/{code}")

    handed = services_of_dossiers.hand_over(actor=one_stop.clerk, at=at("2020-05-11 08:30"), number=code)
    assert handed.standing.role == "specialist"
    taken = one_stop.examines(code, "2020-05-11 09:00")
    assert taken.standing.due_at == at("2020-05-13 17:00")
    assert differences() == []


def brings_one(one_stop, folder, **changes):
    line = line_of(one_stop, **changes)
    brings(folder, line)
    return line["code"]


@pytest.mark.parametrize("code", ["H03.12-200508-0001", "H03-200508-0012", "Z01.ABC-200508-00003"])
def test_every_form_of_an_old_code_is_kept_as_it_is(one_stop, tmp_path, code):
    assert stored(brings_one(one_stop, tmp_path, code=code)).number == code


def test_a_counter_never_draws_what_the_old_system_has_drawn(one_stop, tmp_path):
    prefix = organisation.code_prefix(one_stop.unit.id, date(2020, 5, 11)).text
    brings(tmp_path, line_of(one_stop, code=f"{prefix}-200511-0041", received="11/05/2020 07:30"))

    assert one_stop.receives().code == f"{prefix}-200511-0042"


def test_a_clock_that_stood_goes_on_with_the_days_that_were_left(one_stop, tmp_path):
    code = brings_one(one_stop, tmp_path, state="5", paused="08/05/2020 15:00", left="3", asked="Giấy khai sinh")
    assert (stored(code).standing.state, stored(code).standing.days_left) == (5, "3 ngày làm việc")

    done = services_of_dossiers.complete_supplement(actor=one_stop.clerk, at=at("2020-05-12 09:00"), number=code)

    assert done.standing.due_at == at("2020-05-15 17:00")
    assert differences() == []


def test_a_pause_after_the_change_moves_the_old_promise(one_stop, tmp_path):
    code = brings_one(one_stop, tmp_path, due="15/05/2020 17:00")
    services_of_dossiers.ask_supplement(
        actor=one_stop.clerk,
        at=at("2020-05-11 09:00"),
        number=code,
        papers=[PaperIn(1, "Giấy khai sinh", copies=1)],
        reason="Thiếu",
        ground="NĐ 61/2018 Đ5",
    )
    assert stored(code).standing.due_at is None
    services_of_dossiers.complete_supplement(actor=one_stop.clerk, at=at("2020-05-13 09:00"), number=code)

    restarted = due(
        organisation.calendar(one_stop.unit.id, NOW.date()), at("2020-05-13 09:00"), stored(code).procedure.limit
    )
    assert stored(code).standing.due_at == restarted.due_at, (
        "the province counts the limit anew once the papers are there"
    )
    assert differences() == []


def test_it_lies_where_the_file_says(one_stop, tmp_path):
    post = one_stop.specialist
    code = brings_one(one_stop, tmp_path, post=post.post_name, holder=one_stop.unit.code)

    assert stored(code).standing.post == post.post
    assert code in Screen(post).sees("/ho-so")


def test_a_unit_that_is_no_more_is_followed_to_its_heir(one_stop, tmp_path):
    gone = next(
        unit
        for unit in organisation.units(date(2020, 1, 6), "commune")
        if not unit.is_alive(NOW.date()) and len(organisation.heirs(unit.id, NOW.date())) == 1
    )
    line = line_of(
        one_stop, unit=gone.code, code="H03.99-200106-0001", received="06/01/2020 09:00", due="09/01/2020 17:00"
    )
    brings(tmp_path, line)

    record = stored("H03.99-200106-0001")
    assert record.unit == organisation.competent_now(gone.id, NOW.date())
    assert ledger.stream("dossiers.dossier", record.id)[0].facts["unit"] == str(gone.id)


def test_scans_come_with_their_papers(one_stop, tmp_path):
    (tmp_path / "1.jpg").write_bytes(photograph())
    code = brings_one(one_stop, tmp_path, scans="Tờ khai = 1.jpg")

    assert [(paper.name, bool(paper.file)) for paper in dossiers.paper_scans(stored(code))] == [("Tờ khai", True)]


def test_what_was_worked_on_since_keeps_a_run_from_being_taken_back(one_stop, tmp_path):
    run = brings(
        tmp_path,
        line_of(one_stop),
        line_of(one_stop, code="H03.12-200508-0002", number="095000000078", name="Nông Thị Hạnh"),
    )
    services_of_dossiers.hand_over(actor=one_stop.clerk, at=at("2020-05-11 08:30"), number="H03.12-200508-0002")

    with pytest.raises(CannotUndo, match=r"H03\.12-200508-0002"):
        list(services.undo(actor=SYSTEM, at=NOW, origin=run.id))
    assert stored("000.17.22.H03-200508-0007")


def test_what_is_taken_back_takes_its_scans_and_its_persons_with_it(one_stop, tmp_path, settings):
    settings.FILES_FOLDER = tmp_path / "files"
    (tmp_path / "1.jpg").write_bytes(photograph())
    own = line_of(one_stop, scans="Tờ khai = 1.jpg")
    kept = line_of(one_stop, code="H03.12-200508-0002", number="095000000078", name="Nông Thị Hạnh")
    run = brings(tmp_path, own, kept)
    scan = row("select id from files_file")["id"]
    one_stop.receives(owner=person("Nông Thị Hạnh", "095000000078"))

    assert sum(services.undo(actor=SYSTEM, at=NOW, origin=run.id)) == 2

    assert named_now("Triệu Mùi Khé", "Nông Thị Hạnh") == {"Nông Thị Hạnh"}
    assert counted("files_file") == 0
    assert [line.verb for line in ledger.stream("files.file", scan)] == ["files.stored", "files.taken_away"]
    tomorrow = moments.machine_now() + timedelta(days=2)
    assert stored_bytes.sweep(actor=SYSTEM, at=tomorrow) == 1
    assert counted("files_content") == 0
    assert brings(tmp_path, own, kept).taken == 2


def test_a_person_whom_two_runs_brought_goes_with_the_last(one_stop, tmp_path):
    first = brings(tmp_path, line_of(one_stop))
    second = brings(tmp_path, line_of(one_stop, code="H03.12-200508-0002"))

    list(services.undo(actor=SYSTEM, at=NOW, origin=first.id))
    assert named_now("Triệu Mùi Khé") == {"Triệu Mùi Khé"}
    list(services.undo(actor=SYSTEM, at=NOW, origin=second.id))
    assert named_now("Triệu Mùi Khé") == set()


def test_somebody_whose_contact_changed_since_stays_recorded(one_stop, tmp_path):
    run = brings(tmp_path, line_of(one_stop))
    known = parties.clean_person(person("Triệu Mùi Khé", "095000000077") | {"phone": "0900000123"}, NOW.date())
    people.take(actor=SYSTEM, at=NOW, fields=known)

    list(services.undo(actor=SYSTEM, at=NOW, origin=run.id))

    assert named_now("Triệu Mùi Khé") == {"Triệu Mùi Khé"}


@pytest.mark.parametrize("state", ["2", "4", "5", "6", "7", "8", "9", "10"])
def test_every_state_stands_as_it_would_be_computed(one_stop, tmp_path, state):
    moments_of = {"finished": "08/05/2020 10:00"} if state in {"8", "9", "10"} else {}
    moments_of |= {"ended": "08/05/2020 11:00"} if state in {"7", "10"} else {}
    moments_of |= {"paused": "08/05/2020 10:00"} if state in {"5", "6"} else {}
    code = brings_one(one_stop, tmp_path, state=state, owed="8000" if state == "6" else "", **moments_of)

    assert int(stored(code).standing.state) == int(state)
    assert differences() == []


def test_a_workbook_and_json_lines_say_the_same(one_stop, tmp_path):
    line = line_of(one_stop, received="2020-05-08T09:10:00+07:00")
    told = {**line, "story": [{"at": "2020-05-08 09:10", "text": "Nhận giấy"}]}
    (tmp_path / "cu.jsonl").write_text(json.dumps(told, ensure_ascii=False) + "\n{không phải\n")
    run = brought(tmp_path / "cu.jsonl")
    assert (run.taken, run.wrong) == (1, 1)

    book = xlsxwriter.Workbook(str(tmp_path / "cu.xlsx"))
    page = book.add_worksheet()
    for place, (name, value) in enumerate(line_of(one_stop, code="H03.12-200508-0009").items()):
        page.write_string(0, place, name)
        page.write_string(1, place, value)
    received = list(line).index("received")
    page.write_number(1, received, 43959.5)
    book.close()
    run = brought(tmp_path / "cu.xlsx")
    assert (run.taken, run.wrong) == (1, 0)
    assert stored("H03.12-200508-0009").life.received_at == at("2020-05-08 12:00")


def test_the_report_is_for_who_looks_after_the_whole_house_and_holds_no_formula(one_stop, tmp_path):
    formula = '=HYPERLINK("http://x")'
    run = brought(put(tmp_path / "cong-thuc.csv", [line_of(one_stop, code=formula)]), trial=True)
    address = f"/quan-tri/ho-so-cu/{run.id}/bao-cao.csv"
    of_one_unit, of_all = (administrator(one_stop, reach, reach) for reach in ("unit", "everywhere"))

    answer = Screen(of_all).client.get(address)

    cells = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"), newline="")))
    assert (cells[0][0], cells[1][:3]) == ("Dòng", ["2", f"'{formula}", "Mã hồ sơ"])
    assert [(look.actor, look.act) for look in ledger.looks_at("imports.run", run.id)] == [(of_all.account, "export")]
    for page in (address, "/quan-tri/ho-so-cu"):
        assert Screen(of_one_unit).client.get(page).status_code == 403
    assert "Hồ sơ cũ" not in Screen(of_one_unit).sees("/quan-tri")


@pytest.mark.parametrize(
    ("header", "said"), [("Mã hồ sơ,Tên lạ", "Không biết cột: Tên lạ"), ("Mã hồ sơ", "Thiếu cột: Mã thủ tục")]
)
def test_a_file_that_is_no_table_of_dossiers_is_refused(province, tmp_path, header, said):
    (tmp_path / "la.csv").write_text(f"{header}\n1,2\n", encoding="utf-8")
    with pytest.raises(CommandError, match=said):
        call_command("import_dossiers", str(tmp_path / "la.csv"))
    with pytest.raises(CannotRead):
        list(files.read(tmp_path / "la.csv"))
    with pytest.raises(NoSuchRun):
        services.check(new_id())


def test_the_operators_page_has_every_column_as_the_code_reads_it():
    page = (Path(__file__).parents[2] / "docs/operator/07-ho-so-cu.md").read_text(encoding="utf-8")
    table = [f"- {column.name} ({column.key}){' *' if column.needed else ''}: {column.says}" for column in COLUMNS]
    assert "\n".join(table) in page
    english = (Path(__file__).parents[2] / "docs/operator/en/07-ho-so-cu.md").read_text(encoding="utf-8")
    assert re.findall(r"^- (.+?) \((\w+)\)( \*)?:", english, re.MULTILINE) == [
        (column.name, column.key, " *" if column.needed else "") for column in COLUMNS
    ]
