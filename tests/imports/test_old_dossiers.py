"""A file of the old system's dossiers: every fault is named, the rest comes in, and behaves like any other dossier."""

import csv
import signal
import subprocess
import sys
import time
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from motcua.demo import old_dossiers
from motcua.dossiers.queries.standing import recomputed
from motcua.imports import queries, services
from motcua.imports.columns import COLUMNS
from motcua.imports.types import CannotUndo
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.kernel.statements import row, rows
from motcua.ledger import queries as ledger
from motcua.ledger import services as sealing

NOW = moments.local(moments.datetime(2020, 5, 11, 8))
LAST = date(2020, 5, 10)


@pytest.fixture
def province(provinces, request, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: NOW)
    with provinces(request.node.name) as database:
        yield database


def written(folder, number, faults, seed="hồ sơ cũ"):
    """Write a file of so many lines and return it with what is wrong in it."""
    planted = old_dossiers.Planted()
    lines = old_dossiers.lines(number, seed=seed, last=LAST, faults=faults, planted=planted)
    return put(folder / "cu.csv", lines), planted.faults


def put(path, lines):
    with path.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text)
        writer.writerow([column.name for column in COLUMNS])
        writer.writerows([line.get(column.key, "") for column in COLUMNS] for line in lines)
    return path


def brought(path, *, trial=False):
    """Bring a file over as the command does, and return the run."""
    origin = services.begin(actor=SYSTEM, at=moments.now(), path=path, is_trial=trial)
    for _tally in services.bring(actor=SYSTEM, at=origin.began_at, origin=origin, path=path, scans=path.parent):
        pass
    return services.end(actor=SYSTEM, at=moments.now(), origin=origin.id)


def named(run):
    """Return the columns that are named as wrong, by line."""
    found = {}
    for fault in queries.faults(run.id):
        found.setdefault(fault.line, set()).add(fault.column)
    return found


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

    gone = sum(services.undo(actor=SYSTEM, at=NOW, origin=run.id))

    assert (gone, counted("dossiers_dossier")) == (run.taken, before)
    assert ledger.stream("dossiers.dossier", one["dossier_id"])[-1].verb == "dossiers.taken_back"
    sealing.seal()
    with pytest.raises(CannotUndo):
        list(services.undo(actor=SYSTEM, at=NOW, origin=run.id))
    assert brought(path).taken == run.taken, "what was taken back can be brought again"


def test_a_run_that_was_killed_goes_on_where_it_was(province, tmp_path):
    path, planted = written(tmp_path, 6000, faults=1, seed="bị giết")
    before = everything()
    words = [sys.executable, "-m", "django", "import_dossiers", str(path), "--apply"]
    shift = str((NOW - moments.machine_now()).total_seconds())
    environment = province.environment() | {"DJANGO_SETTINGS_MODULE": "motcua.website.settings", moments.SHIFT_VARIABLE: shift}
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

    assert run.taken == 6000 - len(planted) == counted("dossiers_dossier") - before["dossiers_dossier"]
    assert set(named(run)) == set(planted)
    assert rows("select code from dossiers_dossier group by code having count(*) > 1") == []
    assert differences() == []


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
