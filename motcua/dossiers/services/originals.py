"""Keep the citizen's originals with place and person, move them, give them back (NĐ 61/2018 Đ20.2; spec D11)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.dossiers import custody, printing
from motcua.dossiers import record as records
from motcua.dossiers.deeds import begin
from motcua.dossiers.printing import Filled
from motcua.dossiers.queries.papers import PaperScan, paper_scans
from motcua.dossiers.receipts import Persons, named_on
from motcua.dossiers.record import Record
from motcua.dossiers.services.return_result import check_recipient, seal_recipient
from motcua.dossiers.types import LONGEST_PLACE, Deed, Original, OriginalEnd, PaperIn, Person, ProofKind
from motcua.dossiers.writing import Change, Row, by, put, write
from motcua.identity.types import Acts
from motcua.kernel.access import require
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.refusal import Invalid
from motcua.kernel.statements import rows
from motcua.organisation import queries as organisation

MOST = 99


@act
def keep_originals(
    *,
    actor: Actor,
    at: datetime,
    number: str,
    papers: Mapping[UUID, int],
    place: str,
    post: UUID | None = None,
    revision: int | None = None,
) -> Record:
    """Take originals into custody: how many of which paper, on what shelf, with whom (by default the one who does it).

    ``papers`` are the ids of the dossier's papers. Refuses with Invalid (no paper of this dossier, one that is kept
    already, no place, a post of another office), and as ``deeds.begin`` does. Kept at the counter that received, they stand
    on the receipt, which is issued anew.
    """
    record = begin(actor, number, Deed.KEEP_ORIGINALS, revision=revision)
    shelf = check_place(place)
    brought = paper_scans(record)
    names = {paper.id: paper.name for paper in brought}
    kept = {original.paper for original in record.life.kept}
    if not papers or not set(papers) <= set(names) or not all(1 <= count <= MOST for count in papers.values()):
        raise Invalid({"papers": _("Chọn giấy tờ giữ bản chính và ghi mấy bản (1 đến 99).")})
    if again := kept & set(papers):
        raise Invalid({"papers": _("Đang giữ bản chính này rồi: %(papers)s.") % {"papers": _names(names, again)}})
    keeper = post or actor.post
    change = keeping(
        record,
        actor=actor,
        at=at,
        papers={paper: papers[paper.id] for paper in brought if paper.id in papers},
        place=shelf,
        keeper=keeper,
        unit=_unit_of(record, keeper),
        brought=brought,
        persons=named_on(record) if custody.stands_on_receipt(actor, record) else {},
        keeps=printing.keep,
    )
    return put(record, change, actor=actor, at=at)


def keeping(
    record: Record,
    *,
    actor: Actor,
    at: datetime,
    papers: Mapping[PaperScan, int],
    place: str,
    keeper: UUID | None,
    unit: UUID,
    brought: Sequence[PaperScan],
    persons: Persons,
    keeps: Callable[[Filled], UUID],
) -> Change:
    """Return what keeping originals makes of a dossier: how many of which of the papers that were ``brought``.

    ``keeps`` keeps the receipt that names them and answers its print; there is none without ``persons``.
    """
    new: list[dict[str, Any]] = [
        by(actor, record.id, at)
        | {
            "paper_id": paper.id,
            "name": paper.name,
            "count": count,
            "unit_id": unit,
            "post_id": keeper,
            "place": place,
            "ended_at": None,
            "end_kind": None,
            "ended_account": None,
            "ended_post": None,
            "recipient": None,
            "proof": "",
            "print_id": None,
        }
        for paper, count in papers.items()
    ]
    places = [_place_row(by(actor, record.id, at), row["id"], unit, keeper, place) for row in new]
    originals = tuple(
        Original(row["id"], row["paper_id"], row["name"], row["count"], unit, keeper, place, at) for row in new
    )
    life = replace(record.life, originals=(*record.life.originals, *originals))
    if persons:
        receipt = printing.receipt_anew(
            actor=actor,
            at=at,
            record=replace(record, life=life),
            persons=persons,
            papers=[
                PaperIn(position, paper.name, paper.originals, paper.certified, paper.copies)
                for position, paper in enumerate(brought, start=1)
            ],
            corrected=False,
        )
        kept = keeps(receipt)
        new = [row | {"print_id": kept} for row in new]
    return Change(
        life=life,
        verb="dossiers.originals_kept",
        rows={"dossiers_original": list[Row](new), "dossiers_original_place": places},
        facts={"count": len(new), "unit": unit, "laid": [row["id"] for row in places]},
    )


@act
def move_originals(
    *,
    actor: Actor,
    at: datetime,
    number: str,
    originals: Collection[UUID],
    place: str,
    post: UUID | None = None,
    revision: int | None = None,
) -> Record:
    """Lay originals elsewhere: another shelf, another person, another office that works on the dossier.

    Without ``post`` they lie with the unit where they are. Refuses with Invalid (none of those that are kept, no place,
    a post of an office that has nothing to do with the dossier), OriginalsElsewhere, and as ``deeds.begin`` does.
    """
    record = begin(actor, number, Deed.MOVE_ORIGINALS, revision=revision)
    shelf = check_place(place)
    meant = custody.chosen(actor, record, originals)
    unit = _unit_of(record, post) if post else meant[0].unit
    return lay(record, meant, actor=actor, at=at, unit=unit, post=post, place=shelf)


@act
def give_back_originals(
    *,
    actor: Actor,
    at: datetime,
    number: str,
    originals: Collection[UUID],
    recipient: Person,
    revision: int | None = None,
) -> Record:
    """Give originals back: who took them and on what proof is kept; ``ProofKind.POST`` where they go with the parcel.

    Refuses with Invalid (no name, no number of the proof, none of those that are kept), OriginalsElsewhere, and as
    ``deeds.begin`` does.
    """
    record = begin(actor, number, Deed.GIVE_BACK_ORIGINALS, revision=revision)
    if recipient.proof is not ProofKind.POST or not record.life.goes_by_post:
        check_recipient(recipient)
    meant = custody.chosen(actor, record, originals)
    return put(record, giving_back(record, meant, actor=actor, at=at, recipient=recipient), actor=actor, at=at)


def giving_back(
    record: Record, originals: Sequence[Original], *, actor: Actor, at: datetime, recipient: Person
) -> Change:
    """Return what giving these originals back makes of a dossier."""
    return Change(
        life=custody.without(record.life, originals, at, OriginalEnd.GIVEN_BACK),
        verb="dossiers.originals_given_back",
        updates=custody.end_rows(
            actor, at, originals, OriginalEnd.GIVEN_BACK, recipient=seal_recipient(recipient), proof=recipient.proof
        ),
        facts={"count": len(originals), "proof": recipient.proof, "given": [original.id for original in originals]},
    )


@act
def release_originals(*, actor: Actor, at: datetime, posts: Collection[UUID], to: UUID | None = None) -> int:
    """Lay what these posts keep into the hands of the post ``to``, where it is of the same unit, else with the unit.

    The shelf stays. For whoever administers the unit's accounts. Returns how many. Raises NotAllowed.
    """
    found = rows(
        "select dossier_id, array_agg(id) as originals from dossiers_original where post_id = any(%s) and ended_at is null "
        "group by dossier_id order by dossier_id",
        [list(posts)],
    )
    heir = None if to is None else organisation.post(to)
    for one in found:
        record = records.load(dossier_id=one["dossier_id"], lock=True)
        assert record is not None, "an original has its dossier"
        for original in record.life.kept:
            if original.id not in one["originals"]:
                continue
            require(actor, Acts.ACCOUNTS, original.unit)
            post = to if heir is not None and heir.unit_id == original.unit else None
            record = lay(record, (original,), actor=actor, at=at, unit=original.unit, post=post, place=original.place)
    return sum(len(one["originals"]) for one in found)


def lay(
    record: Record,
    originals: tuple[Original, ...],
    *,
    actor: Actor,
    at: datetime,
    unit: UUID,
    post: UUID | None,
    place: str,
    verb: str = "dossiers.originals_moved",
    **facts: object,
) -> Record:
    """Write that originals of a locked dossier lie elsewhere now; whoever calls has judged who may. ``facts`` go into the line."""
    places = [_place_row(by(actor, record.id, at), original.id, unit, post, place) for original in originals]
    moved = tuple(
        replace(original, unit=unit, post=post, place=place) if original in originals else original
        for original in record.life.originals
    )
    return write(
        record,
        replace(record.life, originals=moved),
        actor=actor,
        at=at,
        verb=verb,
        rows={"dossiers_original_place": places},
        updates={
            "dossiers_original": [
                {"id": original.id, "unit_id": unit, "post_id": post, "place": place} for original in originals
            ]
        },
        facts={"count": len(places), "unit": unit, "laid": [row["id"] for row in places], **facts},
    )


def _place_row(base: Row, original: UUID, unit: UUID, post: UUID | None, place: str) -> Row:
    """Return the row of a place; ``base`` is what every row begins with."""
    return {**base, "original_id": original, "unit_id": unit, "post_id": post, "place": place}


def check_place(place: str) -> str:
    """Return where an original is laid, tidied. Refuses with Invalid nothing, and what is too long."""
    shelf = place.strip()
    if not shelf or len(shelf) > LONGEST_PLACE:
        raise Invalid({"place": _("Ghi bản chính để ở đâu, ví dụ: tủ 2, ngăn 3. Không quá 100 chữ.")})
    return shelf


def _unit_of(record: Record, post: UUID | None) -> UUID:
    """Return the office of whoever keeps it. Refuses with Invalid one that has nothing to do with the dossier."""
    unit = organisation.post(post).unit_id if post else record.standing.unit
    if unit not in record.standing.units:
        raise Invalid({"post": _("Chọn người giữ trong các cơ quan đang giải quyết hồ sơ này.")})
    return unit


def _names(names: Mapping[UUID, str], papers: Collection[UUID]) -> str:
    return "; ".join(name for paper, name in names.items() if paper in papers)
