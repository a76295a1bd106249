"""The steps of `make check`, named as words. `make test` runs the same table, so that CI never surprises.

check.py             every step, one after the other
check.py lint types  only these
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PY = sys.executable
BIN = Path(PY).parent
#: What is typed strictly: the public faces, and the modules that are public whole.
FACES = ("types", "rules", "services", "queries", "sockets")
PUBLIC_WHOLE = ("kernel", "clocks", "database")


@dataclass(frozen=True)
class Step:
    """One step: its word, what it looks at, and the command that looks."""

    word: str
    looks_at: str
    command: list[str] = field(default_factory=list)
    #: A step that is a test already: `make test` meets it anyway.
    is_test: bool = False


def public_faces() -> list[str]:
    """Return the files whose types are checked strictly."""
    package = ROOT / "motcua"
    found = [path for module in PUBLIC_WHOLE for path in (package / module).rglob("*.py")]
    for face in FACES:
        found += package.glob(f"*/{face}.py")
        found += package.glob(f"*/{face}/**/*.py")
    return sorted({str(path.relative_to(ROOT)) for path in found if "tests" not in path.parts})


def pytest(*paths: str) -> list[str]:
    return [PY, "-m", "pytest", "-q", *(path for path in paths if (ROOT / path).exists())]


def steps() -> list[Step]:
    ruff, python = str(BIN / "ruff"), ["motcua", "tests", "tools"]
    migrations = ["makemigrations", "--check", "--dry-run", "--settings", "motcua.website.settings"]
    return [
        Step("format", "every Python file", [ruff, "format", "--check", "--quiet", *python]),
        Step("lint", "every rule, each exception with its reason", [ruff, "check", "--quiet", *python]),
        Step("types", "the public faces, strictly", [PY, "-m", "mypy", "--follow-imports=silent", *public_faces()]),
        Step("shelves", "calls go down only", [str(BIN / "lint-imports")]),
        Step("templates", "the markup of the pages", [str(BIN / "djlint"), "--lint", "--quiet", "motcua"]),
        Step("migrations", "they make what the models say", [PY, "-m", "django", *migrations]),
        Step("locks", "no migration holds a large table for long", pytest("tests/house/test_locks.py"), is_test=True),
        Step(
            "translations",
            "every sentence has its English, places kept",
            pytest("tests/house/test_translations.py"),
            is_test=True,
        ),
        Step(
            "docs",
            "links, commands and the generated reference",
            pytest("tests/house/test_docs.py", "tests/house/test_reference.py"),
            is_test=True,
        ),
        Step("architecture", "what an import linter cannot see", pytest("tests/architecture"), is_test=True),
    ]


def run(step: Step) -> tuple[bool, str]:
    """Run one step; return whether it passed, and what it said."""
    # The owner's role reads migrations; a machine without a running database can check them too.
    done = subprocess.run(
        step.command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode == 0, done.stdout + done.stderr


def main() -> int:
    wanted, failed = sys.argv[1:], []
    for step in steps():
        if wanted and step.word not in wanted:
            continue
        print(f"{step.word:<13}", end="", flush=True)
        began = time.monotonic()
        passed, said = run(step)
        print(f"{'✓' if passed else '✗'} {step.looks_at} ({time.monotonic() - began:.1f} s)", flush=True)
        if not passed:
            failed.append(step.word)
            print("\n".join(f"  {line}" for line in said.splitlines()), flush=True)
    if failed:
        print(f"\nNot yet: {', '.join(failed)}.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
