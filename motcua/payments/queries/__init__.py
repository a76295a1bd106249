"""What one can ask about money: an owner's, a till's, a quarter's."""

from motcua.payments.queries.books import books
from motcua.payments.queries.money import fee_rules, money_from, priced, proofs_from, reasons_of
from motcua.payments.queries.quarters import quarter_of_units
from motcua.payments.queries.settlement import settlement, settlement_unit
from motcua.payments.queries.tills import open_days, open_tills, tills

__all__ = [
    "books",
    "fee_rules",
    "money_from",
    "open_days",
    "open_tills",
    "priced",
    "proofs_from",
    "quarter_of_units",
    "reasons_of",
    "settlement",
    "settlement_unit",
    "tills",
]
