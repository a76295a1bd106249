"""The counter's own language for stories: real units, real procedures, invented people, fixed moments."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from typing import Any
from uuid import UUID

from django.db import connection

from motcua.catalogue import queries as catalogue
from motcua.dossiers import queries, services
from motcua.dossiers.record import Record, load
from motcua.dossiers.services.receiving import HANDED_IN
from motcua.dossiers.types import PaperIn, Person, ProofKind, Received, Reception
from motcua.identity import queries as identity
from motcua.identity.services import create_people
from motcua.identity.types import NewAppointment, NewPerson
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.ids import new_id
from motcua.kernel.moments import local
from motcua.organisation import queries as organisation
from motcua.organisation.types import Unit

#: Xã Quảng Khê and its neighbour in the same district, both alive on the day of the stories.
COMMUNE, FOREIGN = "Xã Quảng Khê", "Xã Đồng Phúc"
DAY = date(2020, 5, 11)
BEGIN = datetime(2020, 1, 1, 7)

BIRTH, SINGLE, RENEW = "1.001193", "1.004873", "1.004884"
_numbers = count(1)
_open: dict[str, OneStop] = {}


def at(text: str) -> datetime:
    """Read «2020-05-11 09:10» on the province's clock."""
    return local(datetime.fromisoformat(text))


@dataclass
class OneStop:
    """A commune with its people, ready to receive."""

    unit: Unit
    cast: dict[tuple[UUID, str], list[Actor]] = field(default_factory=dict)

    @classmethod
    def open(cls) -> OneStop:
        """Bring the people of two communes, the district above and the provincial centre to their desks, once a database."""
        name = str(connection.settings_dict["NAME"])
        if name not in _open:
            _open.clear()
            _open[name] = cls._opened()
        return _open[name]

    @classmethod
    def _opened(cls) -> OneStop:
        stop = cls(unit_named(COMMUNE))
        district = organisation.district_of(stop.unit.id, DAY)
        centre = organisation.receiving_centre(DAY)
        units = [stop.unit.id, unit_named(FOREIGN).id, district, centre]
        for unit in filter(None, units):
            stop.seat(unit)
        return stop

    def seat(self, unit: UUID, on: date = DAY) -> None:
        """Give every post that a unit has on a day an invented holder."""
        if any(known == unit for known, _role in self.cast):
            return
        posts = organisation.posts(unit, on)
        rows = [
            NewPerson(
                f"nguoi{next(_numbers)}",
                f"Nông Văn {post.name[:20]}",
                (NewAppointment(post.id, unit, frozenset({post.role}), date(2016, 1, 1)),),
            )
            for post in posts
        ]
        accounts = create_people(actor=SYSTEM, at=local(BEGIN), rows=rows)
        for account, post in zip(accounts, posts, strict=True):
            actor = identity.actor_for(account, post.id, at(f"{on} 08:00"))
            self.cast.setdefault((unit, post.role), []).append(actor)

    def person(self, role: str, unit: UUID | None = None, *, section: str | None = None) -> Actor:
        """Return somebody with this role: of the commune, or of another unit."""
        known = self.cast[unit or self.unit.id, role]
        return next(actor for actor in known if section is None or actor.section == section)

    @property
    def clerk(self) -> Actor:
        """The counter's clerk."""
        return self.person("counter")

    @property
    def specialist(self) -> Actor:
        """A specialist of the commune."""
        return self.person("specialist")

    @property
    def leader(self) -> Actor:
        """The commune's leader."""
        return self.person("leader")

    @property
    def stranger(self) -> Actor:
        """The clerk of a neighbouring commune."""
        return self.person("counter", unit_named(FOREIGN).id)

    def reception(self, procedure: str = RENEW, *, on: date = DAY, **changes: Any) -> Reception:
        """Return a reception with an invented person and every paper that must be there."""
        version = catalogue.in_force(procedure, on)
        case = changes.pop("case", version.cases[0].label if version.cases else "")
        papers = tuple(
            PaperIn(place, paper.name, originals=1, paper=paper.id)
            for place, paper in enumerate(
                (p for p in version.papers(case) if p.required == "yes" and p.kind in HANDED_IN), start=1
            )
        ) or (PaperIn(1, "Tờ khai", originals=1),)
        number = next(_numbers)
        values: dict[str, Any] = {
            "id": new_id(),
            "unit": self.unit.id,
            "procedure": version.id,
            "owner": {
                "name": "Triệu Mùi Khé",
                "birth": "1996",
                "number": f"{95_000_000_000 + number:012d}",
                "phone": "0900000001",
            },
            "papers": papers,
            "case": case,
        }
        return Reception(**(values | changes))

    def receives(self, procedure: str = RENEW, *, when: str = "2020-05-11 09:10", **changes: Any) -> Received:
        """Receive at the counter."""
        return services.receive(
            actor=self.clerk, at=at(when), reception=self.reception(procedure, on=at(when).date(), **changes)
        )

    def hands_over(self, number: str, when: str = "2020-05-11 10:00") -> Record:
        """Hand over from the counter."""
        return services.hand_over(actor=self.clerk, at=at(when), number=number)

    def examines(self, number: str, when: str = "2020-05-11 10:30") -> Record:
        """Take the work up."""
        return services.take_up(actor=self.specialist, at=at(when), number=number)

    def proposes(self, number: str, when: str = "2020-05-12 09:00") -> Record:
        """Propose for signature."""
        return services.propose(actor=self.specialist, at=at(when), number=number)

    def approves(self, number: str, when: str = "2020-05-13 09:00") -> Record:
        """Sign."""
        return services.approve(actor=self.leader, at=at(when), number=number)

    def returns(self, number: str, when: str = "2020-05-13 14:00", name: str = "Triệu Mùi Khé") -> Record:
        """Hand the result over."""
        recipient = Person(name, ProofKind.RECEIPT)
        return services.return_result(
            actor=self.clerk, at=at(when), number=number, recipient=recipient, told="Gọi 0900000001, gặp bà Khé."
        )

    def brings_to_signature(self, **changes: Any) -> str:
        """Receive, hand over, take up, propose: it lies on the leader's desk."""
        number = self.receives(**changes).code
        self.hands_over(number)
        self.examines(number)
        self.proposes(number)
        return number


def unit_named(name: str, on: date = DAY) -> Unit:
    """Return a unit by its name on the day."""
    return next(unit for unit in organisation.units(on) if unit.name == name)


def stored(number: str) -> Record:
    """Read a dossier as it is stored."""
    record = load(number=number)
    assert record is not None
    return record


__all__ = ["OneStop", "at", "queries", "stored", "unit_named"]
