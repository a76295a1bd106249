"""Proposing to erase, deciding, erasing, and answering persons about their data."""

from motcua.privacy.services.answer import give_everything, tell_who_looked
from motcua.privacy.services.decide import approve, decline
from motcua.privacy.services.erase import carry_out, erase_some
from motcua.privacy.services.propose import propose, propose_round

__all__ = [
    "approve",
    "carry_out",
    "decline",
    "erase_some",
    "give_everything",
    "propose",
    "propose_round",
    "tell_who_looked",
]
