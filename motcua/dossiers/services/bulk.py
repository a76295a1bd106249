"""Dossiers by the hundred thousand: the acts of the services, made into rows by the same functions, written by COPY."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from operator import itemgetter
from typing import Any
from uuid import UUID

import orjson

from motcua.dossiers import custody, printing
from motcua.dossiers.ended import add_up as add_up_ended
from motcua.dossiers.numbers import Numbers
from motcua.dossiers.queries.papers import PaperScan, papers_from
from motcua.dossiers.reading import words_of
from motcua.dossiers.receipts import Persons
from motcua.dossiers.record import LIFE_TABLES, Record, standing_row
from motcua.dossiers.rules import came_early, deeds_here, standing_of
from motcua.dossiers.sending import address_of, what_goes
from motcua.dossiers.services import intake
from motcua.dossiers.services.allow_supplement import allowing
from motcua.dossiers.services.apologise import apologising, excuse_of
from motcua.dossiers.services.approve import approving, proposing, sending_back
from motcua.dossiers.services.assign import assigning, reassigning, taking_up
from motcua.dossiers.services.cancel_reception import cancelling
from motcua.dossiers.services.change_result import changing
from motcua.dossiers.services.coordinate import answering, asking_opinion, sending_to_agencies
from motcua.dossiers.services.correct import Compared, compare, correcting
from motcua.dossiers.services.fees import cancelling_fee_receipt, payer_of, taking_fee
from motcua.dossiers.services.hand_over import handing_over
from motcua.dossiers.services.incident import closing_incident, reporting
from motcua.dossiers.services.intake import Filed
from motcua.dossiers.services.meet import calling, calling_off, moving, recording
from motcua.dossiers.services.note import noting
from motcua.dossiers.services.originals import giving_back, keeping
from motcua.dossiers.services.receive_filed import COLUMNS as RECEIVED_COLUMNS
from motcua.dossiers.services.receiving import TOKEN_BYTES, Prepared, prepare, received, rows_of
from motcua.dossiers.services.refuse import refusing
from motcua.dossiers.services.register_result import registering
from motcua.dossiers.services.return_result import check_paid, returning, withdrawing
from motcua.dossiers.services.send_by_post import (
    collected,
    collected_with,
    collecting,
    returned_with,
    returning_by_post,
    sending,
)
from motcua.dossiers.services.stop import stopping
from motcua.dossiers.services.supplement import asking, completing
from motcua.dossiers.timekeeping import stay_rows
from motcua.dossiers.types import (
    KIND,
    Channel,
    Conclusion,
    Correction,
    Deed,
    LossKind,
    Meeting,
    MeetingKind,
    NotNow,
    PaperIn,
    Person,
    Received,
    Reception,
    ResultChange,
)
from motcua.dossiers.writing import Change, after, as_json, line_of
from motcua.kernel.act import act, not_an_act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.keys import blind
from motcua.kernel.moments import local
from motcua.kernel.statements import be_patient, copy_in, row, rows
from motcua.ledger.services.bulk import copy_lines, copy_looks, look_row
from motcua.organisation import queries as organisation
from motcua.parties.services.bulk import People
from motcua.parties.types import STREAM as PERSON
from motcua.parties.types import PersonFields
from motcua.payments.services.bulk import Taken, Tills
from motcua.payments.types import Method
from motcua.postal.services.bulk import Post
from motcua.prints.services.bulk import copy_prints

KNOWN = "select id from dossiers_dossier where id = any(%s)"
#: The rows of a life as a record names them.
NAME_OF = {source.split(" order by ")[0]: name for name, source in LIFE_TABLES.items()}

#: Rows of which later acts read more than how many there are.
READ = frozenset({"dossiers_correction", "dossiers_meeting", "dossiers_original"})
#: A paper's newest file, of which there is none.
NOT_SCANNED: dict[str, Any] = {"file": None, "way": "", "scanned_at": None, "by_account": None, "origin_id": None}

#: What is filed has of what a reception draws.
NOT_DRAWN: Mapping[str, None] = dict.fromkeys(("code", "day_number", "book", "ordinal"))


@dataclass(slots=True)
class _Held:
    """A dossier in play: as it stands, who it is about, and what is still to be written of it."""

    record: Record
    owner: PersonFields
    payer: PersonFields
    changed_at: datetime
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    lines: list[dict[str, Any]] = field(default_factory=list)
    prints: list[Mapping[str, Any]] = field(default_factory=list)
    looks: list[Mapping[str, Any]] = field(default_factory=list)
    money: list[Taken] = field(default_factory=list)


class Bulk:
    """The services of dossiers, for lives that are invented or brought over: what they would write, without a statement each.

    Its methods take what the services of the same name take, and make the same rows, lines, looks and prints; each refuses with NotNow a
    deed that the dossier's state does not allow. Who may do it is not asked. Numbers are drawn in the order of the
    calls, so acts come in the order of time, and nobody else receives or takes money meanwhile in the units
    concerned. Nothing is in the database before ``write``, which takes the dossiers that were ``let_go``.
    """

    def __init__(self, *, again: bool = False, also: Callable[..., None] | None = None) -> None:
        """Begin with empty hands; ``again``: with what was begun and broke off, all from its first act.

        Then numbers are drawn from the beginning, and what was written already is not written twice. ``also`` writes in the same
        transaction what an upper module keeps of the dossiers that it gets; ``but`` says which are there already.
        """
        self._also = also
        self._numbers, self._people = Numbers(from_nothing=again), People()
        self._tills, self._again = Tills(from_nothing=again), again
        self.post = Post(from_nothing=again)
        self._held: dict[str, _Held] = {}
        self._codes: dict[UUID, str] = {}
        self._ended: list[_Held] = []

    @property
    def ended(self) -> int:
        """How many dossiers wait to be written."""
        return len(self._ended)

    def let_go(self, dossier: UUID) -> None:
        """Let a dossier be written: nothing more happens to it here."""
        self._ended.append(self._held.pop(self._codes.pop(dossier)))

    def dossier_by_id(self, dossier: UUID) -> Record:
        """Return a dossier in play as it stands."""
        return self._with_parcels(self._held[self._codes[dossier]]).record

    # Acts.

    def receive(self, *, actor: Actor, at: datetime, reception: Reception) -> Received:
        """Receive what was handed in at a counter, or came by post; refuses as ``services.receive`` does."""
        signed_at = self.post.signed_at(reception.id) if reception.channel is Channel.POST else None
        reception = replace(reception, handed_at=signed_at) if signed_at else reception
        prepared = prepare(actor=actor, at=local(at), reception=reception)
        rows = rows_of(prepared, token=_token(reception.id))
        dossier = rows["dossier"] | self._drawn(rows)
        held = _Held(
            record=_record_of(prepared, dossier, dossier["code"]),
            owner=prepared.owner,
            payer=prepared.submitter or prepared.owner,
            changed_at=prepared.at,
            rows={"dossiers_dossier": [dossier], "dossiers_paper": rows["papers"], "dossiers_move": rows["moves"]},
        )
        return self._receive(held, prepared, rows, seq=1)

    def guide_at_intake(
        self, *, actor: Actor, at: datetime, reception: Reception, papers: Sequence[PaperIn], reason: str
    ) -> Record:
        """Guide at the counter to bring papers that the procedure lists: filed under a number, and no code yet."""
        signs, at = _signs(reception.id), local(at)
        filed = intake.guiding_at_intake(
            actor=actor, at=at, reception=reception, papers=papers, reason=reason, signs=signs
        )
        return self._file(filed)

    def receive_filed(self, *, actor: Actor, at: datetime, number: str, reception: Reception) -> Received:
        """Receive what was guided before: it keeps its number and token, and gets a code."""
        held = self._begin(number, Deed.RECEIVE)
        prepared = prepare(actor=actor, at=local(at), reception=reception)
        rows = rows_of(prepared, token=held.record.facts["token"])
        changed = rows["dossier"] | self._drawn(rows)
        (dossier,) = held.rows["dossiers_dossier"]
        dossier |= {name: changed[name] for name in RECEIVED_COLUMNS.split(", ")}
        pauses = tuple(replace(pause, ends_at=prepared.at) for pause in held.record.life.pauses)
        prepared = replace(prepared, life=replace(prepared.life, pauses=pauses))
        record = _record_of(prepared, dossier, dossier["code"])
        held.rows["dossiers_paper"] += rows["papers"]
        held.rows["dossiers_move"] = rows["moves"]
        _set_once(held, "dossiers_pause", "ended_at", prepared.at)
        _set_once(held, "dossiers_supplement", "answered_at", prepared.at)
        known = {NAME_OF[table]: new for table, new in held.rows.items() if table in NAME_OF}
        held.record = replace(record, rows=dict(record.rows) | known, revision=held.record.revision + 1)
        held.changed_at = prepared.at
        del self._held[number]
        return self._receive(held, prepared, rows, seq=held.record.revision)

    def refuse_at_intake(self, *, actor: Actor, at: datetime, reception: Reception, reason: str) -> Record:
        """Refuse at the counter: filed under a number, and no code."""
        signs, at = _signs(reception.id), local(at)
        filed = intake.refusing_at_intake(actor=actor, at=at, reception=reception, reason=reason, signs=signs)
        return self._file(filed)

    def receive_and_return(
        self,
        *,
        actor: Actor,
        at: datetime,
        reception: Reception,
        recipient: Person,
        result_number: str = "",
        method: Method | None = None,
    ) -> Received:
        """Receive, register the result and hand it over in one go."""
        found = self.receive(actor=actor, at=at, reception=reception)
        held = self._held[found.code]
        self._put(held, registering(held.record, actor=actor, at=at, result_number=result_number), actor, at)
        if method and held.record.life.money.outstanding(held.record.life.fee):
            self.take_fee(actor=actor, at=at, number=found.code, receipt=new_id(), method=method)
        self._put(held, returning(held.record, actor=actor, at=at, recipient=recipient), actor, at)
        return found

    def hand_over(self, *, actor: Actor, at: datetime, number: str, section: str = "") -> Record:
        """Hand over to the next step."""
        held = self._begin(number, Deed.HAND_OVER)
        return self._put(held, handing_over(held.record, actor=actor, at=at, section=section), actor, at)

    def assign(self, *, actor: Actor, at: datetime, number: str, post: UUID) -> Record:
        """Assign to a post."""
        held = self._begin(number, Deed.ASSIGN)
        return self._put(held, assigning(held.record, actor=actor, at=at, post=post), actor, at)

    def reassign(self, *, actor: Actor, at: datetime, number: str, post: UUID, reason: str) -> Record:
        """Move work to a colleague."""
        held = self._begin(number, Deed.REASSIGN)
        return self._put(held, reassigning(held.record, actor=actor, at=at, post=post, reason=reason), actor, at)

    def take_up(self, *, actor: Actor, at: datetime, number: str) -> Record:
        """Take unassigned work."""
        held = self._begin(number, Deed.TAKE_UP)
        return self._put(held, taking_up(held.record, actor=actor, at=at), actor, at)

    def propose(self, *, actor: Actor, at: datetime, number: str, section: str = "") -> Record:
        """Propose to the next step's desk."""
        held = self._begin(number, Deed.PROPOSE)
        return self._put(held, proposing(held.record, actor=actor, at=at, section=section), actor, at)

    def approve(self, *, actor: Actor, at: datetime, number: str, section: str = "") -> Record:
        """Approve."""
        held = self._begin(number, Deed.APPROVE)
        return self._put(held, approving(held.record, actor=actor, at=at, section=section), actor, at)

    def send_back(self, *, actor: Actor, at: datetime, number: str, reason: str) -> Record:
        """Send back to the desk it came from."""
        held = self._begin(number, Deed.SEND_BACK)
        return self._put(held, sending_back(held.record, actor=actor, at=at, reason=reason), actor, at)

    def send_to_agencies(self, *, actor: Actor, at: datetime, number: str) -> Record:
        """Send to all agencies of the next parallel steps."""
        held = self._begin(number, Deed.SEND_TO_AGENCIES)
        return self._put(held, sending_to_agencies(held.record, actor=actor, at=at), actor, at)

    def answer_task(self, *, actor: Actor, at: datetime, number: str, task: UUID, answer: str) -> Record:
        """Answer what another agency asked."""
        held = self._held[number]
        asked = next(each for each in held.record.life.tasks if each.id == task)
        return self._put(held, answering(held.record, asked, actor=actor, at=at, answer=answer), actor, at)

    def papers_of(self, record: Record) -> tuple[PaperScan, ...]:
        """Return the papers of a dossier in play, as ``queries.paper_scans`` does; none has a file."""
        brought = self._brought(self._held[record.number])
        return papers_from(record, [dict(paper) | NOT_SCANNED for paper in brought])

    def keep_originals(
        self, *, actor: Actor, at: datetime, number: str, papers: Mapping[UUID, int], place: str
    ) -> Record:
        """Take originals into custody, with whoever does it."""
        held = self._begin(number, Deed.KEEP_ORIGINALS)
        record, brought = held.record, self.papers_of(held.record)
        change = keeping(
            record,
            actor=actor,
            at=at,
            papers={paper: papers[paper.id] for paper in brought if paper.id in papers},
            place=place,
            keeper=actor.post,
            unit=organisation.post(actor.post).unit_id if actor.post else record.standing.unit,
            brought=brought,
            persons=_persons_of(held) if custody.stands_on_receipt(actor, record) else {},
            keeps=partial(self._keep, held),
        )
        return self._put(held, change, actor, at)

    def give_back_originals(
        self, *, actor: Actor, at: datetime, number: str, originals: Collection[UUID], recipient: Person
    ) -> Record:
        """Give originals back."""
        held = self._begin(number, Deed.GIVE_BACK_ORIGINALS)
        meant = custody.chosen(actor, held.record, originals)
        change = giving_back(held.record, meant, actor=actor, at=at, recipient=recipient)
        return self._put(held, change, actor, at)

    def correct(self, *, actor: Actor, at: datetime, number: str, correction: Correction, reason: str) -> Record:
        """Put right what was mistyped besides persons; refuses also as ``services.correct`` does."""
        held = self._begin(number, Deed.CORRECT)
        found, persons = Compared(), _persons_of(held)
        compare(held.record, correction, found, brought=self._brought(held), wrong={})
        held.record, change = correcting(
            held.record,
            found,
            actor=actor,
            at=at,
            reason=reason,
            persons=persons,
            keeps=partial(self._keep, held),
        )
        return self._put(held, change, actor, at)

    def call_meeting(
        self,
        *,
        actor: Actor,
        at: datetime,
        number: str,
        kind: MeetingKind,
        starts_at: datetime,
        place: str,
        about: str,
        posts: Sequence[UUID] = (),
        guests: str = "",
        applicant: bool = False,
    ) -> Record:
        """Call a council or a check on the spot."""
        held = self._begin(number, Deed.CALL_MEETING)
        change = calling(
            held.record,
            actor=actor,
            at=at,
            kind=kind,
            starts_at=starts_at,
            posts=posts,
            said={"place": place, "about": about, "guests": guests},
            applicant=applicant,
        )
        return self._put(held, change, actor, at)

    def move_meeting(
        self, *, actor: Actor, at: datetime, number: str, meeting: UUID, starts_at: datetime, reason: str
    ) -> Record:
        """Move a meeting to another time."""
        held, called = self._meeting(number, meeting)
        change = moving(held.record, called, actor=actor, at=at, starts_at=starts_at, reason=reason)
        return self._put(held, change, actor, at)

    def call_off_meeting(self, *, actor: Actor, at: datetime, number: str, meeting: UUID, reason: str) -> Record:
        """Call a meeting off."""
        held, called = self._meeting(number, meeting)
        return self._put(held, calling_off(held.record, called, actor=actor, at=at, reason=reason), actor, at)

    def record_minutes(
        self,
        *,
        actor: Actor,
        at: datetime,
        number: str,
        meeting: UUID,
        found: str,
        conclusion: Conclusion,
        signers: str,
    ) -> Record:
        """Record what a meeting found."""
        held, called = self._meeting(number, meeting)
        change = recording(held.record, called, actor=actor, at=at, found=found, conclusion=conclusion, signers=signers)
        return self._put(held, change, actor, at)

    def _meeting(self, number: str, meeting: UUID) -> tuple[_Held, Meeting]:
        held = self._held[number]
        called = next(each for each in held.record.life.meetings if each.id == meeting)
        if not called.is_open:
            raise NotNow(f"{number}: {meeting}")
        return held, called

    def _brought(self, held: _Held) -> list[dict[str, Any]]:
        return sorted(held.rows["dossiers_paper"], key=itemgetter("received_at", "position"))

    def ask_opinion(
        self, *, actor: Actor, at: datetime, number: str, question: str, answer_by: date, agency: str
    ) -> Record:
        """Ask the opinion of an agency outside the system."""
        held = self._begin(number, Deed.CONSULT)
        change = asking_opinion(held.record, actor=actor, at=at, question=question, answer_by=answer_by, agency=agency)
        return self._put(held, change, actor, at)

    def change_result(
        self, *, actor: Actor, at: datetime, number: str, change: ResultChange, reason: str, result_number: str
    ) -> Record:
        """Enter what puts a wrong result right."""
        held = self._begin(number, Deed.CHANGE_RESULT)
        changed = changing(held.record, actor=actor, at=at, change=change, reason=reason, result_number=result_number)
        return self._put(held, changed, actor, at)

    def report_loss(self, *, actor: Actor, at: datetime, number: str, kind: LossKind, what: str) -> Record:
        """Open an incident of the unit where the dossier lies."""
        held = self._begin(number, Deed.REPORT_LOSS)
        liable, damaged = held.record.standing.unit, kind is LossKind.DAMAGED
        self._look(held, actor, at, held.record.owner)
        filled = printing.loss(
            actor=actor, at=at, record=held.record, person=held.owner, damaged=damaged, what=what, liable=liable
        )
        kept = self._keep(held, filled)
        change = reporting(held.record, actor=actor, at=at, kind=kind, what=what, liable=liable, kept=kept)
        return self._put(held, change, actor, at)

    def close_incident(self, *, actor: Actor, at: datetime, number: str, closing: str) -> Record:
        """Close the open incident."""
        held = self._begin(number, Deed.CLOSE_INCIDENT)
        return self._put(held, closing_incident(held.record, at=at, closing=closing), actor, at)

    def note(self, *, actor: Actor, at: datetime, number: str, text: str) -> Record:
        """Leave a note."""
        held = self._begin(number, Deed.NOTE)
        return self._put(held, noting(held.record, actor=actor, at=at, text=text), actor, at)

    def register_result(self, *, actor: Actor, at: datetime, number: str, result_number: str) -> Record:
        """Enter the signed result, or the notice of a stop."""
        held = self._begin(number, Deed.REGISTER_RESULT)
        return self._put(held, registering(held.record, actor=actor, at=at, result_number=result_number), actor, at)

    def return_result(
        self,
        *,
        actor: Actor,
        at: datetime,
        number: str,
        recipient: Person,
        originals: Collection[UUID] = (),
        told: str = "",
    ) -> Record:
        """Hand the result over, with originals that were kept; ``told`` is kept of a result before its day, of which no message went."""
        held = self._begin(number, Deed.RETURN_RESULT)
        check_paid(held.record, at)
        said = told if came_early(held.record.life, held.record.standing) else ""
        given = custody.chosen(actor, held.record, originals) if originals else ()
        custody.check_given_back(held.record.life, originals)
        change = returning(held.record, actor=actor, at=at, recipient=recipient, given=given, told=said)
        return self._put(held, change, actor, at)

    def send_by_post(self, *, actor: Actor, at: datetime, number: str, collect: bool = False) -> Record:
        """Make a parcel ready to the usual address."""
        held = self._begin(number, Deed.SEND_BY_POST)
        record, what = held.record, what_goes(held.record)
        collects = collected(record, what, at, collect=collect)
        self._look(held, actor, at, payer_of(record))
        parcel = self.post.make_parcel(
            actor=actor,
            at=at,
            owner_kind=KIND,
            owner=record.id,
            label=record.number,
            unit=record.unit,
            what=what,
            to=address_of(record, held.payer),
            collects=collects,
        )
        return self._put(held, sending(record, parcel, what, collects), actor, at)

    def settle_collected(self, *, actor: Actor, at: datetime, dossier: UUID, parcel: UUID) -> bool:
        """Take what the post collected with a parcel; answers whether it did."""
        held = self._with_parcels(self._held[self._codes[dossier]])
        found = collected_with(held.record, parcel)
        if found is None:
            return False
        self._look(held, actor, at, payer_of(held.record))
        change = collecting(held.record, found, actor=actor, at=at, payer=printing.payer(held.payer))
        assert change.draws is not None, "a receipt draws its number"
        self._put(held, change, actor, at, self._tills.take(change.draws.values["taking"]))
        return True

    def return_by_post(self, *, actor: Actor, at: datetime, dossier: UUID, parcel: UUID) -> bool:
        """Count a result as returned that the post has delivered; answers whether it did."""
        held = self._with_parcels(self._held[self._codes[dossier]])
        found = returned_with(held.record, parcel)
        if found is None:
            return False
        receiver = self.post.receiver_of(parcel)
        change = returning_by_post(held.record, found, actor=actor, at=at, receiver=receiver)
        self._put(held, change, actor, at)
        return True

    def _with_parcels(self, held: _Held) -> _Held:
        """Let a dossier know where its parcels are."""
        if parcels := self.post.parcels_of(held.record.id):
            held.record = replace(held.record, life=replace(held.record.life, parcels=parcels))
        return held

    def withdraw(self, *, actor: Actor, at: datetime, number: str, reason: str) -> Record:
        """Give the dossier back at the applicant's wish."""
        held = self._begin(number, Deed.WITHDRAW)
        return self._put(held, withdrawing(held.record, actor=actor, at=at, reason=reason), actor, at)

    def cancel_reception(self, *, actor: Actor, at: datetime, number: str, reason: str) -> Record:
        """Cancel a reception by mistake."""
        held = self._begin(number, Deed.CANCEL_RECEPTION)
        return self._put(held, cancelling(held.record, actor=actor, at=at, reason=reason), actor, at)

    def refuse(self, *, actor: Actor, at: datetime, number: str, reason: str) -> Record:
        """Refuse after appraisal."""
        held = self._begin(number, Deed.REFUSE)
        self._look(held, actor, at, held.record.owner)
        filled = printing.refusal(actor=actor, at=at, record=held.record, person=held.owner, reason=reason)
        kept = self._keep(held, filled)
        return self._put(held, refusing(held.record, actor=actor, at=at, reason=reason, kept=kept), actor, at)

    def stop(self, *, actor: Actor, at: datetime, number: str, reason: str) -> Record:
        """Stop the work with a reason."""
        held = self._begin(number, Deed.STOP)
        self._look(held, actor, at, held.record.owner)
        filled = printing.stop_notice(actor=actor, at=at, record=held.record, person=held.owner, reason=reason)
        kept = self._keep(held, filled)
        return self._put(held, stopping(held.record, actor=actor, at=at, reason=reason, kept=kept), actor, at)

    def apologise(self, *, actor: Actor, at: datetime, number: str, until: date, cause: str) -> Record:
        """Apologise for a delay of the unit where the dossier lies, and promise another day."""
        held = self._begin(number, Deed.APOLOGISE)
        liable, excuse = held.record.standing.unit, excuse_of(held.record, until, at)
        self._look(held, actor, at, held.record.owner)
        filled = printing.apology(
            actor=actor, at=at, record=held.record, person=held.owner, excuse=excuse, cause=cause, liable=liable
        )
        kept = self._keep(held, filled)
        change = apologising(held.record, actor=actor, at=at, until=until, cause=cause, liable=liable, kept=kept)
        return self._put(held, change, actor, at)

    def ask_supplement(
        self, *, actor: Actor, at: datetime, number: str, papers: Sequence[PaperIn], reason: str
    ) -> Record:
        """Ask for papers that the procedure lists."""
        held = self._begin(number, Deed.ASK_SUPPLEMENT)
        self._look(held, actor, at, held.record.owner)
        filled = printing.supplement(
            actor=actor, at=at, record=held.record, person=held.owner, papers=papers, reason=reason
        )
        kept = self._keep(held, filled)
        change = asking(held.record, actor=actor, at=at, papers=papers, reason=reason, kept=kept)
        return self._put(held, change, actor, at)

    def allow_supplement(self, *, actor: Actor, at: datetime, number: str, reason: str) -> Record:
        """Allow one more request for papers."""
        held = self._begin(number, Deed.ALLOW_SUPPLEMENT)
        return self._put(held, allowing(held.record, actor=actor, at=at, reason=reason), actor, at)

    def complete_supplement(self, *, actor: Actor, at: datetime, number: str) -> Record:
        """Take the papers that were asked for."""
        held = self._begin(number, Deed.COMPLETE_SUPPLEMENT)
        return self._put(held, completing(held.record, at=at), actor, at)

    def take_fee(
        self, *, actor: Actor, at: datetime, number: str, receipt: UUID, method: Method, reference: str = ""
    ) -> Record:
        """Take all that is owed."""
        held = self._begin(number, Deed.TAKE_FEE)
        self._look(held, actor, at, payer_of(held.record))
        payer = printing.payer(held.payer)
        change = taking_fee(
            held.record, actor=actor, at=at, payer=payer, receipt=receipt, method=method, reference=reference
        )
        assert change.draws is not None, "a receipt draws its number"
        taken = self._tills.take(change.draws.values["taking"])
        return self._put(held, change, actor, at, taken)

    def cancel_fee_receipt(self, *, actor: Actor, at: datetime, number: str, receipt: UUID, reason: str) -> Record:
        """Cancel a receipt by its counter-entry."""
        held = self._begin(number, Deed.CANCEL_FEE_RECEIPT)
        change = cancelling_fee_receipt(held.record, actor=actor, at=at, receipt=receipt, reason=reason)
        assert change.draws is not None, "a counter-entry names its receipt's number"
        first = next(one for one in held.money if any(row["id"] == receipt for row in one.receipts))
        return self._put(held, change, actor, at, self._tills.cancel(change.draws.values["cancelling"], first))

    def _drawn(self, rows: Mapping[str, Any]) -> dict[str, Any]:
        """Return what a reception draws: code, place in the register, persons."""
        drawn = self._numbers.draw(rows["prefix"], rows["stem"], rows["day"], rows["unit"], rows["year"])
        return drawn | self._persons(rows)

    def _persons(self, rows: Mapping[str, Any]) -> dict[str, Any]:
        owner = self._people.take(rows["owner"])
        return {"owner_id": owner, "submitter_id": self._people.take(rows["submitter"]) if rows["submitter"] else None}

    def _receive(self, held: _Held, prepared: Prepared, rows: Mapping[str, Any], *, seq: int) -> Received:
        """Hold a dossier under the code that it got, with its line and its receipt."""
        (dossier,) = held.rows["dossiers_dossier"]
        code, facts = dossier["code"], rows["facts"] | {"code": dossier["code"]}
        held.lines.append(_first_line(rows, dossier["id"]) | {"seq": seq, "facts": facts})
        held.prints += [_receipt_of(rows, dossier)] if rows["receipt"] else []
        self._held[code], self._codes[dossier["id"]] = held, code
        return received(prepared, rows["receipt"], rows["token"], (code, dossier["ordinal"], dossier["book"]))

    def _file(self, filed: Filed) -> Record:
        """Take in what is filed and not received: its persons, rows, line and print."""
        prepared, values = filed.prepared, intake.values_of(filed)
        dossier = values["dossier"] | NOT_DRAWN | self._persons(values) | {"token": _token(prepared.reception.id)}
        rows = {table: [row] for table, row in filed.rows.items()}
        record = _record_of(replace(prepared, life=filed.life), dossier, filed.number)
        record = replace(
            record, rows=dict(record.rows) | {NAME_OF[table]: new for table, new in rows.items() if table in NAME_OF}
        )
        held = _Held(
            record=record,
            owner=prepared.owner,
            payer=prepared.submitter or prepared.owner,
            changed_at=prepared.at,
            rows={"dossiers_dossier": [dossier], "dossiers_paper": values["papers"], **rows},
            lines=[_first_line(values, prepared.reception.id) | {"facts": values["facts"]}],
            prints=[intake.form_of(filed, dossier["owner_id"])],
        )
        self._held[filed.number], self._codes[prepared.reception.id] = held, filed.number
        return record

    # Writing.

    def write(self) -> int:
        """Write what was let go in one transaction, with the counters as they stand; return how many dossiers."""
        ended, self._ended = self._ended, []
        if not ended:
            return 0
        self._write(ended)
        return len(ended)

    @act
    def _write(self, ended: Sequence[_Held]) -> None:
        """Write these dossiers, all or none: an act of nobody, whose lines are those of the acts in it."""
        be_patient()
        at = ended[-1].changed_at
        owners, known = [held.record.id for held in ended], set[UUID]()
        if self._again:
            known = {one["id"] for one in rows(KNOWN, [owners])}
            ended = [held for held in ended if held.record.id not in known]
        self._numbers.write()
        self._people.write(at)
        for table, new in _by_table(ended).items():
            copy_in(table, new)
        self._tills.write(one for held in ended for one in held.money)
        self.post.write(owners, but=known)
        if self._also:
            self._also(owners, but=known)
        copy_prints([filled for held in ended for filled in held.prints])
        copy_looks([look for held in ended for look in held.looks])
        copy_lines([line for held in ended for line in held.lines])

    def _begin(self, number: str, deed: Deed) -> _Held:
        held = self._with_parcels(self._held[number])
        if deed not in deeds_here(held.record.life, held.record.standing):
            raise NotNow(f"{number}: {deed}")
        return held

    def _put(self, held: _Held, change: Change, actor: Actor, at: datetime, taken: Taken | None = None) -> Record:
        before = held.record
        record = after(before, change, taken.drawn if taken else None)
        line = line_of(record, change, actor=actor, at=at) | {"stream": record.id}
        line["facts"] = line["facts"] | dict(record.drawn)
        held.lines.append(line)
        known = dict(before.rows)
        for table, new in change.rows.items():
            held.rows.setdefault(table, []).extend(dict(row) for row in new)
        _end_rows(held, change, at)
        for table in NAME_OF.keys() & (change.rows.keys() | change.updates.keys()):
            known[NAME_OF[table]] = _as_read(held.rows[table]) if table in READ else held.rows[table]
        if taken:
            held.money.append(taken)
        held.record, held.changed_at = replace(record, rows=known), at
        return held.record

    def _look(self, held: _Held, actor: Actor, at: datetime, person: UUID) -> None:
        held.looks.append(look_row(actor, kind=PERSON, subject=person, at=at))

    def _keep(self, held: _Held, filled: Mapping[str, Any]) -> UUID:
        held.prints.append(filled)
        kept: UUID = filled["id"]
        return kept


def _end_rows(held: _Held, change: Change, at: datetime) -> None:
    """Set what an act ends in rows that are not written yet."""
    if change.ends_pause:
        _set_once(held, "dossiers_pause", "ended_at", at)
    if change.answers_supplement:
        _set_once(held, "dossiers_supplement", "answered_at", at)
    for table, changed in change.updates.items():
        known = {row["id"]: row for row in held.rows[table]}
        for columns in changed:
            known[columns["id"]].update(columns)
    if change.task_end:
        next(row for row in held.rows["dossiers_task"] if row["id"] == change.task_end["id"]).update(change.task_end)


def _as_read(new: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows as a record reads them: values as JSON gives them."""
    read: list[dict[str, Any]] = orjson.loads(as_json(new))
    return read


def _persons_of(held: _Held) -> Persons:
    """Return who stands on the receipt, as they came."""
    submitter = held.record.facts["submitter_id"]
    return {"owner": (held.record.owner, held.owner)} | (
        {"submitter": (UUID(submitter), held.payer)} if submitter else {}
    )


def _set_once(held: _Held, table: str, column: str, at: datetime) -> None:
    for each in held.rows.get(table, ()):
        each[column] = each[column] or at


def _signs(dossier: UUID) -> str:
    return intake.signs_from(blind(str(dossier), "dossiers.filing"))


def _token(dossier: UUID) -> str:
    return urlsafe_b64encode(blind(str(dossier), "dossiers.token")[:TOKEN_BYTES]).decode()


def _first_line(values: Mapping[str, Any], dossier: UUID) -> dict[str, Any]:
    names = ("line", "node", "kind", "verb", "account", "post", "at")
    return {name: values[name] for name in names} | {"stream": dossier, "seq": 1, "unit": values["actor_unit"]}


def _record_of(prepared: Prepared, dossier: Mapping[str, Any], number: str) -> Record:
    """Return a dossier just received, or filed, as ``record.load`` would read it."""
    names = ("id", "owner_id", "submitter_id", "procedure_id", "receipt_id")
    facts = {**dossier, **{name: str(dossier[name]) if dossier[name] else None for name in names}}
    if dossier["delivery_address"]:
        facts["delivery_address"] = "\\x" + dossier["delivery_address"].hex()
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in LIFE_TABLES}
    standing = standing_of(prepared.life, organisation.calendar_of(prepared.life.terms.calendar))
    return Record(dossier["id"], number, facts, rows, prepared.life, standing, 1)


def _receipt_of(rows: Mapping[str, Any], dossier: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": rows["receipt"],
        "form": "receipt",
        "version": rows["template"],
        "renderer": rows["renderer"],
        "owner_kind": KIND,
        "owner_id": dossier["id"],
        "person_id": dossier["owner_id"],
        "inputs": rows["inputs"],
        "drawn": {name: dossier[name] for name in ("code", "book", "ordinal")},
        "kept_at": rows["at"],
    }


def _by_table(ended: Sequence[_Held]) -> dict[str, list[dict[str, Any]]]:
    """Return all rows of these dossiers by table, with the standing that each came to."""
    found: dict[str, list[dict[str, Any]]] = {}
    for held in ended:
        for table, new in held.rows.items():
            found.setdefault(table, []).extend(new)
    for dossier in found.setdefault("dossiers_dossier", []):
        dossier["terms"] = as_json(dossier["terms"])
    for correction in found.get("dossiers_correction", ()):
        correction["fields"] = as_json(correction["fields"])
    found["dossiers_standing"] = [_standing_of(held) for held in ended]
    found["dossiers_stay"] = [
        row
        for held in ended
        for row in stay_rows(held.record.id, UUID(held.record.facts["procedure_id"]), held.record.life)
    ]
    found["dossiers_search"] = [
        {"dossier_id": dossier["id"], "words": words_of(dossier["owner_name"], dossier["submitter_name"])}
        for dossier in found["dossiers_dossier"]
    ]
    return found


def _standing_of(held: _Held) -> dict[str, Any]:
    record = held.record
    return standing_row(
        record.standing,
        facts=record.facts,
        life=record.life,
        field=record.field,
        revision=record.revision,
        at=held.changed_at,
    )


@not_an_act("nobody's: it changes no figure, only in how many rows it stands")
def add_up() -> None:
    """Put together how many dossiers have ended, once everything is written: lists then count from few rows."""
    add_up_ended()


@not_an_act("a plain fact: whoever fills a database looks whether it is empty")
def number_of_dossiers() -> int:
    """Return how many dossiers there are, of whatever unit and state."""
    found = row("select count(*) as number from dossiers_dossier")
    return int(found["number"]) if found else 0


@not_an_act("a plain fact, as above")
def dossiers_by_unit() -> dict[UUID, int]:
    """Return how many dossiers each unit has received."""
    found = rows("select unit_id, count(*) as number from dossiers_dossier group by 1")
    return {one["unit_id"]: one["number"] for one in found}
