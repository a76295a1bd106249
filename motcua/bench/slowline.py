"""``motcua bench slowline``: forty phones on a mountain line must not stop one clerk.

Forty clients send and forty fetch a file at 1 kB/s, forty stall in the middle of a request, all through small segments
and buffers, while look-ups go on. The server is the demo's: granian without a proxy, 2 workers × 64 threads, a pool of
eight connections a worker.
"""

from __future__ import annotations

import argparse
import hashlib
import http.client
import json
import os
import random
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from http.cookies import SimpleCookie
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from motcua.bench import phones, stage
from motcua.bench.phones import BYTES_A_SECOND, Errand, Harvest
from motcua.database.runner import scratch

EACH = 40
SECONDS = 200
#: Seconds beyond the transfer until the bench gives up on a phone.
GRACE = 45
ASKING, PAUSE = 4, 0.2
POOL = "8"
BOUNDARY = "mot-cua-bench"
OK = 200


def run(words: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="motcua bench slowline")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--seconds", type=int, default=SECONDS, help="seconds a transfer, 1 kB each (default 200)")
    parser.add_argument("--each", type=int, default=EACH, help="phones of each kind (default 40)")
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as home, scratch() as cluster:
        stage.use(cluster, Path(home))
        os.environ |= {"MOTCUA_POOL": POOL, "MOTCUA_TRUSTED_PROXIES": "127.0.0.1/32"}
        stage.prepare()
        office = Office.open(options.each, options.seconds * BYTES_A_SECOND)
        with stage.server(workers=2, threads=64) as port:
            figures = measure(office, port, options.seconds)
        figures["errors"] += office.missing()
    print(json.dumps(figures) if options.json else "\n".join(f"{name:16} {value}" for name, value in figures.items()))
    return 0 if not figures["errors"] else 1


@dataclass
class Office:
    """A commune's counter with dossiers to attach to, a file to fetch, and a clerk."""

    account: str
    numbers: list[str]
    ids: list[Any]
    files: list[bytes]
    fetched: str
    sha256: str
    kind: str = "dossiers.dossier"

    @classmethod
    def open(cls, each: int, size: int) -> Office:
        """Seat a clerk, receive as many dossiers as phones will send to, keep one file to be fetched."""
        from motcua.catalogue import queries as catalogue
        from motcua.dossiers import services as dossiers
        from motcua.dossiers.types import KIND, PaperIn, Reception
        from motcua.files import services as files
        from motcua.identity import queries as identity
        from motcua.identity import services as identity_services
        from motcua.identity.types import NewAppointment, NewPerson
        from motcua.kernel import moments
        from motcua.kernel.actor import SYSTEM
        from motcua.kernel.ids import new_id
        from motcua.organisation import queries as organisation

        at = moments.now()
        unit = organisation.units(at.date(), "commune")[0]
        post = organisation.posts(unit.id, at.date(), role="counter")[0]
        since = (at - timedelta(days=400)).date()
        person = NewPerson("quay", "Nông Thị Thử", (NewAppointment(post.id, unit.id, frozenset({"counter"}), since),))
        account = identity_services.create_people(actor=SYSTEM, at=at, rows=[person], is_demo=True)[0]
        clerk = identity.actor_for(account, post.id, at)
        version = catalogue.in_force(stage.PROCEDURE, at.date())
        receptions = [
            Reception(
                id=new_id(),
                unit=unit.id,
                procedure=version.id,
                owner=stage.body(number)["owner"],
                papers=(PaperIn(1, "Tờ khai", originals=1),),
                case=version.cases[0].label if version.cases else "",
            )
            for number in range(each)
        ]
        received = [dossiers.receive(actor=clerk, at=at, reception=reception) for reception in receptions]
        content = a_file(size, 0)
        kept = files.store(
            actor=clerk, at=at, owner_kind=KIND, owner_id=received[0].id, name="lay.pdf", stream=BytesIO(content),
            length=len(content),
        )  # fmt: skip
        return cls(
            account=str(account),
            numbers=[one.code for one in received],
            ids=[one.id for one in received],
            files=[a_file(size, number + 1) for number in range(each)],
            fetched=str(kept.id),
            sha256=hashlib.sha256(content).hexdigest(),
            kind=KIND,
        )

    def missing(self) -> int:
        """Return how many of the files that phones sent are not kept whole."""
        from motcua.files import queries

        kept = {file.sha256 for dossier in self.ids for file in queries.of_owner(self.kind, dossier)}
        return sum(hashlib.sha256(content).digest() not in kept for content in self.files)


def a_file(size: int, number: int) -> bytes:
    """Return what passes for a scan of this size, another one for each number."""
    head, tail = b"%PDF-1.4\n1 0 obj\n<<>>\nstream\n", b"\nendstream\nendobj\n%%EOF"
    body = random.Random(number).randbytes(max(0, size - len(head) - len(tail)))  # noqa: S311 - bytes to move
    return head + body + tail


@dataclass
class Asked:
    """Look-ups: how long each took, and what went wrong."""

    waits: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def measure(office: Office, port: int, seconds: int) -> dict[str, Any]:
    """Let phones and look-ups run beside each other."""
    cookie, mark = sign_in(port, office.account)
    errands = errands_of(office, cookie, mark)
    stop, asked = threading.Event(), Asked()
    process, end = phones.start(port, errands, seconds + GRACE)
    askers = [threading.Thread(target=_ask, args=(port, office, stop, asked, number)) for number in range(ASKING)]
    for asker in askers:
        asker.start()
    harvest = end.recv() if end.poll(seconds + GRACE + 30) else Harvest(errors=["the phones never came back"])
    stop.set()
    for thread in askers:
        thread.join()
    process.join(10)
    for problem in [*harvest.errors, *asked.errors][:5]:
        print(problem, flush=True)
    waits = sorted(asked.waits)
    return {
        "lookup_p50_ms": round(1000 * waits[len(waits) // 2], 1) if waits else None,
        "lookup_p95_ms": round(1000 * waits[int(len(waits) * 0.95)], 1) if waits else None,
        "lookups": len(waits),
        "errors": len(harvest.errors) + len(asked.errors),
        "slow_done": harvest.done,
        "slow_wanted": 2 * len(office.numbers),
        "bytes_moved": harvest.bytes_moved,
        "busy_answers": harvest.busy,
    }


def _ask(port: int, office: Office, stop: threading.Event, asked: Asked, asker: int) -> None:
    """Look up one dossier after the other, each time from another network: a network may ask sixty times only."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    turn = 0
    while not stop.wait(PAUSE):
        turn += 1
        question = urlencode({"ma": office.numbers[turn % len(office.numbers)]})
        network = f"10.{asker}.{turn % 250}.1"
        began = time.perf_counter()
        try:
            connection.request("GET", f"/tra-cuu?{question}", headers={"X-Forwarded-For": network})
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as problem:
            asked.errors.append(f"look-up: {problem!r}")
            connection.close()
            continue
        if answer.status != OK:
            asked.errors.append(f"look-up answered {answer.status}")
        asked.waits.append(time.perf_counter() - began)


def sign_in(port: int, account: str) -> tuple[str, str]:
    """Sign in as the clerk on the demo's page; return the cookies and the form's mark."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/dang-nhap/thu")
    answer = connection.getresponse()
    page = answer.read().decode()
    cookies = SimpleCookie(answer.headers.get("Set-Cookie", ""))
    mark = page.split('name="csrfmiddlewaretoken" value="', 1)[1].split('"', 1)[0]
    form = urlencode({"csrfmiddlewaretoken": mark, "account": account})
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": _spoken(cookies)}
    connection.request("POST", "/dang-nhap/thu", form, headers)
    answer = connection.getresponse()
    answer.read()
    for line in answer.headers.get_all("Set-Cookie") or []:
        cookies.load(line)
    if "sessionid" not in cookies:
        message = f"could not sign in: {answer.status}"
        raise RuntimeError(message)
    connection.request("GET", "/dang-nhap/thu", headers={"Cookie": _spoken(cookies)})
    page = connection.getresponse().read().decode()
    return _spoken(cookies), page.split('name="csrfmiddlewaretoken" value="', 1)[1].split('"', 1)[0]


def _spoken(cookies: SimpleCookie) -> str:
    return "; ".join(f"{name}={cookie.value}" for name, cookie in cookies.items())


def errands_of(office: Office, cookie: str, mark: str) -> list[Errand]:
    """Return what the phones do: send, fetch, and stall in the headers or in the body."""
    errands = []
    for place, (number, content) in enumerate(zip(office.numbers, office.files, strict=True)):
        body = _form(mark, content)
        head = _head("POST", f"/ho-so/{number}/tep-dinh-kem", cookie, len(body))
        errands += [
            Errand("send", head, body),
            Errand("fetch", _head("GET", f"/tep/{office.fetched}", cookie), sha256=office.sha256),
            Errand("stall", head, body[:500]) if place % 2 else Errand("stall", head[: len(head) // 2]),
        ]
    return errands


def _form(mark: str, content: bytes) -> bytes:
    fields = {"csrfmiddlewaretoken": mark, "text": "Bản quét gửi từ thôn."}
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'.encode() for n, v in fields.items()
    ]
    named = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="quet.pdf"\r\n'
    return (
        b"".join(parts)
        + named.encode()
        + b"Content-Type: application/pdf\r\n\r\n"
        + content
        + f"\r\n--{BOUNDARY}--\r\n".encode()
    )


def _head(method: str, path: str, cookie: str, length: int | None = None) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Cookie: {cookie}", "Connection: close"]
    if length is not None:
        lines += [f"Content-Type: multipart/form-data; boundary={BOUNDARY}", f"Content-Length: {length}"]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
