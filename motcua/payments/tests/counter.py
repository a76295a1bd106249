"""A counter with cashiers, for stories about money; the owners are nobody's ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from uuid import UUID

from motcua.identity import queries as identity
from motcua.identity.services import create_people
from motcua.identity.types import NewAppointment, NewPerson
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.ids import new_id
from motcua.kernel.moments import local
from motcua.kernel.statements import row, run
from motcua.organisation import queries as organisation
from motcua.payments import queries, services
from motcua.payments.types import Due, DueIn, Method, Money, Taking
from motcua.payments.writing import as_json

DAY = date(2020, 5, 11)
KIND = "payments.test"
#: Where the caller puts the postage among an owner's lines.
POSTAGE = 90
_numbers = count(1)


def at(text: str) -> datetime:
    """Read «2020-05-11 09:10» on the province's clock."""
    return local(datetime.fromisoformat(text))


def unit_named(name: str) -> UUID:
    return next(unit.id for unit in organisation.units(DAY) if unit.name == name)


def person(unit: UUID, role: str) -> Actor:
    """Give a post of a unit one more holder."""
    post = organisation.posts(unit, DAY, role=role)[0]
    new = NewPerson(
        f"thungan{next(_numbers)}",
        "Hứa Thị Thuỷ",
        (NewAppointment(post.id, unit, frozenset({role}), date(2016, 1, 1)),),
    )
    (account,) = create_people(actor=SYSTEM, at=at("2020-01-01 07:00"), rows=[new])
    return identity.actor_for(account, post.id, at("2020-05-11 08:00"))


def postage_line(amount: int) -> Due:
    return Due(POSTAGE, "Cước bưu chính trả kết quả", "postage", amount, 1, amount, assumed=True)


def in_json(call):
    """Write a call's rows as the statement of its caller does."""
    return {name: as_json(value) for name, value in call.values.items()}


@dataclass
class Counter:
    """A unit whose counter takes money."""

    unit: UUID
    agency: UUID

    def due(self, amount: int, position: int = 1) -> Due:
        return Due(position, f"Lệ phí {position}", "fee", amount, 1, amount)

    def takes(
        self,
        cashier: Actor,
        *amounts: int,
        when: str = "2020-05-11 09:10",
        method: Method = Method.CASH,
        owner: UUID | None = None,
        receipt: UUID | None = None,
        agency: UUID | None = None,
        reference: str = "FT1",
        postage: int = 0,
    ) -> dict[str, object]:
        """Take money and return what the statement drew."""
        taken = Taking(
            id=receipt or new_id(),
            owner_kind=KIND,
            owner=owner or new_id(),
            subject="900.05.03.H03-200511-0001",
            unit=self.unit,
            competent_unit=agency or self.agency,
            lines=(
                *((self.due(amount, place), amount) for place, amount in enumerate(amounts, start=1)),
                *(((postage_line(postage), postage),) if postage else ()),
            ),
            method=method,
            payer={"name": "Triệu Mùi Khé"},
            head={"superior": "", "agency": "UBND xã", "desk": "", "place": "Quảng Khê", "day": "2020-05-11"},
            procedure="Chứng thực chữ ký",
            reference=reference,
        )
        call = services.taking(actor=cashier, at=at(when), taken=taken)
        found = row(f"select {call.sql}::text as drawn", in_json(call))
        import json

        return json.loads(found["drawn"])

    def sets(self, owner: UUID, lines: Sequence[DueIn], money: Money) -> None:
        call, _money = services.setting(
            actor=self.cashier,
            at=at("2020-05-11 09:00"),
            owner_kind=KIND,
            owner=owner,
            unit=self.unit,
            money=money,
            lines=lines,
        )
        run(f"select {call.sql}", in_json(call))

    def cancels(self, cashier: Actor, owner: UUID, receipt: UUID, when: str, reason: str = "Ghi nhầm.") -> None:
        call = services.cancelling(
            actor=cashier, at=at(when), unit=self.unit, money=money_of(owner), receipt=receipt, reason=reason
        )
        row(f"select {call.sql}", in_json(call))


def money_of(owner: UUID) -> Money:
    import json

    return queries.money_from(json.loads(row("select payments_of(%s, %s)::text as m", [KIND, owner])["m"]))
