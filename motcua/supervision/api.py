"""The figures over the API."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from motcua.dossiers.queries import STEPS_BY, By, Figure, Side, StepFigure
from motcua.kernel import moments
from motcua.kernel.actor import Actor
from motcua.supervision import cuts, levels, reports, times
from motcua.supervision.cuts import Asked
from motcua.supervision.narrative_api import router as narrative_router
from motcua.supervision.periods import Span
from motcua.supervision.public import KEPT_SECONDS, public_figures
from motcua.ui.bodies import Day, problems

router = Router(tags=["Số liệu"])
router.add_router("", narrative_router)


class FiguresRow(Schema):
    """One row: a unit's id, a field or a procedure's code, its name, and every figure by name."""

    key: str
    name: str
    figures: dict[Figure, int]


class FiguresOut(Schema):
    """The figures of a period; days are inclusive."""

    since: date
    until: date
    total: dict[Figure, int]
    rows: list[FiguresRow]


class TimesRow(Schema):
    """One row: a stage, a unit's id, a field or a procedure's code, its steps, and their office minutes."""

    key: str
    name: str
    steps: dict[StepFigure, int]
    median_minutes: float
    ninetieth_minutes: float


class LateRow(Schema):
    """A stage or a unit's id, and how many late dossiers took longer than its own time there."""

    key: str
    name: str
    dossiers: int


class TimesOut(Schema):
    """Where time goes; an empty key is all together, and counts each dossier once."""

    since: date
    until: date
    steps: list[TimesRow]
    late: list[LateRow]


class FiguresAsked(Schema):
    """Which figures: a period by its length and a day in it, and whose."""

    span: Span = Field(Span.MONTH, description="Độ dài của kỳ.")
    on: Day | None = Field(None, description="Một ngày trong kỳ; để trống là hôm nay.")
    by: By = Field(
        By.UNIT, description="Xem theo đơn vị, lĩnh vực, thủ tục, hay nơi hồ sơ đang nằm: khâu, cơ quan, vị trí."
    )
    side: Side = Field(Side.COMPETENT, description="Tính theo cơ quan giải quyết hay nơi tiếp nhận.")
    unit: UUID | None = Field(None, description="Một đơn vị và các đơn vị dưới nó; để trống là mọi đơn vị được xem.")
    field: str = Field("", max_length=cuts.LETTERS, description="Chỉ một lĩnh vực.")
    procedure: str = Field("", max_length=cuts.LETTERS, description="Chỉ một thủ tục, theo mã quốc gia.")
    units_of_today: bool = Field(False, description="Tính cho đơn vị hiện nay thay cho đơn vị khi ấy.")


@router.get("/figures", response={200: FiguresOut, **problems(403, 404)}, operation_id="figures")
def figures(request: HttpRequest, asked: FiguresAsked = Query(...)) -> dict[str, Any]:
    """Số liệu giải quyết hồ sơ của một kỳ, đúng những hồ sơ mà thẻ này được xem."""
    actor, now, question = _question(request, asked)
    rows = cuts.figures(actor, question, now)
    period = question.cut.period
    return {
        "since": period.since,
        "until": period.until,
        "total": cuts.total(rows),
        "rows": [{"key": key, "name": name, "figures": counted} for key, (name, counted) in rows.items()],
    }


class PublicFiguresAsked(Schema):
    """Which figures: a month or a year that is over, by unit or by procedure."""

    span: Literal[Span.MONTH, Span.YEAR] = Field(Span.MONTH, description="Một tháng hay một năm đã hết.")
    on: Day | None = Field(None, description="Một ngày trong kỳ; để trống, hoặc kỳ chưa hết, là kỳ gần nhất đã hết.")
    by: Literal[By.UNIT, By.PROCEDURE] = Field(By.UNIT, description="Xem theo đơn vị hay thủ tục.")


class PublicCounts(Schema):
    """Dossiers received and solved, and of the solved those in time."""

    received: int
    solved: int
    in_time: int


class PublicFiguresRow(Schema):
    """A unit's id or a procedure's code, its name, and its figures; null where they would tell of single persons."""

    key: str
    name: str
    figures: PublicCounts | None
    satisfied: int | None = Field(
        description="Trong một trăm phiếu đánh giá, bao nhiêu là hài lòng trở lên; chỉ của đơn vị trong một năm, từ năm phiếu một quý."
    )


class PublicFiguresOut(Schema):
    """The figures of a period for everybody; what counts fewer than ``least`` hides, and others with it."""

    since: date
    until: date
    least: int
    total: PublicCounts | None
    rows: list[PublicFiguresRow]


@router.get("/public-figures", auth=None, response={200: PublicFiguresOut, **problems()}, operation_id="public_figures")
def figures_for_everybody(
    request: HttpRequest,  # noqa: ARG001  the router gives it
    response: HttpResponse,
    asked: PublicFiguresAsked = Query(...),
) -> dict[str, Any]:
    """Số liệu công khai của một tháng hay một năm đã hết, không cần thẻ; số nhỏ được che như trên trang."""
    now = moments.now()
    found = public_figures(Span(asked.span), asked.on or now.date(), By(asked.by), now)
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return {
        "since": found.period.since,
        "until": found.period.until,
        "least": found.least,
        "total": found.total,
        "rows": found.rows,
    }


@router.get("/figures/times", response={200: TimesOut, **problems(403, 404)}, operation_id="times")
def where_time_goes(request: HttpRequest, asked: FiguresAsked = Query(...)) -> dict[str, Any]:
    """Mỗi bước lâu bao nhiêu, khâu nào làm trễ; xem theo khâu, nơi giữ, lĩnh vực hoặc thủ tục."""
    actor, now, question = _question(request, asked)
    question = question if question.by in STEPS_BY else replace(question, by=By.STAGE)
    found, period = times.where(actor, question, now), question.cut.period
    return {
        "since": period.since,
        "until": period.until,
        "steps": [
            {
                "key": key,
                "name": name,
                "steps": spent.figures,
                "median_minutes": spent.median,
                "ninetieth_minutes": spent.ninetieth,
            }
            for key, (name, spent) in found.spent.items()
        ],
        "late": [{"key": key, "name": name, "dossiers": count} for key, (name, count) in found.late.items()],
    }


class ReportRow(Schema):
    """A line of Biểu II.06a: a field (empty for the sums), its figures in the order of the columns, whether they balance."""

    name: str
    figures: list[int]
    agrees: bool


class ReportOut(Schema):
    """Biểu II.06a of a period: the names of its columns as the province sets them, the sums, and a line for each field."""

    since: date
    until: date
    columns: list[str]
    total: ReportRow
    rows: list[ReportRow]


@router.get("/reports/ii-06a", response={200: ReportOut, **problems(403, 404)}, operation_id="report_06a")
def report_06a(request: HttpRequest, asked: FiguresAsked = Query(...)) -> dict[str, Any]:
    """Biểu II.06a của một kỳ, theo lĩnh vực; cột của hồ sơ chờ, rút, dừng theo thiết lập của tỉnh."""
    actor, now, question = _question(request, asked)
    found, total = reports.lines(actor, question, now)
    period = question.cut.period
    return {
        "since": period.since,
        "until": period.until,
        "columns": [str(column.name) for column in total.columns],
        "total": total,
        "rows": found,
    }


class LevelCounts(Schema):
    """Of an online level (0: level 1 or none): its procedures, and the dossiers received, online and by the other channels."""

    level: int
    procedures: int
    received: int
    online: int
    direct: int


class LevelRow(Schema):
    """A line of Biểu II.07b: a field or a unit (empty for the sums), how many procedures and dossiers by level."""

    key: str
    name: str
    levels: list[LevelCounts]
    agrees: bool


class LevelsOut(Schema):
    """Biểu II.07b of a period; the form was not seen, its columns are assumed."""

    since: date
    until: date
    total: LevelRow
    rows: list[LevelRow]


@router.get("/reports/ii-07b", response={200: LevelsOut, **problems(403, 404)}, operation_id="report_07b")
def report_07b(request: HttpRequest, asked: FiguresAsked = Query(...)) -> dict[str, Any]:
    """Biểu II.07b của một kỳ, theo lĩnh vực hoặc đơn vị: thủ tục và hồ sơ tiếp nhận theo mức độ trực tuyến (giả định)."""
    actor, now, question = _question(request, asked)
    question = question if question.by in levels.BYS else replace(question, by=By.FIELD)
    total, *found = levels.lines(actor, question, now)
    period = question.cut.period
    return {
        "since": period.since,
        "until": period.until,
        "total": _levels(total),
        "rows": [_levels(line) for line in found],
    }


def _levels(line: levels.LevelLine) -> dict[str, Any]:
    return {
        "key": line.key,
        "name": line.name,
        "agrees": line.agrees,
        "levels": [
            {
                "level": level,
                "procedures": len(line.procedures.get(level, ())),
                "received": arrived.total,
                "online": arrived.online,
                "direct": arrived.direct,
            }
            for level in levels.LEVELS
            for arrived in (line.arrived.get(level, levels.Arrived()),)
        ],
    }


def _question(request: HttpRequest, asked: FiguresAsked) -> tuple[Actor, datetime, Asked]:
    """Return who asks what; refuses with NotAllowed whoever may look at nothing."""
    actor, now = request.actor, request.moment  # type: ignore[attr-defined]
    cuts.units_to_choose(actor, now.date())
    heirs_on = now.date() if asked.units_of_today else None
    return (
        actor,
        now,
        Asked(
            asked.span, asked.on or now.date(), asked.unit, asked.side, asked.by, asked.field, asked.procedure, heirs_on
        ),
    )
