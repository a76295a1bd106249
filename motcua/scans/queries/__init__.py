"""Sittings of a clerk's telephone, and what office scanners left."""

from motcua.scans.queries.found import found_for, is_clerk, may_read, owner_named, waiting
from motcua.scans.queries.sittings import sitting_by_token, sitting_for, thumbnail

__all__ = [
    "found_for",
    "is_clerk",
    "may_read",
    "owner_named",
    "sitting_by_token",
    "sitting_for",
    "thumbnail",
    "waiting",
]
