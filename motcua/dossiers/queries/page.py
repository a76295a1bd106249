"""One dossier for somebody who may see it: its facts, its papers, what may be done, its story."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.catalogue.types import ProcedureVersion
from motcua.dossiers import speech
from motcua.dossiers.deeds import ACT_OF, deeds_of, is_visible, words_of
from motcua.dossiers.printing import form_set
from motcua.dossiers.queries.meetings import written_about_meetings
from motcua.dossiers.queries.papers import paper_scans
from motcua.dossiers.receipts import receipts_of
from motcua.dossiers.record import Record, hexed, load, moment_of
from motcua.dossiers.rules import parallel_tasks, step_of
from motcua.dossiers.services.coordinate import QUESTION
from motcua.dossiers.services.correct import BEFORE
from motcua.dossiers.services.note import TEXT
from motcua.dossiers.services.refuse import REASON
from motcua.dossiers.services.return_result import RECIPIENT
from motcua.dossiers.services.supplement import unseal_asked
from motcua.dossiers.types import KIND, Deed, NoSuchDossier, Printed, RouteStep
from motcua.identity import queries as identity
from motcua.kernel.actor import Actor
from motcua.kernel.keys import unseal
from motcua.kernel.moments import local
from motcua.kernel.statements import rows
from motcua.ledger import queries as ledger
from motcua.ledger.services import note_look
from motcua.ledger.types import Entry
from motcua.organisation import queries as organisation
from motcua.payments import queries as payments
from motcua.postal import queries as postal
from motcua.postal.types import Brought
from motcua.prints.types import USUAL_SET


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the timeline: when, what was done in a sentence, who for which post in which unit, what was written."""

    at: datetime
    sentence: str
    who: str
    post: str
    unit: str
    text: str = ""
    file: UUID | None = None


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper of the dossier: counts in words, where it lies, its scan."""

    id: UUID
    name: str
    originals: int
    certified: int
    copies: int
    scan: UUID | None


@dataclass(frozen=True, slots=True)
class DossierPage:
    """What the page of a dossier shows to this actor."""

    record: Record
    procedure: ProcedureVersion
    deeds: tuple[tuple[Deed, str], ...]
    time: str
    time_kind: str
    time_detail: str
    waiting_for: str
    holder: str
    papers: tuple[PaperLine, ...]
    timeline: tuple[Line, ...]
    came: Brought | None = None


def dossier_for(actor: Actor, number: str, *, at: datetime, look: bool = True) -> Record:
    """Return the dossier of this code or filing number; the look goes into the access log.

    Raises NoSuchDossier when there is none, or none for this actor: the two are never told apart.
    """
    record = load(number=number.strip())
    if record is None or not is_visible(actor, record):
        raise NoSuchDossier
    if look:
        note_look(actor, kind=KIND, subject=record.id, at=at)
    return record


def dossier_by_id(actor: Actor, dossier: UUID) -> Record:
    """Return the dossier with this id, for this actor. Raises NoSuchDossier."""
    record = load(dossier_id=dossier)
    if record is None or not is_visible(actor, record):
        raise NoSuchDossier
    return record


def page_of(actor: Actor, record: Record, *, at: datetime, story: bool = True) -> DossierPage:
    """Return everything the page shows; a fixed number of statements, none without papers and ``story``."""
    standing = record.standing
    step = step_of(record.life.route, standing.step)
    words, kind, detail = speech.time_words(
        organisation.calendar_of(record.life.terms.calendar),
        at,
        state=standing.state,
        due_at=standing.due_at,
        late_at=standing.late_at,
        paused_since=standing.paused_since,
        days_left=standing.days_left,
        on_time=standing.on_time,
        closed_at=standing.closed_at,
        finished_at=None if record.life.stopped_at else standing.finished_at,
    )
    return DossierPage(
        record=record,
        procedure=record.procedure,
        deeds=tuple((deed, words_of(deed, record)) for deed in deeds_of(actor, record, at)),
        time=words,
        time_kind=kind,
        time_detail=detail,
        waiting_for=_waiting_for(record, step),
        holder=holder_words(record, at),
        papers=papers_of(record) if story else (),
        timeline=timeline(record) if story else (),
        came=postal.brought(actor, record.id, at=at, look=False) if story and record.life.came_by_post else None,
    )


def _waiting_for(record: Record, step: RouteStep) -> str:
    standing = record.standing
    if standing.is_open and any(task.is_open for task in parallel_tasks(record.life, standing.step)):
        return _("Chờ các cơ quan phối hợp")
    return speech.waiting_for(standing.state, standing.role, step.action, taken=standing.post is not None)


def holder_words(record: Record, at: datetime) -> str:
    """Say where the dossier lies: the person of the post where there is one, else the desk of the unit."""
    standing = record.standing
    unit = organisation.short_name(standing.unit)
    if standing.closed_at is not None:
        return unit
    if standing.post is None:
        return f"{standing.section}, {unit}" if standing.section else unit
    names = ", ".join(official.name for official in identity.holders(standing.post, at))
    return f"{names or organisation.post(standing.post).name}, {unit}"


def papers_of(record: Record) -> tuple[PaperLine, ...]:
    """Return the papers in the order of the procedure."""
    return tuple(
        PaperLine(paper.id, paper.name, paper.originals, paper.certified, paper.copies, paper.file)
        for paper in paper_scans(record)
    )


def timeline(record: Record, *, told: bool = True) -> tuple[Line, ...]:
    """Return the dossier's story from the ledger, newest first, with what people wrote unless it was erased."""
    entries = ledger.stream(KIND, record.id)
    names = identity.names([entry.actor for entry in entries if entry.actor])
    written = _written(record, {name for entry in entries for name in entry.facts}) if told else {}
    return tuple(_line(entry, names, written) for entry in reversed(entries))


def _line(entry: Entry, names: Mapping[UUID, str], written: Mapping[str, tuple[str, UUID | None]]) -> Line:
    keys = next((_keys(prefix, entry.facts[name]) for name, prefix in _TEXT_KEYS.items() if name in entry.facts), ())
    found = [written[key] for key in keys if key in written]
    text, file = "; ".join(said for said, _file in found), next((kept for _said, kept in found), None)
    return Line(
        at=local(entry.at),
        sentence=ledger.sentence(entry),
        who=names.get(entry.actor, "") if entry.actor else "",
        post=organisation.post(entry.post).name if entry.post else "",
        unit=organisation.short_name(entry.unit) if entry.unit else "",
        text=text,
        file=file,
    )


def _keys(prefix: str, named: object) -> tuple[str, ...]:
    """Return the keys of what was written; an act on several things names several rows."""
    return tuple(f"{prefix}{one}" for one in (named if isinstance(named, list) else [named]))


#: Facts that name the row of a written text; a row with two texts tells them apart by a prefix.
ANSWER, CLOSED, GIVEN = "answer:", "closed:", "given:"
_TEXT_KEYS = {
    "repair": "",
    "minutes": "",
    "change": "",
    "closed": CLOSED,
    "answered": ANSWER,
    "laid": "",
    **dict.fromkeys(
        (
            "incident",
            "note",
            "supplement",
            "refusal",
            "withdrawal",
            "row",
            "delivery",
            "task",
            "cancelled",
            "correction",
            "ending",
            "apology",
            "allowance",
            "scan",
            "meeting",
        ),
        "",
    ),
    "given": GIVEN,
}


def _written(record: Record, named: Collection[str]) -> dict[str, tuple[str, UUID | None]]:
    """Return what people wrote, by the id of its row: notes, reasons, what was asked, who received.

    ``named`` says what the story's lines name: of what no line names, nothing is read.
    """
    texts: dict[str, tuple[str, UUID | None]] = _written_about_money(record)
    if "note" in named:
        for row in rows("select id, text, file_id from dossiers_note where dossier_id = %s", [record.id]):
            texts[str(row["id"])] = (unseal(row["text"], TEXT), row["file_id"])
    if "scan" in named:
        scanned = rows(
            "select s.id, s.file_id, p.name from dossiers_scan s join dossiers_paper p on p.id = s.paper_id where s.dossier_id = %s",
            [record.id],
        )
        texts |= {str(row["id"]): (row["name"], row["file_id"]) for row in scanned}
    texts |= written_about_meetings(record)
    return texts | _about_originals(record) | _written_on_a_bad_day(record) | _said(record)


def _about_originals(record: Record) -> dict[str, tuple[str, UUID | None]]:
    """Return where originals came to lie, and who took them back."""
    if not record.life.originals:
        return {}
    names = {original.id: original.words for original in record.life.originals}
    laid = rows("select id, original_id, place from dossiers_original_place where dossier_id = %s", [record.id])
    texts: dict[str, tuple[str, UUID | None]] = {
        str(row["id"]): (f"{names[row['original_id']]}: {row['place']}", None) for row in laid
    }
    for row in record.rows["originals"]:
        if row["recipient"]:
            taker = json.loads(unseal(hexed(row["recipient"]), RECIPIENT))["name"]
            texts[f"{GIVEN}{row['id']}"] = (f"{names[UUID(row['id'])]}, {taker}", None)
    return texts


def _written_on_a_bad_day(record: Record) -> dict[str, tuple[str, UUID | None]]:
    """Return the reasons of what ended, repaired or excused something."""
    texts: dict[str, tuple[str, UUID | None]] = {}
    for name in ("refusals", "withdrawals", "endings", "allowances", "repairs"):
        for row in record.rows[name]:
            texts[row["id"]] = (unseal(hexed(row["reason"]), REASON), None)
    for row in record.rows["moves"]:
        if row["reason"]:
            texts[row["id"]] = (unseal(hexed(row["reason"]), REASON), None)
    for row in record.rows["tasks"]:
        texts[row["id"]] = (unseal(hexed(row["question"]), QUESTION), None)
        if row["answer"]:
            file = UUID(row["answer_file_id"]) if row["answer_file_id"] else None
            texts[f"{ANSWER}{row['id']}"] = (unseal(hexed(row["answer"]), QUESTION), file)
    for row in record.rows["incidents"]:
        # The line that closes it names the incident too, under «closed».
        texts[row["id"]] = (unseal(hexed(row["what"]), REASON), None)
        if row["closing"]:
            texts[f"{CLOSED}{row['id']}"] = (unseal(hexed(row["closing"]), REASON), None)
    for row in record.rows["apologies"]:
        texts[row["id"]] = (unseal(hexed(row["cause"]), REASON), None)
    return texts


def _said(record: Record) -> dict[str, tuple[str, UUID | None]]:
    """Return what was asked for, and who received."""
    texts: dict[str, tuple[str, UUID | None]] = {}
    for row in record.rows["supplements"]:
        asked = unseal_asked(hexed(row["asked"]))
        papers = "; ".join(paper[0] for paper in asked["papers"])
        texts[row["id"]] = (f"{papers}. {asked['reason']}", None)
    for row in record.rows["corrections"]:
        before = json.loads(unseal(hexed(row["before"]), BEFORE))
        texts[row["id"]] = (f"{unseal(hexed(row['reason']), REASON)} {speech.before_words(before)}".strip(), None)
    for row in record.rows["deliveries"]:
        name = json.loads(unseal(hexed(row["recipient"]), RECIPIENT))["name"]
        told = unseal(hexed(row["told"]), REASON) if row.get("told") else ""
        texts[row["id"]] = (". ".join(filter(None, (name, told))), None)
    return texts


def _written_about_money(record: Record) -> dict[str, tuple[str, UUID | None]]:
    money = record.life.money
    if money.allowed_at is None and not any(receipt.cancelled_at for receipt in money.receipts):
        return {}
    return {key: (reason, None) for key, reason in payments.reasons_of(record.id).items()}


def prints_of(record: Record) -> tuple[tuple[str, UUID], ...]:
    """Return the printed forms of a dossier: form and print id; of what was issued anew, the newest last."""
    return tuple((one.form, one.id) for one in printed(record))


def printed(record: Record) -> tuple[Printed, ...]:
    """Return the printed forms of a dossier with their versions; an old version stays beside the new one."""
    found: list[tuple[str, str | None, int, date | None]] = [
        ("receipt", str(kept), version, local(at).date() if at else None)
        for version, (kept, at) in enumerate(receipts_of(record), start=1)
    ]
    found += [("supplement", row["print_id"], 1, None) for row in record.rows["supplements"]]
    found += [("refusal", row["print_id"], 1, None) for row in record.rows["refusals"]]
    found += [("apology", row["print_id"], 1, None) for row in record.rows["apologies"]]
    found += [("stop_notice", row["print_id"], 1, None) for row in record.rows["endings"]]
    found += [("loss", row["print_id"], 1, None) for row in record.rows["incidents"]]
    sets = {row["print_id"]: form_set(moment_of(row["at"])) for row in record.rows["apologies"]}
    return tuple(
        Printed(form, UUID(kept), version, on, sets.get(kept, USUAL_SET)) for form, kept, version, on in found if kept
    )


def _day(text: str) -> date:
    return moment_of(text).date()


def acts_needed() -> dict[Deed, str]:
    """Return which act each deed needs."""
    return dict(ACT_OF)
