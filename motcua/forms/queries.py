"""Reads: one's own drafts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import orjson

from motcua.forms.types import Draft, DraftNotFound
from motcua.kernel import keys, statements
from motcua.kernel.actor import Actor

LISTED_MOST = 50


def draft_for(actor: Actor, draft_id: UUID) -> Draft:
    """Return one of the actor's own drafts. Raises DraftNotFound for another's too."""
    found = statements.row(
        "SELECT id, kind, subject, sealed, revision, saved_at FROM forms_draft WHERE id = %s AND account = %s",
        (draft_id, actor.account),
    )
    if found is None:
        raise DraftNotFound
    return _draft(found)


def drafts_of(actor: Actor, kind: str) -> list[Draft]:
    """Return the actor's own drafts of one kind, last saved first, at most 50."""
    found = statements.rows(
        "SELECT id, kind, subject, sealed, revision, saved_at FROM forms_draft"
        " WHERE account = %s AND kind = %s ORDER BY saved_at DESC LIMIT %s::integer",
        (actor.account, kind, LISTED_MOST),
    )
    return [_draft(row) for row in found]


def is_anothers(actor: Actor, draft_id: UUID) -> bool:
    """Whether somebody else writes under this id; a form that is opened for the first time has no draft yet."""
    found = statements.row("SELECT account FROM forms_draft WHERE id = %s", (draft_id,))
    return found is not None and found["account"] != actor.account


def purpose(draft_id: UUID) -> str:
    """Return what a sealed draft is bound to."""
    return f"forms.draft:{draft_id}"


def _draft(row: dict[str, Any]) -> Draft:
    values = orjson.loads(keys.unseal_bytes(row["sealed"], purpose(row["id"])))
    return Draft(row["id"], row["kind"], row["subject"], values, row["revision"], row["saved_at"])
