"""Plays the planned lives through the services, each act by somebody who may, at its moment.

Every act is its own transaction. Played again it goes on where it stopped: a dossier's history says how much of its
life has happened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from io import BytesIO
from typing import Any
from uuid import UUID

from motcua.catalogue import queries as catalogue
from motcua.demo import cast, counters, keeping, mails, postmen, repairs, saying, sheets
from motcua.demo.acts import CALLED, Act
from motcua.demo.lives import Life, in_order
from motcua.dossiers import queries, services
from motcua.dossiers.types import KIND, Channel, PaperIn, Person, ProofKind, Reception
from motcua.files.types import StoredFile
from motcua.kernel.actor import ANONYMOUS, SYSTEM, Actor
from motcua.kernel.ids import new_id
from motcua.kernel.money import dong
from motcua.ledger import queries as ledger
from motcua.organisation import queries as organisation
from motcua.payments.types import Method
from motcua.postal import queries as postal
from motcua.postal import services as posting
from motcua.ratings import services as ratings
from motcua.ratings.types import Said, Source

#: What an agency that worked beside the way says.
ANSWER = "Đã làm xong phần việc của cơ quan, không có vướng mắc."
#: Originals that a counter keeps to compare with.
COMPARED = ("Sổ hộ khẩu", "Giấy chứng nhận kết hôn", "Giấy chứng nhận quyền sử dụng đất", "Giấy khai sinh")
#: Where originals lie: shelves and boards of a counter's cupboard.
SHELF, SHELVES, BOARDS = "tủ %(shelf)s, ngăn %(board)s", 3, 5
#: Lines of the history that an act writes, where it is not one.
LINES = {"receive_and_return": 3, "receive_pay_return": 4, mails.DELIVERED_PAID: 2, saying.RATE: 0}


STORED = partial(queries.dossier_by_id, SYSTEM)


def _rate(record: Any, *, at: datetime, said: Said, source: Source) -> None:
    ratings.rate(actor=ANONYMOUS, at=at, token=record.facts["token"], said=said, source=source)


class NotAsPlanned(Exception):
    """The services say something else than the plan foresaw; the message names life and act."""


@dataclass(slots=True)
class Stage:
    """What is known of the dossiers in play: where they stand; ``by`` are the services, or what does the same in bulk.

    ``find`` and ``papers`` read a dossier, and its papers, where ``by`` keeps them; ``post`` and ``signed_at`` are those of the post,
    ``rate`` takes what is said of a dossier.
    """

    seed: str
    by: Any = services
    find: Callable[[UUID], Any] = STORED
    papers: Callable[[Any], Sequence[Any]] = queries.paper_scans
    post: Any = posting
    signed_at: Callable[[UUID], Any] = postal.signed_at
    rate: Callable[..., None] = _rate
    records: dict[UUID, Any] = field(default_factory=dict)

    def record(self, life: Life) -> Any:
        """Return a dossier as it stands."""
        if life.id not in self.records:
            self.records[life.id] = self.find(life.id)
        return self.records[life.id]


def play(lives: Sequence[Life], *, seed: str, on_act: Callable[[], None], afresh: bool) -> None:
    """Play what has not happened yet, in the order of time. Raises NotAsPlanned."""
    happened = {} if afresh else {life.id: len(ledger.stream(KIND, life.id)) for life in lives}
    ends = _ends(lives)
    stage = Stage(seed)
    for life, place, act in in_order(lives):
        if happened.get(life.id, 0) < ends[life.id][place]:
            perform(stage, life, act)
            if place == len(life.acts) - 1:
                stage.records.pop(life.id, None)
        on_act()


def number_of_acts(lives: Sequence[Life]) -> int:
    """Return how many acts there are to play."""
    return sum(len(life.acts) for life in lives)


def _ends(lives: Sequence[Life]) -> Mapping[UUID, list[int]]:
    """Return for each act of each life how long the dossier's history is after it."""
    found: dict[UUID, list[int]] = {}
    for life in lives:
        total, ends = 0, []
        for act in life.acts:
            total += LINES.get(act.deed, 1)
            ends.append(total)
        found[life.id] = ends
    return found


def perform(stage: Stage, life: Life, act: Act) -> None:
    """Let one act happen. Raises NotAsPlanned."""
    turn = cast.spread(stage.seed, life.number)
    try:
        if act.deed in AT_RECEPTION:
            actor = cast.counter_of(life.offer.unit, act.at, turn)
            if life.by_post:
                postmen.bring(stage, life, act, actor)
            AT_RECEPTION[act.deed](stage, life, act, actor)
        elif act.deed == saying.RATE:
            stage.rate(stage.record(life), at=act.at, said=saying.said(life.number), source=Source.DEVICE)
        elif act.deed in postmen.DEEDS:
            stage.records[life.id] = postmen.DEEDS[act.deed](stage, life, act, turn)
        elif act.deed in ABOUT_PAPERS:
            record = stage.record(life)
            stage.records[life.id] = ABOUT_PAPERS[act.deed](
                stage.by, record, life, act, turn, papers=stage.papers(record)
            )
        else:
            stage.records[life.id] = DEEDS[act.deed](stage.by, stage.record(life), life, act, turn)
    except Exception as problem:
        message = (
            f"life {life.number} ({life.offer.code}, {', '.join(sorted(life.tags))}), {act.deed} at {act.at}: {problem}"
        )
        raise NotAsPlanned(message) from problem


# At reception: there is no record yet.


def _receive(stage: Stage, life: Life, act: Act, actor: Actor) -> None:
    stage.by.receive(actor=actor, at=act.at, reception=_reception(life))


def _receive_mistyped(stage: Stage, life: Life, act: Act, actor: Actor) -> None:
    reception = _reception(replace(life, owner=repairs.mistyped(life.owner)))
    stage.by.receive(actor=actor, at=act.at, reception=reception)


def _receive_and_return(stage: Stage, life: Life, act: Act, actor: Actor) -> None:
    stage.by.receive_and_return(actor=actor, at=act.at, reception=_reception(life), recipient=_recipient(life))


def _receive_pay_return(stage: Stage, life: Life, act: Act, actor: Actor) -> None:
    stage.by.receive_and_return(
        actor=actor, at=act.at, reception=_reception(life), recipient=_recipient(life), method=Method.CASH
    )


def _refuse_at_intake(stage: Stage, life: Life, act: Act, actor: Actor) -> None:
    stage.by.refuse_at_intake(actor=actor, at=act.at, reception=_reception(life), reason=act.words)


def _guide_at_intake(stage: Stage, life: Life, act: Act, actor: Actor) -> None:
    reception = _reception(life)
    missing = [PaperIn(1, paper.name, paper.originals, paper.certified, paper.copies) for paper in reception.papers[:1]]
    missing = missing or [PaperIn(1, "Tờ khai theo mẫu", 1)]
    stage.records[life.id] = stage.by.guide_at_intake(
        actor=actor, at=act.at, reception=reception, papers=missing, reason=act.words
    )


def _receive_filed(stage: Stage, life: Life, act: Act, actor: Actor) -> None:
    number = stage.record(life).number
    del stage.records[life.id]
    stage.by.receive_filed(actor=actor, at=act.at, number=number, reception=_reception(life))


AT_RECEPTION: Mapping[str, Callable[[Stage, Life, Act, Actor], None]] = {
    "receive": _receive,
    "receive_mistyped": _receive_mistyped,
    "receive_and_return": _receive_and_return,
    "receive_pay_return": _receive_pay_return,
    "refuse_at_intake": _refuse_at_intake,
    "guide_at_intake": _guide_at_intake,
    "receive_filed": _receive_filed,
}


# On the way: whoever has it on the desk.


def _hand_over(by: Any, record: Any, life: Life, act: Act, turn: int) -> Any:
    following = life.offer.stops[min(act.stop + 1, len(life.offer.stops) - 1)]
    section = cast.section_for(following.sections, life.offer.field)
    actor = _worker(record, life, act, turn)
    return by.hand_over(actor=actor, at=act.at, number=record.number, section=section)


def _assign(by: Any, record: Any, life: Life, act: Act, turn: int) -> Any:
    here = record.standing
    post = cast.specialist_post(here.unit, here.section, act.at, turn)
    head = cast.worker_at(here.unit, "section_head", here.section, act.at, field=life.offer.field, turn=0)
    return by.assign(actor=head, at=act.at, number=record.number, post=post)


def _answer_task(by: Any, record: Any, life: Life, act: Act, turn: int) -> Any:
    """Let the first agency answer that has not; for one outside the system whoever asked records it."""
    task = next(each for each in record.life.tasks if each.is_open)
    actor = _worker(record, life, act, turn)
    if task.unit is not None:
        sections = {post.section for post in organisation.posts(task.unit, act.at.date(), role="specialist")}
        role, section = ("specialist", sections.pop()) if len(sections) == 1 else ("leader", "")
        actor = cast.worker_at(task.unit, role, section, act.at, field=life.offer.field, turn=turn)
    return by.answer_task(actor=actor, at=act.at, number=record.number, task=task.id, answer=ANSWER)


def _register_result(by: Any, record: Any, life: Life, act: Act, turn: int) -> Any:
    number = f"{life.number + 1:03}/{act.at:%Y}/THU"
    actor = _worker(record, life, act, turn)
    return by.register_result(actor=actor, at=act.at, number=record.number, result_number=number)


def _decide_at_counter(by: Any, record: Any, life: Life, act: Act, turn: int) -> Any:
    del by, turn
    return counters.decide(record.number, act.at, life.offer.unit, life.number % 100 + 1)


def _return_result(by: Any, record: Any, life: Life, act: Act, turn: int) -> Any:
    kept = {"originals": [original.id for original in record.life.kept]} if record.life.kept else {}
    return by.return_result(
        actor=cast.counter_of(life.offer.unit, act.at, turn),
        at=act.at,
        number=record.number,
        recipient=_recipient(life),
        told=CALLED,
        **kept,
    )


def _keep_originals(by: Any, record: Any, life: Life, act: Act, turn: int, *, papers: Sequence[Any]) -> Any:
    return by.keep_originals(
        actor=cast.counter_of(life.offer.unit, act.at, turn),
        at=act.at,
        number=record.number,
        papers={papers[-1].id: 1},
        place=SHELF % {"shelf": 1 + turn % SHELVES, "board": 1 + life.number % BOARDS},
    )


def _give_back_originals(by: Any, record: Any, life: Life, act: Act, turn: int) -> Any:
    return by.give_back_originals(
        actor=cast.counter_of(life.offer.unit, act.at, turn),
        at=act.at,
        number=record.number,
        originals=[original.id for original in record.life.kept],
        recipient=_recipient(life),
    )


def _scan_result(by: Any, record: Any, life: Life, act: Act, turn: int) -> Any:
    actor = cast.counter_of(life.offer.unit, act.at, turn)
    lines = (f"Hồ sơ: {record.number}", record.procedure.short_name, f"Cấp cho: {life.owner['name']}")
    file = _stored(record, act, actor, "ket-qua.png", sheets.sheet("Kết quả", lines))
    return by.scan_result(actor=actor, at=act.at, number=record.number, file=file, way="folder")


def _take_fee(by: Any, record: Any, life: Life, act: Act, turn: int) -> Any:
    actor, paid = cast.counter_of(life.offer.unit, act.at, turn), {"method": Method.CASH}
    if life.transfers:
        reference = f"THU{life.number + 1:06}"
        paid = {
            "method": Method.TRANSFER,
            "reference": reference,
            "voucher": _voucher(record, act, actor, reference),
        }
    return by.take_fee(actor=actor, at=act.at, number=record.number, receipt=new_id(), **paid)


def _voucher(record: Any, act: Act, actor: Actor, reference: str) -> UUID:
    """Store the bank's slip that the payer shows; return its file."""
    amount = dong(record.life.money.outstanding(record.life.fee))
    lines = (
        f"Số giao dịch: {reference}",
        f"Số tiền: {amount}",
        f"Ngày: {act.at.day}/{act.at.month}/{act.at.year}",
        f"Nội dung: nộp phí hồ sơ {record.number}",
    )
    return _stored(record, act, actor, "uy-nhiem-chi.png", sheets.sheet("Uỷ nhiệm chi", lines)).id


def _stored(record: Any, act: Act, actor: Actor, name: str, content: bytes) -> StoredFile:
    return services.store_file(
        actor=actor, at=act.at, dossier=record.id, name=name, stream=BytesIO(content), length=len(content)
    )


def _cancel_fee_receipt(by: Any, record: Any, life: Life, act: Act, turn: int) -> Any:
    (receipt,) = record.life.money.valid
    return by.cancel_fee_receipt(
        actor=cast.counter_of(life.offer.unit, act.at, turn),
        at=act.at,
        number=record.number,
        receipt=receipt.id,
        reason=act.words,
    )


def _ask_supplement(by: Any, record: Any, life: Life, act: Act, turn: int) -> Any:
    papers = catalogue.version(life.offer.procedure).papers(life.case)
    name = papers[turn % len(papers)].name if papers else "Tờ khai theo mẫu"
    return by.ask_supplement(
        actor=_worker(record, life, act, turn),
        at=act.at,
        number=record.number,
        papers=[PaperIn(1, name, originals=1)],
        reason=act.words,
    )


def _complete_supplement(by: Any, record: Any, life: Life, act: Act, turn: int) -> Any:
    actor = cast.counter_of(life.offer.unit, act.at, turn)
    return by.complete_supplement(actor=actor, at=act.at, number=record.number)


def _withdraw(by: Any, record: Any, life: Life, act: Act, turn: int) -> Any:
    actor = cast.counter_of(life.offer.unit, act.at, turn)
    return by.withdraw(actor=actor, at=act.at, number=record.number, reason=act.words)


def _plain(service: str) -> Callable[[Any, Any, Life, Act, int], Any]:
    """Return how to perform a deed that needs no more than the dossier."""

    def perform(by: Any, record: Any, life: Life, act: Act, turn: int) -> Any:
        return getattr(by, service)(actor=_worker(record, life, act, turn), at=act.at, number=record.number)

    return perform


def _with_reason(service: str, name: str) -> Callable[[Any, Any, Life, Act, int], Any]:
    """Return how to perform a deed that needs a written reason."""

    def perform(by: Any, record: Any, life: Life, act: Act, turn: int) -> Any:
        actor = _worker(record, life, act, turn)
        return getattr(by, service)(actor=actor, at=act.at, number=record.number, **{name: act.words})

    return perform


DEEDS: Mapping[str, Callable[[Any, Any, Life, Act, int], Any]] = {
    **repairs.DEEDS,
    "hand_over": _hand_over,
    "assign": _assign,
    "send_to_agencies": _plain("send_to_agencies"),
    "answer_task": _answer_task,
    "take_up": _plain("take_up"),
    "propose": _plain("propose"),
    "approve": _plain("approve"),
    "send_back": _with_reason("send_back", "reason"),
    "refuse": _with_reason("refuse", "reason"),
    "note": _with_reason("note", "text"),
    "decide_at_counter": _decide_at_counter,
    "register_result": _register_result,
    "return_result": _return_result,
    keeping.GIVE_BACK: _give_back_originals,
    "scan_result": _scan_result,
    "take_fee": _take_fee,
    "cancel_fee_receipt": _cancel_fee_receipt,
    "ask_supplement": _ask_supplement,
    "complete_supplement": _complete_supplement,
    "withdraw": _withdraw,
}

#: Deeds for which one looks through the papers that were brought.
ABOUT_PAPERS: Mapping[str, Callable[..., Any]] = {
    keeping.KEEP: _keep_originals,
    "correct_papers": repairs.correct_papers,
}


def _worker(record: Any, life: Life, act: Act, turn: int) -> Actor:
    """Return who has the dossier on the desk."""
    here = record.standing
    if here.post is not None:
        return cast.holder_of(here.post, act.at, turn)
    if here.role == "counter":
        return cast.counter_of(here.unit, act.at, turn)
    return cast.worker_at(here.unit, here.role, here.section, act.at, field=life.offer.field, turn=turn)


def _reception(life: Life) -> Reception:
    version = catalogue.version(life.offer.procedure)
    papers = tuple(
        PaperIn(place, paper.name, paper.originals, paper.certified, paper.copies, paper=paper.id)
        for place, paper in enumerate(_brought(life, version.papers(life.case)), start=1)
    )
    if any(act.deed == keeping.KEEP for act in life.acts):
        papers = (*papers, PaperIn(len(papers) + 1, COMPARED[life.number % len(COMPARED)], originals=1))
    return Reception(
        id=life.id,
        unit=life.offer.unit,
        procedure=version.id,
        owner=life.owner,
        papers=papers,
        case=life.case,
        channel=Channel.POST if life.by_post else Channel.COUNTER,
        delivery="post" if life.wishes_post else "counter",
        delivery_address=life.owner.get("address", "") if life.wishes_post else "",
        commune=UUID(life.owner["commune_id"]),
    )


def _brought(life: Life, papers: Sequence[Any]) -> list[Any]:
    """Return the papers that are brought: all that everybody must, and a few of the others."""
    needed = [paper for paper in papers if paper.required == "yes"]
    others = [paper for paper in papers if paper.required != "yes"]
    return [*needed, *others[: max(0, 2 + life.number % 2 - len(needed))]]


def _recipient(life: Life) -> Person:
    number = life.owner.get("number", "")
    name = life.owner.get("representative") or life.owner["name"]
    if number and life.number % 2:
        return Person(name=name, proof=ProofKind.IDENTITY, proof_number=number)
    return Person(name=name, proof=ProofKind.RECEIPT)
