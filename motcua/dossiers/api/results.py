"""The search among results over the API."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Schema

from motcua.dossiers import queries
from motcua.dossiers.api.paths import router
from motcua.dossiers.api.reading import problems
from motcua.dossiers.api.schemas import Words
from motcua.dossiers.queries.results import PAGE


class ResultOut(Schema):
    """A result that counts; ``file`` is its scan."""

    id: UUID
    number: str
    owner: str
    procedure: str
    kind: str
    result_number: str
    signed_on: date
    file: UUID | None
    is_returned: bool


class ResultsOut(Schema):
    """A page of results, newest first; ``next`` goes into ``after``."""

    rows: list[ResultOut]
    next: UUID | None


@router.get("/results", response={200: ResultsOut, **problems()}, operation_id="results", tags=["Kết quả"])
def results(
    request: HttpRequest,
    text: Words = Query("", description="Mã hồ sơ hoặc tên."),
    result_number: Words = Query("", description="Số, ký hiệu, từ đầu."),
    signed_on: date | None = Query(None, description="Ngày ký."),
    after: UUID | None = Query(None, description="Các dòng sau dòng này."),
) -> dict[str, Any]:
    """Kết quả của đơn vị: theo tên, mã, số ký hiệu, ngày ký."""
    found = queries.results_found(
        request.actor,  # type: ignore[attr-defined]
        text=text,
        result_number=result_number,
        signed_on=signed_on,
        after=after,
    )
    return {"rows": found[:PAGE], "next": found[PAGE - 1].id if len(found) > PAGE else None}
