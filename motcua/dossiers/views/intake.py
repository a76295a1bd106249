"""Two other outcomes at the counter: guidance to supplement, refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.catalogue.types import ProcedureVersion
from motcua.dossiers import services
from motcua.dossiers.forms import acts
from motcua.dossiers.forms import reception as typing
from motcua.dossiers.queries.reception import number_of, procedure_of
from motcua.dossiers.record import Record
from motcua.dossiers.types import AlreadyReceived, PaperIn
from motcua.dossiers.views import sitting as sittings
from motcua.dossiers.views.asking import actor_of, counter_of, moment_of, sent, signed_in
from motcua.dossiers.views.sitting import Sitting
from motcua.forms import services as drafting
from motcua.kernel.refusal import NotFound, Refusal

BOTH = require_http_methods(["GET", "POST"])


@signed_in
@BOTH
def guidance(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Guide to supplement before anything is received: what is missing, and why (Mẫu 02)."""
    sitting = Sitting(draft_id, counter_of(request))
    values = sittings.typed_before(actor_of(request), draft_id)
    version = procedure_of(values.get("procedure"))
    listed = missing(values, version) if version else ()
    form = acts.Supplement(sent(request), papers=listed)
    if request.method == "GET":
        form.initial = {
            f"paper{index}": True
            for index, paper in enumerate(listed)
            if paper.originals >= 0 and _must(version, paper)
        }
    return _answered(
        request,
        sitting,
        values,
        form,
        lambda: services.guide_at_intake(
            actor=actor_of(request),
            at=moment_of(request),
            reception=sittings.reception_of(request, values, sitting),
            papers=form.papers(),
            reason=form.typed("reason"),
            ground=form.typed("ground"),
        ),
        template="dossiers/guidance.html",
        title=_("Yêu cầu bổ sung trước khi tiếp nhận"),
        says=_(
            "Đã ghi yêu cầu bổ sung. In phiếu ở mục Bản in và đưa cho người nộp; khi đủ giấy, tiếp nhận từ trang này."
        ),
    )


def missing(values: dict[str, Any], version: ProcedureVersion) -> tuple[PaperIn, ...]:
    """Return the papers of the chosen case that were not ticked, by their full names."""
    brought = {paper.paper for paper in typing.papers_of(values, version)}
    return tuple(
        PaperIn(paper.position, paper.name, paper.originals, paper.certified, paper.copies, paper=paper.id)
        for paper in version.papers(typing.case_of(values, version))
        if paper.id not in brought
    )


def _must(version: ProcedureVersion | None, asked: PaperIn) -> bool:
    return version is not None and any(paper.id == asked.paper and paper.required == "yes" for paper in version.groups)


@signed_in
@BOTH
def refusal(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Refuse at the counter, with the reason in writing (Mẫu 03); no code is drawn."""
    sitting = Sitting(draft_id, counter_of(request))
    values = sittings.typed_before(actor_of(request), draft_id)
    form = acts.Reason(sent(request))
    form.fields["reason"].help_text = _(
        "Nêu lý do và căn cứ, chỉ nơi nộp đúng nếu nhầm nơi. Phiếu in nguyên văn phần này."
    )
    return _answered(
        request,
        sitting,
        values,
        form,
        lambda: services.refuse_at_intake(
            actor=actor_of(request),
            at=moment_of(request),
            reception=sittings.reception_of(request, values, sitting),
            reason=form.typed("reason"),
        ),
        template="dossiers/intake_refusal.html",
        title=_("Từ chối tiếp nhận"),
        says=_("Đã ghi từ chối tiếp nhận. In phiếu ở mục Bản in và đưa cho người nộp."),
    )


def _answered(
    request: HttpRequest,
    sitting: Sitting,
    values: dict[str, Any],
    form: acts.ActForm,
    service: Callable[[], Record],
    *,
    template: str,
    title: str,
    says: str,
) -> HttpResponse:
    if number := number_of(sitting.draft):
        return redirect("dossiers:dossier", number)
    status = 200
    if request.method == "POST":
        try:
            record = service()
        except AlreadyReceived as known:
            return redirect("dossiers:dossier", number_of(known.dossier))
        except NotFound:
            raise
        except Refusal as problem:
            form.refuse(problem)
            status = problem.status
        else:
            drafting.discard_draft(actor=actor_of(request), at=moment_of(request), draft_id=sitting.draft)
            messages.success(request, says)
            return redirect("dossiers:dossier", record.number)
    version = procedure_of(values.get("procedure"))
    context = {
        "form": form,
        "title": title,
        "back": sitting.url(),
        "owner": values.get("owner_name", ""),
        "procedure": version,
    }
    return render(request, template, context, status=status)
