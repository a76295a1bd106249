"""Rows of a dossier's life."""

from motcua.dossiers.models.dossier import BookCounter, DayCounter, Dossier, Paper
from motcua.dossiers.models.repair import (
    Allowance,
    Apology,
    Correction,
    Ending,
    Incident,
    ResultRepair,
)
from motcua.dossiers.models.scan import Scan
from motcua.dossiers.models.standing import SearchWords, Standing
from motcua.dossiers.models.way import (
    Delivery,
    Move,
    Note,
    Pause,
    Refusal,
    Reissue,
    Result,
    Supplement,
    Task,
    Withdrawal,
)

__all__ = [
    "Allowance",
    "Apology",
    "BookCounter",
    "Correction",
    "DayCounter",
    "Delivery",
    "Dossier",
    "Ending",
    "Incident",
    "Move",
    "Note",
    "Paper",
    "Pause",
    "Refusal",
    "Reissue",
    "Result",
    "ResultRepair",
    "Scan",
    "SearchWords",
    "Standing",
    "Supplement",
    "Task",
    "Withdrawal",
]
