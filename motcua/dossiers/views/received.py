"""Just received: the sentence, the receipt, what comes next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from motcua.dossiers import queries
from motcua.dossiers.types import Deed, State
from motcua.dossiers.views import parts
from motcua.dossiers.views.asking import actor_of, moment_of, signed_in
from motcua.kernel.moments import local


@signed_in
@require_safe
def received(request: HttpRequest, number: str) -> HttpResponse:
    """Say the code and the day, offer the print, another procedure for the same people, and the way on."""
    actor, at = actor_of(request), moment_of(request)
    record = queries.dossier_for(actor, number, at=at, look=False)
    if not record.has_code:
        return redirect("dossiers:dossier", record.number)
    page = queries.page_of(actor, record, at=at, story=False)
    buttons, more = parts.choices(page, at)
    wanted = [deed for deed, _words in page.deeds]
    receipt = next((kept for form, kept in reversed(queries.prints_of(record)) if form == "receipt"), None)
    context = {
        "record": record,
        "number": record.number,
        "code_tag": parts.code_tag(record),
        "owner": record.facts["owner_name"],
        "procedure": page.procedure,
        "due_at": local(record.standing.due_at) if record.standing.due_at else None,
        "provisional": record.standing.provisional,
        "returned": record.standing.state is State.RETURNED,
        "revision": record.revision,
        "receipt": parts.print_url(receipt) if receipt else "",
        "enclosed": parts.enclosed(record, "receipt", receipt, local(at).date()) if receipt else [],
        "elsewhere": not record.life.has_receipt,
        "fee": (*buttons, *more)[wanted.index(Deed.TAKE_FEE)] if Deed.TAKE_FEE in wanted else None,
        "fee_receipts": parts.fee_receipts(record),
        "keep": (*buttons, *more)[wanted.index(Deed.KEEP_ORIGINALS)] if Deed.KEEP_ORIGINALS in wanted else None,
        "on": (*buttons, *more)[wanted.index(Deed.HAND_OVER)] if Deed.HAND_OVER in wanted else None,
    }
    return render(request, "dossiers/received.html", context)
