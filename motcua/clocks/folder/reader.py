"""A whole folder, read once: every table, the settings, and what is wrong in the files themselves."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from motcua.clocks.calendar import Calendar
from motcua.clocks.folder import rows
from motcua.clocks.folder.findings import Finding, Severity, doubt, fault
from motcua.clocks.folder.holidays import HolidayRow, calendar_of
from motcua.clocks.folder.settings import FILE, Settings, read_settings
from motcua.clocks.folder.tables import Row, read_table
from motcua.clocks.speech import _

#: Tables without which there is no province.
OBLIGATORY: dict[str, type[Row]] = {
    "units.csv": rows.UnitRow,
    "reorganisation.csv": rows.LinkRow,
    "procedures.csv": rows.ProcedureRow,
    "processes.csv": rows.ProcessRow,
    "steps.csv": rows.StepRow,
    "holidays.csv": HolidayRow,
}

#: Tables that the usual way, or nothing, replaces; each absent one is a doubt.
OPTIONAL: dict[str, type[Row]] = {
    "agencies_2020.csv": rows.AgencyRow,
    "components.csv": rows.PaperRow,
    "population.csv": rows.PopulationRow,
    "posts.csv": rows.PostRow,
    "procedures_national.csv": rows.NationalRow,
    "programme.csv": rows.ProgrammeRow,
    "standard_processes.csv": rows.StandardStepRow,
}

#: Tables with a usual way, taken from another folder where this one has none.
WITH_A_USUAL_WAY = ("posts.csv", "standard_processes.csv")

NOT_EMPTY = ("units.csv", "holidays.csv")


@dataclass(frozen=True, slots=True)
class ProfileFolder:
    """A province as files. Rows with a fault are left out and named in ``findings``."""

    path: Path
    settings: Settings | None
    units: tuple[rows.UnitRow, ...]
    links: tuple[rows.LinkRow, ...]
    procedures: tuple[rows.ProcedureRow, ...]
    papers: tuple[rows.PaperRow, ...]
    processes: tuple[rows.ProcessRow, ...]
    steps: tuple[rows.StepRow, ...]
    holidays: tuple[HolidayRow, ...]
    agencies: tuple[rows.AgencyRow, ...]
    posts: tuple[rows.PostRow, ...]
    standard_steps: tuple[rows.StandardStepRow, ...]
    population: tuple[rows.PopulationRow, ...]
    national: tuple[rows.NationalRow, ...]
    programme: tuple[rows.ProgrammeRow, ...]
    absent: frozenset[str]
    findings: tuple[Finding, ...]

    def calendar(self, unit: str | None = None) -> Calendar | None:
        """Return the calendar of the province, or of a unit; None where settings or holidays cannot be read."""
        if self.settings is None or not self.holidays:
            return None
        return calendar_of(self.settings.week_of(unit), self.holidays)

    def forms(self) -> list[Path]:
        """Return the files of the declaration forms, in order of name, `_common.json` first."""
        return sorted((self.path / "forms").glob("*.json"))


def read_folder(path: Path, *, usual: Path | None = None) -> ProfileFolder:
    """Read a folder whole, whatever is wrong with it; ``usual`` has the usual posts and processes for absent ones."""
    findings: list[Finding] = []
    tables: dict[str, tuple[Row, ...]] = {}
    absent: set[str] = set()
    if not path.is_dir():
        findings.append(fault("folder", _("Không thấy thư mục %(folder)s.") % {"folder": path}, path.name))
    for name, kind in (OBLIGATORY | OPTIONAL).items():
        file = path / name
        if not file.is_file():
            absent.add(name)
            findings.append(_missing(name))
            file = (usual or path) / name
            tables[name] = read_table(file, kind)[0] if name in WITH_A_USUAL_WAY and file.is_file() else ()
            continue
        tables[name], wrong = read_table(file, kind)
        findings += wrong
        if not tables[name] and not wrong and name in NOT_EMPTY:
            findings.append(fault("empty", _("Tệp không có dòng nào."), name))
    settings, wrong = read_settings(path / FILE) if (path / FILE).is_file() else (None, [_missing(FILE)])
    findings += wrong
    return ProfileFolder(
        path=path,
        settings=settings,
        units=tables["units.csv"],  # type: ignore[arg-type]  # each table was read as its own kind of row
        links=tables["reorganisation.csv"],  # type: ignore[arg-type]
        procedures=tables["procedures.csv"],  # type: ignore[arg-type]
        papers=tables["components.csv"],  # type: ignore[arg-type]
        processes=tables["processes.csv"],  # type: ignore[arg-type]
        steps=tables["steps.csv"],  # type: ignore[arg-type]
        holidays=tables["holidays.csv"],  # type: ignore[arg-type]
        agencies=tables["agencies_2020.csv"],  # type: ignore[arg-type]
        posts=tables["posts.csv"],  # type: ignore[arg-type]
        standard_steps=tables["standard_processes.csv"],  # type: ignore[arg-type]
        population=tables["population.csv"],  # type: ignore[arg-type]
        national=tables["procedures_national.csv"],  # type: ignore[arg-type]
        programme=tables["programme.csv"],  # type: ignore[arg-type]
        absent=frozenset(absent),
        findings=tuple(findings),
    )


def has_faults(findings: tuple[Finding, ...] | list[Finding]) -> bool:
    """Tell whether a fault is among the findings."""
    return any(each.severity is Severity.FAULT for each in findings)


def _missing(name: str) -> Finding:
    if name in OPTIONAL:
        usual = _("Không có tệp này: dùng cách thông thường, giả định.")
        nothing = _("Không có tệp này: phần đó để trống.")
        return doubt("file", usual if name in WITH_A_USUAL_WAY else nothing, name)
    return fault("file", _("Thiếu tệp bắt buộc."), name)
