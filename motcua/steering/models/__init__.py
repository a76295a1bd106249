"""Tables of steering."""

from motcua.steering.models.reminder import Counter, Reminded, Reminder

__all__ = ["Counter", "Reminded", "Reminder"]
