"""Acts along the way: hand over, assign, take up, propose, approve, send back."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.dossiers import services
from motcua.dossiers.forms import acts
from motcua.dossiers.queries.page import holder_words
from motcua.dossiers.record import Record
from motcua.dossiers.services.assign import assignable
from motcua.dossiers.types import Deed, State
from motcua.dossiers.views.acting import act_page, done, done_at_once, opened
from motcua.dossiers.views.asking import actor_of, moment_of, sent, signed_in
from motcua.dossiers.views.parts import must_choose
from motcua.identity import queries as identity
from motcua.organisation.types import Post

BOTH = require_http_methods(["GET", "POST"])


@signed_in
@BOTH
def hand_over(request: HttpRequest, number: str) -> HttpResponse:
    """Hand over to the next step."""
    return _onward(request, number, Deed.HAND_OVER, services.hand_over, _("Đã chuyển. Hồ sơ đang ở %(holder)s."))


def _onward(
    request: HttpRequest, number: str, deed: Deed, service: Callable[..., Record], sentence: str
) -> HttpResponse:
    """Lay the dossier on the next step's desk; ask for the section where its unit has several."""
    actor, at = actor_of(request), moment_of(request)
    record = opened(request, number, deed)
    sections = must_choose(record, at)
    form = acts.Section(sent(request), sections=sections)
    if request.method == "GET":
        return act_page(request, record, deed, form)

    def run() -> Record:
        section, revision = form.typed("section"), form.looked_at()
        return service(actor=actor, at=at, number=number, section=section, revision=revision)

    def says(written: Record) -> str:
        if written.standing.state is State.FINISHED:
            return _("Đã ký duyệt. Kết quả chờ trả tại quầy.")
        return sentence % {"holder": holder_words(written, at)}

    if sections:
        return done(request, record, deed, form, run, says=says)
    return done_at_once(request, number, run, says=says)


@signed_in
@BOTH
def assignment(request: HttpRequest, number: str) -> HttpResponse:
    """Give the dossier to somebody of the section."""
    actor, at = actor_of(request), moment_of(request)
    record = opened(request, number, Deed.ASSIGN)
    form = acts.Assignment(
        sent(request), posts=[(post.id, _post_words(post, request)) for post in assignable(record, at)]
    )
    if request.method == "GET":
        return act_page(request, record, Deed.ASSIGN, form)
    return done(
        request,
        record,
        Deed.ASSIGN,
        form,
        lambda: services.assign(actor=actor, at=at, number=number, post=form.chosen(), revision=form.looked_at()),
        says=lambda written: _("Đã giao cho %(holder)s.") % {"holder": holder_words(written, at)},
    )


@signed_in
@BOTH
def reassignment(request: HttpRequest, number: str) -> HttpResponse:
    """Move the dossier from one specialist to another, with a reason."""
    actor, at = actor_of(request), moment_of(request)
    record = opened(request, number, Deed.REASSIGN)
    others = [post for post in assignable(record, at) if post.id != record.standing.post]
    form = acts.Reassignment(sent(request), posts=[(post.id, _post_words(post, request)) for post in others])
    if request.method == "GET":
        return act_page(request, record, Deed.REASSIGN, form)
    return done(
        request,
        record,
        Deed.REASSIGN,
        form,
        lambda: services.reassign(
            actor=actor,
            at=at,
            number=number,
            post=form.chosen(),
            reason=form.typed("reason"),
            revision=form.looked_at(),
        ),
        says=lambda written: _("Đã phân công lại cho %(holder)s.") % {"holder": holder_words(written, at)},
    )


def _post_words(post: Post, request: HttpRequest) -> str:
    names = ", ".join(official.name for official in identity.holders(post.id, moment_of(request)))
    return f"{names} ({post.name})" if names else _("%(post)s (chưa có người)") % {"post": post.name}


@signed_in
@BOTH
def take_up(request: HttpRequest, number: str) -> HttpResponse:
    """Take unassigned work."""
    record = opened(request, number, Deed.TAKE_UP)
    form = acts.Plain(sent(request))
    if request.method == "GET":
        return act_page(request, record, Deed.TAKE_UP, form)
    return done_at_once(
        request,
        number,
        lambda: services.take_up(
            actor=actor_of(request), at=moment_of(request), number=number, revision=form.looked_at()
        ),
        says=lambda _written: _("Đã nhận việc. Hồ sơ ở bàn của bạn."),
    )


@signed_in
@BOTH
def proposal(request: HttpRequest, number: str) -> HttpResponse:
    """Propose to the next step, usually for signature."""
    return _onward(request, number, Deed.PROPOSE, services.propose, _("Đã trình. Hồ sơ đang ở %(holder)s."))


@signed_in
@BOTH
def approval(request: HttpRequest, number: str) -> HttpResponse:
    """Approve; where nobody works after it, this is the result."""
    return _onward(request, number, Deed.APPROVE, services.approve, _("Đã đồng ý. Hồ sơ đang ở %(holder)s."))


@signed_in
@BOTH
def send_back(request: HttpRequest, number: str) -> HttpResponse:
    """Send back a step, with a reason."""
    actor, at = actor_of(request), moment_of(request)
    record = opened(request, number, Deed.SEND_BACK)
    form = acts.Reason(sent(request))
    if request.method == "GET":
        return act_page(request, record, Deed.SEND_BACK, form)
    return done(
        request,
        record,
        Deed.SEND_BACK,
        form,
        lambda: services.send_back(
            actor=actor, at=at, number=number, reason=form.typed("reason"), revision=form.looked_at()
        ),
        says=lambda written: _("Đã trả lại. Hồ sơ đang ở %(holder)s.") % {"holder": holder_words(written, at)},
    )
