"""What passes between parties and other modules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from motcua.kernel.refusal import Invalid, NotFound, Refusal

Kind = Literal["citizen", "organisation"]
Sex = Literal["", "male", "female"]

KINDS: tuple[Kind, ...] = ("citizen", "organisation")
SEXES: tuple[Sex, ...] = ("", "male", "female")

#: The stream of the ledger, and the kind of a look, at one person.
STREAM = "parties.person"

#: Acts of this module; identity lists them itself, because it stands above.
LOOK = "parties.look"
CORRECT = "parties.correct"
ACTS: tuple[tuple[str, str], ...] = (
    (LOOK, gettext_noop("Tìm và xem công dân, tổ chức")),
    (CORRECT, gettext_noop("Sửa thông tin công dân, tổ chức")),
)
ROLES: dict[str, frozenset[str]] = {
    "counter": frozenset({LOOK, CORRECT}),
    "postal": frozenset({LOOK}),
    "specialist": frozenset({LOOK}),
    "section_head": frozenset({LOOK}),
    "leader": frozenset({LOOK}),
}


@dataclass(frozen=True, slots=True)
class PersonFields:
    """A person as entered, cleaned: what ``rules.clean_person`` gives and ``rules.row_of`` takes.

    ``birth`` is «1980-09-05», «1980-09» or «1980»; ``number`` an identity number, passport or tax code without
    blanks; ``phone`` digits only, beginning with 0; ``representative`` who speaks for an organisation.
    """

    kind: Kind
    name: str
    birth: str = ""
    sex: Sex = ""
    ethnic: str = ""
    number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    commune_id: UUID | None = None
    representative: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A person in law, decrypted for somebody who may see it."""

    id: UUID
    kind: Kind
    name: str
    birth: str
    sex: Sex
    ethnic: str
    number: str
    phone: str
    email: str
    address: str
    commune_id: UUID | None
    representative: str
    revision: int
    is_erased: bool = False


@dataclass(frozen=True, slots=True)
class PersonHit:
    """A line of a search: enough to tell two people apart, no more. ``number_end`` is the last three signs."""

    id: UUID
    kind: Kind
    name: str
    birth: str
    commune_id: UUID | None
    number_end: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """A person as recorded until a moment."""

    name: str
    phone: str
    address: str
    commune_id: UUID | None
    until: datetime


class InvalidPerson(Invalid):
    """What was entered about a person cannot be taken as it is."""

    kind: ClassVar[str] = "invalid-person"


class PersonUnknown(NotFound):
    """There is no such person, or not for this actor."""

    kind: ClassVar[str] = "person-not-found"

    def __init__(self) -> None:
        super().__init__(_("Không tìm thấy người này. Tìm lại theo tên, số giấy tờ hoặc số điện thoại."))


class NumberOfAnother(Refusal):
    """The number belongs to somebody recorded under another name."""

    kind: ClassVar[str] = "number-of-another"
    status: ClassVar[int] = 409

    def __init__(self) -> None:
        super().__init__(
            _(
                "Số giấy tờ này đã ghi cho người mang tên khác. Xem lại số trên giấy; nếu đúng là một người, "
                "đánh dấu «Đúng người này, sửa tên»."
            ),
            field="number",
        )


class ErasedAlready(Refusal):
    """The person's record was erased: nothing can be corrected or erased any more."""

    kind: ClassVar[str] = "person-erased"
    status: ClassVar[int] = 410

    def __init__(self) -> None:
        super().__init__(_("Dữ liệu của người này đã xoá. Người ấy nộp hồ sơ mới thì ghi lại từ giấy tờ."))


#: ``parties_take`` raises a unique violation with this constraint name; refuse with NumberOfAnother.
NUMBER_CONSTRAINT = "parties_number_once"
