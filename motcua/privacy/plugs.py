"""What personal data plugs into lower modules."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.dossiers import queries as dossiers
from motcua.dossiers.sockets import invitations
from motcua.dossiers.types import State
from motcua.identity.sockets import ActLine, ModuleActs, acts
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.personal import holdings
from motcua.ledger.sockets import verbs
from motcua.parties.sockets import ties
from motcua.privacy import queries
from motcua.privacy.personal import HOLDING
from motcua.privacy.types import ACTS, ANSWER, LOOK, ROLES
from motcua.privacy.verbs import VERBS
from motcua.ui.sockets import navigation
from motcua.ui.types import Cell, Entry


class Rail:
    """Personal data, with how many proposals wait for my decision."""

    key = "privacy"

    def entries(self, actor: Actor, request: HttpRequest) -> Sequence[Entry]:  # noqa: ARG002  the socket asks with it
        """Return one entry, or nothing."""
        if actor.is_anonymous:
            return []
        if access.scope(actor, LOOK).is_empty:
            answers = access.judge(actor, ANSWER, actor.unit)
            return [Entry(_("Dữ liệu cá nhân"), reverse("privacy:answer"), order=48)] if answers else []
        return [Entry(_("Dữ liệu cá nhân"), reverse("privacy:home"), queries.waiting(actor).or_none(), order=48)]


class Answered:
    """Whoever was told what is held of them, or who looked, or is proposed to be erased, is not forgotten: both stay provable."""

    key = "privacy"

    def tied(self, persons: Collection[UUID]) -> frozenset[UUID]:
        """Return those whom an answer or a proposal names."""
        return queries.named_in_answers(persons)


class WhoLooked:
    """Whoever handed in their own dossier reads who looked at it."""

    key = "privacy"

    def invite(self, token: str, state: State) -> Cell | None:  # noqa: ARG002  in whatever state it is
        """Return the way to the list; None where somebody else may bear the receipt."""
        kept = dossiers.kept_by_token(token)
        if kept is None or not queries.is_told_to_bearer(kept):
            return None
        return Cell(_("Ai đã xem hồ sơ của tôi"), reverse("privacy:lookers", args=[token]))


navigation.plug(Rail())
invitations.plug(WhoLooked())
ties.plug(Answered())
acts.plug(ModuleActs("privacy", tuple(ActLine(code, words) for code, words in ACTS), ROLES))
for verb in VERBS:
    verbs.plug(verb)
holdings.plug(HOLDING)
