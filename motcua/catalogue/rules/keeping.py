"""How long dossiers of a procedure are kept: its own class, else the province's usual one (TT 01/2018 Đ10.3)."""

from __future__ import annotations

from datetime import date

from motcua.catalogue.types import FOREVER, ProcedureVersion


def kept_years(version: ProcedureVersion, usual: int) -> tuple[int | None, bool]:
    """Return for how many years its dossiers are kept, None for ever; and whether that is only the usual class («giả định»)."""
    if version.keeping == FOREVER:
        return None, False
    return (int(version.keeping), False) if version.keeping else (usual, True)


def kept_until(ended_on: date, years: int) -> date:
    """Return the last day on which a dossier is kept whose result came on a day."""
    try:
        return ended_on.replace(year=ended_on.year + years)
    except ValueError:  # the 29th of February
        return date(ended_on.year + years, 3, 1)
