"""The province of Bắc Kạn with a few invented people in it, at eight o'clock of 11 May 2020."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from uuid import UUID

from motcua.clocks.folder.reader import read_folder
from motcua.clocks.folder.shipped import SHIPPED
from motcua.identity import queries, services
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.kernel.moments import TZ
from motcua.organisation import queries as organisation
from motcua.organisation import services as organisation_services
from motcua.organisation.types import UnitUnknown

AT = datetime(2020, 5, 11, 8, 0, tzinfo=TZ)
TODAY = AT.date()
PASSWORD = "một câu dài dễ nhớ"

QUANG_KHE, OTHER_COMMUNE, BA_BE, PROVINCE = "BK-01924", "BK-01927", "BK-061", "BK"

_FOLDER = read_folder(SHIPPED)
_numbers = count(1)


def load_province():
    """Bring the units and posts in, once a database."""
    try:
        organisation.unit_by_code(PROVINCE)
    except (UnitUnknown, LookupError):
        organisation_services.load(actor=SYSTEM, folder=_FOLDER, at=AT)


def shift_seconds():
    """Return the shift that makes the business clock show AT now."""
    return str((AT - moments.machine_now()).total_seconds())


@dataclass(frozen=True)
class Somebody:
    """An invented person with an appointment."""

    id: UUID
    username: str
    name: str
    post: UUID
    unit: UUID
    appointment: UUID

    def actor(self, at=AT):
        return queries.actor_for(self.id, self.post, at)


def unit(code):
    return organisation.unit_by_code(code).id


def post(code, role):
    return organisation.posts(unit(code), TODAY, role=role)[0]


def somebody(role="counter", code=QUANG_KHE, *, name="Nông Thị Hạnh", password=None, is_demo=False, **appointment):
    """Make somebody who holds the first post of this role in a unit."""
    username = f"nguoi{next(_numbers)}"
    account = services.create_account(
        actor=SYSTEM, at=AT, username=username, name=name, password=password, is_demo=is_demo
    )
    place = post(code, appointment.pop("post_role", role))
    made = services.appoint(
        actor=SYSTEM,
        at=AT,
        account=account,
        post=place.id,
        roles=[role],
        **{"valid_from": date(2020, 1, 1), **appointment},
    )
    return Somebody(account, username, name, place.id, place.unit_id, made)


def day(text):
    return datetime.fromisoformat(text).replace(tzinfo=TZ, hour=8)


YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
