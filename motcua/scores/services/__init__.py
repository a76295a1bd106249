"""Acts of scores: freeze what is over."""

from motcua.scores.services.freeze import freeze_term, freeze_terms

__all__ = ["freeze_term", "freeze_terms"]
