"""What others ask the ledger to tell."""

from motcua.ledger.queries.entries import entry, sentence, stream
from motcua.ledger.queries.looks import looks_at, number_of_lookers
from motcua.ledger.queries.measures import (
    Lags,
    bytes_a_line,
    parked_lines,
    reading_lag,
    sealing_lag,
    sealing_lags,
    unread_by,
)

__all__ = [
    "Lags",
    "bytes_a_line",
    "entry",
    "looks_at",
    "number_of_lookers",
    "parked_lines",
    "reading_lag",
    "sealing_lag",
    "sealing_lags",
    "sentence",
    "stream",
    "unread_by",
]
