"""How far somebody may publish."""

from __future__ import annotations

from motcua.catalogue.types import PUBLISH
from motcua.kernel.access import judge
from motcua.kernel.actor import Actor
from motcua.organisation import queries as organisation


def may_publish(actor: Actor) -> bool:
    """Whether the actor may publish for the whole province: procedures are the same for all its units."""
    if actor.is_system:
        return True
    return actor.unit is not None and judge(actor, PUBLISH, organisation.province_of(actor.unit))
