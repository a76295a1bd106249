"""What this module reads in the ledger: words by which a dossier's people are found, off the counter's path."""

from __future__ import annotations

from collections.abc import Sequence

from motcua.dossiers.types import KIND
from motcua.kernel.statements import rows, run
from motcua.ledger.sockets import Reader
from motcua.ledger.types import Entry
from motcua.parties.queries import plain

NAMED = frozenset(
    {
        "dossiers.received",
        "dossiers.refused_at_intake",
        "dossiers.guided_at_intake",
        "dossiers.corrected",
        "dossiers.corrected_elsewhere",
    }
)


def index_words(entries: Sequence[Entry]) -> None:
    """Write the search words of newly received dossiers; safe to run twice."""
    ids = [entry.stream for entry in entries if entry.verb in NAMED]
    if not ids:
        return
    found = rows("select id, owner_name, submitter_name from dossiers_dossier where id = any(%s)", [ids])
    words = [words_of(row["owner_name"], row["submitter_name"]) for row in found]
    run(
        "insert into dossiers_search (dossier_id, words) select * from unnest(%s::uuid[], %s::text[]) "
        "on conflict (dossier_id) do update set words = excluded.words",
        [[row["id"] for row in found], words],
    )


def words_of(owner: str, submitter: str) -> str:
    """Return the words by which a dossier is found: the names of both, without accents."""
    return plain(f"{owner} {submitter}").strip()


READER = Reader("dossiers.search", frozenset({KIND}), index_words)
