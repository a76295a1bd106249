"""Scanning: a telephone at work, and what an office scanner left."""

from motcua.scans.services.bind import bind, end_sitting
from motcua.scans.services.found import attach_found, discard_found, take_found
from motcua.scans.services.open_sitting import close_sitting, open_sitting
from motcua.scans.services.take_picture import (
    add_part,
    begin_again,
    begin_picture,
    end_picture,
    keep_picture,
    move_picture,
    put_part,
    remove_picture,
    take_picture,
)
from motcua.scans.services.watch import watch

__all__ = [
    "add_part",
    "attach_found",
    "begin_again",
    "begin_picture",
    "bind",
    "close_sitting",
    "discard_found",
    "end_picture",
    "end_sitting",
    "keep_picture",
    "move_picture",
    "open_sitting",
    "put_part",
    "remove_picture",
    "take_found",
    "take_picture",
    "watch",
]
