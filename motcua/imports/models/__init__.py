"""Runs over files, and what was wrong with their lines."""

from motcua.imports.models.run import Fault, Run

__all__ = ["Fault", "Run"]
