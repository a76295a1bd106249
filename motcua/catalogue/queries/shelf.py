"""The whole catalogue in memory, loaded again when its revision has changed."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from motcua.catalogue.rules import Searchable, cases_of
from motcua.catalogue.types import (
    Declaration,
    Exemption,
    FeeLine,
    Paper,
    ProcedureVersion,
    Process,
    Step,
    UploadedSample,
)
from motcua.clocks.limits import Limit, LimitKind
from motcua.kernel.reference import Shelf
from motcua.kernel.statements import row, rows
from motcua.organisation.types import within
from motcua.parties.queries import plain, sort_key

#: How many days' lists are kept; an import of old dossiers asks for many.
_DAYS = 400


@dataclass(slots=True)
class Catalogue:
    """What the shelf holds. ``days`` and ``lists`` remember what was asked for."""

    versions: dict[UUID, ProcedureVersion]
    processes: dict[UUID, Process]
    papers: dict[UUID, Paper]
    by_code: dict[str, tuple[ProcedureVersion, ...]]
    declarations: dict[str, tuple[Declaration, ...]]
    samples: dict[str, UploadedSample]
    #: Every version by field and name in Vietnamese order.
    ordered: tuple[Searchable, ...]
    days: dict[date, tuple[Searchable, ...]] = field(default_factory=dict)
    lists: dict[tuple[str, str, date], tuple[Searchable, ...]] = field(default_factory=dict)
    #: The versions of every procedure in that order, once somebody has asked for them.
    procedures: tuple[tuple[ProcedureVersion, ...], ...] = ()

    def on(self, day: date) -> tuple[Searchable, ...]:
        """Return everything in force on a day, by field and name in Vietnamese order."""
        known = self.days.get(day)
        if known is None:
            if len(self.days) > _DAYS:
                self.days.clear()
            known = self.days[day] = tuple(
                found for found in self.ordered if within(found.version.valid_from, day, found.version.valid_to)
            )
        return known


def _order(version: ProcedureVersion) -> tuple[bytes, bytes, str]:
    return sort_key(version.field), sort_key(version.name), version.code


def revision() -> int:
    """Return the number that every act of this module raises; 0 before the first."""
    found = row("SELECT number FROM catalogue_revision WHERE id = 1")
    return int(found["number"]) if found else 0


def load() -> Catalogue:
    """Read everything anew."""
    papers = _grouped("SELECT * FROM catalogue_paper ORDER BY version_id, position", "version_id", _paper)
    fees = _grouped("SELECT * FROM catalogue_fee ORDER BY version_id, position", "version_id", _fee)
    exemptions = _grouped("SELECT * FROM catalogue_exemption ORDER BY version_id, position", "version_id", _exemption)
    steps = _grouped("SELECT * FROM catalogue_step ORDER BY process_id, no", "process_id", _step)
    processes: dict[UUID, list[Process]] = defaultdict(list)
    for found in rows("SELECT * FROM catalogue_process ORDER BY version_id, place"):
        processes[found["version_id"]].append(_process(found, tuple(steps.get(found["id"], ()))))
    versions: dict[UUID, ProcedureVersion] = {}
    by_code: dict[str, list[ProcedureVersion]] = defaultdict(list)
    for found in rows(
        "SELECT v.*, p.code FROM catalogue_version v JOIN catalogue_procedure p ON p.id = v.procedure_id"
        " ORDER BY p.code, v.number"
    ):
        of = found["id"]
        made = _version(found, tuple(papers.get(of, ())), tuple(fees.get(of, ())), tuple(processes.get(of, ())))
        made = replace(made, exemptions=tuple(exemptions.get(of, ())))
        versions[of] = made
        by_code[made.code].append(made)
    return Catalogue(
        versions=versions,
        processes={process.id: process for several in processes.values() for process in several},
        papers={paper.id: paper for several in papers.values() for paper in several},
        by_code={code: tuple(several) for code, several in by_code.items()},
        declarations=_declarations(),
        samples=_samples(),
        ordered=tuple(_searchable(made) for made in sorted(versions.values(), key=_order)),
    )


shelf: Shelf[Catalogue] = Shelf(load, revision)


def _declarations() -> dict[str, tuple[Declaration, ...]]:
    kept: dict[str, list[Declaration]] = defaultdict(list)
    for found in rows("SELECT form_id, codes, content FROM catalogue_declaration ORDER BY form_id"):
        made = Declaration(found["form_id"], tuple(_words(found["codes"])), json.loads(found["content"]))
        for code in made.codes:
            kept[code].append(made)
    return {code: tuple(several) for code, several in kept.items()}


def _samples() -> dict[str, UploadedSample]:
    found = rows(
        "SELECT DISTINCT ON (p.id) p.code, s.id, s.file_id AS file, s.at, s.by_account AS by FROM catalogue_sample s"
        " JOIN catalogue_procedure p ON p.id = s.procedure_id ORDER BY p.id, s.number DESC"
    )
    return {one.pop("code"): UploadedSample(**one) for one in found if one["file"]}


def _grouped(sql: str, key: str, make: Any) -> dict[UUID, list[Any]]:
    kept: dict[UUID, list[Any]] = defaultdict(list)
    for found in rows(sql):
        kept[found[key]].append(make(found))
    return kept


def _searchable(version: ProcedureVersion) -> Searchable:
    name = plain(version.name)
    letters = "".join(word[0] for word in name.split() if word[0].isalnum())
    return Searchable(version, f"{name} {plain(version.field)} {version.code}", name, letters)


def _paper(found: dict[str, Any]) -> Paper:
    names = [name for name in Paper.__slots__ if name != "assumed"]
    return Paper(**{name: found[name] for name in names}, assumed=frozenset(_words(found["assumed"])))


def _words(kept: str) -> list[str]:
    """Read a list kept as JSON; Django leaves it as text outside its models."""
    words: list[str] = json.loads(kept)
    return words


def _fee(found: dict[str, Any]) -> FeeLine:
    return FeeLine(found["amount"], found["note"])


def _exemption(found: dict[str, Any]) -> Exemption:
    return Exemption(**{name: found[name] for name in Exemption.__slots__})


def _step(found: dict[str, Any]) -> Step:
    return Step(**{**{name: found[name] for name in Step.__slots__}, "needs": tuple(found["needs"])})


def _process(found: dict[str, Any], steps: tuple[Step, ...]) -> Process:
    names = [name for name in Process.__slots__ if name not in {"assumed", "steps"}]
    return Process(**{name: found[name] for name in names}, steps=steps, assumed=frozenset(_words(found["assumed"])))


def _version(
    found: dict[str, Any], papers: tuple[Paper, ...], fees: tuple[FeeLine, ...], processes: tuple[Process, ...]
) -> ProcedureVersion:
    same = {name: found[name] for name in ProcedureVersion.__slots__ if name in found}
    lists = {name: tuple(_words(found[name])) for name in ("receive_levels", "decide_levels", "legal_basis")}
    made = ProcedureVersion(
        **same
        | lists
        | {
            "limit": Limit(LimitKind(found["limit_kind"]), found["limit_amount"].normalize()),
            "groups": papers,
            "fees": fees,
            "processes": processes,
            "assumed": frozenset(_words(found["assumed"])),
        }
    )
    return replace(made, cases=cases_of(papers))
