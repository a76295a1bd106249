"""A dossier's papers with their files: who scanned them, where from, and what may be used again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.catalogue import queries as catalogue
from motcua.catalogue.types import Paper, ProcedureVersion
from motcua.dossiers.record import Record
from motcua.dossiers.types import State
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.kernel.refusal import Invalid
from motcua.kernel.statements import rows
from motcua.parties import queries as parties

ATTACH = "scans.attach"
REUSED, UPLOAD, RECEPTION = "reused", "upload", "reception"
#: A paper that the law has the agency take from a database: the citizen is not asked for it (NĐ 61/2018 Đ25).
FROM_DATABASE = "database"
#: Earlier papers that are offered, newest first.
MOST = 10


@dataclass(frozen=True, slots=True)
class PaperScan:
    """A paper and its file; ``digitised`` and ``reused`` are what the national data exchange calls DuocSoHoa, DuocTaiSuDung."""

    id: UUID
    name: str
    paper: UUID | None
    originals: int
    certified: int
    copies: int
    file: UUID | None
    way: str
    scanned_at: datetime | None
    scanned_by: UUID | None
    origin: UUID | None
    from_database: bool

    @property
    def digitised(self) -> bool:
        """Whether there is an electronic file of it (DuocSoHoa)."""
        return self.file is not None

    @property
    def reused(self) -> bool:
        """Whether the file is that of an earlier paper (DuocTaiSuDung)."""
        return self.origin is not None


@dataclass(frozen=True, slots=True)
class EarlierPaper:
    """A scanned paper of the same person and the same kind in an earlier dossier."""

    id: UUID
    name: str
    file: UUID
    procedure: str
    on: datetime


_LATEST = (
    "left join lateral (select s.file_id, s.way, s.at, s.by_account, s.origin_id from dossiers_scan s "
    "where s.paper_id = p.id order by s.at desc, s.id desc limit 1) n on true"
)
_PAPERS = (
    "select p.id, p.name, p.paper_id, p.originals, p.certified, p.copies, p.received_at, coalesce(n.file_id, p.scan_id) as file, "
    "coalesce(n.way, case when p.scan_id is null then '' else 'reception' end) as way, "
    f"n.at as scanned_at, n.by_account, n.origin_id from dossiers_paper p {_LATEST}"
)


def paper_scans(record: Record) -> tuple[PaperScan, ...]:
    """Return the papers of a dossier in the order of the procedure, each with its newest file. One statement."""
    return papers_from(
        record, rows(f"{_PAPERS} where p.dossier_id = %s order by p.received_at, p.position", [record.id])
    )


def papers_from(record: Record, found: Sequence[Mapping[str, Any]]) -> tuple[PaperScan, ...]:
    """Return papers from their rows, each with its newest file where it has one; pure but for the procedure."""
    known = _of_version(record.procedure)
    return tuple(_scan(row, record, known) for row in found)


def paper_for(record: Record, paper: UUID) -> PaperScan | None:
    """Return one paper of the dossier, None where it has no such paper."""
    return next((each for each in paper_scans(record) if each.id == paper), None)


def may_scan(actor: Actor, record: Record) -> bool:
    """Whether this actor may make files of the dossier's papers now."""
    return record.standing.is_open and any(
        access.judge(actor, ATTACH, unit, record.field) for unit in record.standing.units
    )


def earlier_papers(record: Record, paper: PaperScan) -> tuple[EarlierPaper, ...]:
    """Return the person's earlier scanned papers that are the same kind as this one, newest first, at most ten.

    The same kind: the same form where the procedures name one, else the same name without regard to case. The person is
    the dossier's owner, whatever the unit that scanned: what one agency holds is not asked for again.
    """
    return _same(_scanned([record.owner], but=record.id), _kinds(record.procedure, paper.paper, paper.name))


def papers_before(
    version: ProcedureVersion, owner: Mapping[str, str], *, at: datetime
) -> dict[UUID, tuple[EarlierPaper, ...]]:
    """Return, for the papers of a procedure that is being received, what its owner handed in before and has a file.

    The owner is known by the number only; nothing while there is none, or it cannot be read. Two statements.
    """
    try:
        fields = parties.clean_person(owner, at.date())
    except Invalid:
        return {}
    people = parties.ids_of_same(replace(fields, birth="")) if fields.number else []
    scanned = _scanned(people) if people else []
    offered = {
        paper.id: _same(scanned, _kinds(version, paper.id, paper.name))
        for paper in version.groups
        if scanned and paper.scan != FROM_DATABASE
    }
    return {paper: papers for paper, papers in offered.items() if papers}


def _scanned(people: list[UUID], *, but: UUID | None = None) -> list[dict[str, Any]]:
    """Return the papers of persons that have a file of their own, of dossiers that were received and not cancelled."""
    return rows(
        f"""select * from ({_PAPERS.replace("select p.id", "select d.procedure_id, p.id")}
          join dossiers_dossier d on d.id = p.dossier_id join dossiers_standing s on s.dossier_id = d.id
          where d.owner_id = any(%s) and d.received_at is not null and s.state <> %s and (%s::uuid is null or d.id <> %s)) x
        where x.file is not null and x.origin_id is null order by x.received_at desc, x.id limit 200""",
        [people, int(State.CANCELLED), but, but],
    )


def _same(scanned: Sequence[Mapping[str, Any]], kinds: tuple[set[str], set[str]]) -> tuple[EarlierPaper, ...]:
    forms, names = kinds
    same = [row for row in scanned if _is_same(row, forms, names)]
    return tuple(
        EarlierPaper(
            row["id"],
            row["name"],
            row["file"],
            catalogue.version(row["procedure_id"]).short_name,
            local(row["scanned_at"] or row["received_at"]),
        )
        for row in same[:MOST]
    )


def _is_same(row: Mapping[str, Any], forms: set[str], names: set[str]) -> bool:
    known = _of_version(catalogue.version(row["procedure_id"])).get(row["paper_id"])
    if known and known.form_code and known.form_code in forms:
        return True
    return bool({row["name"].casefold(), *({known.name.casefold()} if known else set())} & names)


def _kinds(version: ProcedureVersion, paper: UUID | None, name: str) -> tuple[set[str], set[str]]:
    """Return by which forms and which names a paper is known."""
    known = _of_version(version).get(paper) if paper else None
    if known is None:
        return set(), {name.casefold()}
    return {known.form_code} - {""}, {name.casefold(), known.name.casefold(), known.short_name.casefold()}


def _of_version(version: ProcedureVersion) -> dict[UUID, Paper]:
    return {paper.id: paper for paper in version.groups}


def _scan(row: Mapping[str, Any], record: Record, known: Mapping[UUID, Paper]) -> PaperScan:
    paper = known.get(row["paper_id"]) if row["paper_id"] else None
    at_reception = row["way"] == RECEPTION
    return PaperScan(
        id=row["id"],
        name=row["name"],
        paper=row["paper_id"],
        originals=row["originals"],
        certified=row["certified"],
        copies=row["copies"],
        file=row["file"],
        way=row["way"],
        scanned_at=local(row["received_at"] if at_reception else row["scanned_at"]) if row["file"] else None,
        scanned_by=UUID(record.facts["received_by"])
        if at_reception and record.facts["received_by"]
        else row["by_account"],
        origin=row["origin_id"],
        from_database=paper is not None and paper.scan == FROM_DATABASE,
    )
