"""Acts that end something: refuse, register the result, return it, give the dossier back, print a lost receipt again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.dossiers import queries, services
from motcua.dossiers.deeds import may
from motcua.dossiers.forms import acts
from motcua.dossiers.forms.originals import originals_field, ticked
from motcua.dossiers.record import Record
from motcua.dossiers.services.return_result import wants_word
from motcua.dossiers.types import KIND, Deed, ProofKind
from motcua.dossiers.views import parts
from motcua.dossiers.views.acting import act_page, done, opened
from motcua.dossiers.views.asking import actor_of, moment_of, sent, signed_in, stored
from motcua.gate.services import uploading

BOTH = require_http_methods(["GET", "POST"])


@signed_in
@BOTH
def refusal(request: HttpRequest, number: str) -> HttpResponse:
    """Refuse after appraisal, with the reason in writing."""
    actor, at = actor_of(request), moment_of(request)
    record = opened(request, number, Deed.REFUSE)
    form = acts.Reason(sent(request))
    form.fields["reason"].help_text = _("Nêu lý do và căn cứ. Phiếu từ chối in nguyên văn phần này và trả qua quầy.")
    if request.method == "GET":
        return act_page(request, record, Deed.REFUSE, form)
    return done(
        request,
        record,
        Deed.REFUSE,
        form,
        lambda: services.refuse(
            actor=actor, at=at, number=number, reason=form.typed("reason"), revision=form.looked_at()
        ),
        says=lambda _written: _("Đã từ chối. Phiếu từ chối chờ trả tại quầy."),
    )


@uploading()
@signed_in
@BOTH
def result(request: HttpRequest, number: str) -> HttpResponse:
    """Enter the signed result into the book."""
    said = _("Đã đăng ký kết quả. Kết quả chờ trả tại quầy.")
    return with_result(request, number, Deed.REGISTER_RESULT, services.register_result, said)


def with_result(
    request: HttpRequest, number: str, deed: Deed, service: Callable[..., Record], said: str
) -> HttpResponse:
    """Show the page of a deed that enters a result, and do it: the number, the day, perhaps the scan."""
    actor, at = actor_of(request), moment_of(request)
    record = opened(request, number, deed)
    form = acts.Result(sent(request), request.FILES)
    if request.method == "GET":
        return act_page(request, record, deed, form)
    return done(
        request,
        record,
        deed,
        form,
        lambda: service(
            actor=actor,
            at=at,
            number=number,
            result_number=form.typed("result_number"),
            signed_on=form.signed(),
            file=stored(
                request,
                request.FILES.get("file"),
                owner_kind=KIND,
                owner=record.id,
                may=may(actor, record, deed),
            ),
            revision=form.looked_at(),
        ),
        says=lambda _written: said,
    )


@signed_in
@BOTH
def delivery(request: HttpRequest, number: str) -> HttpResponse:
    """Hand the result over, and keep who received it and on what proof."""
    actor, at = actor_of(request), moment_of(request)
    record = opened(request, number, Deed.RETURN_RESULT)
    form = acts.Recipient(
        sent(request),
        has_submitter=bool(record.facts["submitter_name"]),
        initial=usual_recipient(record) | {"proof": ProofKind.RECEIPT},
    )
    if record.life.kept:
        form.fields["originals"] = originals_field(record.life.kept, _("Trả cùng lúc bản chính đang giữ"))
    if wants_word(record):
        form.fields["told"] = acts.told_field(is_reachable=queries.is_reachable(record))
    more: dict[str, Any] = {"template": "dossiers/delivery.html", "results": parts.results(record)}
    if request.method == "GET":
        return act_page(request, record, Deed.RETURN_RESULT, form, **more)
    return done(
        request,
        record,
        Deed.RETURN_RESULT,
        form,
        lambda: services.return_result(
            actor=actor,
            at=at,
            number=number,
            recipient=form.person(),
            originals=ticked(form),
            told=form.typed("told"),
            revision=form.looked_at(),
        ),
        says=lambda _written: _("Đã trả kết quả. Hồ sơ xong."),
        **more,
    )


def usual_recipient(record: Record) -> dict[str, str]:
    """Return who usually stands at the counter: whoever handed in."""
    submitter = record.facts["submitter_name"]
    return {"name": submitter or record.facts["owner_name"], "relation": "submitter" if submitter else "self"}


@signed_in
@BOTH
def withdrawal(request: HttpRequest, number: str) -> HttpResponse:
    """Give the dossier back at the applicant's wish."""
    actor, at = actor_of(request), moment_of(request)
    record = opened(request, number, Deed.WITHDRAW)
    form = acts.Reason(sent(request))
    form.fields["reason"].help_text = _("Ghi điều người nộp nói; thời hạn dừng và giấy tờ được trả lại.")
    if request.method == "GET":
        return act_page(request, record, Deed.WITHDRAW, form)
    return done(
        request,
        record,
        Deed.WITHDRAW,
        form,
        lambda: services.withdraw(
            actor=actor, at=at, number=number, reason=form.typed("reason"), revision=form.looked_at()
        ),
        says=lambda _written: _("Đã cho rút hồ sơ. Trả lại giấy tờ cho người nộp."),
    )


@signed_in
@BOTH
def receipt_again(request: HttpRequest, number: str) -> HttpResponse:
    """Print a lost receipt again for whoever proves to be the person."""
    actor, at = actor_of(request), moment_of(request)
    record = opened(request, number, Deed.REISSUE_RECEIPT)
    form = acts.Recipient(
        sent(request),
        without_receipt=True,
        has_submitter=bool(record.facts["submitter_name"]),
        initial=usual_recipient(record) | {"proof": ProofKind.IDENTITY},
    )
    more = {"template": "dossiers/delivery.html"}
    if request.method == "GET":
        return act_page(request, record, Deed.REISSUE_RECEIPT, form, **more)
    return done(
        request,
        record,
        Deed.REISSUE_RECEIPT,
        form,
        lambda: services.reissue_receipt(
            actor=actor, at=at, number=number, recipient=form.person(), revision=form.looked_at()
        ),
        says=lambda _written: _("Đã ghi việc cấp lại. Mở giấy hẹn ở mục Bản in để in; nội dung không đổi."),
        **more,
    )
