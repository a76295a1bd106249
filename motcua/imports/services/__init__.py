"""Bringing a file over, and taking a run back."""

from motcua.imports.services.bring import begin, bring, end
from motcua.imports.services.undo import check, undo

__all__ = ["begin", "bring", "check", "end", "undo"]
