"""What a dossier's printed forms say: inputs frozen at the moment of the act, rendered whenever they are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from motcua.clocks.limits import describe_limit
from motcua.dossiers.charging import postage_of
from motcua.dossiers.receipts import Persons, receipts_of
from motcua.dossiers.types import KIND, Channel, PaperIn
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.keys import unseal
from motcua.kernel.moments import local
from motcua.kernel.money import dong
from motcua.organisation import queries as organisation
from motcua.prints import services as prints
from motcua.prints.types import (
    ApologyInputs,
    Head,
    LossInputs,
    PaperLine,
    PersonBlock,
    ReceiptInputs,
    RefusalInputs,
    ReissuedReceiptInputs,
    StopNoticeInputs,
    SupplementInputs,
)

if TYPE_CHECKING:
    from motcua.catalogue.types import ProcedureVersion
    from motcua.dossiers.record import Record
    from motcua.dossiers.services.receiving import Prepared
    from motcua.parties.types import Person, PersonFields
    from motcua.payments.types import Due

#: A filled form as its row, before it is kept.
Filled = Mapping[str, Any]

#: Levels whose desk bears a name of its own on prints.
_DESKS = {"service_centre": "", "province": "Trung tâm Phục vụ hành chính công"}


def receipt(prepared: Prepared, *, token: str, code_assumed: bool) -> dict[str, Any]:
    """Return the inputs of the receipt (Mẫu 01); code, book and ordinal are drawn by the writing statement."""
    reception, version, standing = prepared.reception, prepared.version, prepared.standing
    contact = organisation.settings(prepared.at.date()).contact
    person = _block(prepared.submitter or prepared.owner)
    inputs: ReceiptInputs = {
        "head": head(reception.unit, prepared.at),
        "code_assumed": code_assumed,
        "submitter": person,
        "owner": _block(prepared.owner) if prepared.submitter else None,
        "channel": _channel(reception.channel),
        "procedure": version.name,
        "papers": [_paper(paper) for paper in reception.papers],
        "sets": reception.sets,
        "limit": describe_limit(version.limit),
        "received_at": prepared.at.isoformat(),
        "due_at": standing.due_at.isoformat() if standing.due_at else "",
        "provisional": standing.provisional,
        "delivery": _delivery(reception.delivery, reception.delivery_address, reception.unit),
        "fee": owed_words(version, prepared.life.fee, prepared.life.money.dues),
        "look_up": f"{settings.PUBLIC_URL}/tra-cuu/{token}",
        "look_up_site": f"{settings.PUBLIC_URL.split('//')[-1]}/tra-cuu",
        "hotline": contact.get("hotline", ""),
        "clerk": prepared.actor.name,
        "texts": _texts("receipt", prepared.actor, prepared.at, reception.unit),
    }
    return dict(inputs)


def payer(person: Person | PersonFields) -> dict[str, str]:
    """Return who is named on a fee receipt: name and address."""
    block = _block(person)
    return {"name": block["name"], "address": block["address"]}


def receipt_anew(
    *,
    actor: Actor,
    at: datetime,
    record: Record,
    persons: Persons,
    papers: Sequence[PaperIn],
    corrected: bool,
) -> Filled:
    """Return the receipt (Mẫu 01), filled, as the next version: of a corrected dossier, or of one whose originals are kept now.

    It has the due moment as it is now, and names the originals that the office keeps. ``persons`` are who the dossier's facts
    name (owner, submitter), each with the person's id.
    """
    facts, standing, procedure = record.facts, record.standing, record.procedure
    contact = organisation.settings(at.date()).contact
    blocks = {who: _block(fields) for who, (_person, fields) in persons.items()}
    due_at = standing.due_at or standing.original_due_at
    assert record.life.received_at is not None, "only what was received has a receipt"
    inputs: ReissuedReceiptInputs = {
        "head": head(record.unit, at),
        "code": facts["code"],
        "book": facts["book"],
        "ordinal": facts["ordinal"],
        "version": len(receipts_of(record)) + 1,
        "code_assumed": facts["code_assumed"],
        "submitter": blocks.get("submitter", blocks["owner"]),
        "owner": blocks["owner"] if "submitter" in blocks else None,
        "channel": _channel(Channel(facts["channel"])),
        "procedure": procedure.name,
        "papers": [_paper(paper) for paper in papers],
        "originals": "; ".join(original.words for original in record.life.kept),
        "sets": facts["sets"],
        "limit": describe_limit(record.life.terms.limit),
        "received_at": record.life.received_at.isoformat(),
        "due_at": due_at.isoformat() if due_at else "",
        "provisional": standing.provisional,
        "delivery": _delivery(facts["delivery"], address_unsealed(facts["delivery_address"]), record.unit),
        "fee": owed_words(procedure, record.life.fee, record.life.money.dues),
        "look_up": f"{settings.PUBLIC_URL}/tra-cuu/{facts['token']}",
        "look_up_site": f"{settings.PUBLIC_URL.split('//')[-1]}/tra-cuu",
        "hotline": contact.get("hotline", ""),
        "clerk": actor.name,
        "texts": _texts("receipt", actor, at, record.unit),
    }
    if corrected:
        inputs["corrected_at"] = local(at).isoformat()
    else:
        inputs["reissued_at"] = local(at).isoformat()
    owner, _fields = persons["owner"]
    return _filled("receipt", at=at, dossier=record.id, person=owner, inputs=dict(inputs))


def address_unsealed(sealed: str | None) -> str:
    """Return the address to which a result goes, as a record keeps it: two figures a byte after a short mark."""
    return unseal(bytes.fromhex(sealed[2:]), "dossiers.address") if sealed else ""


def supplement(
    *,
    actor: Actor,
    at: datetime,
    record: Record,
    person: Person | PersonFields,
    papers: Sequence[PaperIn],
    reason: str,
) -> Filled:
    """Return the supplement request (Mẫu 02) of a received dossier, filled; ``person`` is whom it is about."""
    policy = record.life.terms.pauses.get("supplement", "RESTART")
    inputs = _supplement(
        actor,
        at,
        unit=record.unit,
        dossier=record.number,
        person=_block(person),
        procedure=record.procedure.name,
        papers=papers,
        reason=reason,
        clock=_clock(policy),
    )
    return _filled("supplement", at=at, dossier=record.id, person=record.owner, inputs=inputs)


def refusal(*, actor: Actor, at: datetime, record: Record, person: Person | PersonFields, reason: str) -> Filled:
    """Return a refusal after appraisal (Mẫu 03), filled."""
    inputs = _refusal(
        actor,
        at,
        unit=record.unit,
        stage="appraisal",
        dossier=record.number,
        person=_block(person),
        procedure=record.procedure.name,
        papers=0,
        received_at=record.life.received_at,
        reason=reason,
    )
    return _filled("refusal", at=at, dossier=record.id, person=record.owner, inputs=inputs)


def stop_notice(*, actor: Actor, at: datetime, record: Record, person: Person | PersonFields, reason: str) -> Filled:
    """Return the notice of a stop, filled."""
    due_at = record.standing.due_at or record.standing.original_due_at
    contact = organisation.settings(at.date()).contact
    inputs: StopNoticeInputs = {
        "head": agency_head(record, at),
        "number": f"{record.number}/DGQ",
        "dossier": record.number,
        "person": _block(person),
        "procedure": record.procedure.name,
        "received_at": _received(record),
        "due_at": due_at.isoformat() if due_at else "",
        "stopped_at": local(at).isoformat(),
        "reason": reason.strip(),
        "counter": counter_of(record.unit),
        "contact_phone": contact.get("hotline", ""),
        "site": f"{settings.PUBLIC_URL.split('//')[-1]}/tra-cuu",
        "post": _post_of(actor),
        "leader": actor.name,
        "look_up": f"{settings.PUBLIC_URL}/tra-cuu/{record.facts['token']}",
        "texts": _texts("stop_notice", actor, at, record.unit),
    }
    return _filled("stop_notice", at=at, dossier=record.id, person=record.owner, inputs=dict(inputs))


@dataclass(frozen=True, slots=True)
class Excuse:
    """What an apology promises: until when, and whether it came by the last day on which it is in time."""

    due_at: datetime | None
    by_day: date | None
    late: bool


def apology(
    *,
    actor: Actor,
    at: datetime,
    record: Record,
    person: Person | PersonFields,
    excuse: Excuse,
    cause: str,
    liable: UUID,
) -> Filled:
    """Return an apology with its new appointment (Mẫu 04), filled."""
    facts, standing = record.facts, record.standing
    assert excuse.due_at is not None, "an apology promises a moment"
    assert standing.due_at is not None, "there was a promise"
    assert standing.original_due_at is not None, "there was a first promise"
    inputs: ApologyInputs = {
        "head": agency_head(record, at),
        "number": f"{record.number}/PXL",
        "dossier": record.number,
        "person": _block(person),
        "procedure": record.procedure.name,
        "received_at": _received(record),
        "original_due_at": standing.original_due_at.isoformat(),
        "promised_at": standing.due_at.isoformat(),
        "cause": cause.strip(),
        "liable": organisation.short_name(liable),
        "late": excuse.late,
        "apology_by": excuse.by_day.isoformat() if excuse.by_day else "",
        "due_at": excuse.due_at.isoformat(),
        "delivery": _delivery(facts["delivery"], address_unsealed(facts["delivery_address"]), record.unit),
        "counter": counter_of(record.unit),
        "post": _post_of(actor),
        "leader": actor.name,
        "look_up": f"{settings.PUBLIC_URL}/tra-cuu/{facts['token']}",
        "texts": _texts("apology", actor, at, record.unit),
    }
    return _filled("apology", at=at, dossier=record.id, person=record.owner, inputs=dict(inputs))


def loss(
    *,
    actor: Actor,
    at: datetime,
    record: Record,
    person: Person | PersonFields,
    damaged: bool,
    what: str,
    liable: UUID,
) -> Filled:
    """Return the apology for papers that were lost or damaged, filled."""
    contact = organisation.settings(at.date()).contact
    inputs: LossInputs = {
        "head": agency_head(record, at),
        "number": f"{record.number}/XL",
        "dossier": record.number,
        "person": _block(person),
        "procedure": record.procedure.name,
        "received_at": _received(record),
        "damaged": damaged,
        "what": what.strip(),
        "liable": organisation.short_name(liable),
        "reported_at": local(at).isoformat(),
        "contact_name": actor.name,
        "contact_phone": contact.get("hotline", ""),
        "counter": counter_of(record.unit),
        "post": _post_of(actor),
        "signer": actor.name,
        "look_up": f"{settings.PUBLIC_URL}/tra-cuu/{record.facts['token']}",
        "texts": _texts("loss", actor, at, record.unit),
    }
    return _filled("loss", at=at, dossier=record.id, person=record.owner, inputs=dict(inputs))


def agency_head(record: Record, at: datetime) -> Head:
    """Return the head of what the deciding agency signs itself: no desk in it."""
    return head(record.life.competent_unit, at) | {"desk": ""}


def counter_of(unit: UUID) -> str:
    """Return a one-stop desk as a print names it: «Bộ phận Tiếp nhận và Trả kết quả, UBND xã Quảng Khê»."""
    desk = _DESKS.get(organisation.unit(unit).level, "Bộ phận Tiếp nhận và Trả kết quả")
    return ", ".join(filter(None, (desk, organisation.short_name(unit))))


def _received(record: Record) -> str:
    assert record.life.received_at is not None, "only what was received gets here"
    return record.life.received_at.isoformat()


def _post_of(actor: Actor) -> str:
    return organisation.post(actor.post).name if actor.post else _("Người có thẩm quyền")


def filed(
    prepared: Prepared, form: str, *, kept: UUID, owner: UUID, number: str, reason: str, papers: Sequence[PaperIn] = ()
) -> Filled:
    """Fill in, under the print id ``kept``, what is handed out at the counter instead of a receipt."""
    actor, at, reception = prepared.actor, prepared.at, prepared.reception
    person = _block(prepared.submitter or prepared.owner)
    procedure = prepared.version.name
    if form == "refusal":
        inputs = _refusal(
            actor,
            at,
            unit=reception.unit,
            stage="intake",
            dossier=number,
            person=person,
            procedure=procedure,
            papers=len(reception.papers),
            received_at=None,
            reason=reason,
        )
    else:
        clock = _("Thời hạn giải quyết tính từ khi hồ sơ được tiếp nhận.")
        inputs = _supplement(
            actor,
            at,
            unit=reception.unit,
            dossier=number,
            person=person,
            procedure=procedure,
            papers=papers,
            reason=reason,
            clock=clock,
        )
    return _filled(form, at=at, dossier=reception.id, person=owner, inputs=inputs, kept=kept)


def keep(filled: Filled) -> UUID:
    """Keep a filled form; return its print's id."""
    return prints.keep_row(filled)


def _filled(
    form: str, *, at: datetime, dossier: UUID, person: UUID, inputs: dict[str, Any], kept: UUID | None = None
) -> Filled:
    return prints.print_row(
        at=at,
        print_id=kept or new_id(),
        form=form,
        owner_kind=KIND,
        owner=dossier,
        person=person,
        inputs=inputs,
        form_set=form_set(at),
    )


def form_set(at: datetime) -> str:
    """Return the set of forms in which the province prints at a moment: ``tt01_2018`` or ``tt03_2025``."""
    return str(organisation.settings(local(at).date()).prints["form_set"])


def _supplement(
    actor: Actor,
    at: datetime,
    *,
    unit: UUID,
    dossier: str,
    person: PersonBlock,
    procedure: str,
    papers: Sequence[PaperIn],
    reason: str,
    clock: str,
) -> dict[str, Any]:
    contact = organisation.settings(at.date()).contact
    inputs: SupplementInputs = {
        "head": head(unit, at),
        "number": f"{dossier}/HDHS",
        "dossier": dossier,
        "person": person,
        "procedure": procedure,
        "papers": [_paper(paper) for paper in papers],
        "reason": reason.strip(),
        "contact_name": actor.name,
        "contact_phone": contact.get("hotline", ""),
        "site": f"{settings.PUBLIC_URL.split('//')[-1]}/tra-cuu",
        "clock": clock,
        "clerk": actor.name,
        "texts": _texts("supplement", actor, at, unit),
    }
    return dict(inputs)


def _refusal(
    actor: Actor,
    at: datetime,
    *,
    unit: UUID,
    stage: str,
    dossier: str,
    person: PersonBlock,
    procedure: str,
    papers: int,
    received_at: datetime | None,
    reason: str,
) -> dict[str, Any]:
    contact = organisation.settings(at.date()).contact
    inputs: RefusalInputs = {
        "head": head(unit, at),
        "stage": stage,
        "dossier": dossier,
        "person": person,
        "procedure": procedure,
        "papers": papers,
        "received_at": received_at.isoformat() if received_at else "",
        "reason": reason.strip(),
        "contact_name": actor.name,
        "contact_phone": contact.get("hotline", ""),
        "site": f"{settings.PUBLIC_URL.split('//')[-1]}/tra-cuu",
        "clerk": actor.name,
        "texts": _texts("refusal", actor, at, unit),
    }
    return dict(inputs)


def _texts(form: str, actor: Actor, at: datetime, unit: UUID) -> dict[str, str]:
    return organisation.form_texts(form, local(at).date(), unit=unit, person=actor.name)


def head(unit: UUID, at: datetime) -> Head:
    """Return the block that all forms begin with, for a unit on a day."""
    on = local(at).date()
    above = organisation.parent(unit, on)
    level = organisation.unit(unit).level
    return {
        "superior": organisation.short_name(above) if above and level != "province" else "",
        "agency": organisation.short_name(unit),
        "desk": _DESKS.get(level, "Bộ phận Tiếp nhận và Trả kết quả"),
        "place": organisation.place(unit),
        "day": on.isoformat(),
    }


def _block(person: Person | PersonFields) -> PersonBlock:
    return {
        "name": person.name,
        "address": address_of(person.address, person.commune_id),
        "phone": person.phone,
        "email": person.email,
        "number": person.number,
    }


def address_of(address: str, commune: UUID | None) -> str:
    """Return an address with its commune and district, each once: «Thôn Nà Lẻo, xã Quảng Khê, huyện Ba Bể»."""
    place = organisation.full_name(commune).removeprefix("UBND ") if commune else ""
    if commune and organisation.place(commune).casefold() in address.casefold():
        return address
    return ", ".join(filter(None, (address, place)))


def _paper(paper: PaperIn) -> PaperLine:
    return {"name": paper.name, "originals": paper.originals, "certified": paper.certified, "copies": paper.copies}


def _delivery(delivery: str, address: str, unit: UUID) -> str:
    if delivery == "post":
        return _("Qua bưu chính công ích: %(address)s") % {"address": address}
    if delivery == "online":
        return _("Trực tuyến")
    return _("Tại quầy, %(unit)s") % {"unit": organisation.short_name(unit)}


def _channel(channel: Channel) -> str:
    return _("qua bưu chính công ích") if channel is Channel.POST else _("trực tiếp tại quầy")


def _clock(policy: str) -> str:
    return {
        "RESTART": _("Khi đủ giấy tờ, thời hạn giải quyết được tính lại từ đầu."),
        "SUSPEND_RESUME": _("Thời hạn giải quyết tạm dừng cho đến khi đủ giấy tờ."),
        "NONE": _("Thời hạn giải quyết vẫn tính trong lúc chờ."),
    }[policy]


def owed_words(version: ProcedureVersion, fee: int, dues: Sequence[Due] | None = None) -> str:
    """Say the fee of a dossier: what was set; else the procedure's, and the postage where it goes by post."""
    if dues is not None:
        return dong(sum(due.amount for due in dues)) if dues else _("không thu")
    postage = postage_of(version, fee)
    if not postage:
        return fee_words(version)
    values = {"fee": fee_words(version), "postage": dong(postage)}
    return _("%(fee)s; cước bưu chính %(postage)s") % values


def fee_words(version: ProcedureVersion) -> str:
    """Say the fee: one amount, several by case, free, or not known."""
    amounts = [dong(line.amount) + (f" ({line.note})" if line.note else "") for line in version.fees if line.amount]
    if amounts:
        return "; ".join(amounts)
    return _("không thu") if version.fee == 0 else (version.fee_note or _("theo mức của tỉnh"))
