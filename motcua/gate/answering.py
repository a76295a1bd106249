"""Acts over the API under an idempotency key: the same key and body get the same answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Header, Schema

from motcua.gate.rules import request_hash
from motcua.gate.services.once import once
from motcua.gate.types import Answer

#: The header that makes sending twice harmless (draft-ietf-httpapi-idempotency-key-header).
Key = Header(
    None,
    alias="Idempotency-Key",
    min_length=1,
    max_length=128,
    pattern=r"^[!-~]+$",
    description="Khoá do bên gọi đặt: gửi lại cùng khoá, cùng nội dung thì nhận đúng câu trả lời cũ. Giữ 30 ngày.",
)


def answered(
    request: HttpRequest, key: str | None, schema: type[Schema], act: Callable[[], Any], status: int = 200
) -> HttpResponse:
    """Run an act and answer it, once for each key."""

    def run() -> Answer:
        return Answer(status, schema.model_validate(act(), from_attributes=True).model_dump(mode="json"))

    if key is None:
        answer = run()
    else:
        token = request.auth.token_id  # type: ignore[attr-defined]
        answer = once(token=token, key=key, request_hash=hash_of(request), run=run)
    return as_response(answer)


def hash_of(request: HttpRequest) -> bytes:
    """Return what makes two requests the same."""
    return request_hash(request.method or "", request.path, request.body)


def as_response(answer: Answer) -> HttpResponse:
    """Return an answer as JSON; a repeated one says so in a header."""
    import orjson

    response = HttpResponse(
        orjson.dumps(answer.body), status=answer.status, content_type="application/json; charset=utf-8"
    )
    if answer.repeated:
        response["Idempotent-Replayed"] = "true"
    return response
