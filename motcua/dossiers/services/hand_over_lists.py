"""Hand papers over with a list, confirm it line by line, settle differences (NĐ 61/2018 Đ18.2-18.3; spec E02, E03)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.utils import IntegrityError
from django.utils.translation import gettext as _

from motcua.dossiers import printing
from motcua.dossiers.carrying import (
    CARRY,
    LIST,
    AlreadyConfirmed,
    AlreadyListed,
    Leg,
    NoSuchList,
    OwnList,
)
from motcua.dossiers.models import HandOverList as ListRow
from motcua.dossiers.models import ListLine as LineRow
from motcua.dossiers.queries.hand_over_lists import place_words, ready_to_carry
from motcua.dossiers.queries.scanned import number_scanned
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
from motcua.postal import queries as postal
from motcua.postal.types import Found, Verdict
from motcua.prints import services as prints
from motcua.prints.types import HandOverListInputs

LONGEST = 500
NEXT = """
insert into dossiers_list_counter as c (unit_id, year, last) values (%s, %s, 1)
on conflict (unit_id, year) do update set last = c.last + 1 returning last
"""


@act
def hand_over_papers(*, actor: Actor, at: datetime, target: str, dossiers: Collection[UUID], carrier: str = "") -> UUID:
    """Hand the papers of dossiers over that went on to one place: a numbered list, its print kept; return its id.

    ``target`` is the ``Place.key`` of what waits there, ``carrier`` who carries them: a colleague, or the post. Refuses
    with NotAllowed, Invalid (nothing chosen, or something that does not wait for that place), AlreadyListed.
    """
    access.require(actor, CARRY, actor.unit)
    at = local(at)
    legs = [leg for leg in ready_to_carry(actor, at) if leg.target.key == target and leg.dossier in dossiers]
    if not legs or len(legs) < len(set(dossiers)):
        raise Invalid({"dossiers": _("Đánh dấu hồ sơ đang chờ giao cho nơi này. Mở lại trang nếu danh sách đã đổi.")})
    if len(carrier.strip()) > LONGEST:
        raise Invalid({"carrier": _("Ghi không quá %(most)s chữ.") % {"most": LONGEST}})
    made = _made(actor, at, legs[0], carrier.strip())
    try:
        LineRow.objects.bulk_create(
            LineRow(id=new_id(), list=made, position=position, dossier_id=leg.dossier, move=leg.move)
            for position, leg in enumerate(legs, start=1)
        )
    except IntegrityError as problem:
        raise AlreadyListed from problem
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
    _line(actor, at, made, "dossiers.papers_handed_over", to=made.to_unit_id, count=len(legs), print=made.print_id)
    found: UUID = made.id
    return found


@act
def confirm_papers(
    *,
    actor: Actor,
    at: datetime,
    list_id: UUID,
    found: Mapping[UUID, Found],
    scanned: Sequence[str] = (),
) -> int:
    """Confirm what came with a list, line by line: marked, or ``scanned`` by code; return how many differences there are.

    A scanned dossier that is not on the list is a difference too. Differences stay open until somebody settles them.
    Refuses with NoSuchList, OwnList, AlreadyConfirmed, Invalid (a line nobody looked at, a difference that nobody names,
    a code that is no dossier's).
    """
    listed = _locked(actor, list_id, receiver=True)
    if listed.confirmed_at is not None:
        raise AlreadyConfirmed
    if listed.by_account == actor.account and not actor.is_system:
        raise OwnList
    lines = list(LineRow.objects.filter(list_id=list_id).order_by("position"))
    numbers = _numbers(scanned)
    marked = dict(found)
    for line in lines:
        if line.dossier_id in numbers and line.id not in marked:
            marked[line.id] = Found(Verdict.HERE, "")
    wrong = postal.check_found({line.id: line.position for line in lines}, marked)
    if wrong:
        raise Invalid(wrong)
    for line in lines:
        line.verdict, note = marked[line.id].verdict, marked[line.id].note.strip()
        line.note = seal(note, REASON) if note else None
    LineRow.objects.bulk_update(lines, ["verdict", "note"])
    known = {line.dossier_id for line in lines}
    extra = [dossier for dossier in numbers if dossier not in known]
    LineRow.objects.bulk_create(
        LineRow(id=new_id(), list=listed, position=position, dossier_id=dossier, move=0, verdict=Verdict.EXTRA)
        for position, dossier in enumerate(extra, start=len(lines) + 1)
    )
    listed.confirmed_at, listed.confirmed_account, listed.confirmed_post = local(at), actor.account, actor.post
    listed.save(update_fields=["confirmed_at", "confirmed_account", "confirmed_post"])
    differences = sum(1 for line in lines if line.verdict != Verdict.HERE) + len(extra)
    count = sum(1 for line in lines if line.verdict != Verdict.MISSING) + len(extra)
    _line(actor, at, listed, "dossiers.papers_confirmed", unit=listed.unit_id, count=count, differences=differences)
    return differences


@act
def settle_difference(*, actor: Actor, at: datetime, list_id: UUID, line: UUID, how: str) -> None:
    """Settle a difference of a confirmed list: how, in words; what was missing may then go with another list.

    Either side may. Refuses with NoSuchList (no such open difference), Invalid without words.
    """
    said = how.strip()
    if not said or len(said) > LONGEST:
        raise Invalid({"how": _("Ghi đã giải quyết chênh lệch thế nào, ví dụ: tìm thấy, đã nhận bổ sung ngày 12/5.")})
    listed = _locked(actor, list_id)
    found = LineRow.objects.filter(
        id=line, list_id=list_id, settled_at=None, verdict__in=[Verdict.MISSING, Verdict.DAMAGED, Verdict.EXTRA]
    ).first()
    if found is None:
        raise NoSuchList
    found.settled_at, found.settled_account, found.settlement = local(at), actor.account, seal(said, REASON)
    found.save(update_fields=["settled_at", "settled_account", "settlement"])
    _line(actor, at, listed, "dossiers.difference_settled", unit=listed.unit_id, line=found.id)


def _made(actor: Actor, at: datetime, leg: Leg, carrier: str) -> ListRow:
    drawn = row(NEXT, [leg.origin.unit, at.year])
    assert drawn is not None, "the statement returns what it drew"
    return ListRow.objects.create(
        id=new_id(),
        unit_id=leg.origin.unit,
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


def _locked(actor: Actor, list_id: UUID, *, receiver: bool = False) -> ListRow:
    found = ListRow.objects.select_for_update().filter(id=list_id).first()
    sides = () if found is None else (found.to_unit_id,) if receiver else (found.unit_id, found.to_unit_id)
    if found is None or not any(access.judge(actor, CARRY, unit) for unit in sides):
        raise NoSuchList
    return found


def _line(actor: Actor, at: datetime, listed: ListRow, verb: str, **facts: object) -> None:
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


def _numbers(scanned: Sequence[str]) -> list[UUID]:
    """Return the dossiers of scanned codes, each once. Refuses with Invalid a code that is no dossier's."""
    numbers = list(dict.fromkeys(number_scanned(text) for text in scanned if text.strip()))
    known = {
        found["number"]: found["id"]
        for found in rows(
            "select id, coalesce(code, filing_number) as number from dossiers_dossier where code = any(%s) or filing_number = any(%s)",
            [numbers, numbers],
        )
    }
    unknown = [number for number in numbers if number not in known]
    if unknown:
        raise Invalid({"scanned": _("Không có hồ sơ nào mang mã %(number)s.") % {"number": unknown[0] or "?"}})
    return [known[number] for number in numbers]


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
                "papers": papers.get(leg.dossier, {}).get("papers", 0),
                "originals": papers.get(leg.dossier, {}).get("originals") or "",
            }
            for leg in legs
        ],
        "scans": [leg.number for leg in legs],
        "carrier": carrier,
        "giver": actor.name,
        "scan": f"{settings.PUBLIC_URL}/ban-giao/{made.id}",
    }


def _papers(dossiers: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """Return how many papers each dossier has, and the originals in keeping by name."""
    found = rows(
        "select d.id, (select count(*) from dossiers_paper p where p.dossier_id = d.id) as papers, "
        "(select string_agg(o.name, '; ' order by o.id) from dossiers_original o where o.dossier_id = d.id and o.ended_at is null) "
        "as originals from dossiers_dossier d where d.id = any(%s)",
        [list(dossiers)],
    )
    return {one["id"]: one for one in found}
