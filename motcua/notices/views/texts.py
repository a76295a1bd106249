"""The texts of messages: what is in force, and a new version from a day on, seen filled with a sample."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.kernel import access
from motcua.kernel.refusal import Invalid, NotAllowed, NotFound, Refusal
from motcua.notices import queries, rules, services
from motcua.notices.forms import TextForm
from motcua.notices.queries.outbox import name_of
from motcua.notices.queries.texts import letter_of
from motcua.notices.types import LOOK, TEMPLATES, TEXTS, Channel, Text, Version
from motcua.ui import words
from motcua.ui.acting import actor_of, moment_of, put, sent, signed_in
from motcua.ui.types import Cell, Column, Fact, Table


@signed_in
@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    """List the texts in force."""
    actor, today = actor_of(request), moment_of(request).date()
    access.require(actor, TEXTS, actor.unit)
    found = queries.texts_on(today).values()
    habits = queries.habits(today)
    context = {
        "may_look": access.judge(actor, LOOK, actor.unit),
        "texts": table_of(found),
        "habits": habits,
        "declinable": queries.declinable(today),
    }
    return render(request, "notices/templates.html", context)


def table_of(versions: Iterable[Version]) -> Table:
    """Return the texts as a table."""
    return Table(
        _("Mẫu tin báo"),
        [Column(_("Loại tin")), Column(_("Kênh")), Column(_("Bản đang dùng"))],
        [
            [
                Cell(name_of(one.kind), reverse("notices:template", args=[one.kind, one.channel])),
                Cell(one.channel.words),
                Cell(version_words(one)),
            ]
            for one in versions
        ],
    )


def version_words(version: Version) -> str:
    """Return «bản số 2, từ 18/5/2020»."""
    if version.valid_from is None:
        return _("bản có sẵn")
    return _("bản số %(number)s, từ %(day)s") % {"number": version.number, "day": words.day(version.valid_from)}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def template(request: HttpRequest, kind: str, channel: str) -> HttpResponse:
    """Show a text filled with its sample; whoever may writes a new version, seen before it is published."""
    actor, at = actor_of(request), moment_of(request)
    access.require(actor, TEXTS, actor.unit)
    letter = letter_of(kind, channel)
    may_write = access.judge(actor, TEMPLATES, actor.unit)
    current = queries.text_on(kind, channel, at.date())
    way = Channel(channel)
    if request.method == "POST":
        access.require(actor, TEMPLATES, actor.unit)
    initial: dict[str, object] = {
        "subject": current.text.subject,
        "body": current.text.body,
        "valid_from": at.date(),
    }
    form = TextForm(way, sent(request), initial)
    if form.is_bound and form.is_valid():
        if "xem-thu" in {request.POST.get("viec"), request.GET.get("viec")}:
            for field, sentence in rules.faults_of(form.text(), way, letter.places).items():
                form.add_error(field, sentence)
        elif number := _published(request, kind, channel, form):
            messages.success(request, _("Đã công bố bản số %(number)s.") % {"number": number})
            return redirect("notices:template", kind, channel)
    shown = rules.filled(form.text() if may_write else current.text, letter.places)
    context = {
        "name": str(letter.name),
        "channel": way,
        "current": version_words(current),
        "form": form,
        "may_write": may_write,
        "places": [Fact(f"{{{place}}}", sample) for place, sample in letter.places.items()],
        **preview_of(shown, way),
        "versions": versions_of(queries.versions(kind, channel), at.date()),
        "to_come": [one for one in queries.versions(kind, channel) if may_write and one.may_be_withdrawn(at.date())],
        "kind": kind,
    }
    return render(request, "notices/template.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def withdrawal(request: HttpRequest, kind: str, channel: str, text_number: int) -> HttpResponse:
    """Take back a version whose day is still to come."""
    actor, at = actor_of(request), moment_of(request)
    try:
        services.withdraw_text(actor=actor, at=at, kind=kind, channel=channel, number=text_number)
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Đã rút bản số %(number)s; bản đang dùng giữ nguyên.") % {"number": text_number})
    return redirect("notices:template", kind, channel)


def _published(request: HttpRequest, kind: str, channel: str, form: TextForm) -> int | None:
    """Publish what was typed and return its number; None after putting a sentence to each field that is wrong."""
    try:
        return services.publish(
            actor=actor_of(request),
            at=moment_of(request),
            kind=kind,
            channel=channel,
            text=form.text(),
            valid_from=form.cleaned_data["valid_from"],
        )
    except Invalid as refusal:
        put(form, refusal)
        return None


def preview_of(text: Text, channel: Channel) -> dict[str, Any]:
    """Return a filled text as the page shows it, with the length of an SMS."""
    parts = rules.sms_parts(text.body)
    return {
        "preview": text,
        "length": _("%(signs)s chữ cái, %(parts)s phần tin nhắn") % {"signs": len(text.body), "parts": parts}
        if channel is Channel.SMS
        else "",
    }


def versions_of(versions: Iterable[Version], today: date) -> Table:
    """Return every version, newest first; one that is not yet in force says so."""
    return Table(
        _("Các bản"),
        [Column(_("Bản")), Column(_("Nội dung"))],
        [
            [
                Cell(version_words(one), sub=_standing(one, today)),
                Cell(one.text.body if not one.text.subject else f"{one.text.subject} · {one.text.body[:160]}…"),
            ]
            for one in versions
        ],
    )


def _standing(version: Version, today: date) -> str:
    if version.is_withdrawn:
        return _("đã rút trước ngày dùng")
    return _("chưa đến ngày dùng") if version.valid_from and version.valid_from > today else ""
