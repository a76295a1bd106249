"""Keep what is printed."""

from motcua.prints.services.keep import keep, keep_hash, keep_row, print_row, seal_inputs

__all__ = ["keep", "keep_hash", "keep_row", "print_row", "seal_inputs"]
