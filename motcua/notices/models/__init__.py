"""Tables of messages, their attempts and decisions, templates and wishes."""

from motcua.notices.models.message import Attempt, Decision, Message, Report
from motcua.notices.models.template import Template
from motcua.notices.models.wish import Declined

__all__ = ["Attempt", "Decision", "Declined", "Message", "Report", "Template"]
