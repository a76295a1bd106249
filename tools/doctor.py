"""Says what this machine has, and prints the one line that installs what only some tests want.

    doctor.py            the whole visit
    doctor.py packages   only the names of missing packages, for .ci/run
    doctor.py need       fails when a test would miss something, unless WITHOUT names it

Runs on the standard library alone, before and after set-up.
"""

from __future__ import annotations

import os
import platform
import shutil
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: What the environment, a demo and a test run want together.
ROOM_GB = 3
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True)
class Want:
    """Something that only some tests want: their mark, what for, its Debian package, where it was found."""

    mark: str
    purpose: str
    package: str
    found: str | None


def browser() -> str | None:
    """Return the browser that tests drive: MOTCUA_BROWSER, or the first one installed."""
    named = os.environ.get("MOTCUA_BROWSER")
    if named:
        return shutil.which(named)
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def distribution() -> str:
    try:
        return platform.freedesktop_os_release().get("ID", "")
    except OSError:
        return ""


def wants() -> list[Want]:
    chromium = "chromium-browser" if distribution() == "ubuntu" else "chromium"
    return [Want("browser", "journeys and accessibility in a real browser", chromium, browser())]


def missing() -> list[Want]:
    left_out = os.environ.get("WITHOUT", "").replace(",", " ").split()
    return [want for want in wants() if want.found is None and want.mark not in left_out]


def install_line(packages: list[str]) -> str:
    return (
        f"apt-get install {' '.join(packages)}" if os.geteuid() == 0 else f"sudo apt-get install {' '.join(packages)}"
    )


def need() -> int:
    absent = missing()
    if not absent:
        return 0
    for want in absent:
        print(f"Missing for the tests: {want.package} ({want.purpose}).")
    print(f"Install it:   {install_line([want.package for want in absent])}")
    print(f"Or leave it:  make test WITHOUT={','.join(want.mark for want in absent)}")
    return 1


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) != 0


def row(what: str, words: str, *, fine: bool = True) -> None:
    print(f"  {'✓' if fine else '·'} {what:<12} {words}")


def visit() -> int:
    git, ready, free = shutil.which("git"), (ROOT / ".venv" / ".libraries-ready").is_file(), port_is_free(8000)
    own_database = "the PostgreSQL among the libraries, started by itself, data in .motcua"
    free_gb = shutil.disk_usage(ROOT).free / 1e9
    print("Needed:")
    row("Python", f"{platform.python_version()} at {sys.executable}")
    row("make", shutil.which("make") or "this very command")
    row("git", git or "not found; needed to fetch and to commit", fine=git is not None)
    print("In this checkout:")
    row("libraries", "in .venv" if ready else "not yet; make setup fetches them", fine=ready)
    row("database", "the one that DATABASE_URL names" if os.environ.get("DATABASE_URL") else own_database)
    row("disk", f"{free_gb:.0f} GB free; the demo and the tests want about {ROOM_GB}", fine=free_gb > ROOM_GB)
    row(
        "port 8000",
        "free for the demo" if free else "taken; the demo takes the next free one and says which",
        fine=free,
    )
    print("Wanted by some tests only:")
    for want in wants():
        row(want.mark, f"{want.found or 'not found'} ({want.purpose})", fine=want.found is not None)
    absent = [want for want in wants() if want.found is None]
    if not absent:
        print("\nNothing is missing.")
        return 0
    print(f"\nOne line installs what is missing:\n  {install_line([want.package for want in absent])}")
    print("Or leave it: make test WITHOUT=" + ",".join(want.mark for want in absent))
    if distribution() == "ubuntu":
        print("Ubuntu brings Chromium as a snap; any Chrome or Chromium will do: MOTCUA_BROWSER=/path/to/it")
    return 0


def main() -> int:
    match sys.argv[1:]:
        case ["packages"]:
            print(" ".join(want.package for want in missing()))
            return 0
        case ["need"]:
            return need()
        case []:
            return visit()
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main())
