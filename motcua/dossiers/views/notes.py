"""Leave a note, attach a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.dossiers import services
from motcua.dossiers.deeds import may
from motcua.dossiers.forms import acts
from motcua.dossiers.record import Record
from motcua.dossiers.types import KIND, Deed
from motcua.dossiers.views.acting import act_page, done, opened
from motcua.dossiers.views.asking import actor_of, moment_of, sent, signed_in, stored
from motcua.gate.services import uploading
from motcua.kernel.refusal import Invalid

BOTH = require_http_methods(["GET", "POST"])


@signed_in
@BOTH
def note(request: HttpRequest, number: str) -> HttpResponse:
    """Leave a note for those who work on the dossier."""
    record = opened(request, number, Deed.NOTE)
    form = acts.Note(sent(request))
    if request.method == "GET":
        return act_page(request, record, Deed.NOTE, form)
    return done(
        request,
        record,
        Deed.NOTE,
        form,
        lambda: services.note(actor=actor_of(request), at=moment_of(request), number=number, text=form.typed("text")),
        says=lambda _written: _("Đã ghi."),
    )


@uploading()
@signed_in
@BOTH
def attachment(request: HttpRequest, number: str) -> HttpResponse:
    """Attach a file with a word about it."""
    record = opened(request, number, Deed.ATTACH)
    form = acts.Attachment(sent(request), request.FILES)
    if request.method == "GET":
        return act_page(request, record, Deed.ATTACH, form)

    def attach() -> Record:
        upload = request.FILES.get("file")
        if upload is None:
            raise Invalid({"file": _("Chọn tệp trước khi gửi.")})
        allowed = may(actor_of(request), record, Deed.ATTACH)
        file = stored(request, upload, owner_kind=KIND, owner=record.id, may=allowed)
        return services.note(
            actor=actor_of(request), at=moment_of(request), number=number, text=form.typed("text"), file=file
        )

    return done(request, record, Deed.ATTACH, form, attach, says=lambda _written: _("Đã đính kèm tệp."))
