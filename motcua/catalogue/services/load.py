"""Bring in the procedures of a profile's folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection

from motcua.catalogue.models import ProcedureRow, VersionRow
from motcua.catalogue.rules import mark_of
from motcua.catalogue.services.from_folder import declarations_of, versions_of
from motcua.catalogue.services.write import Rows, make_room, raise_revision
from motcua.catalogue.types import LOAD, STREAM, Declaration, ProcedureVersion
from motcua.kernel import statements
from motcua.kernel.access import require
from motcua.kernel.act import act, not_an_act
from motcua.ledger import services as ledger

if TYPE_CHECKING:
    from motcua.clocks.folder.reader import ProfileFolder
    from motcua.kernel.actor import Actor


KEEP_DECLARATION = """
insert into catalogue_declaration as d (form_id, codes, content) values (%s, %s::jsonb, %s::jsonb)
on conflict (form_id) do update set codes = excluded.codes, content = excluded.content
where (d.codes, d.content) is distinct from (excluded.codes, excluded.content) returning form_id"""


@not_an_act("reads the folder's rows before the act opens its transaction, which may not stand idle for two seconds")
def load(*, actor: Actor, folder: ProfileFolder, at: datetime) -> int:
    """Publish a version of each procedure whose content in the folder is new or has changed; return how many.

    A first version is valid from the folder's period, a later one from the day of ``at``. What an act has published
    meanwhile (a limit, a process) stays until the folder itself says something new. Twice the same folder changes nothing.
    Declaration forms are kept as the folder has them. It has been accepted by ``organisation.services.load``. Raises NotAllowed.
    """
    require(actor, LOAD)
    wanted = [(version, mark_of(version)) for version in versions_of(folder)]
    return publish_folder(actor=actor, wanted=wanted, at=at, declarations=declarations_of(folder))


@act
def publish_folder(
    *,
    actor: Actor,
    wanted: list[tuple[ProcedureVersion, str]],
    at: datetime,
    declarations: Sequence[Declaration] = (),
) -> int:
    """Publish what a folder says, each version with the digest of its content; see ``load``. Raises NotAllowed."""
    require(actor, LOAD)
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE catalogue_procedure IN SHARE ROW EXCLUSIVE MODE")
    procedures = {row.code: row for row in ProcedureRow.objects.all()}
    latest = {row.procedure_id: row for row in VersionRow.objects.order_by("number")}
    rows = Rows()
    written = []
    for version, mark in wanted:
        procedure = procedures.get(version.code)
        if procedure is None:
            procedure = ProcedureRow(code=version.code)
            rows.procedures.append(procedure)
            fresh = replace(version, number=1)
        else:
            known = latest[procedure.id]
            if known.folder_mark == mark:
                continue
            fresh = replace(version, number=known.number + 1, valid_from=max(version.valid_from, at.date()))
            make_room(procedure, fresh.valid_from)
            procedure.revision += 1
            procedure.save(update_fields=["revision"])
        written.append((procedure, rows.add(procedure, fresh, source="folder", folder_mark=mark)))
    rows.save()
    ledger.write_all(actor, [line_of(procedure, row) for procedure, row in written], kind=STREAM, at=at)
    if _keep(declarations) or written:
        raise_revision()
    return len(written)


def _keep(declarations: Sequence[Declaration]) -> int:
    """Keep the declaration forms that are new or say something else; return how many."""
    values = [(one.form_id, json.dumps(one.codes), json.dumps(one.content)) for one in declarations]
    return sum(len(statements.rows(KEEP_DECLARATION, row)) for row in values)


def line_of(procedure: ProcedureRow, version: VersionRow) -> tuple[str, UUID, int, dict[str, Any]]:
    """Return the line of a published version."""
    facts = {
        "procedure": procedure.code,
        "number": version.number,
        "since": version.valid_from,
        "version": version.id,
        "assumed": version.assumed,
    }
    return "catalogue.version.published", procedure.id, procedure.revision, facts
