"""A line as an old dossier, or what is wrong with it: every column has its sentence, and all of them are told at once."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.catalogue import queries as catalogue
from motcua.catalogue.types import ProcedureUnknown, ProcedureVersion
from motcua.dossiers import queries as dossiers
from motcua.dossiers.types import Holder, OldDossier, Role, RouteStep, State
from motcua.files import queries as files
from motcua.files import services as store
from motcua.imports.columns import BY_KEY, CHANNELS, KINDS, STATES
from motcua.imports.types import Fault, Line
from motcua.kernel.ids import new_id
from motcua.kernel.moments import TZ, local
from motcua.kernel.refusal import Invalid, Refusal
from motcua.organisation import queries as organisation
from motcua.organisation.types import UnitUnknown
from motcua.parties import queries as parties
from motcua.parties.types import PersonFields

OPEN_STATES = frozenset({State.RECEIVED, State.PROCESSING, State.SUPPLEMENT, State.PAYMENT})
WAITING = frozenset({State.SUPPLEMENT, State.PAYMENT})
WITH_RESULT = frozenset({State.FINISHED, State.RETURNED, State.STOPPED})
ENDED = frozenset({State.RETURNED, State.WITHDRAWN})
#: A day without a time: office opens, for a promise office closes.
OPENS, CLOSES = time(8), time(17)
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ ,T]+(\d{1,2})[:hg](\d{2})(?::\d{2})?)?")
_TOLD = re.compile(r"(?P<at>[\dT/.:+-]+(?: \d{1,2}[:hg]\d{2}(?::\d{2})?)?)\s*[–—:-]?\s+(?P<text>.+)", re.DOTALL)
LONGEST_STORY = 2000
#: Letters that a column takes; what is longer is told, never cut.
LONGEST = {"result": 100, "submitter": 200, "asked": 500}
MOST_LEFT, MOST_OWED = 9999, 10**12
BY_NUMBER = {str(int(state)): state for state in State}
#: Whole đồng: «150000», «150.000», «150.000,00».
_OWED = re.compile(r"([0-9]{1,13}|[0-9]{1,3}(?:\.[0-9]{3}){1,4})(?:[.,]0{1,2})?")


class Wrong(Exception):
    """A value cannot be taken: what is wrong, and what to do."""

    def __init__(self, what: str, advice: str) -> None:
        super().__init__(what)
        self.what, self.advice = what, advice


@dataclass(slots=True)
class Reader:
    """Reads lines for a run at one moment, from a folder of scans; nothing is written but, when ``keeps``, scans' bytes."""

    at: datetime
    scans: Path | None = None
    keeps: bool = False
    _seen: dict[bytes, int] = field(default_factory=dict)
    _units: dict[tuple[str, date], UUID] = field(default_factory=dict)

    def read(self, line: Line) -> OldDossier | list[Fault]:
        """Return the dossier of a line, or everything that is wrong with it."""
        return _Reading(self, line).dossier()

    def seen_before(self, code: str, number: int) -> int | None:
        """Return the line in which a code stood before, and remember it."""
        key = hashlib.blake2b(code.encode(), digest_size=8).digest()
        first = self._seen.setdefault(key, number)
        return None if first == number else first

    def unit(self, text: str, on: date) -> UUID:
        """Return the unit that a code or e-identifier names. Raises Wrong."""
        key = (text, on)
        if key not in self._units:
            self._units[key] = _unit(text, on)
        return self._units[key]


def digest_of(line: Line) -> bytes:
    """Return the SHA-256 of what stands in a line, whatever the order of its columns."""
    return hashlib.sha256(json.dumps(dict(line.values), sort_keys=True, ensure_ascii=False).encode()).digest()


def moment_of(text: str, usual: time = OPENS) -> datetime:
    """Read «11/5/2020 09:10», «11/5/2020» or ISO on the province's clock. Raises Wrong."""
    found = _DAY.fullmatch(text)
    try:
        if found is None:
            read = datetime.fromisoformat(text)
            only_day = len(text) <= len("2020-05-11")
            return datetime.combine(read.date(), usual, TZ) if only_day else local(read)
        day, month, year, hour, minute = found.groups()
        at = time(int(hour), int(minute)) if hour else usual
        return datetime.combine(date(int(year), int(month), int(day)), at, TZ)
    except (ValueError, OverflowError):
        raise Wrong(_("Không đọc được «%(text)s».") % {"text": text[:40]}, _("Ghi như 11/05/2020 09:10.")) from None


def _unit(text: str, on: date) -> UUID:
    try:
        return organisation.unit_by_code(text).id
    except UnitUnknown:
        found = organisation.unit_bearing(text, on)
    if found is None:
        raise Wrong(
            _("Không có đơn vị nào mang mã «%(code)s».") % {"code": text[:40]},
            _("Ghi mã của đơn vị ở trang Đơn vị, hoặc gán mã cũ này cho đơn vị rồi chuyển lại."),
        )
    return found


class _Reading:
    """One line being read: values, and what was found wrong on the way."""

    def __init__(self, reader: Reader, line: Line) -> None:
        self.reader, self.line, self.values = reader, line, line.values
        self.code = line.values.get("code", "")
        self.faults: list[Fault] = []

    def dossier(self) -> OldDossier | list[Fault]:
        """Read everything, in the order in which one value needs another."""
        if self.line.broken:
            self._wrong("", self.line.broken, _("Sửa dòng này theo bảng các cột."))
            return self.faults
        for column in BY_KEY.values():
            if column.needed and column.key not in self.values:
                self._wrong(column.key, _("Trống."), _("Ghi %(name)s.") % {"name": column.name.lower()})
        moments = {key: self._moment(key) for key in ("received", "finished", "ended", "paused", "held")}
        moments["due"] = self._moment("due", CLOSES)
        received, state = moments["received"], self._state()
        self._check_code(received)
        owner = self._owner(received)
        if received is None or state is None:
            return self.faults
        self._check_moments(state, moments)
        version = self._procedure(received.date())
        place = self._place(version, state, received) if version else None
        if version and state in OPEN_STATES - WAITING and moments["due"] is None and version.has_limit:
            self._wrong("due", _("Trống."), _("Hồ sơ đang giải quyết phải có lúc hẹn trả đã ghi trên giấy hẹn."))
        values = self._rest(state)
        if self.faults or version is None or place is None or owner is None:
            return self.faults
        dossier, scans = new_id(), self._scans()
        if self.faults:
            return self.faults
        named = {name: moments[key] for name, key in _NAMES.items()}
        return OldDossier(
            id=dossier,
            line=self.line.number,
            digest=digest_of(self.line),
            code=self.code,
            procedure=version.id,
            owner=owner,
            received_at=received,
            state=state,
            scans=scans,
            **place,
            **named,
            **values,
        )

    def _rest(self, state: State) -> dict[str, Any]:
        """Return what stands in columns of their own."""
        owed = self._owed()
        if state is State.PAYMENT and not owed:
            self._wrong("owed", _("Trống."), _("Hồ sơ chờ nộp tiền phải có số tiền còn phải nộp."))
        left = self._left()
        if left is not None and state not in WAITING:
            self._wrong("left", _("Hồ sơ không tạm dừng mà có số ngày còn lại."), _("Xoá ô này, hoặc sửa trạng thái."))
        for key, most in LONGEST.items():
            if len(self.values.get(key, "")) > most:
                self._wrong(key, _("Dài quá %(most)s chữ.") % {"most": most}, _("Viết ngắn lại."))
        channel = CHANNELS.get(self.values.get("channel", "").lower())
        if channel is None:
            self._wrong("channel", _("Không rõ cách nộp."), _("Ghi «tại quầy», «trực tuyến» hoặc «bưu chính»."))
        return {
            "owed": owed,
            "left": left,
            "result_number": self.values.get("result", ""),
            "channel": channel,
            "submitter_name": self.values.get("submitter", ""),
            "asked": self.values.get("asked", ""),
            "story": self._story(),
        }

    def _wrong(self, column: str, what: str, advice: str) -> None:
        self.faults.append(Fault(self.line.number, self.code[:60], column, what, advice))

    def _try(self, column: str, read: Callable[[], Any]) -> Any:
        """Return what was read, or None with what is wrong written down."""
        try:
            return read()
        except Wrong as wrong:
            self._wrong(column, wrong.what, wrong.advice)
        except Refusal as refusal:
            self._wrong(column, refusal.sentence, _("Sửa ô này theo bảng các cột."))
        return None

    def _moment(self, key: str, usual: time = OPENS) -> datetime | None:
        text = self.values.get(key)
        found: datetime | None = self._try(key, lambda: moment_of(text, usual)) if text else None
        return found

    def _state(self) -> State | None:
        text = self.values.get("state", "").lower()
        if not text:
            return None
        found = STATES.get(text) or BY_NUMBER.get(text.lstrip("0"))
        if found is None:
            self._wrong(
                "state", _("Không rõ trạng thái «%(text)s».") % {"text": text[:40]}, _("Ghi theo bảng trạng thái.")
            )
        elif found not in STATES.values():
            self._wrong(
                "state",
                _("Hồ sơ chưa được tiếp nhận, hoặc đã huỷ tiếp nhận, không chuyển sang."),
                _("Bỏ dòng này; hồ sơ chưa tiếp nhận thì nộp lại trên hệ thống mới."),
            )
            return None
        return found

    def _check_code(self, received: datetime | None) -> None:
        if not self.code:
            return
        parts = dossiers.parts_of_code(self.code)
        if parts is None:
            self._wrong(
                "code",
                _("Không phải mã hồ sơ: sai dạng, hoặc ngày trong mã không có thật."),
                _("Chép lại mã trên giấy hẹn, ví dụ 000.00.00.H03-200511-0001, H03.12-200511-0001."),
            )
        elif received and parts[1] != received.date():
            self._wrong(
                "code",
                _("Ngày trong mã (%(day)s) khác ngày tiếp nhận.") % {"day": f"{parts[1]:%d/%m/%Y}"},
                _("Xem lại mã và lúc tiếp nhận trên giấy hẹn."),
            )
        if first := self.reader.seen_before(self.code, self.line.number):
            self._wrong("code", _("Mã này đã có ở dòng %(line)s.") % {"line": first}, _("Giữ một dòng, xoá dòng kia."))

    def _owner(self, received: datetime | None) -> PersonFields | None:
        names = ("name", "number", "birth", "phone", "email", "address")
        raw = {name: self.values.get(name, "") for name in names}
        kind = KINDS.get(self.values.get("kind", "").lower())
        if kind is None:
            self._wrong("kind", _("Không rõ loại chủ hồ sơ."), _("Ghi «công dân» hoặc «tổ chức»."))
        if not raw["name"]:
            return None
        try:
            return parties.clean_person({**raw, "kind": kind or "citizen"}, received.date() if received else None)
        except Invalid as problem:
            for name, sentence in problem.fields.items():
                self._wrong(name, _("Không đúng."), sentence)
        return None

    def _check_moments(self, state: State, moments: dict[str, datetime | None]) -> None:
        received = moments["received"]
        assert received is not None
        for key, found in moments.items():
            if found is None:
                continue
            if key != "due" and found > self.reader.at:
                self._wrong(key, _("Sau lúc chuyển."), _("Xem lại ngày giờ."))
            if found < received:
                self._wrong(key, _("Trước lúc tiếp nhận."), _("Xem lại ngày giờ."))
        calendar = organisation.calendar(organisation.province(self.reader.at.date()), self.reader.at.date())
        if received.date() < calendar.begins_on:
            self._wrong(
                "received",
                _("Trước ngày đầu của lịch làm việc (%(day)s).") % {"day": f"{calendar.begins_on:%d/%m/%Y}"},
                _("Thêm lịch làm việc của năm ấy, hoặc bỏ dòng này."),
            )
        for key, states, needed in (
            ("finished", WITH_RESULT, _("Ghi lúc có kết quả (lúc dừng).")),
            ("ended", ENDED, _("Ghi lúc trả kết quả (lúc rút).")),
            ("paused", WAITING, _("Ghi lúc bắt đầu tạm dừng.")),
        ):
            if state in states and key not in self.values:
                self._wrong(key, _("Trống mà trạng thái là %(state)s.") % {"state": int(state)}, needed)
            if state not in states and moments[key] is not None:
                self._wrong(
                    key,
                    _("Có giá trị mà trạng thái là %(state)s.") % {"state": int(state)},
                    _("Xoá ô này, hoặc sửa trạng thái."),
                )
        finished, ended = moments["finished"], moments["ended"]
        if finished and ended and ended < finished:
            self._wrong("ended", _("Trước lúc có kết quả."), _("Xem lại ngày giờ."))

    def _procedure(self, on: date) -> ProcedureVersion | None:
        code = self.values.get("procedure", "")
        if not code:
            return None
        try:
            return catalogue.in_force(code, on)
        except ProcedureUnknown:
            known = bool(catalogue.versions_of(code))
        day = f"{on:%d/%m/%Y}"
        what = _("Thủ tục không có bản công bố nào có hiệu lực ngày %(day)s.") if known else _("Không có thủ tục này.")
        self._wrong(
            "procedure", what % {"day": day}, _("Xem lại mã ở trang Thủ tục, hoặc nhập bản công bố của ngày ấy.")
        )
        return None

    def _place(self, version: ProcedureVersion, state: State, received: datetime) -> dict[str, Any] | None:
        """Return the units, the process and who has it now; units that are no more are followed to their heirs while it is open."""
        on, today, texts = received.date(), self.reader.at.date(), self.values
        if "unit" not in texts:
            return None
        then = self._try("unit", lambda: self.reader.unit(texts["unit"], on))
        if then is None:
            return None
        if not organisation.unit(then).is_alive(on):
            day = f"{on:%d/%m/%Y}"
            self._wrong(
                "unit", _("Đơn vị không có vào ngày %(day)s.") % {"day": day}, _("Ghi đơn vị tiếp nhận ngày ấy.")
            )
            return None
        decides = self._try("competent", lambda: self._competent(version, then, on))
        if decides is None:
            return None
        is_open = state not in ENDED
        unit = self._try("unit", lambda: organisation.competent_now(then, today)) if is_open else then
        competent = self._try("competent", lambda: organisation.competent_now(decides, today)) if is_open else decides
        if unit is None or competent is None:
            return None
        process = catalogue.process_for(version, receiving=then, on=on).id
        holder = self._holder(competent, on) if is_open else None
        if holder:
            self._check_holder(holder, dossiers.route_for(version.id, process, unit, competent))
        return {
            "received_unit": then,
            "unit": unit,
            "competent_unit": competent,
            "process": process,
            "holder": holder,
        }

    def _competent(self, version: ProcedureVersion, then: UUID, on: date) -> UUID:
        if text := self.values.get("competent"):
            return self.reader.unit(text, on)
        return catalogue.competent_unit(version, receiving=then, commune=None, on=on)

    def _holder(self, competent: UUID, on: date) -> Holder | None:
        """Return who has it: a post, a section's common desk, or the counter that received it."""
        today, texts = self.reader.at.date(), self.values
        section, post = texts.get("section", ""), texts.get("post", "")
        if not (section or post):
            return None
        there = competent
        if named := texts.get("holder"):
            found = self._try("holder", lambda: organisation.competent_now(self.reader.unit(named, on), today))
            if found is None:
                return None
            there = found
        posts = [one for one in organisation.posts(there, today) if not section or _same(one.section, section)]
        if not posts:
            self._wrong(
                "section", _("Đơn vị giữ không có phòng này."), _("Ghi tên phòng như ở trang Đơn vị, hoặc để trống.")
            )
            return None
        if not post:
            return Holder(there, Role.SPECIALIST, posts[0].section)
        chosen = next((one for one in posts if _same(one.name, post)), None)
        if chosen is None:
            self._wrong(
                "post", _("Đơn vị giữ không có vị trí này."), _("Ghi tên vị trí như ở trang Đơn vị, hoặc để trống.")
            )
            return None
        role = Role(chosen.role) if chosen.role in set(Role) else None
        if role is None:
            self._wrong("post", _("Vị trí này không giải quyết hồ sơ."), _("Ghi vị trí đang giữ hồ sơ, hoặc để trống."))
            return None
        return Holder(there, role, chosen.section, chosen.id if role is not Role.COUNTER else None)

    def _check_holder(self, holder: Holder, route: tuple[RouteStep, ...]) -> None:
        if dossiers.place_for(route, holder) is None:
            column = "post" if "post" in self.values else "section"
            self._wrong(
                column,
                _("Quy trình của thủ tục không có bước nào cho vị trí này ở đơn vị giữ."),
                _("Xem quy trình ở trang Thủ tục; ghi vị trí khác hoặc để trống (nằm ở quầy)."),
            )

    def _owed(self) -> int:
        """Return the đồng that are still to be paid."""
        text = re.sub(r"[\s đ]", "", self.values.get("owed", ""))
        if not text:
            return 0
        found = _OWED.fullmatch(text)
        if found and (owed := int(found[1].replace(".", ""))) <= MOST_OWED:
            return owed
        self._wrong("owed", _("Phải là một số đồng chẵn, không âm."), _("Ghi bằng chữ số, ví dụ 150000 hoặc 150.000."))
        return 0

    def _left(self) -> Decimal | None:
        """Return the working days that were left."""
        text = self.values.get("left", "")
        if not text:
            return None
        try:
            found = Decimal(text.replace(",", "."))
        except InvalidOperation:
            found = Decimal(-1)
        if not found.is_finite() or not 0 <= found <= MOST_LEFT:
            self._wrong("left", _("Phải là một số không âm."), _("Ghi bằng chữ số, ví dụ 3 hoặc 2,5."))
            return None
        return found

    def _story(self) -> tuple[tuple[datetime, str], ...]:
        """Return what happened, also before the receipt (a draft, a call); what is too long for one note goes on in the next."""
        found = []
        for told in re.split(r"\n|\|", self.values.get("story", "")):
            if not told.strip():
                continue
            parts = _TOLD.fullmatch(told.strip())
            at = self._try("story", lambda parts=parts: moment_of(parts["at"].strip())) if parts else None
            if parts is None:
                self._wrong(
                    "story", _("Dòng diễn biến không bắt đầu bằng ngày giờ."), _("Ghi «11/05/2020 09:10 – câu».")
                )
            elif at is not None and at > self.reader.at:
                self._wrong("story", _("Diễn biến sau lúc chuyển."), _("Xem lại ngày giờ."))
            elif at is not None:
                text = parts["text"].strip()
                found += [(at, text[first : first + LONGEST_STORY]) for first in range(0, len(text), LONGEST_STORY)]
        return tuple(sorted(found, key=lambda one: one[0]))

    def _scans(self) -> tuple[tuple[str, Any], ...]:
        found = []
        for named in filter(None, (one.strip() for one in self.values.get("scans", "").split(";"))):
            name, _mark, file = (part.strip() for part in named.rpartition("="))
            taken = self._try("scans", lambda file=file: self._scan(file))
            if taken is not None:
                found.append((name or Path(file).stem, taken))
        return tuple(found) if self.reader.keeps else ()

    def _scan(self, name: str) -> Any:
        path = _within(self.reader.scans, name)
        if path is None:
            raise Wrong(
                _("Không có tệp «%(name)s» trong thư mục bản quét.") % {"name": name[:80]},
                _("Chép tệp vào thư mục bản quét (--scans), hoặc xoá tên này."),
            )
        with path.open("rb") as stream:
            if self.reader.keeps:
                return store.take_in(name=name, stream=stream, length=path.stat().st_size)
            if files.kind_of(stream) is None:
                raise Wrong(
                    _("Tệp «%(name)s» không phải PDF hay ảnh.") % {"name": name[:80]}, _("Quét lại, hoặc xoá tên này.")
                )
        return name


#: Moments of an old dossier by the column that they stand in.
_NAMES = {
    "due_at": "due",
    "finished_at": "finished",
    "ended_at": "ended",
    "paused_since": "paused",
    "held_since": "held",
}


def _same(one: str, other: str) -> bool:
    return parties.plain(one) == parties.plain(other)


def _within(folder: Path | None, name: str) -> Path | None:
    """Return the file of a name in a folder or below it, None where there is none that can be read."""
    if folder is None:
        return None
    try:
        path = folder / name
        is_there = path.resolve().is_relative_to(folder.resolve()) and path.is_file()
    except (OSError, ValueError):  # a name that no file can bear
        return None
    return path if is_there and os.access(path, os.R_OK) else None
