"""What one can ask about runs."""

from motcua.imports.queries.runs import faults, open_run, run_for, runs, runs_for

__all__ = ["faults", "open_run", "run_for", "runs", "runs_for"]
