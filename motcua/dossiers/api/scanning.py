"""Papers as files over the API: which are there, a telephone's code, pictures in parts, an earlier paper used again."""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from motcua.dossiers import queries, services
from motcua.dossiers.api.once import Key, answered
from motcua.dossiers.api.paths import router
from motcua.dossiers.api.reading import problems
from motcua.dossiers.api.schemas import Strict, Words
from motcua.dossiers.queries.papers import EarlierPaper, PaperScan
from motcua.dossiers.record import Record
from motcua.dossiers.types import KIND, NoSuchPaper
from motcua.files import queries as files
from motcua.files.types import PageUnreadable
from motcua.kernel.refusal import Invalid
from motcua.scans import queries as scans
from motcua.scans import services as scanning
from motcua.scans.types import Sitting

TAGS = ["Quét giấy tờ"]
#: Characters of a part: 512 kB and what base64 adds.
PART = 700_000


class ScannedPaperOut(Schema):
    """A paper with its newest file; ``pages`` 0 where there is none. ``digitised`` and ``reused`` as the national exchange says."""

    id: UUID
    name: str
    originals: int
    certified: int
    copies: int
    from_database: bool
    file: UUID | None
    pages: int
    way: str
    scanned_at: datetime | None
    digitised: bool
    reused: bool


class ScannedPapersOut(Schema):
    """The papers of a dossier in the order of the procedure."""

    papers: list[ScannedPaperOut]


class EarlierPaperOut(Schema):
    """A paper of the same kind that the same person handed in before."""

    id: UUID
    name: str
    file: UUID
    procedure: str
    on: datetime


class EarlierPapersOut(Schema):
    """What may be used again instead of asking for it, newest first."""

    papers: list[EarlierPaperOut]


class PictureOut(Schema):
    """A picture: so many bytes of it are there, ``whole`` when it has become a page."""

    id: UUID
    size: int
    received: int
    whole: bool


class PhoneOut(Schema):
    """A telephone at work for one paper: the address that it opens, until when, what has come."""

    id: UUID
    address: str
    ends_at: datetime
    closed_at: datetime | None
    pictures: list[PictureOut]


class PictureIn(Strict):
    """A picture that is announced: its id (made by the caller), bytes, SHA-256 in hexadecimal where it is known."""

    id: UUID
    size: int = Field(ge=1, le=2**31)
    sha256: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""


class PicturePartIn(Strict):
    """Bytes of a picture from an offset on, in base64."""

    offset: int = Field(ge=0, le=2**31)
    content: Annotated[str, Field(max_length=PART)]


class PaperReuseIn(Strict):
    """Which earlier paper, that the person agreed, and how."""

    origin: UUID
    agreed: bool
    consent: Words


@router.get(
    "/dossiers/{number}/papers", response={200: ScannedPapersOut, **problems(404)}, operation_id="papers", tags=TAGS
)
def papers(request: HttpRequest, number: str) -> dict[str, Any]:
    """Giấy tờ của hồ sơ, bản quét và số trang."""
    record = _record(request, number)
    return {"papers": [_paper(one) for one in queries.paper_scans(record)]}


@router.get(
    "/dossiers/{number}/papers/{paper}/earlier",
    response={200: EarlierPapersOut, **problems(404)},
    operation_id="earlier_papers",
    tags=TAGS,
)
def earlier_papers(request: HttpRequest, number: str, paper: UUID) -> dict[str, tuple[EarlierPaper, ...]]:
    """Giấy cùng loại chủ hồ sơ đã nộp trước, dùng lại được nếu người đó đồng ý."""
    record = _record(request, number)
    return {"papers": queries.earlier_papers(record, _known(record, paper))}


@router.post(
    "/dossiers/{number}/papers/{paper}/reuse",
    response={200: ScannedPaperOut, **problems(403, 404, 409)},
    operation_id="reuse_paper",
    tags=TAGS,
)
def reuse_paper(
    request: HttpRequest, number: str, paper: UUID, payload: PaperReuseIn, key: str | None = Key
) -> HttpResponse:
    """Dùng lại giấy đã nộp trước, với sự đồng ý của người đó."""
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]

    def reuse() -> dict[str, Any]:
        values = payload.model_dump()
        record = services.reuse_paper(actor=actor, at=at, number=number, paper=paper, **values)
        return _paper(_known(record, paper))

    return answered(request, key, ScannedPaperOut, reuse)


@router.post(
    "/dossiers/{number}/papers/{paper}/phones",
    response={201: PhoneOut, **problems(404, 409)},
    operation_id="open_phone",
    tags=TAGS,
)
def open_phone(request: HttpRequest, number: str, paper: UUID, key: str | None = Key) -> HttpResponse:
    """Mở mã chụp cho một giấy: điện thoại mở địa chỉ này và gửi ảnh, trong ít phút."""
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]

    def begin() -> dict[str, Any]:
        record = _record(request, number)
        made = scanning.open_sitting(actor=actor, at=at, kind=KIND, owner=record.id, part=paper)
        return _phone(scans.sitting_for(actor, made))

    return answered(request, key, PhoneOut, begin, 201)


@router.get("/phones/{phone}", response={200: PhoneOut, **problems(404)}, operation_id="phone", tags=TAGS)
def phone(request: HttpRequest, phone: UUID) -> dict[str, Any]:
    """Một mã chụp: còn đến lúc nào, đã nhận gì."""
    return _phone(scans.sitting_for(request.actor, phone))  # type: ignore[attr-defined]


@router.post(
    "/phones/{phone}/closing", response={200: PhoneOut, **problems(404)}, operation_id="close_phone", tags=TAGS
)
def close_phone(request: HttpRequest, phone: UUID, key: str | None = Key) -> HttpResponse:
    """Thu mã chụp trước giờ: điện thoại không gửi thêm được nữa."""
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]

    def close() -> dict[str, Any]:
        scanning.close_sitting(actor=actor, at=at, sitting=phone)
        return _phone(scans.sitting_for(actor, phone))

    return answered(request, key, PhoneOut, close)


@router.post(
    "/phones/{phone}/pictures",
    response={200: PictureOut, **problems(404, 409)},
    operation_id="begin_picture",
    tags=TAGS,
)
def begin_picture(request: HttpRequest, phone: UUID, payload: PictureIn) -> dict[str, Any]:
    """Báo trước một ảnh gửi từng phần; báo lại thì biết đã có đến đâu."""
    digest = bytes.fromhex(payload.sha256) or None
    return _of_token(
        request,
        phone,
        lambda **token: scanning.begin_picture(**token, picture=payload.id, size=payload.size, sha256=digest),
    )


@router.post(
    "/phones/{phone}/pictures/{picture}/parts",
    response={200: PictureOut, **problems(404, 409)},
    operation_id="put_part",
    tags=TAGS,
)
def put_part(request: HttpRequest, phone: UUID, picture: UUID, payload: PicturePartIn) -> dict[str, Any]:
    """Gửi một phần của ảnh; phần đã có thì không đổi gì, đủ phần thì thành một trang."""
    try:
        content = b64decode(payload.content, validate=True)
    except (binascii.Error, ValueError):
        raise Invalid({"content": _("Phần ảnh phải ghi bằng base64.")}) from None
    return _of_token(
        request,
        phone,
        lambda **token: scanning.put_part(**token, picture=picture, offset=payload.offset, content=content),
    )


@router.post(
    "/phones/{phone}/binding",
    response={200: ScannedPaperOut, **problems(403, 404, 409)},
    operation_id="bind",
    tags=TAGS,
)
def bind(request: HttpRequest, phone: UUID, key: str | None = Key) -> HttpResponse:
    """Ghép các ảnh đã đủ thành bản quét của giấy, và đóng mã chụp."""
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]

    def end() -> dict[str, Any]:
        sitting = scans.sitting_for(actor, phone)
        scanning.bind(actor=actor, token=sitting.token, at=at)
        return _paper(_known(queries.dossier_by_id(actor, sitting.owner), sitting.part))

    return answered(request, key, ScannedPaperOut, end)


def _record(request: HttpRequest, number: str) -> Record:
    return queries.dossier_for(request.actor, number, at=request.moment)  # type: ignore[attr-defined]


def _known(record: Record, paper: UUID) -> PaperScan:
    known = queries.paper_for(record, paper)
    if known is None:
        raise NoSuchPaper
    return known


def _paper(paper: PaperScan) -> dict[str, Any]:
    names = [name for name in ScannedPaperOut.model_fields if name != "pages"]
    return {name: getattr(paper, name) for name in names} | {"pages": _pages(paper.file)}


def _pages(file: UUID | None) -> int:
    """Return how many pages a file has; 0 for one that nobody can open."""
    try:
        return files.pages_in(files.of_id(file)) if file else 0
    except PageUnreadable:
        return 0


def _phone(sitting: Sitting) -> dict[str, Any]:
    return {
        "id": sitting.id,
        "address": f"{settings.PUBLIC_URL}{reverse('scans:phone', args=[sitting.token])}",
        "ends_at": sitting.ends_at,
        "closed_at": sitting.closed_at,
        "pictures": [_picture(one) for one in sitting.pictures],
    }


def _picture(picture: Any) -> dict[str, Any]:
    return {"id": picture.id, "size": picture.size, "received": picture.received, "whole": picture.is_whole}


def _of_token(request: HttpRequest, phone: UUID, act: Callable[..., Any]) -> dict[str, Any]:
    """Do with a telephone's code what the telephone would; its clerk does it."""
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]
    sitting = scans.sitting_for(actor, phone)
    return _picture(act(actor=actor, token=sitting.token, at=at))
