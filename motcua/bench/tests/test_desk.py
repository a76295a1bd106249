"""What the bench of desks is made of; how long anything takes is measured there, not here."""

import os
import subprocess
import sys

from motcua.bench import office, processes
from motcua.bench.crowd import Caller
from motcua.bench.desk import waits_of


def test_the_middle_and_the_slow_end_of_waits_are_told_in_milliseconds():
    waits = [number / 1000 for number in range(100, 0, -1)]

    assert waits_of("head", waits) == {"head_p50_ms": 51.0, "head_p95_ms": 96.0}
    assert waits_of("head", []) == {"head_p50_ms": 0.0, "head_p95_ms": 0.0}


def test_shares_are_those_of_a_hundred_requests():
    assert sum(office.SHARES.values()) == 100


def test_a_page_is_asked_for_with_its_cookie_from_a_network_of_its_own():
    asked = office.page("/ho-so?trang=500", "sessionid=x", network=66_051).decode()

    assert asked.startswith("GET /ho-so?trang=500 HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: 10.1.2.3\r\n")
    assert asked.endswith("Cookie: sessionid=x\r\n\r\n")
    assert "Cookie" not in office.page("/tra-cuu?ma=x", "").decode()


def test_a_user_receives_and_takes_each_step_until_the_result_is_handed_over(monkeypatch):
    sent = []

    def ask(caller, request):
        line = request.split(b" HTTP/1.1", 1)[0].decode()
        sent.append((line, request.split(b"Bearer ", 1)[1].split(b"\r\n", 1)[0].decode()))
        return b'HTTP/1.1 201 Created\r\n\r\n{"code": "H03-1"}'

    monkeypatch.setattr(Caller, "ask", ask)
    tokens = {"counter": "c", "specialist": "s", "leader": "l"}
    user = office.User(1, 8000, {"views": {}, "tokens": tokens})
    for _time in range(7):
        user._act()

    assert sent[:6] == [
        ("POST /api/v1/dossiers", "c"),
        ("POST /api/v1/dossiers/H03-1/hand-over", "c"),
        ("POST /api/v1/dossiers/H03-1/take-up", "s"),
        ("POST /api/v1/dossiers/H03-1/proposal", "s"),
        ("POST /api/v1/dossiers/H03-1/approval", "l"),
        ("POST /api/v1/dossiers/H03-1/delivery", "c"),
    ]
    assert sent[6] == sent[0]


def test_the_memory_of_a_process_below_is_counted_and_that_of_an_ended_one_is_none():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert child.pid in processes.below(os.getpid())
        assert processes.resident([child.pid]) > 0
        child.stdin.close()

    assert child.pid not in processes.below(os.getpid())
    assert processes.resident([child.pid]) == 0
