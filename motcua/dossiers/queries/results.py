"""Results: of one dossier with their files, and a search among those of a unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.catalogue import queries as catalogue
from motcua.dossiers.deeds import LOOK
from motcua.dossiers.queries.papers import ATTACH
from motcua.dossiers.queries.search import SHORTEST, words_by_index
from motcua.dossiers.record import Record, moment
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.refusal import Invalid
from motcua.kernel.statements import planned_rows, row, rows
from motcua.organisation.queries.orders import scope_reached
from motcua.parties import queries as parties

PAGE = 20

_FILE = """coalesce((select s.file_id from dossiers_result_scan s where s.result_id = r.id order by s.at desc, s.id desc limit 1),
  r.file_id)"""
_FOUND = f"""select r.id, r.version, r.kind, r.number as result_number, r.signed_on, {_FILE} as file, d.code as number,
  d.owner_name, d.procedure_id, s.closed_at
  from dossiers_result r join dossiers_dossier d on d.id = r.dossier_id join dossiers_standing s on s.dossier_id = d.id
  where not exists (select from dossiers_result n where n.dossier_id = r.dossier_id and n.version > r.version)"""
_OF_UNITS = " and (s.receiving_unit_id = any(%(units)s) or s.competent_unit_id = any(%(units)s))"
#: By the dossiers of the units: the newest results of all pass years by, where a unit has few or only old ones.
_BY_UNITS = """ and r.dossier_id = any(array(select dossier_id from dossiers_standing where receiving_unit_id = any(%(units)s)
  union select dossier_id from dossiers_standing where competent_unit_id = any(%(units)s)))"""
_BY_TEXT = """ and r.dossier_id in (select id from dossiers_dossier where code = %(code)s
  union select dossier_id from dossiers_search where words like %(words)s)"""
_ENDED = """
select coalesce(sum(number), 0) as number from dossiers_ended where receiving_unit_id = any(%(units)s) or competent_unit_id = any(%(units)s)
"""
#: Units with more dossiers have results among the newest.
FEW = 5_000


@dataclass(frozen=True, slots=True)
class ResultLine:
    """A result that counts: of which dossier, its number and symbol, its day, its file."""

    id: UUID
    number: str
    owner: str
    procedure: str
    kind: str
    result_number: str
    signed_on: date
    file: UUID | None
    is_returned: bool


def results_found(
    actor: Actor, *, text: str = "", result_number: str = "", signed_on: date | None = None, after: UUID | None = None
) -> tuple[ResultLine, ...]:
    """Return the results of the units where the actor may look, newest first: by code or name, number, day of signature.

    ``result_number`` is its beginning, capitals or not. ``after`` is the last line of the page before; one line more than
    ``PAGE`` says that there is another page. Refuses with Invalid («text») fewer letters than an index can find.
    """
    if 0 < len(text.strip()) < SHORTEST:
        raise Invalid({"text": _("Gõ từ ba chữ cái trở lên của mã hồ sơ hoặc tên.")})
    scope = scope_reached(actor, LOOK)
    code = text.strip().upper()
    values = {
        "units": list(scope.units or ()),
        "code": code,
        "words": words_by_index(text),
        "begins": f"{_escaped(result_number.strip().upper())}%",
        "on": signed_on,
        "after": after,
    }
    where = "" if scope.units is None else _OF_UNITS
    if code:
        where += _BY_TEXT
    elif scope.units is not None and not signed_on and not result_number.strip() and _are_few(values):
        where += _BY_UNITS
    if result_number.strip():
        where += " and upper(r.number) like %(begins)s"
    if signed_on:
        where += " and r.signed_on = %(on)s"
    if after:
        where += " and r.id < %(after)s"
    return tuple(_line(found) for found in planned_rows(f"{_FOUND}{where} order by r.id desc limit {PAGE + 1}", values))


def _are_few(values: dict[str, Any]) -> bool:
    found = row(_ENDED, values)
    return found is not None and found["number"] <= FEW


def _line(found: dict[str, Any]) -> ResultLine:
    return ResultLine(
        found["id"],
        found["number"],
        found["owner_name"],
        catalogue.version(found["procedure_id"]).short_name,
        found["kind"],
        found["result_number"],
        found["signed_on"],
        found["file"],
        found["closed_at"] is not None,
    )


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def results_of(record: Record) -> tuple[dict[str, Any], ...]:
    """Return the registered results with their newest files, newest version last."""
    if not record.rows["results"]:
        return ()
    scanned = {
        str(one["result_id"]): str(one["file_id"])
        for one in rows(
            "select result_id, file_id from dossiers_result_scan where dossier_id = %s order by at, id", [record.id]
        )
    }
    return tuple(
        found | {"at": moment(found["at"]), "file_id": scanned.get(found["id"], found["file_id"])}
        for found in record.rows["results"]
    )


def may_scan_result(actor: Actor, record: Record) -> bool:
    """Whether this actor may make a file of the dossier's result."""
    return bool(record.rows["results"]) and any(
        access.judge(actor, ATTACH, unit, record.field) for unit in record.standing.units
    )


def is_reachable(record: Record) -> bool:
    """Whether whoever handed a dossier in left a telephone or a mailbox."""
    person = UUID(record.facts["submitter_id"] or record.facts["owner_id"])
    found = parties.persons([person]).get(person)
    return found is not None and bool(found.phone or found.email)


def vouchers_of(dossier: UUID) -> dict[UUID, UUID]:
    """Return the vouchers of a dossier's payments: the file by the receipt."""
    found = rows("select receipt_id, file_id from dossiers_voucher where dossier_id = %s order by at", [dossier])
    return {one["receipt_id"]: one["file_id"] for one in found}


def result_dossier(result: UUID) -> UUID | None:
    """Return the dossier of a result."""
    found = row("select dossier_id from dossiers_result where id = %s", [result])
    return found["dossier_id"] if found else None
