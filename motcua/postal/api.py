"""The post over the API: bags with their minutes, parcels, and what the post says of them."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from motcua.gate import services as gate
from motcua.postal import queries, services
from motcua.postal.types import ArrivalIn, Doubt, Found, Means, Order, Told, Verdict, Way, What

router = Router(tags=["Bưu chính"])

#: What no database keeps: the NUL sign and halves of letters.
UNPRINTABLE = re.compile("[\0\ud800-\udfff]")
#: Tabs of the page, by the words of the API.
TABS = {"ready": "cho-giao", "doubtful": "can-nguoi", "out": "dang-di", "returning": "chuyen-hoan", "done": "xong"}


def _printable(text: str) -> str:
    if UNPRINTABLE.search(text):
        message = "unprintable"
        raise ValueError(message)
    return text


Words = Annotated[str, Field(max_length=300), AfterValidator(_printable)]


class Problem(Schema):
    """A problem as RFC 9457 has it, in Vietnamese or English."""

    type: str
    title: str
    status: int
    detail: str
    errors: dict[str, str] = {}


PROBLEMS: dict[Any, Any] = dict.fromkeys((400, 401, 403, 404, 409, 422), Problem)


class Strict(BaseModel):
    """A body in which a misspelt field is an error, not silence."""

    model_config = ConfigDict(extra="forbid")


class ArrivalLineIn(Strict):
    """One that should be in a bag; ``procedure`` and ``papers`` as the post's list has them."""

    tracking: Annotated[str, Field(max_length=60), AfterValidator(_printable)] = ""
    sender: Words
    about: Annotated[str, Field(max_length=500), AfterValidator(_printable)] = ""
    procedure: Annotated[str, Field(max_length=60), AfterValidator(_printable)] = ""
    papers: Annotated[list[Words], Field(max_length=60)] = []
    phone: Annotated[str, Field(max_length=60), AfterValidator(_printable)] = ""
    address: Words = ""

    def arrival(self) -> ArrivalIn:
        """Return it as the services take it."""
        told = Told(self.procedure, tuple(self.papers), self.phone, self.address)
        return ArrivalIn(self.tracking, self.sender, self.about, told)


class BagIn(Strict):
    """A bag that the post brought: its lines, or the announced list from which it is opened."""

    arrivals: Annotated[list[ArrivalLineIn], Field(max_length=300)] = []
    announced: UUID | None = None


class FoundIn(Strict):
    """What was found of one."""

    arrival: UUID
    verdict: Literal["here", "missing", "damaged"] = "here"
    note: Words = ""


class SignatureIn(Strict):
    """The minutes of a bag that came."""

    postman: Words
    found: Annotated[list[FoundIn], Field(max_length=300)] = []
    extra: Annotated[list[ArrivalLineIn], Field(max_length=300)] = []
    signed_at: AwareDatetime | None = Field(None, description="Lúc ký trên giấy; bỏ trống là lúc này.")


class ParcelsHandOverIn(Strict):
    """The parcels that the postman takes."""

    parcels: Annotated[list[UUID], Field(max_length=300)]
    postman: Words


class ParcelRevisionIn(Strict):
    """What was looked at: the parcel's revision, if somebody may have been quicker."""

    revision: int | None = None


class TrackingIn(ParcelRevisionIn):
    """The number that the post wrote on its paper."""

    tracking: Annotated[str, Field(max_length=60), AfterValidator(_printable)]


class NewsIn(ParcelRevisionIn):
    """What the post's paper says of a parcel."""

    means: Literal["delivered", "failed", "returning"]
    receiver: Words = Field("", description="Ai đã ký nhận, khi đã phát.")
    on: AwareDatetime | None = None


class NewsDecisionIn(Strict):
    """What a message of the post means; null sets it aside."""

    means: Means | None = None


class ArrivalOut(Schema):
    """One in a bag; ``id`` is the dossier's that is received from it."""

    id: UUID
    position: int
    tracking: str
    sender: str
    about: str
    verdict: Verdict | None
    note: str


class BagLineOut(Schema):
    """A bag in a list."""

    id: UUID
    way: Way
    number: str
    opened_at: datetime
    signed_at: datetime | None
    count: int
    differences: int


class ParcelOut(Schema):
    """A parcel; ``label`` is the dossier's number, ``collects`` what the post takes from the receiver (VND)."""

    id: UUID
    label: str
    reference: str
    what: What
    receiver: str
    address: str
    fate: Literal["ready", "handed", "transit", "failed", "delivered", "returning", "back", "cancelled"]
    fate_at: datetime
    order: Order
    tracking: str
    handed_at: datetime | None
    collects: int
    revision: int


class BagOut(Schema):
    """A bag with what is in it; ``print`` is its minutes' form under ``/in/``."""

    id: UUID
    way: Way
    number: str
    opened_at: datetime
    signed_at: datetime | None
    postman: str
    list_number: str
    print: UUID | None
    arrivals: list[ArrivalOut]
    parcels: list[ParcelOut]


class BagsOut(Schema):
    """The newest bags of a unit, those not yet signed first."""

    bags: list[BagLineOut]


class AnnouncedOut(Schema):
    """A list that the post announced and nobody has taken over."""

    id: UUID
    number: str
    at: datetime
    count: int


class ListsOut(Schema):
    """The announced lists of a unit."""

    lists: list[AnnouncedOut]


class ParcelsOut(Schema):
    """A page of parcels with the counts of all tabs; ``next`` is the cursor of the following page."""

    parcels: list[ParcelOut]
    counts: dict[str, int]
    next: UUID | None


class NewsOut(Schema):
    """What the post said; ``doubt`` while it waits for a person."""

    id: UUID
    means: Means | None
    doubt: Doubt | None
    at: datetime
    words: str
    receiver: str
    is_open: bool


class TrackingOut(ParcelOut):
    """A parcel with what the post said of it, newest first."""

    news: list[NewsOut]


class WaitingOut(Schema):
    """Messages of the post that wait for a person."""

    news: list[NewsOut]


@router.get("/postal/bags", response={200: BagsOut, **PROBLEMS}, operation_id="postal_bags")
def bags(request: HttpRequest) -> Any:
    """Các biên bản với bưu điện của đơn vị."""
    return {"bags": queries.bags(request.actor)}  # type: ignore[attr-defined]


@router.get("/postal/lists", response={200: ListsOut, **PROBLEMS}, operation_id="postal_lists")
def lists(request: HttpRequest) -> Any:
    """Danh sách bưu điện báo sẽ chuyển đến."""
    found = queries.announced(request.actor)  # type: ignore[attr-defined]
    return {"lists": [{"id": one.id, "number": one.number, "at": one.at, "count": len(one.arrivals)} for one in found]}


@router.get("/postal/bags/{bag}", response={200: BagOut, **PROBLEMS}, operation_id="postal_bag")
def bag(request: HttpRequest, bag: UUID) -> Any:
    """Một biên bản: trong túi có gì, ai ký."""
    return queries.bag_for(request.actor, bag, at=request.moment)  # type: ignore[attr-defined]


@router.post("/postal/bags", response={201: BagOut, **PROBLEMS}, operation_id="open_postal_bag")
def open_bag(request: HttpRequest, payload: BagIn, key: str | None = gate.Key) -> HttpResponse:
    """Mở túi bưu điện chuyển đến, theo danh sách đã báo hoặc ghi tay."""
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]
    arrivals = [one.arrival() for one in payload.arrivals]

    def run() -> Any:
        opened = services.open_bag(actor=actor, at=at, arrivals=arrivals, announced=payload.announced)
        return queries.bag_for(actor, opened, at=at, look=False)

    return gate.answered(request, key, BagOut, run, status=201)


@router.post("/postal/bags/{bag}/signature", response={200: BagOut, **PROBLEMS}, operation_id="sign_postal_bag")
def sign_bag(request: HttpRequest, bag: UUID, payload: SignatureIn, key: str | None = gate.Key) -> HttpResponse:
    """Ký biên bản với bưu tá: có gì, khác gì; thời hạn của hồ sơ tính từ đây."""
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]

    def run() -> Any:
        services.sign_bag(
            actor=actor,
            at=at,
            bag=bag,
            postman=payload.postman,
            found={one.arrival: Found(Verdict(one.verdict), one.note) for one in payload.found},
            extra=[one.arrival() for one in payload.extra],
            signed_at=payload.signed_at,
        )
        return queries.bag_for(actor, bag, at=at, look=False)

    return gate.answered(request, key, BagOut, run)


@router.get("/postal/parcels", response={200: ParcelsOut, **PROBLEMS}, operation_id="parcels")
def parcels(
    request: HttpRequest,
    tab: Literal["ready", "doubtful", "out", "returning", "done"] = "ready",
    cursor: UUID | None = Query(None, description="«next» của trang trước."),
) -> Any:
    """Bưu gửi của đơn vị: chờ giao, cần người, đang đi, chuyển hoàn, xong."""
    found = queries.parcels(request.actor, TABS[tab], before=cursor)  # type: ignore[attr-defined]
    counts = {name: found.counts[ours] for name, ours in TABS.items()}
    return {"parcels": found.lines, "counts": counts, "next": found.following}


@router.get("/postal/parcels/{parcel}", response={200: TrackingOut, **PROBLEMS}, operation_id="parcel")
def parcel(request: HttpRequest, parcel: UUID) -> Any:
    """Theo dõi một bưu gửi: đang ở đâu, bưu điện báo gì."""
    return _tracked(request, parcel, look=True)


@router.post("/postal/hand-overs", response={201: BagOut, **PROBLEMS}, operation_id="hand_to_post")
def hand_to_post(request: HttpRequest, payload: ParcelsHandOverIn, key: str | None = gate.Key) -> HttpResponse:
    """Giao bưu gửi cho bưu tá: một biên bản, đã ký."""
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]

    def run() -> Any:
        made = services.hand_to_post(actor=actor, at=at, parcels=payload.parcels, postman=payload.postman)
        return queries.bag_for(actor, made, at=at, look=False)

    return gate.answered(request, key, BagOut, run, status=201)


@router.post("/postal/parcels/{parcel}/tracking", response={200: TrackingOut, **PROBLEMS}, operation_id="note_tracking")
def note_tracking(request: HttpRequest, parcel: UUID, payload: TrackingIn, key: str | None = gate.Key) -> HttpResponse:
    """Ghi mã bưu gửi theo giấy của bưu điện."""
    values = {"tracking": payload.tracking, "revision": payload.revision}
    return _step(request, key, services.note_tracking, parcel, **values)


@router.post("/postal/parcels/{parcel}/news", response={200: TrackingOut, **PROBLEMS}, operation_id="note_parcel_news")
def note_news(request: HttpRequest, parcel: UUID, payload: NewsIn, key: str | None = gate.Key) -> HttpResponse:
    """Ghi tin theo giấy của bưu điện: đã phát cho ai, phát chưa được, chuyển hoàn."""
    values = {"receiver": payload.receiver, "on": payload.on, "revision": payload.revision}
    return _step(request, key, services.note_message, parcel, means=Means(payload.means), **values)


@router.post(
    "/postal/parcels/{parcel}/cancellation", response={200: TrackingOut, **PROBLEMS}, operation_id="cancel_parcel"
)
def cancel_parcel(
    request: HttpRequest, parcel: UUID, payload: ParcelRevisionIn, key: str | None = gate.Key
) -> HttpResponse:
    """Không gửi nữa, giữ lại ở quầy."""
    return _step(request, key, services.cancel_parcel, parcel, revision=payload.revision)


@router.post(
    "/postal/parcels/{parcel}/return", response={200: TrackingOut, **PROBLEMS}, operation_id="take_parcel_back"
)
def take_back(
    request: HttpRequest, parcel: UUID, payload: ParcelRevisionIn, key: str | None = gate.Key
) -> HttpResponse:
    """Nhận lại ở quầy bưu gửi không phát được."""
    return _step(request, key, services.take_back, parcel, revision=payload.revision)


@router.post(
    "/postal/parcels/{parcel}/order", response={200: TrackingOut, **PROBLEMS}, operation_id="order_parcel_again"
)
def order_again(
    request: HttpRequest, parcel: UUID, payload: ParcelRevisionIn, key: str | None = gate.Key
) -> HttpResponse:
    """Báo lại bưu điện đơn bị từ chối hoặc chưa rõ, giữ số đơn cũ."""
    return _step(request, key, services.order_again, parcel, revision=payload.revision)


@router.get("/postal/news", response={200: WaitingOut, **PROBLEMS}, operation_id="postal_news")
def waiting(request: HttpRequest) -> Any:
    """Tin của bưu điện cần người xem."""
    return {"news": queries.parked(request.actor)}  # type: ignore[attr-defined]


@router.post("/postal/news/{news}/decision", response={204: None, **PROBLEMS}, operation_id="settle_postal_news")
def settle_news(request: HttpRequest, news: UUID, payload: NewsDecisionIn) -> HttpResponse:
    """Nói một tin của bưu điện nghĩa là gì; bỏ trống là không dùng."""
    services.settle_message(actor=request.actor, at=request.moment, event=news, means=payload.means)  # type: ignore[attr-defined]
    return HttpResponse(status=204)


def _step(request: HttpRequest, key: str | None, service: Any, parcel: UUID, **values: Any) -> HttpResponse:
    """Run an act on a parcel and answer with the parcel as it stands."""

    def run() -> Any:
        service(actor=request.actor, at=request.moment, parcel=parcel, **values)  # type: ignore[attr-defined]
        return _tracked(request, parcel)

    return gate.answered(request, key, TrackingOut, run)


def _tracked(request: HttpRequest, parcel: UUID, *, look: bool = False) -> dict[str, Any]:
    line = queries.parcel_for(request.actor, parcel, at=request.moment, look=look)  # type: ignore[attr-defined]
    told = [NewsOut.model_validate(one, from_attributes=True) for one in queries.events_of(parcel)]
    return {**ParcelOut.model_validate(line, from_attributes=True).model_dump(), "news": told}
