"""Procedures by id, code and words."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from motcua.catalogue.queries.shelf import shelf
from motcua.catalogue.types import Paper, ProcedureDoubt, ProcedureUnknown, ProcedureVersion, Process
from motcua.parties.queries import sort_key
from motcua.profile.types import Assumed, say_assumed


def version(version_id: UUID) -> ProcedureVersion:
    """Return a version of any time: what a dossier froze. Raises ProcedureUnknown."""
    try:
        return shelf.get().versions[version_id]
    except KeyError:
        raise ProcedureUnknown from None


def process(process_id: UUID) -> Process:
    """Return an internal process of any version. Raises ProcedureUnknown."""
    try:
        return shelf.get().processes[process_id]
    except KeyError:
        raise ProcedureUnknown from None


def paper(paper_id: UUID) -> Paper:
    """Return a paper of any version. Raises ProcedureUnknown."""
    try:
        return shelf.get().papers[paper_id]
    except KeyError:
        raise ProcedureUnknown from None


def versions_of(code: str) -> tuple[ProcedureVersion, ...]:
    """Return every version of a procedure by its national code, oldest first; none for an unknown code."""
    return shelf.get().by_code.get(code, ())


def every_procedure() -> tuple[tuple[ProcedureVersion, ...], ...]:
    """Return the versions of every procedure, oldest first, in Vietnamese order of the newest's field and name."""
    known = shelf.get()
    if not known.procedures:
        several = known.by_code.values()
        known.procedures = tuple(
            sorted(several, key=lambda each: (sort_key(each[-1].field), sort_key(each[-1].name), each[-1].code))
        )
    return known.procedures


def in_force(code: str, on: date) -> ProcedureVersion:
    """Return the version of a procedure in force on a day. Raises ProcedureUnknown."""
    for found in shelf.get().on(on):
        if found.version.code == code:
            return found.version
    raise ProcedureUnknown


def everything_in_force(on: date) -> tuple[ProcedureVersion, ...]:
    """Return every version in force on a day, by field and name in Vietnamese order."""
    return tuple(found.version for found in shelf.get().on(on))


def fields(on: date) -> tuple[tuple[str, int], ...]:
    """Return the fields of what is in force on a day, in Vietnamese order, with the number of procedures in each."""
    counts: dict[str, int] = {}
    for found in shelf.get().on(on):
        counts[found.version.field] = counts.get(found.version.field, 0) + 1
    return tuple(sorted(counts.items(), key=lambda pair: sort_key(pair[0])))


def doubts(found: ProcedureVersion) -> tuple[ProcedureDoubt, ...]:
    """Return what the province has still to confirm about a procedure, each with its sentence."""
    return tuple(ProcedureDoubt(mark.value, str(say_assumed(mark))) for mark in Assumed if mark.value in found.assumed)
