"""Who may read what belongs to a dossier."""

from __future__ import annotations

from uuid import UUID

from motcua.dossiers.queries import dossier_by_id
from motcua.dossiers.types import NoSuchDossier
from motcua.forms import queries as drafts
from motcua.forms.types import DraftNotFound
from motcua.kernel.actor import Actor


def may_see(actor: Actor, dossier: UUID) -> bool:
    """Whether the dossier exists for this actor."""
    try:
        dossier_by_id(actor, dossier)
    except NoSuchDossier:
        return False
    return True


def is_own_draft(actor: Actor, draft: UUID) -> bool:
    """Whether this is a draft of the actor's own."""
    try:
        drafts.draft_for(actor, draft)
    except DraftNotFound:
        return False
    return True
