"""Read prints."""

from motcua.prints.queries.pdf import pdf, print_for

__all__ = ["pdf", "print_for"]
