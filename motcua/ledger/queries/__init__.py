"""What others ask the ledger to tell."""

from motcua.ledger.queries.entries import entry, sealing_lag, sentence, stream
from motcua.ledger.queries.looks import looks_at

__all__ = ["entry", "looks_at", "sealing_lag", "sentence", "stream"]
