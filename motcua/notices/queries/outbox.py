"""The outbox: what was made for whom, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.kernel import access, keys
from motcua.kernel.actor import Actor
from motcua.kernel.counts import Count
from motcua.kernel.moments import local
from motcua.kernel.statements import row, rows
from motcua.ledger import services as ledger
from motcua.notices import rules
from motcua.notices.sealing import ADDRESS, ANSWER, BODY, SUBJECT
from motcua.notices.sockets import letters
from motcua.notices.types import (
    FOR_A_PERSON,
    LOOK,
    MESSAGE,
    Attempt,
    Channel,
    Decision,
    Deed,
    Fate,
    Line,
    Message,
    NoSuchMessage,
    Outcome,
    Report,
    Told,
)

ROWS = 50
#: The outbox shows so many days; what waits for a person is shown however old it is.
DAYS = 30

COLUMNS = "id, kind, label, channel, address, made_at, fate, fate_at, not_before, report"
WHERE = "(%(units)s::uuid[] is null or unit_id = any(%(units)s)) and (made_at > %(since)s or fate in ('refused', 'unknown'))"
WAITING = """
select count(*) as count from notices_message
where (%(units)s::uuid[] is null or unit_id = any(%(units)s)) and fate in ('refused', 'unknown')
"""
COUNTS = f"select fate, count(*) as number from notices_message where {WHERE} group by fate"
LINES = f"""
select {COLUMNS} from notices_message
where {WHERE} and (%(fate)s::text is null or fate = %(fate)s) and (%(before)s::uuid is null or id < %(before)s)
order by id desc limit {ROWS + 1}
"""

ATTEMPTS = """
select a.*, (select array_agg(r.means) from notices_report r where r.attempt_id = a.id) as reports from notices_attempt a
where a.message_id = %s order by a.number
"""


@dataclass(frozen=True, slots=True)
class Outbox:
    """A page of the outbox: its lines newest first, how many of each fate, and the last line's id if more follow."""

    lines: tuple[Line, ...]
    counts: Mapping[Fate, int]
    following: UUID | None

    @property
    def total(self) -> int:
        """How many there are of all fates."""
        return sum(self.counts.values())


def outbox(actor: Actor, *, at: datetime, fate: Fate | None = None, before: UUID | None = None) -> Outbox:
    """Return the messages of the units where this actor may look; the look is one line with filter and count."""
    units = _units(actor)
    asked = {"units": units, "since": at - timedelta(days=DAYS), "fate": fate, "before": before}
    counts = {Fate(one["fate"]): one["number"] for one in rows(COUNTS, asked)}
    found = rows(LINES, asked)
    lines = tuple(_line(one) for one in found[:ROWS])
    facts = {"fate": str(fate or "all"), "count": len(lines)}
    ledger.note_look(actor, kind=MESSAGE, subject=None, at=at, act="list", facts=facts)
    return Outbox(lines, counts, lines[-1].id if len(found) > ROWS else None)


def waiting_for_a_person(actor: Actor) -> Count:
    """Count the messages in this actor's units that wait for somebody's word."""
    return Count(WAITING, {"units": _units(actor)})


def waiting(at: datetime) -> tuple[int, int]:
    """Return how many messages of the house should have gone a quarter of an hour ago, and how many wait for somebody's word."""
    found = row(
        "select count(*) filter (where fate in ('queued', 'sending', 'deferred')"
        " and not_before < %s) as late,"
        " count(*) filter (where fate in ('refused', 'unknown')) as asking"
        " from notices_message where fate in ('queued', 'sending', 'deferred', 'refused', 'unknown')",
        [at - timedelta(minutes=15)],
    )
    assert found is not None
    return int(found["late"]), int(found["asking"])


def message_for(actor: Actor, message: UUID, *, at: datetime, look: bool = True) -> Message:
    """Return one message whole, with what it says; opening it is a look. Raises NoSuchMessage."""
    found = row(
        f"select {COLUMNS}, unit_id, person_id, subject, body, revision from notices_message where id = %s", [message]
    )
    if found is None or not access.judge(actor, LOOK, found["unit_id"]):
        raise NoSuchMessage
    attempts = rows(ATTEMPTS, [message])
    decisions = rows(
        "select at, by_account, deed from notices_decision where message_id = %s order by at, id", [message]
    )
    if look:
        ledger.note_look(actor, kind=MESSAGE, subject=message, at=at)
    return Message(
        line=_line(found),
        unit=found["unit_id"],
        person=found["person_id"],
        subject=keys.unseal(found["subject"], SUBJECT),
        body=_body(actor, found),
        revision=found["revision"],
        attempts=tuple(_attempt(one) for one in attempts),
        decisions=tuple(Decision(local(one["at"]), one["by_account"], Deed(one["deed"])) for one in decisions),
    )


def told(about_kind: str, about: UUID) -> tuple[Told, ...]:
    """Return what was told about something, oldest first, for a module that has itself decided who may see it."""
    found = rows(
        "select id, kind, channel, fate_at, fate from notices_message where about_id = %s and about_kind = %s order by id",
        [about, about_kind],
    )
    return tuple(
        Told(one["id"], name_of(one["kind"]), Channel(one["channel"]), local(one["fate_at"]), Fate(one["fate"]))
        for one in found
    )


def _body(actor: Actor, found: dict[str, Any]) -> str:
    if found["kind"] in letters and letters[found["kind"]].is_secret and not actor.is_system:
        return _("Tin này mang mã riêng của người nhận nên không hiện ở đây.")
    return keys.unseal(found["body"], BODY)


def was_told(about_kind: str, about: UUID, kind: str) -> bool:
    """Whether a message of this kind about something has gone, or is about to; one that was refused tells nobody."""
    gone = [Fate.QUEUED, Fate.SENDING, Fate.SENT, Fate.DEFERRED]
    return bool(
        rows(
            "select 1 as found from notices_message where about_id = %s and about_kind = %s and kind = %s and fate = any(%s) limit 1",
            [about, about_kind, kind, [str(fate) for fate in gone]],
        )
    )


def name_of(kind: str) -> str:
    """Return what a kind of message is called."""
    return str(letters[kind].name) if kind in letters else kind


def _units(actor: Actor) -> list[UUID] | None:
    units = access.scope(actor, LOOK).units
    return None if units is None else list(units)


def _line(found: Mapping[str, Any]) -> Line:
    return Line(
        id=found["id"],
        kind=name_of(found["kind"]),
        label=found["label"],
        channel=Channel(found["channel"]),
        address=rules.mask(keys.unseal(found["address"], ADDRESS)),
        made_at=local(found["made_at"]),
        fate=Fate(found["fate"]),
        fate_at=local(found["fate_at"]),
        not_before=local(found["not_before"]),
        url=letters[found["kind"]].link(found["label"]) if found["kind"] in letters else "",
        report=Report(found["report"]) if found["report"] else None,
    )


def _attempt(found: Mapping[str, Any]) -> Attempt:
    return Attempt(
        at=local(found["at"]),
        outcome=Outcome(found["outcome"]) if found["outcome"] else None,
        code=found["code"],
        words=keys.unseal(found["answer"], ANSWER) if found["answer"] else "",
        report=reduce(rules.weightier, map(Report, found["reports"] or ()), None),
    )


assert {Fate.REFUSED, Fate.UNKNOWN} == FOR_A_PERSON, "the statements above name them"
