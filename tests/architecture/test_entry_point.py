"""The command line, the clocks and the database runner start without Django."""

import subprocess
import sys

from tests.architecture.house import PACKAGE, ROOT

LOADED = "import sys; print(sorted(name for name in sys.modules if name.split('.')[0] in {'django', 'psycopg'}))"


def loaded_after(program):
    done = subprocess.run(
        [sys.executable, "-c", f"{program}\n{LOADED}"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()[-1]


def test_the_clocks_load_no_django():
    files = (PACKAGE / "clocks").rglob("*.py")
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in files if "tests" not in path.parts]

    assert loaded_after("\n".join(f"import {name.removesuffix('.__init__')}" for name in sorted(names))) == "[]"


def test_the_database_runner_loads_no_django():
    files = (PACKAGE / "database").rglob("*.py")
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in files if "tests" not in path.parts]
    program = "\n".join(f"import {name.removesuffix('.__init__')}" for name in sorted(names))

    assert "django" not in loaded_after(program)


def test_a_deadline_is_answered_without_django():
    words = ["deadline", "--from", "2020-05-11T09:10", "--limit", "5 ngày làm việc", "--json"]
    program = f"from motcua.website import command\ncommand.run({words!r})"

    assert loaded_after(program) == "[]"
