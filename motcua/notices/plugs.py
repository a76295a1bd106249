"""What notices plugs into lower modules."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.identity.sockets import ActLine, ModuleActs, acts
from motcua.kernel import access, moments
from motcua.kernel.actor import Actor
from motcua.kernel.personal import holdings
from motcua.ledger.sockets import verbs
from motcua.ledger.types import Verb
from motcua.notices import queries
from motcua.notices.carriers.kannel import Kannel
from motcua.notices.carriers.smtp import Smtp
from motcua.notices.personal import HOLDING
from motcua.notices.queries.outbox import name_of
from motcua.notices.sockets import carriers, letters
from motcua.notices.types import ACTS, LOOK, ROLES, TEMPLATES, TEXTS, Channel
from motcua.operations.sockets import watched
from motcua.operations.types import Figure, level
from motcua.organisation.sockets import choices
from motcua.parties.sockets import ties
from motcua.ui.remembered import fixed
from motcua.ui.sockets import administration, navigation
from motcua.ui.types import Duty, Entry


class Rail:
    """The outbox, with how many messages wait for somebody's word; the texts for who only looks after those."""

    key = "notices"

    def entries(self, actor: Actor, request: HttpRequest) -> Sequence[Entry]:
        """Return one entry, or nothing."""
        del request
        if actor.is_anonymous:
            return []
        if access.judge(actor, LOOK, actor.unit):
            waiting = queries.waiting_for_a_person(actor).or_none()
            return [Entry(gettext("Tin đã báo"), fixed("notices:outbox"), waiting, order=45)]
        if access.judge(actor, TEXTS, actor.unit):
            return [Entry(gettext("Mẫu tin báo"), fixed("notices:templates"), group="settings", order=40)]
        return []


class KeepingTexts:
    """The texts, for whoever looks after them, and what a person may decline."""

    key = "notices"

    def duties(self, actor: Actor) -> Sequence[Duty]:
        """Return the page of the texts."""
        if not access.judge(actor, TEMPLATES):
            return []
        words = gettext("Lời của từng tin báo; xem thử với hồ sơ mẫu trước khi công bố.")
        return [Duty(gettext("Mẫu tin báo"), reverse("notices:templates"), words, 80)]


class Waiting:
    """Messages that wait to be sent, and for somebody's word."""

    key = "notices"

    def figures(self) -> Sequence[Figure]:
        """Return both, from one statement."""
        late, asking = queries.waiting(moments.now())
        return [
            Figure(
                "notices_late", gettext("Tin báo quá 15 phút chưa gửi"), late, gettext("%(count)s tin") % {"count": late},
                level(late, 1, 100),
                gettext("Máy chủ thư hoặc cổng SMS không nhận. Mở «Tin đã báo» xem nó trả lời gì; xem worker.log trong thư mục logs."),
            ),
            Figure(
                "notices_asking", gettext("Tin báo chờ người quyết định"), asking, gettext("%(count)s tin") % {"count": asking},
                level(asking, 20, 200),
                gettext("Nhắc bộ phận một cửa của từng đơn vị mở «Tin đã báo», gửi lại hoặc coi như đã báo."),
            ),
        ]  # fmt: skip


class Told:
    """Whoever was told something, or said what he does not want to be told, is not forgotten."""

    key = "notices"

    def tied(self, persons: Collection[UUID]) -> frozenset[UUID]:
        """Return those whom a message or a wish names."""
        return queries.named_in_messages(persons)


class MayDecline:
    """The kinds of messages among which the province chooses what a person may decline."""

    key = "notices.may_decline"

    def choices(self) -> Sequence[tuple[str, str]]:
        """Return the kinds with their names."""
        return [(letter.key, str(letter.name)) for letter in letters]


def in_words(facts: Mapping[str, Any]) -> dict[str, object]:
    """Put names for a line's codes."""
    words: dict[str, object] = dict(facts)
    if "channel" in facts:
        words["channel"] = Channel(facts["channel"]).words
    if "letter" in facts:
        words["letter"] = name_of(str(facts["letter"]))
    return words


navigation.plug(Rail())
administration.plug(KeepingTexts())
watched.plug(Waiting())
choices.plug(MayDecline())
ties.plug(Told())
acts.plug(ModuleActs("notices", tuple(ActLine(code, words) for code, words in ACTS), ROLES))
carriers.plug(Smtp())
carriers.plug(Kannel())
for code, sentence in (
    ("notices.resent", _("Cho gửi lại tin báo")),
    ("notices.settled", _("Coi như đã báo cho người nhận")),
    ("notices.declined", _("Ghi người dân không nhận tin qua kênh %(channel)s")),
    ("notices.accepted", _("Ghi người dân nhận lại tin qua kênh %(channel)s")),
    (
        "notices.template.published",
        _("Công bố mẫu tin «%(letter)s», %(channel)s, bản số %(number)s, dùng từ %(since)s"),
    ),
    (
        "notices.template.withdrawn",
        _("Rút mẫu tin «%(letter)s», %(channel)s, bản số %(number)s, trước ngày dùng %(since)s"),
    ),
):
    verbs.plug(Verb(code, sentence, places=in_words))
holdings.plug(HOLDING)
