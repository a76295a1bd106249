"""What one can ask about ratings: sums of five or more."""

from motcua.ratings.queries.together import LEAST, together

__all__ = ["LEAST", "together"]
