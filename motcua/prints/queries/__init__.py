"""Read prints."""

from motcua.prints.queries.bound import bound
from motcua.prints.queries.drawn import drawn
from motcua.prints.queries.pdf import once, pdf, print_for

__all__ = ["bound", "drawn", "once", "pdf", "print_for"]
