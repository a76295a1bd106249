"""What differs between two versions of a procedure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Change(StrEnum):
    """What became of a line from the old version to the new one."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """A line of one part that is not the same in both; empty where a version has none."""

    part: str
    name: str
    change: Change
    old: str
    new: str


def differences(
    old: Mapping[str, Sequence[tuple[str, str]]], new: Mapping[str, Sequence[tuple[str, str]]]
) -> list[Difference]:
    """Return what was added, removed or changed; each version is its parts, a part its lines as (name, words).

    Lines are matched by part and name; of several with one name the first with the first.
    """
    found = []
    for part in dict.fromkeys((*old, *new)):
        before, after = _numbered(old.get(part, ())), _numbered(new.get(part, ()))
        for key in dict.fromkeys((*before, *after)):
            one, other = before.get(key), after.get(key)
            if one == other:
                continue
            change = Change.ADDED if one is None else Change.REMOVED if other is None else Change.CHANGED
            found.append(Difference(part, key[0], change, one or "", other or ""))
    return found


def _numbered(lines: Sequence[tuple[str, str]]) -> dict[tuple[str, int], str]:
    kept: dict[tuple[str, int], str] = {}
    for name, words in lines:
        place = sum(1 for known in kept if known[0] == name)
        kept[name, place] = words
    return kept
