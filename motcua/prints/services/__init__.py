"""Keep what is printed."""

from motcua.prints.services.erase import erase
from motcua.prints.services.keep import keep, keep_hash, keep_row, print_row, seal_inputs

__all__ = ["erase", "keep", "keep_hash", "keep_row", "print_row", "seal_inputs"]
