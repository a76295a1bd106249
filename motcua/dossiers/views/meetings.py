"""Councils and checks on the spot: call, move, call off, record; the invitation and the minutes to print."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.dossiers import queries, services, slips
from motcua.dossiers.forms import acts
from motcua.dossiers.queries.meetings import MeetingLine, post_words
from motcua.dossiers.record import Record
from motcua.dossiers.rules import meets_at, step_of
from motcua.dossiers.types import KIND, Deed, HasChanged, MeetingKind, NoSuchMeeting
from motcua.dossiers.views import parts
from motcua.dossiers.views.acting import act_page, done, opened
from motcua.dossiers.views.asking import actor_of, moment_of, sent, signed_in, stored
from motcua.dossiers.views.slips import pdf
from motcua.gate.services import uploading
from motcua.kernel.refusal import NotFound, Refusal
from motcua.organisation import queries as organisation

BOTH = require_http_methods(["GET", "POST"])
TEMPLATE = "dossiers/meeting.html"


@signed_in
@BOTH
def meeting(request: HttpRequest, number: str) -> HttpResponse:
    """Call a council or a check on the spot."""
    actor, at = actor_of(request), moment_of(request)
    record = opened(request, number, Deed.CALL_MEETING)
    usual = meets_at(step_of(record.life.route, record.standing.step)) or MeetingKind.CHECK
    posts = [(post.id, post_words(post.id, at)) for post in organisation.posts(record.standing.unit, at.date())]
    mine = [str(actor.post)] if actor.post else []
    form = acts.Meeting(sent(request), posts=posts, initial=_usual(usual, mine))
    if request.method == "GET":
        return act_page(request, record, Deed.CALL_MEETING, form)

    def call() -> Record:
        return services.call_meeting(
            actor=actor,
            at=at,
            number=number,
            kind=MeetingKind(form.typed("kind") or usual),
            starts_at=form.starts_at(),
            place=form.typed("place"),
            about=form.typed("about"),
            posts=form.chosen(),
            guests=form.typed("guests"),
            applicant=bool(form.typed("applicant")),
            revision=form.looked_at(),
        )

    said = _("Đã ghi lịch. In giấy mời ở mục Họp, kiểm tra thực tế.")
    return done(request, record, Deed.CALL_MEETING, form, call, says=lambda _written: said)


def _usual(kind: MeetingKind, mine: list[str]) -> dict[str, Any]:
    """Return what the form begins with: on the spot it is mostly the applicant's own land or house."""
    return {"kind": kind, "posts": mine, "applicant": kind is MeetingKind.CHECK}


@signed_in
@BOTH
def moved(request: HttpRequest, number: str, meeting: UUID) -> HttpResponse:
    """Move a meeting, with the reason."""
    record, line = _opened(request, number, meeting)
    starts = line.starts_at
    now = {"day": f"{starts.day}/{starts.month}/{starts.year}", "clock": f"{starts:%H:%M}", "place": line.place}
    form = acts.MeetingMove(sent(request), initial=now)
    title = _("Dời lịch")
    if request.method == "GET":
        return _page(request, record, line, form, title=title)

    def move() -> Record:
        return services.move_meeting(
            actor=actor_of(request),
            at=moment_of(request),
            number=number,
            meeting=meeting,
            starts_at=form.starts_at(),
            reason=form.typed("reason"),
            place=form.typed("place"),
        )

    said = _("Đã dời lịch. Báo người dự và in lại giấy mời.")
    return _done(request, record, line, form, move, title=title, said=said)


@signed_in
@BOTH
def called_off(request: HttpRequest, number: str, meeting: UUID) -> HttpResponse:
    """Call a meeting off, with the reason."""
    record, line = _opened(request, number, meeting)
    form, title = acts.Reason(sent(request)), _("Huỷ lịch")
    if request.method == "GET":
        return _page(request, record, line, form, title=title)

    def call_off() -> Record:
        return services.call_off_meeting(
            actor=actor_of(request),
            at=moment_of(request),
            number=number,
            meeting=meeting,
            reason=form.typed("reason"),
        )

    return _done(request, record, line, form, call_off, title=title, said=_("Đã huỷ lịch. Báo người dự."))


@uploading()
@signed_in
@BOTH
def minutes(request: HttpRequest, number: str, meeting: UUID) -> HttpResponse:
    """Record what came of a meeting, perhaps with the scan of the signed paper."""
    record, line = _opened(request, number, meeting)
    form, title = acts.Minutes(sent(request), request.FILES), _("Ghi biên bản")
    if request.method == "GET":
        return _page(request, record, line, form, title=title)

    def write() -> Record:
        upload = request.FILES.get("file")
        return services.record_minutes(
            actor=actor_of(request),
            at=moment_of(request),
            number=number,
            meeting=meeting,
            found=form.typed("found"),
            conclusion=form.chosen(),
            signers=form.typed("signers"),
            file=stored(request, upload, owner_kind=KIND, owner=record.id, may=line.may_change),
        )

    return _done(request, record, line, form, write, title=title, said=_("Đã ghi biên bản."))


@signed_in
@require_safe
def invitation(request: HttpRequest, number: str, meeting: UUID) -> HttpResponse:
    """Print the invitation."""
    return _printed(request, number, meeting, "meeting_invitation", slips.meeting_invitation)


@signed_in
@require_safe
def printed(request: HttpRequest, number: str, meeting: UUID) -> HttpResponse:
    """Print the minutes, with room to write by hand while nothing is recorded."""
    return _printed(request, number, meeting, "meeting_minutes", slips.meeting_minutes)


def _printed(
    request: HttpRequest,
    number: str,
    meeting: UUID,
    form: str,
    inputs: Callable[[Record, MeetingLine, datetime], Mapping[str, Any]],
) -> HttpResponse:
    actor, at = actor_of(request), moment_of(request)
    record = queries.dossier_for(actor, number, at=at, look=False)
    return pdf(request, record, form, inputs(record, _line(request, record, meeting), at))


def _line(request: HttpRequest, record: Record, meeting: UUID) -> MeetingLine:
    line = queries.meeting_line(actor_of(request), record, meeting, moment_of(request))
    if line is None:
        raise NoSuchMeeting
    return line


def _opened(request: HttpRequest, number: str, meeting: UUID) -> tuple[Record, MeetingLine]:
    """Return the dossier and its meeting; what was sent is let through, so that the service's own sentence answers it."""
    record = queries.dossier_for(actor_of(request), number, at=moment_of(request), look=request.method == "GET")
    line = _line(request, record, meeting)
    if request.method == "GET" and not line.may_change:
        if line.called_off_at or line.recorded_at:
            raise HasChanged(_("Cuộc này đã có biên bản hoặc đã huỷ. Mở hồ sơ để xem diễn biến."))
        raise NoSuchMeeting
    return record, line


def _done(
    request: HttpRequest,
    record: Record,
    line: MeetingLine,
    form: acts.ActForm,
    service: Callable[[], Record],
    *,
    title: str,
    said: str,
) -> HttpResponse:
    try:
        written = service()
    except NotFound:
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, record, line, form, title=title, refusal=refusal)
    messages.success(request, said)
    return redirect("dossiers:dossier", written.number)


def _page(
    request: HttpRequest,
    record: Record,
    line: MeetingLine,
    form: acts.ActForm,
    *,
    title: str,
    refusal: Refusal | None = None,
) -> HttpResponse:
    page = queries.page_of(actor_of(request), record, at=moment_of(request), story=False)
    context = {
        "record": record,
        "number": record.number,
        "owner": record.facts["owner_name"],
        "procedure": page.procedure,
        "time": page.time,
        "time_detail": page.time_detail,
        "signal": page.time_kind,
        "title": title,
        "form": form,
        "lines": (),
        "meeting": parts.meetings([line])[0],
    }
    return render(request, TEMPLATE, context, status=refusal.status if refusal else 200)
