"""Say where one gets e-mail oneself, and whether the summary of the morning is wanted."""

from __future__ import annotations

import re
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.kernel import statements
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.keys import seal
from motcua.kernel.refusal import Invalid
from motcua.ledger import services as ledger
from motcua.steering.sealing import ADDRESS
from motcua.steering.types import MAILBOX

LONGEST = 100
FORM = re.compile(r"[^\s<>@,;]+@[^\s<>@,;]+\.[^\s<>@,;]+")
WRITE = """
insert into steering_mailbox (account_id, address, morning, at, revision) values (%s, %s, %s, %s, 1)
on conflict (account_id) do update set address = excluded.address, morning = excluded.morning, at = excluded.at,
  revision = steering_mailbox.revision + 1
returning revision"""


@act
def set_mailbox(*, actor: Actor, at: datetime, address: str, morning: bool) -> None:
    """Write the actor's own address (empty: no e-mail any more) and whether the morning's summary is wanted.

    Refuses with Invalid what is no address.
    """
    address = address.strip()
    if address and (len(address) > LONGEST or not FORM.fullmatch(address)):
        raise Invalid({"address": _("Địa chỉ thư không đúng. Ghi như ten@backan.gov.vn, hoặc để trống.")})
    written = statements.row(WRITE, [actor.account, seal(address, ADDRESS), morning, at])
    assert written is not None, "one is always written"
    ledger.write(
        actor,
        "steering.mailbox_set",
        kind=MAILBOX,
        stream=actor.account,
        seq=written["revision"],
        at=at,
        morning=morning,
    )
