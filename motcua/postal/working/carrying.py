"""The worker's loop for the post: orders go out under our reference, messages and lists come in.

What leaves is written down before it leaves: if this process dies in between, the next one finds «asked», looks the
order up by its reference, and orders again under the same one only where the post knows none.
"""

from __future__ import annotations

from threading import Event
from typing import Any
from uuid import UUID

import orjson
import structlog
from django.db import InterfaceError, OperationalError, connection

from motcua.kernel import alarms, moments
from motcua.kernel.actor import SYSTEM
from motcua.kernel.keys import unseal
from motcua.kernel.statements import row
from motcua.organisation import queries as organisation
from motcua.postal import services
from motcua.postal.queries.settings import office
from motcua.postal.rules import FIRST_WAIT
from motcua.postal.sealing import ADDRESS
from motcua.postal.sockets import Office
from motcua.postal.types import Address, Order, OrderAnswer, Said, What

log = structlog.get_logger("motcua.postal")

#: Seconds between rounds; and after one in which the post could not be reached.
PAUSE, AWAY = 5.0, 60.0
STREAM = "tracking"
#: Pages of messages in one round.
MOST_PAGES = 20

CLAIM = """
with due as (
  select id, asking from postal_parcel where asking in ('waiting', 'asked', 'cancelling') and not_before <= %(at)s
  order by not_before, id limit 1 for update skip locked
)
update postal_parcel p set asking = case p.asking when 'waiting' then 'asked' else p.asking end, tries = p.tries + 1,
  not_before = %(until)s
from due where p.id = due.id returning p.id, p.reference, p.what, p.label, p.unit_id, p.receiver, p.collects, due.asking as was
"""


def run(stop: Event) -> None:
    """Carry until told to stop; outlives restarts of the database. Without a post's system there is nothing to do."""
    while not stop.is_set():
        reached = True
        try:
            found = office()
            if found is not None:
                reached = carry(found)
        except (OperationalError, InterfaceError) as problem:
            log.warning("postal.disconnected", problem=type(problem).__name__)
            connection.close()
        stop.wait(PAUSE if reached else AWAY)


def carry(found: Office) -> bool:
    """Do one round: orders, messages, lists. Answers whether the post could be reached."""
    reached = order_due(found) and read_news(found) and read_lists(found)
    if not reached:
        alarms.ring("postal.away", "Không nối được hệ thống bưu điện; đơn và tin chờ, không mất. Xem MOTCUA_POST_*.")
    return reached


def order_due(found: Office) -> bool:
    """Order, or cancel, whatever is due; stop where the post cannot be reached."""
    while True:
        at = moments.now()
        claimed = row(CLAIM, {"at": at, "until": at + FIRST_WAIT})
        if claimed is None:
            return True
        answer = _ask(found, claimed)
        known = services.note_answer(actor=SYSTEM, at=moments.now(), parcel=claimed["id"], answer=answer)
        log.info("postal.asked", parcel=str(claimed["id"]), said=answer.said, order=known)
        if answer.said is Said.AWAY:
            return False


def _ask(found: Office, claimed: dict[str, Any]) -> OrderAnswer:
    reference = claimed["reference"]
    if claimed["was"] == Order.CANCELLING:
        return found.cancel(reference)
    if claimed["was"] == Order.ASKED:
        known = found.find(reference)
        if known.said is not Said.ABSENT:
            return known
    name, address, phone = orjson.loads(unseal(bytes(claimed["receiver"]), ADDRESS))
    what = f"{What(claimed['what']).words}, {claimed['label']}"
    sender, to = _sender(claimed["unit_id"]), Address(name, address, phone)
    return found.order(reference, what, sender, to, collects=claimed["collects"])


def _sender(unit: UUID) -> Address:
    now = moments.now().date()
    contact = organisation.settings(now).contact
    name = organisation.full_name(unit)
    return Address(name, name, contact.get("hotline", ""), organisation.unit(unit).code)


def read_news(found: Office) -> bool:
    """Read what came since the mark, page by page; the mark moves when a page is written."""
    for _page in range(MOST_PAGES):
        kept = row("select mark from postal_mark where stream = %s", [STREAM])
        mark = kept["mark"] if kept else ""
        news = found.news(mark)
        if news is None:
            return False
        for message in news.messages:
            services.take_message(actor=SYSTEM, at=moments.now(), message=message)
        if news.mark == mark:
            return True
        services.set_mark(actor=SYSTEM, at=moments.now(), stream=STREAM, mark=news.mark)
    return True


def read_lists(found: Office) -> bool:
    """Take the lists that the post announced."""
    lists = found.lists()
    for listed in lists or ():
        services.take_list(actor=SYSTEM, at=moments.now(), listed=listed)
    return lists is not None
