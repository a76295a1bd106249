"""What others ask of steering."""

from motcua.steering.services.answer import answer_reminder
from motcua.steering.services.direct import direct
from motcua.steering.services.direction_steps import answer_direction, close_direction, extend_direction
from motcua.steering.services.mailbox import set_mailbox
from motcua.steering.services.morning import send_morning, send_mornings
from motcua.steering.services.remind import remind
from motcua.steering.services.tell_lenders import tell_lender, tell_lenders

__all__ = [
    "answer_direction",
    "answer_reminder",
    "close_direction",
    "direct",
    "extend_direction",
    "remind",
    "send_morning",
    "send_mornings",
    "set_mailbox",
    "tell_lender",
    "tell_lenders",
]
