"""What a list of people would do, line by line, before anything is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.identity import rules
from motcua.identity.roster import Held, Person, roster
from motcua.identity.types import Acts, NewAppointment, Role
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.organisation import queries as organisation
from motcua.organisation.types import Post, UnitUnknown
from motcua.ui.spreadsheet import Rows, day_of

#: The columns, by the heading in small letters without accents.
COLUMNS = {
    "ten dang nhap": "username",
    "ho va ten": "name",
    "ho ten": "name",
    "ma don vi": "unit",
    "vi tri": "post",
    "vai tro": "role",
    "tu ngay": "valid_from",
    "den ngay": "valid_to",
}
NEEDED = ("username", "name", "unit", "post")
HEADINGS = ("Tên đăng nhập", "Họ và tên", "Mã đơn vị", "Vị trí", "Vai trò", "Từ ngày", "Đến ngày")
NEW, APPOINTS, SAME, WRONG = "new", "appoints", "same", "wrong"


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One line: what will happen (``new``, ``appoints``, ``same``) or what is ``wrong``, in a sentence, with its column."""

    line: int
    username: str
    name: str
    what: str
    sentence: str
    column: str = ""
    account: UUID | None = None
    appointment: NewAppointment | None = None


class _Wrong(Exception):
    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column, self.sentence = column, sentence


def import_lines(actor: Actor, rows: Rows, at: datetime) -> tuple[ImportLine, ...]:
    """Return what each line of a list would do for this actor; ``rows`` as ``spreadsheet.read`` gives them, headings first."""
    if not rows:
        return (ImportLine(1, "", "", WRONG, _("Tệp không có dòng nào.")),)
    (first, headings), *lines = rows
    columns = {COLUMNS.get(rules.plain(heading)): place for place, heading in enumerate(headings)}
    for needed in NEEDED:
        if needed not in columns:
            sentence = _("Thiếu cột «%(column)s». Dòng đầu là tên cột: %(all)s.")
            words = {"column": _heading(needed), "all": ", ".join(HEADINGS)}
            return (ImportLine(first, "", "", WRONG, sentence % words, _heading(needed)),)
    reading = _Reading(actor, local(at).date())
    found = []
    for number, cells in lines:
        values = {key: cells[place] if place < len(cells) else "" for key, place in columns.items() if key}
        found.append(reading.line(number, values))
    return tuple(found) or (ImportLine(first, "", "", WRONG, _("Tệp chỉ có dòng tên cột.")),)


def _heading(key: str) -> str:
    return {
        key: heading
        for heading, key in zip(
            HEADINGS, ("username", "name", "unit", "post", "role", "valid_from", "valid_to"), strict=True
        )
    }[key]


class _Reading:
    """One reading of a list; remembers what earlier lines of it will make."""

    def __init__(self, actor: Actor, on: date) -> None:
        self.actor, self.on = actor, on
        self.people: dict[str, Person] = {person.username: person for person in roster().people.values()}
        self.coming: dict[str, tuple[str, int]] = {}
        self.places: list[tuple[str, NewAppointment]] = []

    def line(self, number: int, values: dict[str, str]) -> ImportLine:
        username, name = values["username"].lower(), " ".join(values["name"].split())
        try:
            what, sentence, account, made = self._read(number, username, name, values)
        except _Wrong as wrong:
            return ImportLine(number, username, name, WRONG, wrong.sentence, _heading(wrong.column))
        if made:
            self.places.append((username, made))
        return ImportLine(number, username, name, what, sentence, "", account, made)

    def _read(
        self, number: int, username: str, name: str, values: dict[str, str]
    ) -> tuple[str, str, UUID | None, NewAppointment | None]:
        if not username or " " in username:
            raise _Wrong("username", _("Tên đăng nhập để trống hoặc có dấu cách."))
        if not name:
            raise _Wrong("name", _("Chưa có họ và tên."))
        post = self._post(values)
        made = self._appointment(post, values)
        place = {"post": post.name, "unit": organisation.short_name(post.unit_id)}
        known = self.people.get(username)
        if known is not None:
            if not known.is_active:
                raise _Wrong("username", _("Tài khoản «%(username)s» đã đóng.") % {"username": username})
            if rules.plain(known.name) != rules.plain(name):
                sentence = _("Tên đăng nhập «%(username)s» đã là của %(name)s. Chọn tên đăng nhập khác.")
                raise _Wrong("username", sentence % {"username": username, "name": known.name})
            if any(_is_same(held, made) for held in roster().by_account.get(known.id, ())):
                return SAME, _("Đã có, không đổi: %(post)s, %(unit)s.") % place, known.id, None
            self._not_twice(username, made)
            return APPOINTS, _("Tài khoản đã có, sẽ bổ nhiệm thêm: %(post)s, %(unit)s.") % place, known.id, made
        earlier = self.coming.get(username)
        if earlier is not None and earlier[0] != rules.plain(name):
            sentence = _("Tên đăng nhập này đã dùng cho người khác ở dòng %(line)s.")
            raise _Wrong("username", sentence % {"line": earlier[1]})
        self._not_twice(username, made)
        self.coming.setdefault(username, (rules.plain(name), number))
        return NEW, _("Sẽ tạo tài khoản và bổ nhiệm: %(post)s, %(unit)s.") % place, None, made

    def _post(self, values: dict[str, str]) -> Post:
        try:
            unit = organisation.unit_by_code(values["unit"])
        except UnitUnknown as problem:
            raise _Wrong("unit", _("Không có đơn vị mang mã «%(code)s».") % {"code": values["unit"]}) from problem
        if not unit.is_alive(self.on):
            raise _Wrong("unit", _("%(unit)s không còn hoạt động.") % {"unit": organisation.short_name(unit.id)})
        if not access.judge(self.actor, Acts.ACCOUNTS, unit.id):
            sentence = _("%(unit)s không thuộc phạm vi bạn quản trị.")
            raise _Wrong("unit", sentence % {"unit": organisation.short_name(unit.id)})
        posts = organisation.posts(unit.id, self.on)
        wanted = rules.plain(values["post"])
        found = [
            post for post in posts if wanted in {rules.plain(post.name), rules.plain(f"{post.section}: {post.name}")}
        ]
        if len(found) == 1:
            return found[0]
        choices = "; ".join(
            dict.fromkeys(f"{post.section}: {post.name}" if post.section else post.name for post in posts)
        )
        if found:
            sentence = _("Có nhiều vị trí tên «%(post)s». Ghi rõ bộ phận, ví dụ: %(choices)s.")
            choices = "; ".join(f"{post.section}: {post.name}" for post in found)
        else:
            sentence = _("Đơn vị này không có vị trí «%(post)s». Các vị trí: %(choices)s.")
        raise _Wrong("post", sentence % {"post": values["post"], "choices": choices})

    def _appointment(self, post: Post, values: dict[str, str]) -> NewAppointment:
        role = values.get("role", "")
        by_words = {rules.plain(known.words): known.value for known in Role} | {
            known.value: known.value for known in Role
        }
        if role and rules.plain(role) not in by_words:
            sentence = _("Không có vai trò «%(role)s». Chọn một trong: %(choices)s.")
            raise _Wrong("role", sentence % {"role": role, "choices": ", ".join(known.words for known in Role)})
        begins = self._day(values, "valid_from") or self.on
        ends = self._day(values, "valid_to")
        if ends is not None and ends < begins:
            raise _Wrong("valid_to", _("Ngày kết thúc trước ngày bắt đầu."))
        roles = frozenset({by_words[rules.plain(role)] if role else post.role})
        return NewAppointment(post.id, post.unit_id, roles, begins, ends)

    def _day(self, values: dict[str, str], key: str) -> date | None:
        text = values.get(key, "")
        if not text:
            return None
        day = day_of(text)
        if day is None:
            raise _Wrong(key, _("«%(text)s» không phải là ngày. Viết như 11/5/2020.") % {"text": text})
        return day

    def _not_twice(self, username: str, made: NewAppointment) -> None:
        for name, earlier in self.places:
            if name == username and earlier.post == made.post and earlier.roles & made.roles:
                raise _Wrong("post", _("Dòng này lặp lại một dòng phía trên."))


def _is_same(held: Held, made: NewAppointment) -> bool:
    period = (made.valid_from, made.valid_to)
    lives = held.valid_to is None or held.valid_to >= held.valid_from
    meets = rules.overlap(period, (held.valid_from, held.valid_to))
    return held.post == made.post and bool(held.roles & made.roles) and lives and meets


def faults(lines: Sequence[ImportLine]) -> tuple[ImportLine, ...]:
    """Return the lines that are wrong."""
    return tuple(line for line in lines if line.what == WRONG)
