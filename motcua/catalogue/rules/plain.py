"""A version of a procedure as plain values, and back: what a draft keeps, and what a digest is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from motcua.catalogue.rules.cases import cases_of
from motcua.catalogue.types import Exemption, FeeLine, Paper, ProcedureVersion, Process, Step
from motcua.clocks.limits import Limit, LimitKind

_NOBODY = UUID(int=0)
_NOT_CONTENT = frozenset({"id", "procedure_id", "number", "valid_from", "valid_to", "cases"})
_LISTS = ("receive_levels", "decide_levels", "legal_basis")


def plain_of(version: ProcedureVersion) -> dict[str, Any]:
    """Return everything that a version says as JSON has it, without its ids, number and days."""
    plain: dict[str, Any] = _plain(asdict(version))
    return plain


def version_from(plain: Mapping[str, Any]) -> ProcedureVersion:
    """Return the version that plain values say, without ids and number; its days are nobody's."""
    papers = tuple(_paper(one) for one in plain["groups"])
    known = {name for name in ProcedureVersion.__slots__ if name in plain}
    made = {name: plain[name] for name in known} | {
        "limit": Limit(LimitKind(plain["limit"]["kind"]), Decimal(plain["limit"]["amount"])),
        "groups": papers,
        "processes": tuple(_process(one) for one in plain["processes"]),
        "fees": tuple(FeeLine(**one) for one in plain["fees"]),
        "exemptions": tuple(Exemption(**one) for one in plain["exemptions"]),
        "assumed": frozenset(plain["assumed"]),
        "cases": cases_of(papers),
        **{name: tuple(plain[name]) for name in _LISTS},
    }
    return ProcedureVersion(id=_NOBODY, procedure_id=_NOBODY, number=0, valid_from=date.max, valid_to=None, **made)


def _paper(plain: Mapping[str, Any]) -> Paper:
    return Paper(**{**plain, "id": _NOBODY, "assumed": frozenset(plain["assumed"])})


def _process(plain: Mapping[str, Any]) -> Process:
    return Process(
        **{
            **plain,
            "id": _NOBODY,
            "hours": Decimal(plain["hours"]),
            "steps": tuple(_step(step) for step in plain["steps"]),
            "assumed": frozenset(plain["assumed"]),
        }
    )


def _step(plain: Mapping[str, Any]) -> Step:
    hours = None if plain["hours"] is None else Decimal(plain["hours"])
    return Step(**{**plain, "hours": hours, "needs": tuple(plain.get("needs", ()))})


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items() if name not in _NOT_CONTENT}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Decimal):
        return str(value.normalize())
    return value
