"""Files of a dossier over the API: stored before the act that names them, read again; vouchers beside receipts."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field

from motcua.dossiers import queries, services
from motcua.dossiers.api.once import Key, answered, as_response
from motcua.dossiers.api.paths import router
from motcua.dossiers.api.reading import problems
from motcua.dossiers.api.schemas import Strict
from motcua.files import queries as files
from motcua.files.types import FileNotFound
from motcua.gate.services import raw_upload
from motcua.gate.types import Answer

TAGS = ["Tệp"]
#: The body is the file itself, whatever it is: its kind is seen from its bytes.
BYTES = {"schema": {"type": "string", "format": "binary"}}
RAW = {"requestBody": {"required": True, "content": {"application/octet-stream": BYTES}}}


class DossierFileOut(Schema):
    """A stored file: its id goes into the act that uses it; ``sha256`` in hexadecimal, ``size`` in bytes."""

    id: UUID
    name: str
    media_type: str
    size: int
    sha256: str


class VoucherOut(Schema):
    """The voucher of a payment made elsewhere, and the receipt that was given for it."""

    receipt: UUID
    file: UUID


class VouchersOut(Schema):
    """The vouchers of a dossier, the newest of each receipt."""

    vouchers: list[VoucherOut]


class VoucherIn(Strict):
    """Which stored file is the voucher of which receipt."""

    receipt: UUID
    file: UUID


@router.post(
    "/dossier-files",
    response={201: DossierFileOut, **problems(403, 404, 413, 415, 503)},
    operation_id="store_file",
    tags=TAGS,
    openapi_extra=RAW,
)
def store(
    request: HttpRequest,
    dossier: UUID = Query(..., description="Mã (id) của hồ sơ; trước khi tiếp nhận, mã mà hồ sơ sẽ có."),
    name: Annotated[str, Field(min_length=1, max_length=200)] = Query(..., description="Tên tệp, ví dụ to-khai.pdf."),
) -> HttpResponse:
    """Tải một tệp lên cho hồ sơ, trước việc dùng tệp ấy. Gửi lại cùng nội dung thì nhận lại đúng tệp cũ."""
    with raw_upload(request) as length:
        file = services.store_file(
            actor=request.actor,  # type: ignore[attr-defined]
            at=request.moment,  # type: ignore[attr-defined]
            dossier=dossier,
            name=name,
            stream=request,
            length=length,
        )
    told = {
        "id": str(file.id),
        "name": file.name,
        "media_type": file.media_type,
        "size": file.size,
        "sha256": file.sha256.hex(),
    }
    return as_response(Answer(201, told))


@router.get("/files/{file}", response={200: Any, **problems(403, 404)}, operation_id="file", tags=TAGS)
def read(request: HttpRequest, file: UUID) -> HttpResponse:
    """Nội dung một tệp, với ai được đọc hồ sơ của nó."""
    found = files.file_for(request.actor, file, at=request.moment)  # type: ignore[attr-defined]
    try:
        content = files.open_bytes(found)
    except FileNotFoundError as problem:
        raise FileNotFound from problem
    with content:
        return HttpResponse(content.read(), content_type=found.media_type)


@router.get(
    "/dossiers/{number}/vouchers", response={200: VouchersOut, **problems(404)}, operation_id="vouchers", tags=TAGS
)
def vouchers(request: HttpRequest, number: str) -> dict[str, Any]:
    """Chứng từ nộp phí nằm cùng hồ sơ."""
    return _vouchers(request, number)


@router.post(
    "/dossiers/{number}/vouchers",
    response={200: VouchersOut, **problems(403, 404, 409)},
    operation_id="attach_voucher",
    tags=TAGS,
)
def attach(request: HttpRequest, number: str, payload: VoucherIn, key: str | None = Key) -> HttpResponse:
    """Đính kèm chứng từ của một biên lai."""
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]

    def attached() -> dict[str, Any]:
        services.attach_voucher(actor=actor, at=at, number=number, receipt=payload.receipt, file=payload.file)
        return _vouchers(request, number, look=False)

    return answered(request, key, VouchersOut, attached)


def _vouchers(request: HttpRequest, number: str, *, look: bool = True) -> dict[str, Any]:
    record = queries.dossier_for(request.actor, number, at=request.moment, look=look)  # type: ignore[attr-defined]
    found = queries.vouchers_of(record.id)
    return {"vouchers": [{"receipt": receipt, "file": file} for receipt, file in found.items()]}
