"""Bags: open one that the post brings, sign its minutes; hand parcels to the post (QĐ 45/2016 Đ7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.kernel import access
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.kernel.refusal import NotAllowed
from motcua.kernel.statements import row
from motcua.ledger import services as ledger
from motcua.postal import making, printing
from motcua.postal.models import Announced as AnnouncedRow
from motcua.postal.models import Arrival as ArrivalRow
from motcua.postal.models import Bag as BagRow
from motcua.postal.models import Event as EventRow
from motcua.postal.models import Parcel as ParcelRow
from motcua.postal.queries.minutes import check_found
from motcua.postal.rules import MOST_LINES
from motcua.postal.services.moving import moved, tell
from motcua.postal.telling import lines_from
from motcua.postal.types import (
    PARCEL,
    WORK,
    AlreadySigned,
    ArrivalIn,
    Doubt,
    Fate,
    Found,
    NoSuchBag,
    NoSuchParcel,
    NotNow,
    PostInvalid,
    Verdict,
    Way,
)

LONGEST_NAME = 200
NEXT = """
insert into postal_counter as c (unit_id, year, way, last) values (%s, %s, %s, 1)
on conflict (unit_id, year, way) do update set last = c.last + 1 returning last
"""


@act
def open_bag(*, actor: Actor, at: datetime, arrivals: Sequence[ArrivalIn] = (), announced: UUID | None = None) -> UUID:
    """Open a bag that the post brought: what should be in it, typed or from the list that the post announced.

    The minutes get their number in the unit's book of the year; return the bag's id. Refuses with NotAllowed,
    NoSuchBag (no such list, or taken over by somebody), PostInvalid (nothing in it, too much, a line without a sender).
    """
    access.require(actor, WORK, actor.unit)
    unit = _unit(actor)
    listed = None
    if announced:
        listed = AnnouncedRow.objects.select_for_update().filter(id=announced, unit_id=unit, bag_id=None).first()
        if listed is None:
            raise NoSuchBag
        arrivals = lines_from(bytes(listed.lines))
    _check_arrivals(arrivals)
    bag = _made(actor, local(at), Way.IN, listed.number if listed else "")
    ArrivalRow.objects.bulk_create(making.arrivals_of(bag, arrivals))
    if listed:
        AnnouncedRow.objects.filter(id=listed.id).update(bag_id=bag.id)
    tell(actor, making.opened(bag, len(arrivals)))
    found: UUID = bag.id
    return found


@act
def sign_bag(
    *,
    actor: Actor,
    at: datetime,
    bag: UUID,
    postman: str,
    found: Mapping[UUID, Found],
    extra: Sequence[ArrivalIn] = (),
    signed_at: datetime | None = None,
) -> UUID:
    """Sign the minutes of a bag with the postman: what is there, what differs; from now on the limits count (Đ7.4).

    ``signed_at`` is the moment on the paper where it was signed before it was entered, to the minute; by default now.
    Returns the print's id. Refuses with NoSuchBag, NotAllowed, AlreadySigned, PostInvalid (no postman, a line nobody
    looked at, a difference that nobody names, a moment to come or before the bag was there).
    """
    row_ = _locked(actor, bag, Way.IN)
    at = local(at)
    signed_at = local(signed_at or at).replace(second=0, microsecond=0)
    lines = list(ArrivalRow.objects.filter(bag_id=bag).order_by("position"))
    wrong = _check_postman(postman) | check_found({line.id: line.position for line in lines}, found)
    if sentence := _lines_wrong(extra):
        wrong["extra"] = sentence
    if signed_at > at:
        wrong["signed_on"] = _("Biên bản không thể ký sau lúc này.")
    if wrong:
        raise PostInvalid(wrong)
    making.looked_at(lines, found)
    ArrivalRow.objects.bulk_update(lines, ["verdict", "note"])
    new = making.arrivals_of(row_, extra, first=len(lines) + 1, verdict=Verdict.EXTRA)
    ArrivalRow.objects.bulk_create(new)
    printed = _sign(actor, row_, postman, signed_at)
    printing.keep_minutes(actor=actor, at=at, bag=bag, print_id=printed)
    tell(actor, making.minutes_signed(row_, at, (*lines, *new)))
    return printed


@act
def hand_to_post(*, actor: Actor, at: datetime, parcels: Sequence[UUID], postman: str) -> UUID:
    """Hand parcels to the postman: one bag, its minutes signed, its print kept; return the bag's id.

    Refuses with NotAllowed, PostInvalid (nothing chosen, no postman), NoSuchParcel, NotNow (one of them is not here).
    """
    access.require(actor, WORK, actor.unit)
    unit, at = _unit(actor), local(at)
    wrong = _check_postman(postman)
    if not parcels:
        wrong["parcels"] = _("Chọn ít nhất một bưu gửi mà bưu tá nhận.")
    if wrong:
        raise PostInvalid(wrong)
    rows = list(ParcelRow.objects.select_for_update().filter(id__in=parcels, unit_id=unit).order_by("id"))
    if len(rows) != len(set(parcels)):
        raise NoSuchParcel
    for one in rows:
        if one.fate != Fate.READY:
            raise NotNow(Fate(one.fate))
    bag = _made(actor, at, Way.OUT, "")
    printed = _sign(actor, bag, postman, at)
    lines = [making.handed_over(one, at, bag.id) for one in rows]
    ParcelRow.objects.bulk_update(rows, ["bag_id", "handed_at", "revision"])
    EventRow.objects.filter(parcel__in=rows, doubt=Doubt.NOT_HANDED, decided_at=None).update(doubt=None)
    told = [(line.verb, line.stream, line.seq, line.facts) for line in lines]
    ledger.write_all(actor, told, kind=PARCEL, at=at)
    for one in rows:
        moved(actor, at, one)
    printing.keep_minutes(actor=actor, at=at, bag=bag.id, print_id=printed)
    tell(actor, making.parcels_handed(bag, at, len(rows)))
    handed: UUID = bag.id
    return handed


def _unit(actor: Actor) -> UUID:
    if actor.unit is None:
        raise NotAllowed(_("Chọn vị trí ở một đơn vị để giao nhận với bưu điện."))
    return actor.unit


def _made(actor: Actor, at: datetime, way: Way, list_number: str) -> BagRow:
    assert actor.unit is not None, "whoever opens a bag sits in a unit"
    drawn = row(NEXT, [actor.unit, at.year, way])
    assert drawn is not None, "the statement returns what it drew"
    bag = making.bag_made(actor, at, way, unit=actor.unit, ordinal=drawn["last"], list_number=list_number)
    bag.save(force_insert=True)
    return bag


def _locked(actor: Actor, bag: UUID, way: Way) -> BagRow:
    found = BagRow.objects.select_for_update().filter(id=bag, way=way).first()
    if found is None or not access.judge(actor, WORK, found.unit_id):
        raise NoSuchBag
    if found.signed_at is not None:
        raise AlreadySigned
    return found


def _sign(actor: Actor, bag: BagRow, postman: str, at: datetime) -> UUID:
    printed = making.signed(bag, at, actor, postman)
    bag.save(update_fields=["signed_at", "signed_account", "postman", "print_id"])
    return printed


def _check_arrivals(arrivals: Sequence[ArrivalIn]) -> None:
    if not arrivals:
        raise PostInvalid({"lines": _("Ghi mỗi bưu gửi một dòng: mã bưu gửi; người gửi; trong đó có gì.")})
    sentence = _lines_wrong(arrivals)
    if sentence:
        raise PostInvalid({"lines": sentence})


def _lines_wrong(arrivals: Sequence[ArrivalIn]) -> str:
    if len(arrivals) > MOST_LINES:
        return _("Một biên bản không quá %(most)s bưu gửi. Lập thêm biên bản.") % {"most": MOST_LINES}
    bare = next((place for place, one in enumerate(arrivals, 1) if not one.sender), None)
    if bare:
        return _("Dòng %(place)s chưa có người gửi: viết mã bưu gửi; người gửi; trong đó có gì.") % {"place": bare}
    return ""


def _check_postman(postman: str) -> dict[str, str]:
    if not postman.strip():
        return {"postman": _("Ghi họ tên nhân viên bưu điện ký biên bản.")}
    if len(postman.strip()) > LONGEST_NAME:
        return {"postman": _("Họ tên không quá %(most)s chữ.") % {"most": LONGEST_NAME}}
    return {}
