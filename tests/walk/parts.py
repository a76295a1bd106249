"""What parts of a line are made of: pytest runs, commands with JSON answers, fresh clones."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MOTCUA = ROOT / ".venv" / "bin" / "motcua"
#: A folder that trips whatever does not quote.
AWKWARD = "thử một cửa"
HTTP_OK = 200
#: Seconds a first demo may take on a busy machine.
PATIENCE = 900


class Missing(Exception):
    """Nobody has written this part yet."""


class LeftOut(Exception):
    """This run leaves the part out; the sentence says how to walk it."""


class Seen(Exception):
    """Something was seen that must not be."""


@dataclass(frozen=True)
class Tests:
    """Tests that must exist and pass; ``at_least`` guards against a file that was emptied."""

    words: str
    paths: tuple[str, ...]
    at_least: int
    select: str = ""
    marks: str = ""

    def run(self):
        absent = [path for path in self.paths if not list(ROOT.glob(path.split("::")[0]))]
        if absent:
            raise Missing(f"no such tests yet: {', '.join(absent)}")
        paths = [str(path.relative_to(ROOT)) for pattern in self.paths for path in sorted(ROOT.glob(pattern))]
        command = [sys.executable, "-m", "pytest", "-q", "-rN", *paths]
        command += ["-k", self.select] if self.select else []
        command += ["-m", self.marks] if self.marks else []
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        last = done.stdout.strip().splitlines()[-1] if done.stdout.strip() else done.stderr.strip()[-300:]
        passed = int(found.group(1)) if (found := re.search(r"(\d+) passed", last)) else 0
        if done.returncode:
            raise Seen(
                f"{last}\n"
                + "\n".join(line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR")))
            )
        if passed < self.at_least:
            raise Seen(f"{passed} passed, at least {self.at_least} were expected")
        return last.strip("= ")


@dataclass(frozen=True)
class Bench:
    """A bench that must print one JSON object with these keys; ``aims`` are compared and said, not enforced."""

    words: str
    name: str
    keys: tuple[str, ...]
    zero: tuple[str, ...] = ()
    aims: tuple[tuple[str, str, float], ...] = ()

    def run(self):
        if not (ROOT / "motcua" / "bench" / "__init__.py").is_file():
            raise Missing("the module bench is not built")
        done = subprocess.run(
            [MOTCUA, "bench", self.name, "--json"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise Seen(done.stderr.strip()[-600:] or f"status {done.returncode}")
        figures = json.loads(done.stdout.strip().splitlines()[-1])
        absent = [key for key in self.keys if key not in figures]
        if absent:
            raise Seen(f"keys missing: {', '.join(absent)}")
        wrong = [f"{key} = {figures[key]}" for key in self.zero if figures[key]]
        if wrong:
            raise Seen(", ".join(wrong))
        said = [json.dumps({key: figures[key] for key in self.keys})]
        for key, sign, aim in self.aims:
            reached = figures[key] <= aim if sign == "≤" else figures[key] >= aim
            said.append(f"{key} {figures[key]} (aim {sign} {aim}): {'reached' if reached else 'not reached'}")
        return "\n".join(said)


@dataclass(frozen=True)
class Newcomer:
    """The README's commands in a fresh clone, as the one who walks or as a plain user."""

    words: str
    plain: bool = False

    def run(self):
        need_fresh()
        if self.plain and os.geteuid() != 0:
            raise LeftOut("walk as root to try a plain user too; this walk is one")
        user = {"user": 65534, "group": 65534, "extra_groups": []} if self.plain else {}
        with fresh_clone(owner=65534 if self.plain else None) as clone:
            return "\n".join(
                [
                    sets_up(clone, user),
                    sets_up_again(clone, user),
                    runs_the_demo(clone, user),
                    passes_its_tests(clone, user),
                ]
            )


def need_fresh():
    if os.environ.get("FRESH") != "1":
        raise LeftOut("make walk FRESH=1 walks it")


@contextmanager
def fresh_clone(owner=None):
    """A clone of what is committed, in a folder with spaces and Vietnamese letters."""
    base = Path(tempfile.mkdtemp(prefix="motcua-walk-"))
    clone = base / AWKWARD / "motcua"
    try:
        base.chmod(0o755)
        clone.parent.mkdir()
        subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
        if owner is not None:
            for path in (clone.parent, *clone.parent.rglob("*")):
                os.chown(path, owner, owner, follow_symlinks=False)
        yield clone
    finally:
        shutil.rmtree(base, ignore_errors=True)


def environment(clone):
    """The walker's environment without what this checkout has set; a plain user has a home of its own."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MOTCUA_", "DATABASE_", "VIRTUAL_ENV", "MAKE"))
    }
    return {**kept, "HOME": str(clone.parent), "CI": "true"}


def make(clone, user, *words):
    began = time.monotonic()
    done = subprocess.run(
        ["make", *words],
        cwd=clone,
        env=environment(clone),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        **user,
    )
    if done.returncode:
        raise Seen(f"make {' '.join(words)}: " + (done.stdout + done.stderr)[-2000:])
    return time.monotonic() - began, done.stdout


def sets_up(clone, user):
    took, _ = make(clone, user, "setup")
    return f"make setup: {took:.0f} s"


def sets_up_again(clone, user):
    took, _ = make(clone, user, "setup")
    assert took < 5, f"a second make setup took {took:.1f} s"
    return f"make setup again: {took:.1f} s"


def runs_the_demo(clone, user):
    began = time.monotonic()
    log = clone.parent / "demo.log"
    with log.open("w") as said:
        demo = subprocess.Popen(
            ["make", "demo"],
            cwd=clone,
            env=environment(clone),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
            **user,
        )
    try:
        while not (address := printed_address(log)) or not answers(address):
            if demo.poll() is not None:
                raise Seen("make demo ended: " + log.read_text()[-2000:])
            assert time.monotonic() - began < PATIENCE, "the demo did not answer: " + log.read_text()[-2000:]
            time.sleep(1)
        taken = "" if ":8000" in address else " (port 8000 was taken)"
        return f"make demo: {address} answers after {time.monotonic() - began:.0f} s{taken}"
    finally:
        os.killpg(demo.pid, signal.SIGTERM)
        demo.wait(60)


def printed_address(log):
    """The address that the demo prints when it is ready: somebody else's on port 8000 must not be taken for it."""
    found = re.search(r"http://localhost:\d+", log.read_text())
    return found.group() if found else None


def answers(address):
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.status == HTTP_OK
    except (urllib.error.URLError, OSError):
        return False


def passes_its_tests(clone, user):
    took, said = make(clone, user, "test")
    assert took < 15 * 60, f"make test took {took:.0f} s"
    return f"make test: {took:.0f} s; {said.strip().splitlines()[-1].strip('= ')}"
