"""Parcels: make one ready, take it back, note what the post's papers say."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.kernel import access
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.postal import making
from motcua.postal.making import LONGEST
from motcua.postal.models import Event as EventRow
from motcua.postal.models import Parcel as ParcelRow
from motcua.postal.services.moving import moved, tell
from motcua.postal.types import (
    DECIDE,
    WORK,
    Address,
    AlreadyUnderWay,
    Fate,
    Means,
    NoSuchParcel,
    NotNow,
    Order,
    ParcelChanged,
    PostInvalid,
    What,
)

LONGEST_TRACKING = 40


@act
def make_parcel(
    *,
    actor: Actor,
    at: datetime,
    owner_kind: str,
    owner: UUID,
    label: str,
    unit: UUID,
    what: What,
    to: Address,
    collects: int = 0,
) -> UUID:
    """Make a parcel ready for the post, under a reference of ours; part of the caller's act. Returns its id.

    ``label`` is the number people know the owner by; ``collects`` what the post takes from the receiver for us
    (VND). Refuses with NotAllowed, PostInvalid (no name, no address), AlreadyUnderWay (the same thing is in a parcel that
    has not come back).
    """
    access.require(actor, WORK, unit)
    _check_address(to)
    before = list(ParcelRow.objects.filter(owner_kind=owner_kind, owner_id=owner).order_by("made_at"))
    live = next((one for one in before if one.what == what and Fate(one.fate).is_live), None)
    if live is not None:
        raise AlreadyUnderWay(live.reference)
    made, line = making.parcel_made(
        actor,
        local(at),
        owner_kind=owner_kind,
        owner=owner,
        label=label,
        unit=unit,
        what=what,
        to=to,
        collects=collects,
        before=len(before),
    )
    made.save(force_insert=True)
    tell(actor, line)
    found: UUID = made.id
    return found


def _check_address(to: Address) -> None:
    wrong = {}
    if not to.name.strip():
        wrong["receiver"] = _("Ghi họ tên người nhận.")
    if not to.address.strip():
        wrong["address"] = _("Ghi địa chỉ nhận: số nhà, đường hoặc thôn, xã, huyện, tỉnh.")
    for name, text in (("receiver", to.name), ("address", to.address), ("phone", to.phone)):
        if len(text.strip()) > LONGEST:
            wrong[name] = _("Không quá %(most)s chữ.") % {"most": LONGEST}
    if wrong:
        raise PostInvalid(wrong)


@act
def cancel_parcel(*, actor: Actor, at: datetime, parcel: UUID, revision: int | None = None) -> None:
    """Keep a parcel here that the post has not got yet; an order that it may have is cancelled there too.

    Refuses with NoSuchParcel, NotAllowed, ParcelChanged, NotNow (it has left).
    """
    found = _locked(actor, parcel, revision, {Fate.READY})
    told = {Order.TAKEN, Order.ASKED, Order.UNKNOWN}
    found.cancelled_at, found.asking = local(at), Order.CANCELLING if found.asking in told else Order.CANCELLED
    found.not_before = local(at)
    found.save(update_fields=["cancelled_at", "asking", "not_before"])
    moved(actor, at, found)


@act
def take_back(*, actor: Actor, at: datetime, parcel: UUID, revision: int | None = None) -> None:
    """Take a parcel back at the counter that the post could not deliver.

    Refuses with NoSuchParcel, NotAllowed, ParcelChanged, NotNow (it never left, or was delivered).
    """
    out = {Fate.HANDED, Fate.TRANSIT, Fate.FAILED, Fate.RETURNING}
    found = _locked(actor, parcel, revision, out)
    found.back_at = local(at)
    found.save(update_fields=["back_at"])
    moved(actor, at, found)


@act
def note_tracking(*, actor: Actor, at: datetime, parcel: UUID, tracking: str, revision: int | None = None) -> None:
    """Note the tracking number that the post wrote on its paper.

    Refuses with NoSuchParcel, NotAllowed, ParcelChanged, NotNow (it came back, or never went), PostInvalid.
    """
    bare = "".join(tracking.split()).upper()
    if not bare or len(bare) > LONGEST_TRACKING or not bare.isascii() or not bare.isalnum():
        raise PostInvalid({"tracking": _("Mã bưu gửi gồm chữ và số, ví dụ BK123456789VN.")})
    found = _locked(actor, parcel, revision, set(Fate) - {Fate.CANCELLED, Fate.BACK})
    line = making.tracking_noted(found, at, bare)
    found.save(update_fields=["tracking", "asking", "asking_words", "revision"])
    tell(actor, line)


@act
def order_again(*, actor: Actor, at: datetime, parcel: UUID, revision: int | None = None) -> None:
    """Let the post's system be asked again for an order that it refused, or of which nobody knows; under the same reference.

    Refuses with NoSuchParcel, NotAllowed, ParcelChanged, NotNow.
    """
    found = _locked(actor, parcel, revision, {Fate.READY, Fate.HANDED}, act_=DECIDE)
    if found.asking not in {Order.REFUSED, Order.UNKNOWN}:
        raise NotNow(Fate(found.fate))
    # What may be there is looked for first: only «asked» does that.
    found.asking = Order.ASKED if found.asking == Order.UNKNOWN else Order.WAITING
    found.tries, found.not_before, found.asking_words = 0, local(at), None
    found.revision += 1
    found.save(update_fields=["asking", "tries", "not_before", "asking_words", "revision"])
    tell(actor, making.line_of(found, "postal.order_repeated", at))


@act
def note_message(
    *,
    actor: Actor,
    at: datetime,
    parcel: UUID,
    means: Means,
    receiver: str = "",
    on: datetime | None = None,
    revision: int | None = None,
) -> None:
    """Note by hand what the post's paper says of a parcel: delivered to whom and when, failed, on its way back.

    Refuses with NoSuchParcel, NotAllowed, ParcelChanged, NotNow (it is not with the post), PostInvalid (a moment to
    come or before the hand-over; a delivery without a name).
    """
    out = {Fate.HANDED, Fate.TRANSIT, Fate.FAILED, Fate.RETURNING}
    found = _locked(actor, parcel, revision, out)
    at, when = local(at), local(on or at)
    wrong = {}
    if means is Means.DELIVERED and not receiver.strip():
        wrong["receiver"] = _("Ghi họ tên người đã ký nhận.")
    if when > at:
        wrong["on"] = _("Giờ này chưa đến.")
    elif found.handed_at and when < found.handed_at.replace(second=0, microsecond=0):
        wrong["on"] = _("Không thể trước lúc giao bưu điện.")
    if wrong:
        raise PostInvalid(wrong)
    noted, line = making.message_noted(found, at, means, receiver=receiver, when=when)
    noted.save(force_insert=True)
    tell(actor, line)
    moved(actor, at, found)


@act
def settle_message(*, actor: Actor, at: datetime, event: UUID, means: Means | None) -> None:
    """Say what a message of the post means that waits for a person; None sets it aside.

    Refuses with NoSuchParcel (none that waits here), NotAllowed, PostInvalid (a parcel that nobody knows can only be set
    aside).
    """
    found = EventRow.objects.select_for_update().filter(id=event, doubt__isnull=False, decided_at=None).first()
    known = found and found.parcel_id
    parcel = ParcelRow.objects.select_for_update().filter(id=known).first() if known else None
    unit = parcel.unit_id if parcel else actor.unit
    if found is None or not access.judge(actor, DECIDE, unit):
        raise NoSuchParcel
    if parcel is None and means is not None:
        raise PostInvalid({"means": _("Không có bưu gửi nào để ghi. Báo lại bưu điện, rồi bỏ qua tin này.")})
    EventRow.objects.filter(id=event).update(means=means, decided_at=local(at), decided_by=actor.account)
    if parcel is not None:
        parcel.revision += 1
        tell(actor, making.line_of(parcel, "postal.message_settled", at))
        moved(actor, at, parcel)


def _locked(actor: Actor, parcel: UUID, revision: int | None, may: set[Fate], *, act_: str = WORK) -> Any:
    found = ParcelRow.objects.select_for_update().filter(id=parcel).first()
    if found is None or not access.judge(actor, WORK, found.unit_id):
        raise NoSuchParcel
    access.require(actor, act_, found.unit_id)
    if revision is not None and revision != found.revision:
        raise ParcelChanged
    if Fate(found.fate) not in may:
        raise NotNow(Fate(found.fate))
    return found
