"""What one can ask about dossiers; every question knows who asks."""

from motcua.dossiers.carrying import ListWay, Signature
from motcua.dossiers.queries.agencies import stage_lines, task_line, tasks_of
from motcua.dossiers.queries.alike import Alike, alike
from motcua.dossiers.queries.book import book_for, book_lines, book_may_be_read, edition_for
from motcua.dossiers.queries.delegations import delegations
from motcua.dossiers.queries.guidances import guidance_counts, guidances
from motcua.dossiers.queries.hand_over_lists import (
    COUNTER,
    Leg,
    Place,
    carrying,
    hand_over_list,
    hand_over_lists,
    list_of,
    list_units,
    place_words,
    ready_to_carry,
)
from motcua.dossiers.queries.lists import DeskPage, Tab, counts, desk, of_units
from motcua.dossiers.queries.look_up import by_code, by_token
from motcua.dossiers.queries.meetings import MeetingLine, meeting_line, meeting_missing, meetings_of
from motcua.dossiers.queries.online import OnlineResult, online_result
from motcua.dossiers.queries.originals import (
    KeptLine,
    OriginalLine,
    keepers,
    kept_by,
    originals_kept,
    originals_of,
    shelves,
)
from motcua.dossiers.queries.origins import known_codes, parts_of_code, place_for, route_for, worked_on
from motcua.dossiers.queries.page import (
    DossierPage,
    dossier_by_id,
    dossier_for,
    page_of,
    printed,
    prints_of,
    timeline,
)
from motcua.dossiers.queries.paper_books import next_free, old_books, paper_book, paper_books, paper_code, paper_codes
from motcua.dossiers.queries.papers import (
    FROM_DATABASE,
    EarlierPaper,
    PaperScan,
    earlier_papers,
    may_scan,
    paper_for,
    paper_scans,
    papers_before,
)
from motcua.dossiers.queries.rail import held_by, open_of_unit
from motcua.dossiers.queries.recounting import to_recount
from motcua.dossiers.queries.results import (
    ResultLine,
    is_reachable,
    may_scan_result,
    result_dossier,
    results_found,
    results_of,
    vouchers_of,
)
from motcua.dossiers.queries.search import find
from motcua.dossiers.queries.tally import By, Cut, Figure, Period, Side, behind, tally

__all__ = [
    "COUNTER",
    "FROM_DATABASE",
    "Alike",
    "By",
    "Cut",
    "DeskPage",
    "DossierPage",
    "EarlierPaper",
    "Figure",
    "KeptLine",
    "Leg",
    "ListWay",
    "MeetingLine",
    "OnlineResult",
    "OriginalLine",
    "PaperScan",
    "Period",
    "Place",
    "ResultLine",
    "Side",
    "Signature",
    "Tab",
    "alike",
    "behind",
    "book_for",
    "book_lines",
    "book_may_be_read",
    "by_code",
    "by_token",
    "carrying",
    "counts",
    "delegations",
    "desk",
    "dossier_by_id",
    "dossier_for",
    "earlier_papers",
    "edition_for",
    "find",
    "guidance_counts",
    "guidances",
    "hand_over_list",
    "hand_over_lists",
    "held_by",
    "is_reachable",
    "keepers",
    "kept_by",
    "known_codes",
    "list_of",
    "list_units",
    "may_scan",
    "may_scan_result",
    "meeting_line",
    "meeting_missing",
    "meetings_of",
    "next_free",
    "of_units",
    "old_books",
    "online_result",
    "open_of_unit",
    "originals_kept",
    "originals_of",
    "page_of",
    "paper_book",
    "paper_books",
    "paper_code",
    "paper_codes",
    "paper_for",
    "paper_scans",
    "papers_before",
    "parts_of_code",
    "place_for",
    "place_words",
    "printed",
    "prints_of",
    "ready_to_carry",
    "result_dossier",
    "results_found",
    "results_of",
    "route_for",
    "shelves",
    "stage_lines",
    "tally",
    "task_line",
    "tasks_of",
    "timeline",
    "to_recount",
    "vouchers_of",
    "worked_on",
]
