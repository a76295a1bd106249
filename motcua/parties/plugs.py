"""What parties plugs into lower modules."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.personal import holdings
from motcua.ledger.sockets import Verb, verbs
from motcua.parties import pages, queries
from motcua.parties.forms import written
from motcua.parties.personal import HOLDING
from motcua.parties.sockets import ties
from motcua.parties.types import LOOK
from motcua.prints import queries as prints
from motcua.ui.remembered import fixed
from motcua.ui.sockets import navigation, search
from motcua.ui.types import Entry, Hit


class Rail:
    """Persons, for whoever may look."""

    key = "parties"

    def entries(self, actor: Actor, request: HttpRequest) -> Sequence[Entry]:
        """Return the one entry, or nothing."""
        del request
        if actor.is_anonymous or not access.judge(actor, LOOK, actor.unit):
            return []
        return [Entry(gettext("Công dân, tổ chức"), fixed("parties:people"), group="knowledge", order=20)]


class Search:
    """Persons by name without accents, number or telephone; by number it is a look."""

    key = "parties"

    def hits(self, actor: Actor, text: str, limit: int) -> Sequence[Hit]:
        """Return the persons who fit, for whoever may look."""
        if actor.is_anonymous:
            return []
        return [
            Hit(
                label=hit.name,
                detail=" · ".join(part for part in (written(hit.birth), pages.commune(hit.commune_id)) if part),
                url=reverse("parties:person", args=[hit.id]),
                kind=gettext("Công dân, tổ chức"),
            )
            for hit in queries.find(actor, text, limit)
        ]


class Printed:
    """Whoever a print was made for is not forgotten; prints stand below and cannot say so themselves."""

    key = "prints"

    def tied(self, persons: Collection[UUID]) -> frozenset[UUID]:
        """Return those whose a print is."""
        return prints.named_in_prints(persons)


navigation.plug(Rail())
search.plug(Search())
ties.plug(Printed())
verbs.plug(Verb("parties.corrected", _("Sửa thông tin người nộp hoặc tổ chức")))
verbs.plug(Verb("parties.erased", _("Xoá dữ liệu của người nộp hoặc tổ chức")))
holdings.plug(HOLDING)
