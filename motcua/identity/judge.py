"""The answer to the access question: by the grants of the actor, and by nothing else."""

from __future__ import annotations

from uuid import UUID

from motcua.identity import rules
from motcua.kernel import moments
from motcua.kernel.access import Scope
from motcua.kernel.actor import Actor
from motcua.kernel.refusal import Refusal
from motcua.organisation import queries as organisation


class ByGrants:
    """Judges by the grants that an actor's appointments give."""

    key = "identity"

    def judge(self, actor: Actor, act: str, unit: UUID | None, field: str | None) -> bool:
        """May this actor do this act in this unit, or, where that unit is gone, in the one that is competent now?"""
        if rules.allows(actor.grants, act, unit, field, under):
            return True
        if unit is None or not any(act in grant.acts for grant in actor.grants):
            return False
        try:
            now = organisation.competent_now(unit, moments.today())
        except Refusal:
            return False
        return now != unit and rules.allows(actor.grants, act, now, field, under)

    def scope(self, actor: Actor, act: str) -> Scope:
        """Which units and fields may a list of this act show to this actor?"""
        return rules.scope_of(actor.grants, act, under)


def under(unit: UUID) -> frozenset[UUID]:
    """Return the units under a unit today, itself included."""
    return organisation.subtree(unit, moments.today())
