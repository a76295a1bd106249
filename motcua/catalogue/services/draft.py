"""Draft a wholly new procedure, drop the draft, or publish it: with four eyes where the province wants that."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from motcua.catalogue.models import DraftEnd, DraftRow, DraftWriting, ProcedureRow
from motcua.catalogue.queries.drafts import draft_for, needs_another, open_drafts
from motcua.catalogue.queries.faults import unfit
from motcua.catalogue.rules import check_day, check_exemptions, empty_version, plain_of, with_processes
from motcua.catalogue.services.load import line_of
from motcua.catalogue.services.reach import require_publishing
from motcua.catalogue.services.write import Rows, raise_revision
from motcua.catalogue.types import (
    DRAFT,
    DRAFT_STREAM,
    STREAM,
    CodeTaken,
    DraftChanged,
    DraftPart,
    OwnDraft,
    ProcedureVersion,
    VersionUnfit,
)
from motcua.kernel.access import require
from motcua.kernel.act import act
from motcua.kernel.ids import new_id
from motcua.kernel.refusal import Invalid
from motcua.ledger import services as ledger
from motcua.profile import queries as profile

if TYPE_CHECKING:
    from motcua.kernel.actor import Actor

#: The national code («1.001193»), or the province's own while it has none («BKA-01.2»); it stands in addresses and filters.
_CODE = re.compile(r"(?=.*\d)[0-9A-Z][0-9A-Z.\-]{2,29}")
LONGEST_NAME = 600


@act
def begin_draft(*, actor: Actor, at: datetime, code: str, name: str) -> UUID:
    """Begin to draft a procedure that the province does not have yet; return the draft's id. It is kept until it ends.

    Refuses with Invalid a code or name that cannot be one, with CodeTaken a code that a procedure or another draft has.
    Raises NotAllowed.
    """
    require(actor, DRAFT)
    wrong: dict[str, str] = {}
    if not _CODE.fullmatch(code):
        wrong["code"] = _(
            "Viết mã thủ tục như «1.001193» hoặc mã riêng của tỉnh, chỉ gồm chữ in hoa, số, dấu chấm, gạch."
        )
    if not name.strip() or len(name) > LONGEST_NAME:
        wrong["name"] = _("Nhập tên thủ tục, không quá %(most)s chữ.") % {"most": LONGEST_NAME}
    if wrong:
        raise Invalid(wrong)
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE catalogue_draft IN SHARE ROW EXCLUSIVE MODE")
    _check_code(code)
    draft = DraftRow.objects.create(
        id=new_id(),
        content=plain_of(replace(empty_version(code), name=name.strip(), short_name=profile.short_name(name.strip()))),
        **_signed(actor, at),
    )
    _wrote(actor, draft, DraftPart.PARTICULARS, at)
    ledger.write(actor, "catalogue.draft.begun", kind=DRAFT_STREAM, stream=draft.id, seq=1, at=at, procedure=code)
    return draft.id


@act
def write_draft(
    *, actor: Actor, at: datetime, draft_id: UUID, revision: int, part: DraftPart, version: ProcedureVersion
) -> int:
    """Keep what a part of a draft says now; return the draft's new revision. What is missing is asked for at publishing.

    ``version`` is the whole draft with that part changed; processes of levels that do not receive any more are left out.
    Refuses with DraftChanged when somebody wrote since ``revision``, with Invalid another code and a relief that is not whole.
    Raises NotAllowed, DraftUnknown.
    """
    require(actor, DRAFT)
    row = _locked(actor, draft_id, revision)
    check_exemptions(version.exemptions)
    if version.code != row.content["code"]:
        raise Invalid({"code": _("Mã đã ghi lúc bắt đầu soạn; muốn mã khác thì bỏ dự thảo này và soạn lại.")})
    row.content = plain_of(with_processes(version))
    row.revision += 1
    row.save(update_fields=["content", "revision"])
    _wrote(actor, row, part, at)
    ledger.write(
        actor, "catalogue.draft.written", kind=DRAFT_STREAM, stream=row.id, seq=row.revision, at=at,
        procedure=version.code, part=part,
    )  # fmt: skip
    return row.revision


@act
def drop_draft(*, actor: Actor, at: datetime, draft_id: UUID, revision: int) -> None:
    """Drop a draft; it stays stored and is shown nowhere. Refuses with DraftChanged. Raises NotAllowed, DraftUnknown."""
    require(actor, DRAFT)
    row = _locked(actor, draft_id, revision)
    _end(actor, row, None, at)
    ledger.write(
        actor, "catalogue.draft.dropped", kind=DRAFT_STREAM, stream=row.id, seq=row.revision + 1, at=at,
        procedure=row.content["code"],
    )  # fmt: skip


@act
def publish_draft(*, actor: Actor, at: datetime, draft_id: UUID, revision: int, valid_from: date) -> UUID:
    """Publish a draft as the first version of its procedure, from a day on; return the version's id.

    Refuses with OwnDraft whoever wrote any of it where the province wants four eyes (``catalogue.four_eyes``), with
    VersionUnfit what lacks a mandatory part (NĐ 63/2010 Đ8.2) or has a process that nobody could work by, each named,
    with DraftChanged, CodeTaken, and with Invalid a day that is past. Raises NotAllowed, DraftUnknown.
    """
    require_publishing(actor)
    found = draft_for(actor, draft_id)
    check_day(valid_from, at, "valid_from")
    row = _locked(actor, draft_id, revision)
    if needs_another(actor, found, at.date()):
        raise OwnDraft
    if wrong := unfit(found.version, valid_from):
        raise VersionUnfit(wrong)
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE catalogue_procedure IN SHARE ROW EXCLUSIVE MODE")
    if ProcedureRow.objects.filter(code=found.version.code).exists():
        raise CodeTaken(found.version.code)
    procedure = ProcedureRow(code=found.version.code)
    rows = Rows()
    rows.procedures.append(procedure)
    first = replace(found.version, number=1, valid_from=valid_from, valid_to=None)
    written = rows.add(procedure, first, source="act", folder_mark="")
    rows.save()
    _end(actor, row, written.id, at)
    ledger.write_all(actor, [line_of(procedure, written)], kind=STREAM, at=at)
    ledger.write(
        actor, "catalogue.draft.published", kind=DRAFT_STREAM, stream=row.id, seq=row.revision + 1, at=at,
        procedure=procedure.code, version=written.id,
    )  # fmt: skip
    raise_revision()
    return written.id


def _check_code(code: str) -> None:
    if ProcedureRow.objects.filter(code=code).exists() or any(one.version.code == code for one in open_drafts()):
        raise CodeTaken(code)


def _locked(actor: Actor, draft_id: UUID, revision: int) -> DraftRow:
    draft_for(actor, draft_id)
    row = DraftRow.objects.select_for_update().get(id=draft_id)
    if row.revision != revision or DraftEnd.objects.filter(draft=row).exists():
        raise DraftChanged
    return row


def _wrote(actor: Actor, row: DraftRow, part: DraftPart, at: datetime) -> None:
    DraftWriting.objects.create(draft=row, revision=row.revision, part=part, **_signed(actor, at))


def _end(actor: Actor, row: DraftRow, version: UUID | None, at: datetime) -> None:
    DraftEnd.objects.create(draft=row, version_id=version, **_signed(actor, at))


def _signed(actor: Actor, at: datetime) -> dict[str, object]:
    return {"at": at, "by_account": actor.account, "by_post": actor.post, "by_unit": actor.unit}
