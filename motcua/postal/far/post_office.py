"""The demo's post: speaks the post's JSON over HTTP, carries parcels through its days, and is as unwell as real ones are.

Orders are kept by their number, so that the same one twice is one parcel. To some parcels, always the same ones, it is
slow to answer, refuses, breaks off, sends a message twice, out of order, with an unknown code, about somebody else's
parcel, or says that it came back. Sessions expire after some requests. Nothing leaves this machine.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
import zlib
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

#: So many parcels share one of each mood.
ROUND = 20
#: After so many requests a session is over.
SESSION = 40
#: Seconds after which a slow post answers after all; nobody waits so long.
LATE = 300.0
#: Seconds between the stations of a parcel.
PACE = 20.0


class Mood(StrEnum):
    """What befalls a parcel."""

    WELL = "well"
    REFUSED = "refused"
    SILENT = "silent"
    BROKEN = "broken"
    BUSY_ONCE = "busy_once"
    TWICE = "twice"
    BACKWARDS = "backwards"
    ODD_CODE = "odd_code"
    STRANGER = "stranger"
    RETURNED = "returned"


_UNWELL = tuple(mood for mood in Mood if mood is not Mood.WELL)
#: After so many orders the post announces another list.
ORDERS_A_LIST = 4
_COMING = (
    ("Triệu Thị Mẩy", "Hồ sơ cấp bản sao trích lục hộ tịch, 1 bộ: tờ khai", "2.000635"),
    ("Hoàng Văn Tịch", "Hồ sơ đăng ký lại khai sinh, 1 bộ: tờ khai", "1.004884"),
    ("Đặng Mùi Pham", "Giấy tờ bổ sung", ""),
)
_USUAL = (("10", "Đã nhận gửi"), ("20", "Đang vận chuyển"), ("40", "Đã phát"))
_LOST = (("10", "Đã nhận gửi"), ("20", "Đang vận chuyển"), ("50", "Không có người nhận"), ("61", "Đã chuyển hoàn"))


def mood_of(reference: str) -> Mood:
    """Return how the post treats a parcel."""
    turn = zlib.crc32(reference.encode()) % ROUND
    return _UNWELL[turn] if turn < len(_UNWELL) else Mood.WELL


class Post(ThreadingHTTPServer):
    """One post behind one port; what it knows is kept in a file of its folder."""

    daemon_threads = True

    def __init__(self, port: int, folder: Path, *, now: Callable[[], datetime], pace: float = PACE) -> None:
        super().__init__(("127.0.0.1", port), Asked)
        self.now, self.pace, self.folder = now, pace, folder
        self.lock, self.ended = threading.Lock(), threading.Event()
        self.sessions: dict[str, int] = {}
        self.been_busy: set[str] = set()
        folder.mkdir(parents=True, exist_ok=True)
        self.kept = folder / "buu-cuc.json"
        found = json.loads(self.kept.read_text()) if self.kept.is_file() else {}
        self.orders: dict[str, dict[str, Any]] = found.get("orders", {})
        self.events: list[dict[str, Any]] = found.get("events", [])
        self.lists: list[dict[str, Any]] = found.get("lists", [])

    def keep(self) -> None:
        """Write down what it knows, whole or not at all."""
        fresh = self.kept.with_suffix(".new")
        fresh.write_text(json.dumps({"orders": self.orders, "events": self.events, "lists": self.lists}))
        fresh.rename(self.kept)

    def say(self, reference: str, code: str, words: str, *, receiver: str = "", at: datetime | None = None) -> None:
        """Add a message to what is read by tracking."""
        number = len(self.events) + 1
        found = {
            "id": f"E{number:06}",
            "orderNumber": reference,
            "statusCode": code,
            "statusMessage": words,
            "time": (at or self.now()).isoformat(),
            "receiver": receiver,
        }
        self.events.append(found)

    def carry(self) -> None:
        """Let every parcel come as far as its time says."""
        for reference, order in self.orders.items():
            way = _LOST if mood_of(reference) is Mood.RETURNED else _USUAL
            while order["station"] < len(way) and time.time() >= order["since"] + self.pace * order["station"]:
                self._reach(reference, order, *way[order["station"]])
                order["station"] += 1

    def _reach(self, reference: str, order: dict[str, Any], code: str, words: str) -> None:
        mood, receiver = mood_of(reference), order["receiver"] if code == "40" else ""
        if mood is Mood.BACKWARDS and code == "20":
            return  # comes after the delivery, with the earlier time
        if mood is Mood.ODD_CODE and code == "20":
            code, words = "777", "Chuyển tuyến phát đặc biệt"
        self.say(reference, code, words, receiver=receiver)
        if mood is Mood.TWICE:
            self.events.append(dict(self.events[-1]))
        if mood is Mood.STRANGER and code == "10":
            self.say("KHONG-CUA-AI-1", "20", "Đang vận chuyển")
        if mood is Mood.BACKWARDS and code == "40":
            self.say(reference, "20", "Đang vận chuyển", at=self.now() - timedelta(minutes=5))


class Asked(BaseHTTPRequestHandler):
    """One request."""

    server: Post

    def do_POST(self) -> None:
        """Sign in, order, cancel."""
        body = self._body()
        path = urlsplit(self.path).path
        if path.endswith("/token"):
            token = secrets.token_hex(16)
            self.server.sessions[token] = SESSION
            self._say({"access_token": token, "expires_in": 3600})
        elif not self._is_known():
            self._say({"status": "0", "message": "Phiên làm việc đã hết hạn"}, HTTPStatus.UNAUTHORIZED)
        elif path.endswith("/orders"):
            self._order(body)
        elif path.endswith("/cancel"):
            self._cancel(str(body.get("orderNumber") or ""))
        else:
            self._say({}, HTTPStatus.NOT_FOUND)

    def do_GET(self) -> None:
        """Look one order up, read messages, read lists."""
        place = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(place.query).items()}
        if not self._is_known():
            self._say({"status": "0", "message": "Phiên làm việc đã hết hạn"}, HTTPStatus.UNAUTHORIZED)
        elif place.path.endswith("/tracking"):
            self._tracking(asked)
        elif place.path.endswith("/collections"):
            self._say({"lists": self.server.lists})
        elif "/orders/" in place.path:
            order = self.server.orders.get(unquote(place.path.rpartition("/")[2]))
            if order is None:
                self._say({"status": "0", "message": "Không có đơn này"}, HTTPStatus.NOT_FOUND)
            else:
                self._say({"status": "1", "itemCode": order["itemCode"]})
        else:
            self._say({}, HTTPStatus.NOT_FOUND)

    def _order(self, body: dict[str, Any]) -> None:
        reference, server = str(body.get("orderNumber") or ""), self.server
        mood = mood_of(reference)
        if not reference or not body.get("receiverAddress"):
            self._say({"status": "0", "message": "Thiếu số đơn hoặc địa chỉ người nhận"})
            return
        if mood is Mood.REFUSED:
            self._say({"status": "0", "message": "Địa chỉ ngoài vùng phát"})
            return
        if mood is Mood.BUSY_ONCE and reference not in server.been_busy:
            server.been_busy.add(reference)
            self._say({}, HTTPStatus.SERVICE_UNAVAILABLE)
            return
        with server.lock:
            is_new = reference not in server.orders
            if is_new:
                server.orders[reference] = {
                    "itemCode": f"BK{zlib.crc32(reference.encode()) % 10**9:09}VN",
                    "receiver": str(body.get("receiverName") or ""),
                    "codAmount": int(body.get("codAmount") or 0),
                    "since": time.time(),
                    "station": 0,
                }
                self._announce(str(body.get("senderCode") or ""))
                server.keep()
        if is_new and mood is Mood.SILENT:
            server.ended.wait(LATE)
        if is_new and mood is Mood.BROKEN:
            self._raw(HTTPStatus.OK, b"<html>It works!</html>")
        elif not is_new:
            self._say({"status": "0", "message": f"Đơn hàng {reference} đã tồn tại"})
        else:
            self._say({"status": "1", "message": "OK", "itemCode": server.orders[reference]["itemCode"]})

    def _announce(self, unit: str) -> None:
        """Announce what will be brought to a counter that sends; a new list every few orders, invented senders."""
        lists = self.server.lists
        if not unit or len(self.server.orders) % ORDERS_A_LIST != 1:
            return
        number = f"DS{len(lists) + 1:04}"
        items = [
            {
                "itemCode": f"CP{len(lists) * 10 + place:09}VN",
                "senderName": name,
                "description": what,
                "serviceCode": code,
            }
            for place, (name, what, code) in enumerate(_COMING, 1)
        ]
        lists.append({"listNumber": number, "unitCode": unit, "items": items})

    def _cancel(self, reference: str) -> None:
        with self.server.lock:
            order = self.server.orders.pop(reference, None)
            self.server.keep()
        self._say({"status": "1" if order else "0", "message": "OK" if order else "Không có đơn này", "itemCode": "-"})

    def _tracking(self, asked: dict[str, str]) -> None:
        with self.server.lock:
            self.server.carry()
            self.server.keep()
            begin = int(asked.get("lastId") or 0)
            found = self.server.events[begin : begin + int(asked.get("pagesize") or 100)]
        self._say({"items": found, "lastId": str(begin + len(found))})

    def _is_known(self) -> bool:
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        left = self.server.sessions.get(token, 0)
        self.server.sessions[token] = left - 1
        return left > 0

    def _body(self) -> dict[str, Any]:
        try:
            found = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def _say(self, answer: dict[str, Any], status: HTTPStatus = HTTPStatus.OK) -> None:
        self._raw(status, json.dumps(answer).encode())

    def _raw(self, status: HTTPStatus, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the library's name
        """Keep names and addresses out of the log."""


def serve(port: int, folder: Path) -> None:
    """Be the post until the process ends."""
    from motcua.kernel import moments

    with Post(port, folder, now=moments.now) as post:
        post.serve_forever()
