"""The citizen's originals in the office's keeping: which are meant, who may touch them, how keeping ends."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.dossiers.deeds import KEEP
from motcua.dossiers.record import Record
from motcua.dossiers.types import Life, Original, OriginalEnd, OriginalsElsewhere, OriginalsOutstanding
from motcua.dossiers.writing import Row
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.refusal import Invalid


def check_given_back(life: Life, besides: Collection[UUID] = ()) -> None:
    """Refuse to close a dossier while originals are kept; ``besides`` are given back in the same act.

    Refuses with OriginalsOutstanding.
    """
    outstanding = [original for original in life.kept if original.id not in besides]
    if outstanding:
        raise OriginalsOutstanding(outstanding)


def stands_on_receipt(actor: Actor, record: Record) -> bool:
    """Whether what this actor keeps is named on the receipt: the counter that received keeps it, and gave a receipt."""
    return record.life.has_receipt and access.judge(actor, "dossiers.receive", record.unit, record.field)


def chosen(actor: Actor, record: Record, wanted: Collection[UUID]) -> tuple[Original, ...]:
    """Return the kept originals that are meant. Refuses with Invalid (none, or one that is not kept), OriginalsElsewhere."""
    found = tuple(original for original in record.life.kept if original.id in wanted)
    if not found or len(found) < len(set(wanted)):
        raise Invalid(
            {"originals": _("Đánh dấu bản chính trong danh sách đang giữ. Mở lại hồ sơ nếu danh sách đã đổi.")}
        )
    elsewhere = [one for one in found if not access.judge(actor, KEEP, one.unit, record.field)]
    if elsewhere:
        raise OriginalsElsewhere(elsewhere[0])
    return found


def end_rows(
    actor: Actor,
    at: datetime,
    originals: Iterable[Original],
    end: OriginalEnd,
    *,
    recipient: bytes | None = None,
    proof: str = "",
) -> dict[str, list[Row]]:
    """Return the columns that end the keeping, as ``writing.write`` updates them; empty where there is nothing to end."""
    changed: list[Row] = [
        {
            "id": original.id,
            "ended_at": at,
            "end_kind": end,
            "ended_account": actor.account,
            "ended_post": actor.post,
            "recipient": recipient,
            "proof": proof,
        }
        for original in originals
    ]
    return {"dossiers_original": changed} if changed else {}


def without(life: Life, ended: Sequence[Original], at: datetime, end: OriginalEnd) -> Life:
    """Return the life after the keeping of these ended."""
    return replace(
        life,
        originals=tuple(
            replace(original, ended_at=at, end=end) if original in ended else original for original in life.originals
        ),
    )
