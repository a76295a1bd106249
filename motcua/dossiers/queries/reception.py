"""What the reception page shows before anything is received: the receipt as it will print, and what is still missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.catalogue import queries as catalogue
from motcua.catalogue.types import ProcedureVersion
from motcua.clocks.deadlines import due, provisional_due
from motcua.clocks.limits import LimitKind, describe_limit
from motcua.clocks.refusals import CalendarEnds
from motcua.dossiers import printing
from motcua.dossiers.charging import fee_with_postage
from motcua.dossiers.services.receiving import prepare
from motcua.dossiers.types import PaperIn, Reception
from motcua.forms import queries as drafts
from motcua.forms.types import Draft
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.kernel.refusal import Invalid, Refusal
from motcua.kernel.statements import row, rows
from motcua.organisation import queries as organisation
from motcua.payments import queries as payments
from motcua.postal import queries as postal
from motcua.prints.types import Head

#: The kind of draft that the reception page keeps.
DRAFT = "dossiers.reception"
#: The same page under a code of a paper book.
PAPER = "dossiers.paper_entry"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The receipt as it will print, before its code is drawn; what is not known yet is empty."""

    head: Head
    submitter: str
    owner: str
    address: str
    phone: str
    procedure: str
    papers: tuple[tuple[str, str], ...]
    sets: int
    limit: str
    received_at: datetime
    due_at: datetime | None
    provisional: bool
    delivery: str
    fee: str
    clerk: str
    missing: tuple[str, ...]
    #: Another body received it and gave its paper: nothing is printed here.
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A reception that was begun and not finished: whose and what, and when it was saved last."""

    id: UUID
    owner: str
    procedure: str
    saved_at: datetime


def procedure_of(text: object) -> ProcedureVersion | None:
    """Return the procedure version that a draft names, None where it names none."""
    try:
        return catalogue.version(UUID(str(text)))
    except (ValueError, Refusal):
        return None


def sheet(
    actor: Actor,
    *,
    at: datetime,
    unit: UUID,
    version: ProcedureVersion | None,
    reception: Reception | None,
    owner: Mapping[str, str],
    submitter: Mapping[str, str] | None,
    wrong: Sequence[str] = (),
) -> Sheet:
    """Return the receipt as it stands, its due moment computed as if it were received at ``at``.

    ``reception`` is None while something cannot be read; ``wrong`` says what.
    """
    at = local(at)
    person = submitter or owner
    due_at, provisional = _due(version, unit, at, reception.handed_at if reception else None)
    return Sheet(
        head=printing.head(unit, at),
        submitter=person.get("name", ""),
        owner=owner.get("name", "") if submitter else "",
        address=_address(person),
        phone=person.get("phone", ""),
        procedure=version.name if version else "",
        papers=tuple((paper.name, counts_words(paper)) for paper in (reception.papers if reception else ())),
        sets=reception.sets if reception else 1,
        limit=describe_limit(version.limit) if version else "",
        received_at=at,
        due_at=due_at,
        provisional=provisional,
        delivery=delivery_words(reception, unit) if reception else "",
        fee=_owed(version, reception, at) if version else "",
        clerk=actor.name,
        missing=(*wrong, *_missing(actor, at, version, reception)),
        elsewhere=bool(version and version.received_elsewhere),
    )


def _due(
    version: ProcedureVersion | None, unit: UUID, at: datetime, handed_at: datetime | None
) -> tuple[datetime | None, bool]:
    if version is None or version.limit.kind is LimitKind.NONE:
        return None, False
    options = organisation.settings(at.date()).options
    calendar = organisation.calendar(unit, at.date())
    starts_at = local(handed_at) if handed_at else at
    try:
        promised = due(calendar, starts_at, version.limit, (), options)
    except CalendarEnds:
        promised = provisional_due(calendar, starts_at, version.limit, (), options)
    return promised.due_at, promised.provisional


def _missing(
    actor: Actor, at: datetime, version: ProcedureVersion | None, reception: Reception | None
) -> tuple[str, ...]:
    if version is None:
        return (_("Chọn thủ tục."),)
    if reception is None:
        return ()
    try:
        prepare(actor=actor, at=at, reception=reception)
    except Invalid as refusal:
        return tuple(dict.fromkeys(refusal.fields.values()))
    except Refusal as refusal:
        return (refusal.sentence,)
    return ()


def counts_words(paper: PaperIn) -> str:
    """Return «1 bản chính, 2 bản chụp»."""
    counts = (
        (paper.originals, _("bản chính")),
        (paper.certified, _("bản sao chứng thực")),
        (paper.copies, _("bản chụp")),
    )
    return ", ".join(f"{count} {words}" for count, words in counts if count)


def delivery_words(reception: Reception, unit: UUID) -> str:
    """Return where the result is to be handed over."""
    if reception.delivery == "post":
        return _("Qua bưu chính công ích: %(address)s") % {"address": reception.delivery_address or "…"}
    return _("Tại quầy, %(unit)s") % {"unit": organisation.short_name(unit)}


def _owed(version: ProcedureVersion, reception: Reception | None, at: datetime) -> str:
    """Return what is owed as the receipt shows it."""
    dues = reception.dues if reception else None
    fee = fee_with_postage(version, reception.delivery if reception else "", fare(at))
    return printing.owed_words(version, fee, None if dues is None else payments.priced(dues, at.date()))


def fare(at: datetime) -> int:
    """Return the postage of a result that day, in VND."""
    return postal.post_rules(at.date()).fare


def _address(person: Mapping[str, str]) -> str:
    try:
        commune = UUID(person.get("commune_id") or "")
    except ValueError:
        return person.get("address", "")
    return printing.address_of(person.get("address", ""), commune)


def communes(at: datetime) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return the communes alive that day, grouped by district, as a list to choose from."""
    on = local(at).date()
    found = sorted(
        (
            (organisation.unit(district).name if (district := organisation.district_of(unit.id, on)) else "", unit)
            for unit in organisation.units(on, "commune")
        ),
        key=lambda pair: (pair[0], pair[1].code),
    )
    return tuple(
        (district, tuple((str(unit.id), unit.name) for _district, unit in group))
        for district, group in groupby(found, key=lambda pair: pair[0])
    )


def open_drafts(actor: Actor, *, but: UUID | None = None) -> tuple[OpenDraft, ...]:
    """Return the actor's receptions that were begun and not received yet, last saved first."""
    found = [draft for draft in drafts.drafts_of(actor, DRAFT) if draft.id != but and worth_keeping(draft)]
    received = {
        line["id"]
        for line in rows("select id from dossiers_dossier where id = any(%s)", [[draft.id for draft in found]])
    }
    return tuple(_open(draft) for draft in found if draft.id not in received)


def worth_keeping(draft: Draft) -> bool:
    """Whether somebody typed something into it."""
    return bool({"procedure", "procedure_text", "owner_name", "person_text", "phone"} & set(draft.values))


def _open(draft: Draft) -> OpenDraft:
    version = procedure_of(draft.values.get("procedure"))
    return OpenDraft(
        id=draft.id,
        owner=str(draft.values.get("owner_name") or ""),
        procedure=version.short_name if version else "",
        saved_at=local(draft.saved_at),
    )


def number_of(dossier: UUID) -> str:
    """Return the number of a dossier that exists under this id, empty while it is only a draft. Says nothing else."""
    found = row("select coalesce(code, filing_number) as number from dossiers_dossier where id = %s", [dossier])
    return str(found["number"]) if found else ""


def numbers_of(dossiers: Sequence[UUID]) -> dict[UUID, str]:
    """Return the numbers of dossiers by their ids. Says nothing else."""
    found = rows(
        "select id, coalesce(code, filing_number) as number from dossiers_dossier where id = any(%s)", [list(dossiers)]
    )
    return {one["id"]: str(one["number"]) for one in found}
