"""The supervisor with small programs as its parts: no database, no pages."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from motcua.website.serving import ports
from motcua.website.serving.home import Home
from motcua.website.serving.supervisor import CannotServe, Supervisor, state, sweep

#: A program that runs a supervisor over one part that writes down its pid, and answers at a port.
PROGRAM = """
import sys
from pathlib import Path
from motcua.website.serving.home import Home
from motcua.website.serving.lifeline import die_with_parent
from motcua.website.serving.parts import Part
from motcua.website.serving.supervisor import Supervisor

home, port = Home(Path(sys.argv[1])), int(sys.argv[2])
child = (
    "import os, sys, http.server; from motcua.website.serving.lifeline import die_with_parent; die_with_parent();"
    "open(sys.argv[1], 'a').write(f'{os.getpid()}\\\\n');"
    "http.server.HTTPServer(('127.0.0.1', int(sys.argv[2])), http.server.SimpleHTTPRequestHandler).serve_forever()"
)
part = Part("web", [sys.executable, "-c", child, str(home.folder / "pids"), str(port)])
address = f"http://127.0.0.1:{port}"
with Supervisor(home, None, url=address, health=address, demo=False) as watching:
    watching.run([part], lambda: print("ready", flush=True))
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def waits_for(what, seconds=20.0):
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.05)


def pids(home):
    return [int(line) for line in (home.folder / "pids").read_text().split()]


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.fixture(autouse=True)
def _keys_of_its_own(monkeypatch):
    monkeypatch.delenv("MOTCUA_KEYS")


@pytest.fixture
def home(tmp_path):
    made = Home(tmp_path / "Một cửa ở đây")
    made.prepare()
    return made


@pytest.fixture
def running(home):
    started = []

    def start():
        command = [sys.executable, "-c", PROGRAM, str(home.folder), str(free_port())]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        started.append(process)
        assert process.stdout.readline() == "ready\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


def test_a_killed_part_is_started_again(home, running):
    running()
    (first,) = pids(home)

    os.kill(first, signal.SIGKILL)

    waits_for(lambda: len(pids(home)) == 2)
    assert not is_alive(first)
    waits_for(lambda: state(home)["parts"]["web"] == {"pid": pids(home)[1], "restarts": 1})


def test_sigterm_stops_every_part_and_leaves_nothing(home, running):
    process = running()
    (part,) = pids(home)

    process.terminate()

    assert process.wait(20) == 0
    assert not is_alive(part)
    assert state(home) is None
    assert not (home.run / "serve.json").exists()


def test_parts_end_with_a_supervisor_that_was_killed_and_the_next_one_starts(home, running):
    process = running()
    (part,) = pids(home)

    process.kill()
    process.wait()

    waits_for(lambda: not is_alive(part))
    running()
    assert len(pids(home)) == 2


def test_a_part_that_hangs_after_its_supervisor_was_killed_is_swept_up(home):
    (home.run / "parts.lock").touch()
    hangs = subprocess.Popen(
        ["/bin/sh", "-c", "exec 9<>'%s'; flock 9; trap '' TERM; sleep 60" % (home.run / "parts.lock")],
        start_new_session=True,
    )
    (home.run / "serve.json").write_text(json.dumps({"parts": {"web": {"pid": hangs.pid, "restarts": 0}}}))
    time.sleep(0.3)

    sweep(home, seconds=0.5)

    assert hangs.wait(5) == -signal.SIGKILL


def test_one_home_has_one_supervisor(home, running):
    running()

    with (
        pytest.raises(CannotServe, match=r"đang chạy ở http://127\.0\.0\.1"),
        Supervisor(home, None, url="", health="", demo=False),
    ):
        pass


def test_two_homes_do_not_meet(tmp_path):
    one, other = Home(tmp_path / "one"), Home(tmp_path / "other")
    one.prepare()
    other.prepare()

    assert one.keys.read_text() != other.keys.read_text()
    assert not set(one.folder.rglob("*")) & set(other.folder.rglob("*"))


def test_the_home_keeps_its_secrets_to_itself(home):
    assert {path.name: oct(path.stat().st_mode & 0o777) for path in (home.secret, home.keys, home.run, home.logs)} == {
        "secret.key": "0o600",
        "keys.json": "0o600",
        "run": "0o700",
        "logs": "0o700",
    }


def test_a_taken_port_is_seen_and_the_next_one_found():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert not ports.is_free("127.0.0.1", port)
        assert ports.next_free("127.0.0.1", port) > port
