"""A changed version: published at once, or kept until a second person has looked at it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from motcua.catalogue import queries
from motcua.catalogue.models import ProcedureRow, ProposalRow, VersionRow
from motcua.catalogue.queries.faults import newly_blocking
from motcua.catalogue.rules import plain_of
from motcua.catalogue.services.load import line_of
from motcua.catalogue.services.write import Rows, make_room, raise_revision
from motcua.catalogue.types import (
    PROPOSAL_STREAM,
    STREAM,
    Brought,
    ChangedPart,
    LaterPublished,
    ProcedureUnknown,
    ProcedureVersion,
    VersionUnfit,
)
from motcua.kernel.ids import new_id
from motcua.ledger import services as ledger

if TYPE_CHECKING:
    from motcua.kernel.actor import Actor


def latest(code: str) -> ProcedureVersion:
    """Return the newest version that is not taken back, else the newest of all. Raises ProcedureUnknown."""
    versions = queries.versions_of(code)
    if not versions:
        raise ProcedureUnknown
    return next((found for found in reversed(versions) if not found.is_void), versions[-1])


def bring(
    actor: Actor, part: ChangedPart, version: ProcedureVersion, valid_from: date, at: datetime, *, level: str = ""
) -> Brought:
    """Publish a changed version from a day on; where the province wants four eyes (``catalogue.four_eyes``), propose it.

    ``version`` is the newest with one part changed. Refuses as ``publish`` does, so that whoever proposes hears it at once.
    """
    if not queries.wants_second(actor, at.date()):
        return Brought(version=publish(actor, version, valid_from, at))
    _check(version, valid_from, at)
    row = ProposalRow.objects.create(
        id=new_id(),
        procedure_id=version.procedure_id,
        base_id=version.id,
        base_until=version.valid_to,
        part=part,
        level=level,
        content=plain_of(version),
        valid_from=valid_from,
        at=at,
        by_account=actor.account,
        by_post=actor.post,
        by_unit=actor.unit,
    )
    ledger.write(
        actor, "catalogue.proposal.made", kind=PROPOSAL_STREAM, stream=row.id, seq=1, at=at,
        procedure=version.code, part=part, since=valid_from,
    )  # fmt: skip
    return Brought(proposal=row.id)


def publish(actor: Actor, version: ProcedureVersion, valid_from: date, at: datetime) -> UUID:
    """Write a version as the next one of its procedure, from a day on, and its line.

    Refuses with LaterPublished a day before a version that has not begun: it would silently never hold; with VersionUnfit a
    version that newly lacks a mandatory part (NĐ 63/2010 Đ8.2), naming each.
    """
    _check(version, valid_from, at)
    procedure = ProcedureRow.objects.select_for_update().get(code=version.code)
    known = VersionRow.objects.filter(procedure=procedure).order_by("number").last()
    assert known is not None, "every procedure has a version"
    make_room(procedure, valid_from)
    rows = Rows()
    fresh = replace(version, number=known.number + 1, valid_from=valid_from, valid_to=None)
    row = rows.add(procedure, fresh, source="act", folder_mark=known.folder_mark)
    rows.save()
    procedure.revision += 1
    procedure.save(update_fields=["revision"])
    ledger.write_all(actor, [line_of(procedure, row)], kind=STREAM, at=at)
    raise_revision()
    return row.id


def _check(version: ProcedureVersion, valid_from: date, at: datetime) -> None:
    if missing := newly_blocking(version, latest(version.code), valid_from):
        raise VersionUnfit(missing)
    if not version.is_void and at.date() < version.valid_from and valid_from < version.valid_from:
        raise LaterPublished(version.number, version.valid_from)
