"""Tables of ratings."""

from motcua.ratings.models.rating import Given, Rating

__all__ = ["Given", "Rating"]
