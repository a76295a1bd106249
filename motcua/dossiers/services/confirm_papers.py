"""Confirm what came with a hand-over list, line by line; originals then lie with whoever took them (spec D11, E02, F01)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.dossiers import record as records
from motcua.dossiers.carrying import AlreadyConfirmed, ListWay, OwnList, Signature
from motcua.dossiers.models import HandOverList as ListRow
from motcua.dossiers.models import ListLine as LineRow
from motcua.dossiers.models import ListOriginal as OriginalRow
from motcua.dossiers.queries.carried_originals import place_outside
from motcua.dossiers.queries.scanned import number_scanned
from motcua.dossiers.services.hand_over_lists import LONGEST, lock_list, write_list_line
from motcua.dossiers.services.originals import check_place, lay
from motcua.dossiers.services.refuse import REASON
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.keys import seal
from motcua.kernel.moments import local
from motcua.kernel.refusal import Invalid
from motcua.kernel.statements import rows
from motcua.postal import queries as postal
from motcua.postal.types import Found, Verdict


@act
def confirm_papers(
    *,
    actor: Actor,
    at: datetime,
    list_id: UUID,
    found: Mapping[UUID, Found],
    scanned: Sequence[str] = (),
    lacking: Collection[UUID] = (),
    place: str = "",
    outside: Signature | None = None,
) -> int:
    """Confirm what came with a list, line by line: marked, or ``scanned`` by code; return how many differences there are.

    Originals of the list that came lie at ``place`` then, with whoever confirms; ``lacking`` did not come and stay where
    they are, as all do whose dossier is missing. A scanned dossier that is not on the list is a difference too.
    Differences stay open until somebody settles them.
    Where one side is outside the system the unit records who signed for it, and when (``outside``); originals that went
    there have the agency as their place.
    Refuses with NoSuchList, OwnList, AlreadyConfirmed, Invalid (a line nobody looked at, a difference that nobody names,
    a code that is no dossier's, an original that is not on the list, no place for those that came, no signature).
    """
    listed = lock_list(actor, list_id, receiver=True)
    if listed.confirmed_at is not None:
        raise AlreadyConfirmed
    is_outside = listed.way != ListWay.BETWEEN
    if not is_outside and listed.by_account == actor.account and not actor.is_system:
        raise OwnList
    lines = list(LineRow.objects.filter(list_id=list_id).order_by("position"))
    numbers = _numbers(scanned)
    marked = _marked(lines, found, numbers)
    originals = list(OriginalRow.objects.filter(line__list_id=list_id).select_related("original").order_by("id"))
    wrong = postal.check_found({line.id: line.position for line in lines}, marked)
    wrong |= _check_signature(listed, outside, local(at))
    if not set(lacking) <= {one.original_id for one in originals}:
        wrong["lacking"] = _("Bản chính này không có trong phiếu. Mở lại phiếu để xem.")
    if wrong:
        raise Invalid(wrong)
    verdicts = {line.id: marked[line.id].verdict for line in lines}
    for one in originals:
        one.came = one.original_id not in lacking and verdicts[one.line_id] is not Verdict.MISSING
    came = [one for one in originals if one.came]
    shelf = place_outside(listed.to_office) if listed.way == ListWay.OUT else check_place(place) if came else ""
    extra = _write_found(listed, lines, marked, numbers)
    OriginalRow.objects.bulk_update(originals, ["came"])
    _lay(actor, at, listed, came, shelf)
    _end(actor, at, listed, outside)
    lacks = {one.line_id for one in originals if not one.came}
    differences = sum(1 for line in lines if line.verdict != Verdict.HERE or line.id in lacks) + extra
    count = sum(1 for line in lines if line.verdict != Verdict.MISSING) + extra
    verb = "dossiers.outside_signed" if is_outside else "dossiers.papers_confirmed"
    write_list_line(actor, at, listed, verb, unit=listed.unit_id, count=count, differences=differences)
    return differences


def _marked(lines: Iterable[LineRow], found: Mapping[UUID, Found], numbers: Collection[UUID]) -> dict[UUID, Found]:
    """Return what was found of each line: a mark, else that its code was scanned."""
    scanned = {line.id: Found(Verdict.HERE, "") for line in lines if line.dossier_id in numbers}
    return {**scanned, **found}


def _check_signature(listed: ListRow, outside: Signature | None, now: datetime) -> dict[str, str]:
    """Return a sentence for each field that is wrong: who signed outside the system, and when."""
    if listed.way == ListWay.BETWEEN:
        return {"signer": _("Phiếu này bên nhận tự xác nhận, không ghi người ký thay.")} if outside else {}
    wrong = {}
    if outside is None or not outside.name.strip() or len(outside.name.strip()) > LONGEST:
        wrong["signer"] = _("Ghi tên người ký của cơ quan ngoài hệ thống, như trên phiếu.")
    # People write a time without its seconds.
    drawn_up = listed.handed_at.replace(second=0, microsecond=0)
    if outside is None or outside.at is None or not drawn_up <= outside.at <= now:
        wrong["signed_at"] = _("Ghi lúc ký trên phiếu: từ lúc lập phiếu đến bây giờ, ví dụ 14:30 ngày 12/5/2020.")
    return wrong


def _write_found(
    listed: ListRow, lines: Sequence[LineRow], marked: Mapping[UUID, Found], numbers: Sequence[UUID]
) -> int:
    """Write what was found of each line, and what is not on the list; return how much that is."""
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
    return len(extra)


def _lay(actor: Actor, at: datetime, listed: ListRow, came: Sequence[OriginalRow], shelf: str) -> None:
    """Write where the originals lie now that came: each dossier's in its own line of the ledger.

    What was given back, lost or laid elsewhere on the way stays as somebody wrote it.
    """
    there = listed.way == ListWay.OUT
    unit = listed.to_unit_id or listed.unit_id
    for dossier in dict.fromkeys(one.original.dossier_id for one in came):
        record = records.load(dossier_id=dossier, lock=True)
        assert record is not None, "an original has its dossier"
        ids = {one.original_id for one in came if one.original.dossier_id == dossier}
        carried = tuple(one for one in record.life.kept if one.id in ids and one.unit == listed.unit_id)
        if carried:
            lay(
                record,
                carried,
                actor=actor,
                at=at,
                unit=unit,
                post=None if there else actor.post,
                place=shelf,
                verb="dossiers.originals_outside" if there else "dossiers.originals_carried",
                list=listed.id,
                ordinal=listed.ordinal,
                year=listed.year,
            )


def _end(actor: Actor, at: datetime, listed: ListRow, outside: Signature | None) -> None:
    listed.confirmed_at = local(outside.at if outside and outside.at else at)
    listed.confirmed_account, listed.confirmed_post = actor.account, actor.post
    listed.signer = seal(outside.name.strip(), REASON) if outside else None
    listed.save(update_fields=["confirmed_at", "confirmed_account", "confirmed_post", "signer"])


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
