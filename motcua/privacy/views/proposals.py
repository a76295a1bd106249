"""Pages of the proposals to erase: all of them, a new one, one to decide about, what is over its time, the list of what went."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.dossiers.types import KIND
from motcua.identity import queries as identity
from motcua.kernel import access
from motcua.ledger.services import note_look
from motcua.organisation import queries as organisation
from motcua.parties.types import STREAM
from motcua.prints import queries as prints
from motcua.privacy import queries, services
from motcua.privacy.forms import Approval, Draft, Find, Refusal, Round
from motcua.privacy.listing import inputs_of
from motcua.privacy.types import ANSWER, GROUNDS, LOOK, PROPOSAL, PROPOSE, Line, NoSuchSubject, Proposal
from motcua.ui import words
from motcua.ui.acting import actor_of, done, having, id_of, moment_of, sent, status_of, today
from motcua.ui.types import Cell, Column, Fact, Table


@having(LOOK)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """List the proposals, the undecided first, with the way to a new one."""
    actor = actor_of(request)
    found = queries.proposals(actor)
    waiting = [each for each in found if each.is_waiting]
    decided = [each for each in found if not each.is_waiting]
    context = {
        "waiting": _table(_("Đề nghị chờ quyết định"), waiting) if waiting else None,
        "decided": _table(_("Đề nghị đã quyết định"), decided) if decided else None,
        "may_answer": access.judge(actor, ANSWER, actor.unit),
        "form": Find() if not access.scope(actor, PROPOSE).is_empty else None,
    }
    return render(request, "privacy/home.html", context)


@having(PROPOSE)
@require_http_methods(["GET", "POST"])
def proposing(request: HttpRequest) -> HttpResponse:
    """Find what is to be erased, and propose it; by kind and id, or by what was typed."""
    actor, at = actor_of(request), moment_of(request)
    if "cho" in request.GET:
        find = Find(request.GET)
        try:
            subject = queries.subject_for(actor, request.GET["cho"], at=at)
        except NoSuchSubject as refusal:
            find.is_valid()
            find.add_error("cho", refusal.sentence)
            return render(request, "privacy/find.html", {"form": find}, status=404)
        return redirect(f"{reverse('privacy:proposing')}?{urlencode({'loai': subject.kind, 'so': subject.id})}")
    chosen = id_of(request.GET.get("so"))
    if chosen is None:
        return render(request, "privacy/find.html", {"form": Find()})
    subject = queries.subject_of(actor, request.GET.get("loai", ""), chosen, at=at)
    form = Draft(sent(request))
    made: list[UUID] = []

    def send() -> None:
        made.append(
            services.propose(
                actor=actor,
                at=at,
                kind=subject.kind,
                subject=subject.id,
                ground=form.chosen(),
                reason=form.cleaned_data["reason"],
                paper=form.cleaned_data["paper"],
            )
        )

    if request.method == "POST" and done(form, send):
        messages.success(request, _("Đã gửi đề nghị. Chưa xoá gì cho đến khi người khác duyệt."))
        return redirect(f"{reverse('privacy:proposal')}?so={made[0]}")
    context = {
        "form": form,
        "is_person": subject.kind == STREAM,
        "label": subject.label,
        "url": _url(subject.kind, subject.id, subject.label),
    }
    return render(request, "privacy/proposing.html", context, status=status_of(form))


@having(PROPOSE)
@require_http_methods(["GET", "POST"])
def due(request: HttpRequest) -> HttpResponse:
    """List the dossiers of the reader's unit whose time of keeping is over; posted, propose to erase those that are ticked."""
    actor, at = actor_of(request), moment_of(request)
    count, found = queries.due_dossiers(actor, actor.unit, today(request)) if actor.unit else (0, ())
    form = Round(sent(request), initial={"reason": _("Hết thời hạn lưu trữ theo danh mục của đơn vị.")})
    chosen = request.POST.getlist("so") if request.method == "POST" else [str(line.id) for line in found]
    made: list[UUID] = []

    def send() -> None:
        assert actor.unit is not None, "nobody without a unit is offered a dossier"
        made.append(
            services.propose_round(
                actor=actor,
                at=at,
                unit=actor.unit,
                dossiers=[known for known in map(id_of, chosen) if known],
                reason=form.cleaned_data["reason"],
                paper=form.cleaned_data["paper"],
            )
        )

    if request.method == "POST" and actor.unit and done(form, send):
        messages.success(request, _("Đã gửi đề nghị. Chưa xoá gì cho đến khi người khác duyệt."))
        return redirect(f"{reverse('privacy:proposal')}?so={made[0]}")
    context = {
        "form": form,
        "count": count,
        "shown": len(found),
        "lines": [
            (line, words.day(line.ended_on), words.day(line.kept_until), str(line.id) in chosen) for line in found
        ],
    }
    return render(request, "privacy/due.html", context, status=status_of(form))


@having(LOOK)
@require_http_methods(["GET", "POST"])
def proposal(request: HttpRequest) -> HttpResponse:
    """Show one proposal; posted, approve or decline it. An address that names none leads to the list."""
    if "so" not in request.GET:
        return redirect("privacy:home")
    actor, at = actor_of(request), moment_of(request)
    found = queries.proposal_for(actor, id_of(request.GET["so"]))
    is_refusal = request.POST.get("lam") == "khong-duyet"
    approval = Approval(None if is_refusal else sent(request))
    refusal = Refusal(sent(request) if is_refusal else None)

    def decide() -> None:
        if is_refusal:
            services.decline(actor=actor, at=at, proposal=found.id, answer=refusal.cleaned_data["answer"])
        else:
            services.approve(actor=actor, at=at, proposal=found.id, decision=approval.cleaned_data["decision"])

    form = refusal if is_refusal else approval
    if request.method == "POST" and done(form, decide):
        messages.success(request, _answered(found, is_refusal=is_refusal))
        return redirect(f"{reverse('privacy:proposal')}?so={found.id}")
    may = queries.may_approve(actor, found)
    context = {
        "is_round": found.is_round,
        "list_url": f"{reverse('privacy:destroyed')}?so={found.id}" if found.is_round and found.done_at else "",
        "facts": _facts(found),
        "subjects": [(_label(line), _url(line.kind, line.subject, line.label)) for line in found.lines],
        "is_waiting": found.is_waiting,
        "is_own": found.by == actor.account,
        "approval": approval if may else None,
        "refusal": refusal if may else None,
        "form": form,
    }
    return render(request, "privacy/proposal.html", context, status=status_of(form))


@having(LOOK)
@require_safe
def destroyed(request: HttpRequest) -> HttpResponse:
    """Print the list of what a round took; one that took nothing yet, or names none, leads to the list of proposals."""
    actor, at = actor_of(request), moment_of(request)
    if "so" not in request.GET:
        return redirect("privacy:home")
    found = queries.proposal_for(actor, id_of(request.GET["so"]))
    if not found.is_round or not any(line.done_at for line in found.lines):
        return redirect("privacy:home")
    content = prints.drawn("destruction", inputs_of(found, today(request)), at)
    note_look(actor, kind=PROPOSAL, subject=found.id, at=at, act="print")
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="danh-muc-ho-so-da-huy.pdf"'
    return answer


def _answered(found: Proposal, *, is_refusal: bool) -> str:
    if is_refusal:
        return _("Đã trả lời không duyệt.")
    if found.is_round:
        return _("Đã duyệt. Dữ liệu được xoá dần trong vài phút; mở lại trang để xem.")
    return _("Đã duyệt và xoá dữ liệu.")


def _facts(found: Proposal) -> list[Fact]:
    names = identity.names(filter(None, (found.by, found.decided_by)))
    decided = found.decided_at
    return [
        Fact(_("Căn cứ"), str(GROUNDS[found.ground])),
        Fact(_("Lý do"), found.reason),
        Fact(_("Văn bản đề nghị"), found.paper),
        Fact(_("Người đề nghị"), f"{names.get(found.by, '')}, {words.day(found.at)}"),
        Fact(_("Người quyết định"), _decider(found, names) if decided else ""),
        Fact(_("Văn bản quyết định"), found.decision),
        Fact(_("Vì sao không duyệt"), found.answer),
        Fact(_("Đã xoá"), _progress(found) if found.is_approved else ""),
    ]


def _progress(found: Proposal) -> str:
    gone = sum(line.done_at is not None for line in found.lines)
    said = _("%(gone)s trong %(all)s hồ sơ") % {"gone": gone, "all": len(found.lines)} if found.is_round else ""
    when = f"{words.clock(found.done_at)} {words.day(found.done_at)}" if found.done_at else _("đang xoá")
    return ", ".join(filter(None, (said, when)))


def _decider(found: Proposal, names: dict[UUID, str]) -> str:
    return ", ".join(filter(None, (names.get(found.decided_by or found.by), words.day(found.decided_at or found.at))))


def _table(caption: str, found: Sequence[Proposal]) -> Table:
    columns = (
        Column(_("Xoá gì")),
        Column(_("Căn cứ")),
        Column(_("Đơn vị"), is_named=True),
        Column(_("Đề nghị ngày"), is_named=True),
        Column(_("Tình trạng")),
    )
    rows = [
        (
            Cell(_what(each), f"{reverse('privacy:proposal')}?so={each.id}"),
            Cell(str(GROUNDS[each.ground])),
            Cell(organisation.short_name(each.unit) if each.unit else _("toàn tỉnh")),
            Cell(words.day(each.at)),
            Cell(_status(each)),
        )
        for each in found
    ]
    return Table(caption, columns, rows)


def _what(found: Proposal) -> str:
    if found.is_round:
        return _("%(count)s hồ sơ") % {"count": found.size}
    return _label(found.lines[0])


def _label(line: Line) -> str:
    return line.label or _("Dữ liệu của một người")


def _status(found: Proposal) -> str:
    if found.is_waiting:
        return _("chờ quyết định")
    if not found.is_approved:
        return _("không duyệt")
    return _("đã xoá") if found.done_at else _("đã duyệt, đang xoá")


def _url(kind: str, subject: UUID, label: str) -> str:
    return reverse("dossiers:dossier", args=[label]) if kind == KIND else reverse("parties:person", args=[subject])
