"""The demo's SMS gateway: speaks Kannel's sendsms over HTTP and keeps every SMS in a folder; nothing leaves this machine.

It is as unwell as real ones are (``moods.py``): refuses a number, is busy the first time, answers much too late, answers
nonsense, delivers twice. Where a report is asked for it reports, of some that they did not arrive.
"""

from __future__ import annotations

import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

from motcua.notices.far.moods import Mood, keep, mood_of

#: Seconds after which a silent gateway answers after all; nobody waits so long.
LATE = 300.0
#: Kannel's codes, and how long a report may take (seconds).
DELIVERED, FAILED, REPORTING = 1, 2, 20.0


class Gateway(ThreadingHTTPServer):
    """One folder behind one port."""

    daemon_threads = True

    def __init__(self, port: int, folder: Path, pace: float = 2.0) -> None:
        super().__init__(("127.0.0.1", port), Asked)
        self.pace = pace
        self.folder, self.been_busy = folder, set[str]()
        self.lock, self.ended = threading.Lock(), threading.Event()

    def report_later(self, address: str, mood: Mood) -> None:
        """Report of an SMS, twice to some; to those who are busy that it never reached the telephone."""
        if address.startswith("http://127.0.0.1:"):
            codes = {Mood.BUSY_ONCE: (FAILED,), Mood.TWICE: (DELIVERED, DELIVERED)}.get(mood, (DELIVERED,))
            threading.Thread(target=self._report, args=[address, codes], daemon=True).start()

    def _report(self, address: str, codes: tuple[int, ...]) -> None:
        for code in codes:
            self.ended.wait(self.pace)
            try:
                urlopen(address.replace("%d", str(code)), timeout=REPORTING).close()  # noqa: S310 - this machine only
            except OSError:
                return


class Asked(BaseHTTPRequestHandler):
    """One request."""

    server: Gateway

    def do_GET(self) -> None:
        """Take one SMS."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        number, text = asked.get("to", ""), asked.get("text", "")
        if not number or not text:
            self._say(HTTPStatus.BAD_REQUEST, "Missing receiver number or text, rejected")
            return
        mood = mood_of(number)
        if mood is Mood.REFUSED:
            self._say(HTTPStatus.BAD_REQUEST, "Number refused, rejected")
        elif mood is Mood.BUSY_ONCE and number not in self.server.been_busy:
            self.server.been_busy.add(number)
            self._say(HTTPStatus.SERVICE_UNAVAILABLE, "Temporal internal failure, try again later.")
        else:
            with self.server.lock:
                for _copy in range(2 if mood is Mood.TWICE else 1):
                    keep(self.server.folder, "sms.txt", f"{number}\n\n{text}\n".encode())
            self.server.report_later(asked.get("dlr-url", ""), mood)
            if mood is Mood.SILENT:
                self.server.ended.wait(LATE)
            if mood is Mood.BROKEN:
                self._say(HTTPStatus.OK, "<html>It works!</html>")
            else:
                self._say(HTTPStatus.ACCEPTED, "0: Accepted for delivery")

    def _say(self, status: HTTPStatus, words: str) -> None:
        body = words.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the library's name
        """Keep numbers and texts out of the log."""


def serve(port: int, folder: Path) -> None:
    """Take SMS until the process ends."""
    with Gateway(port, folder) as gateway:
        gateway.serve_forever()
