"""Rate how a dossier was handled: by the receipt's token, or from a slip that a clerk enters; once, and kept apart from the dossier."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from motcua.dossiers import queries as dossiers
from motcua.dossiers.queries import Rateable
from motcua.dossiers.types import NoSuchDossier
from motcua.kernel import access, statements
from motcua.kernel.act import act, not_an_act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.moments import local
from motcua.kernel.refusal import Invalid
from motcua.ledger import services as ledger
from motcua.organisation import queries as organisation
from motcua.ratings import rules
from motcua.ratings.models import Rating
from motcua.ratings.types import ENTER, SLIP, NotYetRateable, RatedAlready, Said, Source

#: More bodies than this nobody counts.
MOST = 20
GIVE = "insert into ratings_given (dossier_id) values (%s) on conflict do nothing"


@act
def rate(*, actor: Actor, at: datetime, token: str, said: Said, source: Source = Source.ONLINE) -> None:
    """Rate by the token of the receipt, without an account; no line of the ledger, no name, no moment is kept (NĐ 61/2018 Đ27.3).

    Refuses with NoSuchDossier, NotYetRateable (no result yet), RatedAlready, Invalid (no level for the whole, more than
    ``MOST`` bodies).
    """
    del actor
    found = dossiers.rateable(token=token)
    if found is None:
        raise NoSuchDossier
    _write(found, said, source, at)


@act
def enter_slip(*, actor: Actor, at: datetime, number: str, said: Said, source: Source = Source.SLIP) -> None:
    """Enter a paper slip about a dossier that the actor's unit, or one in whose place it stands, received; the ledger says that a slip was entered, not which.

    Refuses as ``rate`` does, and with NotAllowed.
    """
    access.require(actor, ENTER, actor.unit)
    found = dossiers.rateable(number=number.strip().upper()) if number.strip() else None
    if found is None or organisation.stands_for(found.receiving, local(at).date()) != actor.unit:
        raise Invalid({"number": _("Đơn vị không tiếp nhận hồ sơ nào mang mã này. Xem lại mã ở đầu giấy hẹn.")})
    _write(found, said, source, at)
    ledger.write(actor, "ratings.slip_entered", kind=SLIP, stream=new_id(), seq=1, at=at, source=source.value)


def _write(found: Rateable, said: Said, source: Source, at: datetime) -> None:
    rating = rating_of(found, said, source, at)
    if not statements.run(GIVE, [found.dossier]):
        raise RatedAlready
    rating.save(force_insert=True)


@not_an_act("a pure step: a rating as its row")
def rating_of(found: Rateable, said: Said, source: Source, at: datetime) -> Rating:
    """Return what somebody says of a dossier, as its row. Refuses with NotYetRateable, Invalid.

    It stands under the quarter in which it is given: what was told of a quarter that is over never changes by one.
    """
    if found.ended_at is None:
        raise NotYetRateable
    known = {question.code for question in rules.questions(local(at).date())}
    if said.overall is None:
        raise Invalid({"overall": _("Chọn một mức hài lòng chung.")})
    if said.bodies is not None and not 0 <= said.bodies <= MOST:
        raise Invalid({"bodies": _("Ghi số cơ quan từ 0 đến %(most)s.") % {"most": MOST}})
    given = _quarter(at)
    return Rating(
        id=_random(),
        unit_id=found.unit,
        procedure_id=found.version,
        # In a later quarter the post may be somebody else's.
        post_id=found.post if given == _quarter(found.ended_at) else None,
        year=given[0],
        quarter=given[1],
        source=source,
        overall=said.overall,
        bodies=None if said.bodies is None else rules.points_of_bodies(said.bodies),
        conduct=rules.points_of_conduct(found.in_time, complains=said.complains),
        answers={code: int(level) for code, level in (said.answers or {}).items() if code in known},
    )


def _quarter(at: datetime) -> tuple[int, int]:
    """Return year and quarter of a moment."""
    on = local(at)
    return on.year, (on.month + 2) // 3


def _random() -> UUID:
    """Return an id that tells no moment: the usual ones carry theirs."""
    return uuid4()
