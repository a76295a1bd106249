"""Proposing to erase, deciding, and erasing."""

from motcua.privacy.services.decide import approve, decline
from motcua.privacy.services.erase import erase
from motcua.privacy.services.propose import propose

__all__ = ["approve", "decline", "erase", "propose"]
