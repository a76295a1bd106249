"""Read prints."""

from motcua.prints.queries.drawn import drawn
from motcua.prints.queries.pdf import pdf, print_for

__all__ = ["drawn", "pdf", "print_for"]
