"""Rows of a dossier's life."""

from motcua.dossiers.models.attached import ResultScan, Voucher
from motcua.dossiers.models.book import BookClosing, BookEdition, BookPart
from motcua.dossiers.models.closed_month import ClosedMonth, MonthFigures
from motcua.dossiers.models.delegation import Delegation
from motcua.dossiers.models.dossier import BookCounter, DayCounter, Dossier, Paper
from motcua.dossiers.models.ended import Ended
from motcua.dossiers.models.erasure import Erasure
from motcua.dossiers.models.guidance import Guidance
from motcua.dossiers.models.hand_over_list import HandOverList, ListCounter, ListLine, ListOriginal
from motcua.dossiers.models.meeting import Meeting, MeetingChange, Minutes
from motcua.dossiers.models.origin import Origin
from motcua.dossiers.models.original import Original, OriginalPlace
from motcua.dossiers.models.paper_book import PaperBook, PaperCode
from motcua.dossiers.models.recount import Recount
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
from motcua.dossiers.models.stay import Stay
from motcua.dossiers.models.way import (
    Delivery,
    Move,
    Note,
    OnlineCode,
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
    "BookClosing",
    "BookCounter",
    "BookEdition",
    "BookPart",
    "ClosedMonth",
    "Correction",
    "DayCounter",
    "Delegation",
    "Delivery",
    "Dossier",
    "Ended",
    "Ending",
    "Erasure",
    "Guidance",
    "HandOverList",
    "Incident",
    "ListCounter",
    "ListLine",
    "ListOriginal",
    "Meeting",
    "MeetingChange",
    "Minutes",
    "MonthFigures",
    "Move",
    "Note",
    "OnlineCode",
    "Origin",
    "Original",
    "OriginalPlace",
    "Paper",
    "PaperBook",
    "PaperCode",
    "Pause",
    "Recount",
    "Refusal",
    "Reissue",
    "Result",
    "ResultRepair",
    "ResultScan",
    "Scan",
    "SearchWords",
    "Standing",
    "Stay",
    "Supplement",
    "Task",
    "Voucher",
    "Withdrawal",
]
