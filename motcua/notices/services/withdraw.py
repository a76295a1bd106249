"""Take a text back whose day is still to come."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.kernel.access import require
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.refusal import SomebodyWasQuicker
from motcua.kernel.statements import row, run
from motcua.ledger import services as ledger
from motcua.notices.queries.texts import letter_of
from motcua.notices.types import TEMPLATE, TEMPLATES, NoSuchTemplate, TextInForce

FIND = """
select id, valid_from, withdrawn_at from notices_template where kind = %s and channel = %s and number = %s for update
"""


@act
def withdraw_text(*, actor: Actor, at: datetime, kind: str, channel: str, number: int) -> None:
    """Take back a version that is not in force yet; what was in force goes on, its number is not used again.

    Refuses with NotAllowed, NoSuchTemplate, TextInForce (its day has come), SomebodyWasQuicker (taken back before).
    """
    require(actor, TEMPLATES, actor.unit)
    letter_of(kind, channel)
    found = row(FIND, [kind, channel, number])
    if found is None:
        raise NoSuchTemplate
    if found["withdrawn_at"] is not None:
        raise SomebodyWasQuicker(_("Bản này đã rút rồi. Mở lại trang để xem các bản."))
    if found["valid_from"] <= at.date():
        raise TextInForce
    run("update notices_template set withdrawn_at = %s where id = %s", [at, found["id"]])
    ledger.write(
        actor,
        "notices.template.withdrawn",
        kind=TEMPLATE,
        stream=found["id"],
        seq=2,
        at=at,
        letter=kind,
        channel=channel,
        number=number,
        since=found["valid_from"],
    )
