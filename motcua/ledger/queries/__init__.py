"""What others ask the ledger to tell."""

from motcua.ledger.queries.entries import entry, sentence, stream
from motcua.ledger.queries.looks import lookers_at, looks_at, officials_looks
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
    "lookers_at",
    "looks_at",
    "officials_looks",
    "parked_lines",
    "reading_lag",
    "sealing_lag",
    "sealing_lags",
    "sentence",
    "stream",
    "unread_by",
]
