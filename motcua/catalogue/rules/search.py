"""Procedures found by words without accents and by code, in memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from motcua.catalogue.types import ProcedureVersion


@dataclass(frozen=True, slots=True)
class Searchable:
    """A version with the words it is found by: ``words`` its name and field without accents, ``initials`` of its name."""

    version: ProcedureVersion
    words: str
    name: str
    initials: str


def best(candidates: Iterable[Searchable], text: str) -> list[ProcedureVersion]:
    """Return the versions that a text finds, best first.

    First come a code's beginning, the name's, the words as they stand together, each word, then any part. ``text`` is
    without accents already. Every word must occur; an empty text finds everything in its order. «dkks» finds «Đăng ký
    khai sinh» by its initials.
    """
    asked = text.split()
    ranked: list[tuple[tuple[int, int, int], ProcedureVersion]] = []
    for place, candidate in enumerate(candidates):
        rank = _rank(candidate, text, asked)
        if rank is not None:
            ranked.append(((rank, len(candidate.name) if asked else 0, place), candidate.version))
    ranked.sort(key=lambda pair: pair[0])
    return [version for _rank_, version in ranked]


def _rank(candidate: Searchable, text: str, asked: list[str]) -> int | None:
    if not asked or candidate.version.code.startswith(text):
        return 0
    if all(word in candidate.words for word in asked):
        if candidate.name.startswith(text):
            return 1
        padded = f" {candidate.words}"
        if f" {text}" in padded:
            return 2
        return 3 if all(f" {word}" in padded for word in asked) else 4
    if len(asked) == 1 and len(text) > 1 and candidate.initials.startswith(text):
        return 5
    return None
