"""What one can ask about scores that are frozen: figures of agencies for everybody."""

from motcua.scores.queries.frozen import frozen, frozen_terms

__all__ = ["frozen", "frozen_terms"]
