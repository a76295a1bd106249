"""A print as PDF: rendered from what was frozen, the same bytes every time."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from motcua.kernel import alarms
from motcua.kernel.actor import Actor
from motcua.kernel.keys import unseal_bytes
from motcua.kernel.statements import row
from motcua.ledger.services import note_look
from motcua.prints.rendering import render
from motcua.prints.services.keep import PURPOSE, keep_hash
from motcua.prints.sockets import guards
from motcua.prints.types import CURRENT, RENDERER, NoSuchPrint

LOOK = "prints.print"


def print_for(actor: Actor, print_id: UUID, *, at: datetime) -> bytes:
    """Return a print's PDF for somebody who may read its owner's prints; the look goes into the access log.

    Raises NoSuchPrint when there is none, or none for this actor.
    """
    found = row("select owner_kind, owner_id from prints_print where id = %s", [print_id])
    if (
        found is None
        or found["owner_kind"] not in guards
        or not guards[found["owner_kind"]].may_read(actor, found["owner_id"])
    ):
        raise NoSuchPrint
    note_look(actor, kind=LOOK, subject=print_id, at=at, act="print")
    return pdf(print_id)


def pdf(print_id: UUID) -> bytes:
    """Return a print's PDF without asking who looks: for callers that have asked. Raises NoSuchPrint."""
    found = row(
        "select form, version, renderer, inputs, drawn::text as drawn, kept_at, sha256 from prints_print where id = %s",
        [print_id],
    )
    if found is None:
        raise NoSuchPrint
    content = render(found["form"], found["version"], inputs_of(found), found["kept_at"])
    digest = hashlib.sha256(content).digest()
    kept = bytes(found["sha256"]) if found["sha256"] else keep_hash(print_id, digest)
    if kept != digest:
        alarms.ring(
            "prints.other-bytes",
            "Bản in lại khác bản đã in. Giữ nguyên bộ in cũ và báo người quản trị.",
            print=str(print_id),
            kept_with=found["renderer"],
            rendered_with=RENDERER,
        )
    return content


def once(form: str, inputs: Mapping[str, Any], *, at: datetime) -> bytes:
    """Return the PDF of a form that is not kept, because it holds a secret; ``at`` is the document's own moment."""
    return render(form, CURRENT[form], inputs, at)


def inputs_of(found: dict[str, Any]) -> dict[str, Any]:
    """Return the frozen inputs with what the same statement drew."""
    inputs: dict[str, Any] = orjson.loads(unseal_bytes(found["inputs"], PURPOSE))
    return inputs | (orjson.loads(found["drawn"]) if found["drawn"] else {})
