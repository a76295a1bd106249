"""The minutes that post and counter sign, as a print that stays."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.kernel.actor import Actor
from motcua.kernel.money import dong
from motcua.organisation import queries as organisation
from motcua.postal.queries.bags import bag_for
from motcua.postal.types import BAG, Bag, Way
from motcua.prints import services as prints
from motcua.prints.types import MinutesLine, PostMinutesInputs


def keep_minutes(*, actor: Actor, at: datetime, bag: UUID, print_id: UUID) -> None:
    """Keep the minutes of a signed bag under an id made by the caller; part of the caller's act."""
    prints.keep_row(minutes(bag_for(actor, bag, at=at, look=False), actor=actor, at=at, print_id=print_id))


def minutes(bag: Bag, *, actor: Actor, at: datetime, print_id: UUID) -> dict[str, Any]:
    """Return the minutes of a signed bag, filled."""
    return prints.print_row(
        at=at,
        print_id=print_id,
        form="post_minutes",
        owner_kind=BAG,
        owner=bag.id,
        person=None,
        inputs=_inputs(actor, bag),
    )


# A printed form is Vietnamese, whatever language the clerk's pages speak.
def _inputs(actor: Actor, bag: Bag) -> PostMinutesInputs:
    assert bag.signed_at is not None, "minutes are printed when they are signed"
    lines: list[MinutesLine] = (
        [
            {
                "tracking": one.tracking,
                "name": one.sender,
                "about": one.about,
                "verdict": _VERDICTS[one.verdict] if one.verdict else "",
                "note": one.note,
            }
            for one in bag.arrivals
        ]
        if bag.way is Way.IN
        else [
            {
                "tracking": one.tracking,
                "name": f"{one.receiver}, {one.address}",
                "about": f"{_WHAT[one.what]}, hồ sơ {one.label}"
                + (f", thu hộ {dong(one.collects)}" if one.collects else ""),
                "verdict": "",
                "note": "",
            }
            for one in bag.parcels
        ]
    )
    return {
        "head": organisation.head_of(bag.unit, bag.signed_at.date(), "Bộ phận Tiếp nhận và Trả kết quả"),
        "way": str(bag.way),
        "number": bag.number,
        "list_number": bag.list_number,
        "signed_at": bag.signed_at.isoformat(),
        "lines": lines,
        "postman": bag.postman,
        "clerk": actor.name,
    }


_VERDICTS = {"here": "đủ", "missing": "thiếu", "damaged": "rách, hỏng", "extra": "ngoài danh sách"}
_WHAT = {"result": "kết quả", "supplement": "phiếu yêu cầu bổ sung", "refusal": "phiếu từ chối và giấy tờ"}
