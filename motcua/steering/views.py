"""Pages of steering: the letters of reminder, a new one, one with its answers."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.clocks.calendar import working_days_after
from motcua.dossiers import queries as dossiers
from motcua.identity import queries as identity
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.organisation import queries as organisation
from motcua.steering import queries, services
from motcua.steering.forms import Answer, Draft, Mailbox
from motcua.steering.speech import holder_words
from motcua.steering.types import LOOK, REMIND, Reminder
from motcua.ui import words
from motcua.ui.acting import actor_of, done, having, id_of, moment_of, sent, signed_in, status_of, today
from motcua.ui.types import Cell, Column, Signal, Table

#: Within so many working days an answer is expected, unless somebody writes another day.
USUAL_DAYS = 3


@having(LOOK)
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """List the letters that the reader's units sent or were sent, the unanswered first."""
    actor = actor_of(request)
    found = queries.reminders(actor)
    waiting = [letter for letter in found if letter.unanswered]
    answered = [letter for letter in found if not letter.unanswered]
    context = {
        "waiting": _letters(_("Văn bản chờ trả lời"), waiting, today(request)) if waiting else None,
        "answered": _letters(_("Văn bản đã trả lời"), answered, today(request)) if answered else None,
        "may_remind": access.judge(actor, REMIND, actor.unit),
    }
    return render(request, "steering/letters.html", context)


@having(REMIND)
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest) -> HttpResponse:
    """Write a letter: choose from the late dossiers; posted, send one to each holder."""
    actor, at = actor_of(request), moment_of(request)
    form = Draft(sent(request), initial=_usual(actor, today(request)))
    chosen = request.POST.getlist("so") if request.method == "POST" else []
    made: list[UUID] = []

    def send() -> None:
        made.extend(
            services.remind(
                actor=actor,
                at=at,
                numbers=chosen,
                text=form.cleaned_data["text"],
                answer_by=form.cleaned_data["answer_by"],
            )
        )

    if request.method == "POST" and done(form, send):
        said = ngettext("Đã gửi %(count)s văn bản đôn đốc.", "Đã gửi %(count)s văn bản đôn đốc.", len(made))
        messages.success(request, said % {"count": len(made)})
        return redirect("steering:letters")
    lines = dossiers.late_dossiers(actor, actor.unit, at) if actor.unit else ()
    context = {
        "form": form,
        "count": _counts(actor, at)[0],
        "shown": len(lines),
        "lines": [
            (line, holder_words(line.unit, line.post), words.day(line.due_at), line.number in chosen) for line in lines
        ],
    }
    return render(request, "steering/draft.html", context, status=status_of(form))


@signed_in
@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest) -> HttpResponse:
    """Show one letter with the answers; posted, answer for one dossier. An address that names none leads to the list."""
    if "so" not in request.GET:
        return redirect("steering:letters")
    actor, at = actor_of(request), moment_of(request)
    found = queries.reminder_for(actor, id_of(request.GET.get("so")))
    dossier = id_of(request.POST.get("dossier"))
    form = Answer(sent(request), auto_id=f"{dossier}-%s")

    def answer() -> None:
        services.answer_reminder(
            actor=actor,
            at=at,
            reminder=found.id,
            dossier=dossier or found.id,
            reason=form.cleaned_data["reason"],
            promised_on=form.cleaned_data["promised_on"],
        )

    if request.method == "POST" and done(form, answer):
        messages.success(request, _("Đã ghi câu trả lời."))
        return redirect(f"{reverse('steering:letter')}?so={found.id}")
    names = identity.names(each.answered_by for each in found.dossiers if each.answered_by)
    may = queries.may_answer(actor, found)
    context = {
        "letter": found,
        "sender": organisation.short_name(found.unit),
        "to": holder_words(found.to_unit, found.to_post),
        "at": words.day(found.at),
        "answer_by": words.day(found.answer_by),
        "overdue": found.is_overdue(today(request)),
        "print_url": reverse("prints:print", args=[found.print_id]),
        "lines": [
            (
                each,
                words.day(each.due_at),
                words.day(each.promised_on) if each.promised_on else "",
                names.get(each.answered_by, "") if each.answered_by else "",
                (form if each.dossier == dossier else Answer(auto_id=f"{each.dossier}-%s"))
                if may and each.answered_at is None
                else None,
            )
            for each in found.dossiers
        ],
    }
    return render(request, "steering/letter.html", context, status=status_of(form))


@having(REMIND)
@require_safe
def due_today(request: HttpRequest) -> HttpResponse:
    """List the dossiers of the reader's unit whose time ends today."""
    actor = actor_of(request)
    lines = dossiers.dossiers_due_today(actor, actor.unit, moment_of(request)) if actor.unit else ()
    columns = (
        Column(_("Mã hồ sơ"), "code"),
        Column(_("Thủ tục")),
        Column(_("Hẹn trả"), is_named=True),
        Column(_("Đang ở"), is_named=True),
    )
    rows = [
        (
            Cell(line.number, reverse("dossiers:dossier", args=[line.number])),
            Cell(line.procedure),
            Cell(f"{words.clock(line.due_at)} {words.day(line.due_at)}"),
            Cell(holder_words(line.unit, line.post)),
        )
        for line in lines
    ]
    table = Table(_("Hồ sơ đến hạn hôm nay"), columns, rows) if rows else None
    return render(
        request,
        "steering/today.html",
        {"table": table, "count": _counts(actor, moment_of(request))[1], "shown": len(rows)},
    )


@signed_in
@require_http_methods(["GET", "POST"])
def mailbox(request: HttpRequest) -> HttpResponse:
    """Show where the reader gets e-mail; posted, change it."""
    actor, at = actor_of(request), moment_of(request)
    known = queries.mailbox(actor)
    form = Mailbox(sent(request), initial={"address": known.address, "morning": known.morning})

    def write() -> None:
        services.set_mailbox(
            actor=actor, at=at, address=form.cleaned_data["address"], morning=form.cleaned_data["morning"]
        )

    if request.method == "POST" and done(form, write):
        gets = form.cleaned_data["address"]
        messages.success(request, _("Đã ghi địa chỉ nhận thư.") if gets else _("Đã thôi nhận thư."))
        return redirect("steering:mailbox")
    return render(request, "steering/mailbox.html", {"form": form}, status=status_of(form))


def _counts(actor: Actor, at: datetime) -> tuple[int, int]:
    return dossiers.late_counts(actor, actor.unit, at) if actor.unit else (0, 0)


def _usual(actor: Actor, on: date) -> dict[str, str]:
    usual = {
        "text": _(
            "Các hồ sơ dưới đây đã quá hạn. Đề nghị giải quyết ngay, báo quầy xin lỗi người nộp, "
            "và trả lời lý do chậm cùng ngày sẽ xong."
        )
    }
    if actor.unit is not None:
        calendar = organisation.calendar(actor.unit, on).beyond()
        usual["answer_by"] = words.day(working_days_after(calendar, on, USUAL_DAYS))
    return usual


def _letters(caption: str, found: list[Reminder], on: date) -> Table:
    columns = (
        Column(_("Số")),
        Column(_("Ngày gửi"), is_named=True),
        Column(_("Nơi gửi"), is_named=True),
        Column(_("Gửi đến"), is_named=True),
        Column(_("Hồ sơ"), "number"),
        Column(_("Chưa trả lời"), "number"),
        Column(_("Trả lời trước hết ngày"), is_named=True),
    )
    rows = [
        (
            Cell(f"{each.number}/{each.year}", f"{reverse('steering:letter')}?so={each.id}"),
            Cell(words.day(each.at)),
            Cell(organisation.short_name(each.unit)),
            Cell(holder_words(each.to_unit, each.to_post)),
            Cell(str(len(each.dossiers))),
            Cell(str(each.unanswered)),
            Cell(
                words.day(each.answer_by),
                sub=_("quá hạn trả lời") if each.is_overdue(on) else "",
                signal=Signal.LATE if each.is_overdue(on) else None,
            ),
        )
        for each in found
    ]
    return Table(caption, columns, rows)
