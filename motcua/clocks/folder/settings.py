"""profile.toml: what is no table. Day, office hours, code schemes, deadline and pause policies."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from motcua.clocks.calendar import Sessions
from motcua.clocks.folder.cells import CellUnreadable
from motcua.clocks.folder.findings import Finding, doubt, fault
from motcua.clocks.folder.holidays import a_session
from motcua.clocks.options import Options, options_from
from motcua.clocks.pauses import Policy
from motcua.clocks.refusals import OptionUnknown
from motcua.clocks.speech import _

FILE = "profile.toml"
TIMEZONE = "Asia/Ho_Chi_Minh"
#: Where the file is silent; assumed.
DUPLICATE_DAYS = 30
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

#: Reasons a clock may stand for, with the policy of NĐ 61/2018 or, where it is silent, the usual one.
USUAL_PAUSES = {
    "supplement": Policy.RESTART,
    "payment": Policy.SUSPEND_RESUME,
    "applicant_presence": Policy.SUSPEND_RESUME,
    "consultation": Policy.NONE,
}
#: Messages to people: the night in which nothing is sent, the kinds one may decline, after how many days news is old.
USUAL_NOTICES: dict[str, object] = {"quiet": "21:00-07:00", "may_decline": [], "news_days": 7}
#: [staff]: the shortest and longest term of a secondment in months (NĐ 61/2018 Đ11.4), and days of warning before its end.
USUAL_STAFF = {"secondment_least_months": 6, "secondment_most_months": 24, "secondment_warning_days": 30}
#: What a status code of the post may mean ([post], codes).
POST_MEANS = frozenset({"accepted", "transit", "delivered", "failed", "returning", "returned"})
#: [prints]: the set of forms in use, the optional columns of the register that are printed, and whether a slip to rate goes with
#: receipts, requests for supplements and refusals.
FORM_SETS = ("tt01_2018", "tt03_2025")
REGISTER_COLUMNS = ("commune", "competent", "delivery")
USUAL_PRINTS: dict[str, object] = {
    "form_set": FORM_SETS[0],
    "register_columns": list(REGISTER_COLUMNS),
    "rating_slip": True,
}
#: [catalogue]: whether a second person publishes what somebody has drafted; in which scale online services are graded;
#: how many years a dossier is kept where its procedure does not say; whether a paper that a procedure marks
#: «scan required» must be scanned before the receipt is given.
USUAL_CATALOGUE: dict[str, object] = {
    "four_eyes": True,
    "online_levels": "1234",
    "keep_years": 10,
    "required_scans": False,
}
#: [reports]: in Biểu II.06a whatever waits for the citizen, was withdrawn or stopped stands with what is on time, or apart.
UNDECIDED = ("on_time", "apart")
USUAL_REPORTS = {"undecided": UNDECIDED[0]}
MOST_YEARS = 100
ONLINE_LEVELS = ("1234", "full_partial")
#: What [look] may hold.
COLOURS = ("brand", "accent")
_KNOWN = {
    "name", "unit", "timezone", "regulation_profile", "demo_day", "demo_since",
    "sessions", "unit_sessions", "codes", "deadlines", "pauses", "contact", "look", "notices", "fees", "staff", "counter",
    "post", "prints", "catalogue", "reports",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CodeScheme:
    """A way of writing dossier codes, in force from … to …; ``assumed`` is the pattern of codes nobody confirmed."""

    name: str
    valid_from: date | None
    valid_to: date | None
    assumed: str | None = None


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour as ``#rrggbb``, and the line where it stands."""

    value: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """The province's settings. ``day`` is the profile's day: what is in force is asked for that day."""

    name: str
    unit: str
    day: date
    since: date | None
    regulation_profile: str
    week: tuple[Sessions, ...]
    unit_weeks: Mapping[str, tuple[Sessions, ...]] = field(default_factory=dict)
    options: Options = field(default_factory=Options)
    pauses: Mapping[str, Policy] = field(default_factory=lambda: dict(USUAL_PAUSES))
    codes: tuple[CodeScheme, ...] = ()
    contact: Mapping[str, str] = field(default_factory=dict)
    notices: Mapping[str, object] = field(default_factory=lambda: dict(USUAL_NOTICES))
    #: Money at the counter: ``return_unpaid``, ``denominations``, ``reliefs`` by code.
    fees: Mapping[str, object] = field(default_factory=dict)
    #: The public post: ``fare`` (VND a parcel), ``returned_at`` (delivery or hand_over), ``codes`` (the post's codes).
    post: Mapping[str, object] = field(default_factory=dict)
    #: The province's own colours: brand, accent.
    look: Mapping[str, Colour] = field(default_factory=dict)
    staff: Mapping[str, int] = field(default_factory=lambda: dict(USUAL_STAFF))
    prints: Mapping[str, object] = field(default_factory=lambda: dict(USUAL_PRINTS))
    catalogue: Mapping[str, object] = field(default_factory=lambda: dict(USUAL_CATALOGUE))
    reports: Mapping[str, str] = field(default_factory=lambda: dict(USUAL_REPORTS))
    #: How many days back the counter is told of the same person's same procedure.
    duplicate_days: int = DUPLICATE_DAYS
    #: Lines of the file whose comment says «assumed», each with what stands there.
    assumed: tuple[tuple[int, str], ...] = ()

    def week_of(self, unit: str | None) -> tuple[Sessions, ...]:
        """Return the office hours of a unit; the province's unless it has its own."""
        return self.unit_weeks.get(unit or "", self.week)

    def scheme_on(self, day: date) -> CodeScheme | None:
        """Return the code scheme in force on a day, None before the first."""
        return next(
            (
                scheme
                for scheme in self.codes
                if (scheme.valid_from or date.min) <= day <= (scheme.valid_to or date.max)
            ),
            None,
        )


def read_settings(path: Path) -> tuple[Settings | None, list[Finding]]:
    """Read profile.toml; None where a fault leaves no settings."""
    try:
        words = path.read_bytes().decode("utf-8-sig")
        table = tomllib.loads(words)
    except UnicodeDecodeError:
        return None, [fault("encoding", _("Tệp không phải mã UTF-8. Hãy lưu lại tệp bằng UTF-8."), FILE)]
    except tomllib.TOMLDecodeError as problem:
        place = re.search(r"line (\d+)", str(problem))
        return None, [fault("toml", _("Dòng này không đúng cách viết TOML."), FILE, int(place[1]) if place else None)]
    reading = _Reading(table, words)
    settings = reading.settings()
    return (None if reading.has_faults else settings), reading.findings


class _Reading:
    """One reading of the file, collecting what is wrong."""

    def __init__(self, table: dict[str, object], words: str) -> None:
        self.table = table
        self.lines = words.splitlines()
        self.findings: list[Finding] = []
        self.has_faults = False

    def settings(self) -> Settings | None:
        for name in self.table:
            if name not in _KNOWN:
                self.doubt("key", _("Mục %(key)s không được dùng; tên có viết đúng không?") % {"key": name}, name)
        if self.table.get("timezone", TIMEZONE) != TIMEZONE:
            self.fault("timezone", _("Múi giờ phải là Asia/Ho_Chi_Minh."), "timezone")
        day, since = self.day("demo_day", needed=True), self.day("demo_since", needed=False)
        if day and since and since > day:
            self.fault("period", _("demo_since phải không sau demo_day."), "demo_since")
        name, unit = self.text("name"), self.text("unit")
        week = self.week(self.section("sessions"), "sessions")
        options, pauses, codes = self.options(), self.pauses(), tuple(self.codes())
        fees = self.fees()
        unit_weeks = {
            code: self.week(own, f"unit_sessions.{code}") for code, own in self.section("unit_sessions").items()
        }
        notices = self.notices()
        look, staff, post, prints = self.look(), self.staff(), self.post(), self.prints()
        catalogue, reports = self.catalogue(), self.reports()
        if day is None or self.has_faults:
            return None
        return Settings(
            name=name,
            unit=unit,
            day=day,
            since=since,
            regulation_profile=str(self.table.get("regulation_profile") or "VN-2018"),
            week=week,
            unit_weeks=unit_weeks,
            options=options,
            pauses=pauses,
            codes=codes,
            fees=fees,
            assumed=tuple(self.assumed()),
            contact={key: str(value) for key, value in self.section("contact").items()},
            notices=notices,
            look=look,
            staff=staff,
            post=post,
            prints=prints,
            catalogue=catalogue,
            reports=reports,
            duplicate_days=self.duplicate_days(),
        )

    def assumed(self) -> Iterator[tuple[int, str]]:
        for line, words in enumerate(self.lines, 1):
            stands, _mark, comment = words.partition("#")
            if stands.strip() and re.search(r"\bassumed\b|giả định", comment):
                yield line, stands.partition("=")[0].strip(" []")

    def text(self, key: str) -> str:
        value = self.table.get(key)
        if not isinstance(value, str) or not value.strip():
            self.fault("empty", _("Thiếu %(key)s.") % {"key": key}, key)
        return str(value).strip()

    def day(self, key: str, *, needed: bool) -> date | None:
        value = self.table.get(key)
        if type(value) is date:
            return value
        if needed or value is not None:
            self.fault("date", _("%(key)s phải là một ngày, viết như 2020-05-11, không có nháy.") % {"key": key}, key)
        return None

    def section(self, key: str) -> dict[str, object]:
        value = self.table.get(key, {})
        if isinstance(value, dict):
            return value
        self.fault("section", _("[%(key)s] phải là một mục.") % {"key": key}, key)
        return {}

    def week(self, own: object, key: str) -> tuple[Sessions, ...]:
        """Read «monday_to_friday = […]»; a single day's key is stronger than a span's."""
        days: dict[int, Sessions] = {}
        pairs = own.items() if isinstance(own, dict) else ()
        for name, value in sorted(pairs, key=lambda pair: "_to_" not in pair[0]):
            first, _to, last = name.partition("_to_")
            if first not in WEEKDAYS or (last or first) not in WEEKDAYS:
                self.fault(
                    "sessions", _("«%(name)s» không phải là ngày trong tuần (monday … sunday).") % {"name": name}, name
                )
                continue
            try:
                sessions = tuple(sorted(a_session(str(part)) for part in value))
            except (CellUnreadable, TypeError) as problem:
                self.fault("sessions", str(problem), name)
                continue
            if any(one.ends > other.begins for one, other in itertools.pairwise(sessions)):
                self.fault("sessions", _("Các buổi làm việc của %(name)s chồng nhau.") % {"name": name}, name)
            for turn in range(WEEKDAYS.index(first), WEEKDAYS.index(last or first) + 1):
                days[turn] = sessions
        if not any(days.values()):
            self.fault("sessions", _("[%(key)s] không có buổi làm việc nào.") % {"key": key}, key.partition(".")[0])
        return tuple(days.get(turn, ()) for turn in range(7))

    def options(self) -> Options:
        if "deadlines" not in self.table:
            self.doubt("deadlines", _("Không có mục [deadlines]: tính theo cách thông thường, giả định."), None)
        try:
            return options_from(self.section("deadlines"))
        except OptionUnknown as problem:
            self.fault("deadlines", problem.sentence, "deadlines")
            return Options()

    def pauses(self) -> dict[str, Policy]:
        given = self.section("pauses")
        pauses = dict(USUAL_PAUSES)
        for reason, policy in given.items():
            if policy in list(Policy):
                pauses[reason] = Policy(str(policy))
            else:
                sentence = _("Cách tạm dừng «%(policy)s» phải là RESTART, SUSPEND_RESUME hoặc NONE.")
                self.fault("pauses", sentence % {"policy": policy}, reason)
        for reason in USUAL_PAUSES:
            if reason not in given:
                sentence = _("Chưa định cách tạm dừng khi %(reason)s: dùng %(policy)s, giả định.")
                self.doubt("pauses", sentence % {"reason": reason, "policy": pauses[reason]}, None)
        return pauses

    def notices(self) -> dict[str, object]:
        given = {**USUAL_NOTICES, **self.section("notices")}
        quiet, kinds, days = given["quiet"], given["may_decline"], given["news_days"]
        if not isinstance(quiet, str) or (
            quiet and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d", quiet)
        ):
            self.fault("notices", _("Giờ yên của tin báo viết như «21:00-07:00», hoặc để trống."), "quiet")
        if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
            self.fault("notices", _('may_decline là danh sách loại tin, như ["receipt"].'), "may_decline")
        if type(days) is not int or days < 1:
            self.fault("notices", _("news_days phải là số ngày, từ 1 trở lên."), "news_days")
        return {name: given[name] for name in USUAL_NOTICES}

    def look(self) -> dict[str, Colour]:
        found = {}
        for key, value in self.section("look").items():
            if key not in COLOURS:
                self.doubt("key", _("Mục %(key)s không được dùng; tên có viết đúng không?") % {"key": key}, key)
            elif not isinstance(value, str) or not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
                sentence = _('%(key)s phải là một màu viết như "#9b1c1f": dấu # và sáu chữ số 0-9, a-f.')
                self.fault("colour", sentence % {"key": key}, key)
            else:
                found[key] = Colour(value.lower(), self._line(key))
        return found

    def staff(self) -> dict[str, int]:
        found = dict(USUAL_STAFF)
        for key, value in self.section("staff").items():
            if key not in USUAL_STAFF:
                self.doubt("key", _("Mục %(key)s không được dùng; tên có viết đúng không?") % {"key": key}, key)
            elif type(value) is not int or value < 1:
                self.fault("staff", _("%(key)s phải là một số nguyên từ 1 trở lên.") % {"key": key}, key)
            else:
                found[key] = value
        if found["secondment_least_months"] > found["secondment_most_months"]:
            sentence = _("secondment_least_months phải không lớn hơn secondment_most_months.")
            self.fault("staff", sentence, "secondment_least_months")
        return found

    def prints(self) -> dict[str, object]:
        given = {**USUAL_PRINTS, **self.section("prints")}
        form_set, columns = given["form_set"], given["register_columns"]
        if form_set not in FORM_SETS:
            sentence = _("form_set là %(sets)s.")
            self.fault("prints", sentence % {"sets": ", ".join(FORM_SETS)}, "form_set")
        if not isinstance(columns, list) or not set(columns) <= set(REGISTER_COLUMNS):
            sentence = _("register_columns là danh sách trong: %(columns)s.")
            self.fault("prints", sentence % {"columns": ", ".join(REGISTER_COLUMNS)}, "register_columns")
        if type(given["rating_slip"]) is not bool:
            self.fault("prints", _("%(name)s là true hoặc false.") % {"name": "rating_slip"}, "rating_slip")
        return {name: given[name] for name in USUAL_PRINTS}

    def catalogue(self) -> dict[str, object]:
        given = {**USUAL_CATALOGUE, **self.section("catalogue")}
        for name in ("four_eyes", "required_scans"):
            if type(given[name]) is not bool:
                self.fault("catalogue", _("%(name)s là true hoặc false.") % {"name": name}, name)
        if given["online_levels"] not in ONLINE_LEVELS:
            sentence = _("online_levels là %(scales)s.") % {"scales": ", ".join(ONLINE_LEVELS)}
            self.fault("catalogue", sentence, "online_levels")
        years = given["keep_years"]
        if type(years) is not int or not 1 <= years <= MOST_YEARS:
            self.fault("catalogue", _("keep_years là một số năm từ 1 đến 100."), "keep_years")
        return {name: given[name] for name in USUAL_CATALOGUE}

    def reports(self) -> dict[str, str]:
        given = {**USUAL_REPORTS, **self.section("reports")}
        if given["undecided"] not in UNDECIDED:
            self.fault("reports", _("undecided là %(ways)s.") % {"ways": ", ".join(UNDECIDED)}, "undecided")
        return {name: str(given[name]) for name in USUAL_REPORTS}

    def duplicate_days(self) -> int:
        given = self.section("counter").get("duplicate_days", DUPLICATE_DAYS)
        if type(given) is int and given >= 0:
            return given
        self.fault("counter", _("duplicate_days là một số ngày, từ 0 trở lên."), "duplicate_days")
        return DUPLICATE_DAYS

    def codes(self) -> Iterator[CodeScheme]:
        section = self.section("codes")
        last: CodeScheme | None = None
        for name, value in section.items():
            if not isinstance(value, dict):
                continue
            begins, ends = value.get("from"), value.get("to")
            if any(each is not None and type(each) is not date for each in (begins, ends)):
                self.fault("date", _("Thời gian của cách đánh mã %(name)s phải là ngày.") % {"name": name}, name)
                continue
            assumed = section.get(f"assumed_{name}")
            scheme = CodeScheme(name, begins, ends, str(assumed) if assumed else None)
            if begins and ends and ends < begins:
                self.fault("period", _("Cách đánh mã %(name)s kết thúc trước khi bắt đầu.") % {"name": name}, name)
            if last is not None and (last.valid_to or date.max) >= (begins or date.min):
                sentence = _("Thời gian của hai cách đánh mã %(last)s và %(name)s chồng nhau.")
                self.fault("period", sentence % {"last": last.name, "name": name}, name)
            last = scheme
            yield scheme
        if last is None:
            self.doubt("codes", _("Không có mục [codes]: chưa biết cách đánh mã hồ sơ."), None)

    def fees(self) -> dict[str, object]:
        """Read what is set about money; figures that nobody could count with are faults."""
        given = self.section("fees")
        if "fees" not in self.table:
            self.doubt("fees", _("Không có mục [fees]: thu tiền theo cách thông thường, giả định."), None)
        if given.get("return_unpaid", "refuse") not in {"refuse", "allow"}:
            self.fault("fees", _("return_unpaid phải là refuse hoặc allow."), "return_unpaid")
        notes = given.get("denominations", [])
        if not isinstance(notes, list) or not all(type(note) is int and note > 0 for note in notes):
            self.fault("fees", _("denominations phải là các mệnh giá, viết bằng đồng."), "denominations")
        reliefs = given.get("reliefs", {})
        for code, relief in reliefs.items() if isinstance(reliefs, dict) else [("reliefs", None)]:
            if (
                not isinstance(relief, dict)
                or not relief.get("name")
                or not isinstance(relief.get("percent", 100), int)
                or not 1 <= relief.get("percent", 100) <= 100  # noqa: PLR2004 - percent
            ):
                self.fault("fees", _("%(code)s phải có name và percent từ 1 đến 100.") % {"code": code}, code)
        return given

    def post(self) -> dict[str, object]:
        """Read what is set about the public post; what it does not say is as usual, assumed."""
        given = self.section("post")
        fare, codes = given.get("fare", 0), given.get("codes", {})
        if type(fare) is not int or fare < 0:
            self.fault("post", _("fare là cước một bưu gửi, viết bằng đồng, từ 0 trở lên."), "fare")
        if given.get("returned_at", "delivery") not in {"delivery", "hand_over"}:
            self.fault("post", _("returned_at phải là delivery hoặc hand_over."), "returned_at")
        if not isinstance(codes, dict) or not set(map(str, codes.values())) <= POST_MEANS:
            means = ", ".join(sorted(POST_MEANS))
            self.fault("post", _("codes ghi mã của bưu điện và nghĩa: %(means)s.") % {"means": means}, "codes")
        return given

    def fault(self, code: str, sentence: str, key: str | None) -> None:
        self.has_faults = True
        self._found(fault, code, sentence, key)

    def doubt(self, code: str, sentence: str, key: str | None) -> None:
        self._found(doubt, code, sentence, key)

    def _found(self, kind: Callable[..., Finding], code: str, sentence: str, key: str | None) -> None:
        self.findings.append(kind(code, sentence, FILE, self._line(key), key))

    def _line(self, key: str | None) -> int | None:
        return next(
            (n for n, words in enumerate(self.lines, 1) if key and re.match(rf"\s*\[?{re.escape(key)}\b", words)), None
        )
