"""What the post's system answers and says, written down: once, however often and in whatever order it comes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import orjson

from motcua.kernel import alarms
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.keys import seal
from motcua.kernel.moments import local
from motcua.ledger import services as ledger
from motcua.organisation import queries as organisation
from motcua.organisation.types import UnitUnknown
from motcua.postal.models import Announced as AnnouncedRow
from motcua.postal.models import Event as EventRow
from motcua.postal.models import Mark as MarkRow
from motcua.postal.models import Parcel as ParcelRow
from motcua.postal.queries.settings import post_rules
from motcua.postal.rules import MOST_TRIES, doubt_about, is_contrary, wait_after
from motcua.postal.sealing import WORDS
from motcua.postal.services.moving import moved, understood
from motcua.postal.telling import sealed_lines
from motcua.postal.types import (
    PARCEL,
    Doubt,
    Event,
    Fate,
    ListIn,
    Message,
    Order,
    OrderAnswer,
    Said,
)


@act
def note_answer(*, actor: Actor, at: datetime, parcel: UUID, answer: OrderAnswer) -> Order:
    """Write down how a question about an order ended; return what the post's system knows of it now.

    An answer that is none is asked for again under the same reference, at most ``rules.MOST_TRIES`` times; then a
    person decides. What somebody did meanwhile stays.
    """
    found = ParcelRow.objects.select_for_update().get(id=parcel)
    if found.asking not in {Order.ASKED, Order.CANCELLING}:
        return Order(found.asking)
    if found.asking == Order.CANCELLING:
        found.asking = Order.CANCELLING if answer.said in {Said.AWAY, Said.UNKNOWN} else Order.CANCELLED
    else:
        _take(found, answer)
    found.not_before = local(at) + wait_after(found.tries)
    found.asking_words = seal(answer.words, WORDS) if answer.words and found.asking != Order.TAKEN else None
    if found.asking in {Order.TAKEN, Order.REFUSED, Order.UNKNOWN}:
        found.revision += 1
        verb = "postal.ordered" if found.asking == Order.TAKEN else "postal.order_failed"
        facts = {"owner": found.owner_id, "owner_kind": found.owner_kind, "what": found.what}
        ledger.write(actor, verb, kind=PARCEL, stream=parcel, seq=found.revision, at=local(at), **facts)
    found.save(update_fields=["asking", "tracking", "not_before", "asking_words", "tries", "revision"])
    if found.asking in {Order.REFUSED, Order.UNKNOWN}:
        alarms.ring(
            "postal.order",
            "Một bưu gửi cần người xem: bưu điện từ chối, hoặc chưa rõ đã nhận đơn chưa. Xem ở trang Bưu chính.",
            parcel=str(parcel),
        )
    return Order(found.asking)


def _take(found: ParcelRow, answer: OrderAnswer) -> None:
    match answer.said:
        case Said.TAKEN:
            found.asking, found.tracking = Order.TAKEN, answer.tracking
        case Said.REFUSED:
            found.asking = Order.REFUSED
        case Said.AWAY | Said.ABSENT:
            # Surely nothing has happened: it costs no try, and what was asked before is still looked for first.
            found.asking = Order.WAITING if answer.said is Said.ABSENT or found.tries <= 1 else Order.ASKED
            found.tries = max(0, found.tries - 1)
        case Said.UNKNOWN:
            found.asking = Order.UNKNOWN if found.tries >= MOST_TRIES else Order.ASKED


@act
def take_message(*, actor: Actor, at: datetime, message: Message) -> Doubt | None:
    """Take one message of the post: kept once by its key; what cannot be understood waits for a person.

    Returns why it waits; None where it was taken, or came before.
    """
    at = local(at)
    if EventRow.objects.filter(key=message.key).exists():
        return None
    parcel = ParcelRow.objects.select_for_update().filter(reference=message.reference).first()
    if EventRow.objects.filter(key=message.key).exists():
        return None
    when, means = _moment(message.at), post_rules(at.date()).codes.get(message.code)
    doubt = doubt_about(
        means, when, fate=Fate(parcel.fate) if parcel else None, handed=bool(parcel and parcel.handed_at)
    )
    if doubt is None and parcel is not None and means is not None and when is not None:
        contrary = is_contrary(understood(parcel), Event(message.key, means, when))
        doubt = Doubt.CONTRARY if contrary else None
    EventRow.objects.create(
        id=new_id(),
        key=message.key,
        parcel=parcel,
        reference=message.reference,
        code=message.code,
        means=means,
        at=min(when or at, at),
        words=seal(orjson.dumps([message.words, message.receiver]).decode(), WORDS),
        came_at=at,
        doubt=doubt,
    )
    if doubt is not None:
        alarms.ring("postal.parked", "Một tin của bưu điện cần người xem. Xem ở trang Bưu chính.", doubt=str(doubt))
    elif parcel is not None:
        moved(actor, at, parcel)
    return doubt


@act
def set_mark(*, actor: Actor, at: datetime, stream: str, mark: str) -> None:
    """Remember up to where the post's messages have been read."""
    del actor, at  # machinery: no business moment
    MarkRow.objects.update_or_create(stream=stream, defaults={"mark": mark})


@act
def take_list(*, actor: Actor, at: datetime, listed: ListIn) -> bool:
    """Take a list of what the post will bring; once by its number. Answers whether it is new.

    A list for a unit that nobody knows, or with nothing in it, is left.
    """
    del actor
    try:
        unit = organisation.unit_by_code(listed.unit_code).id
    except UnitUnknown:
        return False
    if not listed.arrivals:
        return False
    _row, is_new = AnnouncedRow.objects.get_or_create(
        number=listed.number,
        defaults={"id": new_id(), "unit_id": unit, "at": local(at), "lines": sealed_lines(listed.arrivals)},
    )
    return bool(is_new)


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return local(found) if found.tzinfo else None
