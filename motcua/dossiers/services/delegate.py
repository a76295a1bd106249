"""Whoever is empowered decides at the counter: the list of procedures, and the decision itself (NĐ 61/2018 Đ17.5; spec D07)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.catalogue import queries as catalogue
from motcua.catalogue.types import ProcedureUnknown
from motcua.dossiers.deeds import DELEGATE, begin
from motcua.dossiers.models import Delegation
from motcua.dossiers.record import Record
from motcua.dossiers.services.register_result import check_result, finishing
from motcua.dossiers.types import DELEGATION, Deed, MoveKind, NoSuchDelegation, ResultKind
from motcua.dossiers.writing import put
from motcua.identity import queries as identity
from motcua.kernel import access
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.moments import local
from motcua.kernel.refusal import Invalid
from motcua.ledger import services as ledger

LONGEST = 100


@act
def delegate(*, actor: Actor, at: datetime, unit: UUID, account: UUID | None, procedure: str, decision: str) -> UUID:
    """Let an official of the unit decide about a procedure at its counter, from today until it is ended; return the id.

    ``procedure`` is a national code, ``decision`` the number of the paper that says so. Refuses with Invalid (nobody of the
    unit, no such procedure, no decision, listed already), and with NotAllowed whoever does not lead the unit.
    """
    access.require(actor, DELEGATE, unit)
    on, code = local(at).date(), procedure.strip()
    wrong = {}
    if account not in {official.account for official in identity.people_of(unit, at)}:
        wrong["person"] = _("Chọn một người đang làm việc ở đơn vị.")
    if not _is_known(code, on):
        wrong["procedure"] = _("Chưa chọn thủ tục. Gõ vài chữ của tên hoặc mã, rồi chọn trong danh sách.")
    if not decision.strip() or len(decision) > LONGEST:
        wrong["decision"] = _("Ghi số, ký hiệu văn bản uỷ quyền, không quá %(most)s chữ.") % {"most": LONGEST}
    if not wrong and _is_listed(unit, account, code):
        wrong["procedure"] = _("Người này đã được uỷ quyền về thủ tục ấy.")
    if wrong:
        raise Invalid(wrong)
    assert account is not None, "checked above"
    made = Delegation.objects.create(
        id=new_id(),
        at=at,
        by_account=actor.account,
        by_post=actor.post,
        unit_id=unit,
        account_id=account,
        procedure=code,
        decision=decision.strip(),
        valid_from=on,
    )
    facts = {"unit": unit, "account": account, "procedure": code}
    ledger.write(actor, "dossiers.delegated", kind=DELEGATION, stream=made.id, seq=1, at=at, **facts)
    return made.id


@act
def end_delegation(*, actor: Actor, at: datetime, delegation: UUID) -> None:
    """End a delegation today. Refuses with NoSuchDelegation (none that still holds, or another unit's)."""
    on = local(at).date()
    found = Delegation.objects.select_for_update().filter(id=delegation, valid_to__isnull=True).first()
    if found is None or not access.judge(actor, DELEGATE, found.unit_id):
        raise NoSuchDelegation
    found.valid_to = max(on, found.valid_from) - timedelta(days=1)
    found.revision += 1
    found.save(update_fields=["valid_to", "revision"])
    facts = {"unit": found.unit_id, "account": found.account_id, "procedure": found.procedure}
    ledger.write(
        actor, "dossiers.delegation_ended", kind=DELEGATION, stream=found.id, seq=found.revision, at=at, **facts
    )


@act
def decide_at_counter(
    *,
    actor: Actor,
    at: datetime,
    number: str,
    result_number: str,
    signed_on: date | None = None,
    file: UUID | None = None,
    revision: int | None = None,
) -> Record:
    """Decide about a dossier just received, at the counter: the result is registered and waits to be handed over.

    Only whoever is on the unit's list for the procedure. Refuses with Invalid as ``register_result`` does, and as
    ``deeds.begin`` does.
    """
    if wrong := check_result(result_number, signed_on, at):
        raise Invalid(wrong)
    record = begin(actor, number, Deed.DECIDE, revision=revision)
    change = finishing(
        record,
        actor=actor,
        at=at,
        verb="dossiers.decided_at_counter",
        kind=ResultKind.GRANTED,
        move=MoveKind.ISSUED,
        number=result_number.strip(),
        signed_on=signed_on,
        file=file,
    )
    return put(record, change, actor=actor, at=at)


def _is_listed(unit: UUID, account: UUID | None, code: str) -> bool:
    holding = Delegation.objects.filter(unit_id=unit, procedure=code, valid_to__isnull=True)
    return account in set(holding.values_list("account_id", flat=True))


def _is_known(code: str, on: date) -> bool:
    try:
        catalogue.in_force(code, on)
    except ProcedureUnknown:
        return False
    return True
