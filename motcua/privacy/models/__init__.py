"""Proposals to erase."""

from motcua.privacy.models.proposal import Line, Proposal

__all__ = ["Line", "Proposal"]
