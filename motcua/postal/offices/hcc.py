"""The postal enterprise's system for public administration («HCC»): JSON over HTTP with a session token.

Known of it in public (the guides of provinces' one-stop systems): a token; an order {customerCode, orderNumber,
codAmount, sender…, receiver…, description}; tracking by pages {pagesize, lastId} of {orderNumber, statusCode,
statusMessage}; cancelling {customerCode, orderNumber}. «Đã tồn tại» says that the order is there already. The rest
(paths, the look-up of one order, the lists of what will be brought) is assumed, and stands in this file alone.
"""

from __future__ import annotations

import hashlib
import http.client
import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from django.conf import settings

from motcua.postal.types import Address, ArrivalIn, ListIn, Message, News, OrderAnswer, Said, Told

LONGEST = 2_000_000
#: How many messages are asked for at once.
PAGE = 100
UNSIGNED, TRY_AGAIN = 401, frozenset({429, 503})
EXISTS = "tồn tại"
DONE = "1"


class _Lost(Exception):
    """The line broke: before the question had left (nothing happened), or after (nobody knows)."""

    def __init__(self, *, left: bool, words: str) -> None:
        super().__init__(words)
        self.left, self.words = left, words


class Hcc:
    """The post's system."""

    key = "hcc"

    def __init__(self) -> None:
        self._token = ""

    @property
    def is_on(self) -> bool:
        """Whether an address is set."""
        return bool(settings.POST_URL)

    def order(self, reference: str, what: str, sender: Address, receiver: Address, *, collects: int = 0) -> OrderAnswer:
        """Order a parcel; see ``sockets.Office``."""
        body = {
            "customerCode": settings.POST_CUSTOMER,
            "orderNumber": reference,
            "codAmount": collects,
            "senderCode": sender.code,
            "senderName": sender.name,
            "senderAddress": sender.address,
            "senderTel": sender.phone,
            "description": what,
            "receiverName": receiver.name,
            "receiverAddress": receiver.address,
            "receiverTel": receiver.phone,
        }
        return self._asked("POST", "/orders", body)

    def find(self, reference: str) -> OrderAnswer:
        """Ask for one order; see ``sockets.Office``."""
        query = urlencode({"customerCode": settings.POST_CUSTOMER})
        answer = self._asked("GET", f"/orders/{quote(reference, safe='')}?{query}")
        return OrderAnswer(Said.AWAY, words=answer.words) if answer.said is Said.UNKNOWN else answer

    def cancel(self, reference: str) -> OrderAnswer:
        """Cancel an order; see ``sockets.Office``."""
        return self._asked("POST", "/cancel", {"customerCode": settings.POST_CUSTOMER, "orderNumber": reference})

    def news(self, mark: str) -> News | None:
        """Read the next page of messages; see ``sockets.Office``."""
        query = urlencode({"customerCode": settings.POST_CUSTOMER, "pagesize": PAGE, "lastId": mark})
        body = self._read(f"/tracking?{query}")
        found = body.get("items") if body else None
        if not isinstance(found, list):
            return None
        messages = tuple(_message(one) for one in found)
        last = str(body.get("lastId") or "") if body else ""
        return News(messages, last or mark)

    def lists(self) -> Sequence[ListIn] | None:
        """Read the lists of what will be brought; see ``sockets.Office``."""
        body = self._read(f"/collections?{urlencode({'customerCode': settings.POST_CUSTOMER})}")
        found = body.get("lists") if body else None
        if not isinstance(found, list):
            return None
        return [one for one in map(_list, found) if one is not None]

    def _asked(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> OrderAnswer:
        try:
            status, answer = self._call(method, path, body)
        except _Lost as lost:
            return OrderAnswer(Said.UNKNOWN if lost.left else Said.AWAY, words=lost.words)
        return _said(status, answer)

    def _read(self, path: str) -> dict[str, Any] | None:
        try:
            status, answer = self._call("GET", path)
        except _Lost:
            return None
        return answer if status == http.client.OK else None

    def _call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> tuple[int, dict[str, Any] | None]:
        """Ask with the session's token; where the session has expired, sign in once more and ask again."""
        for fresh in (False, True):
            if fresh or not self._token:
                self._token = self._signed_in()
            status, answer = _talk(method, path, body, self._token)
            if status != UNSIGNED:
                return status, answer
        self._token = ""
        raise _Lost(left=False, words="401")

    def _signed_in(self) -> str:
        asked = {"username": settings.POST_USER, "password": settings.POST_PASSWORD}
        try:
            status, answer = _talk("POST", "/token", asked, "")
        except _Lost as lost:
            raise _Lost(left=False, words=lost.words) from lost
        token = (answer or {}).get("access_token")
        if status != http.client.OK or not isinstance(token, str) or not token:
            raise _Lost(left=False, words=f"token {status}")
        return token


def _talk(method: str, path: str, body: Mapping[str, Any] | None, token: str) -> tuple[int, dict[str, Any] | None]:
    """Send one request; return the status and the answer's object, None where it is none."""
    place = urlsplit(settings.POST_URL)
    kind = http.client.HTTPSConnection if place.scheme == "https" else http.client.HTTPConnection
    line = kind(place.hostname or "", place.port, timeout=settings.POST_WAIT)
    try:
        line.connect()
    except OSError as problem:
        raise _Lost(left=False, words=type(problem).__name__) from problem
    head = {"Accept": "application/json", "Authorization": f"Bearer {token}"} if token else {}
    content = json.dumps(body).encode() if body is not None else None
    if content is not None:
        head["Content-Type"] = "application/json; charset=utf-8"
    try:
        line.request(method, f"{place.path.rstrip('/')}{path}", content, head)
        response = line.getresponse()
        read = response.read(LONGEST)
    except (OSError, http.client.HTTPException) as problem:
        raise _Lost(left=True, words=type(problem).__name__) from problem
    finally:
        line.close()
    try:
        found = json.loads(read)
    except ValueError:
        found = None
    return response.status, found if isinstance(found, dict) else None


def _said(status: int, answer: dict[str, Any] | None) -> OrderAnswer:
    """Read an answer about an order. The post answers 200 even when it refuses; the reason is in the body."""
    if status in TRY_AGAIN:
        return OrderAnswer(Said.AWAY, words=str(status))
    if status == http.client.NOT_FOUND:
        return OrderAnswer(Said.ABSENT)
    if answer is None or "status" not in answer:
        return OrderAnswer(Said.UNKNOWN, words=str(status))
    words = " ".join(str(answer.get("message") or "").split())[:300]
    tracking = str(answer.get("itemCode") or "")[:40]
    if str(answer["status"]) == DONE and tracking:
        return OrderAnswer(Said.TAKEN, tracking, words)
    if str(answer["status"]) == DONE or EXISTS in words.lower():
        # There, but under which number? Asking for it says.
        return OrderAnswer(Said.UNKNOWN, words=words)
    return OrderAnswer(Said.REFUSED, words=words)


def _message(one: object) -> Message:
    """Read one message; what is broken keeps a key of its own, so that it is parked once."""
    found = one if isinstance(one, dict) else {}
    key = str(found.get("id") or "") or f"x{hashlib.sha256(repr(one).encode()).hexdigest()[:24]}"
    return Message(
        key=key[:80],
        reference=str(found.get("orderNumber") or "")[:80],
        code=str(found.get("statusCode") or "")[:20],
        at=str(found.get("time") or "")[:40],
        words=str(found.get("statusMessage") or "")[:300],
        receiver=str(found.get("receiver") or "")[:200],
    )


def _list(one: object) -> ListIn | None:
    if not isinstance(one, dict) or not one.get("listNumber") or not isinstance(one.get("items"), list):
        return None
    arrivals = tuple(
        ArrivalIn(
            str(item.get("itemCode") or "")[:60],
            str(item.get("senderName") or "")[:300],
            str(item.get("description") or "")[:500],
            _told(item),
        )
        for item in one["items"]
        if isinstance(item, dict)
    )
    return ListIn(str(one["listNumber"])[:60], str(one.get("unitCode") or "")[:60], arrivals)


def _told(item: Mapping[str, Any]) -> Told:
    papers = item.get("documents")
    return Told(
        procedure=str(item.get("serviceCode") or "")[:60],
        papers=tuple(str(paper)[:300] for paper in papers[:60]) if isinstance(papers, list) else (),
        phone=str(item.get("senderPhone") or "")[:60],
        address=str(item.get("senderAddress") or "")[:300],
    )
