"""Erase what an approved proposal names: persons, numbers, texts, files and prints; the ledger stays as it was."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.dossiers import queries as dossiers
from motcua.dossiers import services as dossier_services
from motcua.dossiers.types import KIND
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.kernel.statements import be_patient, row, run
from motcua.ledger import services as ledger
from motcua.parties import services as parties
from motcua.privacy.queries.subjects import hindrance
from motcua.privacy.types import PROPOSAL, CannotErase, Ground, Line, Proposal, Subject
from motcua.privacy.wiping import wipe

DONE = "update privacy_line set ended_at = %s, done_at = %s where proposal_id = %s and subject_id = %s"
FINISH = "update privacy_proposal set done_at = %s, revision = revision + 1 where id = %s returning revision"


@act
def erase(*, actor: Actor, at: datetime, proposal: Proposal) -> None:
    """Erase every subject of an approved proposal, and write that it was done; part of the approving act.

    A person's own dossiers go with the person. Refuses with CannotErase where something hinders by now.
    """
    be_patient()
    for line in proposal.lines:
        _erase_line(actor, at, proposal, line)
        run(DONE, [at, at, proposal.id, line.subject])
    finished = row(FINISH, [at, proposal.id])
    assert finished is not None, "read above"
    ledger.write(
        actor,
        "privacy.carried_out",
        kind=PROPOSAL,
        stream=proposal.id,
        seq=finished["revision"],
        at=at,
        subjects=len(proposal.lines),
    )


def _erase_line(actor: Actor, at: datetime, proposal: Proposal, line: Line) -> None:
    subject = Subject(line.kind, line.subject, line.label, proposal.unit)
    if line.kind == KIND:
        _check(subject, proposal.ground, at)
        _erase_dossier(actor, at, line.subject, proposal.ground)
        return
    # The person's row is held from here on: nobody corrects it meanwhile.
    parties.mark_erased(actor=actor, at=at, person=line.subject)
    _check(subject, proposal.ground, at)
    for kept in dossiers.kept_of_person(line.subject):
        _erase_dossier(actor, at, kept.id, proposal.ground)
    wipe(line.kind, line.subject)


def _check(subject: Subject, ground: Ground, at: datetime) -> None:
    if sentence := hindrance(subject, ground, local(at).date()):
        raise CannotErase(sentence)


def _erase_dossier(actor: Actor, at: datetime, dossier: UUID, ground: Ground) -> None:
    dossier_services.mark_erased(actor=actor, at=at, dossier=dossier, ground=ground)
    wipe(KIND, dossier)
