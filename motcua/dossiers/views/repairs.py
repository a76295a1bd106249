"""Acts that put right what went wrong: a mistyped dossier, a reception by mistake."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.dossiers import printing, queries, services
from motcua.dossiers.forms import acts
from motcua.dossiers.forms.correction import Correction, typed_of
from motcua.dossiers.queries.again import person_values
from motcua.dossiers.queries.page import papers_of
from motcua.dossiers.queries.reception import communes
from motcua.dossiers.record import Record
from motcua.dossiers.rules import may_still_cancel
from motcua.dossiers.services.cancel_reception import too_late
from motcua.dossiers.types import Deed, NotNow
from motcua.dossiers.views.acting import act_page, done, opened
from motcua.dossiers.views.asking import actor_of, moment_of, sent, signed_in
from motcua.parties import queries as parties

BOTH = require_http_methods(["GET", "POST"])


@signed_in
@BOTH
def correction(request: HttpRequest, number: str) -> HttpResponse:
    """Put right what was mistyped; the receipt comes out in a new version."""
    actor, at = actor_of(request), moment_of(request)
    record = opened(request, number, Deed.CORRECT)
    papers = papers_of(record)
    ids = {who: UUID(record.facts[f"{who}_id"]) for who in ("owner", "submitter") if record.facts[f"{who}_id"]}
    known = parties.persons(list(ids.values()))
    form = Correction(
        sent(request),
        initial=typed_of(_recorded(request, record, ids), papers),
        communes=communes(at),
        papers=papers,
        cases=_cases(record),
        kinds={who: known[person].kind for who, person in ids.items()},
    )
    more: dict[str, Any] = {"template": "dossiers/correction.html"}
    if request.method == "GET":
        return act_page(request, record, Deed.CORRECT, form, **more)
    return done(
        request,
        record,
        Deed.CORRECT,
        form,
        lambda: services.correct(
            actor=actor,
            at=at,
            number=number,
            correction=form.wanted(),
            reason=form.typed("reason"),
            revision=form.looked_at(),
        ),
        says=lambda written: (
            _("Đã đính chính. Giấy hẹn bản %(version)s ở mục Bản in: in, đưa cho người nộp, thu bản cũ.")
            % {"version": len(written.rows["corrections"]) + 2}
        ),
        **more,
    )


def _recorded(request: HttpRequest, record: Record, ids: dict[str, UUID]) -> dict[str, str]:
    facts, values = record.facts, dict[str, str]()
    if request.method == "GET":
        for who, one in ids.items():
            person = parties.person_for(actor_of(request), one, at=moment_of(request))
            values |= person_values(person, who, contact=False)
            values |= {f"{who}_phone": person.phone, f"{who}_email": person.email}
    return values | {
        "authorisation": facts["authorisation"],
        "sets": str(facts["sets"]),
        "delivery": facts["delivery"],
        "delivery_address": printing.address_unsealed(facts["delivery_address"]),
        "case": facts["case_label"],
    }


def _cases(record: Record) -> list[tuple[str, str]]:
    found = [(case.label, case.name) for case in record.procedure.cases if case.pickable]
    return found if len(found) > 1 else []


@signed_in
@BOTH
def cancellation(request: HttpRequest, number: str) -> HttpResponse:
    """Cancel a reception by mistake, on its own day; later the page says what to do instead."""
    actor, at = actor_of(request), moment_of(request)
    try:
        record = opened(request, number, Deed.CANCEL_RECEPTION)
    except NotNow:
        record = queries.dossier_for(actor, number, at=at, look=False)
        if record.has_code and not may_still_cancel(record.life, at):
            raise too_late(record) from None
        raise
    form = acts.Reason(sent(request))
    form.fields["reason"].help_text = _(
        "Ghi vì sao là nhầm. Mã và số thứ tự không dùng lại; giấy hẹn đã đưa phải thu về."
    )
    if request.method == "GET":
        return act_page(request, record, Deed.CANCEL_RECEPTION, form)
    return done(
        request,
        record,
        Deed.CANCEL_RECEPTION,
        form,
        lambda: services.cancel_reception(
            actor=actor, at=at, number=number, reason=form.typed("reason"), revision=form.looked_at()
        ),
        says=lambda _written: _("Đã huỷ tiếp nhận nhầm. Thu lại giấy hẹn và trả giấy tờ cho người nộp."),
    )
