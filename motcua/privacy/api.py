"""Personal data over the API: proposals to erase, what is over its time, the register of processing, who looked.

What gives everything about one person is a page only: somebody looks at the card in front of them, and hands it over once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from motcua.gate import services as gate
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.personal import holdings
from motcua.privacy import queries, services
from motcua.privacy.types import LOOK, PROPOSE, Ground
from motcua.ui.bodies import Strict, Text, Words, problems

router = Router(tags=["Dữ liệu cá nhân"])


class ErasureIn(Strict):
    """A proposal to erase a dossier by its code, or a person by identity number or telephone."""

    subject: Words = Field(description="Mã hồ sơ, hoặc số giấy tờ, số điện thoại của một người.")
    ground: Ground | None = None
    reason: Text = ""
    paper: Words = Field("", description="Số đơn hoặc số văn bản đề nghị.")


class ErasureRoundIn(Strict):
    """A proposal to erase dossiers of the token's unit whose time of keeping is over."""

    dossiers: Annotated[list[UUID], Field(max_length=500)]
    reason: Text = ""
    paper: Words = ""


class ErasureApprovalIn(Strict):
    """The document that decides."""

    decision: Words = Field("", description="Số văn bản quyết định, hoặc số biên bản của hội đồng.")


class ErasureRefusalIn(Strict):
    """Why a proposal is not approved."""

    answer: Text = ""


class LooksAskedIn(Strict):
    """The number on the card that the person shows, and why it is asked."""

    number: Words
    reason: Text = ""


class ErasureBriefOut(Schema):
    """A proposal in a list; ``unit`` is empty where it is about a person."""

    id: UUID
    unit: UUID | None
    ground: Ground
    at: datetime
    size: int
    decided_at: datetime | None
    is_approved: bool
    done_at: datetime | None


class ErasureListOut(Schema):
    """Proposals, those that wait first; ``waiting`` is how many wait for the token's holder."""

    waiting: int
    proposals: list[ErasureBriefOut]


class ErasureSubjectOut(Schema):
    """What a proposal names: a dossier with its code (``label``), or a person without a name."""

    kind: str
    subject: UUID
    label: str
    done_at: datetime | None


class ErasureOut(ErasureBriefOut):
    """A proposal whole: why, who decided and how, and what it names."""

    reason: str
    paper: str
    by: UUID
    decided_by: UUID | None
    decision: str
    answer: str
    lines: list[ErasureSubjectOut]


class DueDossierOut(Schema):
    """A dossier that need not be kept any longer; ``is_assumed``: its procedure says no time of its own."""

    id: UUID
    number: str
    procedure: str
    ended_on: date
    kept_until: date
    is_assumed: bool


class DueDossiersOut(Schema):
    """Dossiers over their time, the oldest first; ``count`` is all of them."""

    count: int
    dossiers: list[DueDossierOut]


class HeldColumnOut(Schema):
    """One thing that is held, and whether it lies sealed."""

    what: str
    is_sealed: bool


class HoldingOut(Schema):
    """What one part holds of persons for one purpose."""

    key: str
    label: str
    aim: str
    ground: str
    seen_by: str
    kept: str
    recipients: str
    columns: list[HeldColumnOut]


class ProcessingRegisterOut(Schema):
    """The register of processing."""

    holdings: list[HoldingOut]


class SeenOut(Schema):
    """A look: when, by which unit and post, at what, what was done, why where a reason was given."""

    at: datetime
    who: str
    what: str
    act: str
    reason: str


class LookersOut(Schema):
    """Who looked at a person's record and own dossiers, the newest first; ``earlier`` counts the looks before these."""

    person: str
    looks: list[SeenOut]
    earlier: int


ANSWERS: dict[Any, Any] = {200: ErasureOut, **problems(403, 404, 409)}
MADE: dict[Any, Any] = {201: ErasureOut, **problems(403, 404, 409)}


@router.get("/erasures", response={200: ErasureListOut, **problems(403)}, operation_id="erasures")
def erasures(request: HttpRequest) -> dict[str, Any]:
    """Đề nghị xoá dữ liệu cá nhân, đề nghị chờ quyết định trước."""
    actor = _having(request, LOOK)
    return {"waiting": queries.waiting(actor).number(), "proposals": queries.proposals(actor)}


@router.get("/erasures/{erasure}", response={200: ErasureOut, **problems(403, 404)}, operation_id="erasure")
def erasure(request: HttpRequest, erasure: UUID) -> Any:
    """Một đề nghị xoá dữ liệu cá nhân: lý do, quyết định, xoá những gì."""
    return queries.proposal_for(_having(request, LOOK), erasure)


@router.post("/erasures", response=MADE, operation_id="propose_erasure")
def propose_erasure(request: HttpRequest, payload: ErasureIn, key: str | None = gate.Key) -> HttpResponse:
    """Đề nghị xoá dữ liệu của một hồ sơ hoặc một người; chưa xoá gì cho đến khi người khác duyệt."""
    actor, at = _having(request, PROPOSE), request.moment  # type: ignore[attr-defined]

    def run() -> Any:
        found = queries.subject_for(actor, payload.subject, at=at)
        made = services.propose(
            actor=actor,
            at=at,
            kind=found.kind,
            subject=found.id,
            ground=payload.ground,
            reason=payload.reason,
            paper=payload.paper,
        )
        return queries.proposal_for(actor, made)

    return gate.answered(request, key, ErasureOut, run, status=201)


@router.post("/erasure-rounds", response=MADE, operation_id="propose_erasure_round")
def propose_erasure_round(request: HttpRequest, payload: ErasureRoundIn, key: str | None = gate.Key) -> HttpResponse:
    """Đề nghị xoá dữ liệu của những hồ sơ hết thời hạn lưu trữ của đơn vị, thành một đợt."""
    actor, at = _having(request, PROPOSE), request.moment  # type: ignore[attr-defined]

    def run() -> Any:
        made = services.propose_round(
            actor=actor,
            at=at,
            unit=_unit(actor),
            dossiers=payload.dossiers,
            reason=payload.reason,
            paper=payload.paper,
        )
        return queries.proposal_for(actor, made)

    return gate.answered(request, key, ErasureOut, run, status=201)


@router.post("/erasures/{erasure}/approval", response=ANSWERS, operation_id="approve_erasure")
def approve_erasure(
    request: HttpRequest, erasure: UUID, payload: ErasureApprovalIn, key: str | None = gate.Key
) -> HttpResponse:
    """Duyệt một đề nghị của người khác: dữ liệu của một hồ sơ, một người xoá ngay, của một đợt xoá dần."""

    def decide(actor: Actor, at: datetime) -> None:
        services.approve(actor=actor, at=at, proposal=erasure, decision=payload.decision)

    return _decided(request, key, erasure, decide)


@router.post("/erasures/{erasure}/refusal", response=ANSWERS, operation_id="decline_erasure")
def decline_erasure(
    request: HttpRequest, erasure: UUID, payload: ErasureRefusalIn, key: str | None = gate.Key
) -> HttpResponse:
    """Không duyệt một đề nghị, nêu vì sao; không xoá gì."""

    def decide(actor: Actor, at: datetime) -> None:
        services.decline(actor=actor, at=at, proposal=erasure, answer=payload.answer)

    return _decided(request, key, erasure, decide)


@router.get("/due-dossiers", response={200: DueDossiersOut, **problems(403)}, operation_id="due_dossiers")
def due_dossiers(
    request: HttpRequest,
    unit: UUID | None = Query(None, description="Đơn vị tiếp nhận; không ghi là đơn vị của thẻ."),
) -> dict[str, Any]:
    """Hồ sơ hết thời hạn lưu trữ của một đơn vị, kết thúc lâu nhất trước."""
    actor, now = request.actor, request.moment  # type: ignore[attr-defined]
    asked = unit or _unit(actor)
    access.require(actor, PROPOSE, asked)
    count, found = queries.due_dossiers(actor, asked, now.date())
    return {"count": count, "dossiers": found}


@router.get("/processing-register", response={200: ProcessingRegisterOut, **problems(403)}, operation_id="processing")
def processing(request: HttpRequest) -> dict[str, Any]:
    """Sổ xử lý dữ liệu cá nhân: giữ gì, để làm gì, theo căn cứ nào, ai xem, giữ đến khi nào, gửi cho ai."""
    _having(request, LOOK)
    return {"holdings": [_holding(one) for one in holdings]}


@router.post("/looks-told", response={200: LookersOut, **problems(403, 409)}, operation_id="tell_who_looked")
def tell_who_looked(request: HttpRequest, payload: LooksAskedIn, key: str | None = gate.Key) -> HttpResponse:
    """Ai đã xem dữ liệu của người mang thẻ có số này; việc hỏi được ghi vào nhật ký."""
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]

    def run() -> dict[str, Any]:
        told = services.tell_who_looked(actor=actor, at=at, number=payload.number, reason=payload.reason)
        return {"person": told["person"], "looks": told["lines"], "earlier": told["more"]}

    return gate.answered(request, key, LookersOut, run)


def _having(request: HttpRequest, act: str) -> Actor:
    """Return who acts. Raises NotAllowed where the token has the act nowhere."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    access.require(actor, act)
    return actor


def _unit(actor: Actor) -> UUID:
    assert actor.unit is not None, "a token is bound to a post in a unit"
    return actor.unit


def _decided(request: HttpRequest, key: str | None, erasure: UUID, decide: Callable[[Actor, datetime], None]) -> Any:
    actor, at = _having(request, LOOK), request.moment  # type: ignore[attr-defined]

    def run() -> Any:
        decide(actor, at)
        return queries.proposal_for(actor, erasure)

    return gate.answered(request, key, ErasureOut, run)


def _holding(one: Any) -> dict[str, Any]:
    texts = ("label", "aim", "ground", "seen_by", "kept", "recipients")
    return {"key": one.key} | {name: str(getattr(one, name)) for name in texts} | {"columns": _columns(one)}


def _columns(one: Any) -> list[dict[str, Any]]:
    sealed: dict[str, bool] = {}
    for column in one.columns:
        sealed[str(column.what)] = sealed.get(str(column.what), False) or column.is_sealed
    return [{"what": what, "is_sealed": is_sealed} for what, is_sealed in sealed.items()]
