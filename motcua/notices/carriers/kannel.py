"""SMS through a gateway that speaks Kannel's sendsms over HTTP (Kannel, and those that imitate it).

A request is ``GET …/sendsms?username=&password=&from=&to=&text=&charset=UTF-8&coding=2``. Status 202 says that it
was taken (body «0: Accepted for delivery») or stored to go later («3: Queued for later delivery»); 4xx that this
message or we are wrong; 503 that one may try again. With ``dlr-mask`` and ``dlr-url`` the gateway asks that address when
it knows more, «%d» replaced by its code (``rules.REPORTS``).
"""

from __future__ import annotations

import http.client
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from motcua.notices.types import Answer, Channel, Outcome, Parcel

ACCEPTED, TRY_AGAIN = 202, 503
#: What is wrong with us, not with the message.
ABOUT_US = frozenset({401, 403, 404})
#: Body codes that say taken or stored.
TAKEN = ("0:", "3:")
LONGEST = 2000
#: Reports that are asked for: delivered, failed, passed on, taken by the network, rejected.
MASK = "31"


class Kannel:
    """An SMS gateway."""

    key = "kannel"
    channel = Channel.SMS

    @property
    def is_on(self) -> bool:
        """Whether a gateway is set."""
        return bool(settings.SMS_URL)

    def carry(self, parcel: Parcel, hand_over: Callable[[], bool]) -> Answer:
        """Send one SMS; see ``sockets.Carrier``. Once asked, a gateway that does not answer may have sent it."""
        place = urlsplit(settings.SMS_URL)
        kind = http.client.HTTPSConnection if place.scheme == "https" else http.client.HTTPConnection
        line = kind(place.hostname or "", place.port, timeout=settings.SMS_WAIT)
        try:
            line.connect()
        except OSError as problem:
            return Answer(Outcome.AWAY, words=type(problem).__name__)
        try:
            if not hand_over():
                return Answer(Outcome.AWAY)
            line.request("GET", f"{place.path or '/'}?{_asked(parcel)}")
            response = line.getresponse()
            words = " ".join(response.read(LONGEST).decode("utf-8", "replace").split())
        except (OSError, http.client.HTTPException) as problem:
            return Answer(Outcome.UNKNOWN, words=type(problem).__name__)
        finally:
            line.close()
        return Answer(_outcome(response.status, words), response.status, words[:300])


def _asked(parcel: Parcel) -> str:
    reporting = {"dlr-mask": MASK, "dlr-url": parcel.report_to} if parcel.report_to else {}
    return urlencode(
        {
            "username": settings.SMS_USER,
            "password": settings.SMS_PASSWORD,
            "from": settings.SMS_FROM,
            "to": "+84" + parcel.address.removeprefix("0"),
            "text": parcel.body,
            "charset": "UTF-8",
            "coding": "2",
            **reporting,
        }
    )


def _outcome(status: int, words: str) -> Outcome:
    """Return how it ended; an answer that is no answer of a gateway leaves it unknown."""
    if status == ACCEPTED and words.startswith(TAKEN):
        return Outcome.SENT
    if status == TRY_AGAIN:
        return Outcome.DEFERRED
    if status in ABOUT_US:
        return Outcome.AWAY
    return Outcome.REFUSED if http.client.BAD_REQUEST <= status < http.client.INTERNAL_SERVER_ERROR else Outcome.UNKNOWN
