"""Hand papers over with a list, settle what differed (NĐ 61/2018 Đ18.2-18.3; spec E02, E03)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.utils import IntegrityError
from django.utils.translation import gettext as _

from motcua.dossiers import printing
from motcua.dossiers.carrying import (
    CARRY,
    LIST,
    AlreadyListed,
    Leg,
    ListWay,
    NoSuchList,
)
from motcua.dossiers.models import HandOverList as ListRow
from motcua.dossiers.models import ListLine as LineRow
from motcua.dossiers.models import ListOriginal as OriginalRow
from motcua.dossiers.queries.hand_over_lists import place_words, ready_to_carry
from motcua.dossiers.services.refuse import REASON
from motcua.kernel import access
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.keys import seal
from motcua.kernel.moments import local
from motcua.kernel.refusal import Invalid
from motcua.kernel.statements import row, rows
from motcua.ledger import services as ledger
from motcua.postal.types import Verdict
from motcua.prints import services as prints
from motcua.prints.types import HandOverListInputs

LONGEST = 500
_VERBS = {
    ListWay.BETWEEN: "dossiers.papers_handed_over",
    ListWay.OUT: "dossiers.papers_sent_outside",
    ListWay.BACK: "dossiers.papers_fetched",
}
NEXT = """
insert into dossiers_list_counter as c (unit_id, year, last) values (%s, %s, 1)
on conflict (unit_id, year) do update set last = c.last + 1 returning last
"""


@act
def hand_over_papers(
    *,
    actor: Actor,
    at: datetime,
    target: str,
    dossiers: Collection[UUID],
    originals: Collection[UUID] | None = None,
    carrier: str = "",
) -> UUID:
    """Hand the papers of dossiers over that went on to one place: a numbered list, its print kept; return its id.

    ``target`` is the ``Leg.key`` of what waits: for a place, for an agency outside the system, or there, to come back.
    ``originals`` go with them, by default all that lie here; ``carrier`` is who carries them: a colleague, or the post.
    Refuses with NotAllowed, Invalid (nothing chosen, what does not wait for that place, an original of none of them),
    AlreadyListed.
    """
    access.require(actor, CARRY, actor.unit)
    at = local(at)
    legs = [leg for leg in ready_to_carry(actor, at) if leg.key == target and leg.dossier in dossiers]
    if not legs or len({leg.dossier for leg in legs}) < len(set(dossiers)):
        raise Invalid({"dossiers": _("Đánh dấu hồ sơ đang chờ giao cho nơi này. Mở lại trang nếu danh sách đã đổi.")})
    if len(carrier.strip()) > LONGEST:
        raise Invalid({"carrier": _("Ghi không quá %(most)s chữ.") % {"most": LONGEST}})
    legs = _going(legs, originals)
    made = _made(actor, at, legs[0], carrier.strip())
    _write_lines(made, legs)
    prints.keep(
        actor=actor,
        at=at,
        print_id=made.print_id,
        form="hand_over_list",
        owner_kind=LIST,
        owner=made.id,
        person=None,
        inputs=_inputs(actor, at, made, legs, carrier.strip()),
    )
    facts = {"to": made.to_unit_id} if made.way == ListWay.BETWEEN else {"unit": made.unit_id}
    write_list_line(actor, at, made, _VERBS[legs[0].way], **facts, count=len(legs), print=made.print_id)
    found: UUID = made.id
    return found


def _going(legs: Sequence[Leg], originals: Collection[UUID] | None) -> list[Leg]:
    """Return the legs with the originals that go; each goes once. Refuses with Invalid one that lies with none of them."""
    left = {one.id for leg in legs for one in leg.originals} if originals is None else set(originals)
    going = []
    for leg in legs:
        with_it = tuple(one for one in leg.originals if one.id in left)
        left -= {one.id for one in with_it}
        going.append(replace(leg, originals=with_it))
    if left:
        raise Invalid(
            {"originals": _("Chỉ giao bản chính đang ở nơi giao, của hồ sơ đã đánh dấu. Mở lại trang để xem.")}
        )
    return going


def _write_lines(made: ListRow, legs: Sequence[Leg]) -> None:
    lines = [
        LineRow(id=new_id(), list=made, position=position, dossier_id=leg.dossier, move=leg.move, task_id=leg.task)
        for position, leg in enumerate(legs, start=1)
    ]
    try:
        LineRow.objects.bulk_create(lines)
    except IntegrityError as problem:
        raise AlreadyListed from problem
    OriginalRow.objects.bulk_create(
        OriginalRow(id=new_id(), line=line, original_id=one.id)
        for line, leg in zip(lines, legs, strict=True)
        for one in leg.originals
    )


@act
def settle_difference(*, actor: Actor, at: datetime, list_id: UUID, line: UUID, how: str) -> None:
    """Settle a difference of a confirmed list: how, in words; what was missing may then go with another list.

    Either side may. Refuses with NoSuchList (no such open difference), Invalid without words.
    """
    said = how.strip()
    if not said or len(said) > LONGEST:
        raise Invalid({"how": _("Ghi đã giải quyết chênh lệch thế nào, ví dụ: tìm thấy, đã nhận bổ sung ngày 12/5.")})
    listed = lock_list(actor, list_id)
    found = LineRow.objects.filter(id=line, list_id=list_id, settled_at=None, verdict__isnull=False).first()
    if found is None or (found.verdict == Verdict.HERE and not found.originals.filter(came=False).exists()):
        raise NoSuchList
    found.settled_at, found.settled_account, found.settlement = local(at), actor.account, seal(said, REASON)
    found.save(update_fields=["settled_at", "settled_account", "settlement"])
    write_list_line(actor, at, listed, "dossiers.difference_settled", unit=listed.unit_id, line=found.id)


def _made(actor: Actor, at: datetime, leg: Leg, carrier: str) -> ListRow:
    unit = leg.origin.unit or leg.target.unit
    assert unit is not None, "one side is in the system"
    drawn = row(NEXT, [unit, at.year])
    assert drawn is not None, "the statement returns what it drew"
    return ListRow.objects.create(
        id=new_id(),
        way=leg.way,
        unit_id=unit,
        office=leg.origin.office,
        to_unit_id=leg.target.unit,
        to_office=leg.target.office,
        year=at.year,
        ordinal=drawn["last"],
        handed_at=at,
        by_account=actor.account,
        by_post=actor.post,
        carrier=seal(carrier, REASON),
        print_id=new_id(),
        revision=0,
    )


def lock_list(actor: Actor, list_id: UUID, *, receiver: bool = False) -> ListRow:
    """Return a list that the actor has to do with, locked; as the ``receiver`` whose people confirm. Refuses with NoSuchList."""
    found = ListRow.objects.select_for_update().filter(id=list_id).first()
    if found is None:
        raise NoSuchList
    sides = [found.to_unit_id or found.unit_id] if receiver else [found.unit_id, found.to_unit_id]
    if not any(access.judge(actor, CARRY, unit) for unit in sides if unit):
        raise NoSuchList
    return found


def write_list_line(actor: Actor, at: datetime, listed: ListRow, verb: str, **facts: object) -> None:
    """Write a list's line into the ledger: its number, and ``facts``."""
    listed.revision += 1
    listed.save(update_fields=["revision"])
    ledger.write(
        actor,
        verb,
        kind=LIST,
        stream=listed.id,
        seq=listed.revision,
        at=at,
        ordinal=listed.ordinal,
        year=listed.year,
        **facts,
    )


# A printed form is Vietnamese, whatever language the clerk's pages speak.
def _inputs(actor: Actor, at: datetime, made: ListRow, legs: Sequence[Leg], carrier: str) -> HandOverListInputs:
    papers = _papers([leg.dossier for leg in legs])
    return {
        "head": printing.head(made.unit_id, at),
        "number": f"{made.ordinal}/{made.year}",
        "origin": place_words(legs[0].origin),
        "target": place_words(legs[0].target),
        "handed_at": at.isoformat(),
        "lines": [
            {
                "number": leg.number,
                "owner": leg.owner,
                "procedure": leg.procedure,
                "papers": papers.get(leg.dossier, 0),
                "originals": "; ".join(one.words for one in leg.originals),
            }
            for leg in legs
        ],
        "scans": [leg.number for leg in legs],
        "carrier": carrier,
        "giver": "" if made.way == ListWay.BACK else actor.name,
        "scan": f"{settings.PUBLIC_URL}/ban-giao/{made.id}",
    }


def _papers(dossiers: Sequence[UUID]) -> dict[UUID, int]:
    """Return how many papers each dossier has."""
    sql = "select dossier_id, count(*) as papers from dossiers_paper where dossier_id = any(%s) group by dossier_id"
    return {one["dossier_id"]: one["papers"] for one in rows(sql, [list(dossiers)])}
