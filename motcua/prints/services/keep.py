"""Keep a print: its inputs, frozen and sealed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from motcua.kernel.act import act, not_an_act
from motcua.kernel.actor import Actor
from motcua.kernel.keys import seal
from motcua.kernel.statements import row, run
from motcua.prints.types import RENDERER, USUAL_SET, version_of

PURPOSE = "prints.inputs"


@act
def keep(
    *,
    actor: Actor,
    at: datetime,
    print_id: UUID,
    form: str,
    owner_kind: str,
    owner: UUID,
    person: UUID | None,
    inputs: Mapping[str, Any],
    form_set: str = USUAL_SET,
) -> UUID:
    """Keep a filled form under an id made by the caller; ``inputs`` is one of the TypedDicts of ``prints.types``.

    It belongs to ``owner`` (kind and id), and to ``person`` for export and erasure. ``form_set`` is the province's of
    that day; the print keeps it. Part of the caller's act.
    """
    del actor  # the caller's act writes the line; a print is its paper
    filled = print_row(
        at=at,
        print_id=print_id,
        form=form,
        owner_kind=owner_kind,
        owner=owner,
        person=person,
        inputs=inputs,
        form_set=form_set,
    )
    return keep_row(filled)


@not_an_act("a part of the act whose line tells of the paper")
def keep_row(filled: Mapping[str, Any]) -> UUID:
    """Keep a form as ``print_row`` gives it; return its id."""
    row(
        "select prints_keep(%(id)s, %(form)s, %(version)s::int, %(renderer)s, %(owner_kind)s, %(owner_id)s, %(person_id)s, "
        "%(inputs)s, null::jsonb, %(kept_at)s)",
        filled,
    )
    kept: UUID = filled["id"]
    return kept


@not_an_act("a pure step of acts that keep a print")
def print_row(
    *,
    at: datetime,
    print_id: UUID,
    form: str,
    owner_kind: str,
    owner: UUID,
    person: UUID | None,
    inputs: Mapping[str, Any],
    form_set: str = USUAL_SET,
) -> dict[str, Any]:
    """Return a filled form as its row, with sealed inputs; what ``keep`` says of the others."""
    return {
        "id": print_id,
        "form": form,
        "version": version_of(form, form_set),
        "renderer": RENDERER,
        "owner_kind": owner_kind,
        "owner_id": owner,
        "person_id": person,
        "inputs": seal_inputs(inputs),
        "drawn": None,
        "kept_at": at,
    }


@not_an_act("a pure step of acts that keep a print in their own statement")
def seal_inputs(inputs: Mapping[str, Any]) -> bytes:
    """Return inputs sealed as ``prints_keep(p_sealed)`` takes them."""
    return seal(orjson.dumps(inputs), PURPOSE)


@not_an_act("a rendering changes nothing but what proves its sameness")
def keep_hash(print_id: UUID, digest: bytes) -> bytes:
    """Keep the SHA-256 of the first rendering; return the one that is kept."""
    run("update prints_print set sha256 = %s where id = %s and sha256 is null", [digest, print_id])
    kept = row("select sha256 from prints_print where id = %s", [print_id])
    assert kept is not None, "the print was read before it was rendered"
    return bytes(kept["sha256"])
