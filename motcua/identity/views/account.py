"""One's own account: posts, sessions, tokens, password."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.identity import queries, services
from motcua.identity.forms import PasswordChange, TokenLabel
from motcua.identity.middleware import SEAT
from motcua.identity.models import Account, SignedIn
from motcua.identity.services.code import has_code
from motcua.identity.types import Acts, PasswordUnfit, SeatUnknown
from motcua.identity.views.coming import next_url
from motcua.kernel import moments
from motcua.kernel.access import judge
from motcua.kernel.refusal import Refusal
from motcua.ui.acting import HttpRequest, sent
from motcua.ui.types import Fact


@never_cache
@login_required
@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """Show who one is, where one may act from, and where to change what."""
    return render(
        request,
        "identity/account.html",
        {
            "account": request.user,
            "rows": [Fact(_("Tên đăng nhập"), request.user.get_username())],
            "seats": queries.seats(request.actor.account, request.moment),
            "current": current_key(request),
            "has_code": has_code(request.actor.account),
        },
    )


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def seat(request: HttpRequest) -> HttpResponse:
    """Choose the post one acts for."""
    problem = ""
    if request.method == "POST":
        try:
            services.switch_post(actor=request.actor, at=request.moment, seat=request.POST.get("seat", ""))
        except SeatUnknown as refusal:
            problem = refusal.sentence
        else:
            request.session[SEAT] = request.POST["seat"]
            return redirect(next_url(request))
    return render(
        request,
        "identity/seat.html",
        {
            "seats": queries.seats(request.actor.account, request.moment),
            "current": current_key(request),
            "problem": problem,
            "next": next_url(request),
        },
        status=403 if problem else 200,
    )


@never_cache
@login_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change the password; other sessions end, this one stays."""
    form = PasswordChange(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.change_password(
                actor=request.actor,
                at=request.moment,
                old=form.cleaned_data["old"],
                new=form.cleaned_data["new"],
                keep=request.session.session_key,
            )
        except PasswordUnfit as problem:
            for field, sentence in problem.fields.items():
                form.add_error(field, sentence)
        else:
            _keep_signed_in(request)
            messages.success(request, _("Đã đổi mật khẩu. Các phiên khác của bạn đã kết thúc."))
            return redirect("identity:account")
    return render(request, "identity/password.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@login_required
@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    """List one's own sign-ins."""
    lines = queries.sessions_of(request.actor, at=moments.machine_now(), this=request.session.session_key)
    return render(request, "identity/sessions.html", {"sessions": lines})


@login_required
@require_POST
def end_session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """End one of one's own sign-ins."""
    services.end_session(actor=request.actor, at=request.moment, session=session_id)
    messages.success(request, _("Đã kết thúc phiên. Máy đó phải đăng nhập lại."))
    return redirect("identity:sessions")


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """List one's own API tokens, and make one for the present post; it is shown once, on the answer to the form."""
    form, issued = TokenLabel(sent(request)), None
    may_issue = request.actor.post is not None and judge(request.actor, Acts.TOKEN)
    if request.method == "POST" and form.is_valid():
        if request.actor.post is None:
            raise SeatUnknown
        try:
            issued = services.issue_token(
                actor=request.actor,
                at=request.moment,
                account=request.actor.account,
                post=request.actor.post,
                label=form.cleaned_data["label"],
            )
            form = TokenLabel()
        except Refusal as problem:
            form.add_error(None, problem.sentence)
    status = 422 if form.errors else 201 if issued else 200
    context = {"form": form, "issued": issued, "tokens": queries.tokens_of(request.actor), "may_issue": may_issue}
    return render(request, "identity/tokens.html", context, status=status)


@login_required
@require_POST
def revoke_token(request: HttpRequest, token_id: UUID) -> HttpResponse:
    """Revoke one of one's own tokens."""
    services.revoke_token(actor=request.actor, at=request.moment, token=token_id)
    messages.success(request, _("Đã thu hồi thẻ. Chương trình dùng thẻ đó không truy cập được nữa."))
    return redirect("identity:tokens")


def current_key(request: HttpRequest) -> str:
    """Return the key of the seat one acts from, empty without one."""
    actor = request.actor
    return "" if actor.post is None else f"{actor.post}" + (f".{actor.acting_for}" if actor.acting_for else "")


def _keep_signed_in(request: HttpRequest) -> None:
    """Let this session go on after a new password: it gets a new key, and the list of sessions learns it."""
    old = request.session.session_key
    update_session_auth_hash(request, Account.objects.get(id=request.actor.account))
    SignedIn.objects.filter(session_key=old).update(session_key=request.session.session_key)
