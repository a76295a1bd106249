"""The cases of a procedure, from the headings of its papers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from motcua.catalogue.types import Case, Paper

#: A heading about somebody who acts for the applicant adds papers to any case; it is none of its own.
_AUTHORISATION = re.compile(r"(?i)\b(?:ủy|uỷ) quyền\b")
ORDINARY = _("Trường hợp thông thường")


def is_authorisation(label: str) -> bool:
    """Tell whether a heading is about papers of an authorised person."""
    return _AUTHORISATION.search(label) is not None


def cases_of(papers: Iterable[Paper]) -> tuple[Case, ...]:
    """Return the common list, with an empty label, then each case with its own papers; nothing where there are none."""
    common: list[Paper] = []
    own: dict[str, list[Paper]] = {}
    for paper in papers:
        (own.setdefault(paper.case_label, []) if paper.is_case else common).append(paper)
    ordinary = not own or any(not is_authorisation(paper.case_label) for paper in common)
    first = (Case("", str(ORDINARY), tuple(common), ordinary),) if common else ()
    return (*first, *(Case(label, label, tuple(several)) for label, several in own.items()))
