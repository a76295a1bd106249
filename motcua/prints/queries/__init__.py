"""Read prints."""

from motcua.prints.queries.drawn import drawn
from motcua.prints.queries.pdf import once, pdf, print_for

__all__ = ["drawn", "once", "pdf", "print_for"]
