"""What one can ask about runs."""

from motcua.imports.columns import COLUMNS
from motcua.imports.queries.runs import faults, open_run, report_for, runs, runs_for

__all__ = ["COLUMNS", "faults", "open_run", "report_for", "runs", "runs_for"]
