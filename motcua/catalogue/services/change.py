"""Change what a procedure asks from a day on: its fee, or that it is there at all; take back what has not begun."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from motcua.catalogue.models import ProcedureRow, VersionRow
from motcua.catalogue.rules import check_day, check_exemptions
from motcua.catalogue.services.bring import bring, latest
from motcua.catalogue.services.reach import require_publishing
from motcua.catalogue.services.write import end_before, make_room, raise_revision
from motcua.catalogue.types import (
    STREAM,
    AlreadyBegun,
    Brought,
    ChangedPart,
    Exemption,
    FeeLine,
    Paper,
    Particulars,
    ProcedureUnknown,
)
from motcua.kernel.act import act
from motcua.kernel.refusal import Invalid
from motcua.ledger import services as ledger
from motcua.profile import queries as profile

if TYPE_CHECKING:
    from motcua.kernel.actor import Actor


@act
def set_fees(
    *,
    actor: Actor,
    code: str,
    fees: tuple[FeeLine, ...],
    exemptions: tuple[Exemption, ...] | None = None,
    note: str = "",
    valid_from: date,
    at: datetime,
) -> Brought:
    """Publish a new version of a procedure with other fee lines in whole VND, or propose it (``bring``); the rest is copied.

    ``exemptions`` say who is freed or pays less; None keeps those of the version before. Dossiers received before the day
    keep their version. Refuses with Invalid a day that is past, an amount below zero, a relief without who, how much or proof.
    Raises NotAllowed, ProcedureUnknown.
    """
    require_publishing(actor)
    check_day(valid_from, at, "valid_from")
    if any(line.amount is not None and line.amount < 0 for line in fees):
        raise Invalid({"fees": _("Mức phí không được âm.")})
    current = latest(code)
    kept = current.exemptions if exemptions is None else exemptions
    check_exemptions(kept)
    changed = replace(current, fees=fees, fee_note=note, exemptions=kept)
    return bring(actor, ChangedPart.FEES, changed, valid_from, at)


@act
def set_particulars(*, actor: Actor, code: str, said: Particulars, valid_from: date, at: datetime) -> Brought:
    """Publish a new version of a procedure with other words and marks, or propose it (``bring``): name, field, result and more.

    Papers, limit, fee and processes are copied; what is told here is no longer assumed. Refuses with Invalid
    an empty name, field or legal basis (NĐ 63/2010 Đ8.2) and a day that is past, with VersionUnfit a mandatory part that the
    version before had. Raises NotAllowed, ProcedureUnknown.
    """
    require_publishing(actor)
    check_day(valid_from, at, "valid_from")
    missing = {"name": said.name, "field": said.field, "legal_basis": "".join(said.legal_basis)}
    if wrong := {key: _("Điền mục này rồi công bố lại.") for key, given in missing.items() if not given.strip()}:
        raise Invalid(wrong)
    current = latest(code)
    told = {mark for mark, given in (("result", said.result), ("online_level", said.online_level)) if given}
    changed = replace(
        current,
        **{name: getattr(said, name) for name in Particulars.__slots__},
        short_name=profile.short_name(said.name),
        assumed=current.assumed - told,
    )
    return bring(actor, ChangedPart.PARTICULARS, changed, valid_from, at)


@act
def set_papers(*, actor: Actor, code: str, papers: tuple[Paper, ...], valid_from: date, at: datetime) -> Brought:
    """Publish a new version of a procedure with another list of papers, in this order, or propose it (``bring``).

    Everything else is copied; what was assumed of a paper stays assumed as the paper says. Refuses with Invalid an empty list
    and a day that is past. Raises NotAllowed, ProcedureUnknown.
    """
    require_publishing(actor)
    check_day(valid_from, at, "valid_from")
    if not papers:
        raise Invalid({"papers": _("Danh mục cần ít nhất một giấy tờ.")})
    current = latest(code)
    ordered = tuple(replace(paper, position=place) for place, paper in enumerate(papers, start=1))
    marks = frozenset(mark for paper in ordered for mark in paper.assumed)
    assumed = (current.assumed - {"papers", *(mark for paper in current.groups for mark in paper.assumed)}) | (
        marks & current.assumed
    )
    return bring(actor, ChangedPart.PAPERS, replace(current, groups=ordered, assumed=assumed), valid_from, at)


@act
def withdraw_version(*, actor: Actor, code: str, number: int, at: datetime) -> None:
    """Take back a version that has not begun; the one before it goes on. The row stays, never in force.

    Refuses with AlreadyBegun one that has begun or was superseded. Raises NotAllowed, ProcedureUnknown.
    """
    require_publishing(actor)
    procedure = locked(code)
    versions = [row for row in VersionRow.objects.filter(procedure=procedure).order_by("number") if not _is_void(row)]
    found = next((row for row in versions if row.number == number), None)
    if found is None or found.valid_from <= at.date():
        raise AlreadyBegun
    eve, last = found.valid_from - timedelta(days=1), found.valid_to
    end_before(found, found.valid_from)
    for before in versions:
        if before.id != found.id and before.valid_to == eve:
            before.valid_to = last
            before.save(update_fields=["valid_to"])
    _write(actor, procedure, "catalogue.version.withdrawn", {"number": number, "version": found.id}, at)


@act
def abolish(*, actor: Actor, code: str, from_day: date, at: datetime) -> None:
    """Let a procedure end: from a day on it is not received; versions that would begin later never do.

    Dossiers on their way go on. A new version brings it back. Refuses with Invalid a day that is past.
    Raises NotAllowed, ProcedureUnknown.
    """
    require_publishing(actor)
    check_day(from_day, at, "from_day")
    procedure = locked(code)
    make_room(procedure, from_day)
    _write(actor, procedure, "catalogue.procedure.abolished", {"since": from_day}, at)


def _is_void(row: VersionRow) -> bool:
    return row.valid_to is not None and row.valid_to < row.valid_from


def locked(code: str) -> ProcedureRow:
    """Return a procedure's row, held until the act ends. Raises ProcedureUnknown."""
    procedure = ProcedureRow.objects.select_for_update().filter(code=code).first()
    if procedure is None:
        raise ProcedureUnknown
    return procedure


def _write(actor: Actor, procedure: ProcedureRow, verb: str, facts: dict[str, object], at: datetime) -> None:
    procedure.revision += 1
    procedure.save(update_fields=["revision"])
    line = (verb, procedure.id, procedure.revision, {"procedure": procedure.code, **facts})
    ledger.write_all(actor, [line], kind=STREAM, at=at)
    raise_revision()
