"""What was owed, taken, given back, counted and settled; rows that are only ever added."""

from motcua.payments.models.dues import Allowance, DueLine, Dues
from motcua.payments.models.receipt import Book, Cancellation, Receipt, ReceiptLine
from motcua.payments.models.till import Closing, Settlement, TillLock

__all__ = [
    "Allowance",
    "Book",
    "Cancellation",
    "Closing",
    "DueLine",
    "Dues",
    "Receipt",
    "ReceiptLine",
    "Settlement",
    "TillLock",
]
