"""Send by public post: a parcel with the result, or with the slip of a dossier that came by post; returned when delivered."""

from __future__ import annotations

from collections.abc import Mapping
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
from motcua.dossiers.writing import Change, put
from motcua.kernel.act import act, not_an_act
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.parties import queries as parties
from motcua.payments.types import Method
from motcua.postal import queries as postal
from motcua.postal import services as posting
from motcua.postal.types import Address, Parcel, What


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
    collects = collected(record, what, at, collect=collect)
    parcel = posting.make_parcel(
        actor=actor,
        at=at,
        owner_kind=KIND,
        owner=record.id,
        label=record.number,
        unit=record.unit,
        what=what,
        to=to or usual_address(actor, record, at=at),
        collects=collects,
    )
    return put(record, sending(record, parcel, what, collects), actor=actor, at=at)


def collected(record: Record, what: What, at: datetime, *, collect: bool) -> int:
    """Return what the post takes from the receiver (VND), 0 for nothing. Refuses with OriginalsOutstanding, Unpaid."""
    if what is not What.RESULT:
        return 0
    custody.check_given_back(record.life)
    amount = record.life.money.outstanding(record.life.fee) if collect else 0
    if not amount:
        check_paid(record, at)
    return amount


def sending(record: Record, parcel: UUID, what: What, collects: int) -> Change:
    """Return what making a parcel ready makes of a dossier."""
    return Change(
        life=record.life,
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
    found = collected_with(record, parcel) if record else None
    if record is None or found is None:
        return False
    at = local(at)
    payer = printing.payer(parties.person_for(actor, payer_of(record), at=at))
    put(record, collecting(record, found, actor=actor, at=at, payer=payer), actor=actor, at=at)
    return True


def collected_with(record: Record, parcel: UUID) -> Parcel | None:
    """Return the parcel with which the post has collected what a dossier owes; None where nothing is to be taken for it."""
    found = next((one for one in record.life.parcels if one.id == parcel and one.collects), None)
    if found is None or not record.life.money.outstanding(record.life.fee):
        return None
    taken = {known.id for known in record.life.money.receipts}
    return None if _receipt_of(found) in taken else found


def collecting(record: Record, parcel: Parcel, *, actor: Actor, at: datetime, payer: Mapping[str, str]) -> Change:
    """Return what the money that the post took with a parcel makes of a dossier."""
    call, money = taking(
        record,
        actor=actor,
        at=at,
        payer=payer,
        receipt=_receipt_of(parcel),
        method=Method.POST,
        reference=parcel.tracking or parcel.reference,
    )
    return Change(
        life=replace(record.life, money=money),
        verb="dossiers.fee_collected",
        facts={"method": Method.POST, "parcel": parcel.id},
        draws=call,
    )


def _receipt_of(parcel: Parcel) -> UUID:
    return uuid5(parcel.id, "collected")


@not_an_act("follows from the post's line in the ledger, within the reader that brings it; safe to run twice")
def return_by_post(*, actor: Actor, at: datetime, dossier: UUID, parcel: UUID) -> bool:
    """Count a result as returned that the post has delivered, or taken over (a setting of the province); state 10.

    Answers whether it did: a dossier that was returned before, or whose result lies elsewhere, stays as it is.
    """
    record = load(dossier_id=dossier, lock=True)
    found = returned_with(record, parcel) if record else None
    if record is None or found is None:
        return False
    at, receiver = local(at), postal.receiver_of(parcel)
    put(record, returning_by_post(record, found, actor=actor, at=at, receiver=receiver), actor=actor, at=at)
    return True


def returned_with(record: Record, parcel: UUID) -> Parcel | None:
    """Return the parcel in which the result of a dossier lies that is not returned yet; None where it lies elsewhere."""
    if record.standing.state is not State.FINISHED:
        return None
    return next((one for one in record.life.parcels if one.id == parcel and one.what is What.RESULT), None)


def returning_by_post(record: Record, parcel: Parcel, *, actor: Actor, at: datetime, receiver: str) -> Change:
    """Return what the delivery of its result makes of a dossier."""
    recipient = Person(receiver, ProofKind.POST, parcel.tracking or parcel.reference, "post")
    delivery = delivery_row(actor, at, record, recipient)
    return Change(
        life=replace(record.life, returned_at=at),
        verb="dossiers.returned_by_post",
        rows={"dossiers_delivery": [delivery]},
        facts={"delivery": delivery["id"], "proof": ProofKind.POST, "parcel": parcel.id},
    )
