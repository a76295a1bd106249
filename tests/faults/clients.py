"""Clients that receive over the API and never give up: the same key again until there is an answer."""

from __future__ import annotations

import http.client
import itertools
import json
import threading
import time
import uuid

CREATED = 201
#: Seconds in which what was sent last must be answered; a test that has failed waits for nothing more.
LAST_TRIES = 60


class Clients:
    """So many threads, each sending one reception after the other; what was acknowledged stands in ``codes``."""

    def __init__(self, port: int, tokens: list[str], count: int = 10) -> None:
        self.port, self.tokens = port, tokens
        self.codes: dict[str, str] = {}
        self.sent: set[str] = set()
        self.repeated = 0
        self.refused: list[str] = []
        self._stop, self._give_up = threading.Event(), float("inf")
        self._numbers = itertools.count(1)
        self._threads = [threading.Thread(target=self._work, args=(index,)) for index in range(count)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *problem):
        self._stop.set()
        self._give_up = time.monotonic() + (LAST_TRIES if problem == (None, None, None) else 0)
        for thread in self._threads:
            thread.join()

    def waits_for(self, more: int, seconds: float = 120) -> None:
        """Wait until so many more have been acknowledged."""
        wanted, deadline = len(self.codes) + more, time.monotonic() + seconds
        while len(self.codes) < wanted:
            assert time.monotonic() < deadline, f"{len(self.codes)} of {wanted}; {self.refused[-3:]}"
            time.sleep(0.05)

    def _work(self, index: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        while not self._stop.is_set():
            dossier = str(uuid.uuid4())
            token, number = self.tokens[index % len(self.tokens)], next(self._numbers)
            self.sent.add(dossier)
            while not self._one(connection, dossier, token, number):
                if time.monotonic() > self._give_up:
                    return
                connection.close()
                time.sleep(0.1)
        connection.close()

    def _one(self, connection: http.client.HTTPConnection, dossier: str, token: str, number: int) -> bool:
        """Send once; whether there was an answer that settles it."""
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Idempotency-Key": dossier}
        try:
            connection.request("POST", "/api/v1/dossiers", json.dumps(body(dossier, number)), headers)
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException):
            return False
        if answer.status >= 500:
            return False
        if answer.status != CREATED:
            self.refused.append(f"{answer.status} {content[:300]!r}")
            return True
        self.repeated += answer.headers.get("Idempotent-Replayed") == "true"
        self.codes[dossier] = json.loads(content)["code"]
        return True


def body(dossier: str, number: int) -> dict:
    return {
        "id": dossier,
        "procedure": "1.004873",
        "owner": {"name": "Hoàng Văn Thử", "birth": "1980", "number": f"9{number:011d}"},
        "papers": [{"name": "Tờ khai", "originals": 1}],
    }
