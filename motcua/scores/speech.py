"""The verb of scores."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.ledger.types import Verb
from motcua.scores import pages
from motcua.scores.types import Term


def _words(facts: Mapping[str, Any]) -> dict[str, object]:
    return {**facts, "term": pages.term_words(Term(int(facts["year"]), int(facts["quarter"]) or None))}


VERBS = (Verb("scores.term_frozen", _("Chốt điểm %(term)s của %(agencies)s cơ quan."), None, _words),)
