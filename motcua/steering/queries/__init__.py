"""What one can ask about reminders; every question knows who asks."""

from motcua.steering.queries.mailboxes import mailbox, mailboxes, morning_figures, wants_morning
from motcua.steering.queries.notices import may_read_notice, notices
from motcua.steering.queries.reminders import may_answer, reminder_for, reminder_units, reminders, waiting

__all__ = [
    "mailbox",
    "mailboxes",
    "may_answer",
    "may_read_notice",
    "morning_figures",
    "notices",
    "reminder_for",
    "reminder_units",
    "reminders",
    "waiting",
    "wants_morning",
]
