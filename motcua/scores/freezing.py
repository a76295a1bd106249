"""Scores as they are kept when a term is over, and read again: plain values, and the digest of what they say."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson

from motcua.scores import rules
from motcua.scores.measuring import Scored
from motcua.scores.rules import Card
from motcua.scores.types import Indicator, Term


@dataclass(frozen=True, slots=True)
class FrozenCard:
    """An agency's card as it was frozen, with how many dossiers it rests on."""

    unit: UUID
    card: Card
    dossiers: int


@dataclass(frozen=True, slots=True)
class Frozen:
    """The scores of a term that is over; ``is_whole``: they are still what their digest says."""

    term: Term
    at: datetime
    cards: tuple[FrozenCard, ...]
    digest: str
    is_whole: bool


def plain(found: Mapping[UUID, Scored]) -> list[dict[str, Any]]:
    """Return cards as plain values, in the order of the units' ids."""
    return [
        {
            "unit": str(unit),
            "dossiers": scored.dossiers,
            "scores": {
                str(int(indicator)): None if value is None else str(value)
                for indicator, value in scored.card.scores.items()
            },
        }
        for unit, scored in sorted(found.items(), key=lambda pair: str(pair[0]))
    ]


def cards_of(kept: list[dict[str, Any]]) -> tuple[FrozenCard, ...]:
    """Return the cards from their plain values."""
    return tuple(
        FrozenCard(
            UUID(each["unit"]),
            rules.card_of_agency(
                {
                    Indicator(int(number)): None if value is None else Decimal(value)
                    for number, value in each["scores"].items()
                }
            ),
            each["dossiers"],
        )
        for each in kept
    )


def digest_of(term: Term, kept: list[dict[str, Any]]) -> str:
    """Return the SHA-256 of a term's cards, 64 hexadecimal digits."""
    said = {"year": term.year, "quarter": term.quarter or 0, "cards": kept}
    return hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()
