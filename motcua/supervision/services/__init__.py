"""Acts of supervision: write a narrative report, issue it."""

from motcua.supervision.services.issue_narrative import issue_narrative
from motcua.supervision.services.save_narrative import save_narrative

__all__ = ["issue_narrative", "save_narrative"]
