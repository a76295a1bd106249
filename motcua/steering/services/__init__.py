"""What others ask of steering."""

from motcua.steering.services.answer import answer_reminder
from motcua.steering.services.remind import remind

__all__ = ["answer_reminder", "remind"]
