"""The scores over the API: the nine indicators of agencies and officials, the index of a month and what cost its points."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from motcua.dossiers import queries
from motcua.dossiers.queries import Measure
from motcua.identity import queries as identity
from motcua.kernel import access
from motcua.kernel.refusal import Invalid
from motcua.organisation import queries as organisation
from motcua.scores import index_measuring, measuring, national_index
from motcua.scores import queries as frozen_queries
from motcua.scores.asked import FIRST, LAST
from motcua.scores.freezing import FrozenCard
from motcua.scores.index_asked import IndexAsked
from motcua.scores.index_measuring import ProcedureMeasure
from motcua.scores.measuring import Scored
from motcua.scores.open_views import KEPT_SECONDS
from motcua.scores.rules import Band
from motcua.scores.types import LOOK, OFFICIALS, Month, Term
from motcua.ui.bodies import problems

router = Router(tags=["Chấm điểm"])


class TermAsked(Schema):
    """A quarter, or without one the year."""

    year: int = Field(ge=FIRST, le=LAST)
    quarter: int | None = Field(None, ge=1, le=4, description="Để trống là cả năm.")

    @property
    def term(self) -> Term:
        """The same, as the scores take it."""
        return Term(self.year, self.quarter)


class AgenciesAsked(TermAsked):
    """Whose scores: of one agency, or of all that the token may look at."""

    unit: UUID | None = Field(None, description="Một cơ quan; để trống là mọi cơ quan được xem.")


class OfficialsAsked(TermAsked):
    """Whose scores: of the officials of a unit."""

    unit: UUID


class MonthAsked(Schema):
    """A month, of one unit or of all that the token may look at."""

    year: int = Field(ge=FIRST, le=LAST)
    month: int = Field(ge=1, le=12)
    unit: UUID | None = Field(None, description="Một đơn vị; để trống là mọi đơn vị được xem.")

    @property
    def asked(self) -> IndexAsked:
        """The same, as the pages take it. Refuses with UnitUnknown."""
        unit = organisation.unit(self.unit).id if self.unit else None
        return IndexAsked(Month(self.year, self.month), unit)


class LostAsked(MonthAsked):
    """What cost points in a criterion, page by page."""

    criterion: str = Field(max_length=10, description="Mã tiêu chí, ví dụ 2.1.")
    cursor: str = Field("", max_length=200)


class CardOut(Schema):
    """A card: the score of each indicator by its number (null where there is no data), and what the total amounts to.

    Where something is missing the grade lies between ``least_band`` and ``best_band``.
    """

    id: UUID
    name: str
    dossiers: int
    scores: dict[int, float | None]
    total: float
    most: float
    coverage: int = Field(description="Bao nhiêu phần trăm chỉ số có dữ liệu.")
    least_band: Band
    best_band: Band


class CardsOut(Schema):
    """The cards of a term; days are inclusive."""

    since: date
    until: date
    cards: list[CardOut]


class CriterionOut(Schema):
    """A criterion: its points, of how many how many are good; null where it cannot be told, and ``words`` say why."""

    code: str
    group: str
    name: str
    points: float
    is_assumed: bool
    target: float
    of: int | None
    good: int | None
    rate: float | None
    got: float | None
    words: str


class NationalIndexOut(Schema):
    """The index of a month; ``most`` is what was measured, ``unmeasured`` the points that stand apart."""

    since: date
    until: date
    is_tried: bool
    got: float
    most: float
    unmeasured: float
    coverage: float
    criteria: list[CriterionOut]


class IndexLostOut(Schema):
    """What cost points: codes of dossiers, or of procedures; ``count`` is all of them."""

    count: int
    dossiers: list[str]
    procedures: list[str]
    next: str


@router.get("/scores", response={200: CardsOut, **problems(403, 404)}, operation_id="agency_scores")
def agency_scores(request: HttpRequest, asked: AgenciesAsked = Query(...)) -> dict[str, Any]:
    """Chín chỉ số của các cơ quan mà thẻ này được xem, trong một quý hoặc một năm."""
    actor, now = request.actor, request.moment  # type: ignore[attr-defined]
    access.require(actor, LOOK, asked.unit)
    term = asked.term
    units = [organisation.unit(asked.unit)] if asked.unit else organisation.units(min(term.until, now.date()))
    found = measuring.agencies(actor, term, units, now)
    return _cards(term, found, {unit: organisation.short_name(unit) for unit in found})


@router.get("/scores/officials", response={200: CardsOut, **problems(403, 404)}, operation_id="official_scores")
def official_scores(request: HttpRequest, asked: OfficialsAsked = Query(...)) -> dict[str, Any]:
    """Năm chỉ số của công chức trong một đơn vị, cho lãnh đạo đơn vị đó."""
    actor, now = request.actor, request.moment  # type: ignore[attr-defined]
    unit = organisation.unit(asked.unit).id
    access.require(actor, OFFICIALS, unit)
    found = measuring.officials(actor, asked.term, unit, now)
    return _cards(asked.term, found, identity.names(found))


@router.get("/scores/own", response={200: CardsOut, **problems()}, operation_id="own_score")
def own_score(request: HttpRequest, asked: TermAsked = Query(...)) -> dict[str, Any]:
    """Năm chỉ số của chính tôi; không có hồ sơ nào trong kỳ thì danh sách trống."""
    actor, now = request.actor, request.moment  # type: ignore[attr-defined]
    own = measuring.official(actor, asked.term, actor.account, now)
    return _cards(asked.term, {actor.account: own} if own.dossiers else {}, {actor.account: actor.name})


@router.get("/index", response={200: NationalIndexOut, **problems(403, 404)}, operation_id="national_index")
def index_of_month(request: HttpRequest, asked: MonthAsked = Query(...)) -> dict[str, Any]:
    """Chỉ số theo Quyết định 766/QĐ-TTg của một tháng, tính từ hồ sơ của hệ thống này."""
    actor, now = request.actor, request.moment  # type: ignore[attr-defined]
    access.require(actor, LOOK, asked.unit)
    cut = asked.asked.cut
    found = index_measuring.index_of(actor, cut, now)
    sums = found.sums
    return {
        "since": cut.since,
        "until": cut.until,
        "is_tried": national_index.is_tried(cut.until),
        "got": sums.got,
        "most": sums.most,
        "unmeasured": sums.unmeasured,
        "coverage": sums.coverage,
        "criteria": [_criterion(points) for points in found.points],
    }


@router.get("/index/lost", response={200: IndexLostOut, **problems(403, 404)}, operation_id="index_lost")
def index_lost(request: HttpRequest, asked: LostAsked = Query(...)) -> dict[str, Any]:
    """Những hồ sơ hoặc thủ tục làm mất điểm ở một tiêu chí của tháng."""
    actor, now = request.actor, request.moment  # type: ignore[attr-defined]
    access.require(actor, LOOK, asked.unit)
    cut = asked.asked.cut
    known = {
        each.code: each.measure for each in national_index.criteria(cut.until) if index_measuring.leads_behind(each)
    }
    measure = known.get(asked.criterion)
    if measure is None:
        raise Invalid(
            {
                "criterion": _("Tiêu chí này chưa đo được hoặc không có. Chọn một trong: %(codes)s.")
                % {"codes": ", ".join(known)}
            }
        )
    if measure in set(ProcedureMeasure):
        lost = index_measuring.procedures(actor, cut, now)[ProcedureMeasure(measure)].lost
        return {"count": len(lost), "dossiers": [], "procedures": [each.code for each in lost], "next": ""}
    found = queries.index_lost(actor, Measure(measure), cut, now, cursor=asked.cursor)
    return {
        "count": found.counts[measure],
        "dossiers": [row.number for row in found.rows],
        "procedures": [],
        "next": found.following,
    }


class PublishedCard(Schema):
    """An agency's card as it was frozen; scores and total are null where it had too few dossiers to tell."""

    id: UUID
    name: str
    scores: dict[int, float | None] | None
    total: float | None
    coverage: int | None
    least_band: Band | None
    best_band: Band | None


class PublishedScoresOut(Schema):
    """The scores of a term that is over, as they were frozen; without ``frozen_at`` they are not frozen yet."""

    since: date
    until: date
    frozen_at: datetime | None
    digest: str
    least: int
    cards: list[PublishedCard]


@router.get(
    "/scores/published", auth=None, response={200: PublishedScoresOut, **problems()}, operation_id="published_scores"
)
def published_scores(
    request: HttpRequest,  # noqa: ARG001  the router gives it
    response: HttpResponse,
    asked: TermAsked = Query(...),
) -> dict[str, Any]:
    """Điểm các cơ quan đã chốt của một quý hay một năm đã hết, không cần thẻ; cơ quan ít hồ sơ không hiện điểm."""
    found, least = frozen_queries.frozen(asked.term), settings.SMALLEST_PUBLIC_FIGURE
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return {
        "since": asked.term.since,
        "until": asked.term.until,
        "frozen_at": found.at if found else None,
        "digest": found.digest if found else "",
        "least": least,
        "cards": [_published(each, asked.term.until, tells=each.dossiers >= least) for each in found.cards]
        if found
        else [],
    }


def _published(each: FrozenCard, on: date, *, tells: bool) -> dict[str, Any]:
    card = each.card
    return {
        "id": each.unit,
        "name": organisation.full_name(each.unit, on),
        "scores": {int(indicator): score for indicator, score in card.scores.items()} if tells else None,
        "total": card.total if tells else None,
        "coverage": card.coverage if tells else None,
        "least_band": card.least_band if tells else None,
        "best_band": card.best_band if tells else None,
    }


def _criterion(points: national_index.Points) -> dict[str, Any]:
    row = points.criterion
    is_known = points.rate is not None
    return {
        "code": row.code,
        "group": row.group,
        "name": row.name,
        "points": row.points,
        "is_assumed": row.is_assumed,
        "target": row.target,
        "of": points.of if is_known else None,
        "good": points.good if is_known else None,
        "rate": points.rate,
        "got": points.got,
        "words": row.words,
    }


def _cards(term: Term, found: Mapping[UUID, Scored], names: Mapping[UUID, str]) -> dict[str, Any]:
    return {
        "since": term.since,
        "until": term.until,
        "cards": [
            {
                "id": key,
                "name": names.get(key, ""),
                "dossiers": scored.dossiers,
                "scores": {int(indicator): score for indicator, score in scored.card.scores.items()},
                "total": scored.card.total,
                "most": scored.card.most,
                "coverage": scored.card.coverage,
                "least_band": scored.card.least_band,
                "best_band": scored.card.best_band,
            }
            for key, scored in found.items()
        ],
    }
