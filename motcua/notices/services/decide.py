"""A person's word on a message that was refused, or of which nobody knows whether it came."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.kernel import access
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.refusal import SomebodyWasQuicker
from motcua.kernel.statements import row, run
from motcua.ledger import services as ledger
from motcua.notices import queries, rules
from motcua.notices.services.tell import sealed_address
from motcua.notices.types import (
    DECIDE,
    FOR_A_PERSON,
    LOOK,
    MESSAGE,
    Channel,
    Deed,
    Fate,
    NoAddress,
    NoSuchMessage,
    NothingToDecide,
)

FIND = "select channel, unit_id, person_id, fate, revision from notices_message where id = %s for update"


@act
def resend(*, actor: Actor, at: datetime, message: UUID, revision: int | None = None) -> None:
    """Queue the message once more, to the address that the person has now; its Message-ID stays.

    Refuses with NoSuchMessage, NotAllowed, NothingToDecide, SomebodyWasQuicker (the page was older), and NoAddress.
    """
    found = _begin(actor, message, revision)
    address = sealed_address(found["person_id"], Channel(found["channel"]))
    if address is None:
        raise NoAddress
    not_before = rules.awake(at, queries.habits(at.date()).quiet)
    run(
        "update notices_message set fate = %s, fate_at = %s, not_before = %s, tries = 0, address = %s where id = %s",
        [Fate.QUEUED, at, not_before, address, message],
    )
    _write(actor, at, message, found["revision"] + 1, Deed.RESEND)


@act
def settle(*, actor: Actor, at: datetime, message: UUID, revision: int | None = None) -> None:
    """Let the message count as told: it came, or the person was told otherwise. It is never sent again.

    Refuses as ``resend`` does, save NoAddress.
    """
    found = _begin(actor, message, revision)
    run("update notices_message set fate = %s, fate_at = %s where id = %s", [Fate.SETTLED, at, message])
    _write(actor, at, message, found["revision"] + 1, Deed.SETTLE)


def _begin(actor: Actor, message: UUID, revision: int | None) -> dict[str, Any]:
    found = row(FIND, [message])
    if found is None or not access.judge(actor, LOOK, found["unit_id"]):
        raise NoSuchMessage
    access.require(actor, DECIDE, found["unit_id"])
    if revision is not None and revision != found["revision"]:
        raise SomebodyWasQuicker(_("Tin này vừa có người khác quyết định. Mở lại để xem mới nhất."))
    if Fate(found["fate"]) not in FOR_A_PERSON:
        raise NothingToDecide(Fate(found["fate"]).words)
    return found


def _write(actor: Actor, at: datetime, message: UUID, revision: int, deed: Deed) -> None:
    run("update notices_message set revision = %s where id = %s", [revision, message])
    run(
        "insert into notices_decision (id, message_id, at, by_account, by_post, by_unit, deed)"
        " values (%s, %s, %s, %s, %s, %s, %s)",
        [new_id(), message, at, actor.account, actor.post, actor.unit, deed],
    )
    verb = "notices.resent" if deed is Deed.RESEND else "notices.settled"
    ledger.write(actor, verb, kind=MESSAGE, stream=message, seq=revision, at=at)
