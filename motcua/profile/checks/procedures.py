"""procedures.csv and what hangs on it: papers, agencies, national rows, declaration forms."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from motcua.clocks.folder.findings import Finding, doubt, fault
from motcua.clocks.folder.reader import ProfileFolder
from motcua.clocks.folder.rows import RECEIVING_LEVELS, UNIT_RULES, ProcedureRow
from motcua.clocks.limits import LONGEST
from motcua.clocks.speech import _
from motcua.profile.checks.common import by_code, repeated, unknown
from motcua.profile.resolve.levels import department_of, in_force_on

PROCEDURES, PAPERS, AGENCIES, NATIONAL = (
    "procedures.csv",
    "components.csv",
    "agencies_2020.csv",
    "procedures_national.csv",
)
NATIONAL_CODE = re.compile(r"\d\.\d{6}")
HIGHEST_ONLINE_LEVEL = 4


def check_procedures(folder: ProfileFolder) -> Iterator[Finding]:
    """Check codes, levels, limits and online levels of procedures."""
    yield from repeated(folder.procedures, lambda row: row.code, PROCEDURES, "code")
    with_process = {row.procedure_code for row in folder.processes}
    for row in folder.procedures:
        if not NATIONAL_CODE.fullmatch(row.code):
            sentence = _("«%(code)s» không có dạng mã thủ tục quốc gia (như 1.001193).") % {"code": row.code}
            yield doubt("code", sentence, PROCEDURES, row.line, "code")
        if row.online_level is not None and not 1 <= row.online_level <= HIGHEST_ONLINE_LEVEL:
            yield fault("online-level", _("Mức độ trực tuyến là 1 đến 4."), PROCEDURES, row.line, "online_level")
        if row.has_steps is not None and row.has_steps != (row.code in with_process):
            sentence = _("Cột này và processes.csv nói khác nhau về việc có quy trình nội bộ.")
            yield doubt("has-steps", sentence, PROCEDURES, row.line, "has_steps")
        yield from _limit(row)
        yield from _decides(folder, row)


def check_papers(folder: ProfileFolder) -> Iterator[Finding]:
    """Check that papers belong to known procedures and have a place of their own."""
    yield from _of_known_procedures(folder, folder.papers, PAPERS)
    yield from repeated(folder.papers, lambda row: (row.procedure_code, row.position), PAPERS, "position")


def check_agencies(folder: ProfileFolder) -> Iterator[Finding]:
    """Check that agencies of published processes mean units of the profile's day."""
    units = by_code(folder.units)
    yield from _of_known_procedures(folder, folder.agencies, AGENCIES)
    yield from repeated(
        folder.agencies,
        lambda row: (row.procedure_code, row.agency_as_published),
        AGENCIES,
        "agency_as_published",
    )
    yield from unknown(
        folder.agencies,
        lambda row: row.unit_2020,
        {*units, *UNIT_RULES},
        AGENCIES,
        "unit_2020",
        where="units.csv",
    )
    if folder.settings is None:
        return
    day = folder.settings.day
    for row in folder.agencies:
        unit = units.get(row.unit_2020)
        if unit is not None and not unit.alive_on(day):
            sentence = _("Đơn vị %(code)s không tồn tại vào ngày của hồ sơ tỉnh.") % {"code": unit.code}
            yield fault("not-alive", sentence, AGENCIES, row.line, "unit_2020")
    in_force = {row.code for row in in_force_on(folder, day)}
    mapped = {(row.procedure_code, row.agency_as_published) for row in folder.agencies}
    named = {(row.procedure_code, row.agency): row.line for row in reversed(folder.steps) if row.agency}
    for (code, agency), line in sorted(named.items(), key=lambda each: each[1]):
        if code in in_force and (code, agency) not in mapped:
            sentence = _("Chưa biết «%(agency)s» là đơn vị nào vào ngày của hồ sơ tỉnh.") % {"agency": agency}
            yield doubt("agency", sentence, "steps.csv", line, "agency")


def check_national(folder: ProfileFolder) -> Iterator[Finding]:
    """Check that national rows belong to known procedures."""
    known = {row.code for row in folder.procedures}
    yield from repeated(folder.national, lambda row: row.code, NATIONAL, "code")
    if PROCEDURES not in folder.absent:
        yield from unknown(folder.national, lambda row: row.code, known, NATIONAL, "code", where=PROCEDURES)


def check_forms(folder: ProfileFolder) -> Iterator[Finding]:
    """Check that declaration forms are JSON, serve known procedures, and name each field once."""
    known = {row.code for row in folder.procedures}
    for path in folder.forms():
        file = f"forms/{path.name}"
        try:
            form = json.loads(path.read_bytes())
        except UnicodeDecodeError:
            yield fault("encoding", _("Tệp không phải mã UTF-8. Hãy lưu lại tệp bằng UTF-8."), file)
            continue
        except json.JSONDecodeError as problem:
            yield fault("json", _("Dòng này không đúng cách viết JSON."), file, problem.lineno)
            continue
        if path.stem == "_common":
            continue
        if not isinstance(form, dict) or form.get("form_id") != path.stem:
            yield fault("form", _("form_id phải trùng tên tệp."), file, None, "form_id")
            continue
        for code in form.get("procedure_codes") or ():
            if code not in known:
                sentence = _("Không có mã «%(code)s» trong %(where)s.") % {"code": code, "where": PROCEDURES}
                yield fault("unknown-code", sentence, file, None, "procedure_codes")
        keys = [field.get("key") for section in form.get("sections") or () for field in section.get("fields") or ()]
        for key in sorted({str(key) for key in keys if keys.count(key) > 1}):
            yield fault("repeated", _("Trường «%(key)s» có hai lần.") % {"key": key}, file, None, key)


def _limit(row: ProcedureRow) -> Iterator[Finding]:
    if row.limit_value is not None and row.limit_value > LONGEST:
        yield fault("limit", _("Thời hạn lớn hơn 9999."), PROCEDURES, row.line, "limit_value")
    if row.limit_unit == "same_working_day":
        if row.limit_value:
            sentence = _("Trả trong ngày thì số ngày phải là 0.")
            yield fault("limit", sentence, PROCEDURES, row.line, "limit_value")
    elif row.limit_value == 0:
        sentence = _("Thời hạn 0 chỉ dùng với same_working_day; chưa biết thì để trống.")
        yield fault("limit", sentence, PROCEDURES, row.line, "limit_value")


def _decides(folder: ProfileFolder, row: ProcedureRow) -> Iterator[Finding]:
    decides = row.level_decide_2020
    if decides is None:
        return
    if not decides.startswith("department:"):
        if not set(decides.split("|")) <= set(RECEIVING_LEVELS):
            sentence = _("«%(value)s» phải là commune, district, province (nối bằng |) hoặc department:<mã>.")
            yield fault("level", sentence % {"value": decides}, PROCEDURES, row.line, "level_decide_2020")
        return
    department = department_of(folder, decides)
    if department is None:
        sentence = _("Không có sở «%(value)s» trong units.csv.") % {"value": decides.partition(":")[2]}
        yield fault("unknown-code", sentence, PROCEDURES, row.line, "level_decide_2020")
    elif folder.settings is not None and not department.alive_on(folder.settings.day):
        sentence = _("Đơn vị %(code)s không tồn tại vào ngày của hồ sơ tỉnh.") % {"code": department.code}
        yield doubt("not-alive", sentence, PROCEDURES, row.line, "level_decide_2020")


def _of_known_procedures(folder: ProfileFolder, rows: object, file: str) -> Iterator[Finding]:
    known = {row.code for row in folder.procedures}
    if PROCEDURES not in folder.absent:
        yield from unknown(
            rows,  # type: ignore[arg-type]  # papers or agencies: both have the column
            lambda row: row.procedure_code,
            known,
            file,
            "procedure_code",
            where=PROCEDURES,
        )
