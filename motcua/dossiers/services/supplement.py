"""Ask for a supplement once and completely (Mẫu 02), and go on when the papers are there (NĐ 61/2018 Đ15.3, Đ19.4)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.catalogue.types import ProcedureVersion
from motcua.clocks.pauses import Pause, Policy
from motcua.dossiers import printing
from motcua.dossiers.deeds import begin
from motcua.dossiers.record import Record
from motcua.dossiers.rules import ask_in_time_until
from motcua.dossiers.services.receiving import check_files, paper_row
from motcua.dossiers.types import Deed, PaperIn
from motcua.dossiers.writing import Change, by, put
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.keys import seal, unseal
from motcua.kernel.refusal import Invalid
from motcua.organisation import queries as organisation
from motcua.parties import queries as parties

ASKED = "dossiers.asked"
REASON = "supplement"
LONGEST_GROUND = 500


@act
def ask_supplement(
    *,
    actor: Actor,
    at: datetime,
    number: str,
    papers: Sequence[PaperIn],
    reason: str,
    ground: str = "",
    revision: int | None = None,
) -> Record:
    """Ask the citizen for the missing papers: Mẫu 02 is kept for print, and the clock stands by the frozen policy.

    ``papers`` are what is asked, with full names and counts; one that the procedure does not list needs its legal ``ground``
    (NĐ 61/2018 Đ5; spec D15). Where the profile's number of requests is used up, a leader
    must have allowed another (``allow_supplement``; spec D04). After the third working day the line says that it came late,
    and whose delay it was (NĐ 61/2018 Đ19.4; spec E06). Refuses with Invalid (nothing asked, no reason, no ground),
    AlreadyAsked, and as ``deeds.begin`` does.
    """
    wrong = {}
    if not papers:
        wrong["papers"] = _("Ghi ít nhất một giấy tờ cần bổ sung.")
    if not reason.strip():
        wrong["reason"] = _("Ghi rõ lý do, để người nộp chuẩn bị một lần là đủ.")
    if wrong:
        raise Invalid(wrong)
    record = begin(actor, number, Deed.ASK_SUPPLEMENT, revision=revision)
    check_ground(papers, record.procedure, ground)
    reason = with_ground(reason, ground)
    person = parties.person_for(actor, record.owner, at=at)
    kept = printing.keep(
        printing.supplement(actor=actor, at=at, record=record, person=person, papers=papers, reason=reason)
    )
    change = asking(record, actor=actor, at=at, papers=papers, reason=reason, kept=kept)
    return put(record, change, actor=actor, at=at)


def asking(record: Record, *, actor: Actor, at: datetime, papers: Sequence[PaperIn], reason: str, kept: UUID) -> Change:
    """Return what asking for papers makes of a dossier; ``kept`` is the print of the request."""
    policy = Policy(record.life.terms.pauses.get(REASON, Policy.RESTART))
    by_day = ask_in_time_until(record.life, organisation.calendar_of(record.life.terms.calendar))
    late = by_day is not None and at.date() > by_day
    supplement = by(actor, record.id, at) | {
        "ordinal": len(record.rows["supplements"]) + 1,
        "asked": seal_asked(papers, reason),
        "answered_at": None,
        "print_id": kept,
    }
    pause = by(actor, record.id, at) | {"ended_at": None, "reason": REASON, "policy": policy}
    life = replace(
        record.life,
        supplements=record.life.supplements + 1,
        pauses=(*record.life.pauses, Pause(at, None, REASON, policy)),
    )
    return Change(
        life=life,
        verb="dossiers.supplement_asked_late" if late else "dossiers.supplement_asked",
        rows={"dossiers_supplement": [supplement], "dossiers_pause": [pause]},
        facts={
            "supplement": supplement["id"],
            "papers": len(papers),
            "policy": policy,
            "unit": record.standing.unit,
            "again": record.life.supplements >= record.life.terms.max_supplements,
        },
    )


@act
def complete_supplement(
    *, actor: Actor, at: datetime, number: str, papers: Sequence[PaperIn] = (), revision: int | None = None
) -> Record:
    """Take the papers that were asked for: the clock runs again, from the start or from where it stood.

    ``papers`` are added to the dossier's papers. Refuses with Invalid a scan of another dossier, and as ``deeds.begin`` does.
    """
    record = begin(actor, number, Deed.COMPLETE_SUPPLEMENT, revision=revision)
    check_files(record.id, papers)
    return put(record, completing(record, at=at, papers=papers), actor=actor, at=at)


def completing(record: Record, *, at: datetime, papers: Sequence[PaperIn] = ()) -> Change:
    """Return what the papers that were asked for make of a dossier."""
    pauses = tuple(replace(pause, ends_at=at) if pause.ends_at is None else pause for pause in record.life.pauses)
    new = [paper_row(record.id, paper, at) for paper in papers]
    rows: dict[str, list[Any]] = {"dossiers_paper": new} if new else {}
    return Change(
        life=replace(record.life, pauses=pauses),
        verb="dossiers.supplement_completed",
        rows=rows,
        ends_pause=True,
        answers_supplement=True,
        facts={"papers": len(papers)},
        with_due=True,
    )


def check_ground(papers: Sequence[PaperIn], version: ProcedureVersion, ground: str) -> None:
    """Refuse with Invalid a request for a paper beyond the procedure's list without its legal ground (NĐ 61/2018 Đ5)."""
    beyond = [
        paper.name
        for paper in papers
        if not any(paper.paper == known.id or _plain(paper.name) == _plain(known.name) for known in version.groups)
    ]
    if version.groups and beyond and not ground.strip():
        raise Invalid(
            {
                "ground": _(
                    "Thủ tục này không yêu cầu: %(papers)s. Ghi căn cứ pháp lý (văn bản, điều), hoặc bỏ giấy này."
                )
                % {"papers": "; ".join(beyond)}
            }
        )
    if len(ground) > LONGEST_GROUND:
        raise Invalid({"ground": _("Ghi căn cứ không quá %(most)s chữ.") % {"most": LONGEST_GROUND}})


def with_ground(reason: str, ground: str) -> str:
    """Return the reason as the slip prints it, with the ground of what is beyond the list."""
    if not ground.strip():
        return reason
    said = _("Căn cứ yêu cầu giấy tờ ngoài danh mục: %(ground)s") % {"ground": ground.strip().rstrip(".")}
    return f"{reason.strip().rstrip('.')}. {said}."


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def seal_asked(papers: Sequence[PaperIn], reason: str) -> bytes:
    """Seal what was asked for."""
    asked = {
        "papers": [[paper.name, paper.originals, paper.certified, paper.copies] for paper in papers],
        "reason": reason.strip(),
    }
    return seal(json.dumps(asked, ensure_ascii=False), ASKED)


def unseal_asked(sealed: bytes) -> dict[str, Any]:
    """Read what was asked for: ``papers`` (name, originals, certified, copies) and ``reason``."""
    asked: dict[str, Any] = json.loads(unseal(sealed, ASKED))
    return asked
