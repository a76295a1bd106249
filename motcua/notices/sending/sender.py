"""The sender: a loop for each channel that takes one message after the other to its carrier."""

from __future__ import annotations

import time
from threading import Event

import structlog
from django.db import InterfaceError, OperationalError

from motcua.kernel import alarms, moments
from motcua.notices import queries, rules
from motcua.notices.sending import claims
from motcua.notices.sending.claims import Claimed, Claims
from motcua.notices.sockets import Carrier, carriers
from motcua.notices.types import Answer, Channel, Fate, Outcome

log = structlog.get_logger("motcua.notices")

#: Seconds to look again when nothing is due, and to leave a carrier alone that could not be reached.
PAUSE, AWAY = 1.0, 60.0
STAND_BY = 1.0
#: How often dead senders are looked for (seconds).
SWEEP = 5.0


def run(channel: Channel, stop: Event) -> None:
    """Send what is due by one channel until told to stop; outlives restarts of the database."""
    while not stop.is_set():
        try:
            _work(channel, Claims(), stop)
        except (OperationalError, InterfaceError) as problem:
            log.warning("notices.disconnected", problem=type(problem).__name__)
            stop.wait(STAND_BY)
        finally:
            claims.forget_connection()


def _work(channel: Channel, own: Claims, stop: Event) -> None:
    swept = float("-inf")
    while not stop.is_set() and not own.is_lost:
        if time.monotonic() - swept > SWEEP:
            sweep(own)
            swept = time.monotonic()
        answer = send_one(channel, own, stop)
        if answer is None:
            stop.wait(PAUSE)
        elif answer.outcome is Outcome.AWAY:
            stop.wait(AWAY)


def send_due(channel: Channel) -> list[Answer]:
    """Send all that is due by a channel now and answer how each ended; for commands and tests."""
    own, answers = Claims(), []
    sweep(own)
    while answer := send_one(channel, own, Event()):
        answers.append(answer)
        if answer.outcome is Outcome.AWAY:
            break
    return answers


def send_one(channel: Channel, own: Claims, stop: Event) -> Answer | None:
    """Send the message that has waited longest; None when nothing is due, it is night, or the channel is not set up."""
    at = moments.now()
    carrier = carrier_of(channel)
    if carrier is None or rules.is_quiet(at, queries.habits(at.date()).quiet):
        return None
    claimed = own.take(channel, at)
    if claimed is None:
        return None
    answer = carrier.carry(claimed.parcel, lambda: own.hand_over(claimed, moments.now()))
    fate = _end(own, claimed, answer, stop)
    log.info("notices.tried", message=str(claimed.parcel.id), channel=channel, fate=fate, code=answer.code)
    if answer.outcome is Outcome.AWAY:
        alarms.ring(
            "notices.away",
            "Không nối được nơi chuyển tin ra ngoài; tin chờ, không mất. Xem cài đặt MOTCUA_SMTP_* hoặc MOTCUA_SMS_*.",
            channel=str(channel),
            reply=answer.code,
        )
    return answer


def sweep(own: Claims) -> None:
    """Look for what dead senders left, and say so where a person must decide."""
    for message, fate in own.sweep(moments.now()):
        log.warning("notices.left_over", message=str(message), fate=fate)
        if fate is Fate.UNKNOWN:
            alarms.ring(
                "notices.unknown",
                "Một tin đứt giữa chừng, chưa rõ đã đến chưa; không tự gửi lại. Xem ở trang Tin đã báo.",
                message=str(message),
            )


def carrier_of(channel: Channel) -> Carrier | None:
    """Return the carrier that is set up for a channel."""
    return next((one for one in carriers if one.is_on and one.channel is channel), None)


def _end(own: Claims, claimed: Claimed, answer: Answer, stop: Event) -> Fate:
    """Write the answer down, however long the database is away: it is told once and never again."""
    while True:
        try:
            return claims.end(claimed, answer, moments.now())
        except (OperationalError, InterfaceError):
            claims.forget_connection()
            own.is_lost = True
            if stop.wait(STAND_BY):
                raise
