"""What the catalogue plugs into lower modules."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.catalogue import pages, queries
from motcua.catalogue.types import ACTS, PUBLISH, ROLES, SAMPLE
from motcua.files.sockets import guards
from motcua.identity.sockets import ActLine, ModuleActs, acts
from motcua.kernel import access, moments
from motcua.kernel.actor import Actor
from motcua.ledger.sockets import Verb, verbs
from motcua.ui.remembered import fixed
from motcua.ui.sockets import administration, navigation, search
from motcua.ui.types import Duty, Entry, Hit


class Rail:
    """The procedures, for everybody; with how many proposed changes wait for whoever publishes."""

    key = "catalogue"

    def entries(self, actor: Actor, request: HttpRequest) -> Sequence[Entry]:
        """Return the list for everybody, and the keeping of it for an administrator."""
        del request
        found = [Entry(gettext("Thủ tục"), fixed("catalogue:procedures"), group="knowledge", order=10)]
        if not actor.is_anonymous and access.judge(actor, PUBLISH):
            waiting = queries.waiting_proposals(actor).or_none()
            found.append(Entry(gettext("Công bố thủ tục"), fixed("catalogue:kept"), waiting, "settings", 50))
        return found


class Keeping:
    """The keeping of the procedures, on the page of administration."""

    key = "catalogue"

    def duties(self, actor: Actor) -> Sequence[Duty]:
        """Return the way there for whoever publishes."""
        if not access.judge(actor, PUBLISH):
            return []
        words = gettext("Bản mới của thủ tục: giấy tờ, thời hạn, phí, quy trình; so hai bản trước khi áp dụng.")
        return [Duty(gettext("Công bố thủ tục"), reverse("catalogue:kept"), words, 50)]


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


class Samples:
    """An uploaded sample as it came is for whoever publishes; everybody sees it with «MẪU» on the procedure's own page."""

    key = SAMPLE

    def may_read(self, actor: Actor, owner_id: UUID) -> bool:
        """Let whoever publishes read it."""
        del owner_id
        return access.judge(actor, PUBLISH)


guards.plug(Samples())
acts.plug(ModuleActs("catalogue", tuple(ActLine(code, words) for code, words in ACTS), ROLES))
navigation.plug(Rail())
administration.plug(Keeping())
search.plug(Search())
verbs.plug(
    Verb("catalogue.version.published", _("Công bố bản số %(number)s của thủ tục %(procedure)s, dùng từ %(since)s"))
)
verbs.plug(
    Verb("catalogue.version.withdrawn", _("Thu hồi bản số %(number)s của thủ tục %(procedure)s trước khi áp dụng"))
)
verbs.plug(Verb("catalogue.draft.begun", _("Bắt đầu soạn thủ tục mới %(procedure)s")))
verbs.plug(Verb("catalogue.draft.written", _("Sửa dự thảo thủ tục %(procedure)s")))
verbs.plug(Verb("catalogue.draft.dropped", _("Bỏ dự thảo thủ tục %(procedure)s")))
verbs.plug(Verb("catalogue.draft.published", _("Công bố thủ tục mới %(procedure)s từ dự thảo")))
verbs.plug(Verb("catalogue.proposal.made", _("Đề nghị thay đổi thủ tục %(procedure)s, dùng từ %(since)s")))
verbs.plug(Verb("catalogue.proposal.published", _("Xem và công bố đề nghị thay đổi thủ tục %(procedure)s")))
verbs.plug(Verb("catalogue.proposal.sent_back", _("Trả lại đề nghị thay đổi thủ tục %(procedure)s")))
verbs.plug(Verb("catalogue.proposal.withdrawn", _("Rút đề nghị thay đổi thủ tục %(procedure)s")))
verbs.plug(Verb("catalogue.procedure.abolished", _("Bãi bỏ thủ tục %(procedure)s từ %(since)s")))
verbs.plug(Verb("catalogue.sample.replaced", _("Dùng hồ sơ mẫu tải lên cho thủ tục %(procedure)s")))
verbs.plug(Verb("catalogue.sample.restored", _("Dùng lại hồ sơ mẫu do hệ thống lập cho thủ tục %(procedure)s")))
