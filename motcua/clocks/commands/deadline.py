"""`motcua deadline`: when is it due? Answered from a profile's folder alone, without a database."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from motcua.clocks.dates import say_moment
from motcua.clocks.deadlines import Due, Extension, check_may_extend, due
from motcua.clocks.duties import apology_by, supplement_ask_by, transfer_due
from motcua.clocks.folder.office import Office, read_office
from motcua.clocks.folder.shipped import default_folder
from motcua.clocks.limits import Limit, LimitKind, describe_limit, parse_limit, say_amount
from motcua.clocks.options import Model, Options, options_from
from motcua.clocks.pauses import Pause, Policy
from motcua.clocks.refusals import CalendarEnds, ClockRefusal, FolderUnreadable, LimitUnreadable, PauseUnclear
from motcua.clocks.speech import _
from motcua.clocks.working_time import effective_start
from motcua.kernel.moments import local

#: Units a case may name beside a bare number; anything else is the code of an office.
UNITS = {
    "wd": LimitKind.WORKING_DAYS,
    "working_day": LimitKind.WORKING_DAYS,
    "wh": LimitKind.WORKING_HOURS,
    "working_hour": LimitKind.WORKING_HOURS,
    "h": LimitKind.HOURS,
    "hour": LimitKind.HOURS,
    "cd": LimitKind.CALENDAR_DAYS,
    "day": LimitKind.CALENDAR_DAYS,
    "month": LimitKind.MONTHS,
    "same_working_day": LimitKind.SAME_DAY,
    **{str(kind): kind for kind in LimitKind},
}
_KEYS = {"id", "from", "start", "limit", "n", "pauses", "model", "unit", "options", "extension", "extensions"}


def run(argv: list[str]) -> int:
    """Answer one question, or with --stdin one case a line; what has no answer is a sentence."""
    given = _parser().parse_args(argv)
    if not given.stdin and (given.start is None or given.limit is None):
        print(_("Hãy cho --from và --limit, hoặc --stdin. Xem: motcua deadline --help"), file=sys.stderr)
        return 2
    try:
        office = Desk(given.profile or default_folder(), read_office(given.profile or default_folder()))
    except FolderUnreadable as problem:
        _print({"error": problem.sentence}) if given.json or given.stdin else print(problem.sentence, file=sys.stderr)
        return 1
    if given.stdin:
        for line in sys.stdin:
            if line.strip():
                _print(office.answer_line(line))
                sys.stdout.flush()
        return 0
    case = {"from": given.start, "limit": given.limit, "model": given.model, "unit": given.unit, "pauses": given.pause}
    case["options"] = {"online": True} if given.online else None
    answer = office.answer(case)
    if given.json:
        _print(answer)
    else:
        print(_sentence(answer))
    return 1 if "error" in answer else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="motcua deadline",
        description=_("Tính thời điểm hẹn trả."),
        # Asking the terminal for its width would import shutil and its archives.
        formatter_class=lambda prog: argparse.HelpFormatter(prog, width=100),
    )
    parser.add_argument("--from", dest="start", metavar="2020-05-11T09:10", help=_("thời điểm tiếp nhận"))
    parser.add_argument("--limit", metavar="«5 ngày làm việc»", help=_("thời hạn giải quyết"))
    parser.add_argument(
        "--pause", action="append", type=json.loads, default=[], help='{"from": …, "to": …, "reason": …}'
    )
    parser.add_argument("--model", choices=list(Model), help=_("A: hết ngày; B: đủ giờ"))
    parser.add_argument("--unit", help=_("mã đơn vị có giờ làm việc riêng"))
    parser.add_argument("--online", action="store_true", help=_("nộp trực tuyến: tính từ giờ làm việc kế tiếp"))
    parser.add_argument("--profile", type=Path, metavar="FOLDER", help=_("thư mục hồ sơ của tỉnh"))
    parser.add_argument("--stdin", action="store_true", help=_("mỗi dòng một câu hỏi JSON, mỗi dòng một câu trả lời"))
    parser.add_argument("--json", action="store_true", help=_("trả lời bằng một đối tượng JSON"))
    return parser


class CaseUnclear(ClockRefusal):
    """A case lacks something, or something in it cannot be read."""

    kind = "case-unclear"


@dataclass(frozen=True, slots=True)
class Desk:
    """A folder that answers cases."""

    folder: Path
    office: Office

    def answer_line(self, line: str) -> dict[str, object]:
        """Answer a line of JSON."""
        try:
            case = json.loads(line, parse_float=Decimal)
        except ValueError:
            return {"error": _('Dòng này không phải là JSON. Mỗi dòng là một câu hỏi, như {"from": …, "limit": …}.')}
        if not isinstance(case, dict):
            return {"error": _("Mỗi dòng phải là một đối tượng JSON có from và limit.")}
        return self.answer(case)

    def answer(self, case: Mapping[str, object]) -> dict[str, object]:
        """Answer a case; a refusal is {"error": sentence}."""
        named = {"id": case["id"]} if "id" in case else {}
        try:
            return {**named, **self._answer(case)}
        except ClockRefusal as refusal:
            return {**named, "error": refusal.sentence}
        except OverflowError:
            return {**named, "error": _("Ngày này nằm ngoài lịch. Hãy xem lại năm.")}

    def _answer(self, case: Mapping[str, object]) -> dict[str, object]:
        for key in case:
            if key not in _KEYS:
                raise CaseUnclear(
                    _("Không hiểu «%(key)s». Một câu hỏi có: %(keys)s.")
                    % {"key": key, "keys": ", ".join(sorted(_KEYS))}
                )
        start = _moment(_needed(case, "from", "start"), "from")
        limit, unit = self._limit(case), case.get("unit")
        calendar = self.office.calendar(self._office_unit(unit))
        options = self._options(case)
        pauses = [self._pause(pause) for pause in _several(case, "pauses")]
        original = due(calendar, start, limit, options=options)
        extension = _extension(case, original if not pauses else due(calendar, start, limit, pauses, options), options)
        answer = due(calendar, start, limit, pauses, options, extension=extension) if pauses or extension else original
        asked = {"from": start.isoformat(), "limit": describe_limit(limit), "model": options.model}
        return {
            "due_at": _iso(answer.due_at),
            "late_at": _iso(answer.late_at),
            **asked,
            "effective_start": effective_start(calendar, start).isoformat(),
            "original_due_at": _iso(original.due_at),
            "remaining": describe_limit(answer.remaining) if answer.remaining else None,
            "remaining_working_days": _remaining_days(answer),
            "transfer_due_at": _where_known(lambda: transfer_due(calendar, start).isoformat()),
            "supplement_ask_by": _where_known(lambda: supplement_ask_by(calendar, start).isoformat()),
            "apology_by": apology_by(calendar, answer.due_at).isoformat() if answer.due_at else None,
            "says": _says(answer),
        }

    def _limit(self, case: Mapping[str, object]) -> Limit:
        words, unit = case.get("limit", case.get("n")), case.get("unit")
        bare = not isinstance(words, str) or words.replace(".", "", 1).replace(",", "", 1).isdigit()
        if not bare or not isinstance(unit, str) or unit not in UNITS:
            if words is None:
                raise CaseUnclear(_("Thiếu limit: hãy ghi thời hạn, như «5 ngày làm việc»."), field="limit")
            return parse_limit(str(words))
        kind = UNITS[unit]
        if kind in (LimitKind.SAME_DAY, LimitKind.NONE):
            return Limit(kind)
        try:
            amount = Decimal(str(words).replace(",", "."))
        except InvalidOperation:
            amount = Decimal(0)
        if not amount:
            raise LimitUnreadable(_("Thời hạn phải là một số lớn hơn 0."), field="limit")
        return Limit(kind, amount)

    def _office_unit(self, unit: object) -> str | None:
        """Refuse the code of an office that the folder does not know; only then units.csv is read."""
        if unit is None or str(unit) in UNITS:
            return None
        if str(unit) in self.office.settings.unit_weeks:
            return str(unit)
        from motcua.clocks.folder.rows import UnitRow
        from motcua.clocks.folder.tables import read_table

        units = self.folder / "units.csv"
        known = read_table(units, UnitRow)[0] if units.is_file() else ()
        if str(unit) not in {each.code for each in known}:
            raise CaseUnclear(_("Không có đơn vị «%(unit)s» trong units.csv.") % {"unit": unit}, field="unit")
        return str(unit)

    def _options(self, case: Mapping[str, object]) -> Options:
        given = case.get("options") or {}
        if not isinstance(given, Mapping):
            raise CaseUnclear(_("options phải là một đối tượng JSON."), field="options")
        options = options_from(given, self.office.settings.options)
        model = case.get("model")
        return options if model is None else replace(options, model=options_from({"model": model}).model)

    def _pause(self, pause: object) -> Pause:
        if not isinstance(pause, Mapping):
            raise PauseUnclear(_("Mỗi khoảng tạm dừng là một đối tượng có from, to, reason, policy."), field="pauses")
        reason = str(pause.get("reason") or "supplement")
        policy = pause.get("policy") or self.office.settings.pauses.get(reason)
        if policy is None:
            raise PauseUnclear(
                _("Không biết cách tạm dừng khi «%(reason)s»: hãy ghi policy.") % {"reason": reason}, field="pauses"
            )
        if policy not in list(Policy):
            raise PauseUnclear(
                _("policy phải là RESTART, SUSPEND_RESUME hoặc NONE, không phải «%(policy)s».") % {"policy": policy},
                field="pauses",
            )
        ends = pause.get("to")
        begins = _moment(_needed(pause, "from"), "from")
        return Pause(begins, None if ends is None else _moment(ends, "to"), reason, Policy(str(policy)))


def _extension(case: Mapping[str, object], promised: Due, options: Options) -> Extension | None:
    extensions = _several(case, "extensions") + ([case["extension"]] if case.get("extension") else [])
    extension = None
    for already, given in enumerate(extensions):
        until = given.get("to", given.get("until")) if isinstance(given, Mapping) else given
        day = _moment(until, "extension").date()
        check_may_extend(promised, day, already=already, options=options)
        extension = Extension(day)
    return extension


def _several(case: Mapping[str, object], key: str) -> list[object]:
    values = case.get(key) or []
    if not isinstance(values, list):
        raise CaseUnclear(_("%(key)s phải là một danh sách.") % {"key": key}, field=key)
    return list(values)


def _needed(case: Mapping[str, object], *keys: str) -> object:
    value = next((case[key] for key in keys if case.get(key) is not None), None)
    if value is None:
        raise CaseUnclear(
            _("Thiếu %(key)s: hãy ghi thời điểm, như 2020-05-11T09:10.") % {"key": keys[0]}, field=keys[0]
        )
    return value


def _moment(value: object, key: str) -> datetime:
    """Read a moment; without an offset it is the province's time, a day alone is its midnight."""
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        raise CaseUnclear(
            _("Không đọc được thời điểm «%(value)s» ở %(key)s, hãy ghi như 2020-05-11T09:10.")
            % {"value": value, "key": key},
            field=key,
        ) from None
    if not date.min.year < moment.year < date.max.year:
        raise CaseUnclear(_("Năm %(year)s nằm ngoài lịch.") % {"year": moment.year}, field=key)
    return local(moment)


def _where_known(ask: object) -> object:
    """Answer a by-the-way question with nothing where the calendar ends; the due moment itself is never passed over."""
    try:
        return ask()  # type: ignore[operator]
    except CalendarEnds:
        return None


def _remaining_days(answer: Due) -> int | float | None:
    days = answer.remaining_working_days
    if days is None:
        return None
    return int(days) if days == days.to_integral_value() else round(float(days), 2)


def _says(answer: Due) -> str:
    if answer.due_at is not None:
        return _("Hẹn trả lúc %(moment)s.") % {"moment": say_moment(answer.due_at)}
    if answer.remaining is None:
        return _("Không có thời hạn.")
    left = answer.remaining
    unit = _("giờ") if left.kind in (LimitKind.WORKING_HOURS, LimitKind.HOURS) else _("ngày")
    return _("Đang tạm dừng: còn %(n)s %(unit)s khi đủ giấy.") % {"n": say_amount(left.amount), "unit": unit}


def _sentence(answer: Mapping[str, object]) -> str:
    return str(answer.get("error") or answer["says"])


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _print(answer: Mapping[str, object]) -> None:
    print(json.dumps(answer, ensure_ascii=False))
