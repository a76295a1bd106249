"""What a clerk does with the post, and what the post's own news does."""

from motcua.postal.services.bags import hand_to_post, open_bag, sign_bag
from motcua.postal.services.news import note_answer, set_mark, take_list, take_message
from motcua.postal.services.parcels import (
    cancel_parcel,
    make_parcel,
    note_message,
    note_tracking,
    order_again,
    settle_message,
    take_back,
)

__all__ = [
    "cancel_parcel",
    "hand_to_post",
    "make_parcel",
    "note_answer",
    "note_message",
    "note_tracking",
    "open_bag",
    "order_again",
    "set_mark",
    "settle_message",
    "sign_bag",
    "take_back",
    "take_list",
    "take_message",
]
