"""Send the result, or a slip, by post."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.dossiers import services
from motcua.dossiers.forms.posting import Parcel
from motcua.dossiers.sending import usual_address, what_goes
from motcua.dossiers.types import Deed
from motcua.dossiers.views.acting import act_page, done, opened
from motcua.dossiers.views.asking import actor_of, moment_of, sent, signed_in
from motcua.postal.types import What

BOTH = require_http_methods(["GET", "POST"])


@signed_in
@BOTH
def parcel(request: HttpRequest, number: str) -> HttpResponse:
    """Make a parcel ready: to whom and where; it waits for the postman on the post's page."""
    actor, at = actor_of(request), moment_of(request)
    record = opened(request, number, Deed.SEND_BY_POST)
    usual = usual_address(actor, record, at=moment_of(request))
    what = what_goes(record)
    form = Parcel(
        sent(request),
        initial={"receiver": usual.name, "address": usual.address, "phone": usual.phone},
        owed=record.life.money.outstanding(record.life.fee) if what is What.RESULT else 0,
    )
    if request.method == "GET":
        return act_page(request, record, Deed.SEND_BY_POST, form, template="dossiers/parcel.html", what=what.words)
    return done(
        request,
        record,
        Deed.SEND_BY_POST,
        form,
        lambda: services.send_by_post(
            actor=actor, at=at, number=number, to=form.to(), collect=form.collects(), revision=form.looked_at()
        ),
        says=lambda _written: _("Đã lập bưu gửi, chờ giao bưu điện ở trang Bưu chính."),
        template="dossiers/parcel.html",
        what=what.words,
    )
