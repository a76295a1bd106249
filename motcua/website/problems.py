"""Problem details (RFC 9457): what the API says when it says no, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from motcua.kernel.refusal import Invalid, Refusal

#: What a problem's ``type`` begins with.
TYPES = "urn:motcua:problem:"
MEDIA_TYPE = "application/problem+json"


class Problem(Schema):
    """A problem: ``type`` names its kind, ``detail`` says what is wrong and what to do, ``errors`` a sentence a field."""

    type: str
    title: str
    status: int
    detail: str
    errors: dict[str, str] = {}


def problem(status: int, kind: str, detail: str, *, errors: Mapping[str, str] | None = None) -> JsonResponse:
    """Return a problem as the API answers it."""
    body: dict[str, Any] = {"type": TYPES + kind, "title": _title(status), "status": status, "detail": detail}
    if errors:
        body["errors"] = dict(errors)
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False})


def is_api(path: str) -> bool:
    """Whether an address belongs to the API, known or not."""
    return path == "/api" or path.startswith("/api/")


class ApiProblems:
    """Under ``/api`` every «no» is problem details, also what the machinery says itself: no such address, a wrong method."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the rest of the chain."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Put the machinery's own words into ours."""
        answer = self._get_response(request)
        known = answer.status_code in {404, 405} and is_api(request.path)
        if not known or answer.headers.get("Content-Type") == MEDIA_TYPE:
            return answer
        if answer.status_code == 404:  # noqa: PLR2004
            return no_such_address()
        allowed = ", ".join(sorted(answer.headers.get("Allow", "").replace(" ", "").split(",")))
        said = problem(405, "method-not-allowed", _("Địa chỉ này chỉ nhận: %(methods)s.") % {"methods": allowed})
        said["Allow"] = allowed
        return said


def no_such_address() -> JsonResponse:
    """Answer an address that the API does not have."""
    return problem(404, "not-found", _("API không có địa chỉ này. Danh sách địa chỉ ở /api/v1/openapi.json."))


def of_refusal(request: HttpRequest, refusal: Refusal) -> JsonResponse:
    """Answer a refusal of a use-case."""
    del request
    errors = refusal.fields if isinstance(refusal, Invalid) else None
    if refusal.field and errors is None:
        errors = {refusal.field: refusal.sentence}
    answer = problem(refusal.status, refusal.kind, refusal.sentence, errors=errors)
    retry_after = getattr(refusal, "retry_after", None)
    if retry_after is not None:
        answer["Retry-After"] = str(retry_after)
    return answer


def of_validation(request: HttpRequest, wrong: ValidationError) -> JsonResponse:
    """Answer a body or parameter that does not have the schema's shape."""
    del request
    errors = {_place(error["loc"]): _say(error) for error in wrong.errors}
    return problem(422, "invalid", _("Yêu cầu có chỗ chưa đúng: xem từng ô trong errors."), errors=errors)


def of_authentication(request: HttpRequest, wrong: AuthenticationError) -> JsonResponse:
    """Answer a request without a good token."""
    del request, wrong
    answer = problem(
        401, "token-missing", _("Cần thẻ truy cập còn hiệu lực: gửi trong đầu mục Authorization: Bearer …")
    )
    answer["WWW-Authenticate"] = "Bearer"
    return answer


def of_http(request: HttpRequest, wrong: HttpError) -> JsonResponse:
    """Answer what the API's own machinery refuses: a body that is no JSON."""
    del request
    kinds = {400: ("malformed", _("Nội dung gửi lên không đọc được: cần JSON đúng cú pháp, mã UTF-8."))}
    kind, detail = kinds.get(wrong.status_code, ("refused", str(wrong)))
    return problem(wrong.status_code, kind, detail)


def _title(status: int) -> str:
    return {
        400: _("Không đọc được"),
        401: _("Chưa xác thực"),
        403: _("Không thuộc quyền"),
        404: _("Không tìm thấy"),
        405: _("Cách gọi không được nhận"),
        409: _("Chưa làm được lúc này"),
        422: _("Cần xem lại"),
        429: _("Quá nhiều lần hỏi"),
        503: _("Đang bận"),
    }.get(status, _("Không làm được"))


def _place(loc: tuple[Any, ...]) -> str:
    """Name the field: «owner.phone» from («body», «payload», «owner», «phone»)."""
    parts = [str(part) for part in loc if part not in {"body", "query", "path", "payload"}]
    return ".".join(parts) or "body"


def _say(error: Mapping[str, Any]) -> str:
    """Say what is wrong with one value, by the kind of error."""
    context = error.get("ctx", {})
    match str(error["type"]):
        case "missing":
            return _("Cần có mục này.")
        case "string_too_long":
            return _("Không quá %(most)s chữ.") % {"most": context.get("max_length")}
        case "string_too_short":
            return _("Cần ít nhất %(least)s chữ.") % {"least": context.get("min_length")}
        case kind if kind.startswith("uuid"):
            return _("Cần một mã UUID.")
        case kind if kind.startswith(("datetime", "date", "timezone")):
            return _("Cần ngày giờ theo ISO 8601, ví dụ 2020-05-11T09:10:00+07:00.")
        case kind if kind.startswith(("int", "float")):
            return _("Cần một số.")
        case "enum" | "literal_error":
            return _("Chọn một trong: %(choices)s.") % {"choices": context.get("expected")}
        case kind if kind.startswith(("greater", "less")):
            return _("Số này ngoài khoảng cho phép.")
        case "extra_forbidden":
            return _("Không có mục này. Xem lại tên mục.")
        case _:
            return _("Giá trị này không đúng kiểu.")
