"""The verbs of supervision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from motcua.ledger.types import Verb
from motcua.organisation import queries as organisation
from motcua.ui import words


def _words(facts: Mapping[str, Any]) -> dict[str, object]:
    return {
        **facts,
        "unit": organisation.short_name(UUID(str(facts["unit"]))),
        "since": words.day(date.fromisoformat(str(facts["since"]))),
        "until": words.day(date.fromisoformat(str(facts["until"]))),
    }


VERBS = (
    Verb(
        "supervision.narrative_saved",
        _("Ghi bản soạn báo cáo thuyết minh %(unit)s, từ %(since)s đến %(until)s."),
        None,
        _words,
    ),
    Verb(
        "supervision.narrative_issued",
        _("Ban hành báo cáo thuyết minh %(unit)s, từ %(since)s đến %(until)s, lần thứ %(ordinal)s."),
        None,
        _words,
    ),
)
