"""Sign in: password, then code; sign out."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from motcua.gate import queries as gate_queries
from motcua.gate import services as gate
from motcua.gate.types import TooMany
from motcua.identity import services, sockets
from motcua.identity.forms import CodeStep, PasswordStep
from motcua.identity.forms_people import NewPassword
from motcua.identity.models import Account
from motcua.identity.services.code import has_code
from motcua.identity.types import CodeWrong, PasswordUnfit, SessionUnknown, SlipExpired, SlipUsed
from motcua.identity.views import coming
from motcua.identity.views.coming import Coming
from motcua.kernel import moments
from motcua.ui.acting import sent

CODE_TRIES = 6
PASSWORD_TRIES = 200
CODE_WINDOW = timedelta(minutes=15)


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask name and password; who is right goes on to the code, or in where none is asked."""
    form = PasswordStep(sent(request))
    if request.method == "POST" and form.is_valid():
        account = authenticate(request, username=form.cleaned_data["username"], password=form.cleaned_data["password"])
        if account is not None:
            who = Coming(account.pk, coming.next_url(request))
            try:
                slip = services.use_slip(actor=coming.actor_coming(request, who), at=request.moment)  # type: ignore[attr-defined]
            except (SlipUsed, SlipExpired) as refusal:
                form.add_error(None, refusal.sentence)
                return _asked(request, form)
            if slip is None:
                return _after_password(request, who)
            coming.keep_slip(request, who, slip)
            return redirect("identity:new-password")
        # One network may be a whole office; this stops whoever tries one password on every name.
        gate.check(
            kind="identity.password",
            who=gate_queries.client_network(request),
            at=moments.machine_now(),
            limit=PASSWORD_TRIES,
            window=CODE_WINDOW,
        )
        form.add_error(
            None, _("Tên đăng nhập hoặc mật khẩu không đúng. Xem phím Caps Lock và bộ gõ tiếng Việt, rồi nhập lại.")
        )
    return _asked(request, form)


def _asked(request: HttpRequest, form: PasswordStep) -> HttpResponse:
    return render(
        request,
        "identity/sign_in.html",
        {
            "form": form,
            "next": coming.next_url(request),
            "ways": [(way.label, way.start(request, coming.next_url(request))) for way in sockets.sign_in],
            "demo_url": reverse("identity:demo") if settings.DEMO else "",
        },
        status=422 if form.errors else 200,
    )


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def new_password(request: HttpRequest) -> HttpResponse:
    """Ask whoever came with a printed password for one of their own; then on as after every password."""
    found = coming.kept_slip(request)
    if found is None:
        return redirect("identity:sign-in")
    who, slip = found
    form = NewPassword(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.settle_slip(
                actor=coming.actor_coming(request, who),
                at=request.moment,  # type: ignore[attr-defined]
                slip=slip,
                new=form.cleaned_data["new"],
            )
        except PasswordUnfit as problem:
            form.add_error("new", problem.sentence)
        except SlipUsed as problem:
            form.add_error(None, problem.sentence)
        else:
            request.session.pop(coming.SLIP, None)
            return _after_password(request, who)
    return render(request, "identity/new_password.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Ask the code of whoever's password was right."""
    who = coming.kept(request)
    if who is None or not has_code(who.account):
        return redirect("identity:sign-in")
    form = CodeStep(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            check_tries(who.account)
            services.check_code(
                actor=coming.actor_coming(request, who),
                at=request.moment,  # type: ignore[attr-defined]
                code=form.cleaned_data["code"],
            )
        except CodeWrong as problem:
            form.add_error("code", problem.sentence)
        except TooMany as problem:
            return locked_out(request, retry_after=problem.retry_after)
        else:
            return coming.let_in(request, who, "password+code")
    return render(request, "identity/code.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    if request.user.is_authenticated:
        with suppress(SessionUnknown):  # ended elsewhere meanwhile; the cookie goes all the same
            services.end_session(
                actor=request.actor,  # type: ignore[attr-defined]
                at=request.moment,  # type: ignore[attr-defined]
                key=request.session.session_key,
            )
        logout(request)
    return redirect("identity:sign-in")


def locked_out(
    request: HttpRequest,
    original_response: HttpResponse | None = None,
    credentials: dict[str, object] | None = None,
    *,
    retry_after: int | None = None,
) -> HttpResponse:
    """Say for how long signing in is closed; django-axes calls it after too many wrong passwords."""
    del original_response, credentials
    seconds = retry_after or int(float(settings.AXES_COOLOFF_TIME) * 3600)
    response = render(request, "identity/locked_out.html", {"minutes": -(-seconds // 60)}, status=429)
    response["Retry-After"] = str(seconds)
    return response


def check_tries(account: UUID) -> None:
    """Count a try of a code. Raises TooMany beyond six in a quarter of an hour."""
    gate.check(kind="identity.code", who=str(account), at=moments.machine_now(), limit=CODE_TRIES, window=CODE_WINDOW)


def code_is_obligatory(account: Account) -> bool:
    """Whether this account must have a code: on a real installation everybody's, a demo's never."""
    return bool(settings.IDENTITY_CODE_REQUIRED) and not account.is_demo


def _after_password(request: HttpRequest, who: Coming) -> HttpResponse:
    if has_code(who.account):
        coming.keep(request, who)
        return redirect("identity:code")
    if code_is_obligatory(Account.objects.get(id=who.account)):
        coming.keep(request, who)
        return redirect("identity:first-code")
    return coming.let_in(request, who, "password")
