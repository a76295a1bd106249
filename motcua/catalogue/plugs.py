"""What the catalogue plugs into lower modules."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.catalogue import pages, queries
from motcua.catalogue.types import ACTS, ROLES
from motcua.identity.sockets import ActLine, ModuleActs, acts
from motcua.kernel import moments
from motcua.kernel.actor import Actor
from motcua.ledger.sockets import Verb, verbs
from motcua.ui.sockets import navigation, search
from motcua.ui.types import Entry, Hit


class Rail:
    """The procedures, for everybody."""

    key = "catalogue"

    def entries(self, actor: Actor, request: HttpRequest) -> Sequence[Entry]:
        """Return the one entry."""
        del actor, request
        return [Entry(gettext("Thủ tục"), reverse("catalogue:procedures"), group="knowledge", order=10)]


class Search:
    """Procedures by words without accents, by code or initials."""

    key = "catalogue"

    def hits(self, actor: Actor, text: str, limit: int) -> Sequence[Hit]:
        """Return the procedures that fit; they are public."""
        del actor
        return [
            Hit(
                label=version.name,
                detail=f"{version.code} · {version.field} · {pages.limit_words(version)}",
                url=reverse("catalogue:procedure", args=[version.code]),
                kind=gettext("Thủ tục"),
            )
            for version in queries.search(text, None, moments.today(), limit)
        ]


acts.plug(ModuleActs("catalogue", tuple(ActLine(code, words) for code, words in ACTS), ROLES))
navigation.plug(Rail())
search.plug(Search())
verbs.plug(
    Verb("catalogue.version.published", _("Công bố bản số %(number)s của thủ tục %(procedure)s, dùng từ %(since)s"))
)
