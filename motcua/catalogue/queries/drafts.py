"""Procedures that are being drafted."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import UUID

from motcua.catalogue.rules import version_from
from motcua.catalogue.types import DRAFT, Draft, DraftUnknown
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.statements import rows
from motcua.organisation import queries as organisation

_DRAFTS = """
select d.id, d.content::text as content, d.revision, d.at, d.by_account,
  (select max(w.at) from catalogue_draft_writing w where w.draft_id = d.id) as changed_at,
  (select array_agg(distinct w.by_account) from catalogue_draft_writing w where w.draft_id = d.id) as writers
from catalogue_draft d where not exists (select from catalogue_draft_end e where e.draft_id = d.id)
"""


def drafts(actor: Actor) -> tuple[Draft, ...]:
    """Return the open drafts, the one written last first; nothing for whoever may not draft."""
    return open_drafts() if access.judge(actor, DRAFT) else ()


def draft_for(actor: Actor, draft_id: UUID) -> Draft:
    """Return an open draft. Raises DraftUnknown, also for whoever may not draft."""
    found = next((one for one in drafts(actor) if one.id == draft_id), None)
    if found is None:
        raise DraftUnknown
    return found


def needs_another(actor: Actor, draft: Draft, on: date) -> bool:
    """Whether somebody else must publish a draft: the actor wrote some of it, and the province wants four eyes that day."""
    return actor.account in draft.writers and bool(organisation.settings(on).catalogue["four_eyes"])


def open_drafts() -> tuple[Draft, ...]:
    """Return the open drafts of the province, the one written last first; for this module's own services."""
    return tuple(_draft(found) for found in rows(f"{_DRAFTS} order by changed_at desc, d.id desc"))


def _draft(found: dict[str, Any]) -> Draft:
    return Draft(
        id=found["id"],
        revision=found["revision"],
        version=version_from(json.loads(found["content"])),
        begun_at=found["at"],
        begun_by=found["by_account"],
        changed_at=found["changed_at"],
        writers=tuple(found["writers"]),
    )
