"""Read prints."""

from motcua.prints.queries.bound import bound
from motcua.prints.queries.drawn import drawn
from motcua.prints.queries.font import font
from motcua.prints.queries.joined import joined
from motcua.prints.queries.named import named_in_prints, owners_of_prints
from motcua.prints.queries.pdf import once, pdf, print_for
from motcua.prints.queries.previews import outgrows, preview
from motcua.prints.queries.tabled import tabled
from motcua.prints.stamping import stamped

__all__ = [
    "bound",
    "drawn",
    "font",
    "joined",
    "named_in_prints",
    "once",
    "outgrows",
    "owners_of_prints",
    "pdf",
    "preview",
    "print_for",
    "stamped",
    "tabled",
]
