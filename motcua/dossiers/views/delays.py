"""A leader's acts when the law's day cannot be kept, or the work cannot go on: apologise and appoint anew, stop."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.dossiers import services
from motcua.dossiers.forms import acts
from motcua.dossiers.record import Record
from motcua.dossiers.rules import in_time_until
from motcua.dossiers.types import Deed
from motcua.dossiers.views.acting import act_page, done, opened
from motcua.dossiers.views.asking import actor_of, moment_of, sent, signed_in
from motcua.kernel.moments import local
from motcua.organisation import queries as organisation
from motcua.ui import words

BOTH = require_http_methods(["GET", "POST"])


@signed_in
@BOTH
def stop(request: HttpRequest, number: str) -> HttpResponse:
    """Stop processing, with the reason in writing."""
    actor, at = actor_of(request), moment_of(request)
    record = opened(request, number, Deed.STOP)
    form = acts.Reason(sent(request))
    form.fields["reason"].help_text = _(
        "Nêu lý do và căn cứ. Thông báo dừng in nguyên văn phần này; quầy vào sổ rồi trả cho người nộp cùng giấy tờ."
    )
    if request.method == "GET":
        return act_page(request, record, Deed.STOP, form)
    return done(
        request,
        record,
        Deed.STOP,
        form,
        lambda: services.stop(
            actor=actor, at=at, number=number, reason=form.typed("reason"), revision=form.looked_at()
        ),
        says=lambda _written: _("Đã dừng giải quyết. Thông báo ở mục Bản in: ký rồi chuyển quầy vào sổ và trả."),
    )


@signed_in
@BOTH
def supplement_allowance(request: HttpRequest, number: str) -> HttpResponse:
    """Allow papers to be asked for once more, with the reason."""
    actor, at = actor_of(request), moment_of(request)
    record = opened(request, number, Deed.ALLOW_SUPPLEMENT)
    form = acts.Reason(sent(request))
    form.fields["reason"].help_text = _(
        "Nêu vì sao lần trước hướng dẫn chưa đủ, và căn cứ cho yêu cầu thêm. Chỉ số của tỉnh tính hồ sơ này là trễ hạn."
    )
    if request.method == "GET":
        return act_page(request, record, Deed.ALLOW_SUPPLEMENT, form)
    return done(
        request,
        record,
        Deed.ALLOW_SUPPLEMENT,
        form,
        lambda: services.allow_supplement(
            actor=actor, at=at, number=number, reason=form.typed("reason"), revision=form.looked_at()
        ),
        says=lambda _written: _("Đã cho yêu cầu bổ sung thêm một lần. Người giải quyết lập phiếu yêu cầu như lần đầu."),
    )


@signed_in
@BOTH
def apology(request: HttpRequest, number: str) -> HttpResponse:
    """Apologise for a delay and give a new appointment, once."""
    actor, at = actor_of(request), moment_of(request)
    record = opened(request, number, Deed.APOLOGISE)
    units = [(unit, organisation.short_name(unit)) for unit in record.standing.units]
    form = acts.Apology(sent(request), units=units, initial={"liable": str(record.standing.unit)})
    form.fields["until"].help_text = _promise(record, request)
    if request.method == "GET":
        return act_page(request, record, Deed.APOLOGISE, form)
    return done(
        request,
        record,
        Deed.APOLOGISE,
        form,
        lambda: services.apologise(
            actor=actor,
            at=at,
            number=number,
            until=form.day(),
            cause=form.typed("cause"),
            liable=form.unit(),
            revision=form.looked_at(),
        ),
        says=_appointed,
    )


def _promise(record: Record, request: HttpRequest) -> str:
    """Say what is promised now, and whether an apology today is in time."""
    due_at = record.standing.due_at
    if due_at is None:
        return ""
    day = {"day": words.day(local(due_at).date())}
    by_day = in_time_until(due_at, organisation.calendar_of(record.life.terms.calendar))
    if by_day is not None and moment_of(request).date() > by_day:
        return _("Đang hẹn %(day)s. Phiếu lẽ ra phải lập chậm nhất %(by)s; lập hôm nay thì phiếu ghi rõ là muộn.") % (
            day | {"by": words.day(by_day)}
        )
    return _("Đang hẹn %(day)s. Chỉ được hẹn lại một lần, nên chọn ngày chắc chắn trả được.") % day


def _appointed(written: Record) -> str:
    due_at = written.standing.due_at
    day = words.weekday_day(local(due_at)) if due_at else ""
    return _("Đã hẹn lại %(day)s. In phiếu xin lỗi ở mục Bản in, ký và gửi người nộp.") % {"day": day}
