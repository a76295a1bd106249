"""Acts for what went wrong in our hands: a wrong result, papers lost or damaged."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.dossiers import services
from motcua.dossiers.deeds import may
from motcua.dossiers.forms import acts
from motcua.dossiers.forms.originals import originals_field, ticked
from motcua.dossiers.types import KIND, Deed, LossKind
from motcua.dossiers.views.acting import act_page, done, opened
from motcua.dossiers.views.asking import actor_of, moment_of, sent, signed_in, stored
from motcua.gate.services import uploading
from motcua.organisation import queries as organisation

BOTH = require_http_methods(["GET", "POST"])


@uploading()
@signed_in
@BOTH
def result_change(request: HttpRequest, number: str) -> HttpResponse:
    """Put a wrong result right as a new version."""
    actor, at = actor_of(request), moment_of(request)
    record = opened(request, number, Deed.CHANGE_RESULT)
    form = acts.ResultChange(sent(request), request.FILES)
    if request.method == "GET":
        return act_page(request, record, Deed.CHANGE_RESULT, form)
    return done(
        request,
        record,
        Deed.CHANGE_RESULT,
        form,
        lambda: services.change_result(
            actor=actor,
            at=at,
            number=number,
            change=form.kind(),
            reason=form.typed("reason"),
            result_number=form.typed("result_number"),
            signed_on=form.signed(),
            file=stored(
                request,
                request.FILES.get("file"),
                owner_kind=KIND,
                owner=record.id,
                may=may(actor, record, Deed.CHANGE_RESULT),
            ),
            revision=form.looked_at(),
        ),
        says=lambda _written: _("Đã ghi bản mới của kết quả. Báo người nhận mang bản cũ đến đổi; không thu phí."),
    )


@signed_in
@BOTH
def loss(request: HttpRequest, number: str) -> HttpResponse:
    """Open an incident for papers that were lost or damaged."""
    actor, at = actor_of(request), moment_of(request)
    record = opened(request, number, Deed.REPORT_LOSS)
    units = [(unit, organisation.short_name(unit)) for unit in record.standing.units]
    form = acts.Loss(sent(request), units=units, initial={"liable": str(record.standing.unit), "kind": LossKind.LOST})
    if record.life.kept:
        form.fields["originals"] = originals_field(record.life.kept, _("Bản chính đang giữ bị mất"))
    if request.method == "GET":
        return act_page(request, record, Deed.REPORT_LOSS, form)
    return done(
        request,
        record,
        Deed.REPORT_LOSS,
        form,
        lambda: services.report_loss(
            actor=actor,
            at=at,
            number=number,
            kind=LossKind(form.typed("kind") or LossKind.LOST),
            what=form.typed("what"),
            liable=form.unit(),
            originals=ticked(form),
            revision=form.looked_at(),
        ),
        says=lambda _written: _("Đã ghi sự cố. In phiếu xin lỗi ở mục Bản in, ký và gửi người nộp."),
    )


@signed_in
@BOTH
def loss_closed(request: HttpRequest, number: str) -> HttpResponse:
    """Close the incident with what was done."""
    actor, at = actor_of(request), moment_of(request)
    record = opened(request, number, Deed.CLOSE_INCIDENT)
    form = acts.Closing(sent(request))
    if request.method == "GET":
        return act_page(request, record, Deed.CLOSE_INCIDENT, form)
    return done(
        request,
        record,
        Deed.CLOSE_INCIDENT,
        form,
        lambda: services.close_incident(
            actor=actor, at=at, number=number, closing=form.typed("closing"), revision=form.looked_at()
        ),
        says=lambda _written: _("Đã kết thúc sự cố."),
    )
