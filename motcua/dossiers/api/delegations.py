"""Deciding at the counter over the API: the unit's list, and the decision."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from motcua.dossiers import queries, services
from motcua.dossiers.api.acting import ANSWERS, step
from motcua.dossiers.api.once import Key, answered
from motcua.dossiers.api.paths import router
from motcua.dossiers.api.reading import problems
from motcua.dossiers.api.schemas import DelegationIn, DelegationsOut, ResultIn
from motcua.dossiers.deeds import DELEGATE
from motcua.kernel import access

TAGS = ["Quyết định tại quầy"]
LIST: dict[Any, Any] = {200: DelegationsOut, **problems(403, 404, 409)}


def _list(request: HttpRequest, unit: UUID) -> dict[str, Any]:
    return {"delegations": queries.delegations(request.actor, unit)}  # type: ignore[attr-defined]


@router.get("/delegations", response=LIST, operation_id="delegations", tags=TAGS)
def delegations(request: HttpRequest, unit: UUID) -> dict[str, Any]:
    """Ai được uỷ quyền quyết định tại quầy của đơn vị, về thủ tục nào."""
    access.require(request.actor, DELEGATE, unit)  # type: ignore[attr-defined]
    return _list(request, unit)


@router.post("/delegations", response=LIST, operation_id="delegate", tags=TAGS)
def delegate(request: HttpRequest, payload: DelegationIn, key: str | None = Key) -> HttpResponse:
    """Uỷ quyền quyết định một thủ tục tại quầy."""
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]

    def run() -> dict[str, Any]:
        services.delegate(actor=actor, at=at, **payload.model_dump())
        return _list(request, payload.unit)

    return answered(request, key, DelegationsOut, run)


@router.post("/delegations/{delegation}/ending", response=LIST, operation_id="end_delegation", tags=TAGS)
def end_delegation(request: HttpRequest, delegation: UUID, key: str | None = Key) -> HttpResponse:
    """Thôi uỷ quyền."""
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]

    def run() -> dict[str, Any]:
        services.end_delegation(actor=actor, at=at, delegation=delegation)
        return _list(request, actor.unit)

    return answered(request, key, DelegationsOut, run)


@router.post("/dossiers/{number}/decision", response=ANSWERS, operation_id="decide_at_counter", tags=TAGS)
def decide_at_counter(request: HttpRequest, number: str, payload: ResultIn, key: str | None = Key) -> HttpResponse:
    """Quyết định tại quầy theo uỷ quyền, ngay sau khi tiếp nhận."""
    return step(
        request,
        key,
        services.decide_at_counter,
        number=number,
        result_number=payload.number,
        signed_on=payload.signed_on,
        revision=payload.revision,
    )
