"""What a reception begins with when it came by post: sender, procedure and papers, as the post told them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from motcua.catalogue import queries as catalogue
from motcua.catalogue.types import ProcedureVersion
from motcua.dossiers.types import Channel
from motcua.kernel.refusal import Refusal
from motcua.parties.queries import plain
from motcua.postal.types import Brought

#: Shorter words fit every paper.
SHORTEST = 4
#: «Hồ sơ cấp lại giấy khai sinh, 1 bộ: tờ khai, bản sao CMND»: the matter, then what is in it.
_OPENING = re.compile(r"^(hồ sơ|thủ tục)\s+", re.IGNORECASE)
_COUNT = re.compile(r"[,;(]")
_LIST = re.compile(r"\s*[,;]\s*")


def values_of(came: Brought, unit: UUID, on: date) -> dict[str, str]:
    """Return the reception form's values of what came to a counter on a day; what nobody told is left out.

    A procedure is chosen where the post gives its code, or where the words fit one only; else the words stand in the
    search. Papers that fit no paper of the procedure are left to the clerk.
    """
    arrival, told = came.arrival, came.arrival.told
    words, papers = _matter(arrival.about)
    signed = came.signed_at
    values = {
        "channel": str(int(Channel.POST)),
        "handed_on": f"{signed.day}/{signed.month}/{signed.year}",
        "handed_clock": f"{signed:%H:%M}",
        "owner_name": arrival.sender,
        "owner_address": told.address,
        "phone": told.phone,
    }
    version = _by_code(told.procedure, unit, on) or _by_words(words, unit, on)
    if version is None:
        values["procedure_text"] = words if catalogue.search(words, unit, on, 1) else ""
    else:
        values |= {"procedure": str(version.id), "procedure_text": version.short_name}
        values |= _ticked(version, told.papers or papers)
    return {name: value for name, value in values.items() if value}


def _matter(about: str) -> tuple[str, tuple[str, ...]]:
    head, _colon, rest = about.partition(":")
    words = _COUNT.split(_OPENING.sub("", head.strip()), maxsplit=1)[0].strip()
    return words, tuple(filter(None, _LIST.split(rest.strip())))


def _by_code(code: str, unit: UUID, on: date) -> ProcedureVersion | None:
    if not code:
        return None
    try:
        version = catalogue.in_force(code, on)
    except Refusal:
        return None
    return None if catalogue.why_not_receivable(version, unit, on) else version


def _by_words(words: str, unit: UUID, on: date) -> ProcedureVersion | None:
    found = [
        version
        for version in (catalogue.search(words, unit, on, 2) if words else [])
        if not catalogue.why_not_receivable(version, unit, on)
    ]
    return found[0] if len(found) == 1 else None


def _ticked(version: ProcedureVersion, told: Sequence[str]) -> dict[str, str]:
    names = [plain(paper) for paper in told if len(paper) >= SHORTEST]
    return {
        f"paper_{paper.id.hex}": "on"
        for paper in version.groups
        if any(_fits(name, {plain(paper.short_name), plain(paper.name)}) for name in names)
    }


def _fits(told: str, names: set[str]) -> bool:
    return any(told in name or name in told for name in names)
