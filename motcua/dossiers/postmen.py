"""What the dossiers read of the post, and what they tell it: whose things come and go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse

from motcua.dossiers.services.send_by_post import return_by_post, settle_collected
from motcua.dossiers.types import KIND
from motcua.kernel.actor import SYSTEM
from motcua.kernel.statements import rows
from motcua.ledger.sockets import Reader
from motcua.ledger.types import Entry
from motcua.postal import queries as postal
from motcua.postal.types import AT_DELIVERY, AT_HAND_OVER, PARCEL, What

#: The line of the post at which a result counts as returned, by the province's setting.
RETURNED_AT = {"postal.delivered": AT_DELIVERY, "postal.handed_over": AT_HAND_OVER}


def count_as_returned(entries: Sequence[Entry]) -> None:
    """Take what the post collected at delivery, and return the dossiers whose result it has delivered or taken over.

    Safe to run twice.
    """
    for entry in entries:
        setting = RETURNED_AT.get(entry.verb)
        facts = entry.facts
        if setting is None or facts.get("owner_kind") != KIND or facts.get("what") != What.RESULT:
            continue
        if entry.verb == "postal.delivered":
            settle_collected(actor=SYSTEM, at=entry.at, dossier=UUID(str(facts["owner"])), parcel=entry.stream)
        # A parcel that was handed over before the setting changed counts at its delivery all the same.
        if setting == AT_DELIVERY or postal.post_rules(entry.at.date()).returned_at == setting:
            return_by_post(actor=SYSTEM, at=entry.at, dossier=UUID(str(facts["owner"])), parcel=entry.stream)


class OfDossiers:
    """What comes by post becomes a dossier under the arrival's own id."""

    key = KIND

    def url(self, label: str) -> str:
        """Return a dossier's page."""
        return reverse("dossiers:dossier", args=[label])

    def begin_url(self, arrival: UUID) -> str:
        """Return the reception under the arrival's id."""
        return reverse("dossiers:reception", args=[arrival])

    def numbers(self, arrivals: Sequence[UUID]) -> Mapping[UUID, str]:
        """Return the numbers of the dossiers that were made of these arrivals."""
        found = rows(
            "select id, coalesce(code, filing_number) as number from dossiers_dossier where id = any(%s)",
            [list(arrivals)],
        )
        return {row["id"]: row["number"] for row in found}

    def known(self, texts: Sequence[str]) -> Sequence[str]:
        """Return which of these are dossiers' numbers."""
        found = rows(
            "select coalesce(code, filing_number) as number from dossiers_dossier "
            "where code = any(%(texts)s) or filing_number = any(%(texts)s)",
            {"texts": list(texts)},
        )
        return [row["number"] for row in found]


READER = Reader("dossiers.post", frozenset({PARCEL}), count_as_returned)
