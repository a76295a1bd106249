"""Other agencies at work: send to all at once, ask an opinion, answer, take back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.dossiers import queries, services
from motcua.dossiers.forms import acts
from motcua.dossiers.queries.agencies import TaskLine
from motcua.dossiers.record import Record
from motcua.dossiers.services.coordinate import sections_of
from motcua.dossiers.services.pass_task import desks_within
from motcua.dossiers.types import KIND, Deed, NotAsked, NotNow, Role, desk_of
from motcua.dossiers.views.acting import act_page, done, done_at_once, opened
from motcua.dossiers.views.asking import actor_of, moment_of, sent, signed_in, stored
from motcua.gate.services import uploading
from motcua.kernel.refusal import NotFound, Refusal
from motcua.organisation import queries as organisation

BOTH = require_http_methods(["GET", "POST"])
TEMPLATE = "dossiers/answer.html"


@signed_in
@BOTH
def coordination(request: HttpRequest, number: str) -> HttpResponse:
    """Send to all agencies of the next parallel steps."""
    record = opened(request, number, Deed.SEND_TO_AGENCIES)
    form = acts.Plain(sent(request))
    if request.method == "GET":
        return act_page(request, record, Deed.SEND_TO_AGENCIES, form)
    return done_at_once(
        request,
        number,
        lambda: services.send_to_agencies(
            actor=actor_of(request), at=moment_of(request), number=number, revision=form.looked_at()
        ),
        says=lambda _written: _("Đã gửi các cơ quan phối hợp. Khi tất cả trả lời, hồ sơ đi tiếp từ đây."),
    )


@signed_in
@BOTH
def consultation(request: HttpRequest, number: str) -> HttpResponse:
    """Ask another agency's opinion until a day."""
    actor, at = actor_of(request), moment_of(request)
    record = opened(request, number, Deed.CONSULT)
    form = acts.Consultation(sent(request), agencies=_agencies(request, record))
    chosen = form.chosen_unit()
    form.offer(sections_of(chosen, at) if chosen else ())
    if request.method == "GET":
        return act_page(request, record, Deed.CONSULT, form)

    def ask() -> Record:
        return services.ask_opinion(
            actor=actor,
            at=at,
            number=number,
            question=form.typed("question"),
            answer_by=form.day(),
            unit=form.chosen_unit(),
            agency=form.typed("agency"),
            section=form.typed("section"),
            revision=form.looked_at(),
        )

    return done(
        request,
        record,
        Deed.CONSULT,
        form,
        ask,
        says=lambda _written: _("Đã gửi yêu cầu. Trả lời sẽ hiện ở mục Phối hợp."),
    )


@uploading()
@signed_in
@BOTH
def answer(request: HttpRequest, number: str, task: UUID) -> HttpResponse:
    """Answer what was asked, perhaps with a file; of an agency outside the system its answer is recorded."""
    actor, at = actor_of(request), moment_of(request)
    record = queries.dossier_for(actor, number, at=at, look=request.method == "GET")
    line = queries.task_line(actor, record, task, at)
    if line is None or (request.method == "GET" and not line.may_answer):
        raise NotAsked
    form = acts.Answer(sent(request), request.FILES)
    if request.method == "GET":
        return _answer_page(request, record, line, form)
    upload = request.FILES.get("file")
    try:
        file = stored(request, upload, owner_kind=KIND, owner=record.id, may=line.may_answer) if upload else None
        written = services.answer_task(
            actor=actor, at=at, number=number, task=task, answer=form.typed("answer"), file=file
        )
    except NotFound:
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        return _answer_page(request, record, line, form, refusal)
    messages.success(request, _("Đã ghi trả lời."))
    return redirect("dossiers:dossier", written.number)


@signed_in
@BOTH
def passing_on(request: HttpRequest, number: str, task: UUID) -> HttpResponse:
    """Pass a request on to a section or an official of the agency that was asked."""
    actor, at = actor_of(request), moment_of(request)
    record = queries.dossier_for(actor, number, at=at, look=request.method == "GET")
    line = queries.task_line(actor, record, task, at)
    if line is None:
        raise NotAsked
    if not line.may_pass_on:
        raise NotNow(_("Yêu cầu này do lãnh đạo cơ quan được hỏi chuyển tiếp, khi chưa có trả lời."))
    asked = next(each for each in record.life.tasks if each.id == task)
    desks = desks_within(actor, asked, at)
    form, title = acts.PassingOn(sent(request), desks=desks.items()), _("Chuyển cho bộ phận, người phụ trách")
    if request.method == "GET":
        return _answer_page(request, record, line, form, title=title)
    chosen = UUID(form.typed("to")) if form.typed("to") else None
    sections = (
        {desk_of(asked.unit, Role.SPECIALIST, name): name for name in sections_of(asked.unit, at)} if asked.unit else {}
    )
    try:
        written = services.pass_task(
            actor=actor,
            at=at,
            number=number,
            task=task,
            section=sections.get(chosen) if chosen else None,
            post=None if chosen in sections else chosen,
        )
    except NotFound:
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        return _answer_page(request, record, line, form, refusal, title=title)
    messages.success(request, _("Đã chuyển yêu cầu. Hạn trả lời giữ nguyên."))
    return redirect("dossiers:dossier", written.number)


@signed_in
@require_POST
def recall(request: HttpRequest, number: str, task: UUID) -> HttpResponse:
    """Take back an opinion that nobody has given yet."""
    return done_at_once(
        request,
        number,
        lambda: services.recall_task(actor=actor_of(request), at=moment_of(request), number=number, task=task),
        says=lambda _written: _("Đã rút yêu cầu lấy ý kiến."),
    )


def _answer_page(
    request: HttpRequest,
    record: Record,
    line: TaskLine,
    form: acts.ActForm,
    refusal: Refusal | None = None,
    *,
    title: str = "",
) -> HttpResponse:
    page = queries.page_of(actor_of(request), record, at=moment_of(request), story=False)
    usual = _("Ghi trả lời của %(agency)s") % {"agency": line.agency} if line.is_outside else _("Trả lời")
    context = {
        "record": record,
        "number": record.number,
        "owner": record.facts["owner_name"],
        "procedure": page.procedure,
        "time": page.time,
        "time_detail": page.time_detail,
        "signal": page.time_kind,
        "title": title or usual,
        "form": form,
        "revision": record.revision,
        "lines": (),
        "task": line,
    }
    return render(request, TEMPLATE, context, status=refusal.status if refusal else 200)


def _agencies(request: HttpRequest, record: Record) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the agencies that can be asked: the district's communes, the districts, the departments."""
    on, here = moment_of(request).date(), record.standing.unit
    district = organisation.district_of(record.unit, on)
    groups = (
        (_("Xã, phường, thị trấn cùng huyện"), organisation.children(district, on) if district else ()),
        (_("Huyện, thành phố"), organisation.units(on, "district")),
        (_("Sở, ban, ngành"), organisation.units(on, "department")),
    )
    return [
        (words, [(str(unit.id), organisation.short_name(unit.id, on)) for unit in units if unit.id != here])
        for words, units in groups
        if units
    ]
