"""Send by public post: a parcel with the result, or with the slip of a dossier that came by post; returned when delivered."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from motcua.dossiers import custody, printing
from motcua.dossiers.deeds import begin
from motcua.dossiers.record import Record, load
from motcua.dossiers.sending import usual_address, what_goes
from motcua.dossiers.services.fees import payer_of, taking
from motcua.dossiers.services.return_result import check_paid, delivery_row
from motcua.dossiers.types import KIND, Deed, Person, ProofKind, State
from motcua.dossiers.writing import write
from motcua.kernel.act import act, not_an_act
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.parties import queries as parties
from motcua.payments.types import Method
from motcua.postal import queries as postal
from motcua.postal import services as posting
from motcua.postal.types import Address, What


@act
def send_by_post(
    *,
    actor: Actor,
    at: datetime,
    number: str,
    to: Address | None = None,
    collect: bool = False,
    revision: int | None = None,
) -> Record:
    """Make a parcel ready: the result, or the slip that asks for papers or refuses, where the dossier came by post.

    ``to`` is by default the wish at reception. What the law says of money holds here as at the counter: a result goes
    out when what is owed is paid, or with ``collect`` the post takes it at the door (NĐ 61/2018 Đ22.1). Refuses with
    PostInvalid (no name, no address), Unpaid, OriginalsOutstanding, AlreadyUnderWay, and as ``deeds.begin`` does.
    """
    record = begin(actor, number, Deed.SEND_BY_POST, revision=revision)
    what = what_goes(record)
    collects = record.life.money.outstanding(record.life.fee) if collect and what is What.RESULT else 0
    if what is What.RESULT:
        custody.check_given_back(record.life)
        if not collects:
            check_paid(record, at)
    parcel = posting.make_parcel(
        actor=actor,
        at=at,
        owner_kind=KIND,
        owner=record.id,
        label=record.number,
        unit=record.unit,
        what=what,
        to=to or usual_address(actor, record),
        collects=collects,
    )
    return write(
        record,
        record.life,
        actor=actor,
        at=at,
        verb="dossiers.parcel_made",
        facts={"parcel": parcel, "what": what, "collects": collects},
    )


@not_an_act("follows from the post's line in the ledger, within the reader that brings it; safe to run twice")
def settle_collected(*, actor: Actor, at: datetime, dossier: UUID, parcel: UUID) -> bool:
    """Take what the post collected with a parcel it has delivered: a receipt by the post, and the due is settled.

    Answers whether it did: once a parcel, and nothing where it collected nothing. What is owed stood still meanwhile
    (``rules.is_collected``).
    """
    record = load(dossier_id=dossier, lock=True)
    found = next((one for one in record.life.parcels if one.id == parcel and one.collects), None) if record else None
    if record is None or found is None or not record.life.money.outstanding(record.life.fee):
        return False
    receipt = uuid5(parcel, "collected")
    if any(known.id == receipt for known in record.life.money.receipts):
        return False
    at, reference = local(at), found.tracking or found.reference
    payer = printing.payer(parties.person_for(actor, payer_of(record), at=at))
    call, money = taking(
        record, actor=actor, at=at, payer=payer, receipt=receipt, method=Method.POST, reference=reference
    )
    write(
        record,
        replace(record.life, money=money),
        actor=actor,
        at=at,
        verb="dossiers.fee_collected",
        facts={"method": Method.POST, "parcel": parcel},
        draws=call,
    )
    return True


@not_an_act("follows from the post's line in the ledger, within the reader that brings it; safe to run twice")
def return_by_post(*, actor: Actor, at: datetime, dossier: UUID, parcel: UUID) -> bool:
    """Count a result as returned that the post has delivered, or taken over (a setting of the province); state 10.

    Answers whether it did: a dossier that was returned before, or whose result lies elsewhere, stays as it is.
    """
    record = load(dossier_id=dossier, lock=True)
    if record is None or record.standing.state is not State.FINISHED:
        return False
    found = next((one for one in record.life.parcels if one.id == parcel and one.what is What.RESULT), None)
    if found is None:
        return False
    at = local(at)
    recipient = Person(postal.receiver_of(parcel), ProofKind.POST, found.tracking or found.reference, "post")
    delivery = delivery_row(actor, at, record, recipient)
    write(
        record,
        replace(record.life, returned_at=at),
        actor=actor,
        at=at,
        verb="dossiers.returned_by_post",
        rows={"dossiers_delivery": [delivery]},
        facts={"delivery": delivery["id"], "proof": ProofKind.POST, "parcel": parcel},
    )
    return True
