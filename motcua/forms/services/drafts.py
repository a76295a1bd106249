"""Keep what somebody is typing: saved at every field, so that a power cut costs nothing.

A draft is no act of the office: it leaves no line in the history, only its owner sees it, and it goes after 60 days.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import orjson

from motcua.forms.queries import purpose
from motcua.forms.types import VALUES_MOST, DraftNotFound, DraftTooLarge
from motcua.kernel import keys, moments, statements
from motcua.kernel.act import act
from motcua.kernel.actor import Actor

KEPT = timedelta(days=60)
AT_A_TIME = 5000


@act(one_statement=True)
def save_draft(
    *, actor: Actor, at: datetime, draft_id: UUID, kind: str, values: Mapping[str, Any], subject: str = ""
) -> int:
    """Save all values of one form under the draft's id (made by whoever opened the form), and return the new revision.

    ``values`` is JSON-ready and replaces what was saved before; it is stored sealed. The age of a draft is the
    machine's time, whatever ``at`` says. Raises DraftNotFound when the id is another account's, DraftTooLarge beyond
    256 kB.
    """
    del at
    plain = orjson.dumps(dict(values))
    if len(plain) > VALUES_MOST:
        raise DraftTooLarge
    saved = statements.row(
        "INSERT INTO forms_draft AS d (id, account, kind, subject, sealed, revision, saved_at)"
        " VALUES (%s, %s, %s, %s, %s, 1, %s) ON CONFLICT (id) DO UPDATE"
        " SET sealed = excluded.sealed, subject = excluded.subject, saved_at = excluded.saved_at,"
        " revision = d.revision + 1"
        " WHERE d.account = excluded.account AND d.kind = excluded.kind RETURNING d.revision",
        (draft_id, actor.account, kind, subject, keys.seal(plain, purpose(draft_id)), moments.machine_now()),
    )
    if saved is None:
        raise DraftNotFound
    return int(saved["revision"])


@act(one_statement=True)
def discard_draft(*, actor: Actor, at: datetime, draft_id: UUID) -> bool:
    """Throw a draft of one's own away; return whether there was one. Called when what was typed has been sent."""
    del at
    return bool(statements.run("DELETE FROM forms_draft WHERE id = %s AND account = %s", (draft_id, actor.account)))


@act
def purge_drafts(*, actor: Actor, at: datetime) -> int:
    """Delete drafts not saved for 60 days, at most 5,000; ``at`` is the machine's moment. Returns how many."""
    del actor
    return statements.run(
        "DELETE FROM forms_draft WHERE id IN (SELECT id FROM forms_draft WHERE saved_at < %s LIMIT %s::integer)",
        (at - KEPT, AT_A_TIME),
    )
