"""Storing, scanning, sweeping and erasing."""

from motcua.files.services.erase import erase
from motcua.files.services.scan import note_scan, scan_next
from motcua.files.services.store import keep, share, store, take_in, take_made
from motcua.files.services.sweep import sweep
from motcua.files.services.take_away import take_away

__all__ = ["erase", "keep", "note_scan", "scan_next", "share", "store", "sweep", "take_in", "take_made"]
__all__ = ["keep", "note_scan", "scan_next", "share", "store", "sweep", "take_away", "take_in", "take_made"]
