"""Proposals to erase, and what persons were told."""

from motcua.privacy.models.answer import Answer
from motcua.privacy.models.proposal import Line, Proposal

__all__ = ["Answer", "Line", "Proposal"]
