"""Tie a telephone to the account: at the first sign-in, or later with the password."""

from __future__ import annotations

import segno
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.gate.types import TooMany
from motcua.identity import services
from motcua.identity.forms import CodeStep
from motcua.identity.models import Account
from motcua.identity.services.code import has_code
from motcua.identity.types import CodeWrong
from motcua.identity.views import coming
from motcua.identity.views.sign_in import check_tries, locked_out
from motcua.kernel.actor import Actor
from motcua.ui.acting import sent

#: Where the session keeps the secret until the telephone has proved that it has it.
SECRET = "new code"  # noqa: S105  the name of a place


@never_cache
@require_http_methods(["GET", "POST"])
def first_code(request: HttpRequest) -> HttpResponse:
    """Enrol before the first sign-in goes on; who has a telephone enrolled is asked for its code instead."""
    who = coming.kept(request)
    if who is None or has_code(who.account):
        return redirect("identity:sign-in")
    actor = coming.actor_coming(request, who)
    answer = _enrol(request, actor, "identity/first_code.html", who.next_url)
    if answer.status_code == 200 and request.method == "POST":  # noqa: PLR2004  the spare codes are on the page
        coming.let_in(request, who, "password+code")
    return answer


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new_code(request: HttpRequest) -> HttpResponse:
    """Enrol another telephone, as after a change of telephones; the old one's codes stop."""
    return _enrol(request, request.actor, "identity/new_code.html", "/tai-khoan")  # type: ignore[attr-defined]


def _enrol(request: HttpRequest, actor: Actor, template: str, next_url: str) -> HttpResponse:
    form = CodeStep(sent(request))
    if request.method == "GET" or SECRET not in request.session:
        request.session[SECRET] = request.session.get(SECRET) or generate_totp_secret()
    secret: str = request.session[SECRET]
    if request.method == "POST" and form.is_valid():
        try:
            check_tries(actor.account)
            spare = services.enrol_code(
                actor=actor,
                at=request.moment,  # type: ignore[attr-defined]
                secret=secret,
                code=form.cleaned_data["code"],
            )
        except CodeWrong as problem:
            form.add_error("code", problem.sentence)
        except TooMany as problem:
            return locked_out(request, retry_after=problem.retry_after)
        else:
            del request.session[SECRET]
            return render(request, "identity/spare_codes.html", {"codes": spare, "next": next_url})
    account = Account.objects.get(id=actor.account)
    context = {
        "form": form,
        "qr": _picture(get_adapter().build_totp_url(account, secret)),
        "secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
    }
    return render(request, template, context, status=422 if form.errors else 200)


def _picture(text: str) -> SafeString:
    code = segno.make(text, error="m")
    drawn = code.svg_inline(scale=5, border=2, svgclass="qr", lineclass=None, title=_("Mã QR để quét"))
    return mark_safe(drawn)  # noqa: S308  an SVG of squares that segno drew
