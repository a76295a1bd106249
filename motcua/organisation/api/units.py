"""Units and posts over the API; what is decided is dated, with its paper, as on the pages."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from motcua.kernel.access import require
from motcua.organisation import queries, services
from motcua.organisation.queries.orders import orders_of
from motcua.organisation.types import UNITS, Level, OrderKind, Post, Role, Unit
from motcua.ui.bodies import Day, Strict, Words, problems

router = Router(tags=["Đơn vị"])
On = Query(None, description="Bỏ trống là hôm nay.")


class UnitOut(Schema):
    """A unit on a day; ``parent`` is the code of the unit above."""

    code: str
    name: str
    full_name: str
    level: str
    unit_type: str
    parent: str
    valid_from: date | None
    valid_to: date | None
    gso_code: str


class UnitsOut(Schema):
    """The units alive on a day."""

    units: list[UnitOut]


class PostOut(Schema):
    """A post of a unit."""

    id: UUID
    section: str
    name: str
    role: str
    seats: int
    signs: str


class PostsOut(Schema):
    """The posts of a unit on a day."""

    posts: list[PostOut]


class OrderOut(Schema):
    """What was decided about a unit or a post of it; ``is_undone`` where it was taken back."""

    id: UUID
    kind: OrderKind
    valid_from: date
    paper: str
    is_undone: bool


class OrdersOut(Schema):
    """The decisions about a unit, newest first."""

    orders: list[OrderOut]


class FoundingIn(Strict):
    """A new unit below another; ``like`` names a unit whose posts it gets."""

    code: Words
    name: Words
    unit_type: Words
    parent: Words
    valid_from: Day
    paper: Words
    eid: Words = ""
    like: Words = ""


class RenamingIn(Strict):
    """Another name."""

    name: Words
    valid_from: Day
    paper: Words


class MovingIn(Strict):
    """Another unit above."""

    parent: Words
    valid_from: Day
    paper: Words


class DissolvingIn(Strict):
    """A last day, and the units that go on."""

    last_day: Day
    successors: Annotated[list[Words], Field(max_length=20)] = []
    paper: Words


class CodeIn(Strict):
    """A real e-identifier."""

    code: Words
    valid_from: Day


class PostIn(Strict):
    """A post."""

    section: Words = ""
    name: Words
    role: Role
    seats: Annotated[int, Field(ge=1, le=999)] = 1
    signs: Words = "no"
    valid_from: Day
    paper: Words


class PostClosingIn(Strict):
    """A last day of a post."""

    last_day: Day
    paper: Words


@router.get("/units", response={200: UnitsOut, **problems()}, operation_id="units")
def units(request: HttpRequest, on: Day | None = On, level: Level | None = None) -> dict[str, Any]:
    """Đơn vị đang hoạt động trong một ngày."""
    day = on or request.moment.date()  # type: ignore[attr-defined]
    return {"units": [_unit(one, day) for one in queries.units(day, level)]}


@router.get("/units/{unit}", response={200: UnitOut, **problems(404)}, operation_id="unit")
def unit(request: HttpRequest, unit: str, on: Day | None = On) -> dict[str, Any]:
    """Một đơn vị theo mã, như trong một ngày."""
    return _unit(queries.unit_by_code(unit), on or request.moment.date())  # type: ignore[attr-defined]


@router.get("/units/{unit}/posts", response={200: PostsOut, **problems(404)}, operation_id="posts")
def posts(request: HttpRequest, unit: str, on: Day | None = On) -> dict[str, Any]:
    """Vị trí việc làm của một đơn vị trong một ngày."""
    day = on or request.moment.date()  # type: ignore[attr-defined]
    return {"posts": list(queries.posts(queries.unit_by_code(unit).id, day))}


@router.get("/units/{unit}/orders", response={200: OrdersOut, **problems(403, 404)}, operation_id="unit_orders")
def orders(request: HttpRequest, unit: str) -> dict[str, Any]:
    """Các quyết định về một đơn vị, mới nhất trước."""
    require(request.actor, UNITS)  # type: ignore[attr-defined]
    return {
        "orders": [
            {
                "id": one.id,
                "kind": one.kind,
                "valid_from": one.valid_from,
                "paper": one.paper,
                "is_undone": one.undone_at is not None,
            }
            for one in orders_of(queries.unit_by_code(unit).id)
        ]
    }


DONE = {200: UnitOut, **problems(403, 404, 409)}


@router.post("/units", response={201: UnitOut, **problems(403, 404, 409)}, operation_id="found_unit")
def found(request: HttpRequest, payload: FoundingIn) -> Any:
    """Lập đơn vị từ một ngày, với số văn bản."""
    like = queries.unit_by_code(payload.like).id if payload.like else None
    given = payload.model_dump(exclude={"parent", "like"})
    made = services.found_unit(**_who(request), **given, parent_id=queries.unit_by_code(payload.parent).id, like=like)
    return Status(201, _unit(queries.unit(made), payload.valid_from))


@router.post("/units/{unit}/renaming", response=DONE, operation_id="rename_unit")
def rename(request: HttpRequest, unit: str, payload: RenamingIn) -> dict[str, Any]:
    """Đổi tên đơn vị từ một ngày."""
    known = queries.unit_by_code(unit)
    services.rename_unit(**_who(request), unit_id=known.id, **payload.model_dump())
    return _unit(known, payload.valid_from)


@router.post("/units/{unit}/moving", response=DONE, operation_id="move_unit")
def move(request: HttpRequest, unit: str, payload: MovingIn) -> dict[str, Any]:
    """Chuyển đơn vị sang trực thuộc đơn vị khác từ một ngày."""
    known, parent = queries.unit_by_code(unit), queries.unit_by_code(payload.parent)
    services.move_unit(
        **_who(request), unit_id=known.id, parent_id=parent.id, valid_from=payload.valid_from, paper=payload.paper
    )
    return _unit(known, payload.valid_from)


@router.post("/units/{unit}/dissolution", response=DONE, operation_id="dissolve_unit")
def dissolve(request: HttpRequest, unit: str, payload: DissolvingIn) -> dict[str, Any]:
    """Giải thể đơn vị sau một ngày; việc đang làm do đơn vị kế thừa làm tiếp."""
    known = queries.unit_by_code(unit)
    services.dissolve_unit(
        **_who(request),
        unit_id=known.id,
        last_day=payload.last_day,
        successors=[queries.unit_by_code(code).id for code in payload.successors],
        paper=payload.paper,
    )
    return _unit(queries.unit(known.id), payload.last_day)


@router.post("/units/{unit}/codes", response=DONE, operation_id="give_code")
def give_code(request: HttpRequest, unit: str, payload: CodeIn) -> dict[str, Any]:
    """Ghi mã định danh điện tử được cấp."""
    known = queries.unit_by_code(unit)
    services.give_code(**_who(request), unit_id=known.id, text=payload.code, valid_from=payload.valid_from)
    return _unit(known, payload.valid_from)


@router.post("/units/{unit}/posts", response={201: PostOut, **problems(403, 404, 409)}, operation_id="add_post")
def add_post(request: HttpRequest, unit: str, payload: PostIn) -> Any:
    """Lập vị trí việc làm từ một ngày."""
    known = queries.unit_by_code(unit)
    made = services.add_post(**_who(request), unit_id=known.id, **payload.model_dump())
    found: Post = queries.post(made)
    return Status(201, found)


@router.post("/posts/{post}/closing", response={200: PostOut, **problems(403, 404, 409)}, operation_id="close_post")
def close_post(request: HttpRequest, post: UUID, payload: PostClosingIn) -> Post:
    """Đóng vị trí sau một ngày."""
    services.close_post(**_who(request), post_id=post, last_day=payload.last_day, paper=payload.paper)
    return queries.post(post)


@router.post("/unit-orders/{order}/undoing", response={204: None, **problems(403, 404, 409)}, operation_id="undo_order")
def undo(request: HttpRequest, order: UUID) -> Any:
    """Huỷ quyết định chưa đến ngày áp dụng."""
    services.undo_order(**_who(request), order_id=order)
    return Status(204, None)


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"actor": request.actor, "at": request.moment}  # type: ignore[attr-defined]


def _unit(found: Unit, on: date) -> dict[str, Any]:
    parent = queries.parent(found.id, on)
    names = ("code", "level", "unit_type", "valid_from", "valid_to", "gso_code")
    return {name: getattr(found, name) for name in names} | {
        "name": queries.name_on(found.id, on),
        "full_name": queries.full_name(found.id, on),
        "parent": queries.unit(parent).code if parent else "",
    }
