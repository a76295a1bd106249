"""Keep what is printed."""

from motcua.prints.services.keep import keep, keep_hash, seal_inputs

__all__ = ["keep", "keep_hash", "seal_inputs"]
