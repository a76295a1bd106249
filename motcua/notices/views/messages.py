"""The outbox and one message: what was told to whom, what became of it, and a person's word where one is needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages as told
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from motcua.identity import queries as identity
from motcua.kernel import access
from motcua.kernel.refusal import NotFound, Refusal
from motcua.notices import queries, services
from motcua.notices.queries.outbox import DAYS
from motcua.notices.types import DECIDE, LOOK, WISHES, Attempt, Channel, Deed, Fate, Message, Outcome
from motcua.organisation import queries as organisation
from motcua.ui import words
from motcua.ui.acting import actor_of, moment_of, signed_in
from motcua.ui.types import Cell, Column, Fact, Page, Signal, Tab, Table

#: Fates by which the outbox is filtered, what waits for a person first.
TABS = (Fate.UNKNOWN, Fate.REFUSED, Fate.QUEUED, Fate.DEFERRED, Fate.SENT, Fate.SETTLED)
SIGNS = {
    Fate.QUEUED: Signal.PAUSED,
    Fate.SENDING: Signal.PAUSED,
    Fate.SENT: Signal.ONTIME,
    Fate.DEFERRED: Signal.NEAR,
    Fate.REFUSED: Signal.LATE,
    Fate.UNKNOWN: Signal.LATE,
    Fate.SETTLED: Signal.DONE,
}
OUTCOMES = {
    Outcome.SENT: gettext_lazy("máy nhận đã nhận"),
    Outcome.DEFERRED: gettext_lazy("máy nhận hẹn thử lại"),
    Outcome.REFUSED: gettext_lazy("máy nhận từ chối"),
    Outcome.UNKNOWN: gettext_lazy("đã đưa đi nhưng đứt giữa chừng, không có trả lời"),
    Outcome.AWAY: gettext_lazy("chưa nối được, tin chưa đi"),
}
DEEDS = {Deed.RESEND: gettext_lazy("cho gửi lại"), Deed.SETTLE: gettext_lazy("coi như đã báo")}


@signed_in
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """List the messages of my units, newest first, by fate."""
    actor, at = actor_of(request), moment_of(request)
    access.require(actor, LOOK, actor.unit)
    asked = request.GET.get("tin", "")
    fate = Fate(asked) if asked in set(Fate) else None
    found = queries.outbox(actor, at=at, fate=fate, before=_id(request.GET.get("truoc", "")))
    query = {"tin": asked if fate else "", "truoc": str(found.following or "")}
    following = f"?{urlencode({key: value for key, value in query.items() if value})}" if found.following else ""
    total = found.counts.get(fate, 0) if fate else found.total
    context = {
        "tabs": [
            Tab(_("Tất cả"), "?", found.total, is_current=fate is None),
            *(
                Tab(known.words.capitalize(), f"?tin={known}", found.counts.get(known, 0), is_current=known is fate)
                for known in TABS
            ),
        ],
        "lines": [(line, SIGNS[line.fate]) for line in found.lines],
        "may_decide": access.judge(actor, DECIDE, actor.unit),
        "page": Page(_("%(shown)s trong %(count)s tin") % {"shown": len(found.lines), "count": total}, following),
        "days": DAYS,
        **way_out(),
    }
    return render(request, "notices/outbox.html", context)


def way_out() -> dict[str, Any]:
    """Return what the pages say of the way out: a demo's messages stay inside; a channel may not be set up."""
    on = queries.channels_on()
    return {
        "is_demo": settings.DEMO,
        "mailbox": settings.HOME / "demo" / "outside",
        "channels_off": [channel.words for channel in Channel if channel not in on],
    }


@signed_in
@require_safe
def message(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Show one message: what it says, each attempt, each decision."""
    found = queries.message_for(actor_of(request), message_id, at=moment_of(request))
    return render(request, "notices/message.html", context_of(request, found))


def context_of(request: HttpRequest, found: Message, refusal: Refusal | None = None) -> dict[str, Any]:
    """Return all that a message's page shows."""
    actor = actor_of(request)
    names = identity.names({decision.by for decision in found.decisions})
    return {
        "message": found,
        "line": found.line,
        "signal": SIGNS[found.line.fate],
        "facts": facts_of(found),
        "attempts": attempts_of(found.attempts) if found.attempts else None,
        "decisions": [
            (words.moment(decision.at), names.get(decision.by, ""), DEEDS[decision.deed])
            for decision in found.decisions
        ],
        "may_decide": found.line.needs_a_person and access.judge(actor, DECIDE, found.unit),
        "may_wish": access.judge(actor, WISHES, actor.unit),
        "refusal": refusal.sentence if refusal else "",
        **way_out(),
    }


def facts_of(found: Message) -> list[Fact]:
    """Return the box of facts."""
    line = found.line
    return [
        Fact(_("Hồ sơ"), line.label, url=line.url, link=_("mở hồ sơ")),
        Fact(_("Kênh"), line.channel.words),
        Fact(_("Gửi đến"), line.address),
        Fact(_("Đơn vị"), organisation.short_name(found.unit)),
        Fact(_("Lập lúc"), words.moment(line.made_at)),
        Fact(
            _("Gửi không sớm hơn"), words.moment(line.not_before) if line.fate in {Fate.QUEUED, Fate.DEFERRED} else ""
        ),
        Fact(_("Mã tin"), str(line.id)),
    ]


def attempts_of(attempts: tuple[Attempt, ...]) -> Table:
    """Return the attempts as a table, the last one first."""
    return Table(
        _("Các lần gửi"),
        [Column(_("Lúc")), Column(_("Kết quả gửi")), Column(_("Trả lời của máy nhận"))],
        [
            [
                Cell(words.moment_short(attempt.at)),
                Cell(
                    str(OUTCOMES[attempt.outcome]) if attempt.outcome else _("đang gửi"),
                    sub=attempt.report.words if attempt.report else "",
                ),
                Cell(" ".join(filter(None, (str(attempt.code or ""), attempt.words))) or "–"),
            ]
            for attempt in reversed(attempts)
        ],
    )


@signed_in
@require_POST
def resend(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Queue it once more."""
    return _decide(request, message_id, services.resend, _("Tin sẽ được gửi lại, trong giờ được gửi."))


@signed_in
@require_POST
def settle(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Let it count as told."""
    return _decide(request, message_id, services.settle, _("Đã ghi là coi như đã báo. Tin này không gửi nữa."))


def _decide(request: HttpRequest, message_id: UUID, service: Callable[..., None], says: str) -> HttpResponse:
    actor, at = actor_of(request), moment_of(request)
    looked_at = request.POST.get("revision", "")
    try:
        service(actor=actor, at=at, message=message_id, revision=int(looked_at) if looked_at.isdecimal() else None)
    except NotFound:
        raise
    except Refusal as refusal:
        found = queries.message_for(actor, message_id, at=at, look=False)
        return render(request, "notices/message.html", context_of(request, found, refusal), status=refusal.status)
    told.success(request, says)
    if request.POST.get("tu") == "danh-sach":
        return redirect("notices:outbox")
    return redirect("notices:message", message_id)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
