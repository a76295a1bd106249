"""Tables of steering."""

from motcua.steering.models.direction import Direction, DirectionStep
from motcua.steering.models.mailbox import Mailbox, Morning
from motcua.steering.models.notice import Notice
from motcua.steering.models.reminder import Counter, Reminded, Reminder

__all__ = ["Counter", "Direction", "DirectionStep", "Mailbox", "Morning", "Notice", "Reminded", "Reminder"]
