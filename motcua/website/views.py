"""What a person sees when it does not work: what is wrong, what to do, a number to quote, a promise that holds."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import cast
from urllib.parse import urlsplit

import structlog
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import DisallowedHost, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.kernel.actor import ANONYMOUS
from motcua.kernel.refusal import Invalid, Refusal
from motcua.ui.views import layout_of
from motcua.website import problems

log = structlog.get_logger("motcua.requests")

BUSY, TOO_MANY = 503, 429
SERVER_FAULT = 500
KINDS = {400: "malformed", 403: "not-allowed", 404: "not-found", 413: "too-large"}


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Show a refusal: its sentence, the fields it names, its status."""
    if refusal.status in {BUSY, TOO_MANY}:
        log.warning("request.held_back", **facts_of(request, refusal.status), kind=refusal.kind)
    fields = refusal.fields if isinstance(refusal, Invalid) else {}
    response = problem(request, refusal.status, refusal.sentence, kind=refusal.kind, fields=fields)
    if retry_after := getattr(refusal, "retry_after", None):
        response["Retry-After"] = str(retry_after)
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the browser sent something we cannot read."""
    if isinstance(exception, RequestDataTooBig):
        return problem(request, 413, _("Phần gửi lên quá lớn. Chia nhỏ tệp hoặc quét với độ nét thấp hơn rồi gửi lại."))
    return problem(request, 400, _("Máy không đọc được yêu cầu này. Quay lại trang trước, tải lại rồi thử lần nữa."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: somebody else's act."""
    del exception
    return problem(
        request,
        403,
        _("Việc này không thuộc vị trí bạn đang làm. Đổi vị trí ở góc trên, hoặc nhờ người có quyền."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page, or none for this reader."""
    del exception
    if problems.is_api(request.path):
        return problems.no_such_address()
    return problem(
        request,
        404,
        _("Không có trang nào ở địa chỉ này. Xem lại địa chỉ, hoặc tìm từ trang đầu."),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's sign that it is ours is missing: the page was open too long, or cookies are off."""
    log.warning("request.csrf", **facts_of(request, 403), reason=reason)
    return problem(
        request,
        403,
        _("Trang đã mở quá lâu hoặc trình duyệt đang chặn cookie. Quay lại trang trước, tải lại rồi gửi lần nữa."),
        kind="stale-form",
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. Needs no database, no session, no other module; a refusal that came too early is still one."""
    fault = sys.exc_info()[1]
    if isinstance(fault, Refusal):
        return refused(request, fault)
    log.error("request.failed", **facts_of(request, SERVER_FAULT), exc_info=fault)
    if problems.is_api(request.path):
        response: HttpResponse = problems.problem(SERVER_FAULT, "fault", _fault_sentence())
    else:
        response = _standing_alone(request)
    # Django would write the same fault again, without its number.
    response._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001 Django's own mark, there is no other
    return response


def problem(
    request: HttpRequest, status: int, sentence: str, *, kind: str = "", fields: Mapping[str, str] | None = None
) -> HttpResponse:
    """Return the page, or for the API the problem details, of one «no»."""
    if problems.is_api(request.path):
        return problems.problem(status, kind or KINDS.get(status, "refused"), sentence, errors=fields)
    lines = list((fields or {}).values())
    page = {
        "layout": layout_of(request),
        "title": _title(status),
        "sentence": "" if sentence == " ".join(lines) else sentence,
        "fields": lines,
        "promise": _promise(request, status),
        "number": _number(request),
        "back": _back(request),
    }
    try:
        return HttpResponse(render_to_string("ui/problem.html", page, request), status=status)
    except Exception:
        log.exception("request.failed", **facts_of(request, status))
        return _standing_alone(request)


def _standing_alone(request: HttpRequest) -> HttpResponse:
    page = {
        "language": get_language() or "vi",
        "title": _("Trang này đang hỏng"),
        "sentence": _fault_sentence(),
        "promise": _promise(request, SERVER_FAULT),
        "number": _number(request),
        "style": _style(),
    }
    return HttpResponse(render_to_string("ui/broken.html", page), status=SERVER_FAULT)


def _title(status: int) -> str:
    titles = {
        400: _("Máy không đọc được yêu cầu"),
        403: _("Việc này không mở cho bạn"),
        404: _("Không tìm thấy"),
        409: _("Chưa làm được"),
        413: _("Phần gửi lên quá lớn"),
        422: _("Còn điều chưa đúng"),
        429: _("Bạn hỏi nhiều quá trong một lúc"),
        500: _("Trang này đang hỏng"),
        503: _("Máy đang bận"),
    }
    return titles.get(status, _("Chưa làm được"))


def _fault_sentence() -> str:
    return _("Lỗi ở phía máy chủ, không phải do bạn.")


def _promise(request: HttpRequest, status: int) -> str:
    changing = request.method not in {"GET", "HEAD", "OPTIONS"}
    if status == SERVER_FAULT and changing:
        # The act may have been done before the page broke: neither «lost» nor «done» would be true.
        return _("Những gì đã lưu vẫn còn nguyên. Xem lại hồ sơ trước khi gửi lần nữa: việc vừa gửi có thể đã xong.")
    if status == SERVER_FAULT:
        return _("Hồ sơ không mất gì.")
    if status in {BUSY, TOO_MANY}:
        return _("Đợi ít giây rồi thử lại. Những gì đã lưu vẫn còn nguyên.")
    return _("Chưa có gì thay đổi.") if changing else ""


def _number(request: HttpRequest) -> str:
    return cast("str", getattr(request, "number", ""))


def _back(request: HttpRequest) -> str:
    """Return the address of the page before, if it is ours."""
    before = urlsplit(request.headers.get("Referer", ""))
    try:
        ours = before.netloc == request.get_host()
    except DisallowedHost:
        return ""
    if not ours or not before.path.startswith("/") or before.path.startswith("//"):
        return ""
    return f"{before.path}?{before.query}" if before.query else before.path


def _style() -> str:
    try:
        return str(staticfiles_storage.url("built/citizens.css"))
    except ValueError:
        return ""


def facts_of(request: HttpRequest, status: int) -> dict[str, object]:
    """Return what the log may hold: no typed text, no address with a code or a token in it."""
    match = request.resolver_match
    return {
        "number": _number(request),
        "method": request.method,
        "route": match.route if match else "",
        "status": status,
        "account": str(getattr(request, "actor", ANONYMOUS).account),
    }
