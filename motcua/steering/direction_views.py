"""Pages of directions: the list by tab, a new one, one with what came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.clocks.calendar import working_days_after
from motcua.identity import queries as identity
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.organisation import queries as organisation
from motcua.parties.queries import sort_key
from motcua.steering import queries, services
from motcua.steering.forms import Closing, DirectionAnswer, Extension, NewDirection
from motcua.steering.speech import holder_words, state_words
from motcua.steering.types import DIRECT, LOOK, Direction, DirectionStep, DirectionTab, StepKind
from motcua.ui import words
from motcua.ui.acting import actor_of, done, having, id_of, moment_of, sent, signed_in, status_of, today
from motcua.ui.types import Cell, Column, Page, Signal, Tab, Table

#: Within so many working days an answer is expected, unless somebody writes another day.
USUAL_DAYS = 5
TABS = {
    DirectionTab.MINE: gettext_lazy("Chờ tôi trả lời"),
    DirectionTab.LATE: gettext_lazy("Quá hạn"),
    DirectionTab.TO_CLOSE: gettext_lazy("Chờ tôi đóng"),
    DirectionTab.OPEN: gettext_lazy("Đang mở"),
    DirectionTab.DONE: gettext_lazy("Đã đóng"),
}
STEPS = {
    StepKind.ANSWERED: gettext_lazy("%(who)s trả lời"),
    StepKind.EXTENDED: gettext_lazy("%(who)s gia hạn đến %(day)s"),
    StepKind.CLOSED: gettext_lazy("%(who)s đóng"),
}
SAID = {
    StepKind.ANSWERED: gettext_lazy("Đã ghi câu trả lời."),
    StepKind.EXTENDED: gettext_lazy("Đã gia hạn."),
    StepKind.CLOSED: gettext_lazy("Đã đóng ý kiến chỉ đạo."),
}
FORMS: dict[StepKind, type[forms.Form]] = {
    StepKind.ANSWERED: DirectionAnswer,
    StepKind.EXTENDED: Extension,
    StepKind.CLOSED: Closing,
}


@having(LOOK)
@require_safe
def directions(request: HttpRequest) -> HttpResponse:
    """List the directions that the reader gave or was given, by tab."""
    actor, on = actor_of(request), today(request)
    given = request.GET.get("the")
    tab = DirectionTab(given) if given in set(DirectionTab) else DirectionTab.MINE
    found = queries.directions(actor, tab, on, cursor=request.GET.get("tiep", ""))
    here = f"?the={tab}"
    context = {
        "tabs": [Tab(str(label), f"?the={each}", found.counts[each], each is tab) for each, label in TABS.items()],
        "table": _table(str(TABS[tab]), found.directions, on) if found.directions else None,
        "page": Page(
            _("%(shown)s trong %(count)s ý kiến") % {"shown": len(found.directions), "count": found.counts[tab]},
            f"{here}&tiep={found.following}" if found.following else "",
            here if request.GET.get("tiep") else "",
        ),
        "may_direct": access.judge(actor, DIRECT, actor.unit),
    }
    return render(request, "steering/directions.html", context)


@having(DIRECT)
@require_http_methods(["GET", "POST"])
def new_direction(request: HttpRequest) -> HttpResponse:
    """Write a direction; posted, give it."""
    actor, at, on = actor_of(request), moment_of(request), today(request)
    form = NewDirection(sent(request), initial=_usual(actor, on) | {"number": request.GET.get("ho-so", "")[:60]})
    form.fields["to"].widget.choices = _choices(actor, on)  # type: ignore[attr-defined]
    made: list[UUID] = []

    def give() -> None:
        unit, post = _target(form.cleaned_data["to"])
        made.append(
            services.direct(
                actor=actor,
                at=at,
                to_unit=unit,
                to_post=post,
                text=form.cleaned_data["text"],
                due_on=form.cleaned_data["due_on"],
                number=form.cleaned_data["number"],
            )
        )

    if request.method == "POST" and done(form, give):
        messages.success(request, _("Đã gửi ý kiến chỉ đạo."))
        return redirect(f"{reverse('steering:direction')}?so={made[0]}")
    return render(request, "steering/new_direction.html", {"form": form}, status=status_of(form))


@signed_in
@require_http_methods(["GET", "POST"])
def direction(request: HttpRequest) -> HttpResponse:
    """Show one direction with what came of it; posted, answer it, give more time, close it."""
    if "so" not in request.GET:
        return redirect("steering:directions")
    actor, at, on = actor_of(request), moment_of(request), today(request)
    found = queries.direction_for(actor, id_of(request.GET.get("so")), on)
    given = request.POST.get("viec")
    kind = StepKind(given) if given in set(StepKind) else StepKind.ANSWERED
    posted = FORMS[kind](sent(request), auto_id=f"{kind}-%s")

    if request.method == "POST" and done(posted, _step(actor, at, found, kind, posted)):
        messages.success(request, str(SAID[kind]))
        return redirect(f"{reverse('steering:direction')}?so={found.id}")
    offered = _offered(actor, found)
    shown = {
        each: posted if posted.is_bound and each is kind else FORMS[each](auto_id=f"{each}-%s") for each in offered
    }
    names = identity.names({found.account, *(step.account for step in found.steps)})
    context = {
        "direction": found,
        "sender": organisation.short_name(found.unit),
        "who": names.get(found.account, ""),
        "to": holder_words(found.to_unit, found.to_post),
        "at": words.day(found.at),
        "state": state_words(found, on),
        "signal": Signal.LATE if found.is_overdue(on) else None,
        "steps": [(_step_words(step, names), words.moment_short(step.at), step.text) for step in found.steps],
        "answer": shown.get(StepKind.ANSWERED),
        "extension": shown.get(StepKind.EXTENDED),
        "closing": shown.get(StepKind.CLOSED),
        "refused": posted if posted.is_bound and kind not in offered else None,
    }
    return render(request, "steering/direction.html", context, status=status_of(posted))


def _step(actor: Actor, at: datetime, found: Direction, kind: StepKind, form: forms.Form) -> Callable[[], None]:
    def run() -> None:
        values = {"actor": actor, "at": at, "direction": found.id, "text": form.cleaned_data["text"]}
        match kind:
            case StepKind.ANSWERED:
                services.answer_direction(**values)
            case StepKind.EXTENDED:
                services.extend_direction(**values, due_on=form.cleaned_data["due_on"])
            case StepKind.CLOSED:
                services.close_direction(**values)

    return run


def _offered(actor: Actor, found: Direction) -> tuple[StepKind, ...]:
    if found.closed_at is not None:
        return ()
    answer = (StepKind.ANSWERED,) if queries.may_answer_direction(actor, found) else ()
    return (*answer, StepKind.EXTENDED, StepKind.CLOSED) if queries.may_close_direction(actor, found) else answer


def _step_words(step: DirectionStep, names: dict[UUID, str]) -> str:
    day = words.day(step.due_on) if step.due_on else ""
    return str(STEPS[step.kind]) % {"who": names.get(step.account, ""), "day": day}


def _choices(actor: Actor, on: date) -> list[tuple[str, str]]:
    units, posts = queries.to_direct(actor, on)
    below = sorted(
        ((f"unit:{unit.id}", organisation.short_name(unit.id)) for unit in units), key=lambda one: sort_key(one[1])
    )
    own = sorted(((f"post:{post.id}", post.name) for post in posts), key=lambda one: sort_key(one[1]))
    return [("", _("chọn đơn vị hoặc vị trí")), *own, *below]


def _target(chosen: str) -> tuple[UUID | None, UUID | None]:
    """Read what was chosen: a unit, or a post with its unit; nothing where it is neither."""
    kind, _sep, text = chosen.partition(":")
    found = id_of(text)
    if found is None:
        return None, None
    return (organisation.post(found).unit_id, found) if kind == "post" else (found, None)


def _usual(actor: Actor, on: date) -> dict[str, str]:
    if actor.unit is None:
        return {}
    calendar = organisation.calendar(actor.unit, on).beyond()
    return {"due_on": words.day(working_days_after(calendar, on, USUAL_DAYS))}


def _table(caption: str, found: tuple[Direction, ...], on: date) -> Table:
    columns = (
        Column(_("Ý kiến")),
        Column(_("Nơi gửi"), is_named=True),
        Column(_("Gửi đến"), is_named=True),
        Column(_("Tình trạng"), is_named=True),
    )
    rows = [
        (
            Cell(_short(each.text), f"{reverse('steering:direction')}?so={each.id}", sub=each.number),
            Cell(organisation.short_name(each.unit), sub=words.day(each.at)),
            Cell(holder_words(each.to_unit, each.to_post)),
            Cell(state_words(each, on), signal=Signal.LATE if each.is_overdue(on) else None),
        )
        for each in found
    ]
    return Table(caption, columns, rows)


def _short(text: str, most: int = 90) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rsplit(' ', 1)[0]}…"
