"""Freeze the scores of a quarter or a year that is over (TT 01/2018 Đ15; spec L04)."""

from __future__ import annotations

from datetime import datetime

from motcua.kernel import statements
from motcua.kernel.act import act, not_an_act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.moments import local
from motcua.ledger import services as ledger
from motcua.organisation import queries as organisation
from motcua.scores import freezing, measuring, models
from motcua.scores.types import FROZEN, Term

LOCK = "lock table scores_frozen_term in share row exclusive mode"


@not_an_act("a batch whose terms are frozen one by one; each is an act")
def freeze_terms(*, actor: Actor, at: datetime) -> int:
    """Freeze the last quarter and the last year that are over, where they are not frozen yet; return how many are new."""
    today = local(at).date()
    last = (Term(today.year, (today.month + 2) // 3).before, Term(today.year).before)
    return sum(freeze_term(actor=actor, at=at, term=term) for term in last)


@act
def freeze_term(*, actor: Actor, at: datetime, term: Term) -> bool:
    """Keep the scores of all agencies for a term that is over, once; return whether they were not kept before.

    Nobody's act: a job does it for everybody. A term without a dossier, or that is not over, is left out. What acts change
    afterwards changes the live scores and not these.
    """
    if term.until >= local(at).date():
        return False
    statements.run(LOCK)
    if models.FrozenTerm.objects.filter(year=term.year, quarter=term.quarter or 0).exists():
        return False
    statements.be_patient()
    found = measuring.agencies(actor, term, organisation.units(term.until), at)
    kept = freezing.plain({unit: scored for unit, scored in found.items() if scored.dossiers})
    if not kept:
        return False
    frozen = models.FrozenTerm.objects.create(
        id=new_id(),
        year=term.year,
        quarter=term.quarter or 0,
        cards=kept,
        digest=freezing.digest_of(term, kept),
        at=at,
    )
    ledger.write(
        actor,
        "scores.term_frozen",
        kind=FROZEN,
        stream=frozen.id,
        seq=1,
        at=at,
        year=term.year,
        quarter=term.quarter or 0,
        agencies=len(kept),
        digest=frozen.digest,
    )
    return True
