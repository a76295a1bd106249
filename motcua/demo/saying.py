"""What people say at the counter's device when they have their result; put into a planned life. Pure.

No dice are thrown here: who says something, and what, is told by a life's number.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from motcua.demo.acts import Act
from motcua.ratings.types import Said, Satisfaction

#: Of so many lives whose result is fetched one is rated; of twenty who say something so many are very satisfied, so many satisfied.
EVERY, VERY, SATISFIED = 8, 12, 7
RATE = "rate"
QUESTIONS = "abcdefghi"
#: What is not fetched as a result is not rated.
NO_RESULT = frozenset({"refuse", "stop"})


def rated(acts: Sequence[Act], number: int) -> Sequence[Act]:
    """Return a life that is rated after its result was handed over."""
    if number % EVERY != 5 or acts[-1].deed != "return_result":  # noqa: PLR2004 - a number like another
        return acts
    if any(act.deed in NO_RESULT for act in acts):
        return acts
    return [*acts, Act(RATE, acts[-1].at + timedelta(seconds=40))]


def said(number: int) -> Said:
    """Return what is said of a life: a few are not satisfied, and some of them complain."""
    turn = number // EVERY
    place = turn * 7 % 20
    overall = Satisfaction.VERY if place < VERY else Satisfaction.SATISFIED
    if place >= VERY + SATISFIED:
        overall = Satisfaction.NOT
    return Said(
        overall,
        bodies=turn % 3 if overall is Satisfaction.NOT else 0,
        complains=overall is Satisfaction.NOT and turn // 20 % 2 == 0,
        answers=dict.fromkeys(QUESTIONS, overall),
    )
