"""How long dossiers are kept."""

from __future__ import annotations

from datetime import date

from motcua.catalogue.rules import kept_until, kept_years
from motcua.catalogue.types import ProcedureVersion
from motcua.organisation import queries as organisation

USUAL_YEARS = 10


def usual_keeping(on: date) -> int:
    """Return for how many years dossiers are kept where a procedure does not say: the setting ``catalogue.keep_years``."""
    return int(organisation.settings(on).catalogue.get("keep_years", USUAL_YEARS))


def keeping_of(version: ProcedureVersion, ended_on: date | None, on: date) -> tuple[int | None, date | None, bool]:
    """Return for how many years (None: for ever), until which day once the result is there, and whether that is assumed."""
    years, assumed = kept_years(version, usual_keeping(on))
    return years, kept_until(ended_on, years) if ended_on and years is not None else None, assumed
