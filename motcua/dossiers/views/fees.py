"""A dossier's money at the counter: take it, say what is owed, cancel a receipt, let a result go out unpaid."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.dossiers import queries, services
from motcua.dossiers.charging import usual_dues
from motcua.dossiers.deeds import may
from motcua.dossiers.forms import acts, fees
from motcua.dossiers.queries.owed import tariffs_for
from motcua.dossiers.record import Record
from motcua.dossiers.types import KIND, Deed
from motcua.dossiers.views import parts
from motcua.dossiers.views.acting import act_page, done, opened
from motcua.dossiers.views.asking import actor_of, moment_of, sent, signed_in, stored
from motcua.gate.services import uploading
from motcua.kernel.ids import new_id
from motcua.kernel.money import dong
from motcua.kernel.refusal import NotFound, Refusal
from motcua.payments import queries as payments
from motcua.payments.types import Due

BOTH = require_http_methods(["GET", "POST"])


@uploading()
@signed_in
@BOTH
def fee(request: HttpRequest, number: str) -> HttpResponse:
    """Take all that is owed, and lead to the receipt; sent twice, it leads to the same one."""
    record = opened(request, number, Deed.TAKE_FEE)
    form = fees.Taking(sent(request), request.FILES, initial={"receipt": new_id(), "method": "cash"})
    if request.method == "GET":
        return _fee_page(request, record, form)
    receipt = form.receipt_id()
    try:
        written = services.take_fee(
            actor=actor_of(request),
            at=moment_of(request),
            number=number,
            receipt=receipt,
            method=form.chosen(),
            reference=form.typed("reference"),
            voucher=stored(
                request,
                request.FILES.get("voucher"),
                owner_kind=KIND,
                owner=record.id,
                may=may(actor_of(request), record, Deed.TAKE_FEE),
            ),
            revision=form.looked_at(),
        )
    except NotFound:
        raise
    except Refusal as refusal:
        now = queries.dossier_for(actor_of(request), number, at=moment_of(request), look=False)
        if any(known.id == receipt for known in now.life.money.receipts):
            return _taken(request, now, receipt)
        form.refuse(refusal)
        return _fee_page(request, now, form, refusal)
    now = queries.dossier_for(actor_of(request), written.number, at=moment_of(request), look=False)
    return _taken(request, now, receipt)


def _fee_page(request: HttpRequest, record: Record, form: fees.Taking, refusal: Refusal | None = None) -> HttpResponse:
    life = record.life
    lines = life.money.open_lines(usual_dues(record.procedure, life.fee))
    return act_page(
        request,
        record,
        Deed.TAKE_FEE,
        form,
        template="dossiers/fee.html",
        refusal=refusal,
        lines_owed=[(due, _relief(due), dong(due.price), dong(amount)) for due, amount in lines],
        several=len(lines) > 1,
        outstanding=dong(life.money.outstanding(life.fee)),
        changeable=life.chargeable,
    )


def _relief(due: Due) -> str:
    if due.off:
        return _("giảm %(amount)s, %(basis)s") % {"amount": dong(due.off), "basis": due.basis}
    if not due.percent:
        return ""
    return _("giảm %(percent)s%%, %(basis)s") % {"percent": due.percent, "basis": due.basis}


def _taken(request: HttpRequest, record: Record, taken: UUID) -> HttpResponse:
    receipt = next(known for known in record.life.money.receipts if known.id == taken)
    sentence = _("Đã thu %(amount)s, biên lai %(receipt)s.") % {
        "amount": dong(receipt.amount),
        "receipt": receipt.words,
    }
    link = format_html(
        '<a href="{}" target="_blank" rel="noopener">{}</a>', parts.print_url(receipt.print), _("In biên lai")
    )
    messages.success(request, format_html("{} {}", sentence, link))
    return redirect("dossiers:dossier", record.number)


@signed_in
@BOTH
def dues(request: HttpRequest, number: str) -> HttpResponse:
    """Say what is owed: chosen fee lines, how many, free or reduced on which ground and proof."""
    record = opened(request, number, Deed.SET_DUES)
    life, rules = record.life, payments.fee_rules(moment_of(request).date())
    before = life.money.dues if life.money.dues is not None else usual_dues(record.procedure, life.fee)
    form = fees.Dues(
        sent(request),
        tariffs=tariffs_for(record, moment_of(request).date()),
        reliefs=rules.reliefs,
        set_before=before,
        proofs=record.proofs(),
    )
    more = {
        "template": "dossiers/dues.html",
        "fee_note": record.procedure.fee_note,
        "paid": dong(life.money.paid) if life.money.paid else "",
        "reliefs": rules.reliefs,
    }
    if request.method == "GET":
        return act_page(request, record, Deed.SET_DUES, form, **more)
    return done(
        request,
        record,
        Deed.SET_DUES,
        form,
        lambda: services.set_dues(
            actor=actor_of(request),
            at=moment_of(request),
            number=number,
            lines=form.lines(),
            revision=form.looked_at(),
        ),
        says=lambda written: _("Đã ghi. Phải nộp %(amount)s.") % {"amount": dong(written.life.money.owed(0))},
        **more,
    )


@signed_in
@BOTH
def cancellation(request: HttpRequest, number: str) -> HttpResponse:
    """Cancel a receipt: the money goes back, the receipt stays with its counter-entry."""
    record = opened(request, number, Deed.CANCEL_FEE_RECEIPT)
    form = fees.Cancelling(sent(request), receipts=record.life.money.valid)
    form.fields["reason"].help_text = _("Ghi sai ở đâu. Biên lai không bị xoá; tiền trả lại được trừ vào quỹ của bạn.")
    if request.method == "GET":
        return act_page(request, record, Deed.CANCEL_FEE_RECEIPT, form)
    return done(
        request,
        record,
        Deed.CANCEL_FEE_RECEIPT,
        form,
        lambda: services.cancel_fee_receipt(
            actor=actor_of(request),
            at=moment_of(request),
            number=number,
            receipt=form.chosen(),
            reason=form.typed("reason"),
            revision=form.looked_at(),
        ),
        says=lambda written: (
            _("Đã huỷ biên lai. Trả lại %(amount)s cho người nộp và thu lại bản biên lai.")
            % {"amount": dong(written.drawn["amount"])}
        ),
    )


@signed_in
@BOTH
def allowance(request: HttpRequest, number: str) -> HttpResponse:
    """Let the result go out although something is owed."""
    record = opened(request, number, Deed.ALLOW_UNPAID)
    form = acts.Reason(sent(request))
    life = record.life
    form.fields["reason"].help_text = _("Hồ sơ còn %(amount)s chưa nộp. Khoản này vẫn phải thu sau.") % {
        "amount": dong(life.money.outstanding(life.fee))
    }
    if request.method == "GET":
        return act_page(request, record, Deed.ALLOW_UNPAID, form)
    return done(
        request,
        record,
        Deed.ALLOW_UNPAID,
        form,
        lambda: services.allow_unpaid(
            actor=actor_of(request),
            at=moment_of(request),
            number=number,
            reason=form.typed("reason"),
            revision=form.looked_at(),
        ),
        says=lambda _written: _("Đã cho trả kết quả trước khi nộp phí."),
    )
