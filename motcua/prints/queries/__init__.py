"""Read prints."""

from motcua.prints.queries.pdf import once, pdf, print_for

__all__ = ["once", "pdf", "print_for"]
