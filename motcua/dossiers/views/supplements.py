"""Ask for papers once and completely; go on when they are there."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.dossiers import services
from motcua.dossiers.forms import acts
from motcua.dossiers.record import Record, hexed
from motcua.dossiers.rules import ask_in_time_until
from motcua.dossiers.services.supplement import unseal_asked
from motcua.dossiers.types import Deed, PaperIn
from motcua.dossiers.views.acting import act_page, done, opened
from motcua.dossiers.views.asking import actor_of, moment_of, sent, signed_in
from motcua.kernel.moments import local
from motcua.organisation import queries as organisation
from motcua.ui import words

TEMPLATE = "dossiers/supplement.html"


@signed_in
@require_http_methods(["GET", "POST"])
def supplement(request: HttpRequest, number: str) -> HttpResponse:
    """Ask for papers: those of the procedure's list by tick, others by name, with the reason."""
    actor, at = actor_of(request), moment_of(request)
    record = opened(request, number, Deed.ASK_SUPPLEMENT)
    form = acts.Supplement(sent(request), papers=wanted(record))
    more = {
        "template": TEMPLATE,
        "clock": clock_words(record),
        "late": late_words(request, record),
        "again": record.life.supplements >= record.life.terms.max_supplements,
        "names": _("Giấy tờ cần bổ sung"),
    }
    if request.method == "GET":
        return act_page(request, record, Deed.ASK_SUPPLEMENT, form, **more)
    return done(
        request,
        record,
        Deed.ASK_SUPPLEMENT,
        form,
        lambda: services.ask_supplement(
            actor=actor,
            at=at,
            number=number,
            papers=form.papers(),
            reason=form.typed("reason"),
            ground=form.typed("ground"),
            revision=form.looked_at(),
        ),
        says=lambda _written: _("Đã yêu cầu bổ sung. In phiếu yêu cầu ở mục Bản in và đưa cho người nộp."),
        **more,
    )


def wanted(record: Record) -> tuple[PaperIn, ...]:
    """Return the papers that the procedure knows for this dossier's case, by their full names."""
    found = record.procedure.papers(record.facts["case_label"])
    return tuple(
        PaperIn(paper.position, paper.name, paper.originals, paper.certified, paper.copies, paper=paper.id)
        for paper in found
    )


def late_words(request: HttpRequest, record: Record) -> str:
    """Say until when a request is in time, and that one today is not (NĐ 61/2018 Đ19.4)."""
    by_day = ask_in_time_until(record.life, organisation.calendar_of(record.life.terms.calendar))
    if by_day is None or moment_of(request).date() <= by_day:
        return ""
    said = _(
        "Lẽ ra phải yêu cầu chậm nhất %(day)s (ba ngày làm việc từ khi nhận). Yêu cầu hôm nay bị ghi là muộn, do %(unit)s."
    )
    return said % {"day": words.day(by_day), "unit": organisation.short_name(record.standing.unit)}


def clock_words(record: Record) -> str:
    """Say what the request does to the limit, by the policy that the dossier has frozen."""
    return {
        "RESTART": _("Thời hạn dừng trong lúc chờ và tính lại từ đầu khi đủ giấy."),
        "SUSPEND_RESUME": _("Thời hạn dừng trong lúc chờ và chạy tiếp phần còn lại khi đủ giấy."),
        "NONE": _("Thời hạn vẫn chạy trong lúc chờ."),
    }[record.life.terms.pauses.get("supplement", "RESTART")]


@signed_in
@require_http_methods(["GET", "POST"])
def supplement_completed(request: HttpRequest, number: str) -> HttpResponse:
    """Take the papers that were asked for; the clock runs again."""
    actor, at = actor_of(request), moment_of(request)
    record = opened(request, number, Deed.COMPLETE_SUPPLEMENT)
    form = acts.Supplement(sent(request), papers=asked(record))
    if request.method == "GET":
        form.initial = {f"paper{index}": True for index in range(len(form.listed))}
    more = {"template": TEMPLATE, "names": _("Giấy tờ vừa nhận"), "without_reason": True}
    if request.method == "GET":
        return act_page(request, record, Deed.COMPLETE_SUPPLEMENT, form, **more)
    return done(
        request,
        record,
        Deed.COMPLETE_SUPPLEMENT,
        form,
        lambda: services.complete_supplement(
            actor=actor, at=at, number=number, papers=form.papers(), revision=form.looked_at()
        ),
        says=lambda written: _due_words(written.standing.due_at),
        **more,
    )


def asked(record: Record) -> tuple[PaperIn, ...]:
    """Return the papers that were asked for last."""
    if not record.rows["supplements"]:
        return ()
    last = unseal_asked(hexed(record.rows["supplements"][-1]["asked"]))
    return tuple(
        PaperIn(position, name, originals, certified, copies)
        for position, (name, originals, certified, copies) in enumerate(last["papers"], 1)
    )


def _due_words(due_at: datetime | None) -> str:
    if due_at is None:
        return _("Đã nhận đủ giấy tờ.")
    return _("Đã nhận đủ giấy tờ. Hẹn trả mới: %(day)s.") % {"day": words.weekday_day(local(due_at))}
