"""What one can ask about reminders; every question knows who asks."""

from motcua.steering.queries.mailboxes import mailbox, mailboxes, morning_figures, wants_morning
from motcua.steering.queries.reminders import may_answer, reminder_for, reminder_units, reminders, waiting

__all__ = [
    "mailbox",
    "mailboxes",
    "may_answer",
    "morning_figures",
    "reminder_for",
    "reminder_units",
    "reminders",
    "waiting",
    "wants_morning",
]
