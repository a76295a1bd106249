"""What one can ask about reminders; every question knows who asks."""

from motcua.steering.queries.reminders import may_answer, reminder_for, reminder_units, reminders, waiting

__all__ = ["may_answer", "reminder_for", "reminder_units", "reminders", "waiting"]
