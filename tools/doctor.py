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
    return f"apt-get install {' '.join(packages)}" if os.geteuid() == 0 else f"sudo apt-get install {' '.join(packages)}"


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


def visit() -> int:
    def row(fine: bool, what: str, words: str) -> None:
        print(f"  {'✓' if fine else '·'} {what:<12} {words}")

    print("Needed, and found:")
    row(True, "Python", f"{platform.python_version()} at {sys.executable}")
    row(True, "make", shutil.which("make") or "this very command")
    git = shutil.which("git")
    row(git is not None, "git", git or "not found; needed only to fetch and to commit")
    print("In this checkout:")
    ready = (ROOT / ".venv" / ".libraries-ready").is_file()
    row(ready, "libraries", "in .venv" if ready else "not yet; make setup fetches them")
    database = "the one named by DATABASE_URL" if os.environ.get("DATABASE_URL") else "PostgreSQL of the libraries, started by itself, data in .motcua"
    row(True, "database", database)
    free_gb = shutil.disk_usage(ROOT).free / 1e9
    row(free_gb > 3, "disk", f"{free_gb:.0f} GB free; the demo and the tests want about 3")
    row(port_is_free(8000), "port 8000", "free for the demo" if port_is_free(8000) else "taken; the demo will say which one it uses instead, or stop what runs there")
    print("Wanted by some tests only:")
    for want in wants():
        row(want.found is not None, want.mark, f"{want.found or 'not found'} ({want.purpose})")
    absent = [want.package for want in wants() if want.found is None]
    if absent:
        print(f"\nOne line installs what is missing:\n  {install_line(absent)}")
        print("Without it: make test WITHOUT=" + ",".join(want.mark for want in wants() if want.found is None))
        if distribution() == "ubuntu":
            print("Ubuntu brings Chromium as a snap; any Chrome or Chromium will do: MOTCUA_BROWSER=/path/to/it")
    else:
        print("\nNothing is missing.")
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
