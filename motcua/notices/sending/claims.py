"""Messages as the sender takes them: one claims, hands over, ends; what a dead one left is told apart.

A sender holds an advisory lock of the database as long as its connection lives. Whoever can take that lock knows that
the holder is gone: what it had not handed over yet goes back into the queue, what it had is unknown for ever.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from motcua.kernel import keys
from motcua.kernel.ids import new_id
from motcua.kernel.statements import row, rows
from motcua.notices import queries, reports, rules
from motcua.notices.sealing import ADDRESS, ANSWER, BODY, SUBJECT
from motcua.notices.types import Answer, Channel, Fate, Outcome, Parcel

CLAIM = """
with due as (
  select id from notices_message where channel = %(channel)s and fate in ('queued', 'deferred') and not_before <= %(at)s
  order by not_before, id limit 1 for update skip locked
), taken as (
  update notices_message m set fate = 'sending', fate_at = %(at)s, attempts = m.attempts + 1, claimed_by = %(claim)s,
    report = null
  from due where m.id = due.id returning m.id, m.address, m.subject, m.body, m.made_at, m.attempts, m.tries
), tried as (
  insert into notices_attempt (id, message_id, number, at) select %(attempt)s, id, attempts, %(at)s from taken returning id
)
select taken.*, tried.id as attempt from taken, tried
"""
HAND_OVER = """
update notices_attempt a set handed_over_at = %(at)s where a.id = %(attempt)s and a.outcome is null
and exists (select from notices_message m where m.id = a.message_id and m.fate = 'sending' and m.claimed_by = %(claim)s)
returning a.id
"""
# An answer that comes after all is better than «unknown», unless a person has decided in between; what the gateway reports
# may be here before its answer.
END = """
with ended as (
  update notices_attempt set outcome = %(outcome)s, code = %(code)s, answer = %(answer)s, ended_at = %(at)s
  where id = %(attempt)s and (outcome is null or outcome in ('unknown', 'away')) returning message_id, number
)
update notices_message m set fate_at = %(at)s, not_before = %(not_before)s, tries = %(tries)s, claimed_by = null,
  fate = case when %(fate)s::text in ('sent', 'unknown') and m.report = 'delivered' then 'sent'
    when %(fate)s::text in ('sent', 'unknown') and m.report = 'failed' then 'refused' else %(fate)s end
from ended where m.id = ended.message_id and m.attempts = ended.number and m.fate in ('sending', 'unknown')
returning m.id
"""
CLAIMS = "select distinct claimed_by from notices_message where fate = 'sending' and claimed_by <> %s"
STRANDED = """
with left_over as (
  select m.id as message, a.id as attempt from notices_message m
  join notices_attempt a on a.message_id = m.id and a.number = m.attempts
  where m.fate = 'sending' and m.claimed_by = %(claim)s
), ended as (
  update notices_attempt a set ended_at = %(at)s, outcome = case when a.handed_over_at is null then 'away' else 'unknown' end
  from left_over where a.id = left_over.attempt and a.outcome is null returning a.message_id, a.outcome
)
update notices_message m set claimed_by = null, fate_at = %(at)s,
  fate = case ended.outcome when 'unknown' then 'unknown' else 'deferred' end, not_before = %(at)s
from ended where m.id = ended.message_id and m.fate = 'sending' returning m.id, m.fate
"""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that this sender and nobody else tries now."""

    attempt: UUID
    parcel: Parcel
    made_at: datetime
    tries: int


class Claims:
    """The claims of one sender; make a new one when its connection was lost."""

    def __init__(self) -> None:
        self.claim = secrets.randbits(62) + 1
        #: Its connection was lost, and its lock with it.
        self.is_lost = False
        row("select pg_advisory_lock(%s)", [self.claim])

    def take(self, channel: Channel, at: datetime) -> Claimed | None:
        """Take the message that has waited longest; None when there is none."""
        found = row(CLAIM, {"channel": channel, "at": at, "claim": self.claim, "attempt": new_id()})
        if found is None:
            return None
        parcel = Parcel(
            id=found["id"],
            address=keys.unseal(found["address"], ADDRESS),
            subject=keys.unseal(found["subject"], SUBJECT),
            body=keys.unseal(found["body"], BODY),
            at=at,
            report_to=reports.address_of(found["attempt"]) if channel is Channel.SMS else "",
        )
        return Claimed(found["attempt"], parcel, found["made_at"], found["tries"])

    def hand_over(self, claimed: Claimed, at: datetime) -> bool:
        """Write down that the content leaves now; no, if the message is not this sender's any more."""
        return row(HAND_OVER, {"attempt": claimed.attempt, "claim": self.claim, "at": at}) is not None

    def sweep(self, at: datetime) -> list[tuple[UUID, Fate]]:
        """Take what dead senders left: not handed over, back to the queue; handed over, unknown."""
        found: list[tuple[UUID, Fate]] = []
        for one in rows(CLAIMS, [self.claim]):
            key = {"claim": one["claimed_by"]}
            free = row("select pg_try_advisory_lock(%(claim)s) as free", key)
            if free and free["free"]:
                found += [(left["id"], Fate(left["fate"])) for left in rows(STRANDED, {**key, "at": at})]
                row("select pg_advisory_unlock(%(claim)s)", key)
        return found


def end(claimed: Claimed, answer: Answer, at: datetime) -> Fate:
    """Write down how an attempt ended; return what has become of the message."""
    tries = claimed.tries + (answer.outcome is Outcome.DEFERRED)
    quiet = queries.habits(at.date()).quiet
    fate, not_before = rules.fate_after(answer.outcome, tries=tries, made_at=claimed.made_at, at=at, quiet=quiet)
    words = rules.without_addresses(answer.words)
    values: dict[str, Any] = {
        "attempt": claimed.attempt,
        "outcome": answer.outcome,
        "code": answer.code,
        "answer": keys.seal(words, ANSWER) if words else None,
        "fate": fate,
        "not_before": not_before,
        "tries": tries,
        "at": at,
    }
    row(END, values)
    return fate


def forget_connection() -> None:
    """Close a connection that was lost; its lock went with it."""
    connection.close()
