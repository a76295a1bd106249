"""Erase what an approved proposal names: persons, numbers, texts, files and prints; the ledger stays as it was."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.dossiers import queries as dossiers
from motcua.dossiers import services as dossier_services
from motcua.dossiers.types import KIND
from motcua.kernel.act import act, not_an_act
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.kernel.statements import be_patient, row, rows, run
from motcua.ledger import services as ledger
from motcua.parties import services as parties
from motcua.privacy.queries.subjects import hindrance
from motcua.privacy.types import PROPOSAL, CannotErase, Ground, Subject
from motcua.privacy.wiping import wipe

#: Subjects in one transaction of a round: a fraction of a second.
AT_ONCE = 25

HELD = """
select id, unit_id, ground, decided_account, decided_post from privacy_proposal
where id = %s and is_approved and done_at is null for update
"""
NEXT = "select id, subject_kind, subject_id, label from privacy_line where proposal_id = %s and ended_at is null order by id limit %s"
DONE = "update privacy_line set ended_at = %(at)s, done_at = case when %(done)s then %(at)s::timestamptz end where id = %(line)s"
FINISH = """
update privacy_proposal p set done_at = %(at)s, revision = revision + 1 where id = %(id)s
returning revision, (select count(*) from privacy_line l where l.proposal_id = p.id and l.done_at is not null) as gone
"""
APPROVED = "select id from privacy_proposal where is_approved and done_at is null order by id"


@not_an_act("a round is erased part by part, each an act of its own, and goes on where it was")
def carry_out(*, actor: Actor, at: datetime) -> int:
    """Erase what approved rounds still name, part by part; return how many subjects went. Killed, it goes on where it was."""
    gone = 0
    for found in rows(APPROVED):
        while (part := erase_some(actor=actor, at=at, proposal=found["id"])) is not None:
            gone += part
    return gone


@act
def erase_some(*, actor: Actor, at: datetime, proposal: UUID, strict: bool = False) -> int | None:
    """Erase the next subjects of an approved proposal and return how many; None when nothing is left of it.

    The lines say who approved. What something hinders by now is passed over, or refused with CannotErase where ``strict``.
    """
    held = row(HELD, [proposal])
    if held is None:
        return None
    be_patient()
    ground = Ground(held["ground"])
    who = _approver(held) if actor.is_system else actor
    gone = 0
    for line in rows(NEXT, [proposal, AT_ONCE]):
        subject = Subject(line["subject_kind"], line["subject_id"], line["label"], held["unit_id"])
        sentence = hindrance(subject, ground, local(at).date())
        if sentence and strict:
            raise CannotErase(sentence)
        if not sentence:
            _erase(who, at, subject, ground)
        run(DONE, {"at": at, "done": not sentence, "line": line["id"]})
        gone += not sentence
    if not rows(NEXT, [proposal, 1]):
        _finish(who, at, proposal)
    return gone


def _approver(held: Mapping[str, Any]) -> Actor:
    """Return who approved, for the lines of what goes in the background, whether or not he is in office still."""
    return Actor(account=held["decided_account"], name="", post=held["decided_post"], unit=held["unit_id"])


def _finish(actor: Actor, at: datetime, proposal: UUID) -> None:
    finished = row(FINISH, {"at": at, "id": proposal})
    assert finished is not None, "held above"
    ledger.write(
        actor,
        "privacy.carried_out",
        kind=PROPOSAL,
        stream=proposal,
        seq=finished["revision"],
        at=at,
        subjects=finished["gone"],
    )


def _erase(actor: Actor, at: datetime, subject: Subject, ground: Ground) -> None:
    if subject.kind == KIND:
        _erase_dossier(actor, at, subject.id, ground)
        return
    for kept in dossiers.kept_of_person(subject.id):
        _erase_dossier(actor, at, kept.id, ground)
    parties.mark_erased(actor=actor, at=at, person=subject.id)
    if came := dossiers.kept_of_person(subject.id):
        raise CannotErase(
            _("Người này vừa có thêm hồ sơ %(number)s. Xem hồ sơ ấy rồi quyết định lại.") % {"number": came[0].number}
        )
    wipe(subject.kind, subject.id)


def _erase_dossier(actor: Actor, at: datetime, dossier: UUID, ground: Ground) -> None:
    dossier_services.mark_erased(actor=actor, at=at, dossier=dossier, ground=ground)
    wipe(KIND, dossier)
