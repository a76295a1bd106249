"""What one can ask about ratings: whether a dossier can be rated, and sums of five or more."""

from motcua.ratings.queries.by_post import of_posts
from motcua.ratings.queries.open import hindrance
from motcua.ratings.queries.together import LEAST, together

__all__ = ["LEAST", "hindrance", "of_posts", "together"]
