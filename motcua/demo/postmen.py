"""Plays what comes and goes by post: bags before a reception, parcels after a result, and the stage's morning bags."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from motcua.catalogue import queries as catalogue
from motcua.demo import cast, mails, names
from motcua.demo.acts import Act
from motcua.demo.lives import Life, World, identity
from motcua.dossiers.types import Person, ProofKind
from motcua.kernel.actor import SYSTEM, Actor
from motcua.postal import queries as postal
from motcua.postal import services as posting
from motcua.postal.types import ArrivalIn, Fate, Found, Means, NotSigned, Told, Verdict

POSTMAN = "Lường Văn Thử"
FETCHING = "Bưu điện báo phát không được; người nộp được gọi điện, hẹn đến quầy."
#: How long before the reception a bag is opened and signed.
OPENED, SIGNED = timedelta(minutes=12), timedelta(minutes=6)
#: What lies in the stage's bags on the demo's morning: the first is signed, the second waits to be opened.
MORNING_BAGS = (
    (
        timedelta(minutes=40),
        True,
        ("Hồ sơ đăng ký lại khai sinh, 1 bộ: tờ khai", "Hồ sơ chứng thực bản sao, 1 bộ", "Giấy tờ bổ sung"),
    ),
    (timedelta(minutes=10), False, ("Hồ sơ đăng ký kết hôn, 1 bộ: tờ khai", "Hồ sơ khai sinh, 1 bộ")),
)
BEYOND = 1_000_000  # numbers of arrivals that are no life's


def bring(stage: Any, life: Life, act: Act, actor: Actor) -> None:
    """Bring a life's papers in a bag whose minutes are signed before it is received; brought before, nothing happens."""
    if stage.signed_at(life.id) is not None:
        return
    version = catalogue.version(life.offer.procedure)
    told = Told(version.code, (), life.owner.get("phone", ""), life.owner.get("address", ""))
    line = ArrivalIn(
        _tracking("CP", life.number), life.owner["name"], f"Hồ sơ {version.short_name}, 1 bộ", told, life.id
    )
    _bag(stage.post, actor, act.at - OPENED, act.at - SIGNED, line)


def _bag(post: Any, actor: Actor, opened: datetime, signed: datetime | None, *lines: ArrivalIn) -> None:
    bag = post.open_bag(actor=actor, at=opened, arrivals=lines)
    if signed is None:
        return
    found = {line.id: Found(Verdict.HERE) for line in lines if line.id is not None}
    post.sign_bag(actor=actor, at=signed, bag=bag, postman=POSTMAN, found=found)


def _tracking(kind: str, number: int) -> str:
    return f"{kind}{number + 1:09}VN"


def bring_this_morning(world: World, seed: str) -> None:
    """Bring the bags that whoever tries the demo finds at the stage's counter; done again, it brings nothing."""
    place, number = world.place(world.stage), BEYOND
    for before, is_signed, abouts in MORNING_BAGS:
        at = world.now - before
        ids = [identity(seed, number + turn, at) for turn in range(len(abouts))]
        senders = [_sender(seed, number + turn) for turn in range(len(abouts))]
        number += len(abouts)
        if _is_brought(ids[0]):
            continue
        lines = [
            ArrivalIn(_tracking("CP", number + turn), senders[turn], about, id=ids[turn])
            for turn, about in enumerate(abouts)
        ]
        actor = cast.counter_of(place.unit, at, 0)
        _bag(posting, actor, at, at + timedelta(minutes=4) if is_signed else None, *lines)


def _is_brought(arrival: Any) -> bool:
    try:
        return postal.signed_at(arrival) is not None
    except NotSigned:
        return True


def _sender(seed: str, number: int) -> str:
    from random import Random

    dice = Random(f"{seed}|sender|{number}")  # noqa: S311 - nothing secret: the same seed must give the same name
    return str(names.citizen(dice, number, "")["name"])


# Deeds of lives; ``stage`` is play's.


def _make(stage: Any, life: Life, act: Act, turn: int) -> Any:
    return _made(stage, life, act, turn)


def _send(stage: Any, life: Life, act: Act, turn: int) -> Any:
    return _handed(stage, _made(stage, life, act, turn), life, act, turn)


def _collect(stage: Any, life: Life, act: Act, turn: int) -> Any:
    return _handed(stage, _made(stage, life, act, turn, collect=True), life, act, turn)


def _made(stage: Any, life: Life, act: Act, turn: int, *, collect: bool = False) -> Any:
    actor = cast.counter_of(life.offer.unit, act.at, turn)
    stage.by.send_by_post(actor=actor, at=act.at, number=stage.record(life).number, collect=collect)
    return stage.find(life.id)


def _handed(stage: Any, record: Any, life: Life, act: Act, turn: int) -> Any:
    """Hand the parcel over with the number that the postman wrote on it; what the demo's post still carries it learns later."""
    actor, parcel = cast.counter_of(life.offer.unit, act.at, turn), record.life.parcels[-1]
    if "told" in life.tags:
        stage.post.note_tracking(actor=actor, at=act.at, parcel=parcel.id, tracking=_tracking("BK", life.number))
    stage.post.hand_to_post(actor=actor, at=act.at, parcels=[parcel.id], postman=POSTMAN)
    return stage.find(life.id)


def _deliver(stage: Any, life: Life, act: Act, turn: int) -> Any:
    actor, parcel = cast.counter_of(life.offer.unit, act.at, turn), stage.record(life).life.parcels[-1]
    if parcel.fate is not Fate.DELIVERED:
        stage.post.note_message(
            actor=actor, at=act.at, parcel=parcel.id, means=Means.DELIVERED, receiver=life.owner["name"]
        )
    stage.by.settle_collected(actor=SYSTEM, at=act.at, dossier=life.id, parcel=parcel.id)
    stage.by.return_by_post(actor=SYSTEM, at=act.at, dossier=life.id, parcel=parcel.id)
    return stage.find(life.id)


def _fetch(stage: Any, life: Life, act: Act, turn: int) -> Any:
    """Let the post come twice in vain; what it brings back is fetched at the counter after all."""
    actor, parcel = cast.counter_of(life.offer.unit, act.at, turn), stage.record(life).life.parcels[-1]
    if parcel.fate is not Fate.BACK:
        for minutes, means in ((3, Means.FAILED), (2, Means.RETURNING)):
            at = act.at - timedelta(minutes=minutes)
            stage.post.note_message(actor=actor, at=at, parcel=parcel.id, means=means)
        stage.post.take_back(actor=actor, at=act.at - timedelta(minutes=1), parcel=parcel.id)
    back = stage.find(life.id)
    recipient = Person(name=life.owner.get("representative") or life.owner["name"], proof=ProofKind.RECEIPT)
    return stage.by.return_result(actor=actor, at=act.at, number=back.number, recipient=recipient, told=FETCHING)


DEEDS: Mapping[str, Callable[[Any, Life, Act, int], Any]] = {
    mails.MADE: _make,
    mails.SENT: _send,
    mails.COLLECTING: _collect,
    mails.DELIVERED: _deliver,
    mails.DELIVERED_PAID: _deliver,
    mails.BACK: _fetch,
}
