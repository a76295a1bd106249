"""Proposing to erase, deciding, and erasing."""

from motcua.privacy.services.decide import approve, decline
from motcua.privacy.services.erase import carry_out, erase_some
from motcua.privacy.services.propose import propose, propose_round

__all__ = ["approve", "carry_out", "decline", "erase_some", "propose", "propose_round"]
