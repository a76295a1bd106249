"""What others ask of the money at the counter."""

from motcua.payments.services.cancel import cancelling
from motcua.payments.services.close_till import close_till
from motcua.payments.services.open_book import open_book
from motcua.payments.services.set_dues import allow_unpaid, setting
from motcua.payments.services.settle import settle
from motcua.payments.services.take import meaning_of, taking

__all__ = ["allow_unpaid", "cancelling", "close_till", "meaning_of", "open_book", "setting", "settle", "taking"]
