"""A person does not want to be told by a channel, or wants it again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.kernel.access import require
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.statements import row
from motcua.ledger import services as ledger
from motcua.notices import queries
from motcua.notices.types import WISH, WISHES, Channel, MayNotDecline


@act
def decline(*, actor: Actor, at: datetime, person: UUID, channel: Channel) -> None:
    """Note that a person declines a channel; twice changes nothing. What must be told is told all the same.

    Refuses with NotAllowed, and with MayNotDecline where the profile lets nobody decline anything.
    """
    require(actor, WISHES, actor.unit)
    if not queries.habits(at.date()).may_decline:
        raise MayNotDecline
    made = row(
        "insert into notices_declined (id, person_id, channel, at, by_account, by_post, by_unit)"
        " values (%s, %s, %s, %s, %s, %s, %s)"
        " on conflict (person_id, channel) where ended_at is null do nothing returning id",
        [new_id(), person, channel, at, actor.account, actor.post, actor.unit],
    )
    if made:
        ledger.write(
            actor, "notices.declined", kind=WISH, stream=made["id"], seq=1, at=at, person=person, channel=str(channel)
        )


@act
def accept(*, actor: Actor, at: datetime, person: UUID, channel: Channel) -> None:
    """Note that a person wants to be told by a channel again; where nothing was declined nothing changes.

    Refuses with NotAllowed.
    """
    require(actor, WISHES, actor.unit)
    ended = row(
        "update notices_declined set ended_at = %s where person_id = %s and channel = %s and ended_at is null returning id",
        [at, person, channel],
    )
    if ended:
        ledger.write(
            actor, "notices.accepted", kind=WISH, stream=ended["id"], seq=2, at=at, person=person, channel=str(channel)
        )
