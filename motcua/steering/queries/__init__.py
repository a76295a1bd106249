"""What one can ask about reminders and directions; every question knows who asks."""

from motcua.steering.queries.directions import (
    asks_me,
    direction_for,
    directions,
    directions_about,
    may_answer_direction,
    may_close_direction,
    to_direct,
)
from motcua.steering.queries.mailboxes import mailbox, mailboxes, morning_figures, wants_morning
from motcua.steering.queries.notices import may_read_notice, notice_for, notices
from motcua.steering.queries.reminders import may_answer, reminder_for, reminder_units, reminders, waiting

__all__ = [
    "asks_me",
    "direction_for",
    "directions",
    "directions_about",
    "mailbox",
    "mailboxes",
    "may_answer",
    "may_answer_direction",
    "may_close_direction",
    "may_read_notice",
    "morning_figures",
    "notice_for",
    "notices",
    "reminder_for",
    "reminder_units",
    "reminders",
    "to_direct",
    "waiting",
    "wants_morning",
]
