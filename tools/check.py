"""The steps of `make check`, named as words. The tests run the same table, so that CI never surprises.

    check.py               every step, one after the other
    check.py lint types    only these
"""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PY = sys.executable
BIN = Path(PY).parent
#: What is typed strictly: the public faces, and the modules that are public whole.
FACES = ("types", "rules", "services", "queries", "sockets")
PUBLIC_WHOLE = ("kernel", "clocks", "database")


@dataclass(frozen=True)
class Step:
    """One step: its word, what it looks at, and the command (empty: nothing to look at yet)."""

    word: str
    looks_at: str
    command: list[str]


def public_faces() -> list[str]:
    """Return the files whose types are checked strictly."""
    package = ROOT / "motcua"
    found = [path for module in PUBLIC_WHOLE for path in (package / module).rglob("*.py")]
    for face in FACES:
        found += package.glob(f"*/{face}.py")
        found += package.glob(f"*/{face}/**/*.py")
    return sorted({str(path.relative_to(ROOT)) for path in found if "tests" not in path.parts})


def templates() -> list[str]:
    return sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("motcua/*/templates/**/*.html"))


def pytest(*paths: str) -> list[str]:
    return [PY, "-m", "pytest", "-q", *(path for path in paths if (ROOT / path.split("::")[0]).exists())]


def steps() -> list[Step]:
    pages = templates()
    return [
        Step("format", "every Python file", [str(BIN / "ruff"), "format", "--check", "--quiet", "motcua", "tests", "tools"]),
        Step("lint", "every Python file, every rule, each exception with its reason", [str(BIN / "ruff"), "check", "--quiet", "motcua", "tests", "tools"]),
        Step("types", "the public faces, strictly", [PY, "-m", "mypy", "--follow-imports=silent", *public_faces()]),
        Step("shelves", "calls go down only", [str(BIN / "lint-imports")]),
        Step("templates", "the pages' markup", [str(BIN / "djlint"), "--lint", "--quiet", *pages] if pages else []),
        Step("migrations", "models and migrations agree", [PY, "-m", "django", "makemigrations", "--check", "--dry-run", "--settings", "motcua.website.settings"]),
        Step("translations", "every .po can be read and keeps its places", []),
        Step("docs", "links, commands and the generated reference", []),
    ]


def run(step: Step) -> tuple[bool, str]:
    """Run one step; return whether it passed, and what it said."""
    if not step.command:
        return True, ""
    done = subprocess.run(step.command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    return done.returncode == 0, done.stdout + done.stderr


#: Steps that are tests already; `make check` runs them by pytest, `make test` meets them anyway.
BY_PYTEST = {
    "translations": ["tests/house/test_translations.py"],
    "docs": ["tests/house/test_docs.py", "tests/house/test_reference.py"],
}


def main() -> int:
    wanted = sys.argv[1:]
    failed = []
    for step in [*steps(), Step("architecture", "what an import linter cannot see", pytest("tests/architecture"))]:
        if wanted and step.word not in wanted:
            continue
        began = time.monotonic()
        if step.word in BY_PYTEST:
            step = Step(step.word, step.looks_at, pytest(*BY_PYTEST[step.word]))
        print(f"{step.word:<13}", end="", flush=True)
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
