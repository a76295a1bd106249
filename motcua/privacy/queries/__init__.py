"""What one can ask about proposals to erase, and about who looked."""

from motcua.privacy.queries.answers import named_in_answers
from motcua.privacy.queries.due import Due, due_dossiers
from motcua.privacy.queries.looks import is_told_to_bearer, seen_of_bearer, seen_of_person
from motcua.privacy.queries.proposals import may_approve, proposal_for, proposals, waiting
from motcua.privacy.queries.subjects import subject_for, subject_of

__all__ = [
    "Due",
    "due_dossiers",
    "is_told_to_bearer",
    "may_approve",
    "named_in_answers",
    "proposal_for",
    "proposals",
    "seen_of_bearer",
    "seen_of_person",
    "subject_for",
    "subject_of",
    "waiting",
]
